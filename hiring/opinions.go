package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// OpinionCount is how one question of one side was answered, from « pas du tout » to « tout à fait », small counts masked.
type OpinionCount struct {
	Side  domain.Side
	Again bool // the second question: would they come again; else the first: did it fit
	domain.ShownCounts
}

// Opinions adds up what each side thinks, for referents. Nobody reads one answer.
func (s *Service) Opinions(ctx context.Context, actor domain.Actor) ([]OpinionCount, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ces comptes sont aux référents.")
	}
	ended, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, actor, IntroductionQuery{Cursor: cursor, Limit: pageOfAll,
			Statuses: []domain.IntroductionStatus{domain.IntroductionHired, domain.IntroductionNotHired}})
	})
	if err != nil {
		return nil, err
	}
	var list []OpinionCount
	for _, side := range []domain.Side{domain.SidePerson, domain.SideEmployer} {
		var fit, again [4]int
		for _, x := range ended {
			for _, o := range x.Opinions {
				if o.Side == side {
					fit[o.Fit-1]++
					again[o.Again-1]++
				}
			}
		}
		shown := domain.MaskCounts(fit, again)
		list = append(list, OpinionCount{Side: side, ShownCounts: shown[0]}, OpinionCount{Side: side, Again: true, ShownCounts: shown[1]})
	}
	return list, nil
}
