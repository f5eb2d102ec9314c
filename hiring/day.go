package hiring

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// DayLinesShown is how many lines of a kind the page of the day shows; a file of it has all of them.
const DayLinesShown = 20

// Day is what waits for somebody, grouped by kind, the most urgent first, at most shown lines of each (0 for all): for a
// referent and an adviser all of it, for an employer the people who said yes, for others whom they may let in. What concerns an
// establishment where a referent has a seat is for somebody else, and not in theirs.
func (s *Service) Day(ctx context.Context, actor domain.Actor, shown int) ([]domain.DayGroup, error) {
	d := &day{Service: s, ctx: ctx, actor: actor, now: s.Now(), shown: shown, offers: map[string]*domain.Offer{}, enough: map[string]bool{}}
	d.today = domain.DayOf(d.now)
	var parts []func() error
	if actor.Roles.Has(domain.RoleEmployer) {
		parts = append(parts, d.yeses)
	}
	if actor.Roles.Has(domain.RoleReferent) {
		parts = append(parts, d.toSay, d.returned, d.invitations, d.introductions, d.filled, d.ending, d.positions, d.proposals, d.offersToRead, d.published, d.alerts)
	}
	if actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin) {
		parts = append(parts, d.employers)
	}
	if actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin | domain.RoleEmployer) {
		parts = append(parts, d.colleagues)
	}
	if actor.Roles.Has(domain.RoleAdviser) {
		parts = append(parts, d.followed, d.refusedFiles, d.secondLevel)
	}
	for _, part := range parts {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return d.groups()
}

// day is the lines of one reader as they are gathered. A line is named once it is known to be shown.
type day struct {
	*Service
	ctx   context.Context
	actor domain.Actor
	now   time.Time
	today domain.Date
	shown int
	lines []waiting
	// back are the invitations whose mail came back, with when it did.
	back   map[string]time.Time
	offers map[string]*domain.Offer
	// enough tells of an offer whether as many said yes as it wants for now.
	enough map[string]bool
}

// waiting is a line before it has names: of a person, of an offer or an occasion, of a yes.
type waiting struct {
	domain.DayLine
	profile, offer, occasion string
	yes                      *domain.Introduction // of an employer's line
	held                     *domain.Invitation   // of a line that says why it does not leave
}

func (d *day) add(w waiting) { d.lines = append(d.lines, w) }

