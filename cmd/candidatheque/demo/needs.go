package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// settled is how many of the needs the facilitator has completed; the others wait on their page.
const settled = 2

// completeNeeds lets the facilitator settle the first needs, as they would with the buyer on the phone.
func (p *player) completeNeeds(offers []*domain.Offer) error {
	done := 0
	for _, o := range offers {
		if o.Clause == nil || done == settled {
			continue
		}
		done++
		_, err := p.h.CompleteNeed(p.ctx, p.facilitator, o.ID, domain.Completion{Publics: []domain.CriterionCode{"RSA", "ASS", "DELD", "QPV", "TH"},
			Lot: fmt.Sprintf("lot %d, gros œuvre", done), Note: "Vu avec l'acheteur au téléphone."})
		if err != nil {
			return err
		}
	}
	return nil
}

// prove has the facilitator see the proofs of people whom nothing else keeps from a need: two good ones, and one that is
// too old. It gives the list made again with them.
func (p *player) prove(list *domain.Shortlist) (*domain.Shortlist, error) {
	seen := []domain.Criterion{
		{Code: "RSA", Proof: "caf", SeenOn: p.today - 5}, {Code: "QPV", Proof: "domicile", SeenOn: p.today - 12}, {Code: "RSA", Proof: "caf", SeenOn: p.today - 110},
	}
	for _, n := range list.NearMisses {
		if n.Blocker != domain.GateEligibility || len(seen) == 0 {
			continue
		}
		if _, err := p.h.RecordProof(p.ctx, p.facilitator, n.Profile, seen[0]); err != nil {
			return nil, err
		}
		seen = seen[1:]
	}
	again, _, err := p.h.RefreshShortlist(p.ctx, p.referent, list.ID)
	return again, err
}
