package hiring

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Positioned is a position with the gates that the person fails today; none when they may be proposed as they are.
// ListID is the open shortlist of the offer on which they stand already, if any.
type Positioned struct {
	Position *domain.Position
	Gates    []domain.Gate
	ListID   string
}

// PositionPerson is an adviser's answer to an offer shown to them: somebody they follow, and why. It returns NotFound for
// a person they do not follow, Conflict for one already positioned on this offer.
func (s *Service) PositionPerson(ctx context.Context, actor domain.Actor, offerID, profile, why string) (*domain.Position, error) {
	now := s.Now()
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	switch {
	case err != nil:
		return nil, err
	case !actor.Roles.Has(domain.RoleAdviser):
		return nil, domain.Refuse(domain.CodeForbidden, "Ce sont les conseillers qui positionnent les personnes qu'ils suivent.")
	case o.ShownToAdvisers() && !domain.CanPosition(actor, o):
		return nil, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre conseiller doit positionner.")
	}
	position, err := domain.NewPosition(o, profile, why, actor, now)
	if err != nil {
		return nil, err
	}
	p, err := s.Deps.People.Get(ctx, actor, profile)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return nil, domain.Invalid("profile", "Choisissez une personne que vous suivez.")
	case err != nil:
		return nil, err
	case p.Candidate.Adviser != actor.Email:
		return nil, domain.Invalid("profile", "Choisissez une personne que vous suivez.")
	case !p.Candidate.Consent.Given(domain.DayOf(now)):
		return nil, domain.Invalid("profile", "Cette personne n'a pas donné son accord : recueillez-le d'abord.")
	case !p.MayBeProposed(domain.DayOf(now)):
		return nil, domain.Invalid("profile", "Cette personne n'est pas encore dans la candidathèque : un référent doit d'abord l'accepter.")
	}
	for _, key := range p.Merged { // positioned under the key of a file merged into theirs
		_, err := s.Deps.Positions.Get(ctx, domain.System(), domain.PairID(o.ID, key))
		switch {
		case err == nil:
			return nil, errPositioned
		case domain.CodeOf(err) != domain.CodeNotFound:
			return nil, err
		}
	}
	err = s.Deps.Positions.Save(ctx, position)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil, errPositioned
	}
	return position, err
}

var errPositioned = domain.Invalid("profile", "Cette personne est déjà positionnée sur cette offre.")

// PositionsOn lists the positions on an offer, the latest first: a referent reads all of them, with what stops each
// person, an adviser their own. People who withdrew their accord, or left, are not in it.
func (s *Service) PositionsOn(ctx context.Context, actor domain.Actor, offerID string) ([]Positioned, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	if err != nil || !actor.Roles.Has(domain.RoleReferent|domain.RoleAdviser) {
		return nil, err
	}
	all, err := s.positions(ctx, actor, domain.PositionQuery{OfferID: offerID})
	if err != nil {
		return nil, err
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	all, people, err := s.reachable(ctx, all)
	if err != nil {
		return nil, err
	}
	list := make([]Positioned, len(all))
	for i := range all {
		list[i].Position = all[i]
	}
	if !actor.Roles.Has(domain.RoleReferent) {
		return list, nil
	}
	lists, err := s.openLists(ctx, actor, o.ID)
	if err != nil {
		return nil, err
	}
	for i, p := range people {
		verdict, _ := s.pool.Verdict(s.query(o, domain.DayOf(s.Now())), p.ID)
		list[i].Gates, list[i].ListID = verdict.Gates, standsOn(lists, p)
	}
	return list, nil
}

// reachable keeps the positions of people who may be proposed, under the keys of their files of today, with these.
func (s *Service) reachable(ctx context.Context, all []*domain.Position) (kept []*domain.Position, people []*domain.Person, err error) {
	today := domain.DayOf(s.Now())
	for _, position := range all {
		p, err := s.proposable(ctx, position.Profile, today)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		position.Profile = p.ID
		kept, people = append(kept, position), append(people, p)
	}
	return kept, people, nil
}

// openLists are the shortlists of an offer that are not closed, the latest first.
func (s *Service) openLists(ctx context.Context, actor domain.Actor, offerID string) ([]*domain.Shortlist, error) {
	lists, err := s.ShortlistsOf(ctx, actor, offerID)
	return slices.DeleteFunc(lists, func(l *domain.Shortlist) bool { return l.Status == domain.ShortlistClosed }), err
}

// standsOn is the first of the lists that has the person, under whichever of their keys; empty for none.
func standsOn(lists []*domain.Shortlist, p *domain.Person) string {
	for _, list := range lists {
		if entryOf(list, p) != nil {
			return list.ID
		}
	}
	return ""
}

// MyPositions lists what an adviser positioned, the latest first.
func (s *Service) MyPositions(ctx context.Context, actor domain.Actor) ([]*domain.Position, error) {
	return s.positions(ctx, actor, domain.PositionQuery{By: actor.ID})
}

// WaitingPositions lists what advisers positioned and no referent answered yet, the latest first. Like the page of an
// offer, it leaves out people who may not be proposed any more.
func (s *Service) WaitingPositions(ctx context.Context, actor domain.Actor) ([]*domain.Position, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Cette liste est celle des référents.")
	}
	all, err := s.positions(ctx, actor, domain.PositionQuery{Status: domain.PositionProposed})
	if err != nil {
		return nil, err
	}
	waiting, _, err := s.reachable(ctx, all)
	return waiting, err
}

