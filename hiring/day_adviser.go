package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Prospect is what an adviser reads of what was proposed to somebody they follow: the offer, and words that never tell a no
// from a silence (domain.InvitationStatus.AdviserWords). On is when it was proposed: nothing says when it ended.
type Prospect struct {
	Profile string
	Offer   string // key of the offer or of the occasion
	For     domain.InvitationFor
	Title   string
	Words   string
	Kind    domain.DayKind // empty when it leads nowhere any more
	On      domain.Date
	// At is when the person said yes, was hired, or will be met; Moved when it came to that.
	At, Moved time.Time
}

// ProspectsOf lists what was proposed to a person, the latest first, for whoever may open their file.
func (s *Service) ProspectsOf(ctx context.Context, actor domain.Actor, id string) ([]Prospect, error) {
	p, err := s.Person(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return s.prospects(ctx, []*domain.Person{p})
}

// prospectsAtOnce is how many keys of people are asked for together.
const prospectsAtOnce = 100

// prospects reads what was proposed to people that the reader follows.
func (s *Service) prospects(ctx context.Context, people []*domain.Person) (list []Prospect, err error) {
	var keys []string
	of := map[string]string{}
	for _, p := range people {
		for _, key := range append([]string{p.ID}, p.Merged...) {
			keys, of[key] = append(keys, key), p.ID
		}
	}
	subjects := map[string]prospectFor{}
	for chunk := range slices.Chunk(keys, prospectsAtOnce) {
		invitations, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
			return s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Profiles: chunk, Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return nil, err
		}
		introductions, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
			return s.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Profiles: chunk, Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return nil, err
		}
		for _, i := range invitations {
			at := slices.IndexFunc(introductions, func(x *domain.Introduction) bool { return x.InvitationID == i.ID })
			var x *domain.Introduction
			if at >= 0 {
				x = introductions[at]
			}
			about, err := s.proposedFor(ctx, i, subjects)
			if err != nil {
				return nil, err
			}
			line := prospectOf(i, x, about, domain.DayOf(s.Now()))
			line.Profile = of[i.Profile]
			list = append(list, line)
		}
	}
	return list, nil
}

// prospectOf words one invitation and what became of it; x is nil when it became nothing. Nothing of the line tells a no from
// a silence, on whatever day it is read, the rounds run late or not.
func prospectOf(i *domain.Invitation, x *domain.Introduction, about prospectFor, today domain.Date) Prospect {
	status := i.AdviserStatus(today)
	if status.Open() && about.ended {
		status = domain.InvitationExpired
	}
	line := Prospect{Offer: i.Object, For: i.For, Title: about.title, Words: status.AdviserWords(), On: domain.DayOf(i.Created)}
	switch {
	case status.Open():
		line.Kind, line.Moved = domain.DayOwnInvited, i.Created
	case status == domain.InvitationAccepted:
		line.Kind, line.At = domain.DayOwnYes, i.Since(string(domain.InvitationAccepted))
		line.Moved = line.At
	}
	if x == nil || i.Status != domain.InvitationAccepted {
		return line
	}
	line.Words = x.AdviserWords(today)
	line.Kind, _ = x.AdviserKind(today)
	switch line.Kind {
	case domain.DayOwnInterview:
		line.At, line.Moved = x.Slot.At, x.Since(string(domain.IntroductionSlotChosen))
	case domain.DayOwnHired:
		line.At = x.Since(string(domain.IntroductionHired))
		line.Moved = line.At
	}
	return line
}

// prospectFor is what an invitation is for: its title, empty when it is no more, and whether it has ended.
type prospectFor struct {
	title string
	ended bool
}

// proposedFor reads what an invitation is for, once.
func (s *Service) proposedFor(ctx context.Context, i *domain.Invitation, subjects map[string]prospectFor) (prospectFor, error) {
	if about, read := subjects[i.Object]; read {
		return about, nil
	}
	about := prospectFor{ended: true}
	if i.For == domain.ForOffer {
		o, err := s.Deps.Offers.Get(ctx, domain.System(), i.Object)
		if unlessGone(err) != nil {
			return about, err
		}
		if err == nil {
			about = prospectFor{titleOf(o), !o.Open()}
		}
	} else {
		o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
		if unlessGone(err) != nil {
			return about, err
		}
		if err == nil {
			about = prospectFor{o.Title, o.Status != domain.OccasionOpen || o.LastDay() < domain.DayOf(s.Now())}
		}
	}
	subjects[i.Object] = about
	return about, nil
}

// ownPeople lists everybody an adviser follows.
func (s *Service) ownPeople(ctx context.Context, actor domain.Actor) ([]*domain.Person, error) {
	if actor.Email == "" {
		return nil, nil
	}
	return all(func(cursor string) ([]*domain.Person, string, error) {
		return s.Deps.People.Find(ctx, actor, domain.PersonQuery{Adviser: actor.Email, Order: domain.ByName, Cursor: cursor, Limit: pageOfAll})
	})
}

// followed lists what goes on for the people an adviser follows, and whose accompaniment ends.
func (d *day) followed() error {
	people, err := d.ownPeople(d.ctx, d.actor)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p *domain.Person) bool { return p.Candidate.Adviser != d.actor.Email })
	list, err := d.prospects(d.ctx, people)
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.Kind == "" || x.Kind == domain.DayOwnHired && d.old(x.At, domain.OwnShownDays) {
			continue
		}
		w := waiting{DayLine: domain.DayLine{Kind: x.Kind, Object: x.Profile, About: x.Title, State: x.Words, Since: x.At}, profile: x.Profile}
		switch x.Kind {
		case domain.DayOwnInvited:
			w.Since = x.On.StartIn()
		case domain.DayOwnInterview:
			w.Until = x.At
		}
		d.add(w)
	}
	if d.actor.Roles.Has(domain.RoleReferent) {
		return nil // their people's ends stand among everybody's
	}
	for _, p := range people {
		end := p.Candidate.AccompaniedUntil()
		if end.Known() && end >= d.today && end <= domain.SoonAfter(d.today) {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayOwnEnding, Object: p.ID, Since: end.Time(), Until: end.Time()}, profile: p.ID})
		}
	}
	return nil
}

// refusedFiles lists the files that came back to the adviser.
func (d *day) refusedFiles() error {
	list, err := d.RefusedPeople(d.ctx, d.actor)
	for _, p := range list {
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayOwnRefused, Object: p.ID, Since: p.Updated}, profile: p.ID})
	}
	return err
}

// secondLevel lists the offers shown on which the adviser positioned nobody yet, and the answers they got lately: without
// a name, the line leads to where it is read.
func (d *day) secondLevel() error {
	shown, err := d.ShownOffers(d.ctx, d.actor)
	if err != nil {
		return err
	}
	mine, err := d.MyPositions(d.ctx, d.actor)
	if err != nil {
		return err
	}
	for _, o := range shown {
		on := slices.ContainsFunc(mine, func(p *domain.Position) bool { return p.OfferID == o.ID })
		if domain.CanPosition(d.actor, o) && !on {
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayToPosition, Object: o.ID, Who: titleOf(o), Since: o.ShownSince()}})
		}
	}
	for _, p := range mine {
		if p.Status == domain.PositionProposed || d.old(p.Updated, domain.OwnShownDays) {
			continue
		}
		o, err := d.Offer(d.ctx, d.actor, p.OfferID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue // closed since
		}
		if err != nil {
			return err
		}
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayOwnAnswer, Object: o.ID, Who: titleOf(o), About: p.ID, State: p.Status.French(), Since: p.Updated}})
	}
	return nil
}
