package hiring

import (
	"cmp"
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// errSlotTaken is for whoever comes second.
var errSlotTaken error = domain.Refuse(domain.CodeConflict, "Ce rendez-vous vient d'être pris par une autre personne. Choisissez-en un autre.")

// chooseSlot takes a slot of the offer for an introduction: of many who choose it at once, one gets it, the others Conflict.
// What cannot be is refused before anything is claimed.
func (s *Service) chooseSlot(ctx context.Context, actor domain.Actor, id, slotID string) (*domain.Introduction, error) {
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), id)
	if err != nil {
		return nil, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	slot, known := o.SlotOf(slotID)
	switch {
	case !known:
		return nil, domain.Invalid("slot", "Ce rendez-vous n'est plus proposé. Choisissez-en un autre.")
	case x.Slot != nil && x.Slot.ID() == slotID:
		return s.settleSlot(ctx, x, actor)
	case !slot.At.After(s.Now()):
		return nil, domain.Invalid("slot", "Ce rendez-vous est passé. Choisissez-en un autre.")
	}
	if err := x.MayChange(actor); err != nil {
		return nil, err
	}
	trial := *x
	if err := trial.ChooseSlot(slot, actor, s.Now()); err != nil {
		return nil, err
	}
	if won, err := s.claimSlot(ctx, o, slot, id); err != nil || !won {
		return nil, cmp.Or(err, errSlotTaken)
	}
	x, err = s.changeIntroduction(ctx, domain.System(), id, func(x *domain.Introduction, now time.Time) error {
		if x.Slot != nil && x.Slot.ID() == slotID {
			return nil
		}
		return x.ChooseSlot(slot, actor, now)
	})
	switch domain.CodeOf(err) {
	case "":
		return s.settleSlot(ctx, x, actor)
	case domain.CodeUnavailable: // it may be written: whoever finds the claim forsaken ends it
		return nil, err
	}
	return nil, s.keepFault(err, s.letGoOfOne(ctx, slotKey(o.ID, slotID), id))
}

// claimSlot takes a slot for an introduction. A claim that nobody wrote down gives way.
func (s *Service) claimSlot(ctx context.Context, o *domain.Offer, slot domain.Slot, id string) (bool, error) {
	key := slotKey(o.ID, slot.ID())
	won, err := s.claimOne(ctx, key, id)
	if err != nil || won {
		return won, err
	}
	if free, err := s.slotFree(ctx, o, slot, id); err != nil || !free {
		return false, err
	}
	return s.claimOne(ctx, key, id)
}

// settleSlot brings the claims on an offer's slots in step with what an introduction says: the one it chose is its own,
// the others are let go of. Where another has it, taken while this choice was cut short, it is to be chosen again. It may be
// run again, by the relay after a crash or by anybody.
func (s *Service) settleSlot(ctx context.Context, x *domain.Introduction, actor domain.Actor) (*domain.Introduction, error) {
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	chosen := ""
	if x.Slot != nil {
		chosen = x.Slot.ID()
	}
	for _, slot := range o.Slots {
		if slot.ID() == chosen {
			continue
		}
		if err := s.letGoOfOne(ctx, slotKey(o.ID, slot.ID()), x.ID); err != nil {
			return nil, err
		}
	}
	if x.Status != domain.IntroductionSlotChosen {
		return x, nil
	}
	won, err := s.claimOne(ctx, slotKey(o.ID, chosen), x.ID)
	if err != nil || won {
		return x, err
	}
	_, err = s.changeIntroduction(ctx, domain.System(), x.ID, func(x *domain.Introduction, now time.Time) error {
		if x.Status != domain.IntroductionSlotChosen || x.Slot.ID() != chosen {
			return nil
		}
		return x.Move(domain.IntroductionAccepted, actor, now, "")
	})
	return nil, cmp.Or(err, errSlotTaken)
}

// openSlots lists the slots of an offer to come that an introduction may have: the free ones, and its own.
func (s *Service) openSlots(ctx context.Context, o *domain.Offer, id string) (open []domain.Slot, err error) {
	for _, slot := range o.SlotsAfter(s.Now()) {
		free, err := s.slotFree(ctx, o, slot, id)
		if err != nil {
			return nil, err
		}
		if free {
			open = append(open, slot)
		}
	}
	return open, nil
}

// slotFree tells whether an introduction may have a slot. A claim whose introduction does not say so is one that is being
// made, or that a crash cut short: it gives way in its time.
func (s *Service) slotFree(ctx context.Context, o *domain.Offer, slot domain.Slot, id string) (bool, error) {
	key := slotKey(o.ID, slot.ID())
	by, at, err := s.held(ctx, key)
	if err != nil || by == "" || by == id {
		return err == nil, err
	}
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), by)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && x.Slot != nil && x.Slot.ID() == slot.ID() {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := s.loosen(ctx, at, by); err != nil {
		return false, err
	}
	by, _, err = s.held(ctx, key)
	return by == "", err
}
