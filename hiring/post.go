package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// post puts a letter in the queue of mails: composed now, sent by the postman. The same event writes to a recipient once.
// A person whom no mail reaches is told by phone what they would have read. grant is the link that the letter carries, nil
// for none.
func (s *Service) post(ctx context.Context, eventID string, to domain.Recipient, letter domain.Letter, grant *domain.Grant) error {
	if noted, err := s.keepCall(ctx, eventID, to, letter); err != nil || noted || to.Address == "" {
		return err
	}
	if stopped, err := s.stopped(ctx, to, letter.Kind()); err != nil || stopped {
		return err
	}
	path := ""
	if grant != nil {
		if err := grant.Allowed(); err != nil {
			return err
		}
		path = grant.Path
	}
	body, err := s.Composer.Compose(letter, to, path)
	if err != nil {
		return err
	}
	err = s.Deps.Mails.Save(ctx, domain.NewMail(eventID, to, letter.Kind(), body, grant, s.Now()))
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil // it was posted already
	}
	s.postman.wakeUp()
	return err
}

// MailQuery asks for mails.
type MailQuery = domain.MailQuery

var errNoMails = domain.Refuse(domain.CodeForbidden, "Seuls les référents et les administrateurs voient les courriels.")

// Mails lists mails, the latest first.
func (s *Service) Mails(ctx context.Context, actor domain.Actor, q MailQuery) (list []*domain.Mail, next string, err error) {
	if !domain.CanSeeMails(actor) {
		return nil, "", errNoMails
	}
	return s.Deps.Mails.Find(ctx, actor, q)
}

// Mail reads one mail, with LinkMark in place of its link.
func (s *Service) Mail(ctx context.Context, actor domain.Actor, id string) (*domain.Mail, error) {
	return s.Deps.Mails.Get(ctx, actor, id)
}

// ResendMail puts a mail in the queue again: the same text, the same link, the same Message-ID.
func (s *Service) ResendMail(ctx context.Context, actor domain.Actor, id string) (*domain.Mail, error) {
	m, err := s.moveMail(ctx, actor, id, domain.MailQueued)
	s.postman.wakeUp()
	return m, err
}

// CancelMail takes a mail out of the queue. One that is leaving at this moment may still arrive.
func (s *Service) CancelMail(ctx context.Context, actor domain.Actor, id string) (*domain.Mail, error) {
	return s.moveMail(ctx, actor, id, domain.MailCancelled)
}

func (s *Service) moveMail(ctx context.Context, actor domain.Actor, id string, to domain.MailStatus) (*domain.Mail, error) {
	m, err := s.Deps.Mails.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := m.Move(to, actor, s.Now(), ""); err != nil {
		return nil, err
	}
	return m, s.Deps.Mails.Save(ctx, m)
}

// MailToken is the token of a mail's link, for the page of a mail in a demonstration.
func (s *Service) MailToken(m *domain.Mail) string { return s.mailToken(m.ID) }
