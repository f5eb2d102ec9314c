package hiring

import (
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// InvitePlan is whom to invite to what. ListID is the shortlist on which they were kept, if any. Slots are added to those of
// the offer; CallBy is the day by which the person is called, else. Wave is how many leave at a time, 0 for the usual.
type InvitePlan struct {
	For      domain.InvitationFor
	Object   string
	ListID   string
	Profiles []string
	Wave     int
	Slots    []domain.Slot
	CallBy   domain.Date
	Word     string
}

// Invited is what became of a plan: those who could not be invited do not stop the others.
type Invited struct {
	Invitations []*domain.Invitation
	Refused     []InviteRefusal
}

// InviteRefusal is one person who was not invited: Code for programs, Text for people.
type InviteRefusal struct{ Profile, Code, Text string }

// The reasons for which somebody is not invited.
const (
	RefusedNotKept = "not_kept"
	RefusedUnknown = "unknown"
	RefusedConsent = "consent"
	RefusedLaw     = "legal"
	RefusedAsked   = "asked"
	RefusedQuota   = "quota"
)

var inviteRefusals = map[string]string{
	RefusedNotKept: "n'est pas retenue dans cette présélection",
	RefusedUnknown: "n'a pas de dossier",
	RefusedConsent: "ne peut pas être proposée aujourd'hui : accord retiré, pause, ou emploi durable",
	RefusedLaw:     "ne peut pas signer ce contrat : la loi ne le permet pas",
	RefusedAsked:   "a déjà été invitée : ouvrez son invitation pour la relancer",
	RefusedQuota:   "a déjà 3 invitations qui attendent une réponse",
}

// inviteSubject is what a plan is about, read once.
type inviteSubject struct {
	offer   *domain.Offer
	sirets  []domain.SIRET
	list    *domain.Shortlist
	lastDay domain.Date
}

// maxInvited is how many people one plan invites at most; maxWave how many may leave at a time.
const (
	maxInvited = 100
	maxWave    = 50
)

// Invite asks people, by waves: those of the first leave at once, unless they were asked something else less than a day ago.
// It returns Conflict when the offer does not look for people any more, Forbidden for a member of the establishment.
func (s *Service) Invite(ctx context.Context, actor domain.Actor, plan InvitePlan) (Invited, error) {
	now := s.Now()
	subject, err := s.subjectOf(ctx, actor, &plan, now)
	if err != nil {
		return Invited{}, err
	}
	var done Invited
	for _, profile := range plan.Profiles {
		invitation, refused, err := s.inviteOne(ctx, actor, plan, subject, profile, len(done.Invitations), now)
		if err != nil {
			return done, err
		}
		if refused != "" {
			done.Refused = append(done.Refused, InviteRefusal{profile, refused, inviteRefusals[refused]})
			continue
		}
		done.Invitations = append(done.Invitations, invitation)
	}
	return done, s.followAsked(ctx)
}

// subjectOf checks a plan, completes it, and reads what it is about.
func (s *Service) subjectOf(ctx context.Context, actor domain.Actor, plan *InvitePlan, now time.Time) (inviteSubject, error) {
	var subject inviteSubject
	plan.Profiles = slices.DeleteFunc(slices.Clone(plan.Profiles), func(id string) bool { return strings.TrimSpace(id) == "" })
	switch {
	case !actor.Roles.Has(domain.RoleReferent):
		return subject, domain.Refuse(domain.CodeForbidden, "Ce sont les référents qui invitent.")
	case len(plan.Profiles) == 0:
		return subject, domain.Invalid("profiles", "Cochez au moins une personne.")
	case len(plan.Profiles) > maxInvited:
		return subject, domain.Invalid("profiles", "%d personnes à la fois au plus.", maxInvited)
	case plan.Wave < 0 || plan.Wave > maxWave:
		return subject, domain.Invalid("wave", "Entre 1 et %d personnes à la fois.", maxWave)
	case plan.CallBy.Known() && plan.CallBy < domain.DayOf(now):
		return subject, domain.Invalid("call_by", "Le jour de l'appel est passé.")
	}
	if plan.Wave == 0 {
		plan.Wave = domain.WaveSize
	}
	if plan.ListID != "" {
		list, err := s.Deps.Shortlists.Get(ctx, actor, plan.ListID)
		if err != nil {
			return subject, err
		}
		plan.For, plan.Object, subject.list = domain.ForOffer, list.OfferID, list
	}
	if plan.For != domain.ForOffer {
		return s.occasionSubject(ctx, actor, plan)
	}
	offer, err := s.Deps.Offers.Get(ctx, actor, plan.Object)
	if err != nil {
		return subject, err
	}
	if offer.Status != domain.OfferPublished {
		return subject, domain.Refuse(domain.CodeConflict, "L'offre est « %s » : on n'invite que pour une offre publiée.", offer.Status.French())
	}
	if offer.Own(actor) {
		return subject, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit inviter.")
	}
	if len(plan.Slots) > 0 {
		if offer, err = s.changeOffer(ctx, actor, offer.ID, func(o *domain.Offer, now time.Time) error { return o.ProposeSlots(plan.Slots, actor, now) }); err != nil {
			return subject, err
		}
	}
	if len(offer.SlotsAfter(now)) == 0 && !plan.CallBy.Known() {
		plan.CallBy = referential.WorkingDayAfter(domain.DayOf(now), domain.CallWithinDays)
	}
	subject.offer, subject.sirets = offer, offer.Establishments()
	return subject, nil
}

// occasionSubject reads the meetup or the immersion of a plan.
func (s *Service) occasionSubject(ctx context.Context, actor domain.Actor, plan *InvitePlan) (inviteSubject, error) {
	o, err := s.Deps.Occasions.Get(ctx, actor, plan.Object)
	if err != nil {
		return inviteSubject{}, err
	}
	if o.Status != domain.OccasionOpen || o.LastDay() < domain.DayOf(s.Now()) {
		return inviteSubject{}, domain.Refuse(domain.CodeConflict, "On ne peut plus y inviter : « %s ».", o.Status.French())
	}
	plan.For = o.For
	return inviteSubject{sirets: o.Establishments(), lastDay: o.LastDay()}, nil
}

// inviteOne asks one person, or says why not. Two referents at once make one invitation: its key is reserved first.
func (s *Service) inviteOne(ctx context.Context, actor domain.Actor, plan InvitePlan, subject inviteSubject, profile string, rank int, now time.Time) (*domain.Invitation, string, error) {
	p, refused, err := s.invitable(ctx, plan, subject, profile, now)
	if err != nil || refused != "" {
		return nil, refused, err
	}
	id, err := s.reserve(ctx, "invite/"+plan.Object+"/"+p.ID)
	if err != nil {
		return nil, "", err
	}
	i := &domain.Invitation{Record: domain.Record{ID: id, Created: now}, For: plan.For, Object: plan.Object, SIRETs: subject.sirets,
		Profile: p.ID, ListID: plan.ListID, Word: strings.TrimSpace(plan.Word), Status: domain.InvitationQueued, By: actor.ID, CallBy: plan.CallBy,
		Wave: rank/plan.Wave + 1}
	if subject.list != nil {
		if e := entryOf(subject.list, p); e != nil {
			i.Reasons = e.Reasons
		}
	}
	if i.ByHand, err = s.byHand(ctx, p); err != nil {
		return nil, "", err
	}
	if i.Due, err = s.dueFor(ctx, p, i, now); err != nil {
		return nil, "", err
	}
	i.Note(string(domain.InvitationQueued), actor, now, "")
	if !i.Due.After(now) {
		if err := i.Move(domain.InvitationSent, actor, now, ""); err != nil {
			return nil, "", err
		}
	}
	err = s.Deps.Invitations.Save(ctx, i)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil, RefusedAsked, nil
	}
	return i, "", err
}

