package hiring

import (
	"context"
	"fmt"
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
		w, read := known[i.Object]
		if !read {
			if w, err = s.wantsOf(ctx, i); err != nil {
				return err
			}
			known[i.Object] = w
		}
		if err := s.tend(ctx, i, w, now); err != nil {
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

// recall reminds somebody once, unless they want none, may not be proposed any more, cannot be written to, or were written
// to about something else less than a day ago: then it waits for the next round.
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
	mine, err := s.invitationsOf(ctx, p)
	if err != nil {
		return err
	}
	for _, other := range mine {
		if other.ID != i.ID && !other.ByHand && (other.Sent.Add(domain.ChannelRest).After(now) || other.Reminded.Add(domain.ChannelRest).After(now)) {
			return nil
		}
	}
	at, err := s.agreed(ctx, fmt.Sprintf("invitation/%s/%s/%d", i.ID, domain.ActRemind, i.Rounds), now)
	if err != nil {
		return err
	}
	i.Remind(domain.System(), at)
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}
