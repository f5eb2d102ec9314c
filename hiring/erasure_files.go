package hiring

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
)

// What whoever brought a file reads when they come back to it.
const (
	quotesErased = "Ce fichier a été retiré : il contenait une personne effacée. Envoyez-le à nouveau ; cette personne n'y rentrera pas."
	unreadErased = "Ce fichier a été retiré : une personne a été effacée, et il ne se lit pas assez pour savoir s'il la contient. Envoyez-le à nouveau ; cette personne n'y rentrera pas."
)

// endFilesQuoting ends the files that wait and hold the person, or cannot be read: whoever brought one brings it again.
func (s *Service) endFilesQuoting(ctx context.Context, who domain.Forgotten) error {
	q := domain.ImportQuery{Status: domain.ImportWaiting, Limit: pageOfAll}
	for {
		list, next, err := s.Deps.Imports.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, record := range list {
			if err := s.endIfQuoting(ctx, record, who); err != nil {
				return err
			}
		}
		if q.Cursor = next; next == "" {
			return nil
		}
	}
}

// endIfQuoting reads the account again when somebody went on with the file meanwhile: one that left the wait is theirs.
func (s *Service) endIfQuoting(ctx context.Context, record *domain.Import, who domain.Forgotten) error {
	why, err := s.whyEnded(ctx, record, who)
	if err != nil || why == "" {
		return err
	}
	for try := 1; ; try++ {
		err := s.endWaiting(ctx, domain.System(), record, why)
		if domain.CodeOf(err) != domain.CodeConflict || try == erasedCountTries {
			return err
		}
		record, err = s.Deps.Imports.Get(ctx, domain.System(), record.ID)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			return nil
		case err != nil:
			return err
		case record.Status != domain.ImportWaiting:
			return nil
		}
	}
}

// whyEnded tells why an erasure ends a file that waits; empty when it reads whole and holds none of those who leave. An
// error is the store's.
func (s *Service) whyEnded(ctx context.Context, record *domain.Import, who domain.Forgotten) (why string, err error) {
	zipped, err := io.ReadAll(s.parkedFile(ctx, record).Body)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return unreadErased, nil
	case err != nil:
		return "", err
	}
	theirs := who.InRow
	first := true
	err = intake.ParkedRows(bytes.NewReader(zipped), func(cells []string) error {
		if first && !intake.HasFirstNames(cells) {
			theirs = who.InRowOfLastNames
		}
		first = false
		if theirs(cells) {
			return errFound
		}
		return nil
	})
	switch {
	case errors.Is(err, errFound):
		return quotesErased, nil
	case err != nil:
		return unreadErased, nil //nolint:nilerr // what cannot be read may hold them: that is the reason, not a fault
	}
	return "", nil
}

var errFound = errors.New("a row is theirs")

// wordsOfTradesAndTowns tells which words of the last names of people are those of occupations or towns too: « Boucher »
// names a list of butchers better than an erased person.
func (s *Service) wordsOfTradesAndTowns(people []*domain.Person) func(word string) bool {
	sought := map[string]bool{}
	for _, p := range people {
		for word := range strings.FieldsSeq(referential.Fold(p.Candidate.LastName)) {
			sought[word] = false
		}
	}
	if len(sought) > 0 {
		s.findCommon(sought)
	}
	return func(word string) bool { return sought[referential.Fold(word)] }
}

func (s *Service) findCommon(sought map[string]bool) {
	mark := func(label string) {
		for word := range strings.FieldsSeq(referential.Fold(label)) {
			if _, asked := sought[word]; asked {
				sought[word] = true
			}
		}
	}
	if s.Refs.ROME != nil {
		for label := range s.Refs.ROME.Names() {
			mark(label)
		}
	}
	if s.Refs.Communes != nil {
		for _, town := range s.Refs.Communes.All() {
			mark(town.Name)
		}
	}
}
