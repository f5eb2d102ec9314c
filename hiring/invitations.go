package hiring

import (
	"context"
	"errors"
	"fmt"
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

// RefusedFor words why somebody was not invited.
func RefusedFor(profile, code string) InviteRefusal {
	return InviteRefusal{profile, code, inviteRefusals[code]}
}

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
	RefusedLaw:     "ne peut pas accepter : la loi ne le permet pas (âge, ou document demandé par ce contrat)",
	RefusedAsked:   "a déjà été invitée : ouvrez son invitation pour la solliciter à nouveau",
	RefusedQuota:   fmt.Sprintf("a déjà %d invitations qui attendent une réponse", domain.MaxOpenInvitations),
}

// inviteSubject is what a plan is about, read once: an offer, or an occasion.
type inviteSubject struct {
	offer    *domain.Offer
	occasion *domain.Occasion
	sirets   []domain.SIRET
	list     *domain.Shortlist
}

// maxInvited is how many people one plan invites at most; maxWave how many may leave at a time; longestWord bounds what a
// referent adds, in characters; callWithin is how far ahead a call may be promised, in days.
const (
	maxInvited  = 100
	maxWave     = 50
	longestWord = 200
	callWithin  = 60
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
	beside := 0 // those whom another referent, or a second click, asks at this moment: they take their place in the waves
	for _, profile := range plan.Profiles {
		invitation, refused, err := s.inviteOne(ctx, actor, plan, subject, profile, len(done.Invitations)+beside, now)
		if err != nil {
			return done, errors.Join(err, s.followAsked(ctx))
		}
		if refused != "" {
			done.Refused = append(done.Refused, RefusedFor(profile, refused))
			if refused == RefusedAsked && s.askedSince(ctx, plan.Object, profile, now.Add(-time.Minute)) {
				beside++
			}
			continue
		}
		done.Invitations = append(done.Invitations, invitation)
	}
	return done, s.followAsked(ctx)
}

// askedSince tells whether somebody was asked for an object after an instant; a doubt is no.
func (s *Service) askedSince(ctx context.Context, object, profile string, since time.Time) bool {
	list, _, err := s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: object, Profiles: []string{profile}, Limit: 1})
	return err == nil && len(list) == 1 && list[0].Created.After(since)
}

// check refuses a plan that nobody could carry out, and completes it.
func (plan *InvitePlan) check(actor domain.Actor, today domain.Date) error {
	var profiles []string
	for _, id := range plan.Profiles {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(profiles, id) {
			profiles = append(profiles, id)
		}
	}
	plan.Profiles, plan.Word = profiles, strings.TrimSpace(plan.Word)
	switch {
	case !actor.Roles.Has(domain.RoleReferent):
		return domain.Refuse(domain.CodeForbidden, "Ce sont les référents qui invitent.")
	case len(plan.Profiles) == 0:
		return domain.Invalid("profiles", "Cochez au moins une personne.")
	case len(plan.Profiles) > maxInvited:
		return domain.Invalid("profiles", "%d personnes à la fois au plus.", maxInvited)
	case plan.Wave < 0 || plan.Wave > maxWave:
		return domain.Invalid("wave", "Entre 1 et %d personnes à la fois.", maxWave)
	}
	if plan.Wave == 0 {
		plan.Wave = domain.WaveSize
	}
	return plan.checkMeeting(today)
}

// checkMeeting refuses a call that cannot be promised and a word that is too long.
func (plan *InvitePlan) checkMeeting(today domain.Date) error {
	switch {
	case plan.CallBy.Known() && plan.CallBy < today:
		return domain.Invalid("call_by", "Le jour de l'appel est passé.")
	case plan.CallBy > today+callWithin:
		return domain.Invalid("call_by", "Promettez un appel dans les %d jours.", callWithin)
	case len([]rune(plan.Word)) > longestWord:
		return domain.Invalid("word", "Votre mot est trop long : %d caractères au plus.", longestWord)
	}
	return nil
}

