package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// OpinionCount is how one question of one side was answered: Counts from « pas du tout » to « tout à fait ». Masked when so
// few answered that one could be guessed: Answers and Counts are then zero.
type OpinionCount struct {
	Side    domain.Side
	Again   bool // the second question: would they come again; else the first: did it fit
	Answers int
	Counts  [4]int
	Masked  bool
}

// fewestOpinions is the number of answers under which nothing is shown (quality.md: small cells are masked).
const fewestOpinions = 5

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
		fit, again := OpinionCount{Side: side}, OpinionCount{Side: side, Again: true}
		for _, x := range ended {
			for _, o := range x.Opinions {
				if o.Side == side {
					fit.add(o.Fit)
					again.add(o.Again)
				}
			}
		}
		list = append(list, fit.shown(), again.shown())
	}
	return list, nil
}

func (k *OpinionCount) add(mark int) {
	k.Answers++
	k.Counts[mark-1]++
}

func (k OpinionCount) shown() OpinionCount {
	if k.Answers < fewestOpinions {
		return OpinionCount{Side: k.Side, Again: k.Again, Masked: true}
	}
	return k
}
