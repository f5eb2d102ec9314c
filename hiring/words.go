package hiring

import "eedk.fr/candidatheque/domain"

// Suggest proposes occupations for a title, the best first; a description of the work, if any, helps where the title
// leaves a doubt.
func (s *Service) Suggest(title, description string) []domain.Suggestion {
	if s.Refs.Suggest == nil {
		return nil
	}
	return s.Refs.Suggest(title, description)
}

// FindCommune finds the commune of a postal code, a name or both.
func (s *Service) FindCommune(postalCode, name string) (domain.Commune, error) {
	return s.Refs.Communes.Find(postalCode, name)
}
