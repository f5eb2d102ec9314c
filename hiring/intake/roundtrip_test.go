package intake

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// A file that we write and read again gives the same people, whatever they wrote of themselves.
func TestWritingThenReadingGivesTheSamePeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.SliceOfNDistinct(personGen(), 1, 4, func(p *domain.Person) string { return p.ID }).Draw(t, "people")
		var file strings.Builder
		if err := WriteProfiles(&file, slices.Values(written)); err != nil {
			t.Fatal(err)
		}
		var read []*domain.Person
		report, err := ReadProfiles(strings.NewReader(file.String()), builtin(), func(r ProfileRow) error {
			read = append(read, r.Person)
			return nil
		})
		if err != nil || len(report.Errors) > 0 || len(read) != len(written) {
			t.Fatalf("%v %+v\n%s", err, report.Errors, file.String())
		}
		for i := range written {
			if a, b := asJSON(t, written[i]), asJSON(t, read[i]); a != b {
				t.Fatalf("wrote %s\n read %s\n file %s", a, b, file.String())
			}
		}
	})
}

// Merging a person's own row into their file changes nothing.
func TestMergingWhatIsStoredChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored := personGen().Draw(t, "person")
		var file strings.Builder
		if err := WriteProfiles(&file, slices.Values([]*domain.Person{stored})); err != nil {
			t.Fatal(err)
		}
		_, err := ReadProfiles(strings.NewReader(file.String()), builtin(), func(r ProfileRow) error {
			if a, b := asJSON(t, stored), asJSON(t, Merge(stored, r)); a != b {
				t.Fatalf("was %s\nis  %s", a, b)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func asJSON(t *rapid.T, p *domain.Person) string {
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// No cell of an export runs as a formula in a spreadsheet.
func TestNoCellOfAnExportIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &domain.Person{Record: domain.Record{ID: "P"}}
		p.Profile.Presentation = rapid.StringMatching(`['=+\-@\t\r＝＋－＠]{0,3}[a-z(!]{0,9}`).Draw(t, "presentation")
		p.Candidate.LastName = rapid.StringMatching(`[=+\-@＝'][A-Z]{0,5}`).Draw(t, "name")
		var file strings.Builder
		if err := WriteProfiles(&file, slices.Values([]*domain.Person{p})); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(file.String()))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range rows[1] {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || strings.HasPrefix(cell, "＝") || strings.HasPrefix(cell, "＋") ||
				strings.HasPrefix(cell, "－") || strings.HasPrefix(cell, "＠") {
				t.Fatalf("cell %q", cell)
			}
		}
	})
}

// tidy draws a text as a cell can hold it: no blank at its ends, line breaks only where they may be.
func tidy(pattern string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		text := strings.TrimSpace(rapid.StringMatching(pattern).Draw(t, "text"))
		if _, nir := WithoutNIR(text); nir {
			return "x"
		}
		return text
	})
}

func lineGen() *rapid.Generator[string] {
	return rapid.Map(tidy(`[='+@"A-Za-zéèçœ;,|\\ -]{0,20}`), func(s string) string { return strings.Join(strings.Fields(s), " ") })
}

func dateGen() *rapid.Generator[domain.Date] {
	return rapid.Map(rapid.IntRange(0, 20_000), func(n int) domain.Date {
		if n == 0 {
			return 0
		}
		return domain.NewDate(1970, 1, 1) + domain.Date(n)
	})
}

func personGen() *rapid.Generator[*domain.Person] {
	return rapid.Custom(func(t *rapid.T) *domain.Person {
		p := &domain.Person{Record: domain.Record{ID: rapid.StringMatching(`[='A-Z0-9+@][A-Z0-9._:-]{0,12}`).Draw(t, "id")}, Source: ByImport}
		if CheckID(p.ID) != nil {
			p.ID = "P1"
		}
		drawProfile(t, &p.Profile)
		drawCandidate(t, &p.Candidate)
		return p
	})
}

