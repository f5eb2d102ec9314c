package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// ActorOf is an account as it acts today: its seats, and which of them are in establishments that no referent vouches for.
// One that nobody registered has the seats that an administrator gave, who vouches for each.
func (s *Service) ActorOf(ctx context.Context, u *domain.User) (domain.Actor, error) {
	who := u.Actor()
	for _, siret := range who.SIRETs {
		e, err := s.Deps.Employers.Get(ctx, domain.System(), string(siret))
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
		case err != nil:
			return domain.Actor{}, err
		case e.Status != domain.EmployerActive:
			who.Unvouched = append(who.Unvouched, siret)
		}
	}
	return who, nil
}

// firstAt tells whether somebody founded an establishment where nobody was before them: no account sits there, no offer
// names it. An administrator's account, or a referent's offer, may stand for one that was never registered; its founder is
// then a newcomer like any other, and a referent answers.
func (s *Service) firstAt(ctx context.Context, e *domain.Employer, userID string) (bool, error) {
	if !e.FoundedBy(userID) {
		return false, nil
	}
	users, _, err := s.Deps.Users.Find(ctx, domain.System(), domain.UserQuery{SIRET: e.SIRET(), Limit: 2})
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(users, func(u *domain.User) bool { return u.ID != userID }) {
		return false, nil
	}
	offers, _, err := s.Deps.Offers.Find(ctx, domain.System(), domain.OfferQuery{SIRET: e.SIRET(), Limit: 1})
	return len(offers) == 0, err
}
