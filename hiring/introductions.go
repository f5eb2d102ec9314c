package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// IntroductionQuery asks for introductions.
type IntroductionQuery = domain.IntroductionQuery

// Meeting is an introduction as somebody reads it. Contact is who the person is, zero when that is not theirs to know; Free
// are the slots that may still be chosen, Seats how many places of the offer are filled; Seatless tells of a hire for which
// no place was left.
type Meeting struct {
	Introduction *domain.Introduction
	Offer        *domain.Offer
	Contact      domain.Contact
	Free         []domain.Slot
	Seats        int
	Seatless     bool
}

// Introduction reads one introduction, and not who the person is.
func (s *Service) Introduction(ctx context.Context, actor domain.Actor, id string) (*domain.Introduction, error) {
	return s.Deps.Introductions.Get(ctx, actor, id)
}

// Introductions lists introductions, the latest first: an employer's own, once off the waiting list.
func (s *Service) Introductions(ctx context.Context, actor domain.Actor, q IntroductionQuery) (list []*domain.Introduction, next string, err error) {
	return s.Deps.Introductions.Find(ctx, actor, q)
}

// OpenMeeting reads an introduction with all that is around it. Being shown who somebody is leaves a line in the journal.
func (s *Service) OpenMeeting(ctx context.Context, actor domain.Actor, id string) (Meeting, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err != nil {
		return Meeting{}, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return Meeting{}, err
	}
	return s.meetingOf(ctx, actor, o, x)
}

// OpenMeetings is OpenMeeting for a page of introductions, the latest first.
func (s *Service) OpenMeetings(ctx context.Context, actor domain.Actor, q IntroductionQuery) (list []Meeting, next string, err error) {
	found, next, err := s.Deps.Introductions.Find(ctx, actor, q)
	if err != nil {
		return nil, "", err
	}
	offers := map[string]meetingPlace{} // read once, whatever the number of people met there
	for _, x := range found {
		at, read := offers[x.OfferID]
		if !read {
			o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
			if err != nil {
				return nil, "", err
			}
			if at, err = s.meetingPlaceOf(ctx, o); err != nil {
				return nil, "", err
			}
			offers[x.OfferID] = at
		}
		m, err := s.meetingAt(ctx, actor, at, x)
		if err != nil {
			return nil, "", err
		}
		list = append(list, m)
	}
	return list, next, nil
}

// meetingPlace is an offer with its free slots and who has its seats.
type meetingPlace struct {
	offer *domain.Offer
	free  []domain.Slot
	taken map[int]string
}

func (s *Service) meetingPlaceOf(ctx context.Context, o *domain.Offer) (at meetingPlace, err error) {
	at.offer = o
	if at.free, err = s.freeSlots(ctx, o); err != nil {
		return at, err
	}
	at.taken, err = s.claims(ctx, seatsOf(o.ID), o.Places)
	return at, err
}

func (s *Service) meetingOf(ctx context.Context, actor domain.Actor, o *domain.Offer, x *domain.Introduction) (Meeting, error) {
	at, err := s.meetingPlaceOf(ctx, o)
	if err != nil {
		return Meeting{Introduction: x, Offer: o}, err
	}
	return s.meetingAt(ctx, actor, at, x)
}

func (s *Service) meetingAt(ctx context.Context, actor domain.Actor, at meetingPlace, x *domain.Introduction) (m Meeting, err error) {
	m = Meeting{Introduction: x, Offer: at.offer, Free: at.free, Seats: len(at.taken)}
	m.Seatless = x.Status == domain.IntroductionHired && m.Seats == at.offer.Places && !holds(at.taken, x.ID)
	m.Contact, err = s.contactOf(ctx, actor, x)
	return m, err
}

// contactOf is who the person is, for an actor who may know; zero otherwise, and for somebody erased since.
func (s *Service) contactOf(ctx context.Context, actor domain.Actor, x *domain.Introduction) (who domain.Contact, err error) {
	if !domain.CanKnowWho(actor, x) {
		return who, nil
	}
	p, err := s.Person(ctx, domain.System(), x.Profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return who, nil
	}
	if err != nil {
		return who, err
	}
	return p.Contact(), s.opened(ctx, actor, domain.ActKnowWho, p.ID)
}

