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

// ReliabilityOf counts the answers of an establishment in time, for staff who list establishments.
func (s *Service) ReliabilityOf(ctx context.Context, actor domain.Actor, siret domain.SIRET) (domain.Reliability, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return domain.Reliability{}, domain.Refuse(domain.CodeForbidden, "Ces comptes sont aux référents.")
	}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, actor, IntroductionQuery{SIRET: siret, Cursor: cursor, Limit: pageOfAll})
	})
	return domain.ReliabilityOf(list, domain.DayOf(s.Now())), err
}
