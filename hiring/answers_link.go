package hiring

import (
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// answerLinkLife is how long the link of an invitation serves (quality.md, Signed links: ≤ 14 days).
const answerLinkLife = 14 * 24 * time.Hour

// answerGrant opens one invitation to the person invited, and is bound to the mailbox it goes to: once the file has another
// address, the old one opens nothing.
func answerGrant(i *domain.Invitation, p *domain.Person) *domain.Grant {
	return &domain.Grant{Purpose: domain.SecretAnswer, Holder: p.ID, Object: i.ID + "/" + mailboxOf(p), Life: answerLinkLife, Path: "/invitations/"}
}

// NewAnswerLink makes the link of an invitation, for a letter that a referent prints: its token is said once.
func (s *Service) NewAnswerLink(ctx context.Context, actor domain.Actor, id string) (SignedLink, error) {
	i, err := s.Deps.Invitations.Get(ctx, actor, id)
	if err != nil {
		return SignedLink{}, err
	}
	p, err := s.Person(ctx, actor, i.Profile)
	if err != nil {
		return SignedLink{}, err
	}
	return s.newLink(ctx, *answerGrant(i, p))
}

// OpenedInvitation is an invitation as the person reads it. Host is empty as long as the employer's name is kept from them;
// Km is from the centre of their commune, 0 when unknown; Open are the meetings that they may choose.
type OpenedInvitation struct {
	Invitation   *domain.Invitation
	Introduction *domain.Introduction
	Offer        *domain.Offer
	Occasion     *domain.Occasion
	Stage        domain.Stage
	FirstName    string
	Host         string
	Referent     string
	Km           float64
	Means        domain.Means
	Open         []domain.Slot
	ByMail       bool // the file has an address
	ByPhone      bool // and a number
	Agrees       bool // the accord stands
	Paused       bool
	Expires      time.Time // the end of the link
}

// Event is the meeting for a calendar; false as long as none is agreed.
func (o OpenedInvitation) Event() (domain.CalendarEvent, bool) {
	switch {
	case o.Stage == domain.StageMeeting && o.Offer != nil:
		return domain.MeetingEvent(o.Introduction, o.Offer, o.Host), true
	case o.Stage == domain.StageComing && o.Occasion != nil && o.Occasion.For == domain.ForMeetup:
		return domain.OccasionEvent(o.Invitation, o.Occasion), true
	}
	return domain.CalendarEvent{}, false
}

// heldInvitation is what a link opens: the invitation, and whose it is.
type heldInvitation struct {
	secret     *domain.Secret
	invitation *domain.Invitation
	person     *domain.Person
}

// invitationOf reads what a link opens. Unknown, foreign and tampered links, those of somebody who is gone and those of a
// mailbox that the file has left are one same NotFound; an old one is Gone.
func (s *Service) invitationOf(ctx context.Context, token string) (h heldInvitation, err error) {
	if h.secret, err = s.openLink(ctx, domain.SecretAnswer, token); err != nil {
		return h, err
	}
	id, mailbox, _ := strings.Cut(h.secret.Object, "/")
	if h.person, err = s.Person(ctx, domain.System(), h.secret.UserID); err != nil {
		return h, unknownLink(err)
	}
	if mailbox != "" && mailbox != mailboxOf(h.person) {
		return h, domain.NotFound("Lien")
	}
	if h.invitation, err = s.Deps.Invitations.Get(ctx, domain.System(), id); err != nil {
		return h, unknownLink(err)
	}
	if h.invitation.Profile != h.person.ID && !slices.Contains(h.person.Merged, h.invitation.Profile) {
		return h, domain.NotFound("Lien")
	}
	return h, nil
}

// OpenInvitation reads what the holder of a link may read of their invitation, and changes nothing.
func (s *Service) OpenInvitation(ctx context.Context, token string) (OpenedInvitation, error) {
	h, err := s.invitationOf(ctx, token)
	if err != nil {
		return OpenedInvitation{}, err
	}
	return s.openedOf(ctx, h)
}

// openedOf gathers what the page shows.
func (s *Service) openedOf(ctx context.Context, h heldInvitation) (OpenedInvitation, error) {
	i, p, now := h.invitation, h.person, s.Now()
	open := OpenedInvitation{Invitation: i, FirstName: p.Candidate.FirstName, Means: p.Profile.Means, Expires: h.secret.Expires,
		ByMail: p.Candidate.Email != "", ByPhone: p.Candidate.Phone != "", Agrees: p.Candidate.Consent.Given(domain.DayOf(now)), Paused: p.Candidate.Pause.On(domain.DayOf(now))}
	x, err := s.introductionOf(ctx, i)
	if err == nil {
		open.Introduction = x
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return open, err
	}
	wants, err := s.wantsOf(ctx, i)
	if err != nil {
		return open, err
	}
	if open.Stage = domain.StageOf(i, open.Introduction, now); !wants.open {
		open.Stage = open.Stage.Shut()
	}
	if open.Referent, err = s.referentOf(ctx, i); err != nil {
		return open, err
	}
	if err := s.describe(ctx, &open, p); err != nil {
		return open, err
	}
	if open.Stage == domain.StageComing && (open.Occasion == nil || !open.Occasion.TakesPlace(domain.DayOf(now))) {
		open.Stage = domain.StageEnded
	}
	if open.Stage.MayChoose() && open.Offer != nil {
		open.Open, err = s.openSlots(ctx, open.Offer, open.Introduction.ID)
	}
	return open, err
}

// describe reads what the invitation is for. One that is gone leaves a page without it.
func (s *Service) describe(ctx context.Context, open *OpenedInvitation, p *domain.Person) error {
	var place domain.Commune
	if open.Invitation.For == domain.ForOffer {
		o, err := s.Deps.Offers.Get(ctx, domain.System(), open.Invitation.Object)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		open.Offer, place = o, o.Place
		if !o.HideEmployer || open.Introduction.NamesEmployer() {
			open.Host = o.EmployerName
		}
	} else {
		o, err := s.Deps.Occasions.Get(ctx, domain.System(), open.Invitation.Object)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		open.Occasion, open.Host, place = o, o.Host, o.Place
	}
	if place.Known() && p.Profile.Place.Known() {
		open.Km = p.Profile.Place.DistanceKm(place)
	}
	return nil
}

// referentOf names who invited; empty when their account is gone.
func (s *Service) referentOf(ctx context.Context, i *domain.Invitation) (string, error) {
	u, err := s.Deps.Users.Get(ctx, i.By)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return u.Name, nil
}

// AnswerInvitation records what the holder of a link answers: yes, with a slot or not, no, or a question. The same answer
// again changes nothing; a mind may change until the introduction begins. Gone when the invitation waits for no answer.
func (s *Service) AnswerInvitation(ctx context.Context, token string, a PersonAnswer) (Answered, error) {
	h, err := s.invitationOf(ctx, token)
	if err != nil {
		return Answered{}, err
	}
	if a.Answer == AnswerYes || a.Answer == AnswerNo {
		if err := h.invitation.ClosedTo(domain.DayOf(s.Now())); err != nil {
			return Answered{}, err
		}
	}
	return s.answer(ctx, domain.Holder(domain.ChannelLink), h.invitation.ID, a, "")
}

// errBegun is for who would choose another time once the meeting took place, or its hour is past.
var errBegun = domain.Refuse(domain.CodeConflict, "L'heure de votre rendez-vous est passée. Appelez-nous pour en prendre un autre.")

// ChooseSlotByLink takes a slot for somebody who said yes: of many who choose it at once, one gets it, the others Conflict.
func (s *Service) ChooseSlotByLink(ctx context.Context, token, slotID string) (*domain.Introduction, error) {
	h, err := s.invitationOf(ctx, token)
	if err != nil {
		return nil, err
	}
	x, err := s.introductionOf(ctx, h.invitation)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.Refuse(domain.CodeConflict, "Dites d'abord oui, puis choisissez un rendez-vous.")
	}
	if err != nil {
		return nil, err
	}
	if x.Begun(s.Now()) {
		return nil, errBegun
	}
	return s.chooseSlot(ctx, domain.Holder(domain.ChannelLink), x.ID, slotID)
}

// The ways in which a person stops proposals from the page of an invitation.
const (
	StopPause    = "pause"
	StopWithdraw = "withdraw"
)

// StopByInvitation takes the person out of the pool at once, for a while or with their accord. It answers no invitation:
// what they said yes to goes on in a pause, and ends with their accord (accordWithdrawn).
func (s *Service) StopByInvitation(ctx context.Context, token, how string) error {
	h, err := s.invitationOf(ctx, token)
	if err != nil {
		return err
	}
	holder := domain.Holder(domain.ChannelLink)
	_, err = s.changePerson(ctx, domain.System(), h.person.ID, func(p *domain.Person, now time.Time) error {
		switch {
		case how == StopWithdraw && p.Decline(holder, now):
			return nil
		case how == StopPause && !p.Candidate.Pause.On(domain.DayOf(now)):
			return p.Suspend(0, holder, now)
		case how == StopPause, how == StopWithdraw:
			return errUnchanged
		}
		return domain.Invalid("stop", "Choisissez : une pause, ou plus rien du tout.")
	})
	return unknownLink(err)
}
