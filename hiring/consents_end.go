package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// accordWithdrawn ends what was going on for somebody who took their accord back, whoever wrote it down, unless they gave it
// again since: employers read that they are not available, whoever waits takes their place. A meeting that took place, or
// whose hour is past, goes on to its answer; a hire stands.
func (s *Service) accordWithdrawn(ctx context.Context, _ event, p *domain.Person) ([]post, error) {
	if p.Candidate.Consent.Answer() != domain.AnswerWithdrawn {
		return nil, nil
	}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Profiles: append([]string{p.ID}, p.Merged...), Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		took := x.Status != domain.IntroductionNoShow && x.Begun(s.Now())
		if x.Status != domain.IntroductionWaiting && !x.Status.Going() || took {
			continue
		}
		if err := s.endIntroduction(ctx, x.ID, personGone); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