// groups orders the lines, and names those that are shown.
func (d *day) groups() (groups []domain.DayGroup, err error) {
	for _, kind := range domain.DayKinds() {
		g := domain.DayGroup{Kind: kind}
		for _, w := range d.linesOf(kind) {
			if d.shown == 0 || len(g.Lines) < d.shown {
				err := d.name(&w)
				if domain.CodeOf(err) == domain.CodeNotFound {
					continue
				}
				if err != nil {
					return nil, err
				}
				g.Lines = append(g.Lines, w.DayLine)
			}
			g.Total++
		}
		if g.Total > 0 {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

// linesOf are the lines of a kind in their order.
func (d *day) linesOf(kind domain.DayKind) (lines []waiting) {
	for _, w := range d.lines {
		if w.Kind == kind {
			lines = append(lines, w)
		}
	}
	slices.SortStableFunc(lines, func(a, b waiting) int {
		switch {
		case kind.News():
			return b.Since.Compare(a.Since)
		case kind == domain.DayInterview || kind == domain.DayMeeting:
			return a.Until.Compare(b.Until)
		}
		return a.Since.Compare(b.Since)
	})
	return lines
}

// name writes who a line is about. A refusal NotFound says that nobody is there any more.
func (d *day) name(w *waiting) error {
	if w.profile != "" {
		p, err := d.Person(d.ctx, d.actor, w.profile)
		if err != nil {
			return err
		}
		if w.Who = cmp.Or(p.Candidate.FullName(), "Dossier "+p.ID); w.Kind == domain.DayToSay {
			w.Phone = p.Candidate.Phone
		}
	}
	if w.held != nil {
		why, err := d.whyHeld(d.ctx, w.held)
		if err != nil {
			return err
		}
		w.State = why
	}
	if w.yes != nil {
		contact, err := d.contactOf(d.ctx, asEmployer(d.actor), w.yes)
		if err != nil {
			return err
		}
		w.Who = cmp.Or(contact.Name(), "Une personne")
	}
	switch {
	case w.offer != "":
		o, err := d.offer(w.offer)
		if err != nil {
			return err
		}
		if w.About = titleOf(o); w.Kind == domain.DaySilent {
			w.State = cmp.Or(o.EmployerName, string(o.SIRET))
		}
	case w.occasion != "":
		o, err := d.Deps.Occasions.Get(d.ctx, domain.System(), w.occasion)
		if err != nil {
			return err
		}
		w.About = o.Title
	}
	return nil
}

// offer reads an offer once. It is read for its title by whoever may read the line.
func (d *day) offer(id string) (*domain.Offer, error) {
	if o, read := d.offers[id]; read {
		return o, nil
	}
	o, err := d.Deps.Offers.Get(d.ctx, domain.System(), id)
	if err == nil {
		d.offers[id] = o
	}
	return o, err
}

// titleOf is how a line names an offer: « Maçon, Dunkerque ».
func titleOf(o *domain.Offer) string {
	title := cmp.Or(strings.TrimSpace(o.Title), "Offre sans intitulé")
	if o.Place.Known() {
		title += ", " + o.Place.Name
	}
	return title
}

// returned lists the people to whom a mail came back lately and was not followed by another, once each: a phone call, or
// another address. A mail of an invitation that waits makes the line of that invitation.
func (d *day) returned() error {
	d.back = map[string]time.Time{}
	written := map[string]bool{}
	for _, status := range []domain.MailStatus{domain.MailBounced, domain.MailFailed} {
		list, err := all(func(cursor string) ([]*domain.Mail, string, error) {
			page, next, err := d.Deps.Mails.Find(d.ctx, domain.System(), domain.MailQuery{Status: status, Cursor: cursor, Limit: pageOfAll})
			if len(page) > 0 && d.old(page[len(page)-1].Created, 2*domain.ReturnedShownDays) {
				next = "" // the others are older
			}
			return page, next, err
		})
		if err != nil {
			return err
		}
		for _, m := range list {
			if d.old(m.Updated, domain.ReturnedShownDays) {
				continue
			}
			if rest, of := strings.CutPrefix(m.Event, inInvitations+"/"); of {
				id, _, _ := strings.Cut(rest, "/")
				d.back[id] = m.Updated
			}
			if m.To.Kind != domain.RecipientPerson || written[m.To.ID] || domain.IsErased(m.To.ID) {
				continue
			}
			written[m.To.ID] = true
			if fails, err := d.addressFails(m.To.ID); err != nil || !fails && status == domain.MailBounced {
				if err != nil {
					return err
				}
				continue
			}
			d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayReturned, Object: m.To.ID, Since: m.Updated}, profile: m.To.ID})
		}
	}
	return nil
}

// toSay lists what is to be said by phone to people whom no mail reaches.
func (d *day) toSay() error {
	notes, err := d.toCall(d.ctx, d.actor)
	for _, m := range notes {
		d.add(waiting{DayLine: domain.DayLine{Kind: domain.DayToSay, Object: m.ID, Say: m.Body.Text, Since: m.Created}, profile: m.To.ID})
	}
	return err
}

