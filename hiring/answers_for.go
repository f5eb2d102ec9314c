package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// AnswerFor records what a person told a referent, by phone, on paper or face to face: by is in words who said it, empty
// for the person themself. The history keeps for whom and by which channel. NotFound for whoever may not read the
// invitation, Forbidden for a member of the establishment.
func (s *Service) AnswerFor(ctx context.Context, actor domain.Actor, id string, a PersonAnswer, by string, channel domain.Channel) (Answered, error) {
	i, err := s.Deps.Invitations.Get(ctx, actor, id)
	if err != nil {
		return Answered{}, err
	}
	if _, err := domain.ParseChannel(string(channel)); err != nil {
		return Answered{}, err
	}
	if by, err = domain.ToldBy(by); err != nil {
		return Answered{}, err
	}
	actor.OnBehalf, actor.Channel = i.Profile, string(channel)
	return s.answer(ctx, actor, id, a, by)
}

// noAfterYes is the no of somebody whose yes went on, by the hand of a referent: after the meeting too, when it is with them
// only that a person withdraws.
func (s *Service) noAfterYes(ctx context.Context, actor domain.Actor, x *domain.Introduction, reason string) error {
	reason, err := domain.WhyNo(reason)
	if err != nil {
		return err
	}
	_, err = s.changeInvitation(ctx, x.InvitationID, func(i *domain.Invitation, now time.Time) error {
		if i.Status != domain.InvitationAccepted {
			return nil
		}
		return i.Move(domain.InvitationDeclined, actor, now, reason)
	})
	if unlessGone(err) != nil {
		return err
	}
	return s.followAsked(ctx)
}

// callBy is the day by which somebody who says yes now is called: the one of the invitation, or within CallWithinDays when
// no slot is left to choose; unknown when there are some.
func (s *Service) callBy(ctx context.Context, i *domain.Invitation, o *domain.Offer) (domain.Date, error) {
	if i.CallBy.Known() {
		return i.CallBy, nil
	}
	free, err := s.freeSlots(ctx, o)
	if err != nil || len(free) > 0 {
		return 0, err
	}
	return referential.WorkingDayAfter(domain.DayOf(s.Now()), domain.CallWithinDays), nil
}
