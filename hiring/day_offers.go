package hiring

import (
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// filled lists the offers whose last place was taken lately, and for which others were asked: they are thanked.
func (d *day) filled() error {
	offers, err := d.filledOffers(d.ctx, d.today-domain.FilledShownDays)
	if err != nil {
		return err
	}
	for _, o := range offers {
		if o.Own(d.actor) {
			continue
		}
		asked, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
			return d.Deps.Invitations.Find(d.ctx, d.actor, domain.InvitationQuery{Object: o.ID, Cursor: cursor, Limit: pageOfAll,
				Statuses: []domain.InvitationStatus{domain.InvitationAccepted, domain.InvitationCancelled}})
		})
		if err != nil {
			return err
		}
		hired, _, err := d.Deps.Introductions.Find(d.ctx, d.actor, domain.IntroductionQuery{Offers: []string{o.ID}, Statuses: []domain.IntroductionStatus{domain.IntroductionHired}, Limit: pageOfAll})
		if err != nil {
			return err
		}
		if others := len(asked) - len(hired); others > 0 {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayFilled, Object: o.ID, Who: titleOf(o), Count: others, Since: o.Since(string(domain.OfferFilled))}})
		}
	}
	return nil
}

// ending lists the people whose last accompaniment ends soon.
func (d *day) ending() error {
	list, err := d.EndingSoon(d.ctx, d.actor)
	for _, p := range list {
		end := p.Candidate.AccompaniedUntil().Time()
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayEnding, Object: p.ID, Since: end, Until: end}, profile: p.ID})
	}
	return err
}

// positions is one line for each open offer on which advisers wait for an answer.
func (d *day) positions() error {
	list, err := d.WaitingPositions(d.ctx, d.actor)
	if err != nil {
		return err
	}
	return d.byOffer(domain.DayPosition, len(list), func(n int) (string, time.Time) { return list[n].OfferID, list[n].Created })
}

// alerts is one line for each open offer that somebody new fits.
func (d *day) alerts() error {
	list, err := d.NewAlerts(d.ctx, d.actor)
	if err != nil {
		return err
	}
	return d.byOffer(domain.DayAlert, len(list), func(n int) (string, time.Time) { return list[n].OfferID, list[n].Created })
}

// byOffer counts n things by offer, on one line each, dated from the first that came: those of open offers on which the
// reader may decide.
func (d *day) byOffer(kind domain.DayKind, n int, of func(int) (offer string, came time.Time)) error {
	var lines []waiting
	for k := range n {
		id, came := of(k)
		at := slices.IndexFunc(lines, func(w waiting) bool { return w.Object == id })
		if at < 0 {
			at = len(lines)
			lines = append(lines, waiting{DayLine: domain.DayLine{Kind: kind, Object: id, Since: came}})
		}
		line := &lines[at]
		line.Count++
		if came.Before(line.Since) {
			line.Since = came
		}
	}
	for _, w := range lines {
		o, err := d.offer(w.Object)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		if o.Matchable() && !o.Own(d.actor) {
			w.Who = titleOf(o)
			d.add(w)
		}
	}
	return nil
}

// proposals lists the files that wait for a referent.
func (d *day) proposals() error {
	list, err := all(func(cursor string) ([]*domain.Person, string, error) { return d.ProposedPeople(d.ctx, d.actor, cursor) })
	for _, p := range list {
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayProposal, Object: p.ID, Since: p.Created}, profile: p.ID})
	}
	return err
}

// employers lists the establishments that the reader may approve.
func (d *day) employers() error {
	list, err := d.WaitingEmployers(d.ctx, d.actor)
	for _, e := range list {
		if domain.CanDecideEmployer(d.actor, e) {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayEmployer, Object: e.ID, Who: e.Name, Since: e.Since(string(domain.EmployerAwaiting))}})
		}
	}
	return err
}

// colleagues lists who asks to join an establishment, for those who may let them in.
func (d *day) colleagues() error {
	requests, err := d.ToDecide(d.ctx, d.actor)
	for _, r := range requests {
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayColleague, Object: r.Membership.ID, Who: r.Who.Name, About: r.Company,
			State: string(r.Membership.SIRET), Since: r.Membership.Updated}})
	}
	return err
}

// offersToRead lists the offers that wait to be read before they are published.
func (d *day) offersToRead() error {
	list, err := all(func(cursor string) ([]*domain.Offer, string, error) {
		return d.Offers(d.ctx, d.actor, domain.OfferQuery{Statuses: []domain.OfferStatus{domain.OfferSubmitted}, Cursor: cursor, Limit: pageOfAll})
	})
	for _, o := range list {
		if !o.Own(d.actor) {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayOffer, Object: o.ID, Who: titleOf(o), Since: o.Since(string(domain.OfferSubmitted))}})
		}
	}
	return err
}

// published looks at the open offers: no list yet, or a list to read or to share.
func (d *day) published() error {
	list, err := all(func(cursor string) ([]*domain.Offer, string, error) {
		return d.Offers(d.ctx, d.actor, domain.OfferQuery{Statuses: []domain.OfferStatus{domain.OfferPublished}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.Own(d.actor) {
			continue
		}
		lists, err := d.ShortlistsOf(d.ctx, d.actor, o.ID)
		if err != nil {
			return err
		}
		if len(lists) == 0 {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayBuild, Object: o.ID, Who: titleOf(o), Since: o.Since(string(domain.OfferPublished))}})
			continue
		}
		last := slices.MaxFunc(lists, func(a, b *domain.Shortlist) int { return a.Created.Compare(b.Created) })
		if last.Status == domain.ShortlistDraft || last.Status == domain.ShortlistReviewed {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayList, Object: last.ID, Who: titleOf(o), State: string(last.Status), Since: last.Since(string(last.Status))}})
		}
	}
	return nil
}
