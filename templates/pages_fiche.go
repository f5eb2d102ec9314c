package templates

import "eedk.fr/candidatheque/domain"

// FichePage is the one-page sheet of somebody who said yes, for the employer of that offer and referents.
type FichePage struct {
	Base
	ID    string
	Fiche domain.Fiche
}

// Title of the page.
func (p FichePage) Title() string { return "Fiche : " + p.Fiche.Name() }

func (FichePage) file() string { return "fiche" }

// FichePart is one heading of a sheet with its lines.
type FichePart struct {
	Title string
	Lines []string
}

// FicheParts are the parts of a sheet that say something, in reading order: the page and the file show the same.
func FicheParts(f domain.Fiche) (parts []FichePart) {
	var languages []string
	for _, l := range f.Languages {
		languages = append(languages, capital(LanguageWords(l)))
	}
	for _, part := range []FichePart{{"Métiers", f.Occupations}, {"Sait faire", f.Skills}, {"Permis", f.Licences}, {"Certificats", f.Certificates},
		{"Niveau", said(f.Level)}, {"Disponible", said(f.Availability)}, {"Langues", languages}} {
		if len(part.Lines) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

func said(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
