package demo

import (
	"fmt"

	"eedk.fr/candidatheque/hiring"
)

// newcomers leaves an establishment that waits for a referent, a colleague who waits for an answer, and somebody who has
// not confirmed their address.
func (p *player) newcomers() error {
	for _, n := range []struct {
		days, firm          int
		company, name, mail string
		confirms            bool
	}{
		{3, 40, "Crêperie du Beffroi", "Rémi Pollet", "remi.pollet@demo.exemple.fr", true},
		{1, 0, "Maçonnerie du Phare", "Nadia Cools", "nadia.cools@demo.exemple.fr", true},
		{1, 41, "Vélos de la Digue", "Jules Carpentier", "jules.carpentier@demo.exemple.fr", false},
	} {
		p.clock.ago(n.days, 4)
		x, err := p.h.SignUpEmployer(p.ctx, hiring.NewSignUp{SIRET: string(siretOf(n.firm)), Company: n.company, Name: n.name, Email: n.mail, Phone: "03 53 01 45 67"})
		if err != nil {
			return fmt.Errorf("%s : %w", n.company, err)
		}
		if !n.confirms {
			continue
		}
		if _, err := p.h.ConfirmInvented(p.ctx, x.ID); err != nil {
			return fmt.Errorf("%s : %w", n.company, err)
		}
	}
	return nil
}
