package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// yeses lists, for the members of an establishment, the people who said yes to its offers, whatever became of the offer: all
// are one read. Who it is is read as an employer reads it.
func (d *day) yeses() error {
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return d.Deps.Introductions.Find(d.ctx, asEmployer(d.actor), IntroductionQuery{Statuses: domain.GoingIntroductions(), Cursor: cursor, Limit: pageOfAll})
	})
	for _, x := range list {
		if line, asks := x.AsksEmployer(d.now); asks && !domain.IsErased(x.Profile) {
			d.add(waiting{DayLine: line, yes: x, offer: x.OfferID})
		}
	}
	return err
}

// asEmployer is the actor in their establishments only.
func asEmployer(a domain.Actor) domain.Actor {
	a.Roles = domain.RoleEmployer
	return a
}

// YesesOf counts the people who said yes to each of some offers, in one read: those that the actor may see.
func (s *Service) YesesOf(ctx context.Context, actor domain.Actor, offers []*domain.Offer) (map[string]domain.Yeses, error) {
	counts := make(map[string]domain.Yeses, len(offers))
	if len(offers) == 0 || !actor.Roles.Has(domain.RoleEmployer|domain.RoleReferent) {
		return counts, nil
	}
	q := IntroductionQuery{Statuses: domain.GoingIntroductions(), Limit: pageOfAll}
	for _, o := range offers {
		q.Offers = append(q.Offers, o.ID)
	}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		q.Cursor = cursor
		return s.Deps.Introductions.Find(ctx, actor, q)
	})
	for _, x := range list {
		n := counts[x.OfferID]
		n.Add(x, s.Now())
		counts[x.OfferID] = n
	}
	return counts, err
}
