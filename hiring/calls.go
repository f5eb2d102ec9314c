package hiring

import (
	"context"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// byPhone tells whether no mail reaches a recipient: there is no address, or those to a person's come back.
func (s *Service) byPhone(ctx context.Context, to domain.Recipient) (bool, error) {
	if to.Address == "" || to.Kind != domain.RecipientPerson {
		return to.Address == "", nil
	}
	return s.AddressFails(ctx, domain.Actor{ID: domain.System().ID, Roles: domain.RoleReferent}, to)
}

// keepCall notes what a referent says by phone to a person in place of a letter that would not reach them, once for an event.
// What only a mailbox is for, a link that was asked for, a reminder, is said by nobody.
func (s *Service) keepCall(ctx context.Context, eventID string, to domain.Recipient, letter domain.Letter) (noted bool, err error) {
	spoken, is := letter.(domain.SpokenLetter)
	if !is || to.Kind != domain.RecipientPerson || spoken.Spoken() == "" {
		return false, nil
	}
	if by, err := s.byPhone(ctx, to); err != nil || !by {
		return false, err
	}
	err = s.Deps.Mails.Save(ctx, domain.NewCallNote(eventID, to, letter.Kind(), spoken.Spoken(), s.Now()))
	if domain.CodeOf(err) == domain.CodeConflict {
		err = nil // it was noted already
	}
	return err == nil, err
}

// CallDone notes that a referent told a person by phone what no mail could. Said again it changes nothing.
func (s *Service) CallDone(ctx context.Context, actor domain.Actor, id string) (*domain.Mail, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, errNoMails
	}
	m, err := s.Deps.Mails.Get(ctx, domain.System(), id)
	if err != nil {
		return nil, err
	}
	about, err := s.aboutNote(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case about.concerns(actor):
		return nil, domain.NotFound("Courriel")
	case m.Status == domain.MailSaid:
		return m, nil
	case !about.stands:
		return nil, domain.Refuse(domain.CodeConflict, "Ce n'est plus vrai : ne le dites pas. Rechargez la page.")
	}
	if err := m.Move(domain.MailSaid, actor, s.Now(), ""); err != nil {
		return nil, err
	}
	return m, s.Deps.Mails.Save(ctx, m)
}

// ByMail tells whether what is written to a person reaches them by mail; else they are phoned.
func (s *Service) ByMail(ctx context.Context, profile string) (bool, error) {
	p, err := s.Person(ctx, domain.System(), profile)
	if err != nil {
		return false, err
	}
	by, err := s.byPhone(ctx, domain.PersonRecipient(p))
	return !by, err
}

// notesToSay lists the notes that wait, the latest first: none is older than their text is kept.
func (s *Service) notesToSay(ctx context.Context) ([]*domain.Mail, error) {
	now := s.Now()
	return all(func(cursor string) ([]*domain.Mail, string, error) {
		page, next, err := s.Deps.Mails.Find(ctx, domain.System(), domain.MailQuery{Status: domain.MailToSay, Cursor: cursor, Limit: pageOfAll})
		if len(page) > 0 && domain.RetainMailText.EndedBy(page[len(page)-1].Created, now) {
			next = "" // the others are older
		}
		return page, next, err
	})
}

// toCall lists the notes of what is to be said by phone, and is still true.
func (s *Service) toCall(ctx context.Context, actor domain.Actor) (notes []*domain.Mail, err error) {
	list, err := s.notesToSay(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		if m.Body.Text == "" {
			continue
		}
		about, err := s.aboutNote(ctx, m)
		if err != nil {
			return nil, err
		}
		if about.stands && !about.concerns(actor) {
			notes = append(notes, m)
		}
	}
	return notes, nil
}

// dropCalls ends the notes that are not true any more. Another process may drop the same, or a referent have said it.
func (s *Service) dropCalls(ctx context.Context) error {
	list, err := s.notesToSay(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		about, err := s.aboutNote(ctx, m)
		if err != nil {
			return err
		}
		if about.stands {
			continue
		}
		if err := m.Move(domain.MailUnsaid, domain.System(), s.Now(), ""); err != nil {
			return err
		}
		if err := unlessWritten(s.Deps.Mails.Save(ctx, m)); err != nil {
			return err
		}
	}
	return nil
}

// noteAbout is what the store says now of what a note is about: whether the note stands, and whose establishments it
// concerns. An unknown thing may be anybody's.
type noteAbout struct {
	stands  bool
	sirets  []domain.SIRET
	unknown bool
}

// concerns tells that the actor has a seat where the note is about: it is for another referent.
func (a noteAbout) concerns(actor domain.Actor) bool {
	return actor.SitsInAny(a.sirets) || a.unknown && len(actor.SIRETs) > 0
}

// aboutNote reads what a note is about. It stands as long as the step that it tells is the last word: a hire that was undone, a
// slot that was changed, an invitation sent again are said by nobody.
func (s *Service) aboutNote(ctx context.Context, m *domain.Mail) (about noteAbout, err error) {
	of := strings.Split(m.Event, "/")
	if len(of) < 4 { // collection/key/instant/step: see eventsOf
		return noteAbout{stands: true, unknown: true}, nil
	}
	last := func(r *domain.Record, status string) bool {
		return status == of[3] && strconv.FormatInt(r.Since(status).UnixNano(), 10) == of[2]
	}
	switch of[0] {
	case "people": // their file, of no establishment
		about.stands = true
	case inInvitations:
		var i *domain.Invitation
		if i, err = s.Deps.Invitations.Get(ctx, domain.System(), of[1]); err == nil {
			about = noteAbout{stands: last(i.Head(), string(i.Status)), sirets: i.SIRETs}
		}
	case inIntroductions:
		var x *domain.Introduction
		if x, err = s.Deps.Introductions.Get(ctx, domain.System(), of[1]); err == nil {
			about = noteAbout{stands: last(x.Head(), string(x.Status)), sirets: x.SIRETs}
		}
	case inOccasions:
		about, err = s.aboutMove(ctx, m, of[1], of[2])
	default:
		about = noteAbout{stands: true, unknown: true}
	}
	return about, unlessGone(err)
}

// aboutMove is aboutNote of an occasion that moved at an instant: it stands for whoever may still come to its last day.
func (s *Service) aboutMove(ctx context.Context, m *domain.Mail, id, instant string) (noteAbout, error) {
	o, err := s.Deps.Occasions.Get(ctx, domain.System(), id)
	if err != nil {
		return noteAbout{}, err
	}
	p, err := s.Person(ctx, domain.System(), m.To.ID)
	if err != nil {
		return noteAbout{}, err
	}
	mine, err := s.findInvitations(ctx, domain.InvitationQuery{Object: id, Profiles: append([]string{p.ID}, p.Merged...), // under any of their keys
		Statuses: []domain.InvitationStatus{domain.InvitationSent, domain.InvitationAccepted}})
	at, _ := o.Moved()
	last := o.Status != domain.OccasionCancelled && strconv.FormatInt(at.UnixNano(), 10) == instant
	return noteAbout{stands: last && len(mine) > 0, sirets: []domain.SIRET{o.SIRET}}, err
}