// invitable reads the person, or says why they cannot be invited.
func (s *Service) invitable(ctx context.Context, plan InvitePlan, subject inviteSubject, profile string, now time.Time) (*domain.Person, string, error) {
	p, err := s.Person(ctx, domain.System(), profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, RefusedUnknown, nil
	}
	if err != nil {
		return nil, "", err
	}
	if subject.list != nil {
		if e := entryOf(subject.list, p); e == nil || e.Decision != domain.Kept {
			return nil, RefusedNotKept, nil
		}
	}
	if !p.MayBeProposed(domain.DayOf(now)) {
		return nil, RefusedConsent, nil
	}
	if subject.offer != nil && !p.Candidate.LegalOn(subject.offer.HireDay(domain.DayOf(now))).Contracts.Has(subject.offer.Contract) {
		return nil, RefusedLaw, nil
	}
	mine, err := s.invitationsOf(ctx, p)
	if err != nil {
		return nil, "", err
	}
	open := 0
	for _, i := range mine {
		if i.Object == plan.Object {
			return nil, RefusedAsked, nil
		}
		if i.Status.Open() {
			open++
		}
	}
	if open >= domain.MaxOpenInvitations {
		return nil, RefusedQuota, nil
	}
	return p, "", nil
}

// invitationsOf lists the invitations of a person, the latest first, under whichever of their keys.
func (s *Service) invitationsOf(ctx context.Context, p *domain.Person) ([]*domain.Invitation, error) {
	return all(func(cursor string) ([]*domain.Invitation, string, error) {
		return s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Profiles: append([]string{p.ID}, p.Merged...), Cursor: cursor, Limit: pageOfAll})
	})
}

