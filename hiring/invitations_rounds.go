package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// tendInvitations looks after the invitations that wait for an answer: those whose object closed are taken back, those past
// their last day expire, the others are recalled once when their day has come. A stop of several days is made up for by
// what the store says: a reminder whose time is past is not sent any more.
func (s *Service) tendInvitations(ctx context.Context, now time.Time) error {
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Statuses: []domain.InvitationStatus{domain.InvitationQueued, domain.InvitationSent}})
	if err != nil || len(list) == 0 {
		return err
	}
	known := map[string]wants{} // of this round, by object
	for _, i := range list {
		var err error
		w, read := known[i.Object]
		if !read {
			if w, err = s.wantsOf(ctx, i); err == nil {
				known[i.Object] = w
			}
		}
		if err == nil {
			err = s.tend(ctx, i, w, now)
		}
		if err := s.goOn(ctx, "an invitation was not looked after", i.ID, err); err != nil {
			return err
		}
	}
	return s.followAsked(ctx)
}

// tend does what is due of one invitation.
func (s *Service) tend(ctx context.Context, i *domain.Invitation, w wants, now time.Time) error {
	today := domain.DayOf(now)
	switch {
	case i.Late(today): // first: what ended with the day of a meetup is nothing to write about
		return s.systemMove(ctx, i, domain.InvitationExpired, now)
	case !w.open:
		return s.takeBack(ctx, i, now)
	case w.more && i.ToRemind(today):
		return s.recall(ctx, i, now)
	}
	return nil
}

// recall reminds somebody once, unless they want none, may not be proposed any more, or cannot be written to. It claims the
// 24 hours of the person like an invitation: whoever was written to less than a day ago is reminded by a later round.
func (s *Service) recall(ctx context.Context, i *domain.Invitation, now time.Time) error {
	p, err := s.proposable(ctx, i.Profile, domain.DayOf(now))
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && p.Candidate.RemindersOff {
		return nil
	}
	if err != nil {
		return err
	}
	unreachable, err := s.byHand(ctx, p)
	if err != nil || unreachable {
		return err
	}
	at, err := s.leaveOn(ctx, i, domain.ActRemind, p, now)
	if err != nil || at.After(now) {
		return err
	}
	i.Remind(domain.System(), at)
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}