func drawProfile(t *rapid.T, p *domain.Profile) {
	rome := rapid.SampledFrom([]domain.ROME{"F1703", "K2204", "N9999", "H2913"})
	title := rapid.Map(tidy(`[a-zé'"(;|\\=+-][a-zé '"(),;|\\=+-]{0,15}`), func(s string) string { return strings.Join(strings.Fields(s), " ") }).
		Filter(func(s string) bool { return s != "" && strings.TrimLeft(s, "'") == s })
	p.Targets = some(rapid.Custom(func(t *rapid.T) domain.Target {
		return rapid.SampledFrom([]domain.Target{{ROME: rome.Draw(t, "rome")}, {Title: title.Draw(t, "title")},
			{ROME: rome.Draw(t, "rome"), Title: title.Draw(t, "title")}}).Draw(t, "target")
	})).Draw(t, "targets")
	p.Practised = some(rapid.Custom(func(t *rapid.T) domain.Practice {
		return domain.Practice{ROME: rome.Draw(t, "rome"), Months: rapid.IntRange(0, 720).Draw(t, "months"), Until: dateGen().Draw(t, "until")}
	})).Draw(t, "practised")
	p.Refused = some(rome).Draw(t, "refused")
	p.Trainings = some(rapid.Custom(func(t *rapid.T) domain.Studied {
		return domain.Studied{ROME: rome.Draw(t, "rome"), Hours: rapid.IntRange(0, 900).Draw(t, "hours"), End: dateGen().Draw(t, "end")}
	})).Draw(t, "trainings")
	p.Immersions = some(rapid.Custom(func(t *rapid.T) domain.Immersion {
		return domain.Immersion{ROME: rome.Draw(t, "rome"), End: dateGen().Draw(t, "end"), Assessed: rapid.Bool().Draw(t, "assessed"),
			Host: rapid.SampledFrom([]domain.SIRET{"", "73282932000074"}).Draw(t, "host")}
	})).Draw(t, "immersions")
	skills := referential.Builtin().Skills("F1703")
	p.Skills = some(rapid.SampledFrom([]domain.Skill{skills[0], skills[1], {Label: "Conduire un dumper"}, {ID: "999999", Label: "Inconnue ici"}})).Draw(t, "skills")
	p.Licences = some(rapid.Custom(func(t *rapid.T) domain.HeldLicence {
		return domain.HeldLicence{Licence: rapid.SampledFrom(domain.Licences()).Draw(t, "licence"), Obtained: dateGen().Draw(t, "obtained"),
			InProgress: rapid.Bool().Draw(t, "in progress")}
	})).Draw(t, "licences")
	p.Certificates = some(rapid.Custom(func(t *rapid.T) domain.HeldCertificate {
		return domain.HeldCertificate{Code: rapid.SampledFrom([]string{"R489-3", "SST", "CNAPS", "Diplôme maison"}).Draw(t, "code"), Delivered: dateGen().Draw(t, "on")}
	})).Draw(t, "certificates")
	p.Level, p.LevelObtained = rapid.IntRange(0, 8).Draw(t, "level"), rapid.SampledFrom([]domain.Tri{domain.Unknown, domain.Yes, domain.No}).Draw(t, "obtained")
	if p.Place = builtinPlace(rapid.SampledFrom([]string{"", "Dunkerque", "Gravelines", "Bergues"}).Draw(t, "place")); p.Place.Known() {
		p.RadiusKm = rapid.IntRange(0, 200).Draw(t, "radius")
	}
	p.Communes = some(rapid.SampledFrom([]string{"59183", "59273", "62193"})).Draw(t, "communes")
	p.Means = domain.Means(rapid.IntRange(0, 31).Draw(t, "means"))
	p.Available = dateGen().Draw(t, "available")
	p.Contracts = domain.ContractSet(rapid.IntRange(0, int(domain.AllContracts())).Draw(t, "contracts"))
	p.HoursWanted = float64(rapid.IntRange(0, 96).Draw(t, "hours")) / 2
	p.Windows = some(rapid.Custom(func(t *rapid.T) domain.Window {
		from := rapid.IntRange(0, 23).Draw(t, "from")
		return domain.Window{Days: domain.Days(rapid.IntRange(1, 127).Draw(t, "days")), From: domain.ClockAt(from, 30), To: domain.ClockAt((from+8)%24, 0)}
	})).Draw(t, "windows")
	p.RefusedSchedule = domain.Traits(rapid.IntRange(0, 31).Draw(t, "schedule"))
	p.RefusedContexts = some(rapid.SampledFrom([]string{referential.Builtin().Contexts()[0].Code, "Bruit de fond"})).Draw(t, "contexts")
	p.Languages = some(rapid.Custom(func(t *rapid.T) domain.Language {
		tri := rapid.SampledFrom([]domain.Tri{domain.Unknown, domain.Yes, domain.No})
		return domain.Language{Code: rapid.SampledFrom([]string{"fr", "ar", "prs"}).Draw(t, "code"), Understand: tri.Draw(t, "c"), Read: tri.Draw(t, "l"), Write: tri.Draw(t, "e")}
	})).Draw(t, "languages")
	p.Presentation = tidy(`[='+@"A-Za-zéœ;,|\\\n\t -]{0,60}`).Draw(t, "presentation")
	p.Domain = rapid.SampledFrom(append(domain.PoolDomains(), "")).Draw(t, "domain")
}

