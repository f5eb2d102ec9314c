package hiring

import (
	"cmp"
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Shortlist reads one list: a referent the whole of it, the employer what the shared cards hold.
func (s *Service) Shortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	list, err := s.Deps.Shortlists.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return s.asSeenBy(ctx, actor, list)
}

// ShortlistsOf lists the shortlists of an offer that the actor may see, the latest first.
func (s *Service) ShortlistsOf(ctx context.Context, actor domain.Actor, offerID string) ([]*domain.Shortlist, error) {
	if _, err := s.Deps.Offers.Get(ctx, actor, offerID); err != nil {
		return nil, err
	}
	var all []*domain.Shortlist
	for cursor := ""; ; {
		lists, next, err := s.Deps.Shortlists.Find(ctx, actor, domain.ShortlistQuery{OfferID: offerID, Cursor: cursor, Limit: pageOfAll})
		if err != nil {
			return nil, err
		}
		for _, list := range lists {
			seen, err := s.asSeenBy(ctx, actor, list)
			if err != nil {
				return nil, err
			}
			all = append(all, seen)
		}
		if next == "" {
			return all, nil
		}
		cursor = next
	}
}

// asSeenBy keeps of a list what its reader may see. An employer gets the shared cards under their opaque names, with
// their own answers: no profile, score, reason, count, near miss or history (domain.md §4, Visibility).
//
// A card goes at once with the accord of the person, with the person, and with a referent who thinks better of it.
func (s *Service) asSeenBy(ctx context.Context, actor domain.Actor, list *domain.Shortlist) (*domain.Shortlist, error) {
	if actor.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		return list, nil
	}
	today := domain.DayOf(s.Now())
	shared := &domain.Shortlist{OfferID: list.OfferID, SIRET: list.SIRET, Status: list.Status, On: list.On}
	shared.ID, shared.Revision, shared.Created, shared.Updated = list.ID, list.Revision, list.Created, list.Updated
	for _, e := range list.Entries {
		if !e.Shown() {
			continue
		}
		agrees, err := s.agrees(ctx, e.Profile, today)
		if err != nil {
			return nil, err
		}
		if !agrees {
			continue
		}
		shared.Entries = append(shared.Entries, domain.Entry{Card: e.Card, Rank: len(shared.Entries) + 1,
			Employer: e.Employer, EmployerNote: e.EmployerNote, Snapshot: e.Snapshot})
	}
	return shared, nil
}

// agrees tells whether a person is still there and their accord stands.
func (s *Service) agrees(ctx context.Context, profile string, today domain.Date) (bool, error) {
	_, err := s.proposable(ctx, profile, today)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// proposable reads a person under whichever of their keys; NotFound when they are gone or may not be proposed.
func (s *Service) proposable(ctx context.Context, profile string, today domain.Date) (*domain.Person, error) {
	p, err := s.Person(ctx, domain.System(), profile)
	if err == nil && !p.MayBeProposed(today) {
		return nil, domain.NotFound("Personne")
	}
	return p, err
}

// change is the walk of every act on a list: read, act, save, and show it as the actor may see it.
func (s *Service) change(ctx context.Context, actor domain.Actor, id string, act func(list *domain.Shortlist, now time.Time) error) (*domain.Shortlist, error) {
	now := s.Now()
	for try := 1; ; try++ {
		list, err := s.Deps.Shortlists.Get(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		if err := act(list, now); err != nil {
			return nil, err
		}
		err = s.Deps.Shortlists.Save(ctx, list)
		if domain.CodeOf(err) == domain.CodeConflict && try < actTries {
			continue // somebody acted on another line meanwhile: the act is tried on what they left
		}
		if err != nil {
			return nil, err
		}
		return s.asSeenBy(ctx, actor, list)
	}
}

// actTries is how often an act on a list is tried again over somebody else's.
const actTries = 20

// ReviewShortlist marks a list as read by a referent.
func (s *Service) ReviewShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) error {
		return list.Move(domain.ShortlistReviewed, actor, now, "")
	})
}

// CloseShortlist ends the work on a list.
func (s *Service) CloseShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) error {
		return list.Move(domain.ShortlistClosed, actor, now, "")
	})
}

// ShareShortlist freezes the anonymous card of each person kept and opens them to the employer. A list that refreshed a
// shared one takes its place, with the answers that the employer gave meanwhile.
func (s *Service) ShareShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	var replaced *domain.Shortlist
	list, err := s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) (err error) {
		if err := list.Move(domain.ShortlistShared, actor, now, ""); err != nil {
			return err
		}
		if replaced, err = s.refreshedBy(ctx, list); err != nil {
			return err
		}
		for _, before := range replaced.Entries {
			// By card: a merge may have changed under which key the person stands.
			i := slices.IndexFunc(list.Entries, func(e domain.Entry) bool { return e.Card == before.Card })
			if i >= 0 {
				e := &list.Entries[i]
				e.Employer, e.EmployerNote = before.Employer, before.EmployerNote
			}
		}
		return s.freezeCards(ctx, list, domain.DayOf(now))
	})
	if err != nil || replaced.Status != domain.ShortlistShared {
		return list, err
	}
	if err := replaced.Move(domain.ShortlistClosed, actor, s.Now(), "remplacée"); err != nil {
		return nil, err
	}
	return list, s.Deps.Shortlists.Save(ctx, replaced)
}

