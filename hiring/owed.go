package hiring

import (
	"context"
	"fmt"
	"time"

	"eedk.fr/candidatheque/domain"
)

// askOwed is the round that asks employers what came of a meeting: the day after it, when the alert is due, and at the end
// of the delay, each once.
func (s *Service) askOwed(ctx context.Context, now time.Time) error {
	today := domain.DayOf(now)
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Cursor: cursor, Limit: pageOfAll, Statuses: []domain.IntroductionStatus{
			domain.IntroductionAccepted, domain.IntroductionSlotChosen, domain.IntroductionMet}})
	})
	if err != nil {
		return err
	}
	for _, x := range list {
		stage, from, due := x.OwedToday(today)
		if !due || domain.IsErased(x.Profile) {
			continue
		}
		at, err := s.agreed(ctx, fmt.Sprintf("introduction/%s/owed/%s/%d", x.ID, from, stage.Days), now)
		if err != nil {
			return err
		}
		x.AskOwed(stage, domain.System(), at)
		if err := unlessWritten(s.Deps.Introductions.Save(ctx, x)); err != nil {
			return err
		}
	}
	return nil
}

// ReliabilityOf counts the answers of establishments in time, for referents: all are one read. One that owed none counts
// nothing.
func (s *Service) ReliabilityOf(ctx context.Context, actor domain.Actor, sirets ...domain.SIRET) (map[domain.SIRET]domain.Reliability, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ces comptes sont aux référents.")
	}
	counts := make(map[domain.SIRET]domain.Reliability, len(sirets))
	if len(sirets) == 0 {
		return counts, nil
	}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, actor, IntroductionQuery{SIRETs: sirets, Cursor: cursor, Limit: pageOfAll})
	})
	of := map[domain.SIRET][]*domain.Introduction{}
	for _, x := range list {
		for _, siret := range x.SIRETs {
			of[siret] = append(of[siret], x)
		}
	}
	for _, siret := range sirets {
		counts[siret] = domain.ReliabilityOf(of[siret], domain.DayOf(s.Now()))
	}
	return counts, err
}