// addressFails tells whether mails to the address that a person has today come back.
func (d *day) addressFails(id string) (bool, error) {
	p, err := d.Person(d.ctx, domain.System(), id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return d.AddressFails(d.ctx, domain.Actor{ID: domain.System().ID, Roles: domain.RoleReferent}, domain.PersonRecipient(p))
}

func (d *day) old(at time.Time, days int) bool { return domain.DayOf(at) < d.today-domain.Date(days) }

// invitations lists the questions, then those who did not answer, or cannot be written to. One that nobody answered in time
// is shown as long as its offer looks for people.
func (d *day) invitations() error {
	seen := map[string]bool{}
	for _, q := range []domain.InvitationQuery{
		{AskedBefore: d.now.Add(time.Nanosecond)},
		{WakesFrom: d.today - domain.ExpiredShownDays, WakesBy: d.today},
		{DueBefore: (d.today - domain.HeldDays).StartIn()}, // held for however long
	} {
		list, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
			q.Cursor, q.Limit = cursor, pageOfAll
			return d.Deps.Invitations.Find(d.ctx, d.actor, q)
		})
		if err != nil {
			return err
		}
		for _, i := range list {
			if err := d.invitation(i, seen); err != nil {
				return err
			}
		}
	}
	for id := range d.back { // those that would still wait quietly
		i, err := d.Deps.Invitations.Get(d.ctx, d.actor, id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		if err := d.invitation(i, seen); err != nil {
			return err
		}
	}
	return nil
}

// invitation adds the line of one, if any, once.
func (d *day) invitation(i *domain.Invitation, seen map[string]bool) error {
	if seen[i.ID] || d.actor.SitsInAny(i.SIRETs) || domain.IsErased(i.Profile) {
		return nil
	}
	seen[i.ID] = true
	kind, since, waits := i.Waits(d.today)
	back, returned := d.back[i.ID]
	if i.Status == domain.InvitationSent && returned && kind != domain.DayQuestion {
		kind, since, waits = domain.DayReturned, back, true
		d.lines = slices.DeleteFunc(d.lines, func(w waiting) bool {
			return w.Kind == domain.DayReturned && w.profile == i.Profile && w.Object == i.Profile
		})
	}
	if !waits {
		return nil
	}
	if kind == domain.DayExpired {
		if open, err := d.stillOpen(i); err != nil || !open {
			return err
		}
	}
	w := waiting{DayLine: domain.DayLine{Kind: kind, Object: i.ID, Since: since}, profile: i.Profile}
	if kind == domain.DayHeld {
		if folded, err := d.foldHeld(i); err != nil || folded {
			return err
		}
		w.held = i
	}
	if i.Expires.Known() {
		w.Until = i.Expires.Time()
	}
	if i.For == domain.ForOffer {
		w.offer = i.Object
	} else {
		w.occasion = i.Object
	}
	d.add(w)
	return nil
}

// stillOpen tells whether what an invitation is for still looks for people.
func (d *day) stillOpen(i *domain.Invitation) (bool, error) {
	if i.For != domain.ForOffer {
		o, err := d.Deps.Occasions.Get(d.ctx, domain.System(), i.Object)
		return err == nil && o.Status == domain.OccasionOpen && o.LastDay() >= d.today, unlessGone(err)
	}
	o, err := d.offer(i.Object)
	return err == nil && o.Status == domain.OfferPublished, unlessGone(err)
}

// introductions lists silent employers, the meetings of the day, those missed or not fixed, and people to ask for news.
func (d *day) introductions() error {
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return d.Deps.Introductions.Find(d.ctx, d.actor, domain.IntroductionQuery{WakesBy: d.today, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, x := range list {
		kind, since, waits := x.Waits(d.today)
		if !waits || d.actor.SitsInAny(x.SIRETs) || domain.IsErased(x.Profile) {
			continue
		}
		w := waiting{DayLine: domain.DayLine{Kind: kind, Object: x.ID, Since: since}, profile: x.Profile, offer: x.OfferID}
		switch kind {
		case domain.DaySilent:
			due, _, _ := x.AnswerOwed()
			w.Until = due.Time()
		case domain.DayInterview:
			w.Until = x.Slot.At
		case domain.DayFollowUp:
			f, _ := x.FollowUpDue(d.today)
			w.Count = f.Months
		}
		d.add(w)
	}
	return nil
}
