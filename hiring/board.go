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
	// filled are those whose last place was taken lately.
	filled map[string]*domain.Offer
}

// openOffers gives every published offer, in the order of their ids, in step with the store. They are shared: nobody may
// change one.
func (s *Service) openOffers(ctx context.Context) ([]*domain.Offer, error) {
	b := &s.board
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := s.followBoard(ctx); err != nil {
		return nil, err
	}
	return boardList(b.open), nil
}

// filledOffers gives the offers filled on a day or after it, in the order of their ids. They are shared, like openOffers.
func (s *Service) filledOffers(ctx context.Context, since domain.Date) ([]*domain.Offer, error) {
	b := &s.board
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := s.followBoard(ctx); err != nil {
		return nil, err
	}
	for id, o := range b.filled {
		if domain.DayOf(o.Since(string(domain.OfferFilled))) < since {
			delete(b.filled, id)
		}
	}
	return boardList(b.filled), nil
}

// followBoard brings the board to the end of the store's changes. The caller holds its lock.
func (s *Service) followBoard(ctx context.Context) error {
	b := &s.board
	if b.open == nil {
		b.open, b.filled = map[string]*domain.Offer{}, map[string]*domain.Offer{}
	}
	lately := domain.DayOf(s.Now()) - domain.FilledShownDays
	for {
		changed, next, err := s.OfferFeed.Changes(ctx, b.mark)
		if err != nil {
			return err
		}
		if next == b.mark {
			return nil
		}
		for _, o := range changed {
			delete(b.open, o.ID)
			delete(b.filled, o.ID)
			switch {
			case o.Status == domain.OfferPublished:
				b.open[o.ID] = o
			case o.Status == domain.OfferFilled && domain.DayOf(o.Since(string(domain.OfferFilled))) >= lately:
				b.filled[o.ID] = o
			}
		}
		b.mark = next
	}
}

func boardList(offers map[string]*domain.Offer) []*domain.Offer {
	list := make([]*domain.Offer, 0, len(offers))
	for _, o := range offers {
		list = append(list, o)
	}
	slices.SortFunc(list, func(x, y *domain.Offer) int { return strings.Compare(x.ID, y.ID) })
	return list
}