// subjectOf checks a plan, completes it, and reads what it is about.
func (s *Service) subjectOf(ctx context.Context, actor domain.Actor, plan *InvitePlan, now time.Time) (subject inviteSubject, err error) {
	if err := plan.check(actor, domain.DayOf(now)); err != nil {
		return subject, err
	}
	if plan.ListID != "" {
		list, err := s.Deps.Shortlists.Get(ctx, actor, plan.ListID)
		if err != nil {
			return subject, err
		}
		plan.For, plan.Object, subject.list = domain.ForOffer, list.OfferID, list
	}
	if plan.For != domain.ForOffer {
		subject.occasion, err = s.invitingOccasion(ctx, actor, plan)
		if err == nil {
			subject.sirets = subject.occasion.Establishments()
		}
		return subject, err
	}
	if subject.offer, err = s.invitingOffer(ctx, actor, plan, now); err == nil {
		subject.sirets = subject.offer.Establishments()
	}
	return subject, err
}

// invitingOffer reads the offer of a plan, and adds its slots; without any to come, a call is promised.
func (s *Service) invitingOffer(ctx context.Context, actor domain.Actor, plan *InvitePlan, now time.Time) (*domain.Offer, error) {
	offer, err := s.Deps.Offers.Get(ctx, actor, plan.Object)
	switch {
	case err != nil:
		return nil, err
	case offer.Status != domain.OfferPublished:
		return nil, domain.Refuse(domain.CodeConflict, "L'offre est « %s » : on n'invite que pour une offre publiée.", offer.Status.French())
	case offer.Own(actor):
		return nil, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit inviter.")
	}
	if len(plan.Slots) > 0 {
		if offer, err = s.ProposeSlots(ctx, actor, offer.ID, plan.Slots); err != nil {
			return nil, err
		}
	}
	if len(offer.SlotsAfter(now)) == 0 && !plan.CallBy.Known() {
		plan.CallBy = referential.WorkingDayAfter(domain.DayOf(now), domain.CallWithinDays)
	}
	return offer, nil
}

// invitingOccasion reads the meetup or the immersion of a plan.
func (s *Service) invitingOccasion(ctx context.Context, actor domain.Actor, plan *InvitePlan) (*domain.Occasion, error) {
	o, err := s.Deps.Occasions.Get(ctx, actor, plan.Object)
	switch {
	case err != nil:
		return nil, err
	case o.Status != domain.OccasionOpen:
		return nil, domain.Refuse(domain.CodeConflict, "On ne peut plus y inviter : « %s ».", o.Status.French())
	case o.LastDay() < domain.DayOf(s.Now()):
		return nil, domain.Refuse(domain.CodeConflict, "On ne peut plus y inviter : la date est passée.")
	case slices.ContainsFunc(o.Establishments(), actor.Sits):
		return nil, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit inviter.")
	}
	plan.For = o.For
	return o, nil
}

// inviteOne asks one person, or says why not. Two referents at once make one invitation: its key is reserved first.
func (s *Service) inviteOne(ctx context.Context, actor domain.Actor, plan InvitePlan, subject inviteSubject, profile string, rank int, now time.Time) (*domain.Invitation, string, error) {
	defer s.asked.hold(profile)()
	p, refused, err := s.invitable(ctx, plan.Object, subject, profile, now)
	if err != nil || refused != "" {
		return nil, refused, err
	}
	id, err := s.reserve(ctx, "invite/"+plan.Object+"/"+p.ID)
	if err != nil {
		return nil, "", err
	}
	i := &domain.Invitation{Record: domain.Record{ID: id, Created: now}, For: plan.For, Object: plan.Object, SIRETs: subject.sirets,
		Profile: p.ID, ListID: plan.ListID, Word: plan.Word, Status: domain.InvitationQueued, By: actor.ID, CallBy: plan.CallBy,
		Wave: rank/plan.Wave + 1, Reasons: s.whyAsked(subject, p, now)}
	if i.ByHand, err = s.byHand(ctx, p); err != nil {
		return nil, "", err
	}
	i.Note(string(domain.InvitationQueued), actor, now, "")
	if err := s.schedule(ctx, actor, i, p, lastDayOf(subject.offer, subject.occasion), now); err != nil {
		return nil, "", err
	}
	err = s.Deps.Invitations.Save(ctx, i)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil, RefusedAsked, nil
	}
	return i, "", err
}

