package hiring

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// PersonOffers is what the open offers say of one person. Open = Eligible + the sum of Excluded.
type PersonOffers struct {
	Person   *domain.Person
	On       domain.Date
	Weights  string
	Open     int
	Eligible int
	// Excluded counts offers by the first gate that stops the person, in the order of the gates.
	Excluded []domain.GateCount
	// Entries are the offers the person may be proposed for, the best first; NearMisses those one lift away, at most
	// nearOffersShown of the NearCount there are.
	Entries    []OfferMatch
	NearMisses []OfferMatch
	NearCount  int
}

// OfferMatch is one offer seen from the person: the score and the sentences are those of the offer's shortlist.
// Miss is what stops the person, for a near miss. ListID is the offer's open shortlist they already stand on, if any.
type OfferMatch struct {
	Offer   *domain.Offer
	Rank    int
	Score   float64
	Reasons []domain.Reason
	Miss    domain.NearMiss
	ListID  string
}

// nearOffersShown is how many near misses a person's list gives (param).
const nearOffersShown = 12

// OffersFor matches every open offer with one person, with the gates, the score and the sentences of shortlists, for
// whoever may open their file. An adviser reads no offer whose answer would tell a criterion. A person who may not be
// proposed gets no offer and the reason under its gate.
func (s *Service) OffersFor(ctx context.Context, actor domain.Actor, id string) (PersonOffers, error) {
	p, err := s.Deps.People.Get(ctx, actor, id)
	if err != nil {
		return PersonOffers{}, err
	}
	if err := s.opened(ctx, actor, domain.ActOpenOffers, p.ID); err != nil {
		return PersonOffers{}, err
	}
	offers, err := s.openOffers(ctx)
	if err != nil {
		return PersonOffers{}, err
	}
	if !domain.CanSeeCriteria(actor) {
		offers = slices.DeleteFunc(offers, (*domain.Offer).TellsCriteria)
	}
	out := PersonOffers{Person: p, On: domain.DayOf(s.Now()), Weights: matching.WeightsVersion(), Open: len(offers)}
	counts := map[domain.Gate]int{}
	alone := s.pool.Alone(s.subjects([]*domain.Person{p}, out.On)[0])
	for _, o := range offers {
		v, _ := alone.Verdict(s.query(o, out.On), p.ID)
		match := OfferMatch{Offer: o, Score: v.Score, Reasons: v.Reasons}
		switch {
		case v.Gate == "":
			out.Entries = append(out.Entries, match)
			continue
		case v.NearMiss != nil:
			match.Miss = *v.NearMiss
			out.NearMisses = append(out.NearMisses, match)
		}
		counts[v.Gate]++
	}
	for _, gate := range domain.Gates() {
		if counts[gate] > 0 {
			out.Excluded = append(out.Excluded, domain.GateCount{Gate: gate, Count: counts[gate]})
		}
	}
	out.Eligible, out.NearCount = len(out.Entries), len(out.NearMisses)
	rankOffers(out.Entries)
	rankOffers(out.NearMisses)
	out.NearMisses = out.NearMisses[:min(nearOffersShown, out.NearCount)]
	if err := s.addLists(ctx, actor, &out); err != nil {
		return PersonOffers{}, err
	}
	return out, nil
}

// rankOffers puts the best first; of equals the one that begins sooner, then the one published later.
func rankOffers(list []OfferMatch) {
	slices.SortFunc(list, func(a, b OfferMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Offer.Start, b.Offer.Start),
			cmp.Compare(b.Offer.PublishedOn, a.Offer.PublishedOn), strings.Compare(a.Offer.ID, b.Offer.ID))
	})
	for i := range list {
		list[i].Rank = i + 1
	}
}

// addLists tells a referent on which open shortlists the person stands already; nobody else reads shortlists.
func (s *Service) addLists(ctx context.Context, actor domain.Actor, out *PersonOffers) error {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil
	}
	on := map[string]string{}
	for _, line := range s.exposure.of(out.Person) {
		list, err := s.Deps.Shortlists.Get(ctx, actor, line.shortlist)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
		case err != nil:
			return err
		case list.Status != domain.ShortlistClosed && entryOf(list, out.Person) != nil:
			on[list.OfferID] = list.ID
		}
	}
	for i := range out.Entries {
		out.Entries[i].ListID = on[out.Entries[i].Offer.ID]
	}
	for i := range out.NearMisses {
		out.NearMisses[i].ListID = on[out.NearMisses[i].Offer.ID]
	}
	return nil
}

// Nominate puts somebody on the offer's open shortlist, made if there is none, past any gate but consent and law, with a
// reason. Somebody who stands on it already stays as they are: two presses are one.
func (s *Service) Nominate(ctx context.Context, actor domain.Actor, offerID, profile, reason string) (*domain.Shortlist, error) {
	offer, err := s.matchable(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	p, err := s.Person(ctx, actor, profile)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, domain.Invalid("reason", "Dites pourquoi vous ajoutez cette personne.")
	}
	if err := domain.RefuseBarred(barred(offer, p.StandingOn(domain.DayOf(s.Now())))); err != nil {
		return nil, err
	}
	list, err := s.openList(ctx, actor, offer)
	if err != nil || entryOf(list, p) != nil {
		return list, err
	}
	added, err := s.AddByHand(ctx, actor, list.ID, p.ID, reason)
	if domain.CodeOf(err) == domain.CodeConflict { // somebody else's press came first, or closed the list
		if again, readErr := s.Deps.Shortlists.Get(ctx, actor, list.ID); readErr == nil && entryOf(again, p) != nil {
			return again, nil
		}
	}
	return added, err
}

// openList is the latest list of the offer that is not closed, or a new one.
func (s *Service) openList(ctx context.Context, actor domain.Actor, offer *domain.Offer) (*domain.Shortlist, error) {
	lists, err := s.ShortlistsOf(ctx, actor, offer.ID)
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		if list.Status != domain.ShortlistClosed {
			return list, nil
		}
	}
	return s.BuildShortlist(ctx, actor, offer.ID)
}