// byHand tells whether nobody can write to the person: no address, or one from which mails come back.
func (s *Service) byHand(ctx context.Context, p *domain.Person) (bool, error) {
	if p.Candidate.Email == "" {
		return true, nil
	}
	return s.AddressFails(ctx, domain.Actor{ID: domain.System().ID, Roles: domain.RoleReferent}, domain.PersonRecipient(p))
}

// dueFor is when an invitation may leave: with its wave, and a day after the last one on the same channel.
func (s *Service) dueFor(ctx context.Context, p *domain.Person, i *domain.Invitation, now time.Time) (time.Time, error) {
	due := now.Add(time.Duration(max(0, i.Wave-1)) * domain.WaveEvery)
	mine, err := s.invitationsOf(ctx, p)
	if err != nil {
		return due, err
	}
	for _, other := range mine {
		last := other.Sent
		if other.Status == domain.InvitationQueued {
			last = other.Due
		}
		if other.ID == i.ID || other.ByHand != i.ByHand || last.IsZero() {
			continue
		}
		if rested := last.Add(domain.ChannelRest); rested.After(due) {
			due = rested
		}
	}
	return due.UTC(), nil
}

// releaseInvitations sends the invitations whose time has come: the offer still looks for people, fewer said yes than are
// wanted, and the person may still be proposed. What does not leave waits, or is cancelled when it never will.
func (s *Service) releaseInvitations(ctx context.Context, now time.Time) error {
	due, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
		return s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{DueBefore: now.Add(time.Nanosecond), Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, i := range due {
		if err := s.release(ctx, i, now); err != nil {
			return err
		}
	}
	if len(due) == 0 {
		return nil
	}
	return s.followAsked(ctx)
}

// release sends one invitation whose time has come, leaves it, or cancels it.
func (s *Service) release(ctx context.Context, i *domain.Invitation, now time.Time) error {
	to := domain.InvitationSent
	switch open, wanted, err := s.stillWants(ctx, i); {
	case err != nil:
		return err
	case !open:
		to = domain.InvitationCancelled
	case !wanted:
		return nil // enough said yes for now
	}
	if _, err := s.proposable(ctx, i.Profile, domain.DayOf(now)); domain.CodeOf(err) == domain.CodeNotFound {
		to = domain.InvitationCancelled
	} else if err != nil {
		return err
	}
	at, err := s.agreed(ctx, "invitation/"+i.ID+"/"+string(to)+"/"+i.Due.UTC().Format(time.RFC3339Nano), now)
	if err != nil {
		return err
	}
	if err := i.Move(to, domain.System(), at, ""); err != nil {
		return err
	}
	return unlessWritten(s.Deps.Invitations.Save(ctx, i))
}

// stillWants tells whether what an invitation is for is still open, and whether it wants more people than said yes.
func (s *Service) stillWants(ctx context.Context, i *domain.Invitation) (open, wanted bool, err error) {
	if i.For != domain.ForOffer {
		o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return false, false, nil
		}
		if err != nil {
			return false, false, err
		}
		yes, err := s.countYes(ctx, i.Object)
		return o.Status == domain.OccasionOpen && o.LastDay() >= domain.DayOf(s.Now()), yes < o.Places, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), i.Object)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	yes, err := s.countYes(ctx, i.Object)
	return o.Open(), o.Status == domain.OfferPublished && yes < o.Places*domain.YesesPerPlace, err
}

// countYes is how many people said yes to an offer or an occasion, and did not take it back.
func (s *Service) countYes(ctx context.Context, object string) (int, error) {
	list, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
		return s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: object, Statuses: []domain.InvitationStatus{domain.InvitationAccepted}, Cursor: cursor, Limit: pageOfAll})
	})
	return len(list), err
}
