package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// errNoSeat is for whoever comes after the last place was filled.
var errNoSeat = domain.Refuse(domain.CodeConflict,
	"La dernière place vient d'être pourvue par une autre personne. Si vous recrutez une personne de plus, dites-le-nous : nous rouvrons l'offre.")

// Outcome records what came of a meeting: a hire, whose place is claimed first, or none, with a reason. The same said again
// changes nothing. It returns Conflict when every place of the offer is another's.
func (s *Service) Outcome(ctx context.Context, actor domain.Actor, id string, o domain.HiringOutcome) (*domain.Introduction, error) {
	if o.Hired {
		return s.hire(ctx, actor, id, o)
	}
	return s.notHire(ctx, actor, id, o.Reason)
}

// hire claims a seat, then writes the hire with its number: the key of the seat is unique, two winners are impossible. What
// follows is made again by the relay if the process stops here.
func (s *Service) hire(ctx context.Context, actor domain.Actor, id string, o domain.HiringOutcome) (*domain.Introduction, error) {
	seat, err := s.seatFor(ctx, actor, id, o)
	if err != nil {
		return nil, err
	}
	if o.Seat != 0 && o.Seat != seat {
		return nil, s.keepFault(domain.Invalid("seat", "La place prise est la %d : ne dites pas de numéro, ou celui-là.", seat), s.freeSeat(ctx, id))
	}
	x, err := s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		if x.Status == domain.IntroductionHired && x.Outcome.Same(o) {
			return nil
		}
		o.Seat = seat
		return x.Hire(o, actor, now)
	})
	switch domain.CodeOf(err) {
	case "":
		return x, s.settleHire(ctx, x)
	case domain.CodeUnavailable: // the write may still land: the seat waits for it, and ReconcileClaims frees it in its time
		return nil, err
	}
	return nil, s.keepFault(err, s.freeSeat(ctx, id))
}

// seatFor claims a place of the offer for an introduction that may become this hire.
func (s *Service) seatFor(ctx context.Context, actor domain.Actor, id string, o domain.HiringOutcome) (int, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err != nil {
		return 0, err
	}
	offer, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return 0, err
	}
	taken, err := s.claims(ctx, seatsOf(offer.ID), offer.Places)
	if err != nil {
		return 0, err
	}
	if mine := holds(taken, x.ID); len(taken) == offer.Places && !mine {
		return 0, errNoSeat
	}
	tried := *x
	tried.History = slices.Clone(x.History)
	if err := tried.Hire(o, actor, s.Now()); err != nil && (x.Status != domain.IntroductionHired || !x.Outcome.Same(o)) {
		return 0, err
	}
	seat, err := s.claimAny(ctx, seatsOf(offer.ID), offer.Places, x.ID)
	if err == nil && seat == 0 {
		err = errNoSeat
	}
	return seat, err
}

func holds(taken map[int]string, holder string) bool {
	for _, by := range taken {
		if by == holder {
			return true
		}
	}
	return false
}

// freeSeat gives back the place of a hire that was not written, unless somebody else wrote it meanwhile.
func (s *Service) freeSeat(ctx context.Context, id string) error {
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), id)
	if err != nil || x.Status == domain.IntroductionHired {
		return err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return err
	}
	return s.letGoOf(ctx, seatsOf(o.ID), o.Places, x.ID)
}

// settleHire does what follows from a hire: its seat is claimed again if it lost it, the person's file takes the work, and the
// last place fills the offer. It may be run again, by the relay after a crash or by anybody.
func (s *Service) settleHire(ctx context.Context, x *domain.Introduction) error {
	if x.Status != domain.IntroductionHired {
		return nil
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return err
	}
	if err := s.keepSeat(ctx, o, x); err != nil {
		return err
	}
	_, err = s.changePerson(ctx, domain.System(), x.Profile, func(p *domain.Person, now time.Time) error {
		if !p.TakeWork(x.ID, *x.Outcome, o.WorkWindows(), domain.System(), now) {
			return errUnchanged
		}
		return nil
	})
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound { // erased since
		return err
	}
	return s.fillIfFull(ctx, o)
}

// keepSeat claims the seat of a hire that is written. One for which none is left is told in the log, and on its page to
// referents: two hires were signed for one place, and somebody calls the employer.
func (s *Service) keepSeat(ctx context.Context, o *domain.Offer, x *domain.Introduction) error {
	seat, err := s.claimAny(ctx, seatsOf(o.ID), o.Places, x.ID)
	if err == nil && seat == 0 {
		s.complain("a hire has no seat", x.ID)
	}
	return err
}

// fillIfFull fills an offer whose places are all those of somebody hired, and ends what others were waiting for. One that
// expired stays so, and ends them all the same.
func (s *Service) fillIfFull(ctx context.Context, o *domain.Offer) error {
	taken, err := s.claims(ctx, seatsOf(o.ID), o.Places)
	if err != nil || len(taken) < o.Places || !o.Open() && o.Status != domain.OfferExpired {
		return err
	}
	for _, holder := range taken { // a seat may be claimed for a hire that is being written, or never was
		x, err := s.Deps.Introductions.Get(ctx, domain.System(), holder)
		if domain.CodeOf(err) == domain.CodeNotFound || err == nil && x.Status != domain.IntroductionHired {
			return nil
		}
		if err != nil {
			return err
		}
	}
	if o.Status == domain.OfferExpired {
		return s.endIntroductions(ctx, o, placeTaken, stillOpen)
	}
	o, err = s.reviseOffer(ctx, domain.System(), o.ID, func(o *domain.Offer, now time.Time) error {
		if !o.Open() {
			return errUnchanged
		}
		return o.Move(domain.OfferFilled, domain.System(), now, "")
	})
	if err != nil {
		return err
	}
	return s.endOffer(ctx, o)
}

