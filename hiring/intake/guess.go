package intake

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Column is one column of a file as a person maps it: its heading, a few of its values, and what we take it for.
type Column struct {
	Heading string
	// Values are the first ones that differ; none of a column that is never kept.
	Values []string
	// Never says why the column may not be read, empty when it may.
	Never string
	// Guess is what a mapping would write, empty when the column says nothing to us.
	Guess string
	// Distinct tells that no value comes twice in the rows looked at: the column may tell people apart.
	Distinct bool
}

// shownValues of a column, lookedAt rows for them.
const (
	shownValues = 5
	lookedAt    = 200
)

// Columns reads the first rows of the table and says what its columns look like.
func (t *Table) Columns() ([]Column, error) {
	all := make([][]string, len(t.headings))
	t.First(lookedAt)
	for {
		cells, _, err := t.next()
		var fault *rowFault
		switch {
		case errors.Is(err, io.EOF):
			return t.columns(all), nil
		case errors.As(err, &fault):
			continue
		case err != nil:
			return nil, err
		}
		for i, cell := range cells {
			if v := empty(cell); v != "" {
				all[i] = append(all[i], strings.Clone(v))
			}
		}
	}
}

func (t *Table) columns(all [][]string) []Column {
	columns := make([]Column, len(t.headings))
	taken := map[string]bool{}
	at := t.places()
	for i, heading := range t.headings {
		c := Column{Heading: heading}
		c.Never, _ = NeverKept(heading)
		if looksLikeNIR(all[i]) {
			c.Never = neverNIR
		}
		if c.Never == "" {
			c.Distinct = distinct(all[i])
			c.Values = firstValues(all[i])
			if to := guess(heading, all[i]); at[foldHeading(heading)] == i && (!taken[to] || slices.Contains(lists, to)) {
				c.Guess, taken[to] = to, true
			}
		}
		columns[i] = c
	}
	return columns
}

func firstValues(values []string) (first []string) {
	for _, v := range values {
		if v, _ = WithoutNIR(v); !slices.Contains(first, clip(v)) {
			first = append(first, clip(v))
		}
		if len(first) == shownValues {
			break
		}
	}
	return first
}

func distinct(values []string) bool {
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v] {
			return false
		}
		seen[v] = true
	}
	return len(values) > 0
}

// words are headings in use that no shipped mapping has, folded.
var words = []struct {
	to   string
	said []string
}{
	{"civilite", []string{"civ", "titre", "genre"}},
	{"nom", []string{"nomdefamille", "nomusuel", "nomusage", "nomdusage", "nomcandidat", "lastname", "nomdenaissance"}},
	{"prenom", []string{"prenoms", "firstname", "prenomcandidat"}},
	{"email", []string{"mail", "emails", "courriel", "adressemail", "adresseemail", "adresseelectronique", "mel"}},
	{"telephone", []string{"tel", "telephones", "portable", "telephoneportable", "telportable", "mobile", "gsm", "numerodetelephone", "ntel"}},
	{"date_naissance", []string{"naissance", "nele", "neele", "ddn", "datenaiss", "datedenaissance", "datedenaiss"}},
	{"code_postal", []string{"cp", "codepostaldelapersonne"}},
	{"commune", []string{"ville", "cpville", "communederesidence", "villederesidence", "localite"}},
	{"metiers_recherches", []string{"metier", "metiers", "metierrecherche", "emploirecherche", "coderome", "rome", "projet", "projetprofessionnel", "metiervise", "postesouhaite"}},
	{"metiers_exerces", []string{"experience", "metierexerce", "derniermetier", "dernieremploi"}},
	{"permis", []string{"permis", "permisdeconduire"}},
	{"permis:B", []string{"permisb"}},
	{"vehicule", []string{"voiture", "vehicule", "vehiculepersonnel"}},
	{"certificats", []string{"caces", "habilitations", "certifications"}},
	{"niveau", []string{"niveaudeformation", "niveauformation", "niveauscolaire", "diplome", "niveaudequalification"}},
	{"mobilite_km", []string{"mobilite", "rayon", "mobilitekm", "perimetre"}},
	{"disponible_le", []string{"disponibilite", "disponible", "datededisponibilite"}},
	{"langues", []string{"langue", "languesparlees"}},
	{"conseiller", []string{"conseiller", "referent", "prescripteur", "accompagnateur", "conseillerreferent", "referentparcours"}},
	{"consentement_le", []string{"consentement", "accord", "dateaccord", "accordle", "rgpd"}},
	{"entree_le", []string{"dateentree", "dateentreecandidatheque"}},
	{"criteres:RSA", []string{"rsa", "brsa", "beneficiairersa"}},
	{"criteres:TH", []string{"rqth", "boeth", "th"}},
	{"criteres:QPV", []string{"qpv"}},
	{"criteres:DELD", []string{"deld"}},
}

