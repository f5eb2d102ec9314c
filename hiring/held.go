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

const enoughSaidYes = "assez de personnes ont dit oui pour le moment"

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
		return enoughSaidYes, nil
	case countOpen(mine, domain.InvitationSent) >= domain.MaxOpenInvitations:
		return "trois propositions attendent déjà sa réponse", nil
	}
	return "la vague d'avant vient de partir", nil
}

// foldHeld counts in the one line of an offer an invitation that waits because enough people said yes; false for one that
// does not leave for another cause, and has its own line.
func (d *day) foldHeld(i *domain.Invitation) (bool, error) {
	if i.For != domain.ForOffer {
		return false, nil
	}
	enough, known := d.enough[i.Object]
	if !known {
		want, err := d.wantsOf(d.ctx, i)
		if err != nil {
			return false, err
		}
		enough = want.offer != nil && want.offer.Status == domain.OfferPublished && !want.more
		d.enough[i.Object] = enough
	}
	if !enough {
		return false, nil
	}
	for n := range d.lines {
		if w := &d.lines[n]; w.Kind == domain.DayHeld && w.Object == i.Object {
			w.Count++
			return true, nil
		}
	}
	d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayHeld, Object: i.Object, Since: i.Due, Count: 1,
		State: enoughSaidYes}, offer: i.Object})
	return true, nil
}
