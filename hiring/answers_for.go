package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
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
