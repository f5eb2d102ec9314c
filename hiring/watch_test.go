package hiring

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestWhatIsNews(t *testing.T) {
	all := domain.Legal{Contracts: domain.AllContracts(), Adult: true}
	minor := domain.Legal{Contracts: domain.CDI.Bit()}
	was := facets{matched: 1, legal: all, proposable: true, free: true}
	change := func(f func(*facets)) facets {
		now := was
		f(&now)
		return now
	}
	for _, tt := range []struct {
		name        string
		before, now facets
		known       bool
		revision    int64
		want        domain.AlertCause
	}{
		{"nothing changed", was, was, true, 3, ""},
		{"never seen, written once", facets{}, was, false, 1, domain.AlertEntered},
		{"never seen, written before", facets{}, was, false, 4, domain.AlertEdited},
		{"an accord is given", change(func(f *facets) { f.proposable = false }), was, true, 2, domain.AlertAdmitted},
		{"an accord is withdrawn", was, change(func(f *facets) { f.proposable = false }), true, 2, ""},
		{"entered without an accord", facets{}, change(func(f *facets) { f.proposable = false }), false, 1, ""},
		{"becomes free", change(func(f *facets) { f.free = false }), was, true, 2, domain.AlertFree},
		{"begins a job, by the calendar", was, change(func(f *facets) { f.free = false }), true, 2, ""},
		{"becomes of age", change(func(f *facets) { f.legal = minor }), was, true, 2, domain.AlertAdmitted},
		{"a PASS IAE ends, by the calendar", was, change(func(f *facets) { f.legal.Contracts &^= domain.CDDI.Bit() }), true, 2, ""},
		{"a skill more", was, change(func(f *facets) { f.matched = 2 }), true, 2, domain.AlertEdited},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &domain.Person{Record: domain.Record{Revision: tt.revision}}
			if cause, ok := causeOf(p, tt.before, tt.now, tt.known); cause != tt.want || ok != (tt.want != "") {
				t.Errorf("%q %v, want %q", cause, ok, tt.want)
			}
		})
	}
}