// notHire records that somebody is not hired. A referent corrects so a hire that never began: its place is free again, and
// the person's file opens.
func (s *Service) notHire(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Introduction, error) {
	x, err := s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		if x.Status == domain.IntroductionNotHired {
			return nil
		}
		return x.NotHire(reason, actor, now)
	})
	if err != nil {
		return nil, err
	}
	return x, s.freed(ctx, x)
}

// freed gives back what an introduction that ended held of its offer: its seat, its slots and its place among the yeses,
// which whoever waits first takes; a hire that was undone leaves the person's file. It may be run again.
func (s *Service) freed(ctx context.Context, ended *domain.Introduction) error {
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), ended.ID) // an event told late carries what was then
	if err != nil {
		return err
	}
	if x.Status == domain.IntroductionWaiting || x.Status.Going() || x.Status == domain.IntroductionHired {
		return nil // taken up again since
	}
	_, err = s.changePerson(ctx, domain.System(), x.Profile, func(p *domain.Person, now time.Time) error {
		if !p.LeaveWork(x.ID, domain.System(), now) {
			return errUnchanged
		}
		return nil
	})
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return err
	}
	for _, slot := range o.Slots {
		if err := s.letGoOfOne(ctx, slotKey(o.ID, slot.ID()), x.ID); err != nil {
			return err
		}
	}
	if err := s.letGoOf(ctx, seatsOf(o.ID), o.Places, x.ID); err != nil {
		return err
	}
	if err := s.letGoOf(ctx, yesesOf(o.ID), o.Places*domain.YesesPerPlace, x.ID); err != nil {
		return err
	}
	return s.promote(ctx, o)
}

// promote gives the free places among the yeses of an offer to those who wait, the oldest yes first. The employer learns of
// them then.
func (s *Service) promote(ctx context.Context, o *domain.Offer) error {
	if !o.Open() {
		return nil
	}
	waiting, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Offers: []string{o.ID}, Statuses: []domain.IntroductionStatus{domain.IntroductionWaiting}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	since := func(x *domain.Introduction) time.Time { return x.Since(string(domain.IntroductionWaiting)) }
	slices.SortStableFunc(waiting, func(a, b *domain.Introduction) int { return since(a).Compare(since(b)) })
	for _, x := range waiting {
		if may, err := s.stillWaits(ctx, x); err != nil {
			return err
		} else if !may {
			continue
		}
		place, err := s.claimAny(ctx, yesesOf(o.ID), o.Places*domain.YesesPerPlace, x.ID)
		if err != nil || place == 0 {
			return err
		}
		x, err = s.changeIntroduction(ctx, domain.System(), x.ID, func(x *domain.Introduction, now time.Time) error {
			if x.Status != domain.IntroductionWaiting {
				return nil
			}
			return x.Move(domain.IntroductionAccepted, domain.System(), now, "")
		})
		if err != nil {
			return err
		}
		if !x.Status.Going() && x.Status != domain.IntroductionHired { // left the list at this moment
			if err := s.letGoOf(ctx, yesesOf(o.ID), o.Places*domain.YesesPerPlace, x.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// stillWaits tells whether somebody on the waiting list may be met now: a pause keeps their turn for the next free place. It
// ends the wait of whoever may not be met any more: erased, placed, or whose accord is withdrawn. The employer never learns
// of them.
func (s *Service) stillWaits(ctx context.Context, x *domain.Introduction) (bool, error) {
	p, err := s.Person(ctx, domain.System(), x.Profile)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return false, err
	}
	today := domain.DayOf(s.Now())
	if err == nil && (p.MayBeProposed(today) || p.OnlyPauses(today)) {
		return p.MayBeProposed(today), nil
	}
	_, err = s.changeIntroduction(ctx, domain.System(), x.ID, func(x *domain.Introduction, now time.Time) error {
		if x.Status != domain.IntroductionWaiting {
			return nil
		}
		return x.Move(domain.IntroductionCancelled, domain.System(), now, personGone)
	})
	return false, err
}

// ReopenOffer looks for people again for an offer that was filled, as long as a place is free: a hire did not begin.
func (s *Service) ReopenOffer(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	o, err := s.forReferent(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if taken, err := s.SeatsTaken(ctx, o); err != nil {
		return nil, err
	} else if taken >= o.Places {
		return nil, domain.Refuse(domain.CodeConflict, "Toutes les places sont pourvues. Pour recruter une personne de plus, dupliquez l'offre.")
	}
	return s.reviseOffer(ctx, actor, id, func(o *domain.Offer, now time.Time) error {
		if o.Status != domain.OfferFilled {
			return s.notSubmitted(o)
		}
		if err := s.activeEmployer(ctx, o.SIRET); err != nil {
			return err
		}
		o.ExpiresOn = max(o.ExpiresOn, domain.DayOf(now)+domain.ReopenedDays)
		return o.Move(domain.OfferPublished, actor, now, reason)
	})
}
