package hiring

import (
	"context"
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// board holds the offers open today in memory: what is asked of all of them at once (a person's own list, alerts, what a
// missing certificate costs) would else read thousands of documents each time. It follows the store like the pool.
type board struct {
	mu   sync.Mutex
	mark string
	open map[string]*domain.Offer
}

// openOffers gives every published offer, in the order of their ids, in step with the store. They are shared: nobody may
// change one.
func (s *Service) openOffers(ctx context.Context) ([]*domain.Offer, error) {
	b := &s.board
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open == nil {
		b.open = map[string]*domain.Offer{}
	}
	for {
		changed, next, err := s.OfferFeed.Changes(ctx, b.mark)
		if err != nil {
			return nil, err
		}
		if next == b.mark {
			break
		}
		for _, o := range changed {
			if o.Status == domain.OfferPublished {
				b.open[o.ID] = o
			} else {
				delete(b.open, o.ID)
			}
		}
		b.mark = next
	}
	list := make([]*domain.Offer, 0, len(b.open))
	for _, o := range b.open {
		list = append(list, o)
	}
	slices.SortFunc(list, func(x, y *domain.Offer) int { return strings.Compare(x.ID, y.ID) })
	return list, nil
}
