package hiring

import (
	"context"
	"hash/fnv"
	"slices"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// asked is who was asked for what, in memory, for the pool: which offers, and how many invitations wait for an answer. It follows the store
// like the board of offers, and holds no answer.
type asked struct {
	mu   sync.RWMutex
	mark string
	// byID has each invitation, byPerson the keys of those of somebody.
	byID     map[string]askedOnce
	byPerson map[string][]string
	// touched are people whose lines changed, until the pool knows.
	touched map[string]bool
	// asking holds apart those who ask one person in this process, so that a quota is counted right.
	asking [64]sync.Mutex
}

// askedOnce is one invitation as the pool knows it. profile is empty once the person is erased.
type askedOnce struct {
	profile, offer string
	open           bool
}

// hold keeps others of this process from asking a person, until release.
func (a *asked) hold(profile string) (release func()) {
	h := fnv.New32a()
	h.Write([]byte(profile)) // never fails
	lock := &a.asking[h.Sum32()%uint32(len(a.asking))]
	lock.Lock()
	return lock.Unlock
}

// followAsked reads what happened to invitations, and tells the pool of the people concerned.
func (s *Service) followAsked(ctx context.Context) error {
	if err := s.readAsked(ctx); err != nil {
		return err
	}
	a := &s.asked
	touched := a.take()
	var people []*domain.Person
	for n, id := range touched {
		p, err := s.Person(ctx, domain.System(), id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			a.touch(touched[n:]...)
			a.touch(keysOfPeople(people)...)
			return err
		}
		people = append(people, p)
	}
	if len(people) > 0 {
		s.toPool(people, domain.DayOf(s.Now()))
	}
	return nil
}

func keysOfPeople(people []*domain.Person) (ids []string) {
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}

// readAsked brings the memory to the end of the store's changes.
func (s *Service) readAsked(ctx context.Context) error {
	a := &s.asked
	a.mu.Lock()
	defer a.mu.Unlock()
	for {
		changed, removed, next, err := s.InvitationFeed.Changes(ctx, a.mark)
		if err != nil {
			return err
		}
		if next == a.mark {
			return nil
		}
		for _, i := range changed {
			a.learn(i)
		}
		for _, id := range removed {
			a.put(id, askedOnce{})
		}
		a.mark = next
	}
}

// learn keeps what the pool may know of an invitation. Only one that left is open: whatever waits for its time is learnt again
// when it leaves, so that every process knows the same, whenever it read it. Invite counts those about to leave too.
func (a *asked) learn(i *domain.Invitation) {
	line := askedOnce{profile: i.Profile, open: i.Status == domain.InvitationSent}
	if i.For == domain.ForOffer && i.Status != domain.InvitationCancelled {
		line.offer = i.Object
	}
	if domain.IsErased(i.Profile) {
		line = askedOnce{}
	}
	a.put(i.ID, line)
}

// put replaces the line of an invitation; the zero line drops it.
func (a *asked) put(id string, line askedOnce) {
	if a.byID == nil {
		a.byID, a.byPerson, a.touched = map[string]askedOnce{}, map[string][]string{}, map[string]bool{}
	}
	before := a.byID[id]
	if before == line {
		return
	}
	if before.profile != line.profile {
		if before.profile != "" {
			a.drop(before.profile, id)
		}
		if line.profile != "" {
			a.byPerson[line.profile] = append(a.byPerson[line.profile], id)
		}
	}
	a.byID[id] = line
	if line.profile == "" {
		delete(a.byID, id)
	}
	for _, profile := range []string{before.profile, line.profile} {
		if profile != "" {
			a.touched[profile] = true
		}
	}
}

// drop takes an invitation from the lines of a person.
func (a *asked) drop(profile, id string) {
	left := slices.DeleteFunc(a.byPerson[profile], func(k string) bool { return k == id })
	if len(left) == 0 {
		delete(a.byPerson, profile)
		return
	}
	a.byPerson[profile] = left
}

// take gives the people whose lines changed since the last time.
func (a *asked) take() (ids []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.touched {
		ids = append(ids, id)
	}
	clear(a.touched)
	slices.Sort(ids)
	return ids
}

// touch gives people back whom the pool was not told of.
func (a *asked) touch(ids ...string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range ids {
		a.touched[id] = true
	}
}

// stand adds to a standing what the person was asked, under whichever of their keys.
func (a *asked) stand(p *domain.Person, standing *domain.Standing) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, profile := range append([]string{p.ID}, p.Merged...) {
		for _, id := range a.byPerson[profile] {
			line := a.byID[id]
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
	for _, profile := range who.IDs {
		for _, id := range a.byPerson[profile] {
			delete(a.byID, id)
		}
		delete(a.byPerson, profile)
		delete(a.touched, profile)
	}
}
