package referential

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
	"pgregory.net/rapid"
)

func TestCertificateSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"CACES R489-3": "R489-3", "caces r489 cat 3": "R489-3", "R489 catégorie 1B": "R489-1B", "caces 489 cat. 5": "R489-5", "r489cat3": "R489-3",
		"CACES 3": "R489-3", "Caces cat 5": "R489-5", "CACES R.489 cat 1": "R489-1A", "R 489": "R489", "caces r486 b": "R486-B", "R482 A": "R482-A", "r482-c1": "R482-C1",
		"CACES R389 cat 3": "R389-3", "r372m cat 1": "R372m-1", "R372 M 10": "R372m-10", "R386 1A": "R386-1A", "r390": "R390-1", "R490": "R490", "R383m-1B": "R383m-B",
		"fimo": "FIMO marchandises", "FIMO Voyageurs": "FIMO voyageurs", "fco": "FCO", "sst": "SST", "Sauveteur Secouriste du Travail": "SST", "MAC-SST": "MAC SST",
		"ssiap1": "SSIAP 1", "SSIAP 2": "SSIAP 2", "carte CNAPS": "CNAPS", "Carte pro sécurité": "CNAPS", "adr": "ADR", "N1": "N1", "aipr": "AIPR opérateur",
		"licence soudure": "Soudure", "DEAES": "DEAES", "TP ADVF": "ADVF", "CAP petite enfance": "AEPE", "haccp": "HACCP", "échafaudage r408": "Échafaudage R408",
		"B2V": "HE B2V", "habilitation électrique BR": "HE BR", "HE B0": "HE B0", "H0B0": "HE B0", "BE manœuvre": "HE BE Manœuvre",
	} {
		if got, ok := Certificates().Parse(text); !ok || got != want {
			t.Errorf("Parse(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "permis de chasse", "R499", "R489-9", "CACES 8", "B", "habilitation"} {
		if got, ok := Certificates().Parse(text); ok {
			t.Errorf("Parse(%q) is known as %q", text, got)
		}
	}
}

func TestEveryCodeReadsAsItself(t *testing.T) {
	for _, c := range Certificates().All() {
		if got, ok := Certificates().Parse(c.Code); !ok || got != c.Code {
			t.Errorf("Parse(%q) = %q, %v", c.Code, got, ok)
		}
		if c.Label == "" || c.Years < 0 {
			t.Errorf("%+v", c)
		}
	}
	for _, f := range facts(certificateFacts) {
		if len(f) != 6 {
			t.Errorf("line %v has %d fields", f, len(f))
		}
	}
	for _, f := range append(facts(coverFacts), facts(cardFacts)...) {
		for _, code := range f[1:] {
			if _, ok := Certificates().Certificate(code); !ok {
				t.Errorf("%s names %s, which is in no table", f[0], code)
			}
		}
	}
}

func TestCertificateEnds(t *testing.T) {
	for _, tt := range []struct{ name, code, delivered, want string }{
		{"five years, to the eve", "R489-3", "2021-05-10", "2026-05-09"},
		{"ten years", "R482-A", "2021-05-10", "2031-05-09"},
		{"two years", "SST", "2025-01-01", "2026-12-31"},
		{"for life", "BAFA", "2001-07-01", ""},
		{"an old one by its own years", "R389-3", "2018-03-01", "2023-02-28"},
		{"an old one stops with its recommendation", "R389-3", "2020-06-01", "2024-12-31"},
		{"an old one whose delivery is not known", "R389-3", "", "2024-12-31"},
		{"delivery not known", "R489-3", "", ""},
		{"not in the table", "Permis de chasse", "2020-01-01", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Certificates().ExpiresOn(tt.code, mustDate(t, tt.delivered)); got != mustDate(t, tt.want) {
				t.Errorf("ends on %v, want %q", got, tt.want)
			}
		})
	}
}

