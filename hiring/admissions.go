package hiring

import (
	"cmp"
	"context"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Acceptance is what a referent decides when they accept somebody. An empty Programme begins none; an empty Referent is
// the actor.
type Acceptance struct {
	Domain    domain.PoolDomain
	Programme domain.Programme
	From      domain.Date
	Referent  string
}

// AcceptPerson takes a proposed person into the candidathèque, in a domain, and begins their accompaniment. They are in
// the pool as soon as their accord stands.
func (s *Service) AcceptPerson(ctx context.Context, actor domain.Actor, id string, a Acceptance) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		p.Profile.Domain = cmp.Or(a.Domain, p.Profile.Domain)
		if err := p.Admit(domain.AdmissionAccepted, actor, now, ""); err != nil {
			return err
		}
		p.Candidate.Referent = cmp.Or(strings.TrimSpace(a.Referent), p.Candidate.Referent, actor.Name)
		enter(p, now)
		if a.Programme == "" {
			return nil
		}
		return p.Join(a.Programme, a.From, actor, now)
	})
}

// RefusePerson sends a proposal back, with a reason that whoever proposed may read. A refused file is in no list of the
// referents; it is removed after refusedDays.
func (s *Service) RefusePerson(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		return p.Admit(domain.AdmissionRefused, actor, now, reason)
	})
}

// ProposeAgain hands a refused file, completed meanwhile, to the referents once more.
func (s *Service) ProposeAgain(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error {
		return p.Admit(domain.AdmissionProposed, actor, now, "")
	})
}

// ProposedPeople lists who waits for a referent, the first come first.
func (s *Service) ProposedPeople(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Person, next string, err error) {
	if !domain.CanModeratePeople(actor) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Seuls les référents relisent les propositions.")
	}
	return s.Deps.People.Find(ctx, actor, domain.PersonQuery{Stage: domain.AdmissionProposed, Order: domain.ByEntry, Cursor: cursor})
}

// RefusedPeople lists the proposals that came back to an adviser, who may complete them.
func (s *Service) RefusedPeople(ctx context.Context, actor domain.Actor) ([]*domain.Person, error) {
	list, _, err := s.Deps.People.Find(ctx, actor, domain.PersonQuery{Adviser: actor.Email, Stage: domain.AdmissionRefused, Order: domain.ByEntry})
	return list, err
}

// SelfProposal is what a stranger says of themself on the open page: Work is what they would like to do, in their words.
// Licence is whether they may drive a car. Sending it gives the accord of the page's wording.
type SelfProposal struct {
	FirstName, LastName string
	Phone, Email        string
	Place               domain.Commune
	Work                []string
	Available           domain.Date
	Licence             domain.Tri
}

// ProposeSelf keeps what somebody says of themself, with their accord, for a referent to read. It tells nothing of who is
// known already, nor of who left.
func (s *Service) ProposeSelf(ctx context.Context, said SelfProposal) (*domain.Person, error) {
	now := s.Now()
	holder := domain.Holder(domain.ChannelWeb)
	p := &domain.Person{Record: domain.Record{ID: newID(ctx), Created: now}, Admission: domain.AdmissionProposed, Source: byWeb}
	p.Candidate = domain.Candidate{FirstName: said.FirstName, LastName: said.LastName, Phone: said.Phone, Email: said.Email}
	p.Profile = domain.Profile{Place: said.Place, Available: said.Available}
	for _, title := range said.Work {
		p.Profile.Targets = append(p.Profile.Targets, domain.Target{Title: title})
	}
	if said.Licence == domain.Yes {
		p.Profile.Licences = []domain.HeldLicence{{Licence: "B"}}
	}
	if err := said.Lacks(); err != nil {
		return nil, err
	}
	if err := s.checkPerson(p, domain.DayOf(now)); err != nil {
		return nil, err
	}
	p.Note("propose_self", holder, now, "")
	if err := p.Agree(holder, domain.ChannelWeb, domain.DayOf(now), now); err != nil {
		return nil, err
	}
	if left := s.refuseLeaver(ctx, p); left != nil {
		return s.keepAway(ctx, p, left)
	}
	if err := s.Deps.People.Save(ctx, p); err != nil {
		return nil, inserted(ctx, err)
	}
	s.show(ctx, p)
	return p, nil
}

// keepAway keeps nothing of what somebody who left says on the open page, and answers as to anybody: who is known there is
// nobody's business. The page tells everybody who had themself erased to come or to call.
func (s *Service) keepAway(ctx context.Context, p *domain.Person, left error) (*domain.Person, error) {
	if domain.CodeOf(left) != domain.CodeGone {
		return nil, left
	}
	return p, s.journal(ctx, domain.Holder(domain.ChannelWeb), domain.Deed{Act: domain.ActKeptAway})
}

// Lacks refuses, by field, what leaves a referent unable to call back.
func (k SelfProposal) Lacks() error {
	f := domain.FieldErrors{}
	if k.FirstName == "" {
		f.Add("first_name", domain.Invalid("first_name", "Écrivez votre prénom."))
	}
	if k.LastName == "" {
		f.Add("last_name", domain.Invalid("last_name", "Écrivez votre nom."))
	}
	if k.Phone == "" && k.Email == "" {
		f.Add("phone", domain.Invalid("phone", "Donnez un téléphone ou une adresse e-mail : un référent vous répond."))
	}
	if len(k.Work) == 0 {
		f.Add("work", domain.Invalid("work", "Dites quel travail vous cherchez, avec vos mots."))
	}
	if !k.Place.Known() {
		f.Add("postal_code", domain.Invalid("postal_code", "Écrivez votre code postal."))
	}
	return f.Err()
}

// refusedDays is how long a refused file stays for whoever proposed it to read why, in days (param).
const refusedDays = 30

// DropRefused removes the files refused more than refusedDays ago: nothing founds keeping somebody who is not
// accompanied here (RGPD art. 5). Start and each new Paris day run it.
func (s *Service) DropRefused(ctx context.Context) error {
	limit := domain.DayOf(s.Now()) - refusedDays
	var due []string
	q := domain.PersonQuery{Stage: domain.AdmissionRefused, Limit: pageOfAll}
	for {
		list, next, err := s.Deps.People.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, p := range list {
			if refusedBefore(p, limit) {
				due = append(due, p.ID)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	for _, id := range due {
		if err := s.dropRefused(ctx, id, limit); err != nil {
			return err
		}
	}
	return nil
}

// refusedBefore tells whether a file is refused, and was not touched since a day.
func refusedBefore(p *domain.Person, limit domain.Date) bool {
	return p.Stage() == domain.AdmissionRefused && domain.DayOf(p.Updated) < limit
}

// dropRefused removes a file that is refused still. One that somebody wrote between the last look and the removal is put
// back as they left it.
func (s *Service) dropRefused(ctx context.Context, id string, limit domain.Date) error {
	p, err := s.stored(ctx, id)
	if err != nil || !refusedBefore(p, limit) {
		return err
	}
	last, err := s.Identities.Take(ctx, id)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return nil // another process took it
	case err != nil:
		return err
	case refusedBefore(last, limit):
		return s.ForgetKey(ctx, id)
	}
	last.Revision = 0
	if err := s.Deps.People.Save(ctx, last); err != nil {
		return err
	}
	s.show(ctx, last)
	return nil
}
