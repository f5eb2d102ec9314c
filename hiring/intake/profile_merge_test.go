package intake

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// fixedRow reads the one row of a file for which something is said as a whole.
func fixedRow(t *testing.T, file string, fixed domain.FixedValues) (got ProfileRow) {
	t.Helper()
	table, err := Open(strings.NewReader(file), Mappings())
	if err != nil {
		t.Fatal(err)
	}
	m := houseMapping()
	m.Fixed = fixed
	plan, err := table.Plan(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	var report Report
	if err := ReadTable(&report, table, plan, builtin(), func(r ProfileRow) error { got = r; return nil }); err != nil || got.Person == nil {
		t.Fatalf("%v %+v", err, report)
	}
	return got
}

func TestWhatIsSaidForAFileGivesWayToWhatIsStored(t *testing.T) {
	january, june := domain.FixedValues{EnteredOn: day("2026-01-15"), Adviser: "Mme Roy"}, domain.FixedValues{EnteredOn: day("2026-06-01"), Adviser: "M. Petit"}
	plie := func(f domain.FixedValues) domain.FixedValues { f.Programme = "PLIE"; return f }
	for _, tt := range []struct {
		name, first, second string
		was, said           domain.FixedValues
		want                string // programme and first day of each accompaniment, and the adviser
	}{
		{"no column", "id\nP1\n", "id\nP1\n", january, plie(june), "CANDIDATHEQUE 2026-01-15, Mme Roy"},
		{"empty cells", "id;entree_le;programme;conseiller\nP1;;;\n", "id;entree_le;programme;conseiller\nP1;;;\n", january, plie(june), "CANDIDATHEQUE 2026-01-15, Mme Roy"},
		{"the programme read, the day said", "id;programme\nP1;PLIE\n", "id;programme\nP1;PLIE\n", january, june, "PLIE 2026-01-15, Mme Roy"},
		{"the day read, the programme said", "id;entree_le\nP1;2026-02-02\n", "id;entree_le\nP1;2026-02-02\n", plie(january), june, "PLIE 2026-02-02, Mme Roy"},
		{"the day read, another programme said", "id;entree_le\nP1;2026-02-02\n", "id;entree_le\nP1;2026-02-02\n", january, plie(june), "CANDIDATHEQUE 2026-02-02, Mme Roy"},
		{"the cell says another adviser", "id;conseiller\nP1;\n", "id;conseiller\nP1;Mme Bon\n", january, june, "CANDIDATHEQUE 2026-01-15, Mme Bon"},
		{"a renewal is read", "id;renouvele\nP1;\n", "id;renouvele\nP1;oui\n", january, june, "CANDIDATHEQUE 2026-01-15 renewed, Mme Roy"},
		{"nothing stored", "id\nP1\n", "id\nP1\n", domain.FixedValues{}, plie(june), "PLIE 2026-06-01, M. Petit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := Merge(Merge(nil, fixedRow(t, tt.first, tt.was)), fixedRow(t, tt.second, tt.said))
			var got strings.Builder
			for _, a := range p.Candidate.Accompaniments {
				got.WriteString(string(a.Programme) + " " + a.From.String())
				if a.Renewed {
					got.WriteString(" renewed")
				}
				got.WriteString(", ")
			}
			if got.WriteString(p.Candidate.Adviser); got.String() != tt.want {
				t.Errorf("got %q, want %q", got.String(), tt.want)
			}
		})
	}
}

// An accord that a person recorded gives way to a later one of a file alone.
func TestAFileDoesNotMoveAnAccordThatAPersonRecorded(t *testing.T) {
	for _, tt := range []struct {
		name, cell string
		known      domain.Consent
		keeps      bool
	}{
		{"older", "2026-01-31", domain.Consent{On: day("2026-02-01"), By: "referent", Channel: "phone"}, true},
		{"the same day", "2026-02-01", domain.Consent{On: day("2026-02-01"), By: "referent", Channel: "phone"}, true},
		{"no accord in the cell", "", domain.Consent{On: day("2026-02-01"), By: "referent", Channel: "phone"}, true},
		{"later", "2026-02-02", domain.Consent{On: day("2026-02-01"), By: "referent", Channel: "phone"}, false},
		{"older than one of a file", "2026-01-31", domain.Consent{On: day("2026-02-01"), By: ByImport, Channel: ByImport}, false},
		{"before a withdrawal", "2026-02-03", domain.Consent{On: day("2026-02-01"), Withdrawn: day("2026-02-03"), By: "referent"}, true},
		{"after a withdrawal", "2026-02-04", domain.Consent{On: day("2026-02-01"), Withdrawn: day("2026-02-03"), By: "referent"}, false},
		{"where there was none", "2026-02-04", domain.Consent{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stored := &domain.Person{Record: domain.Record{ID: "P1"}, Candidate: domain.Candidate{Consent: tt.known}}
			got := Merge(stored, fixedRow(t, "id;consentement_le\nP1;"+tt.cell+"\n", domain.FixedValues{})).Candidate.Consent
			if kept := got == tt.known; kept != tt.keeps || !kept && got.On.String() != tt.cell {
				t.Errorf("%+v became %+v", tt.known, got)
			}
		})
	}
}
