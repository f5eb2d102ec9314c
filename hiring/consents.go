package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// RecordConsent records the accord that a person gave to the actor, on that day and by that channel.
func (s *Service) RecordConsent(ctx context.Context, actor domain.Actor, id string, by domain.Channel, on domain.Date) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		if !domain.CanEditPerson(actor, p) {
			return domain.NotFound("Personne")
		}
		return p.Agree(actor, by, on, now)
	})
}

// ConsentBatch is what became of a list of accords: Refused are those that could not be recorded, with why.
type ConsentBatch struct {
	Recorded []*domain.Person
	Refused  []ConsentRefusal
}

// ConsentRefusal is one accord that was not recorded. Name is empty when the person is gone.
type ConsentRefusal struct {
	ID, Name string
	Err      error
}

// maxConsents is how many accords one batch records at most.
const maxConsents = 500

// RecordConsents records the accords of a list, told by phone or gathered on paper: each person gets their own line of
// history. A person whose accord cannot be recorded does not stop the others.
func (s *Service) RecordConsents(ctx context.Context, actor domain.Actor, ids []string, by domain.Channel, on domain.Date) (ConsentBatch, error) {
	switch {
	case !domain.CanModeratePeople(actor):
		return ConsentBatch{}, domain.Refuse(domain.CodeForbidden, "Seuls les référents notent des accords en nombre.")
	case len(ids) == 0:
		return ConsentBatch{}, domain.Invalid("person", "Cochez au moins une personne.")
	case len(ids) > maxConsents:
		return ConsentBatch{}, domain.Invalid("person", "%d personnes à la fois au plus.", maxConsents)
	}
	slices.Sort(ids)
	var done ConsentBatch
	for _, id := range slices.Compact(ids) {
		p, err := s.RecordConsent(ctx, actor, id, by, on)
		switch code := domain.CodeOf(err); {
		case err == nil:
			done.Recorded = append(done.Recorded, p)
		case code == domain.CodeInvalid, code == domain.CodeNotFound:
			refused := ConsentRefusal{ID: id, Err: err}
			if known, err := s.Deps.People.Get(ctx, actor, id); err == nil {
				refused.Name = known.Candidate.FullName()
			}
			done.Refused = append(done.Refused, refused)
		default:
			return done, err
		}
	}
	return done, nil
}

// PeopleWithoutConsent lists by name those whom nobody asked yet. Who said no is not among them.
func (s *Service) PeopleWithoutConsent(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Person, next string, err error) {
	if !domain.CanModeratePeople(actor) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Seuls les référents notent des accords en nombre.")
	}
	return s.Deps.People.Find(ctx, actor, domain.PersonQuery{Consent: domain.AnswerNone, Order: domain.ByName, Cursor: cursor, Limit: pageOfAll})
}

// WithdrawConsent ends a person's accord at once: they leave the pool and every list to come.
func (s *Service) WithdrawConsent(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		if !p.Decline(actor, now) {
			return errUnchanged
		}
		return nil
	})
}

// consentLinkLife is how long the link of an accord serves (quality.md, Signed links: ≤ 14 days).
const consentLinkLife = 14 * 24 * time.Hour

// NewConsentLink makes the link that asks one person for their accord. It ends the one made before for them.
func (s *Service) NewConsentLink(ctx context.Context, actor domain.Actor, id string) (SignedLink, error) {
	p, err := s.Deps.People.Get(ctx, actor, id)
	if err == nil && !domain.CanEditPerson(actor, p) {
		err = domain.NotFound("Personne")
	}
	if err != nil {
		return SignedLink{}, err
	}
	if err := s.revokeAll(ctx, id, domain.SecretConsent); err != nil {
		return SignedLink{}, err
	}
	return s.newLink(ctx, domain.Grant{Purpose: domain.SecretConsent, Holder: id, Object: mailboxOf(p), Life: consentLinkLife, Path: "/accord/"})
}

// ConsentQuestion is what the holder of a link is asked, and what they answered.
type ConsentQuestion struct {
	FirstName string
	Consent   domain.Consent
	Expires   time.Time
}

// AskConsent reads what a link asks, and changes nothing. Unknown, foreign and tampered links, and those of somebody who
// is gone, are one same NotFound; an old one is Gone.
func (s *Service) AskConsent(ctx context.Context, token string) (ConsentQuestion, error) {
	secret, err := s.openLink(ctx, domain.SecretConsent, token)
	if err != nil {
		return ConsentQuestion{}, err
	}
	p, err := s.Person(ctx, domain.System(), secret.UserID)
	if err != nil {
		return ConsentQuestion{}, unknownLink(err)
	}
	if err := movedAway(secret, p); err != nil {
		return ConsentQuestion{}, err
	}
	return ConsentQuestion{FirstName: p.Candidate.FirstName, Consent: p.Candidate.Consent, Expires: secret.Expires}, nil
}

// AnswerConsent records what the holder of a link says: AnswerGiven or AnswerWithdrawn. The same answer again changes
// nothing; a mind may change as long as the link serves.
func (s *Service) AnswerConsent(ctx context.Context, token string, answer domain.Answer) (ConsentQuestion, error) {
	secret, err := s.openLink(ctx, domain.SecretConsent, token)
	if err != nil {
		return ConsentQuestion{}, err
	}
	holder := domain.Holder(domain.ChannelLink)
	id, err := s.survivorOf(ctx, secret.UserID)
	if err != nil {
		return ConsentQuestion{}, err
	}
	p, err := s.changePerson(ctx, domain.System(), id, func(p *domain.Person, now time.Time) error {
		if err := movedAway(secret, p); err != nil {
			return err
		}
		switch {
		case answer != domain.AnswerGiven && answer != domain.AnswerWithdrawn:
			return domain.Invalid("answer", "Répondez oui ou non.")
		case p.Candidate.Consent.Answer() == answer:
			return errUnchanged
		case answer == domain.AnswerGiven:
			return p.Agree(holder, domain.ChannelLink, domain.DayOf(now), now)
		}
		p.Decline(holder, now)
		return nil
	})
	if err != nil {
		return ConsentQuestion{}, unknownLink(err)
	}
	return ConsentQuestion{FirstName: p.Candidate.FirstName, Consent: p.Candidate.Consent, Expires: secret.Expires}, nil
}
