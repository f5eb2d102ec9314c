package hiring

import (
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Invitation reads one invitation: what the person answered is for referents.
func (s *Service) Invitation(ctx context.Context, actor domain.Actor, id string) (*domain.Invitation, error) {
	return s.Deps.Invitations.Get(ctx, actor, id)
}

// errNoInvitations refuses the list to whoever may not read what people answered.
var errNoInvitations = domain.Refuse(domain.CodeForbidden, "Seuls les référents voient les invitations.")

// Invitations lists invitations, the latest first.
func (s *Service) Invitations(ctx context.Context, actor domain.Actor, q domain.InvitationQuery) (list []*domain.Invitation, next string, err error) {
	if !domain.CanReadInvitations(actor) {
		return nil, "", errNoInvitations
	}
	return s.Deps.Invitations.Find(ctx, actor, q)
}

// InvitationsOf lists those of a person, the latest first, under whichever of their keys.
func (s *Service) InvitationsOf(ctx context.Context, actor domain.Actor, p *domain.Person) ([]*domain.Invitation, error) {
	if !domain.CanReadInvitations(actor) {
		return nil, errNoInvitations
	}
	list, err := s.invitationsOf(ctx, p)
	return visible(actor, list), err
}

// visible leaves out the invitations that the actor may not read: those of an establishment where they have a seat.
func visible(actor domain.Actor, list []*domain.Invitation) []*domain.Invitation {
	return slices.DeleteFunc(list, func(i *domain.Invitation) bool { return !domain.CanSeeInvitation(actor, i) })
}

// AskedLately counts how often somebody was asked something in the last 30 days; 0 for somebody who is gone.
func (s *Service) AskedLately(ctx context.Context, actor domain.Actor, profile string) (n int, err error) {
	if !domain.CanReadInvitations(actor) {
		return 0, errNoInvitations
	}
	p, err := s.Person(ctx, domain.System(), profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	list, err := s.invitationsOf(ctx, p)
	for _, i := range list {
		if !i.Sent.IsZero() && domain.DayOf(i.Sent) > domain.DayOf(s.Now())-exposureDays {
			n++
		}
	}
	return n, err
}

// actOnInvitation is the walk of a referent's act on an invitation, which the pool then knows.
func (s *Service) actOnInvitation(ctx context.Context, actor domain.Actor, id string, act func(*domain.Invitation, time.Time) error) (*domain.Invitation, error) {
	if _, err := s.Deps.Invitations.Get(ctx, actor, id); err != nil {
		return nil, err
	}
	i, err := s.changeInvitation(ctx, id, act)
	if err != nil {
		return nil, err
	}
	return i, s.followAsked(ctx)
}

// CancelInvitation takes back an invitation that waits, or a yes to an occasion with its place, with a reason that stays in
// the house. One that is cancelled stays as it is.
func (s *Service) CancelInvitation(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Invitation, error) {
	i, err := s.actOnInvitation(ctx, actor, id, func(i *domain.Invitation, now time.Time) error {
		if i.Status == domain.InvitationCancelled {
			return nil
		}
		return i.Cancel(actor, now, reason)
	})
	if err != nil || i.For == domain.ForOffer {
		return i, err
	}
	if err := s.letGoOfPlace(ctx, i); domain.CodeOf(err) != domain.CodeNotFound {
		return i, err
	}
	return i, nil
}

// InviteAgain asks somebody again: the same invitation, another link. After a no, a reason is asked for. The gates of a first
// invitation hold, the quota and the rest of 24 hours too; it returns Conflict with which one stops the person.
func (s *Service) InviteAgain(ctx context.Context, actor domain.Actor, id, reason string, plan InvitePlan) (*domain.Invitation, error) {
	before, err := s.Deps.Invitations.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	defer s.asked.hold(before.Profile)()
	now := s.Now()
	plan.For, plan.Object, plan.ListID, plan.Profiles = before.For, before.Object, "", []string{before.Profile}
	subject, err := s.subjectOf(ctx, actor, &plan, now)
	if err != nil {
		return nil, err
	}
	p, err := s.mayBeAskedAgain(ctx, before, subject, now)
	if err != nil {
		return nil, err
	}
	unreachable, err := s.byHand(ctx, p)
	if err != nil {
		return nil, err
	}
	yes, err := s.yesOf(ctx, before)
	if err != nil {
		return nil, err
	}
	return s.actOnInvitation(ctx, actor, id, func(i *domain.Invitation, _ time.Time) error {
		if i.Status.Open() {
			return nil // another referent asked again meanwhile
		}
		if err := i.AskAnew(yes, actor, now, reason); err != nil {
			return err
		}
		i.Profile, i.By, i.Wave, i.ByHand, i.CallBy, i.Word = p.ID, actor.ID, 1, unreachable, plan.CallBy, plan.Word
		return s.schedule(ctx, actor, i, p, lastDayOf(subject.offer, subject.occasion), now)
	})
}

// yesOf is what the yes of an invitation became, in no state where there was none.
func (s *Service) yesOf(ctx context.Context, i *domain.Invitation) (*domain.Introduction, error) {
	x, err := s.introductionOf(ctx, i)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Introduction{}, nil
	}
	return x, err
}

// MayBeAskedAnew tells whether the yes of an invitation was called off, so that somebody may be asked again.
func (s *Service) MayBeAskedAnew(ctx context.Context, actor domain.Actor, i *domain.Invitation) (bool, error) {
	if !domain.CanSeeInvitation(actor, i) || i.Status != domain.InvitationAccepted {
		return false, nil
	}
	x, err := s.yesOf(ctx, i)
	return err == nil && x.CalledOff(), err
}

// mayBeAskedAgain refuses somebody whom a gate stops, in its words.
func (s *Service) mayBeAskedAgain(ctx context.Context, i *domain.Invitation, subject inviteSubject, now time.Time) (*domain.Person, error) {
	p, refused, err := s.invitable(ctx, "", subject, i.Profile, now)
	if err != nil {
		return nil, err
	}
	if refused != "" {
		return nil, domain.Refuse(domain.CodeConflict, "Cette personne %s.", inviteRefusals[refused])
	}
	return p, nil
}

// AnswerQuestions closes the questions of a person, once a referent answered them.
func (s *Service) AnswerQuestions(ctx context.Context, actor domain.Actor, id string) (*domain.Invitation, error) {
	return s.actOnInvitation(ctx, actor, id, func(i *domain.Invitation, now time.Time) error { return i.AnswerQuestions(actor, now) })
}

// SuspendReminders stops or resumes the reminders of a person, for whoever looks after them. Twice is once.
func (s *Service) SuspendReminders(ctx context.Context, actor domain.Actor, id string, off domain.Tri) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		if !domain.CanEditPerson(actor, p) {
			return domain.NotFound("Personne")
		}
		if !p.SuspendReminders(off, actor, now) {
			return errUnchanged
		}
		return nil
	})
}

