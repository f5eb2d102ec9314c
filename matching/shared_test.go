package matching

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// sharedFolder is the folder of the official files: CANDIDATHEQUE_SHARED, or ../shared above the project.
func sharedFolder(tb testing.TB) string {
	tb.Helper()
	var tries []string
	if dir := os.Getenv("CANDIDATHEQUE_SHARED"); dir != "" {
		tries = append(tries, filepath.Join(dir, "data"), dir)
	}
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		tries = append(tries, filepath.Join(parent, "shared", "data"))
	}
	for _, d := range tries {
		if info, err := os.Stat(filepath.Join(d, "eval")); err == nil && info.IsDir() {
			return d
		}
	}
	tb.Fatal("the evaluation files are not here: set CANDIDATHEQUE_SHARED to the folder that holds data/eval")
	return ""
}

// testStems is a small analysis for tests of this room: search.Stems is not ours to import.
func testStems(text string) []string {
	var stems []string
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		word = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "ç", "c", "î", "i", "ô", "o", "û", "u").Replace(word)
		for _, end := range []string{"euses", "euse", "eurs", "eur", "ons", "es", "s", "e"} {
			if cut := strings.TrimSuffix(word, end); cut != word && len(cut) > 3 {
				word = cut
				break
			}
		}
		if len(word) > 2 {
			stems = append(stems, word)
		}
	}
	return stems
}

func mustArchive(tb testing.TB) *referential.ROME {
	tb.Helper()
	rome, _, err := referential.ReadArchive(os.DirFS(filepath.Join(sharedFolder(tb), "rome")))
	if err != nil {
		tb.Fatal(err)
	}
	return rome
}

func realReferences(tb testing.TB) References {
	tb.Helper()
	return References{Occupations: mustArchive(tb), Certificates: referential.Certificates(), Buses: referential.BusTable{}, Stems: testStems}
}

// table reads a file of the evaluation set as rows of named fields.
func table(tb testing.TB, path ...string) []map[string]string {
	tb.Helper()
	f, err := os.Open(filepath.Join(append([]string{sharedFolder(tb), "eval"}, path...)...))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	rows := make([]map[string]string, 0, len(records)-1)
	for _, rec := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = rec[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func split(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '|' }) }

func day(tb testing.TB, s string) domain.Date {
	tb.Helper()
	d, err := domain.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func number(tb testing.TB, s string) int {
	tb.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// subjectOf reads the columns that the evaluation files fill.
func subjectOf(tb testing.TB, r map[string]string, on domain.Date) Subject {
	tb.Helper()
	place, err := referential.BuiltinCommunes().Find(r["code_postal"], r["commune"])
	if err != nil {
		tb.Fatal(err)
	}
	p := domain.Profile{Place: place, RadiusKm: number(tb, r["mobilite_km"]), Available: day(tb, r["disponible_le"]), Level: number(tb, r["niveau"])}
	for _, code := range split(r["metiers_recherches"]) {
		if domain.IsROME(code) {
			p.Targets = append(p.Targets, domain.Target{ROME: domain.ROME(code)})
		} else {
			p.Targets = append(p.Targets, domain.Target{Title: code})
		}
	}
	for _, l := range split(r["permis"]) {
		p.Licences = append(p.Licences, domain.HeldLicence{Licence: domain.Licence(l)})
	}
	for _, c := range split(r["certificats"]) {
		name, delivered, _ := strings.Cut(c, "@")
		code, _ := referential.Certificates().Parse(name)
		p.Certificates = append(p.Certificates, domain.HeldCertificate{Code: code, Delivered: day(tb, delivered)})
	}
	if err := p.Contracts.UnmarshalText([]byte(r["contrats"])); err != nil {
		tb.Fatal(err)
	}
	if r["vehicule"] == "oui" {
		p.Means = domain.MeansCar
	}
	person := domain.Person{Profile: p, Candidate: domain.Candidate{BirthDate: day(tb, r["date_naissance"]),
		Consent:        domain.Consent{On: day(tb, r["consentement_le"])},
		Accompaniments: []domain.Accompaniment{domain.NewAccompaniment(domain.CandidathequeProgramme, day(tb, r["entree_le"]), domain.No)}}}
	return Subject{ID: r["id"], Profile: p, Standing: person.StandingOn(on)}
}

func offerOf(tb testing.TB, r map[string]string) *domain.Offer {
	tb.Helper()
	place, err := referential.BuiltinCommunes().Find(r["code_postal"], r["commune"])
	if err != nil {
		tb.Fatal(err)
	}
	contract, err := domain.ParseContract(r["contrat"], 0)
	if err != nil {
		tb.Fatal(err)
	}
	o := &domain.Offer{Record: domain.Record{ID: r["id"]}, Title: r["intitule"], ROME: domain.ROME(r["rome"]), Contract: contract,
		Place: place, WeeklyHours: float64(number(tb, r["heures_hebdo"])), Start: day(tb, r["debut"])}
	for _, l := range split(r["permis"]) {
		o.Licences = append(o.Licences, domain.LicenceNeed{Licence: domain.Licence(l)})
	}
	for _, c := range split(r["certificats"]) {
		code, _ := referential.Certificates().Parse(c)
		o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: code})
	}
	return o
}
