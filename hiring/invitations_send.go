package hiring

import (
	"context"
	"fmt"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// schedule sends an invitation that was just made or asked again when its time has come, or says when it may leave.
func (s *Service) schedule(ctx context.Context, actor domain.Actor, i *domain.Invitation, p *domain.Person, lastDay domain.Date, now time.Time) error {
	due := now.Add(time.Duration(max(0, i.Wave-1)) * domain.WaveEvery)
	if !due.After(now) {
		at, err := s.leaveOn(ctx, i, string(domain.InvitationSent), p, now)
		if err != nil {
			return err
		}
		if !at.After(now) {
			return send(i, actor, at, lastDay)
		}
		due = at
	}
	i.Due = due.UTC()
	return nil
}

// send moves an invitation to sent: it waits for an answer as long as usual, and never past the last day of its object.
func send(i *domain.Invitation, actor domain.Actor, at time.Time, lastDay domain.Date) error {
	if err := i.Move(domain.InvitationSent, actor, at, ""); err != nil {
		return err
	}
	i.EndBy(lastDay)
	return nil
}

// leaveOn is when an invitation may leave: the instant at which it does when that has come, the same for every process that
// asks, else one to come. what is sent or ActRemind. Somebody is asked or reminded at most once in 24 hours on each channel
// (domain.md §3): what leaves claims the 24 hours in which it does, and one of the 24 hours before may still stand in its way.
func (s *Service) leaveOn(ctx context.Context, i *domain.Invitation, what string, p *domain.Person, now time.Time) (time.Time, error) {
	span := now.Unix() / int64(domain.ChannelRest/time.Second)
	own := fmt.Sprintf("%s %s %d", i.ID, what, i.Rounds)
	for _, profile := range append([]string{p.ID}, p.Merged...) {
		for _, n := range []int64{span - 1, span} {
			last, holder, err := s.leftIn(ctx, restKey(profile, i, n))
			if err != nil {
				return time.Time{}, err
			}
			if holder == own {
				return last, nil
			}
			if rested := last.Add(domain.ChannelRest); holder != "" && rested.After(now) {
				return rested, nil
			}
		}
	}
	key := restKey(p.ID, i, span)
	won, err := s.claimOne(ctx, key, now.UTC().Format(time.RFC3339Nano)+" "+own)
	if err != nil || won {
		return now, err
	}
	last, holder, err := s.leftIn(ctx, key)
	if err == nil && holder != own {
		last = last.Add(domain.ChannelRest)
	}
	return last, err
}

// restKey names 24 hours of a person on a channel: mails, or letters and calls.
func restKey(profile string, i *domain.Invitation, span int64) string {
	channel := "mail"
	if i.ByHand {
		channel = "hand"
	}
	return fmt.Sprintf("rest/%s/%s/%d", profile, channel, span)
}

// leftIn reads what left in some 24 hours, and when; no holder when nothing did.
func (s *Service) leftIn(ctx context.Context, key string) (at time.Time, holder string, err error) {
	text, err := s.Deps.Once.Get(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return time.Time{}, "", nil
	}
	if err != nil {
		return time.Time{}, "", err
	}
	when, holder, _ := strings.Cut(text, " ")
	at, err = time.Parse(time.RFC3339Nano, when)
	return at, holder, err
}

// releaseInvitations sends the invitations whose time has come: the offer still looks for people, fewer said yes than are
// wanted, and the person may still be proposed. What does not leave waits, or is cancelled when it never will.
func (s *Service) releaseInvitations(ctx context.Context, now time.Time) error {
	due, err := s.findInvitations(ctx, domain.InvitationQuery{DueBefore: now.Add(time.Nanosecond)})
	if err != nil || len(due) == 0 {
		return err
	}
	for _, i := range due {
		if err := s.goOn(ctx, "an invitation did not leave", i.ID, s.release(ctx, i, now)); err != nil {
			return err
		}
	}
	return s.followAsked(ctx)
}

// release sends one invitation whose time has come, leaves it, or cancels it. One that another process sent while the list
// was read is in it still, as it is now.
func (s *Service) release(ctx context.Context, i *domain.Invitation, now time.Time) error {
	if i.Status != domain.InvitationQueued {
		return nil
	}
	want, err := s.wantsOf(ctx, i)
	switch {
	case err != nil:
		return err
	case !want.open:
		return s.takeBack(ctx, i, now)
	case !want.more:
		return nil // enough said yes for now
	}
	defer s.asked.hold(i.Profile)()
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if err == nil && p.OnlyPauses(domain.DayOf(now)) {
		return s.holdBack(ctx, i, p)
	}
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && barredFrom(want.offer, want.occasion, p, domain.DayOf(now)) != "" {
		return s.takeBack(ctx, i, now)
	}
	if err != nil {
		return err
	}
	if waits, err := s.mustWait(ctx, i, p, now); err != nil || waits {
		return err
	}
	if i.ByHand, err = s.byHand(ctx, p); err != nil {
		return err
	}
	at, err := s.leaveOn(ctx, i, string(domain.InvitationSent), p, now)
	if err != nil {
		return err
	}
	if at.After(now) {
		i.Due = at.UTC()
		return unlessWritten(s.Deps.Invitations.Save(ctx, i))
	}
	if err := send(i, domain.System(), at, lastDayOf(want.offer, want.occasion)); err != nil {
		return err
	}
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}

// lastDayOf is the last day on which an offer or an occasion waits for somebody; the other of both is nil.
func lastDayOf(offer *domain.Offer, occasion *domain.Occasion) domain.Date {
	if offer != nil {
		return offer.ExpiresOn
	}
	return occasion.LastDay()
}

// mustWait tells whether an invitation whose time has come stays: the wave before it left less than a day ago, as happens
// when waves were held back, or as many as may wait for the person's answer already.
func (s *Service) mustWait(ctx context.Context, i *domain.Invitation, p *domain.Person, now time.Time) (bool, error) {
	mine, err := s.invitationsOf(ctx, p)
	if err != nil || countOpen(mine, domain.InvitationSent) >= domain.MaxOpenInvitations {
		return true, err
	}
	if i.Wave < 2 {
		return false, nil
	}
	same, err := s.findInvitations(ctx, domain.InvitationQuery{Object: i.Object})
	if err != nil {
		return false, err
	}
	var before time.Time // when the first of the wave before left
	for _, other := range same {
		if other.Created.Equal(i.Created) && other.Wave == i.Wave-1 && !other.Sent.IsZero() && (before.IsZero() || other.Sent.Before(before)) {
			before = other.Sent
		}
	}
	return before.Add(domain.WaveEvery).After(now), nil
}

// takeBack cancels an invitation that has no object any more, once whatever the number of processes.
func (s *Service) takeBack(ctx context.Context, i *domain.Invitation, now time.Time) error {
	return s.systemMove(ctx, i, domain.InvitationCancelled, now)
}

// systemMove is a move that the platform makes when its time comes: two processes write the same step.
func (s *Service) systemMove(ctx context.Context, i *domain.Invitation, to domain.InvitationStatus, now time.Time) error {
	at, err := s.agreed(ctx, fmt.Sprintf("invitation/%s/%s/%d", i.ID, to, i.Rounds), now)
	if err != nil {
		return err
	}
	if err := i.Move(to, domain.System(), at, ""); err != nil {
		return err
	}
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}

// wants is what the object of an invitation says: open, whether an answer may still come; more, whether it wants more
// people than said yes. offer or occasion is the object, both nil when it is gone.
type wants struct {
	open, more bool
	offer      *domain.Offer
	occasion   *domain.Occasion
}

// wantsOf reads what an invitation is for.
func (s *Service) wantsOf(ctx context.Context, i *domain.Invitation) (w wants, err error) {
	if i.For == domain.ForOffer {
		w.offer, err = s.Deps.Offers.Get(ctx, domain.System(), i.Object)
	} else {
		w.occasion, err = s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
	}
	if domain.CodeOf(err) == domain.CodeNotFound {
		return wants{}, nil
	}
	if err != nil {
		return wants{}, err
	}
	yes, err := s.countYes(ctx, i)
	if w.offer != nil {
		w.open, w.more = w.offer.Open(), w.offer.Status == domain.OfferPublished && yes < w.offer.Places*domain.YesesPerPlace
		return w, err
	}
	w.open = w.occasion.Status == domain.OccasionOpen && w.occasion.LastDay() >= domain.DayOf(s.Now())
	w.more = w.open && yes < w.occasion.Places
	return w, err
}

// countYes is how many people said yes to what an invitation is for, and still may come of it: a yes to an offer that the
// employer refused, that was called off or missed for good, leaves its room to others.
func (s *Service) countYes(ctx context.Context, i *domain.Invitation) (n int, err error) {
	if i.For == domain.ForOffer {
		list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
			return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Offers: []string{i.Object}, Statuses: domain.StandingIntroductions(),
				Cursor: cursor, Limit: pageOfAll})
		})
		for _, x := range list {
			if x.Status == domain.IntroductionHired || !domain.IsErased(x.Profile) {
				n++
			}
		}
		return n, err
	}
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Object: i.Object, Statuses: []domain.InvitationStatus{domain.InvitationAccepted}})
	for _, other := range list {
		if !domain.IsErased(other.Profile) {
			n++
		}
	}
	return n, err
}