func drawCandidate(t *rapid.T, k *domain.Candidate) {
	k.Civility, k.LastName, k.FirstName = lineGen().Draw(t, "civility"), lineGen().Draw(t, "last"), lineGen().Draw(t, "first")
	k.Phone = rapid.SampledFrom([]string{"", "+33 6 39 98 01 02", "06 39 98 01 02"}).Draw(t, "phone")
	k.Email = rapid.SampledFrom([]string{"", "samira@exemple.fr"}).Draw(t, "email")
	k.Referent, k.Adviser = lineGen().Draw(t, "referent"), rapid.SampledFrom([]string{"", "Mme Petit", "conseil@exemple.fr"}).Draw(t, "adviser")
	k.BirthDate, k.EnteredOn = dateGen().Draw(t, "birth"), dateGen().Draw(t, "entered")
	if on := dateGen().Draw(t, "consent"); on.Known() {
		k.Consent = domain.Consent{On: on, Channel: ByImport, By: ByImport}
	}
	from := k.EnteredOn
	if !from.Known() {
		from = k.Consent.On
	}
	if from.Known() {
		programme := rapid.SampledFrom([]domain.Programme{domain.CandidathequeProgramme, "PLIE", "CEJ"}).Draw(t, "programme")
		k.Accompaniments = []domain.Accompaniment{domain.NewAccompaniment(programme, from, rapid.SampledFrom([]domain.Tri{domain.Yes, domain.No}).Draw(t, "renewed"))}
	}
	k.Criteria = slices.CompactFunc(some(rapid.Custom(func(t *rapid.T) domain.Criterion {
		c := domain.Criterion{Code: rapid.SampledFrom([]domain.CriterionCode{"RSA", "TH", "ZZZ"}).Draw(t, "code"), SeenOn: dateGen().Draw(t, "seen"), By: ByImport}
		if c.SeenOn.Known() && rapid.Bool().Draw(t, "limited") {
			c.ValidUntil = c.SeenOn + 100
		}
		return c
	})).Draw(t, "criteria"), func(_, _ domain.Criterion) bool { return true })
	if len(k.Criteria) == 0 {
		k.Criteria = nil
	}
}

// some draws up to three values; none is nil, as a reader leaves it.
func some[T any](one *rapid.Generator[T]) *rapid.Generator[[]T] {
	return rapid.Map(rapid.SliceOfN(one, 0, 3), func(list []T) []T {
		if len(list) == 0 {
			return nil
		}
		return list
	})
}

func builtinPlace(name string) domain.Commune {
	if name == "" {
		return domain.Commune{}
	}
	found, err := referential.BuiltinCommunes().Find("", name)
	if err != nil {
		return domain.Commune{Name: err.Error()}
	}
	return found
}