// OpenInvitationOf is Invitation for whoever is shown it: it speaks of a person, and so leaves a line.
func (s *Service) OpenInvitationOf(ctx context.Context, actor domain.Actor, id string) (*domain.Invitation, error) {
	i, err := s.Invitation(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return i, s.opened(ctx, actor, domain.ActOpenPerson, i.Profile)
}

// InvitationMails lists the letters to the person that an invitation sent, the latest first.
func (s *Service) InvitationMails(ctx context.Context, actor domain.Actor, i *domain.Invitation) (mails []*domain.Mail, err error) {
	if !domain.CanSeeInvitation(actor, i) {
		return nil, errNoInvitations
	}
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, id := range append([]string{p.ID}, p.Merged...) {
		to := domain.Recipient{Kind: domain.RecipientPerson, ID: id}
		list, _, err := s.Deps.Mails.Find(ctx, domain.System(), domain.MailQuery{To: to.Key(), Limit: pageOfAll})
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			if strings.HasPrefix(m.Event, inInvitations+"/"+i.ID+"/") {
				mails = append(mails, m)
			}
		}
	}
	return mails, nil
}

// InvitationPaper is an invitation to be printed: what its letter says, and a link made for it, drawn to be scanned.
type InvitationPaper struct {
	Person *domain.Person
	Letter domain.Letter
	Link   string
	Until  time.Time
	Code   QR
}

// PrintInvitation makes the letter of an invitation that waits for an answer, with a link of its own; site is the address of
// the service. The link is said once. Conflict when no answer is awaited.
func (s *Service) PrintInvitation(ctx context.Context, actor domain.Actor, id, site string) (InvitationPaper, error) {
	i, err := s.Deps.Invitations.Get(ctx, actor, id)
	if err != nil {
		return InvitationPaper{}, err
	}
	if i.Status != domain.InvitationSent {
		return InvitationPaper{}, domain.Refuse(domain.CodeConflict, "L'invitation est « %s » : il n'y a pas de lettre à envoyer.", i.Status.French())
	}
	if slices.ContainsFunc(i.SIRETs, actor.Sits) {
		return InvitationPaper{}, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent suit cette invitation.")
	}
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if err != nil {
		return InvitationPaper{}, err
	}
	paper := InvitationPaper{Person: p}
	if paper.Letter, _, err = s.invitationLetter(ctx, i); err != nil {
		return paper, err
	}
	grant := answerGrant(i, p)
	link, err := s.newLink(ctx, *grant)
	if err != nil {
		return paper, err
	}
	paper.Link, paper.Until = site+grant.Path+link.Token, link.Expires
	paper.Code, err = drawAddress(paper.Link)
	return paper, err
}

// InvitationObject names what somebody is invited to. Title is empty when it is gone; Closed says why nobody is taken any
// more.
type InvitationObject struct {
	Title, Detail, Closed string
	Offer                 *domain.Offer
	Occasion              *domain.Occasion
}

// ObjectOf reads what an invitation is for, for staff.
func (s *Service) ObjectOf(ctx context.Context, actor domain.Actor, i *domain.Invitation) (o InvitationObject, err error) {
	if !domain.CanSeeInvitation(actor, i) {
		return o, errNoInvitations
	}
	w, err := s.wantsOf(ctx, i)
	switch {
	case err != nil:
		return o, err
	case w.offer != nil:
		o = InvitationObject{Title: w.offer.Title, Detail: w.offer.EmployerName + ", " + w.offer.Place.Name, Offer: w.offer}
		if !w.open {
			o.Closed = "L'offre est « " + w.offer.Status.French() + " » : elle n'attend plus personne."
		}
	case w.occasion != nil:
		o = InvitationObject{Title: w.occasion.Title, Detail: w.occasion.Place.Name, Occasion: w.occasion}
		if !w.open {
			o.Closed = "On ne peut plus y venir : « " + w.occasion.Status.French() + " », ou la date est passée."
		}
	}
	return o, nil
}
