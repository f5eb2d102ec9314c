package referential

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestPublicHolidays(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01": "Jour de l'an", "2026-04-06": "Lundi de Pâques", "2026-05-01": "Fête du travail", "2026-05-14": "Ascension", "2026-05-25": "Lundi de Pentecôte",
		"2026-07-14": "Fête nationale", "2026-11-11": "Armistice 1918", "2026-12-25": "Noël", "2024-04-01": "Lundi de Pâques", "2025-04-21": "Lundi de Pâques",
		"2008-05-01": "Fête du travail", "2026-11-23": "", "2026-04-05": "",
	} {
		if got, ok := PublicHoliday(mustDate(t, day)); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
	if _, ok := PublicHoliday(0); ok {
		t.Error("no date is a holiday")
	}
}

func TestEasterIsASundayOfSpring(t *testing.T) {
	for year := 1900; year < 2200; year++ {
		easter := Easter(year)
		if easter.Weekday() != 0 || easter < mustDate(t, "1900-03-22") && year > 1900 {
			t.Errorf("Easter %d is %v", year, easter)
		}
		first, last := domain.NewDate(year, 3, 22), domain.NewDate(year, 4, 25)
		if easter < first || easter > last {
			t.Errorf("Easter %d is %v", year, easter)
		}
	}
}

func TestMinimumWage(t *testing.T) {
	for day, want := range map[string]int{"2026-11-23": 1202, "2026-01-01": 1202, "2025-12-31": 1188, "2024-11-01": 1188, "2024-10-31": 1165, "2010-01-01": 0} {
		if got := MinimumWage(mustDate(t, day)); got != want {
			t.Errorf("on %s: %d cents, want %d", day, got, want)
		}
	}
	for i := 1; i < len(minimumWages); i++ {
		if minimumWages[i].from >= minimumWages[i-1].from || minimumWages[i].cents >= minimumWages[i-1].cents {
			t.Errorf("line %d is out of order", i)
		}
	}
}

func TestLevels(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "3": 3, "niveau 3": 3, "V": 3, "V bis": 2, "Vbis": 2, "niveau IV": 4, "III": 5, "II": 6, "I": 7, "VI": 1, "CAP/BEP": 3, "CAP": 3, "bep": 3, "CAP cuisine": 3,
		"Bac": 4, "bac pro": 4, "Bac +2": 5, "bac+3": 6, "BTS": 5, "Licence": 6, "Master": 7, "doctorat": 8, "sans diplôme": 1, "brevet": 2, "Bac pro maintenance": 4, "3 (CAP, BEP)": 3, "BEP électrotechnique": 3,
	} {
		if got, err := ParseLevel(text); err != nil || got != want {
			t.Errorf("ParseLevel(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"9", "0", "haut", "12", "bac + 1000"} {
		if got, err := ParseLevel(text); err == nil {
			t.Errorf("ParseLevel(%q) = %d", text, got)
		}
	}
}

func TestLicencesAreTheDomainsOwn(t *testing.T) {
	codes := domain.Licences()
	known := Licences()
	if len(known) != len(codes) {
		t.Fatalf("%d labels for %d licences", len(known), len(codes))
	}
	for i, l := range known {
		if l.Licence != codes[i] || l.Label == "" || l.MinimumAge < 14 || l.MinimumAge > 24 {
			t.Errorf("%+v beside %s", l, codes[i])
		}
	}
}

func TestNAF(t *testing.T) {
	for text, want := range map[string]string{"43.99C": "43.99C", "4399c": "43.99C", "78.20Z\t": "78.20Z"} {
		if got, err := ParseNAF(text); err != nil || got != want {
			t.Errorf("ParseNAF(%q) = %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "43", "04.11Z", "ABCDE"} {
		if got, err := ParseNAF(text); err == nil {
			t.Errorf("ParseNAF(%q) = %q", text, got)
		}
	}
	if n := len(naf().divisions); n != 88 {
		t.Errorf("%d divisions", n)
	}
	for code := range naf().divisions {
		if _, _, ok := NAFSection(code); !ok || NAFLabel(code) == "" {
			t.Errorf("division %s has no section or label", code)
		}
	}
	if letter, label, _ := NAFSection("43.99C"); letter != "F" || label != "Construction" {
		t.Errorf("43.99C is in %s %s", letter, label)
	}
}

func TestPoolDomains(t *testing.T) {
	for text, want := range map[string]domain.PoolDomain{"Bâtiment": "batiment", "BTP": "batiment", "industrie": "maintenance", "Transport / logistique": "production", "Industrie de production": "production",
		"services à la personne": "services", "Industrie de maintenance": "maintenance"} {
		if got, ok := ParsePoolDomain(text); !ok || got != want {
			t.Errorf("ParsePoolDomain(%q) = %+v", text, got)
		}
	}
	if got, ok := ParsePoolDomain("astronomie"); ok {
		t.Errorf("astronomy is in %+v", got)
	}
}

func TestBusHours(t *testing.T) {
	first, last, ok := (BusTable{}).BusHours("59183")
	if !ok || first != domain.ClockAt(5, 30) || last != domain.ClockAt(21, 30) {
		t.Errorf("Dunkirk: %v to %v, %v", first, last, ok)
	}
	if _, _, ok := (BusTable{}).BusHours("62193"); ok {
		t.Error("the hours of Calais are not known here")
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Téteghem-Coudekerque-Village": "teteghem coudekerque village", "ŒUVRÉ  Nœud": "oeuvre noeud", "L'Haÿ": "l hay", "Île": "ile", "e\u0301te\u0301": "ete",
		" (Ça) ": "ca", "": "", "--": "", "R489-3": "r489 3",
	} {
		if got := fold(text); got != want {
			t.Errorf("fold(%q) = %q, want %q", text, got, want)
		}
	}
}
