package hiring

import (
	"context"
	"errors"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// ShowToAdvisers opens an offer's second level at once. When the pool has people enough, the referent says why.
func (s *Service) ShowToAdvisers(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	return s.changeOffer(ctx, actor, id, func(o *domain.Offer, now time.Time) error {
		if err := o.ShowToAdvisers(s.pool.Count(s.query(o, domain.DayOf(now))), actor, now, reason); err != nil {
			return err
		}
		return s.tellSecondLevel(ctx, actor, o)
	})
}

// HideFromAdvisers stops an offer's second level. The platform does not begin it again by itself.
func (s *Service) HideFromAdvisers(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	return s.changeOffer(ctx, actor, id, func(o *domain.Offer, now time.Time) error {
		if err := o.HideFromAdvisers(actor, now, reason); err != nil {
			return err
		}
		return s.tellSecondLevel(ctx, actor, o)
	})
}

// tellSecondLevel leaves the line of an offer about to be shown to advisers, or hidden from them.
func (s *Service) tellSecondLevel(ctx context.Context, actor domain.Actor, o *domain.Offer) error {
	return s.journal(ctx, actor, domain.Deed{Act: domain.SecondLevelAct(o.SecondLevel.Status)}.On(o.ID))
}

// changeOffer runs a referent's act on an offer, again when somebody else, or the platform at the turn of a day, wrote the
// offer meanwhile.
func (s *Service) changeOffer(ctx context.Context, actor domain.Actor, id string, act func(*domain.Offer, time.Time) error) (*domain.Offer, error) {
	if _, err := s.forReferent(ctx, actor, id); err != nil {
		return nil, err
	}
	return s.reviseOffer(ctx, actor, id, act)
}

// reviseOffer is changeOffer for whoever may: act refuses the others, and errUnchanged saves nothing.
func (s *Service) reviseOffer(ctx context.Context, viewer domain.Actor, id string, act func(*domain.Offer, time.Time) error) (*domain.Offer, error) {
	for try := 1; ; try++ {
		o, err := s.Deps.Offers.Get(ctx, viewer, id)
		if err != nil {
			return nil, err
		}
		switch err := act(o, s.Now()); {
		case errors.Is(err, errUnchanged):
			return o, nil
		case err != nil:
			return nil, err
		}
		err = s.Deps.Offers.Save(ctx, o)
		if domain.CodeOf(err) == domain.CodeConflict && try < actTries {
			continue
		}
		return o, err
	}
}

func (s *Service) forReferent(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un référent diffuse une offre aux antennes.")
	}
	return o, nil
}

// ShownOffers lists the open offers that advisers are shown, the latest shown first.
func (s *Service) ShownOffers(ctx context.Context, actor domain.Actor) ([]*domain.Offer, error) {
	offers, err := s.openOffers(ctx)
	if err != nil {
		return nil, err
	}
	var shown []*domain.Offer
	for _, o := range offers {
		if o.ShownToAdvisers() && domain.CanSeeOffer(actor, o) {
			shown = append(shown, o)
		}
	}
	slices.SortStableFunc(shown, func(a, b *domain.Offer) int { return b.ShownSince().Compare(a.ShownSince()) })
	return shown, nil
}

// bySystem is why the platform shows an offer.
const bySystem = "le vivier n'a pas assez de personnes possibles, 3 jours ouvrés après la publication"

// ShowWaitingOffers opens the second level of the offers published for three working days (param) for which the pool has
// too few people. Start and each new Paris day run it, once the pool is loaded; an offer that somebody changes at the same
// moment waits for the next time.
func (s *Service) ShowWaitingOffers(ctx context.Context) (shown int, err error) {
	now := s.Now()
	today := domain.DayOf(now)
	offers, err := s.openOffers(ctx)
	if err != nil {
		return 0, err
	}
	for _, o := range offers {
		if o.SecondLevel.Status != domain.SecondLevelNone || referential.WorkingDaysBetween(o.PublishedOn, today) < domain.SecondLevelAfterDays {
			continue
		}
		eligible := s.pool.Count(s.query(o, today))
		if o.Suitable(eligible) {
			continue
		}
		own, err := s.Deps.Offers.Get(ctx, domain.System(), o.ID) // those of the board are shared
		if err != nil {
			return shown, err
		}
		if own.ShowToAdvisers(eligible, domain.System(), now, bySystem) != nil {
			continue // changed since the board was read
		}
		if err := s.tellSecondLevel(ctx, domain.System(), own); err != nil {
			return shown, err
		}
		switch err := s.Deps.Offers.Save(ctx, own); {
		case err == nil:
			shown++
		case domain.CodeOf(err) != domain.CodeConflict:
			return shown, err
		}
	}
	return shown, nil
}
