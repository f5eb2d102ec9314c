package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// invitationReactions are what follows from asking somebody, and from what they answer.
var invitationReactions = []reaction{
	on(string(domain.InvitationSent), (*Service).invitationSent),
	on(domain.ActRemind, (*Service).invitationRecalled),
	on(string(domain.InvitationCancelled), (*Service).invitationTakenBack),
	on(string(domain.InvitationAccepted), (*Service).answerSettled),
	on(string(domain.InvitationDeclined), (*Service).answerSettled),
}

// answerSettled ends what a crash may have cut short between an answer and its introduction. A no is told to nobody.
func (s *Service) answerSettled(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if string(i.Status) != e.Step.To {
		return nil, nil // another answer since
	}
	_, err := s.settleAnswer(ctx, i, sayer(e.Step))
	return nil, err
}

// sayer is who did a step, as they may do what goes with it: the person by their link, else a referent for them.
func sayer(step domain.Step) domain.Actor {
	if holder := domain.Holder(domain.Channel(step.Channel)); step.Actor == holder.ID {
		return holder
	}
	return domain.Actor{ID: step.Actor, OnBehalf: step.OnBehalf, Channel: step.Channel, Roles: domain.RoleReferent}
}