// whyAsked is why somebody is thought of: as their list says, else as the offer sees them now; nothing for an occasion.
func (s *Service) whyAsked(subject inviteSubject, p *domain.Person, now time.Time) []domain.Reason {
	if subject.list != nil {
		if e := entryOf(subject.list, p); e != nil {
			return e.Reasons
		}
	}
	if subject.offer == nil {
		return nil
	}
	verdict, _ := s.pool.Verdict(s.query(subject.offer, domain.DayOf(now)), p.ID)
	return verdict.Reasons
}

// invitable reads the person, or says why they cannot be invited.
func (s *Service) invitable(ctx context.Context, object string, subject inviteSubject, profile string, now time.Time) (*domain.Person, string, error) {
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
	if refused := barredFrom(subject.offer, subject.occasion, p, domain.DayOf(now)); refused != "" {
		return nil, refused, nil
	}
	mine, err := s.invitationsOf(ctx, p)
	if err != nil {
		return nil, "", err
	}
	if slices.ContainsFunc(mine, func(i *domain.Invitation) bool { return i.Object == object }) {
		return nil, RefusedAsked, nil
	}
	if asksNow(mine, now) >= domain.MaxOpenInvitations {
		return nil, RefusedQuota, nil
	}
	return p, "", nil
}

// youngest is the age from which somebody may do an immersion: that of compulsory schooling's end (L4153-1).
const youngest = 16

// barredFrom tells which of the gates that no hand may open keeps somebody from an offer or an occasion: the accord, then
// the law on the day it would begin. Empty for none. The other of both is nil.
func barredFrom(offer *domain.Offer, occasion *domain.Occasion, p *domain.Person, today domain.Date) string {
	if !p.MayBeProposed(today) {
		return RefusedConsent
	}
	switch {
	case offer != nil:
		legal := p.Candidate.LegalOn(offer.HireDay(today))
		if !legal.Contracts.Has(offer.Contract) || !legal.Adult && atNight(offer) {
			return RefusedLaw
		}
	case occasion != nil && occasion.For == domain.ForPMSMP:
		if born := p.Candidate.BirthDate; born.Known() && born.YearsAt(occasion.From) < youngest {
			return RefusedLaw
		}
	}
	return ""
}

// countOpen counts the invitations in some states.
func countOpen(list []*domain.Invitation, in ...domain.InvitationStatus) (n int) {
	for _, i := range list {
		if slices.Contains(in, i.Status) {
			n++
		}
	}
	return n
}

// asksNow counts the invitations that somebody is asked at once, or within a day.
func asksNow(list []*domain.Invitation, now time.Time) (n int) {
	for _, i := range list {
		if i.Counts(now) {
			n++
		}
	}
	return n
}

// invitationsOf lists the invitations of a person, the latest first, under whichever of their keys.
func (s *Service) invitationsOf(ctx context.Context, p *domain.Person) ([]*domain.Invitation, error) {
	return s.findInvitations(ctx, domain.InvitationQuery{Profiles: append([]string{p.ID}, p.Merged...)})
}

// findInvitations reads a list to its end, for the house.
func (s *Service) findInvitations(ctx context.Context, q domain.InvitationQuery) ([]*domain.Invitation, error) {
	q.Limit = pageOfAll
	return all(func(cursor string) ([]*domain.Invitation, string, error) {
		q.Cursor = cursor
		return s.Deps.Invitations.Find(ctx, domain.System(), q)
	})
}

// byHand tells whether nobody can write to the person: no address, or one from which mails come back.
func (s *Service) byHand(ctx context.Context, p *domain.Person) (bool, error) {
	if p.Candidate.Email == "" {
		return true, nil
	}
	return s.AddressFails(ctx, domain.Actor{ID: domain.System().ID, Roles: domain.RoleReferent}, domain.PersonRecipient(p))
}
