package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// endOrphans erases from lists, positions, invitations, introductions, alerts and shortlists whoever is there and has no file: somebody wrote about
// them while they were being erased, or their file went another way. What names people is read before who is there, so
// that somebody who comes meanwhile is not taken for gone.
func (k *keeping) endOrphans(ctx context.Context) error {
	named, err := k.everybodyNamed(ctx)
	if err != nil {
		return err
	}
	err = k.Feed.Each(ctx, func(p *domain.Person) error {
		delete(named, p.ID)
		for _, id := range p.Merged {
			delete(named, id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	k.tell(domain.JobOrphans, "clés de personnes parties, retirées des listes", len(named))
	if !k.acts() || len(named) == 0 {
		return nil
	}
	var gone []*domain.Person
	for id := range named {
		gone = append(gone, &domain.Person{Record: domain.Record{ID: id}})
	}
	_, err = k.Forgetting.Forget(ctx, domain.Together(gone))
	return err
}

// everybodyNamed is whoever a list, a position, an invitation, an introduction, an alert or a shortlist names.
func (k *keeping) everybodyNamed(ctx context.Context) (map[string]bool, error) {
	named, sys := names{}, domain.System()
	for _, read := range []func() error{
		func() error {
			return readNames(named, (*domain.Shortlist).Named, func(cursor string) ([]*domain.Shortlist, string, error) {
				return k.Deps.Shortlists.Find(ctx, sys, domain.ShortlistQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
		func() error {
			return readNames(named, func(p *domain.Position) []string { return []string{p.Profile} }, func(cursor string) ([]*domain.Position, string, error) {
				return k.Deps.Positions.Find(ctx, sys, domain.PositionQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
		func() error {
			return readNames(named, func(i *domain.Invitation) []string { return []string{i.Profile} }, func(cursor string) ([]*domain.Invitation, string, error) {
				return k.Deps.Invitations.Find(ctx, sys, domain.InvitationQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
		func() error {
			return readNames(named, func(x *domain.Introduction) []string { return []string{x.Profile} }, func(cursor string) ([]*domain.Introduction, string, error) {
				return k.Deps.Introductions.Find(ctx, sys, domain.IntroductionQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
		func() error {
			return readNames(named, func(a *domain.Alert) []string { return []string{a.Profile} }, func(cursor string) ([]*domain.Alert, string, error) {
				return k.Deps.Alerts.Find(ctx, sys, domain.AlertQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
		func() error {
			return readNames(named, func(l *domain.SavedList) []string { return l.People }, func(cursor string) ([]*domain.SavedList, string, error) {
				return k.Deps.SavedLists.Find(ctx, sys, domain.SavedListQuery{Cursor: cursor, Limit: pageOfAll})
			})
		},
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// names are keys of people.
type names map[string]bool

// readNames reads a list to its end and adds whom it names, erased places left out.
func readNames[T any](named names, of func(T) []string, find func(cursor string) ([]T, string, error)) error {
	for cursor := ""; ; {
		list, next, err := find(cursor)
		if err != nil {
			return err
		}
		for _, t := range list {
			for _, id := range of(t) {
				if !domain.IsErased(id) {
					named[id] = true
				}
			}
		}
		if cursor = next; next == "" {
			return nil
		}
	}
}
