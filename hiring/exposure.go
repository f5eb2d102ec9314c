package hiring

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
)

// exposureDays is over how long proposals are counted (matching.md §2, Exposure).
const exposureDays = 30

// exposure counts who stood on which shortlist: the pool's tie rule and the referents' screens read it. It is loaded
// from the stored lists at the start and follows the ones built here.
type exposure struct {
	mu    sync.RWMutex
	lines map[string][]proposal
}

// proposal is one shortlist a person stood on.
type proposal struct {
	shortlist, offer string
	on               domain.Date
	built            time.Time
}

func (e *exposure) init() { e.lines = map[string][]proposal{} }

// add counts the entries of a list, and gives who they are.
func (e *exposure) add(list *domain.Shortlist) (profiles []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, entry := range list.Entries {
		if domain.IsErased(entry.Profile) {
			continue
		}
		known := e.lines[entry.Profile]
		if !slices.ContainsFunc(known, func(p proposal) bool { return p.shortlist == list.ID }) {
			e.lines[entry.Profile] = append(known, proposal{list.ID, list.OfferID, list.On, list.Created})
		}
		profiles = append(profiles, entry.Profile)
	}
	return profiles
}

// forget drops the proposals of somebody who was erased.
func (e *exposure) forget(who domain.Forgotten) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, id := range who.IDs {
		delete(e.lines, id)
	}
}

// last is the last day on which a person was proposed.
func (e *exposure) last(person *domain.Person) (on domain.Date) {
	for _, p := range e.of(person) {
		on = max(on, p.on)
	}
	return on
}

// of lists the proposals of a person, those made under the keys of merged files included.
func (e *exposure) of(p *domain.Person) (list []proposal) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	list = slices.Clone(e.lines[p.ID])
	for _, id := range p.Merged {
		list = append(list, e.lines[id]...)
	}
	return list
}

// loadExposure reads every stored list.
func (s *Service) loadExposure(ctx context.Context) error {
	for cursor := ""; ; {
		lists, next, err := s.Deps.Shortlists.Find(ctx, domain.System(), domain.ShortlistQuery{Cursor: cursor, Limit: pageOfAll})
		if err != nil {
			return err
		}
		for _, list := range lists {
			s.exposure.add(list)
		}
		if next == "" {
			return nil
		}
		cursor = next
	}
}

// pageOfAll is how many documents a walk of everything reads at once.
const pageOfAll = 200

// ExposureOf tells how often a person was proposed, to whoever may open their file.
func (s *Service) ExposureOf(ctx context.Context, actor domain.Actor, id string) (Exposure, error) {
	person, err := s.Person(ctx, actor, id)
	if err != nil {
		return Exposure{}, err
	}
	since := domain.DayOf(s.Now()) - exposureDays
	proposals := s.exposure.of(person)
	slices.SortStableFunc(proposals, func(a, b proposal) int { return cmp.Compare(b.on, a.on) })
	x := Exposure{Proposed: len(proposals)}
	for _, p := range proposals {
		x.Last = max(x.Last, p.on)
		if p.on > since {
			x.Proposed30++
		}
		line := ExposureLine{ShortlistID: p.shortlist, OfferID: p.offer, On: p.on}
		list, err := s.Deps.Shortlists.Get(ctx, domain.System(), p.shortlist)
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return Exposure{}, err
		}
		if err == nil {
			if entry := entryOf(list, person); entry != nil {
				line.Decision = entry.Decision
			}
		}
		x.Lines = append(x.Lines, line)
	}
	return x, nil
}

// entryOf is the person's line on a list, under whichever of their keys; nil when they have none.
func entryOf(list *domain.Shortlist, p *domain.Person) *domain.Entry {
	for _, id := range append([]string{p.ID}, p.Merged...) {
		if entry := list.Entry(id); entry != nil {
			return entry
		}
	}
	return nil
}

// shown tells whether a person ever stood on a shortlist of the offer, under whichever of their keys.
func (e *exposure) shown(person *domain.Person, offer string) bool {
	return slices.ContainsFunc(e.of(person), func(p proposal) bool { return p.offer == offer })
}
