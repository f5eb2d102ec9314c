package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// ExpireOffers moves the published and paused offers whose last day is past to expired. Start and each new Paris day run
// it; an offer that somebody changes at the same moment waits for the next time.
func (s *Service) ExpireOffers(ctx context.Context) (expired int, err error) {
	now := s.Now()
	today := domain.DayOf(now)
	q := domain.OfferQuery{Statuses: []domain.OfferStatus{domain.OfferPublished, domain.OfferPaused}, Limit: pageOfAll}
	var due []*domain.Offer
	for {
		list, next, err := s.Deps.Offers.Find(ctx, domain.System(), q)
		if err != nil {
			return 0, err
		}
		for _, o := range list {
			if o.ExpiresOn.Known() && o.ExpiresOn < today {
				due = append(due, o)
			}
		}
		if next == "" {
			break
		}
		q.Cursor = next
	}
	for _, o := range due {
		if err := o.Move(domain.OfferExpired, domain.System(), now, ""); err != nil {
			return expired, err
		}
		switch err := s.Deps.Offers.Save(ctx, o); {
		case err == nil:
			expired++
		case domain.CodeOf(err) != domain.CodeConflict:
			return expired, err
		}
	}
	return expired, nil
}
