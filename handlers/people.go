package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// knownPerson is a person as staff lists name them; an empty Name is « personne effacée ».
type knownPerson struct {
	Name     string
	Summary  string
	Warnings []string
}

// people looks persons up once each, for one page. Nobody who may not see them gets a name.
func (s *Server) people(c *gin.Context) func(id string) knownPerson {
	seen := map[string]knownPerson{}
	return func(id string) knownPerson {
		if known, ok := seen[id]; ok {
			return known
		}
		var known knownPerson
		if p, err := s.hiring.Person(c.Request.Context(), actor(c), id); err == nil {
			known = knownPerson{Name: nameOf(p), Summary: s.summary(p), Warnings: s.warnings(p)}
		}
		seen[id] = known
		return known
	}
}

// nameOf is how staff call a person: a file without a name keeps its number, so that it can be opened.
func nameOf(p *domain.Person) string {
	if name := p.Candidate.FullName(); name != "" {
		return name
	}
	return "Dossier " + p.ID
}

// summary is one line: occupation, commune, availability.
func (s *Server) summary(p *domain.Person) string {
	var parts []string
	if len(p.Profile.Targets) > 0 {
		parts = append(parts, s.targetLabel(p.Profile.Targets[0]))
	}
	if p.Profile.Place.Known() {
		parts = append(parts, p.Profile.Place.Name)
	}
	switch today := domain.DayOf(s.now()); {
	case !p.Profile.Available.Known():
	case p.Profile.Available <= today:
		parts = append(parts, "disponible")
	default:
		parts = append(parts, "disponible le "+p.Profile.Available.French())
	}
	return strings.Join(parts, " · ")
}

// targetLabel words an occupation sought; a title that no code answers stays as the person said it.
func (s *Server) targetLabel(t domain.Target) string {
	if t.ROME == "" {
		return t.Title
	}
	return s.occupation(t.ROME)
}

func (s *Server) occupation(code domain.ROME) string {
	if label := s.hiring.Refs.ROME.Label(code); label != "" {
		return label
	}
	return string(code)
}

// oldConsent is after how many months an accord is worth asking again.
const oldConsent = 11

// warnings are what a referent should know before calling the person.
func (s *Server) warnings(p *domain.Person) (list []string) {
	today := domain.DayOf(s.now())
	if on := p.Candidate.Consent.On; on.Known() && on.AddMonths(oldConsent) <= today {
		list = append(list, "accord donné il y a plus de 11 mois")
	}
	for _, a := range p.Candidate.Accompaniments {
		if a.Running(today) && a.To.Known() && a.To <= today+30 {
			list = append(list, "accompagnement jusqu'au "+a.To.French())
		}
	}
	return list
}

// outside says why a person cannot be proposed on that day, empty when they can.
func outside(p *domain.Person, today domain.Date) string {
	standing := p.StandingOn(today)
	switch {
	case p.Stage() == domain.AdmissionProposed:
		return "proposée, pas encore acceptée par un référent"
	case p.Stage() == domain.AdmissionRefused:
		return "proposition refusée"
	case p.Candidate.Consent.Withdrawn.Known() && !p.Candidate.Consent.On.Known():
		return "a dit non le " + p.Candidate.Consent.Withdrawn.French()
	case p.Candidate.Consent.Withdrawn.Known():
		return "accord retiré le " + p.Candidate.Consent.Withdrawn.French()
	case p.Candidate.Pause.On(today):
		return pauseText(p.Candidate.Pause)
	case p.Candidate.PlacedOn.Known():
		return "en emploi durable depuis le " + p.Candidate.PlacedOn.French()
	case !standing.Consent:
		return domain.GateConsent.French()
	case !standing.Accompanied && standing.EndedOn.Known():
		return "accompagnement terminé le " + standing.EndedOn.French()
	case !standing.Accompanied:
		return "aucun accompagnement en cours"
	}
	return ""
}

func pauseText(k domain.Pause) string {
	if !k.Until.Known() {
		return "en pause, à sa demande, jusqu'à ce qu'elle dise le contraire"
	}
	return "en pause, à sa demande, jusqu'au " + k.Until.French()
}

// names gives the name of an actor's id as the viewer may read it: an employer reads « un référent » for staff.
func (s *Server) names(c *gin.Context) func(id string) string {
	seen, who := map[string]string{}, actor(c)
	return func(id string) string {
		if name, ok := seen[id]; ok {
			return name
		}
		name := "un compte fermé"
		user, err := s.hiring.User(c.Request.Context(), id)
		switch {
		case id == domain.System().ID:
			name = domain.System().Name
		case id == domain.Holder("").ID:
			name = domain.Holder("").Name
		case id == who.ID:
			name = who.Name
		case err == nil && (who.Roles.Has(domain.RoleStaff) || shareSeat(who, user)):
			name = user.Actor().Name
		case err == nil && user.Roles.Has(domain.RoleFacilitator) && !user.Roles.Has(domain.RoleReferent):
			name = "un facilitateur"
		case err == nil && user.Roles.Has(domain.RoleStaff):
			name = "un référent"
		case err == nil:
			name = "l'établissement"
		}
		seen[id] = name
		return name
	}
}

func shareSeat(who domain.Actor, user *domain.User) bool {
	for _, siret := range user.SIRETs {
		if who.Sits(siret) {
			return true
		}
	}
	return false
}
