package hiring

import (
	"context"
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
	if concerns, err := s.concernsSeat(ctx, actor, m); err != nil || concerns {
		if err == nil {
			err = domain.NotFound("Courriel")
		}
		return nil, err
	}
	if m.Status == domain.MailSaid {
		return m, nil
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

// toCall lists the notes of what is to be said by phone, the one that waits longest first.
func (s *Service) toCall(ctx context.Context, actor domain.Actor) (notes []*domain.Mail, err error) {
	list, err := all(func(cursor string) ([]*domain.Mail, string, error) {
		return s.Deps.Mails.Find(ctx, domain.System(), domain.MailQuery{Status: domain.MailToSay, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		concerns, err := s.concernsSeat(ctx, actor, m)
		if err != nil {
			return nil, err
		}
		if !concerns && m.Body.Text != "" {
			notes = append(notes, m)
		}
	}
	return notes, nil
}

// concernsSeat tells whether a note is about an establishment where the actor has a seat: it is for another referent.
func (s *Service) concernsSeat(ctx context.Context, actor domain.Actor, m *domain.Mail) (bool, error) {
	if len(actor.SIRETs) == 0 {
		return false, nil
	}
	collection, rest, _ := strings.Cut(m.Event, "/")
	id, _, _ := strings.Cut(rest, "/")
	var sirets []domain.SIRET
	var err error
	switch collection {
	case inInvitations:
		var i *domain.Invitation
		if i, err = s.Deps.Invitations.Get(ctx, domain.System(), id); err == nil {
			sirets = i.SIRETs
		}
	case inIntroductions:
		var x *domain.Introduction
		if x, err = s.Deps.Introductions.Get(ctx, domain.System(), id); err == nil {
			sirets = x.SIRETs
		}
	case inOccasions:
		var o *domain.Occasion
		if o, err = s.Deps.Occasions.Get(ctx, domain.System(), id); err == nil {
			sirets = []domain.SIRET{o.SIRET}
		}
	case "people": // their file, of no establishment
	default:
		return true, nil
	}
	return actor.SitsInAny(sirets), unlessGone(err)
}
