package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// completeTries is how often a completion is tried again over somebody else's change of the offer.
const completeTries = 5

// CompleteNeed records what a facilitator settles of a need: publics accepted, way, lot, accord for a temp agency. A
// shortlist made before it keeps what it was made with; refreshing it takes the publics settled now.
func (s *Service) CompleteNeed(ctx context.Context, actor domain.Actor, id string, c domain.Completion) (*domain.Offer, error) {
	f := domain.FieldErrors{}
	if refuseNIR(f, written{"clause_lot", c.Lot}, written{"note", c.Note}); f.Err() != nil {
		return nil, f.Err()
	}
	now := s.Now()
	for try := 1; ; try++ {
		o, err := s.Deps.Offers.Get(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		if err := o.CompleteClause(c, actor, now); err != nil {
			return nil, err
		}
		err = s.Deps.Offers.Save(ctx, o)
		if domain.CodeOf(err) != domain.CodeConflict || try == completeTries {
			return o, err
		}
	}
}