func TestValidCertificates(t *testing.T) {
	on := "2026-11-23"
	for _, tt := range []struct {
		name, held, delivered, wanted string
		ok                            bool
		expired                       string
	}{
		{"same, in date", "R489-3", "2024-05-10", "R489-3", true, ""},
		{"same, out of date", "R489-3", "2021-02-02", "R489-3", false, "2026-02-01"},
		{"last day", "R489-3", "2021-11-24", "R489-3", true, ""},
		{"another category", "R489-1A", "2024-05-10", "R489-3", false, ""},
		{"any category of the recommendation", "R489-5", "2024-05-10", "R489", true, ""},
		{"delivered after the day", "R489-3", "2027-01-01", "R489-3", false, ""},
		{"FCO stands for FIMO", "FCO", "2024-05-10", "FIMO marchandises", true, ""},
		{"FCO of buses does not stand for lorries", "FCO voyageurs", "2024-05-10", "FIMO marchandises", false, ""},
		{"MAC stands for SST", "MAC SST", "2025-05-10", "SST", true, ""},
		{"SSIAP 3 stands for 1", "SSIAP 3", "2025-05-10", "SSIAP 1", true, ""},
		{"SSIAP 1 does not stand for 2", "SSIAP 1", "2025-05-10", "SSIAP 2", false, ""},
		{"old excavator card still runs", "R372m-2", "2019-06-01", "R482-B1", true, ""},
		{"old lift-truck card is over", "R389-3", "2019-12-31", "R489-3", false, "2024-12-30"},
		{"no day of delivery", "SST", "", "SST", true, ""},
		{"electrical habilitation is never valid", "HE B2V", "2026-05-10", "HE B2V", false, ""},
		{"outside the table, by name", "CQP dunes", "2020-01-01", "CQP dunes", true, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			held := []domain.HeldCertificate{{Code: tt.held, Delivered: mustDate(t, tt.delivered)}}
			ok, expired := Certificates().Valid(held, tt.wanted, mustDate(t, on))
			if ok != tt.ok || expired != mustDate(t, tt.expired) {
				t.Errorf("valid %v, expired %v", ok, expired)
			}
		})
	}
}

// TestOneMoreCertificateNeverHurts: what was answered for stays so.
func TestOneMoreCertificateNeverHurts(t *testing.T) {
	table := Certificates()
	draw := rapid.Custom(func(t *rapid.T) domain.HeldCertificate {
		return domain.HeldCertificate{Code: rapid.SampledFrom(table.All()).Draw(t, "code").Code, Delivered: domain.Date(rapid.IntRange(736000, 740000).Draw(t, "day"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		held, more := rapid.SliceOf(draw).Draw(t, "held"), draw.Draw(t, "more")
		wanted, on := rapid.SampledFrom(table.All()).Draw(t, "wanted").Code, domain.Date(rapid.IntRange(736000, 741000).Draw(t, "on"))
		before, _ := table.Valid(held, wanted, on)
		after, _ := table.Valid(append(slices.Clone(held), more), wanted, on)
		if before && !after {
			t.Fatalf("%+v made %s invalid", more, wanted)
		}
	})
}

func TestCoversStartsWithItself(t *testing.T) {
	for _, c := range Certificates().All() {
		if covered := Certificates().Covers(c.Code); covered[0].Code != c.Code {
			t.Errorf("Covers(%s) = %v", c.Code, covered)
		}
	}
	old := Certificates().Covers("R389-3")
	if len(old) != 2 || old[1].Code != "R489-3" || old[1].Until != mustDate(t, "2024-12-31") {
		t.Errorf("R389-3 covers %v", old)
	}
}

func TestRequiredCards(t *testing.T) {
	for code, want := range map[domain.ROME][]string{"K2503": {"CNAPS"}, "N4101": {"FIMO marchandises"}, "N4115": {"FIMO marchandises"}, "N4103": {"FIMO voyageurs"}, "N4105": nil, "F1703": nil} {
		if got := Certificates().RequiredCards(code); !slices.Equal(got, want) {
			t.Errorf("RequiredCards(%s) = %v, want %v", code, got, want)
		}
	}
	official := mustArchive(t)
	for code := range Certificates().cards {
		if _, ok := official.Occupation(code); !ok {
			t.Errorf("%s asks a card and is no occupation", code)
		}
	}
}