// introductionsFor lists those of an offer that the actor may read, the oldest first.
func (s *Service) introductionsFor(ctx context.Context, actor domain.Actor, offerID string) ([]*domain.Introduction, error) {
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, actor, IntroductionQuery{Offers: []string{offerID}, Cursor: cursor, Limit: pageOfAll})
	})
	slices.Reverse(list)
	return list, err
}

// freeSlots are the slots of an offer to come that nobody holds.
func (s *Service) freeSlots(ctx context.Context, o *domain.Offer) (free []domain.Slot, err error) {
	for _, slot := range o.SlotsAfter(s.Now()) {
		holder, _, err := s.held(ctx, slotKey(o.ID, slot.ID()))
		if err != nil {
			return nil, err
		}
		if holder == "" {
			free = append(free, slot)
		}
	}
	return free, nil
}

// FreeSlots lists the slots of an offer to come that nobody holds.
func (s *Service) FreeSlots(ctx context.Context, actor domain.Actor, offerID string) ([]domain.Slot, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	return s.freeSlots(ctx, o)
}

// AnnouncedHire is the hire that the offer of an introduction announces, for a form to begin with: from a day on, or from its
// own when that is not known.
func (s *Service) AnnouncedHire(ctx context.Context, actor domain.Actor, id string, start domain.Date) (domain.HiringOutcome, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err != nil {
		return domain.HiringOutcome{}, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return domain.HiringOutcome{}, err
	}
	if !start.Known() {
		start = o.HireDay(domain.DayOf(s.Now()))
	}
	h := o.AsHireFrom(start)
	h.Hired = true
	return h, nil
}

// SeatsTaken is how many places of an offer are filled by a hire.
func (s *Service) SeatsTaken(ctx context.Context, o *domain.Offer) (int, error) {
	taken, err := s.claims(ctx, seatsOf(o.ID), o.Places)
	return len(taken), err
}

// meetsFor refuses whoever may not arrange meetings for an offer: its members, whom a referent vouches for, and referents
// who are none.
func meetsFor(actor domain.Actor, o *domain.Offer) error {
	switch {
	case actor.Roles.Has(domain.RoleReferent):
		if o.Own(actor) {
			return domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit décider.")
		}
		return nil
	case actor.Roles.Has(domain.RoleEmployer) && slices.ContainsFunc(o.Establishments(), actor.Vouched):
		return nil
	}
	return domain.Refuse(domain.CodeForbidden, "Seuls l'employeur et les référents proposent des rendez-vous.")
}

// ProposeSlots adds times at which the employer meets people.
func (s *Service) ProposeSlots(ctx context.Context, actor domain.Actor, offerID string, slots []domain.Slot) (*domain.Offer, error) {
	o, err := s.reviseOffer(ctx, actor, offerID, func(o *domain.Offer, now time.Time) error {
		if err := meetsFor(actor, o); err != nil {
			return err
		}
		return o.ProposeSlots(slots, actor, now)
	})
	if err != nil {
		return nil, err
	}
	for _, slot := range slots { // one that was dropped before is free again
		if err := s.letGoOfOne(ctx, slotKey(o.ID, slot.ID()), droppedBy(o)); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// droppedBy holds a slot that is taken away: nobody can choose it meanwhile.
func droppedBy(o *domain.Offer) string { return "dropped/" + o.ID }

// DropSlot takes a time away, unless somebody holds it: then it is with them that another is agreed.
func (s *Service) DropSlot(ctx context.Context, actor domain.Actor, offerID, slotID string) (*domain.Offer, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	if err := meetsFor(actor, o); err != nil {
		return nil, err
	}
	if _, known := o.SlotOf(slotID); !known {
		return nil, domain.NotFound("Créneau")
	}
	won, err := s.claimOne(ctx, slotKey(o.ID, slotID), droppedBy(o))
	if err != nil {
		return nil, err
	}
	if !won {
		return nil, domain.Refuse(domain.CodeConflict, "Ce rendez-vous est pris : appelez la personne, ou dites-nous qu'il faut le déplacer.")
	}
	return s.reviseOffer(ctx, actor, offerID, func(o *domain.Offer, now time.Time) error { return o.DropSlot(slotID, actor, now) })
}

// ChooseSlotFor takes a slot of the offer for a person, by a referent or the employer: Conflict when it is another's.
func (s *Service) ChooseSlotFor(ctx context.Context, actor domain.Actor, id, slotID string) (*domain.Introduction, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !actor.Roles.Has(domain.RoleEmployer | domain.RoleReferent) {
		return nil, domain.NotFound("Mise en relation")
	}
	slot, err := domain.ReadSlot(slotID)
	if err != nil {
		return nil, domain.Invalid("slot", "Choisissez un des rendez-vous proposés.")
	}
	return s.chooseSlot(ctx, actor, x.ID, slot.ID())
}

// Met records that they met. Said again it changes nothing.
func (s *Service) Met(ctx context.Context, actor domain.Actor, id string) (*domain.Introduction, error) {
	return s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		if x.Status == domain.IntroductionMet {
			return nil
		}
		return x.Move(domain.IntroductionMet, actor, now, "")
	})
}

