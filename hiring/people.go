package hiring

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// Person opens a file.
func (s *Service) Person(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return s.Deps.People.Get(ctx, actor, id)
}

// SavePerson saves a file as edited: Revision 0 opens it under its ID, another replaces that revision only. An accord or
// a proof that the editor brings is recorded as theirs. It returns what was saved, visible in lists at once.
func (s *Service) SavePerson(ctx context.Context, actor domain.Actor, p *domain.Person) (*domain.Person, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un référent modifie un dossier de la candidathèque.")
	}
	saved := *p
	act := "edit"
	if saved.Revision == 0 {
		saved.Created, saved.Source, act = now, "staff", "create"
	}
	before, err := s.stored(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if err := s.checkPerson(&saved, domain.DayOf(now)); err != nil {
		return nil, err
	}
	sign(&saved, before, actor)
	saved.Note(act, actor, now, "")
	if err := s.Deps.People.Save(ctx, &saved); err != nil {
		return nil, err
	}
	s.show(ctx, &saved)
	return &saved, nil
}

// stored reads a file for the house; an empty one when there is none.
func (s *Service) stored(ctx context.Context, id string) (*domain.Person, error) {
	p, err := s.Deps.People.Get(ctx, domain.System(), id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Person{}, nil
	}
	return p, err
}

// sign puts the actor's name to an accord and to proofs that were not there before.
func sign(p, before *domain.Person, actor domain.Actor) {
	k := &p.Candidate
	if k.Consent.On != before.Candidate.Consent.On {
		k.Consent.By = actor.ID
		if k.Consent.Channel == "" {
			k.Consent.Channel = actor.Channel
		}
	}
	k.Criteria = slices.Clone(k.Criteria)
	for i := range k.Criteria {
		if k.Criteria[i].By == "" {
			k.Criteria[i].By = actor.ID
		}
	}
}

// checkPerson brings codes to the referential's and refuses, by field, what may not be kept.
func (s *Service) checkPerson(p *domain.Person, today domain.Date) error {
	f := p.Candidate.Faults(today)
	f.Add("id", intake.CheckID(p.ID))
	m := &p.Profile
	m.Skills = slices.Clone(m.Skills)
	for i := range m.Skills {
		m.Skills[i] = s.skill(m.Skills[i])
	}
	m.Certificates = slices.Clone(m.Certificates)
	for i := range m.Certificates {
		m.Certificates[i].Code, _ = s.Refs.Certificates.Parse(m.Certificates[i].Code)
	}
	m.RefusedContexts = s.contexts(m.RefusedContexts)
	for i, code := range m.Communes {
		if _, ok := s.Refs.Communes.ByINSEE(code); !ok {
			f.Add("communes", s.nameCommune(m, i))
		}
	}
	p.Candidate.Adviser = strings.ToLower(strings.TrimSpace(p.Candidate.Adviser))
	for _, text := range []struct{ field, value string }{
		{"presentation", m.Presentation}, {"candidate.last_name", p.Candidate.LastName}, {"candidate.first_name", p.Candidate.FirstName},
		{"candidate.phone", p.Candidate.Phone}, {"candidate.sex", p.Candidate.Sex}, {"candidate.civility", p.Candidate.Civility},
	} {
		if _, found := intake.WithoutNIR(text.value); found {
			f.Add(text.field, domain.Invalid(text.field, "Ce texte contient un numéro de sécurité sociale : il est interdit de l'enregistrer ici."))
		}
	}
	return f.Err()
}

// nameCommune reads as a postal code or a name what is not an INSEE code, and puts the code in its place.
func (s *Service) nameCommune(m *domain.Profile, i int) error {
	postalCode, name := "", m.Communes[i]
	if len(name) == 5 && strings.Trim(name, "0123456789") == "" {
		postalCode, name = name, ""
	}
	found, err := s.Refs.Communes.Find(postalCode, name)
	if err != nil {
		return domain.Invalid("communes", "%s", messageOf(err))
	}
	m.Communes = slices.Clone(m.Communes)
	m.Communes[i] = found.INSEE
	return nil
}

// SearchPeople searches the candidathèque, for referents only: employers may not probe it.
func (s *Service) SearchPeople(ctx context.Context, actor domain.Actor, q PeopleQuery) (FoundPage, error) {
	if !domain.CanSearchPeople(actor) {
		return FoundPage{}, domain.Refuse(domain.CodeForbidden, "Seuls les référents cherchent dans la candidathèque.")
	}
	if q.Certificate != "" {
		q.Certificate, _ = s.Refs.Certificates.Parse(q.Certificate)
	}
	found, err := s.Index.Search(ctx, q)
	if err != nil {
		return FoundPage{}, err
	}
	page := FoundPage{Total: found.Total, Next: found.Next, Pool: s.pool.Len()}
	for _, hit := range found.Hits {
		p, err := s.Deps.People.Get(ctx, actor, hit.ID)
		switch {
		case err == nil:
			page.Hits = append(page.Hits, Found{p, hit.Highlights})
		case domain.CodeOf(err) != domain.CodeNotFound: // somebody just left: the index learns it in an instant
			return FoundPage{}, err
		}
	}
	return page, nil
}

// namesShown is how many people a search by name gives.
const namesShown = 20

// PeopleByName finds people by the beginning of their name, for who may see them.
func (s *Service) PeopleByName(ctx context.Context, actor domain.Actor, prefix string) ([]*domain.Person, error) {
	return s.Deps.People.ByName(ctx, actor, prefix, namesShown)
}

// FollowedPeople lists the people an adviser follows, by their account's address.
func (s *Service) FollowedPeople(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Person, next string, err error) {
	if !actor.Roles.Has(domain.RoleAdviser) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Cette liste est celle des conseillers.")
	}
	return s.Deps.People.Find(ctx, actor, domain.PersonQuery{Adviser: actor.Email, Cursor: cursor})
}

// WithdrawConsent ends a person's accord at once: they leave the pool and every list to come.
func (s *Service) WithdrawConsent(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	now := s.Now()
	p, err := s.Deps.People.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !p.Candidate.Consent.Given(domain.DayOf(now)) {
		return p, nil
	}
	p.Candidate.Consent.Withdrawn = domain.DayOf(now)
	p.Note("withdraw_consent", actor, now, "")
	if err := s.Deps.People.Save(ctx, p); err != nil {
		return nil, err
	}
	s.show(ctx, p)
	return p, nil
}
