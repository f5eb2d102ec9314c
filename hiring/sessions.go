package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// OpenSessions lists the actor's own sessions, but those that await a code.
func (s *Service) OpenSessions(ctx context.Context, actor domain.Actor) (open []*domain.Session, err error) {
	all, err := s.Sessions.OfUser(ctx, actor.ID)
	for _, session := range all {
		if !session.Half {
			open = append(open, session)
		}
	}
	return open, err
}

// EndSession ends one of the actor's own sessions; another's is NotFound.
func (s *Service) EndSession(ctx context.Context, actor domain.Actor, id string) error {
	own, err := s.Sessions.OfUser(ctx, actor.ID)
	if err != nil {
		return err
	}
	for _, session := range own {
		if session.ID == id {
			return s.Sessions.End(ctx, id)
		}
	}
	return domain.NotFound("Session")
}

// EndOtherSessions ends all of the actor's own sessions but one.
func (s *Service) EndOtherSessions(ctx context.Context, actor domain.Actor, kept string) error {
	own, err := s.Sessions.OfUser(ctx, actor.ID)
	if err != nil {
		return err
	}
	for _, session := range own {
		if session.ID == kept {
			continue
		}
		if err := s.Sessions.End(ctx, session.ID); err != nil {
			return err
		}
	}
	return nil
}
