package hiring

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// SignedLink is a link just made: Token, at least 128 bits, is said once; what is kept is its hash.
type SignedLink struct {
	Token   string
	Expires time.Time
}

// newLink makes a link to be shown or printed: its token is 130 random bits. A link that a mail carries is not made here:
// its token is derived when the mail leaves (mailLink).
func (s *Service) newLink(ctx context.Context, g domain.Grant) (SignedLink, error) {
	if err := g.Allowed(); err != nil {
		return SignedLink{}, err
	}
	token := rand.Text()
	secret := s.secretOf(g, token)
	return SignedLink{Token: token, Expires: secret.Expires}, s.Secrets.Save(ctx, secret)
}

// secretOf is what is kept of a link.
func (s *Service) secretOf(g domain.Grant, token string) *domain.Secret {
	now := s.Now()
	return &domain.Secret{Record: domain.Record{ID: hashOf(token), Created: now, Updated: now}, Purpose: g.Purpose, UserID: g.Holder,
		Object: g.Object, Expires: now.Add(g.Life)}
}

// openLink reads what a link opens, and changes nothing. Unknown, foreign and tampered links are one same NotFound; an
// old one is Gone, with the way forward of its purpose.
func (s *Service) openLink(ctx context.Context, purpose, token string) (*domain.Secret, error) {
	rule, known := domain.LinkRuleOf(purpose)
	secret, err := s.Secrets.Get(ctx, hashOf(strings.TrimSpace(token)))
	switch {
	case err != nil:
		return nil, unknownLink(err)
	case !known, secret.Purpose != purpose:
		return nil, domain.NotFound("Lien")
	case !s.Now().Before(secret.Expires):
		return nil, domain.Refuse(domain.CodeGone, "%s", rule.Gone)
	}
	return secret, nil
}

// useLink takes a link that serves once: of several takers exactly one gets it, the others NotFound.
func (s *Service) useLink(ctx context.Context, purpose, token string) (*domain.Secret, error) {
	if _, err := s.openLink(ctx, purpose, token); err != nil {
		return nil, err
	}
	secret, err := s.Secrets.Take(ctx, hashOf(strings.TrimSpace(token)))
	return secret, unknownLink(err)
}

// unknownLink says the same of a link whatever is missing behind it.
func unknownLink(err error) error {
	if domain.CodeOf(err) == domain.CodeNotFound {
		return domain.NotFound("Lien")
	}
	return err
}

// mailToken is the token of the link that a mail carries: 160 bits that only the secret of the server gives from the
// mail's key, so that a mail sent again carries the same link and what is stored opens nothing.
func (s *Service) mailToken(mailID string) string {
	sum := hmac.New(sha256.New, s.Secret)
	sum.Write([]byte("mail link\n" + mailID))
	return base32.StdEncoding.EncodeToString(sum.Sum(nil)[:20])
}

// mailLink makes the link of a mail about to leave, and gives its token; empty when the mail has no link. Its life counts
// from the attempt, as long as no earlier copy can have been read. A link that served is never made anew: that it was kept
// once is recorded before the mail leaves, so that one cut short before it was kept is told from one that was used.
func (s *Service) mailLink(ctx context.Context, m *domain.Mail) (token string, err error) {
	if m.Grant == nil {
		return "", nil
	}
	token = s.mailToken(m.ID)
	secret, err := s.Secrets.Get(ctx, hashOf(token))
	switch code := domain.CodeOf(err); {
	case code == "" && m.Left:
		return token, s.noteLink(ctx, m)
	case code == domain.CodeNotFound:
		if used, err := s.linkEnded(ctx, m); err != nil || used {
			return token, err
		}
		secret = s.secretOf(*m.Grant, token)
	case err != nil:
		return "", err
	}
	secret.Expires = s.Now().Add(m.Grant.Life)
	if err := s.Secrets.Save(ctx, secret); err != nil {
		return "", err
	}
	return token, s.noteLink(ctx, m)
}

func linkOf(m *domain.Mail) string { return "mail/" + m.ID + "/link" }

// noteLink records that the link of a mail is kept; the mail must not leave before.
func (s *Service) noteLink(ctx context.Context, m *domain.Mail) error {
	err := s.Deps.Once.Insert(ctx, linkOf(m), s.Now().UTC().Format(time.RFC3339))
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil
	}
	return err
}

// linkEnded tells, of a link that is kept no more, whether a copy of its mail can have given it to somebody.
func (s *Service) linkEnded(ctx context.Context, m *domain.Mail) (bool, error) {
	if !m.Left {
		return false, nil
	}
	_, err := s.Deps.Once.Get(ctx, linkOf(m))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}
