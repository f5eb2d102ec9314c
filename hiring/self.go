package hiring

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// selfLinkLife is how long the link of a person's own page serves (quality.md, Signed links: ≤ 14 days).
const selfLinkLife = 14 * 24 * time.Hour

// selfGrant is bound to the mailbox it goes to: once the file has another address, the old one opens nothing.
func selfGrant(p *domain.Person) *domain.Grant {
	return &domain.Grant{Purpose: domain.SecretSelf, Holder: p.ID, Object: mailboxOf(p), Life: selfLinkLife, Path: "/mes-donnees/"}
}

// mailboxOf is the address of a person under a hash; empty when they have none.
func mailboxOf(p *domain.Person) string {
	if p.Candidate.Email == "" {
		return ""
	}
	return addressKey(strings.ToLower(p.Candidate.Email))
}

// movedAway is the NotFound of a link that was made for another address than the file has now. One made for nobody's
// mailbox, shown by staff to somebody without an e-mail, goes on.
func movedAway(secret *domain.Secret, p *domain.Person) error {
	if secret.Object != "" && secret.Object != mailboxOf(p) {
		return domain.NotFound("Lien")
	}
	return nil
}

// AskSelfLink sends the link of their own page to whoever has a file with that address, each their own. Known and unknown
// addresses take the same steps and get the same answer; files are looked for behind it. Too many asks are TooMany.
func (s *Service) AskSelfLink(ctx context.Context, email, from string) error {
	address, err := userEmail(email)
	if err != nil {
		return err
	}
	if _, err := s.begin(ctx, triedSelf, address, from); err != nil {
		return err
	}
	s.background.Go(func() {
		if err := s.mailSelfLinks(context.WithoutCancel(ctx), address); err != nil {
			s.Log.Error("the link of a person's page was not posted", slog.String("code", string(domain.CodeOf(err))))
		}
	})
	return nil
}

func (s *Service) mailSelfLinks(ctx context.Context, address string) error {
	people, err := s.Identities.Alike(ctx, domain.Candidate{Email: address}.IdentityKeys())
	if err != nil {
		return err
	}
	for _, p := range people {
		letter := domain.SelfLinkLetter{FirstName: p.Candidate.FirstName}
		if err := s.post(ctx, "self/"+rand.Text(), domain.PersonRecipient(p), letter, selfGrant(p)); err != nil {
			return err
		}
	}
	return nil
}

// OwnFile is a person's file as they read it themself: Proposals are when they were put forward, without naming an
// employer that they did not meet; Ends is when the file goes if nothing happens.
type OwnFile struct {
	Person    *domain.Person
	Expires   time.Time
	Proposals []OwnProposal
	Ends      domain.Date
	// Archived is what would stay if they erased it.
	Archived ArchivedAfter
}

// OwnProposal is one list on which the person stood.
type OwnProposal struct {
	On             domain.Date
	Title, Commune string
	Shown          bool // the employer saw an anonymous card
}

// OwnFile opens a person's own page, and changes nothing. Unknown, foreign and tampered links, and those of somebody who is
// gone, are one same NotFound; an old one is Gone.
func (s *Service) OwnFile(ctx context.Context, token string) (OwnFile, error) {
	secret, err := s.openLink(ctx, domain.SecretSelf, token)
	if err != nil {
		return OwnFile{}, err
	}
	p, err := s.Person(ctx, domain.System(), secret.UserID)
	if err != nil {
		return OwnFile{}, unknownLink(err)
	}
	if err := movedAway(secret, p); err != nil {
		return OwnFile{}, err
	}
	own := OwnFile{Person: p, Expires: secret.Expires, Ends: p.AnonymisedOn()}
	if own.Archived, err = s.archivedAfter(ctx, p); err != nil {
		return OwnFile{}, err
	}
	for _, proposal := range s.exposure.of(p) {
		list, err := s.Deps.Shortlists.Get(ctx, domain.System(), proposal.shortlist)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return OwnFile{}, err
		}
		if entry := entryOf(list, p); entry != nil {
			own.Proposals = append(own.Proposals, OwnProposal{On: list.On, Title: list.Asked.Title, Commune: list.Asked.Place.Name, Shown: entry.Snapshot != nil})
		}
	}
	slices.SortStableFunc(own.Proposals, func(a, b OwnProposal) int { return cmp.Compare(b.On, a.On) })
	return own, nil
}

// onOwnFile is the walk of every verb of a person on their own file.
func (s *Service) onOwnFile(ctx context.Context, token string, act func(p *domain.Person, holder domain.Actor, now time.Time) error) error {
	secret, err := s.openLink(ctx, domain.SecretSelf, token)
	if err != nil {
		return err
	}
	id, err := s.survivorOf(ctx, secret.UserID)
	if err != nil {
		return err
	}
	holder := domain.Holder(domain.ChannelLink)
	_, err = s.changePerson(ctx, domain.System(), id, func(p *domain.Person, now time.Time) error {
		if err := movedAway(secret, p); err != nil {
			return err
		}
		return act(p, holder, now)
	})
	return unknownLink(err)
}

// PauseOwn takes the person out of the pool at once, until a day or until they say.
func (s *Service) PauseOwn(ctx context.Context, token string, until domain.Date) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error { return p.Suspend(until, holder, now) })
}

// ResumeOwn ends the pause; one that ended already is not an error.
func (s *Service) ResumeOwn(ctx context.Context, token string) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
		if !p.Candidate.Pause.On(domain.DayOf(now)) {
			return errUnchanged
		}
		return p.Resume(holder, now)
	})
}

