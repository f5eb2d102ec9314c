package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// OpenSignUp reads what a link would confirm, and changes nothing. Unknown, foreign and tampered links, and that of a
// sign-up which is gone, are one same NotFound; an old one is Gone. One that served shows what it confirmed.
func (s *Service) OpenSignUp(ctx context.Context, token string) (*domain.SignUp, error) {
	secret, err := s.openLink(ctx, domain.SecretSignUp, token)
	if err != nil {
		return nil, err
	}
	x, err := s.Deps.SignUps.Get(ctx, domain.System(), secret.Object)
	return x, unknownLink(err)
}

// ConfirmSignUp opens the account of the address to which a link was sent. A link used again opens nothing more.
func (s *Service) ConfirmSignUp(ctx context.Context, token string) (Confirmation, error) {
	x, err := s.OpenSignUp(ctx, token)
	if err != nil {
		return Confirmation{}, err
	}
	if x.Status == domain.SignUpConfirmed {
		return Confirmation{SignUp: x}, nil
	}
	return s.confirm(ctx, x)
}

// ConfirmInvented confirms the address of a sign-up that the demonstration plays: nobody is at its mailbox to follow a
// link. It is called by no page and no program.
func (s *Service) ConfirmInvented(ctx context.Context, id string) (Confirmation, error) {
	x, err := s.SignUp(ctx, id)
	if err != nil {
		return Confirmation{}, err
	}
	return s.confirm(ctx, x)
}
