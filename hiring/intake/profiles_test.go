package intake

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

func builtin() Refs {
	return Refs{ROME: referential.Builtin(), Communes: referential.BuiltinCommunes(), Certificates: referential.Certificates()}
}

func first(errs []domain.RowError) []domain.RowError { return errs[:min(len(errs), 5)] }

// people reads a whole file of people.
func people(tb testing.TB, file string) ([]*domain.Person, Report, error) {
	tb.Helper()
	var list []*domain.Person
	report, err := ReadProfiles(strings.NewReader(file), builtin(), func(r ProfileRow) error {
		list = append(list, r.Person)
		return nil
	})
	return list, report, err
}
