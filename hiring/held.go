package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// holdBack keeps the invitation of somebody in a pause for when it ends.
func (s *Service) holdBack(ctx context.Context, i *domain.Invitation, p *domain.Person) error {
	if !i.Hold(p.Candidate.Pause) {
		return nil
	}
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}

// whyHeld says why an invitation did not leave in its time, for referents.
func (s *Service) whyHeld(ctx context.Context, i *domain.Invitation) (string, error) {
	want, err := s.wantsOf(ctx, i)
	if err != nil {
		return "", err
	}
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if err != nil {
		return "", unlessGone(err)
	}
	mine, err := s.invitationsOf(ctx, p)
	switch {
	case err != nil:
		return "", err
	case want.offer != nil && want.offer.Status == domain.OfferPaused:
		return "l'offre est en pause", nil
	case p.OnlyPauses(domain.DayOf(s.Now())):
		return "la personne est en pause", nil
	case !want.more:
		return "assez de personnes ont dit oui pour le moment", nil
	case countOpen(mine, domain.InvitationSent) >= domain.MaxOpenInvitations:
		return "trois propositions attendent déjà sa réponse", nil
	}
	return "la vague d'avant vient de partir", nil
}
