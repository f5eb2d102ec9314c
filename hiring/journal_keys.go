package hiring

import (
	"context"
	"crypto/rand"
	"errors"

	"eedk.fr/candidatheque/domain"
)

// journalName is the random name of somebody in the journal, made the first time; whoever is nobody is named as such. A
// person whose file is gone gets a name that is kept nowhere: the line says that somebody was, and no more.
func (s *Service) journalName(ctx context.Context, of domain.Subject) (string, error) {
	name, err := s.keptName(ctx, of)
	if err == nil && name == "" && of.Named() {
		name = rand.Text()
	}
	return name, err
}

// keptName is journalName of whoever keeps one; empty for a person whose file is gone.
func (s *Service) keptName(ctx context.Context, of domain.Subject) (string, error) {
	if !of.Named() {
		return string(of), nil
	}
	known, err := s.Deps.JournalKeys.Get(ctx, of)
	if err == nil {
		return known.Key, nil
	}
	if domain.CodeOf(err) != domain.CodeNotFound {
		return "", err
	}
	holder, err := s.bearer(ctx, of)
	switch {
	case err != nil, holder == domain.SubjectNobody:
		return "", err
	case holder != of:
		return s.keptName(ctx, holder)
	}
	return s.newJournalName(ctx, of)
}

// newJournalName makes a name of 130 random bits; of two made at once the first stays. Somebody whose file went between
// the look and the insert keeps none.
func (s *Service) newJournalName(ctx context.Context, of domain.Subject) (string, error) {
	now := s.Now()
	k := &domain.JournalKey{Record: domain.Record{ID: string(of), Created: now, Updated: now}, Key: rand.Text(), Holder: of}
	switch err := s.Deps.JournalKeys.Save(ctx, k); {
	case domain.CodeOf(err) == domain.CodeConflict:
		if k, err = s.Deps.JournalKeys.Get(ctx, of); err != nil {
			return "", err
		}
	case err != nil:
		return "", err
	}
	holder, err := s.bearer(ctx, of)
	if err == nil && holder != of {
		err = s.Deps.JournalKeys.Remove(ctx, string(of))
	}
	return k.Key, err
}

// bearer is who is somebody today: a person whose file another took over is the person of that one; nobody when the file
// is gone. Accounts are taken as they come: the program itself may act for one that it is about to make.
func (s *Service) bearer(ctx context.Context, of domain.Subject) (domain.Subject, error) {
	id, person := of.PersonID()
	if !person {
		return of, nil
	}
	p, err := s.Person(ctx, domain.System(), id)
	switch {
	case err == nil:
		return domain.PersonSubject(p.ID), nil
	case domain.CodeOf(err) == domain.CodeNotFound:
		return domain.SubjectNobody, nil
	}
	return domain.SubjectNobody, err
}

// ForgetKey destroys the names that a person bears in the journal, those of the files theirs took over included: the lines
// stay and nobody can tell who they are about. It is the last act of erasing somebody, once their file is gone, and may be
// run again.
func (s *Service) ForgetKey(ctx context.Context, personID string) error {
	return s.forgetKeys(ctx, domain.PersonSubject(personID))
}

// ForgetUserKey is ForgetKey for an account.
func (s *Service) ForgetUserKey(ctx context.Context, userID string) error {
	return s.forgetKeys(ctx, domain.UserSubject(userID))
}

func (s *Service) forgetKeys(ctx context.Context, holder domain.Subject) error {
	keys, err := s.keysOf(ctx, domain.JournalKeyQuery{Holder: holder})
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := s.Deps.JournalKeys.Remove(ctx, k.ID); err != nil {
			return err
		}
	}
	return nil
}

// keysOf reads a list of keys to its end.
func (s *Service) keysOf(ctx context.Context, q domain.JournalKeyQuery) (all []*domain.JournalKey, err error) {
	for {
		list, next, err := s.Deps.JournalKeys.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if q.Cursor = next; next == "" {
			return all, nil
		}
	}
}

// passKeys gives the names of a file to the one that takes it over, so that erasing this one forgets them too.
func (s *Service) passKeys(ctx context.Context, from, to string) error {
	keys, err := s.keysOf(ctx, domain.JournalKeyQuery{Holder: domain.PersonSubject(from)})
	if err != nil {
		return err
	}
	for _, k := range keys {
		k.Holder, k.Updated = domain.PersonSubject(to), s.Now()
		if err := s.Deps.JournalKeys.Save(ctx, k); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return nil
}

// SweepKeys forgets the names of people who are gone, and passes on those of files that were taken over: whatever was cut
// short between removing a file and forgetting its name is done here. Each new day and a restored backup run it. A name or
// a file that cannot be read keeps no other from being swept: its fault is told at the end.
func (s *Service) SweepKeys(ctx context.Context) error {
	var faults []error
	for q := (domain.JournalKeyQuery{Limit: pageOfAll}); ; {
		list, next, err := s.Deps.JournalKeys.Find(ctx, q)
		faults = append(faults, err)
		for _, k := range list {
			err := s.sweepKey(ctx, k)
			if faults = append(faults, err); err != nil && !damaged(err) {
				return errors.Join(faults...)
			}
		}
		if q.Cursor = next; next == "" {
			return errors.Join(faults...)
		}
	}
}

func (s *Service) sweepKey(ctx context.Context, k *domain.JournalKey) error {
	holder, err := s.bearer(ctx, k.Holder)
	switch {
	case err != nil:
		return err
	case holder == domain.SubjectNobody:
		return s.Deps.JournalKeys.Remove(ctx, k.ID)
	case holder != k.Holder:
		from, _ := k.Holder.PersonID()
		to, _ := holder.PersonID()
		return s.passKeys(ctx, from, to)
	}
	return nil
}
