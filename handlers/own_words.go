package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// ownGroups is a file in words for its person: every field that is kept of them, none of its codes.
func (s *Server) ownGroups(p *domain.Person) []templates.OwnGroup {
	return []templates.OwnGroup{
		{Title: "Pour vous joindre", Lines: s.ownContact(p)},
		{Title: "Le travail que vous cherchez", Lines: s.ownSearch(&p.Profile)},
		{Title: "Votre parcours", Lines: s.ownPath(&p.Profile)},
		{Title: "Votre accompagnement", Lines: s.ownFollowing(p)},
	}
}

// ownLines gathers lines that say something.
type ownLines struct{ list []templates.OwnLine }

func (l *ownLines) add(name string, values ...string) {
	text := strings.Join(values, " ; ")
	if strings.TrimSpace(text) != "" {
		l.list = append(l.list, templates.OwnLine{Name: name, Value: text})
	}
}

func (s *Server) ownContact(p *domain.Person) []templates.OwnLine {
	var l ownLines
	k := p.Candidate
	l.add("Nom", k.FullName())
	l.add("Téléphone", k.Phone)
	l.add("E-mail", k.Email)
	l.add("Date de naissance", k.BirthDate.French())
	l.add("Comment vous écrire", k.Civility)
	l.add("Sexe, pour les statistiques seulement", map[string]string{"F": "femme", "M": "homme", "X": "autre"}[k.Sex])
	l.add("Numéro de dossier", append([]string{p.ID}, p.Merged...)...)
	return l.list
}

func (s *Server) ownSearch(m *domain.Profile) []templates.OwnLine {
	var l ownLines
	var work, refused, contexts, communes, windows, contracts []string
	for _, t := range m.Targets {
		work = append(work, s.targetLabel(t))
	}
	for _, code := range m.Refused {
		refused = append(refused, s.occupation(code))
	}
	for _, code := range m.RefusedContexts {
		contexts = append(contexts, s.contextLabel(code))
	}
	for _, code := range m.Communes {
		communes = append(communes, s.communeName(code))
	}
	for _, w := range m.Windows {
		windows = append(windows, w.String())
	}
	for _, k := range m.Contracts.List() {
		contracts = append(contracts, k.Kind().Label)
	}
	l.add("Travail cherché", work...)
	l.add("Travail que vous ne voulez pas", refused...)
	l.add("Disponible à partir du", m.Available.French())
	l.add("Commune", strings.TrimSpace(m.Place.PostalCode+" "+m.Place.Name))
	if m.RadiusKm > 0 {
		l.add("Distance acceptée", fmt.Sprintf("%d km", m.RadiusKm))
	}
	l.add("Autres communes acceptées", communes...)
	l.add("Moyens de transport", m.Means.French())
	if m.HoursWanted > 0 {
		l.add("Heures par semaine", decimalText(m.HoursWanted))
	}
	l.add("Horaires possibles", windows...)
	l.add("Horaires refusés", m.RefusedSchedule.French())
	l.add("Conditions refusées", contexts...)
	l.add("Contrats acceptés", contracts...)
	return l.list
}

func (s *Server) ownPath(m *domain.Profile) []templates.OwnLine {
	var l ownLines
	v := s.profileView(m, domain.DayOf(s.now()))
	var done, studied, seen, licences, certificates, languages []string
	for _, d := range v.Practised {
		done = append(done, fmt.Sprintf("%s (%d mois)", d.Label, d.Months))
	}
	for _, d := range v.Trainings {
		studied = append(studied, d.Label)
	}
	for _, d := range v.Immersions {
		seen = append(seen, d.Label)
	}
	for _, h := range m.Licences {
		licences = append(licences, "permis "+string(h.Licence))
	}
	for _, k := range v.Certificates {
		certificates = append(certificates, strings.TrimSpace(k.Label+" "+prefixed(", du ", k.Delivered.French())))
	}
	for _, k := range m.Languages {
		languages = append(languages, templates.LanguageWords(k))
	}
	l.add("Métiers exercés", done...)
	l.add("Formations", studied...)
	l.add("Immersions en entreprise", seen...)
	l.add("Compétences", v.Skills...)
	l.add("Permis", licences...)
	l.add("Certificats", certificates...)
	if m.Level > 0 {
		l.add("Niveau d'études", "niveau "+strconv.Itoa(m.Level))
	}
	l.add("Langues", languages...)
	l.add("Présentation", m.Presentation)
	for _, k := range m.Commitments {
		l.add("Travail ou stage en cours", prefixed("du ", k.From.French()), prefixed("au ", k.To.French()))
	}
	return l.list
}

func (s *Server) ownFollowing(p *domain.Person) []templates.OwnLine {
	var l ownLines
	k := p.Candidate
	l.add("Entrée dans la candidathèque", k.EnteredOn.French())
	l.add("Référent", k.Referent)
	l.add("Conseiller", k.Adviser)
	for _, a := range k.Accompaniments {
		l.add("Accompagnement", strings.TrimSpace(a.Programme.French()+" "+prefixed("du ", a.From.French())+" "+prefixed("au ", a.To.French())))
	}
	for _, c := range k.Criteria {
		l.add("Justificatif vu, pour les clauses d'insertion", c.Code.French()+prefixed(", vu le ", c.SeenOn.French()))
	}
	l.add("Comment vous êtes entré", map[string]string{"import": "par un fichier de votre structure", "staff": "par un référent", "adviser": "par votre conseiller",
		"web": "par la page publique", "api": "par un programme de votre structure"}[p.Source])
	if n := len(p.History); n > 0 {
		l.add("Actes notés dans votre dossier", strconv.Itoa(n))
	}
	return l.list
}

// prefixed puts words before a text that says something.
func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// figure and decimalText write figures in a box; nothing for 0.
func figure(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func decimalText(x float64) string {
	if x == 0 {
		return ""
	}
	return strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ",")
}

func dateText(on domain.Date) string {
	if !on.Known() {
		return ""
	}
	return on.String()
}

// ownText is the page of a person as a text to read and print.
func ownText(page templates.OwnPage) string {
	var b strings.Builder
	b.WriteString("Vos données à la candidathèque\n")
	for _, g := range page.Groups {
		fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(g.Title))
		for _, line := range g.Lines {
			fmt.Fprintf(&b, "- %s : %s\n", line.Name, line.Value)
		}
	}
	b.WriteString("\nVOTRE ACCORD\n")
	switch page.Consent.Answer() {
	case domain.AnswerGiven:
		fmt.Fprintf(&b, "- Oui, le %s (%s)\n", page.Consent.On.French(), domain.Channel(page.Consent.Channel).French())
	case domain.AnswerWithdrawn:
		fmt.Fprintf(&b, "- Non, le %s\n", page.Consent.Withdrawn.French())
	default:
		b.WriteString("- Pas encore demandé\n")
	}
	fmt.Fprintf(&b, "\nOFFRES POUR LESQUELLES VOUS AVEZ ÉTÉ PROPOSÉ(E) : %d\n", len(page.Proposals))
	for _, x := range page.Proposals {
		fmt.Fprintf(&b, "- %s : %s, %s\n", x.On.French(), x.Title, x.Commune)
	}
	return b.String()
}