// RemindersOwn stops the reminders of what is proposed to the person, Yes, or begins them again, No.
func (s *Service) RemindersOwn(ctx context.Context, token string, off domain.Tri) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
		switch {
		case off == domain.Unknown:
			return domain.Invalid("off", "Choisissez : avec ou sans rappel.")
		case !p.SuspendReminders(off, holder, now):
			return errUnchanged
		}
		return nil
	})
}

// AnswerOwn gives the accord or takes it back, at once. The same answer again changes nothing.
func (s *Service) AnswerOwn(ctx context.Context, token string, answer domain.Answer) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
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
}

// CorrectOwn applies a person's corrections at once; referents are told. moved tells that the file has another address: the
// link of the old one ends, and that of the new one is posted.
func (s *Service) CorrectOwn(ctx context.Context, token string, c domain.Correction) (moved bool, err error) {
	var corrected *domain.Person
	err = s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
		before := mailboxOf(p)
		changed, err := p.Correct(c, holder, now)
		if err != nil {
			return err
		}
		if !changed {
			return errUnchanged
		}
		moved, corrected = before != "" && before != mailboxOf(p), p
		return s.checkPerson(p, domain.DayOf(now))
	})
	if err != nil || !moved {
		return false, err
	}
	letter := domain.SelfLinkLetter{FirstName: corrected.Candidate.FirstName}
	return true, s.post(ctx, "self/"+rand.Text(), domain.PersonRecipient(corrected), letter, selfGrant(corrected))
}

// AskOwn keeps what the person asks a referent to correct.
func (s *Service) AskOwn(ctx context.Context, token, text string) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
		return p.AskCorrection(text, holder, now)
	})
}

// KeepOwn says that the person still looks for work: an act, from which the time of the file runs anew.
func (s *Service) KeepOwn(ctx context.Context, token string) error {
	return s.onOwnFile(ctx, token, func(p *domain.Person, holder domain.Actor, now time.Time) error {
		p.Note(domain.ActStillHere, holder, now, "")
		return nil
	})
}

// EraseOwn erases the person at their own word, everywhere and for good.
func (s *Service) EraseOwn(ctx context.Context, token string) (Erasure, error) {
	own, err := s.OwnFile(ctx, token)
	if err != nil {
		return Erasure{}, err
	}
	return s.erase(ctx, domain.Holder(domain.ChannelLink), own.Person, domain.ErasedOnRequest)
}

// ExportOwn is everything held of the person, for themself: what would name an employer they did not meet is left out,
// and so is who of the staff keeps a list.
func (s *Service) ExportOwn(ctx context.Context, token string) (PersonExport, error) {
	own, err := s.OwnFile(ctx, token)
	if err != nil {
		return PersonExport{}, err
	}
	export, err := s.exportOf(ctx, own.Person)
	for i, x := range export.Holds {
		switch holds := x.Holds.(type) {
		case *domain.Position:
			bare := *holds
			bare.SIRETs = nil
			export.Holds[i].Holds = bare
		case *domain.Alert:
			bare := *holds
			bare.SIRETs = nil
			export.Holds[i].Holds = bare
		case domain.ListExcerpt:
			holds.Owner = ""
			export.Holds[i].Holds = holds
		}
	}
	return export, err
}

// AnswerAsks closes what a person asked on their page, once a referent or their adviser dealt with it.
func (s *Service) AnswerAsks(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		if !domain.CanEditPerson(actor, p) {
			return domain.NotFound("Personne")
		}
		return p.AnswerAsks(actor, now)
	})
}

// selfReactions are who is told of what a person does on their own page, and of the end of a file that comes.
var selfReactions = []reaction{
	on(domain.ActSuspend, (*Service).selfChanged),
	on(domain.ActResume, (*Service).selfChanged),
	on(domain.ActSelfCorrect, (*Service).selfChanged),
	on(domain.ActSelfAsk, (*Service).selfChanged),
	on(domain.ActWarnRetention, (*Service).fileEnding),
	on(domain.ActWithdrawConsent, (*Service).accordWithdrawn),
	on(domain.ActDeclineConsent, (*Service).accordWithdrawn),
}

var selfWords = map[string]string{
	domain.ActSuspend: "a demandé une pause", domain.ActResume: "a fini sa pause", domain.ActSelfCorrect: "a corrigé son dossier",
	domain.ActSelfAsk: "demande une correction", domain.ActWarnRetention: "sera bientôt effacée, sans nouvelle depuis 23 mois",
}

// selfChanged tells the referents.
func (s *Service) selfChanged(ctx context.Context, e event, p *domain.Person) ([]post, error) {
	return s.toRole(ctx, domain.RoleReferent, domain.SelfChangedLetter{PersonID: p.ID, What: selfWords[strings.TrimSpace(e.Step.To)]}, e.Step.Actor)
}

// fileEnding tells the person, and the referents, that the file goes; nobody once something happened since.
func (s *Service) fileEnding(ctx context.Context, e event, p *domain.Person) ([]post, error) {
	if !p.Warned() {
		return nil, nil
	}
	posts, err := s.selfChanged(ctx, e, p)
	letter := domain.FileEndingLetter{FirstName: p.Candidate.FirstName, On: p.AnonymisedOn().French()}
	return append(posts, post{To: domain.PersonRecipient(p), Letter: letter, Grant: selfGrant(p)}), err
}
