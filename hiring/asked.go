package hiring

import (
	"context"
	"slices"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// asked is who was asked for what, in memory, for the pool: which offers, and how many invitations wait. It follows the store
// like the board of offers, and holds no answer.
type asked struct {
	mu   sync.RWMutex
	mark string
	// byPerson has one line for each invitation of somebody, by its key.
	byPerson map[string]map[string]askedOnce
}

// askedOnce is one invitation as the pool knows it.
type askedOnce struct {
	offer string
	open  bool
}

// followAsked reads what happened to invitations, and tells the pool of the people concerned.
func (s *Service) followAsked(ctx context.Context) error {
	touched, err := s.readAsked(ctx)
	if err != nil || len(touched) == 0 {
		return err
	}
	var people []*domain.Person
	for _, id := range touched {
		p, err := s.Person(ctx, domain.System(), id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		people = append(people, p)
	}
	s.toPool(people, domain.DayOf(s.Now()))
	return nil
}

// readAsked brings the memory to the end of the store's changes, and gives whose lines changed.
func (s *Service) readAsked(ctx context.Context) (touched []string, err error) {
	a := &s.asked
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byPerson == nil {
		a.byPerson = map[string]map[string]askedOnce{}
	}
	for {
		changed, next, err := s.InvitationFeed.Changes(ctx, a.mark)
		if err != nil {
			return touched, err
		}
		if next == a.mark {
			return touched, nil
		}
		for _, i := range changed {
			line := askedOnce{open: i.Status.Open()}
			if i.For == domain.ForOffer && i.Status != domain.InvitationCancelled {
				line.offer = i.Object
			}
			lines := a.byPerson[i.Profile]
			if lines == nil {
				lines = map[string]askedOnce{}
				a.byPerson[i.Profile] = lines
			}
			if before, known := lines[i.ID]; known && before == line {
				continue
			}
			lines[i.ID] = line
			if !domain.IsErased(i.Profile) && !slices.Contains(touched, i.Profile) {
				touched = append(touched, i.Profile)
			}
		}
		a.mark = next
	}
}

// stand adds to a standing what the person was asked, under whichever of their keys.
func (a *asked) stand(p *domain.Person, standing *domain.Standing) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, id := range append([]string{p.ID}, p.Merged...) {
		for _, line := range a.byPerson[id] {
			if line.offer != "" && !slices.Contains(standing.AskedFor, line.offer) {
				standing.AskedFor = append(standing.AskedFor, line.offer)
			}
			if line.open {
				standing.OpenInvitations++
			}
		}
	}
	slices.Sort(standing.AskedFor)
}

// forget drops the lines of somebody who was erased.
func (a *asked) forget(who domain.Forgotten) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range who.IDs {
		delete(a.byPerson, id)
	}
}
