package hiring

import (
	"context"
	"fmt"
	"time"

	"eedk.fr/candidatheque/domain"
)

const (
	// claimsEvery is how often claims are held against what is written.
	claimsEvery = time.Hour
	// looseAfter is how long a claim that nothing written stands for is left: somebody may be writing it at this moment.
	looseAfter = 10 * time.Minute
)

// keepClaims is the round that holds the claims of each offer against its introductions, once an hour.
func (s *Service) keepClaims(ctx context.Context, now time.Time) error {
	key := "round/claims/" + now.UTC().Truncate(claimsEvery).Format(time.RFC3339)
	if _, err := s.Deps.Once.Get(ctx, key); domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	if err := s.ReconcileClaims(ctx); err != nil {
		return err
	}
	err := s.Deps.Once.Insert(ctx, key, "done")
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil
	}
	return err
}

// personGone ends what somebody who was erased, or took their accord back, had begun.
const personGone = "la personne n'est plus disponible"

// ReconcileClaims brings the seats, the places among the yeses and the slots of offers, and the places at occasions, in step with what is written: a claim
// that a crash left behind is let go, one that is lacking is taken again.
func (s *Service) ReconcileClaims(ctx context.Context) error {
	byOffer := map[string][]*domain.Introduction{}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Statuses: domain.StandingIntroductions(), Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, x := range list {
		if domain.IsErased(x.Profile) && x.Status != domain.IntroductionHired {
			if err := s.goOn(ctx, "what an erased person had begun was not ended", x.ID, s.endIntroduction(ctx, x.ID, personGone)); err != nil {
				return err
			}
			continue
		}
		byOffer[x.OfferID] = append(byOffer[x.OfferID], x)
	}
	offers, err := all(func(cursor string) ([]*domain.Offer, string, error) {
		return s.Deps.Offers.Find(ctx, domain.System(), OfferQuery{Statuses: []domain.OfferStatus{domain.OfferPublished, domain.OfferPaused,
			domain.OfferFilled, domain.OfferWithdrawn, domain.OfferExpired}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, o := range offers {
		if len(byOffer[o.ID]) == 0 && !o.Open() {
			continue
		}
		if err := s.goOn(ctx, "the claims of an offer were not counted", o.ID, s.reconcile(ctx, o, byOffer[o.ID])); err != nil {
			return err
		}
	}
	return s.reconcilePlaces(ctx)
}

// reconcile does it for one offer, then what a crash kept from being done: the waiting list, the end of a full offer.
func (s *Service) reconcile(ctx context.Context, o *domain.Offer, list []*domain.Introduction) error {
	yeses := o.Places * domain.YesesPerPlace
	hired := keptBy(list, func(x *domain.Introduction) bool { return x.Status == domain.IntroductionHired })
	met := keptBy(list, func(x *domain.Introduction) bool { return x.Status != domain.IntroductionWaiting })
	if err := s.letGoLoose(ctx, seatsOf(o.ID), o.Places, hired); err != nil {
		return err
	}
	if err := s.letGoLoose(ctx, yesesOf(o.ID), yeses, met); err != nil {
		return err
	}
	for _, x := range hired {
		if err := s.keepSeat(ctx, o, x); err != nil {
			return err
		}
	}
	for _, x := range met {
		if _, err := s.claimAny(ctx, yesesOf(o.ID), yeses, x.ID); err != nil {
			return err
		}
	}
	for _, slot := range o.SlotsAfter(s.Now()) {
		if err := s.reconcileSlot(ctx, slotKey(o.ID, slot.ID()), slot, met); err != nil {
			return err
		}
	}
	if err := s.promote(ctx, o); err != nil {
		return err
	}
	if err := s.fillIfFull(ctx, o); err != nil {
		return err
	}
	return s.endOffer(ctx, o)
}

// keptBy keys the introductions that a test keeps by their id.
func keptBy(list []*domain.Introduction, keep func(*domain.Introduction) bool) map[string]*domain.Introduction {
	kept := map[string]*domain.Introduction{}
	for _, x := range list {
		if keep(x) {
			kept[x.ID] = x
		}
	}
	return kept
}

// letGoLoose lets go of the numbered claims whose holder is none of those who may hold one.
func (s *Service) letGoLoose(ctx context.Context, prefix string, n int, may map[string]*domain.Introduction) error {
	for k := 1; k <= n; k++ {
		holder, at, err := s.held(ctx, numbered(prefix, k))
		if err != nil {
			return err
		}
		if holder != "" && may[holder] == nil {
			if err := s.loosen(ctx, at, holder); err != nil {
				return err
			}
		}
	}
	return nil
}

// reconcileSlot takes a slot again for who chose it, or lets go of a claim of nobody.
func (s *Service) reconcileSlot(ctx context.Context, key string, slot domain.Slot, met map[string]*domain.Introduction) error {
	for _, x := range met {
		if x.Slot != nil && x.Slot.ID() == slot.ID() {
			_, err := s.claimOne(ctx, key, x.ID)
			return err
		}
	}
	holder, at, err := s.held(ctx, key)
	if err != nil || holder == "" {
		return err
	}
	return s.loosen(ctx, at, holder)
}

// loosen ends a claim, by its own key, that nothing written stands for, once it was seen so for long enough. What its holder
// wrote since makes it another case.
func (s *Service) loosen(ctx context.Context, at, holder string) error {
	revision := int64(0)
	if x, err := s.Deps.Introductions.Get(ctx, domain.System(), holder); err == nil {
		revision = x.Revision
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	now := s.Now()
	since, err := s.agreed(ctx, fmt.Sprintf("loose/%s/%d", at, revision), now)
	if err != nil || now.Sub(since) < looseAfter {
		return err
	}
	return s.endClaim(ctx, at)
}
