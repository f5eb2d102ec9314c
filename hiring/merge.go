package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// MergePeople puts two files of one person together: keep stays and takes what drop holds, drop is removed, and its key
// leads to keep from then on, for files and programs that still use it. It may be run again after a crash; once begun it
// goes one way only, and the other way is a Conflict.
func (s *Service) MergePeople(ctx context.Context, actor domain.Actor, keep, drop string) (*domain.Person, error) {
	if _, err := s.Compare(ctx, actor, keep, drop); err != nil {
		return nil, err
	}
	if err := s.decideMerge(ctx, keep, drop); err != nil {
		return nil, err
	}
	dropped, err := s.Deps.People.Get(ctx, actor, drop)
	if err != nil {
		return nil, err
	}
	survivor, err := s.absorb(ctx, actor, keep, dropped)
	if err != nil {
		return nil, err
	}
	if err := s.Deps.Once.Insert(ctx, mergedKey(drop), keep); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return nil, err
	}
	if err := s.passKeys(ctx, drop, keep); err != nil {
		return nil, err
	}
	last, err := s.Identities.Take(ctx, drop)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return survivor, nil // another run of this merge took it
	case err != nil:
		return nil, err
	}
	if last.Revision != dropped.Revision { // somebody wrote it after it was read: what they wrote is not lost
		survivor, err = s.absorb(ctx, actor, keep, last)
	}
	s.pool.Remove(drop)
	s.changed()
	return survivor, err
}

func (s *Service) absorb(ctx context.Context, actor domain.Actor, keep string, other *domain.Person) (*domain.Person, error) {
	p, err := s.changePerson(ctx, actor, keep, func(p *domain.Person, now time.Time) error {
		if p.ID != keep {
			return domain.NotFound("Personne") // merged into a third one meanwhile: whoever merges looks again
		}
		p.Absorb(other, actor, now)
		return nil
	})
	return p, err
}

// decideMerge settles, once for both ways, which of the two files stays.
func (s *Service) decideMerge(ctx context.Context, keep, drop string) error {
	key := "merge/" + pairKey(keep, drop)
	err := s.Deps.Once.Insert(ctx, key, keep)
	if domain.CodeOf(err) != domain.CodeConflict {
		return err
	}
	decided, err := s.Deps.Once.Get(ctx, key)
	if err == nil && decided != keep {
		err = domain.Refuse(domain.CodeConflict, "Quelqu'un réunit déjà ces deux dossiers en gardant l'autre. Rechargez la page.")
	}
	return err
}

func mergedKey(id string) string { return "merged/" + id }

// survivorOf follows a key to the file that took it over; a key that was never merged is its own.
func (s *Service) survivorOf(ctx context.Context, id string) (string, error) {
	for range mostMerges {
		to, err := s.Deps.Once.Get(ctx, mergedKey(id))
		if domain.CodeOf(err) == domain.CodeNotFound {
			return id, nil
		}
		if err != nil {
			return "", err
		}
		id = to
	}
	return id, nil
}

// renewed is a copy of a list with its lines under the keys of the files of today. Two lines of one person become one: the
// first that somebody answered, else the first.
func (s *Service) renewed(ctx context.Context, list *domain.Shortlist) (*domain.Shortlist, error) {
	copied := *list
	copied.Entries = nil
	for _, e := range list.Entries {
		id, err := s.survivorOf(ctx, e.Profile)
		if err != nil {
			return nil, err
		}
		e.Profile = id
		switch same := copied.Entry(id); {
		case same == nil:
			copied.Entries = append(copied.Entries, e)
		case same.Decision == domain.Proposed && same.Employer == domain.SideUnanswered:
			*same = e
		}
	}
	return &copied, nil
}

// mostMerges bounds a chain of merges that is followed: no house has that many doubles of one person.
const mostMerges = 20

// known reads the stored file of a row, empty for somebody new: the row of a file that was merged is told to the one that
// took it over, as the batch has left it so far.
func (r *run) known(ctx context.Context, id string, changed []*domain.Person) (*domain.Person, error) {
	before, err := r.stored(ctx, id)
	if err != nil || before.ID != "" {
		return latestOf(changed, before), err
	}
	survivor, err := r.survivorOf(ctx, id)
	if err != nil || survivor == id {
		return before, err
	}
	before, err = r.stored(ctx, survivor)
	return latestOf(changed, before), err
}

// latestOf is the file as the batch has changed it, else as it is stored.
func latestOf(changed []*domain.Person, stored *domain.Person) *domain.Person {
	for _, p := range changed {
		if p.ID == stored.ID {
			return p
		}
	}
	return stored
}

// inPlace puts a file in the batch, over its own earlier state.
func inPlace(changed []*domain.Person, p *domain.Person) []*domain.Person {
	for i := range changed {
		if changed[i].ID == p.ID {
			changed[i] = p
			return changed
		}
	}
	return append(changed, p)
}