// refreshedBy is the list that this one refreshed; an empty one when it refreshed none.
func (s *Service) refreshedBy(ctx context.Context, list *domain.Shortlist) (*domain.Shortlist, error) {
	for _, step := range list.History {
		if step.To == refreshed {
			return s.Deps.Shortlists.Get(ctx, domain.System(), step.Reason)
		}
	}
	return &domain.Shortlist{}, nil
}

// freezeCards makes the cards of the people kept that have none yet. Somebody who withdrew their accord gets none.
func (s *Service) freezeCards(ctx context.Context, list *domain.Shortlist, today domain.Date) error {
	offer, err := s.Deps.Offers.Get(ctx, domain.System(), list.OfferID)
	if err != nil {
		return err
	}
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Decision != domain.Kept || e.Snapshot != nil {
			continue
		}
		p, err := s.Person(ctx, domain.System(), e.Profile)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			continue // erased since: nobody to show
		case err != nil:
			return err
		case !p.MayBeProposed(today):
			return domain.Invalid("entries", "La personne au rang %d a retiré son accord : écartez-la avant de partager.", e.Rank)
		}
		card := CardOf(s.Refs, offer, &p.Profile, e, today)
		if offer.Clause != nil {
			hire := offer.HireDay(today)
			card.Eligible = offer.Clause.EligibleText(p.Candidate.ProofsOn(hire), hire)
		}
		e.Snapshot = &card
	}
	return nil
}

// Decide keeps or drops one person. Keeping somebody on a list already shared opens their card too.
func (s *Service) Decide(ctx context.Context, actor domain.Actor, id, profile string, to domain.Decision, motive string) (*domain.Shortlist, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.NotFound("Présélection")
	}
	return s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) error {
		if err := list.Decide(profile, to, actor, now, motive); err != nil {
			return err
		}
		if list.Status == domain.ShortlistShared && to == domain.Kept {
			return s.freezeCards(ctx, list, domain.DayOf(now))
		}
		return nil
	})
}

// AnswerCard records what the employer says of one card.
func (s *Service) AnswerCard(ctx context.Context, actor domain.Actor, id, card string, side domain.EmployerSide, motive string) (*domain.Shortlist, error) {
	return s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) error {
		for _, e := range list.Entries {
			if e.Card != card || actor.Roles.Has(domain.RoleReferent) {
				continue
			}
			if agrees, err := s.agrees(ctx, e.Profile, domain.DayOf(now)); err != nil || !agrees {
				return cmp.Or(err, error(domain.NotFound("Carte")))
			}
		}
		return list.Answer(card, side, actor, now, motive)
	})
}

// AddByHand puts somebody on a list past any gate but consent and law, with a reason.
func (s *Service) AddByHand(ctx context.Context, actor domain.Actor, id, profile, reason string) (*domain.Shortlist, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.NotFound("Présélection")
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	return s.change(ctx, actor, id, func(list *domain.Shortlist, now time.Time) error {
		p, err := s.Person(ctx, actor, profile)
		if err != nil {
			return err
		}
		offer, err := s.Deps.Offers.Get(ctx, domain.System(), list.OfferID)
		if err != nil {
			return err
		}
		today := domain.DayOf(now)
		verdict, ok := s.pool.Verdict(s.query(offer, today), p.ID)
		if !ok {
			return domain.NotFound("Personne")
		}
		entry := domain.Entry{Profile: p.ID, Card: newCard(), Score: verdict.Score, Reasons: verdict.Reasons}
		if there := entryOf(list, p); there != nil {
			entry.Profile = there.Profile // the key of a merged file: on the list already
		}
		if err := list.Add(entry, barred(offer, p.StandingOn(today)), actor, now, reason); err != nil {
			return err
		}
		s.propose(ctx, list)
		return nil
	})
}

// barred tells the gate that no hand may pass, empty for none: the accord, then the law. A person may fail another gate
// first, so that the pool's first gate does not tell.
func barred(o *domain.Offer, standing domain.Standing) domain.Gate {
	switch {
	case !standing.Consent:
		return domain.GateConsent
	case !standing.Legal.Contracts.Has(o.Contract), !standing.Legal.Adult && atNight(o):
		return domain.GateLegal
	}
	return ""
}

// nightFrom and nightTo bound the night of workers under 18: 22 h to 6 h (L3163-1).
var nightFrom, nightTo = domain.ClockAt(22, 0), domain.ClockAt(6, 0)

// atNight tells whether the offer's hours touch the night.
func atNight(o *domain.Offer) bool {
	switch {
	case o.Schedule&domain.TraitNight != 0:
		return true
	case o.FirstStart.Known() && (o.FirstStart < nightTo || o.FirstStart >= nightFrom):
		return true
	case o.LastEnd.Known() && o.LastEnd > nightFrom:
		return true
	}
	return o.FirstStart.Known() && o.LastEnd.Known() && o.LastEnd < o.FirstStart
}

// excludedShown is how many people of one gate are listed at most.
const excludedShown = 500

// ExcludedBy lists the people whom one gate is the first to leave out of a list, by profile.
func (s *Service) ExcludedBy(ctx context.Context, actor domain.Actor, id string, gate domain.Gate) ([]string, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.NotFound("Présélection")
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	list, err := s.Deps.Shortlists.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	offer, err := s.Deps.Offers.Get(ctx, actor, list.OfferID)
	if err != nil {
		return nil, err
	}
	return s.pool.ExcludedBy(s.query(offer, list.On), gate, excludedShown), nil
}
