package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// event is one step of the history of a stored object, told once. Object is as it is now: other steps may have followed.
type event struct {
	// ID is collection/key/instant/step: the same however often the step is told.
	ID         string
	Collection string
	Object     domain.Aggregate
	Step       domain.Step
}

// post is a letter to somebody, with the link it carries, if any.
type post struct {
	To     domain.Recipient
	Letter domain.Letter
	Grant  *domain.Grant
}

// reaction is who is written to when an object comes to a state, or undergoes an act (Step.To).
type reaction struct {
	to   string
	tell func(*Service, context.Context, event) (posts []post, concerned bool, err error)
}

// reactions is the whole of what the platform writes to people by itself. A mail is a line here, never one in an action;
// each function stands in the file of its subject and may be called again for an event that was told already.
var reactions = slices.Concat([]reaction{
	on(string(domain.OfferSubmitted), (*Service).offerToRead),
}, employerReactions, selfReactions, staffReactions, invitationReactions, introductionReactions)

// on ties a state or an act of one type of object to what is written then.
func on[T any, P interface {
	*T
	domain.Aggregate
}](to string, tell func(*Service, context.Context, event, *T) ([]post, error)) reaction {
	return reaction{to, func(s *Service, ctx context.Context, e event) ([]post, bool, error) {
		object, concerned := e.Object.(P)
		if !concerned {
			return nil, false, nil
		}
		posts, err := tell(s, ctx, e, (*T)(object))
		return posts, true, err
	}}
}

// offerToRead tells every referent that an offer waits for them, but the one who submitted it.
func (s *Service) offerToRead(ctx context.Context, e event, o *domain.Offer) ([]post, error) {
	if o.Status != domain.OfferSubmitted {
		return nil, nil // read meanwhile
	}
	name := string(o.SIRET)
	if employer, err := s.Deps.Employers.Get(ctx, domain.System(), string(o.SIRET)); err == nil {
		name = employer.Name
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return nil, err
	}
	letter := domain.OfferToReadLetter{OfferID: o.ID, Title: o.Title, Employer: name, Commune: o.Place.Name, Places: o.Places}
	return s.toRole(ctx, domain.RoleReferent, letter, e.Step.Actor)
}

// toRole writes the same letter to every open account of a role, but to whoever did what it tells.
func (s *Service) toRole(ctx context.Context, role domain.Role, letter domain.Letter, but string) (posts []post, err error) { //nolint:unparam // of any role
	q := domain.UserQuery{Role: role, Limit: pageOfAll}
	for {
		list, next, err := s.Deps.Users.Find(ctx, domain.System(), q)
		if err != nil {
			return nil, err
		}
		for _, u := range list {
			if !u.Deactivated && u.ID != but {
				posts = append(posts, post{To: domain.UserRecipient(u), Letter: letter})
			}
		}
		if next == "" {
			return posts, nil
		}
		q.Cursor = next
	}
}
