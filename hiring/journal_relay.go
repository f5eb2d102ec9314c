package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// writeDown is the witness that keeps the journal: every step of a history is one line, whatever is told twice.
func (s *Service) writeDown(ctx context.Context, e event) error {
	of, told := e.Object.(domain.Journaled)
	if !told {
		return nil
	}
	return s.tellStep(ctx, of, e.ID, e.Step)
}