func (s *Service) positions(ctx context.Context, actor domain.Actor, q domain.PositionQuery) (all []*domain.Position, err error) {
	for q.Limit = pageOfAll; ; {
		list, next, err := s.Deps.Positions.Find(ctx, actor, q)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if next == "" {
			return all, nil
		}
		q.Cursor = next
	}
}

// AddPositioned puts the person of a position on the offer's open shortlist, past any gate but consent and law; the
// reason kept there is the adviser's, with their name.
func (s *Service) AddPositioned(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	position, err := s.ownPosition(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	// The move is tried before anything is written: a refused one puts nobody anywhere.
	if err := position.Add("", actor, s.Now()); err != nil {
		return nil, err
	}
	list, err := s.Nominate(ctx, actor, position.OfferID, position.Profile, s.positionedBy(ctx, position)+" : "+position.Why)
	if err != nil {
		return nil, err
	}
	position.ListID = list.ID
	if err := s.Deps.Positions.Save(ctx, position); err != nil {
		return nil, err
	}
	return list, nil
}

// positionedBy words who positioned a person.
func (s *Service) positionedBy(ctx context.Context, p *domain.Position) string {
	u, err := s.Deps.Users.Get(ctx, p.By)
	if err != nil || strings.TrimSpace(u.Name) == "" {
		s.Log.Warn("the author of a position has no name", slog.String("code", string(domain.CodeOf(err))))
		return "Positionnée par un conseiller"
	}
	return "Positionnée par " + u.Name
}

// DeclinePositioned refuses a position with a reason, which the adviser reads.
func (s *Service) DeclinePositioned(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Position, error) {
	position, err := s.ownPosition(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := position.Decline(actor, s.Now(), reason); err != nil {
		return nil, err
	}
	return position, s.Deps.Positions.Save(ctx, position)
}

func (s *Service) ownPosition(ctx context.Context, actor domain.Actor, id string) (*domain.Position, error) {
	position, err := s.Deps.Positions.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "C'est le référent qui répond à un positionnement.")
	}
	return position, nil
}

// AllFollowed lists everybody an adviser follows who may be proposed today, by name, for a choice.
func (s *Service) AllFollowed(ctx context.Context, actor domain.Actor) (all []*domain.Person, err error) {
	today := domain.DayOf(s.Now())
	for cursor := ""; ; {
		list, next, err := s.FollowedPeople(ctx, actor, cursor)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if p.MayBeProposed(today) {
				all = append(all, p)
			}
		}
		if next == "" {
			break
		}
		cursor = next
	}
	slices.SortFunc(all, func(a, b *domain.Person) int {
		return strings.Compare(strings.ToLower(a.Candidate.LastName+" "+a.Candidate.FirstName), strings.ToLower(b.Candidate.LastName+" "+b.Candidate.FirstName))
	})
	return all, nil
}
