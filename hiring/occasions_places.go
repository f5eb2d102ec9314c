package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// letGoOfPlace gives back the place of an occasion.
func (s *Service) letGoOfPlace(ctx context.Context, i *domain.Invitation) error {
	o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
	if err != nil {
		return err
	}
	return s.letGoOf(ctx, placesOf(o.ID), o.Places, i.ID)
}

// loosenPlaces lets go of the places of whoever was erased, and in its time of one whose invitation says no yes: a crash
// cut it short.
func (s *Service) loosenPlaces(ctx context.Context, o *domain.Occasion) error {
	for k := 1; k <= o.Places; k++ {
		by, at, err := s.held(ctx, numbered(placesOf(o.ID), k))
		if err != nil {
			return err
		}
		if by == "" {
			continue
		}
		i, err := s.Deps.Invitations.Get(ctx, domain.System(), by)
		gone := domain.CodeOf(err) == domain.CodeNotFound
		switch {
		case err != nil && !gone:
			return err
		case gone || domain.IsErased(i.Profile): // nobody writes it any more
			err = s.endClaim(ctx, at)
		case i.Status != domain.InvitationAccepted:
			err = s.loosen(ctx, at, by)
		default:
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reconcilePlaces brings the places of the occasions to come in step with who said yes.
func (s *Service) reconcilePlaces(ctx context.Context) error {
	today := domain.DayOf(s.Now())
	list, err := all(func(cursor string) ([]*domain.Occasion, string, error) {
		return s.Deps.Occasions.Find(ctx, domain.System(), domain.OccasionQuery{Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.Status == domain.OccasionCancelled || o.LastDay() < today {
			continue
		}
		if err := s.goOn(ctx, "the places of an occasion were not counted", o.ID, s.reconcilePlacesOf(ctx, o)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) reconcilePlacesOf(ctx context.Context, o *domain.Occasion) error {
	if err := s.loosenPlaces(ctx, o); err != nil {
		return err
	}
	coming, err := s.findInvitations(ctx, domain.InvitationQuery{Object: o.ID, Statuses: []domain.InvitationStatus{domain.InvitationAccepted}})
	if err != nil {
		return err
	}
	for _, i := range coming {
		if domain.IsErased(i.Profile) {
			continue
		}
		if _, err := s.claimAny(ctx, placesOf(o.ID), o.Places, i.ID); err != nil {
			return err
		}
	}
	return nil
}
