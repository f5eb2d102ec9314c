package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// JoinProgramme begins an accompaniment.
func (s *Service) JoinProgramme(ctx context.Context, actor domain.Actor, id string, programme domain.Programme, from domain.Date) (*domain.Person, error) {
	return s.onFile(ctx, actor, id, func(p *domain.Person, now time.Time) error { return p.Join(programme, from, actor, now) })
}

// RenewProgramme renews, once, the accompaniment that began on that day.
func (s *Service) RenewProgramme(ctx context.Context, actor domain.Actor, id string, programme domain.Programme, from domain.Date) (*domain.Person, error) {
	return s.onFile(ctx, actor, id, func(p *domain.Person, now time.Time) error { return p.Renew(programme, from, actor, now) })
}

// EndProgramme ends on a day the accompaniment that began on another.
func (s *Service) EndProgramme(ctx context.Context, actor domain.Actor, id string, programme domain.Programme, from, on domain.Date) (*domain.Person, error) {
	return s.onFile(ctx, actor, id, func(p *domain.Person, now time.Time) error { return p.End(programme, from, on, actor, now) })
}

// onFile changes the follow-up of a file that the actor may edit.
func (s *Service) onFile(ctx context.Context, actor domain.Actor, id string, act func(*domain.Person, time.Time) error) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		if !domain.CanEditPerson(actor, p) {
			return domain.NotFound("Personne")
		}
		return act(p, now)
	})
}

// FollowedPeople lists by name the people an adviser follows, by their account's address.
func (s *Service) FollowedPeople(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Person, next string, err error) {
	if !actor.Roles.Has(domain.RoleAdviser) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Cette liste est celle des conseillers.")
	}
	return s.Deps.People.Find(ctx, actor, domain.PersonQuery{Adviser: actor.Email, Order: domain.ByName, Cursor: cursor, Limit: followedPage})
}

// followedPage is how many people a page of an adviser shows.
const followedPage = 25

// EndingSoon lists, the nearest end first, the people whose last accompaniment ends within 30 days: all of them for a
// referent, their own for an adviser.
func (s *Service) EndingSoon(ctx context.Context, actor domain.Actor) ([]*domain.Person, error) {
	if !domain.CanAddPerson(actor) {
		return nil, domain.Refuse(domain.CodeForbidden, "Cette liste est celle des référents et des conseillers.")
	}
	today := domain.DayOf(s.Now())
	list, _, err := s.Deps.People.Find(ctx, actor, domain.PersonQuery{EndsFrom: today, EndsBy: domain.SoonAfter(today), Order: domain.ByEnd, Limit: pageOfAll})
	return list, err
}

// LastProposed is the last day on which a person stood on a shortlist, for whoever sees their file.
func (s *Service) LastProposed(p *domain.Person) domain.Date { return s.exposure.last(p) }
