package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// AlertsOn lists the alerts of an offer that wait for a referent, new then seen, the best first. Somebody who withdrew
// their accord, no longer fits, or stands on the offer's open list is not in it.
func (s *Service) AlertsOn(ctx context.Context, actor domain.Actor, offerID string) ([]*domain.Alert, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	if err != nil || !actor.Roles.Has(domain.RoleReferent) || o.Status != domain.OfferPublished {
		return nil, err
	}
	waiting, err := s.alerts(ctx, actor, domain.AlertQuery{OfferID: offerID, Statuses: []domain.AlertStatus{domain.AlertNew, domain.AlertSeen}})
	if err != nil {
		return nil, err
	}
	live, err := s.live(ctx, actor, waiting)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(live, func(a, b *domain.Alert) int {
		if a.Status != b.Status {
			if a.Status == domain.AlertNew {
				return -1
			}
			return 1
		}
		return int(b.Score*100) - int(a.Score*100)
	})
	return live, nil
}

// alertsRead is how many new alerts the day page looks at, the latest first.
const alertsRead = 200

// NewAlerts lists what no referent has seen yet, the latest first, across the open offers.
func (s *Service) NewAlerts(ctx context.Context, actor domain.Actor) ([]*domain.Alert, error) {
	list, _, err := s.Alerts(ctx, actor, domain.AlertQuery{Statuses: []domain.AlertStatus{domain.AlertNew}, Limit: alertsRead})
	return list, err
}

// Alerts is one page of alerts, those that still hold.
func (s *Service) Alerts(ctx context.Context, actor domain.Actor, q domain.AlertQuery) (list []*domain.Alert, next string, err error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Les alertes sont celles des référents.")
	}
	found, next, err := s.Deps.Alerts.Find(ctx, actor, q)
	if err != nil {
		return nil, "", err
	}
	list, err = s.live(ctx, actor, found)
	return list, next, err
}

func (s *Service) alerts(ctx context.Context, actor domain.Actor, q domain.AlertQuery) (all []*domain.Alert, err error) {
	for q.Limit = pageOfAll; ; {
		list, next, err := s.Deps.Alerts.Find(ctx, actor, q)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if next == "" {
			return all, nil
		}
		q.Cursor = next
	}
}

// live keeps the alerts that still hold: the offer is open and the person would still be eligible for it. One already
// answered holds as a record of that.
func (s *Service) live(ctx context.Context, actor domain.Actor, list []*domain.Alert) (kept []*domain.Alert, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	offers, err := s.openOffers(ctx)
	if err != nil {
		return nil, err
	}
	today := domain.DayOf(s.Now())
	lists := map[string][]*domain.Shortlist{} // the open ones of each offer, read once
	for _, a := range list {
		i := slices.IndexFunc(offers, func(o *domain.Offer) bool { return o.ID == a.OfferID })
		if i < 0 {
			continue
		}
		p, err := s.proposable(ctx, a.Profile, today)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if v, ok := s.pool.Verdict(s.query(offers[i], today), p.ID); !ok || v.Gate != "" {
			continue
		}
		if _, read := lists[a.OfferID]; !read {
			if lists[a.OfferID], err = s.openLists(ctx, actor, a.OfferID); err != nil {
				return nil, err
			}
		}
		waits, err := s.waits(ctx, a, p, lists[a.OfferID])
		if err != nil {
			return nil, err
		}
		if waits || a.Status != domain.AlertNew && a.Status != domain.AlertSeen {
			a.Profile = p.ID
			kept = append(kept, a)
		}
	}
	return kept, nil
}

// waits tells whether an alert waits for an answer: nobody gave one, the person stands on no open list, and it is the one
// alert of somebody whose files were merged.
func (s *Service) waits(ctx context.Context, a *domain.Alert, p *domain.Person, lists []*domain.Shortlist) (bool, error) {
	if a.Status != domain.AlertNew && a.Status != domain.AlertSeen || standsOn(lists, p) != "" {
		return false, nil
	}
	if len(p.Merged) == 0 {
		return true, nil
	}
	told, err := s.toldAs(ctx, a.OfferID, p)
	return told == a.ID, err
}

// Alert reads one alert.
func (s *Service) Alert(ctx context.Context, actor domain.Actor, id string) (*domain.Alert, error) {
	return s.Deps.Alerts.Get(ctx, actor, id)
}

// SeeAlert says that a referent read it: it leaves the day page and stays on the offer's.
func (s *Service) SeeAlert(ctx context.Context, actor domain.Actor, id string) (*domain.Alert, error) {
	return s.moveAlert(ctx, actor, id, domain.AlertSeen, "")
}

// DismissAlert sets it aside; a reason is kept when one is given.
func (s *Service) DismissAlert(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Alert, error) {
	return s.moveAlert(ctx, actor, id, domain.AlertDismissed, reason)
}

func (s *Service) moveAlert(ctx context.Context, actor domain.Actor, id string, to domain.AlertStatus, reason string) (*domain.Alert, error) {
	a, err := s.Deps.Alerts.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := a.Move(to, actor, s.Now(), reason); err != nil {
		return nil, err
	}
	return a, s.Deps.Alerts.Save(ctx, a)
}

// UseAlert puts the person on the offer's open shortlist, with why they came to attention.
func (s *Service) UseAlert(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	a, err := s.Deps.Alerts.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	// The move is tried before anything is written: a refused one puts nobody anywhere.
	if err := a.Move(domain.AlertUsed, actor, s.Now(), ""); err != nil {
		return nil, err
	}
	list, err := s.Nominate(ctx, actor, a.OfferID, a.Profile, "Alerte du "+a.On.French()+" : "+a.Cause.French())
	if err != nil {
		return nil, err
	}
	a.ListID = list.ID
	if err := s.Deps.Alerts.Save(ctx, a); err != nil {
		return nil, err
	}
	return list, nil
}
