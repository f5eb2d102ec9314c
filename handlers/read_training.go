package handlers

import (
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// trainingSessionBody is a session as the API reads and writes it: dates 2026-11-23, certificates by code.
type trainingSessionBody struct {
	ID           string                `json:"id"`
	Status       domain.TrainingStatus `json:"status"`
	Revision     int64                 `json:"revision"`
	Title        string                `json:"title"`
	ROME         string                `json:"rome"`
	Certificates []string              `json:"certificates"`
	Skills       []string              `json:"skills"`
	Start        string                `json:"start"`
	End          string                `json:"end"`
	PostalCode   string                `json:"postal_code"`
	Commune      string                `json:"commune"`
	Places       int                   `json:"places"`
	Hours        int                   `json:"hours"`
	Provider     string                `json:"provider"`
	Funder       string                `json:"funder"`
	Programmes   []string              `json:"programmes"`
	Conditions   string                `json:"conditions"`
}

// mostGiven bounds the certificates and the skills of a session that are read.
const mostGiven = 20

// trainingOf reads a session that came as text; f receives what is wrong, by field.
func (s *Server) trainingOf(b trainingSessionBody, f fields) *domain.Training {
	t := &domain.Training{Title: f.short("title", b.Title), ROME: optional(f, "rome", b.ROME, domain.ParseROME), Places: b.Places, Hours: b.Hours,
		Start: optional(f, "start", b.Start, domain.ParseDate), End: optional(f, "end", b.End, domain.ParseDate),
		Provider: f.short("provider", b.Provider), Funder: f.short("funder", b.Funder), Conditions: f.short("conditions", b.Conditions)}
	f.within("places", b.Places, 500)
	f.within("hours", b.Hours, 2000)
	for i, code := range b.Certificates {
		if code = oneLine(code); code != "" && i < mostGiven {
			t.Certificates = append(t.Certificates, f.short("certificates", code))
		}
	}
	for i, skill := range b.Skills {
		if skill = oneLine(skill); skill != "" && i < mostGiven {
			t.Skills = append(t.Skills, f.short("skills", skill))
		}
	}
	for _, code := range b.Programmes {
		t.Programmes = append(t.Programmes, collect(f, "programmes", code, domain.ParseProgramme))
	}
	if b.PostalCode != "" || b.Commune != "" {
		place, err := s.hiring.FindCommune(oneLine(b.PostalCode), oneLine(b.Commune))
		f.addAt("commune", err)
		t.Place = place
	}
	return t
}

func trainingBodyOf(t *domain.Training) trainingSessionBody {
	b := trainingSessionBody{ID: t.ID, Status: t.Status, Revision: t.Revision, Title: t.Title, ROME: string(t.ROME), Certificates: listOf(t.Certificates),
		Skills: listOf(t.Skills), Start: t.Start.String(), End: t.End.String(), PostalCode: t.Place.PostalCode, Commune: t.Place.Name, Places: t.Places,
		Hours: t.Hours, Provider: t.Provider, Funder: t.Funder, Programmes: []string{}, Conditions: t.Conditions}
	for _, p := range t.Programmes {
		b.Programmes = append(b.Programmes, string(p))
	}
	return b
}

// readTrainingForm keeps every value as typed, so that a refused form comes back as it was sent.
func readTrainingForm(f form) templates.TrainingForm {
	return templates.TrainingForm{Title: f.line("title"), ROME: f.line("rome"), Certificates: chosen(f.all("certificates")), Skills: f.line("skills"),
		Start: f.line("start"), End: f.line("end"), PostalCode: f.line("postal_code"), Commune: f.line("commune"), Places: f.line("places"),
		Hours: f.line("hours"), Provider: f.line("provider"), Funder: f.line("funder"), Programmes: f.all("programmes"), Conditions: f.line("conditions")}
}

// chosen leaves out the lists where nothing was chosen.
func chosen(values []string) (list []string) {
	for _, v := range values {
		if v = oneLine(v); v != "" && len(list) < mostGiven {
			list = append(list, v)
		}
	}
	return list
}

// trainingOfForm reads the session of a form; wrong is nil when every value could be read.
func (s *Server) trainingOfForm(t templates.TrainingForm) (session *domain.Training, wrong domain.FieldErrors) {
	f := newFields()
	b := trainingSessionBody{Title: t.Title, ROME: t.ROME, Certificates: t.Certificates, Skills: strings.Split(t.Skills, ","), Start: t.Start, End: t.End,
		PostalCode: t.PostalCode, Commune: t.Commune, Places: f.integer("places", t.Places), Hours: f.integer("hours", t.Hours),
		Provider: t.Provider, Funder: t.Funder, Programmes: t.Programmes, Conditions: t.Conditions}
	session = s.trainingOf(b, f)
	if len(f.FieldErrors) == 0 {
		return session, nil
	}
	for field, message := range session.Faults() { // all that is wrong at once
		f.Add(field, domain.Invalid(field, "%s", message))
	}
	return nil, f.FieldErrors
}

// formOfTraining shows a stored session in its form.
func formOfTraining(t *domain.Training) templates.TrainingForm {
	b := trainingBodyOf(t)
	figure := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return templates.TrainingForm{Title: b.Title, ROME: b.ROME, Certificates: b.Certificates, Skills: strings.Join(b.Skills, ", "), Start: b.Start, End: b.End,
		PostalCode: b.PostalCode, Commune: b.Commune, Places: figure(b.Places), Hours: figure(b.Hours), Provider: b.Provider, Funder: b.Funder,
		Programmes: b.Programmes, Conditions: b.Conditions}
}
