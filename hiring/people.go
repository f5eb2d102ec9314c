package hiring

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// Person opens a file. The key of a file that was merged opens the one that took it over.
func (s *Service) Person(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	p, err := s.Deps.People.Get(ctx, actor, id)
	if domain.CodeOf(err) != domain.CodeNotFound {
		return p, err
	}
	survivor, followed := s.survivorOf(ctx, id)
	if followed != nil || survivor == id {
		return nil, cmp.Or(followed, err)
	}
	return s.Deps.People.Get(ctx, actor, survivor)
}

// stored reads a file for the house; an empty one when there is none.
func (s *Service) stored(ctx context.Context, id string) (*domain.Person, error) {
	p, err := s.Deps.People.Get(ctx, domain.System(), id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Person{}, nil
	}
	return p, err
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

// NamesShown is how many people a search by name gives.
const NamesShown = 20

// PeopleByName finds people by the beginning of their name, for who may see them.
func (s *Service) PeopleByName(ctx context.Context, actor domain.Actor, prefix string) ([]*domain.Person, error) {
	return s.Deps.People.ByName(ctx, actor, prefix, NamesShown)
}