// NoShow records a meeting that did not take place, and whose absence it was. It stays in the house.
func (s *Service) NoShow(ctx context.Context, actor domain.Actor, id string, whose domain.Side) (*domain.Introduction, error) {
	return s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		if x.Status == domain.IntroductionNoShow && x.NoShow == whose {
			return nil
		}
		return x.Missed(whose, actor, now)
	})
}

// Cancel ends an introduction for neither's doing. Who waits takes the place.
func (s *Service) Cancel(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Introduction, error) {
	x, err := s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		if x.Status == domain.IntroductionCancelled {
			return nil
		}
		return x.Move(domain.IntroductionCancelled, actor, now, reason)
	})
	if err != nil {
		return nil, err
	}
	return x, s.freed(ctx, x)
}

// Withdraw ends an introduction for the person, by a referent whom they told, by that channel: it is their no, first
// written in the invitation, whose yes would take the introduction up again.
func (s *Service) Withdraw(ctx context.Context, actor domain.Actor, id string, channel domain.Channel, reason string) (*domain.Introduction, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ce sont les référents qui notent ce que dit une personne.")
	}
	if x.Status == domain.IntroductionWithdrew {
		return x, nil
	}
	if _, err := domain.ParseChannel(string(channel)); err != nil {
		return nil, err
	}
	tried, now := *x, s.Now()
	tried.History = slices.Clone(x.History)
	if err := tried.Move(domain.IntroductionWithdrew, actor, now, reason); err != nil {
		return nil, err
	}
	actor.OnBehalf, actor.Channel = x.Profile, string(channel)
	if err := s.noAfterYes(ctx, actor, x, reason); err != nil {
		return nil, err
	}
	return s.withdraw(ctx, x.ID, actor, reason)
}

// FollowUp records what was learnt some months after the first day of work.
func (s *Service) FollowUp(ctx context.Context, actor domain.Actor, id string, months int, what domain.FollowUpWord, note string) (*domain.Introduction, error) {
	return s.changeIntroduction(ctx, actor, id, func(x *domain.Introduction, now time.Time) error {
		return x.Follow(months, what, note, actor, now)
	})
}

// FollowUpsDue lists the hires of whom news is to be asked today, for referents.
func (s *Service) FollowUpsDue(ctx context.Context, actor domain.Actor) (due []*domain.Introduction, err error) {
	if !actor.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ce sont les référents qui suivent les embauches.")
	}
	hired, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, actor, IntroductionQuery{Statuses: []domain.IntroductionStatus{domain.IntroductionHired}, Cursor: cursor, Limit: pageOfAll})
	})
	today := domain.DayOf(s.Now())
	for _, x := range hired {
		if _, waits := x.FollowUpDue(today); waits && !domain.IsErased(x.Profile) {
			due = append(due, x)
		}
	}
	return due, err
}
