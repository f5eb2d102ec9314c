package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// followAlerts brings the alerts to the end of the store's changes, behind every write and never in a request: whoever
// came, changed, or became free by the calendar is held against the open offers. The place is kept last: a process that
// dies before does the same again, and an alert is an insert that only the first one makes.
func (s *Service) followAlerts(ctx context.Context) error {
	if err := s.followPool(ctx); err != nil {
		return err
	}
	c, w := &s.follower.alerts, &s.watch
	c.mu.Lock()
	defer c.mu.Unlock()
	today := domain.DayOf(s.Now())
	if !w.loaded {
		if err := s.loadWatch(ctx); err != nil {
			return err
		}
	}
	mark := c.mark
	err := s.changesSince(ctx, c, func(changed []*domain.Person, removed []string) error {
		if err := s.notice(ctx, changed, today); err != nil {
			return err
		}
		for _, id := range removed {
			delete(w.known, id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	day := w.day
	if day != today {
		if err := s.noticeNewDay(ctx, today); err != nil {
			return err
		}
		w.day = today
	}
	if mark == c.mark && day == today {
		return nil
	}
	return s.keepPlace(ctx, place{Mark: c.mark, Day: w.day})
}

// noticeNewDay holds everybody against the calendar: accords and accompaniments that begin, days of availability reached.
func (s *Service) noticeNewDay(ctx context.Context, today domain.Date) error {
	var batch []*domain.Person
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		if batch = append(batch, p); len(batch) < pageOfAll {
			return nil
		}
		full := batch
		batch = nil
		return s.notice(ctx, full, today)
	})
	if err != nil {
		return err
	}
	return s.notice(ctx, batch, today)
}

// notice tells of those among some people who came or changed, then knows them as they are.
func (s *Service) notice(ctx context.Context, people []*domain.Person, today domain.Date) error {
	now := make(map[string]facets, len(people))
	var news []moved
	for _, p := range people {
		f := facetsOf(p, today)
		before, known := s.watch.known[p.ID]
		now[p.ID] = f
		if cause, ok := causeOf(p, before, f, known); ok {
			news = append(news, moved{p, f, cause})
		}
	}
	if err := s.raise(ctx, news, today); err != nil {
		return err
	}
	for id, f := range now {
		s.watch.known[id] = f
	}
	return nil
}

// manyMoved is from how many people on every open offer is asked for its list, rather than each person for their offers:
// a file of ten thousand rows costs one list an offer.
const manyMoved = 20

// raise makes an alert for each person who would stand among those shown on an open offer's shortlist, well enough, and
// whom no list of that offer has shown yet.
func (s *Service) raise(ctx context.Context, news []moved, today domain.Date) error {
	if len(news) == 0 {
		return nil
	}
	offers, err := s.openOffers(ctx)
	if err != nil {
		return err
	}
	if len(news) < manyMoved {
		offers = s.within(offers, news, today)
	}
	for _, o := range offers {
		if err := s.raiseOn(ctx, o, news, today); err != nil {
			return err
		}
	}
	return nil
}

// within keeps the offers for which one of the people scores enough, each asked alone.
func (s *Service) within(offers []*domain.Offer, news []moved, today domain.Date) (kept []*domain.Offer) {
	wanted := map[string]bool{}
	for _, m := range news {
		alone := s.pool.Alone(s.subjects([]*domain.Person{m.person}, today)[0])
		for _, o := range offers {
			if v, _ := alone.Verdict(s.query(o, today), m.person.ID); v.Gate == "" && v.Score >= domain.AlertScore {
				wanted[o.ID] = true
			}
		}
	}
	for _, o := range offers {
		if wanted[o.ID] {
			kept = append(kept, o)
		}
	}
	return kept
}

// raiseOn holds the people against the list that the offer would show today.
func (s *Service) raiseOn(ctx context.Context, o *domain.Offer, news []moved, today domain.Date) error {
	q := s.query(o, today)
	q.NearMisses = 0
	list := s.pool.Shortlist(q)
	for _, e := range list.Entries {
		for _, m := range news {
			if m.person.ID != e.Profile || e.Score < domain.AlertScore || s.exposure.shown(m.person, o.ID) {
				continue
			}
			switch told, err := s.toldAs(ctx, o.ID, m.person); {
			case err != nil:
				return err
			case told != "":
				continue
			}
			now := s.Now()
			a := &domain.Alert{Record: domain.Record{ID: domain.PairID(o.ID, e.Profile), Created: now}, OfferID: o.ID, Profile: e.Profile,
				Cause: m.cause, Score: e.Score, Rank: e.Rank, On: today, Status: domain.AlertNew, SIRETs: o.Establishments()}
			a.Note(string(domain.AlertNew), domain.System(), now, string(m.cause))
			if err := s.Deps.Alerts.Save(ctx, a); err != nil && domain.CodeOf(err) != domain.CodeConflict {
				return err
			}
		}
	}
	return nil
}

// toldAs is the alert of a person on an offer, the one under their own key first, then those of the files merged into
// theirs; empty for none.
func (s *Service) toldAs(ctx context.Context, offerID string, p *domain.Person) (id string, err error) {
	for _, key := range append([]string{p.ID}, p.Merged...) {
		a, err := s.Deps.Alerts.Get(ctx, domain.System(), domain.PairID(offerID, key))
		if err == nil {
			return a.ID, nil
		}
		if domain.CodeOf(err) != domain.CodeNotFound {
			return "", err
		}
	}
	return "", nil
}