// guess takes a column for one of ours by its heading, else by its values.
func guess(heading string, values []string) string {
	folded := foldHeading(heading)
	if folded == "" {
		return ""
	}
	for _, name := range profileHeadings() {
		if foldHeading(name) == folded && name != "id" {
			return name
		}
	}
	for _, w := range words {
		if slices.Contains(w.said, folded) {
			return w.to
		}
	}
	for _, m := range Mappings()[1:] {
		for _, c := range m.Columns {
			if len(c.From) == 1 && foldHeading(c.From[0]) == folded && len(c.Values) == 0 {
				return c.To
			}
		}
	}
	return guessByValues(values)
}

var (
	hasCode  = regexp.MustCompile(`\b[A-N]\d{4}\b`)
	hasTown  = regexp.MustCompile(`^\d{5}\s+\p{L}|\p{L}\s*\(\d{5}\)$`)
	hasPhone = regexp.MustCompile(`^(?:\+33|0)\s*[1-9](?:[ .\-]?\d{2}){4}$`)
)

func guessByValues(values []string) string {
	for _, g := range []struct {
		to  string
		has func(string) bool
	}{
		{"email", func(v string) bool { _, err := domain.ParseEmail(v); return err == nil && v != "" }},
		{"telephone", hasPhone.MatchString},
		{"metiers_recherches", hasCode.MatchString},
		{"commune", hasTown.MatchString},
	} {
		found := 0
		for _, v := range values {
			if g.has(v) {
				found++
			}
		}
		if found > 0 && found*4 >= len(values)*3 {
			return g.to
		}
	}
	return ""
}

// MayTellApart tells whether a column looks like the number that its source gives people.
func (c Column) MayTellApart() bool {
	if c.Never != "" || !c.Distinct {
		return false
	}
	for _, w := range headingWords(c.Heading) {
		switch w {
		case "id", "identifiant", "identifiants", "matricule", "numero", "num", "n", "ref", "reference", "dossier", "code":
			return c.Guess == ""
		}
	}
	return false
}

// First makes the table end after that many rows.
func (t *Table) First(most int) { t.rows = &firstRowsOf{t.rows, most} }

type firstRowsOf struct {
	rows
	left int
}

func (f *firstRowsOf) next() ([]string, int, error) {
	if f.left == 0 {
		return nil, 0, io.EOF
	}
	f.left--
	return f.rows.next()
}

// looksLikeNIR tells whether the values of a column are social-security numbers, whatever its heading.
func looksLikeNIR(values []string) bool {
	found, said := 0, 0
	for _, v := range values {
		if v == "" {
			continue
		}
		said++
		if _, nir := WithoutNIR(v); nir {
			found++
		}
	}
	return found > 0 && found*2 >= said
}

// HasFirstNames tells whether headings hold one of first names, alone or beside the last name.
func HasFirstNames(headings []string) bool {
	return slices.ContainsFunc(headings, func(heading string) bool {
		return guess(heading, nil) == "prenom" || strings.Contains(foldHeading(heading), "prenom")
	})
}
