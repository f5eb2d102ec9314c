package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// invitationReactions are what follows from asking somebody, and from what they answer.
var invitationReactions = []reaction{
	on(string(domain.InvitationAccepted), (*Service).answerSettled),
	on(string(domain.InvitationDeclined), (*Service).answerSettled),
}

// answerSettled ends what a crash may have cut short between an answer and its introduction. A no is told to nobody.
func (s *Service) answerSettled(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if string(i.Status) != e.Step.To {
		return nil, nil // another answer since
	}
	_, err := s.settleAnswer(ctx, i, domain.System())
	return nil, err
}
