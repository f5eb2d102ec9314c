package hiring

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// stopToken opens the page where the recipient of a mail says that they want no more of its kind; empty for a mail that is
// owed to them. Only the secret of the server makes it, and nothing is kept of it.
func (s *Service) stopToken(m *domain.Mail) string {
	if !domain.MayStop(m.Kind) {
		return ""
	}
	return m.ID + "." + s.stopProof(m.ID)
}

func (s *Service) stopProof(mailID string) string {
	sum := hmac.New(sha256.New, s.Secret)
	sum.Write([]byte("mail stop\n" + mailID))
	return hex.EncodeToString(sum.Sum(nil)[:20])
}

// MailStop is a kind of mails, and whether somebody said that they want no more of it.
type MailStop struct {
	Kind    string
	Stopped bool
}

// stopKey is where the kinds that a recipient refused are kept: it goes with their account or file.
func stopKey(to domain.Recipient) string { return "mailstop/" + to.Key() }

// AskMailStop reads what a link of a mail stops, and changes nothing. A link that is none is NotFound.
func (s *Service) AskMailStop(ctx context.Context, token string) (MailStop, error) {
	m, err := s.mailOfStop(ctx, token)
	if err != nil {
		return MailStop{}, err
	}
	stopped, err := s.stopped(ctx, m.To, m.Kind)
	return MailStop{Kind: m.Kind, Stopped: stopped}, err
}

func (s *Service) mailOfStop(ctx context.Context, token string) (*domain.Mail, error) {
	id, proof, _ := strings.Cut(token, ".")
	if !hmac.Equal([]byte(proof), []byte(s.stopProof(id))) {
		return nil, domain.NotFound("Lien")
	}
	m, err := s.Deps.Mails.Get(ctx, domain.System(), id)
	if err == nil && !domain.MayStop(m.Kind) {
		err = domain.NotFound("Lien")
	}
	return m, unknownLink(err)
}

// StopMails ends a kind of mails for the recipient of one; ResumeMails begins it again. Twice is once.
func (s *Service) StopMails(ctx context.Context, token string) (MailStop, error) {
	return s.keepStop(ctx, token, func(kinds []string, kind string) []string {
		if slices.Contains(kinds, kind) {
			return kinds
		}
		return append(kinds, kind)
	})
}

// ResumeMails takes a stop back.
func (s *Service) ResumeMails(ctx context.Context, token string) (MailStop, error) {
	return s.keepStop(ctx, token, func(kinds []string, kind string) []string {
		return slices.DeleteFunc(kinds, func(k string) bool { return k == kind })
	})
}

func (s *Service) keepStop(ctx context.Context, token string, change func(kinds []string, kind string) []string) (MailStop, error) {
	m, err := s.mailOfStop(ctx, token)
	if err != nil {
		return MailStop{}, err
	}
	kinds, err := s.stops(ctx, m.To)
	if err != nil {
		return MailStop{}, err
	}
	kinds = change(kinds, m.Kind)
	raw, err := json.Marshal(kinds)
	if err != nil {
		return MailStop{}, err
	}
	return MailStop{Kind: m.Kind, Stopped: slices.Contains(kinds, m.Kind)}, s.Places.Put(ctx, stopKey(m.To), raw)
}

func (s *Service) stops(ctx context.Context, to domain.Recipient) (kinds []string, err error) {
	raw, err := s.Places.Get(ctx, stopKey(to))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(raw, &kinds)
	return kinds, err
}

// stopped tells whether a recipient said that they want no more of a kind.
func (s *Service) stopped(ctx context.Context, to domain.Recipient, kind string) (bool, error) {
	if !domain.MayStop(kind) {
		return false, nil
	}
	kinds, err := s.stops(ctx, to)
	return slices.Contains(kinds, kind), err
}
