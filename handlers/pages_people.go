package handlers

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// person shows a file. Opening it is an act of hiring, which checks who may. The key of a merged file leads to the one
// that took it over.
func (s *Server) person(c *gin.Context) error {
	p, err := s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if p.ID != c.Param("id") {
		return s.redirect(c, "/candidatheque/"+url.PathEscape(p.ID))
	}
	c.Set(keyAbout, p.ID)
	page, err := s.personPage(c, p)
	if err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.exportPeople(c, exposureSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

// prospects are what was proposed to somebody, as their adviser reads it.
func (s *Server) prospects(c *gin.Context, id string) (lines []templates.ProspectLine, err error) {
	list, err := s.hiring.ProspectsOf(c.Request.Context(), actor(c), id)
	for _, x := range list {
		lines = append(lines, templates.ProspectLine{Title: x.Title, Words: x.Words, On: x.On})
	}
	return lines, err
}

// personPage is a file as its reader may see it.
func (s *Server) personPage(c *gin.Context, p *domain.Person) (page templates.PersonPage, err error) {
	who, today, names := actor(c), domain.DayOf(s.now()), s.names(c)
	k := p.Candidate
	page = templates.PersonPage{Base: s.base(c), ID: p.ID, Name: k.FullName(), Email: k.Email, Phone: k.Phone, BirthDate: k.BirthDate,
		Referent: k.Referent, Adviser: k.Adviser, Source: p.Source, EnteredOn: k.EnteredOn, Updated: p.Updated,
		Outside: outside(p, today), PlacedOn: k.PlacedOn, Asks: k.Asks, Consent: k.Consent, Accompaniments: k.Accompaniments, CriteriaOpen: domain.CanSeeCriteria(who),
		Profile: s.profileView(&p.Profile, today), History: templates.PersonHistory(p.History, names),
		CanEdit: domain.CanEditPerson(who, p), Stage: p.Stage(), Refusal: refusalReason(p), ProposedBy: proposedBy(p),
		ConsentText: domain.ConsentText(cmp.Or(k.Consent.Wording, domain.ConsentWording))}
	page.Path = "/candidatheque/" + p.ID
	if k.Consent.By != "" && k.Consent.By != string(domain.ChannelImport) { // a file is nobody
		page.ConsentBy = names(k.Consent.By)
	}
	page.Typed = templates.PersonActs{On: today.String(), From: today.String(), Programme: string(domain.CandidathequeProgramme),
		AcceptProgramme: string(domain.CandidathequeProgramme), AcceptFrom: today.String(), Domain: string(p.Profile.Domain),
		Referent: cmp.Or(k.Referent, who.Name)}
	if p.StandingOn(today).Accompanied {
		page.Typed.AcceptProgramme = "" // one runs already: accepting begins none
	}
	if page.CriteriaOpen {
		page.Criteria = k.Criteria
	}
	if page.Doubles, err = s.doublesOf(c, p); err != nil {
		return page, err
	}
	if who.Roles.Has(domain.RoleAdviser) && !who.Roles.Has(domain.RoleReferent) {
		if page.Prospects, err = s.prospects(c, p.ID); err != nil {
			return page, err
		}
	}
	if err := s.addInvitations(c, &page, p); err != nil {
		return page, err
	}
	page.Exposure, err = s.exposure(c, p.ID)
	return page, err
}

// exposure is how often a person was proposed, with the offers in words.
func (s *Server) exposure(c *gin.Context, id string) (templates.Exposure, error) {
	ctx, who := c.Request.Context(), actor(c)
	e, err := s.hiring.ExposureOf(ctx, who, id)
	if err != nil {
		return templates.Exposure{}, err
	}
	out := templates.Exposure{Proposed30: e.Proposed30, Proposed: e.Proposed, Last: e.Last}
	for _, line := range e.Lines {
		shown := templates.ExposureLine{ShortlistID: line.ShortlistID, OfferTitle: "Offre fermée", On: line.On, Decision: line.Decision}
		if o, err := s.hiring.Offer(ctx, who, line.OfferID); err == nil {
			shown.OfferTitle, shown.Employer = o.Title, o.EmployerName
		}
		out.Lines = append(out.Lines, shown)
	}
	return out, nil
}

// profileView puts words beside the codes of a profile.
func (s *Server) profileView(p *domain.Profile, today domain.Date) templates.ProfileView {
	v := templates.ProfileView{Licences: p.Licences, Level: p.Level, LevelObtained: p.LevelObtained, Commune: p.Place.Name,
		PostalCode: p.Place.PostalCode, RadiusKm: p.RadiusKm, Means: p.Means, Available: p.Available, Contracts: p.Contracts,
		HoursWanted: p.HoursWanted, Windows: p.Windows, RefusedSchedule: p.RefusedSchedule, Languages: p.Languages,
		Presentation: p.Presentation, Domain: p.Domain, Discovery: p.Discovery}
	for _, t := range p.Targets {
		v.Targets = append(v.Targets, templates.Occupation{Label: s.targetLabel(t), ROME: t.ROME})
	}
	for _, d := range p.Practised {
		named := templates.Occupation{Label: s.targetLabel(domain.Target{ROME: d.ROME, Title: d.Title}), ROME: d.ROME}
		v.Practised = append(v.Practised, templates.Practised{Occupation: named, Months: d.Months, Until: d.Until})
	}
	for _, code := range p.Refused {
		v.Refused = append(v.Refused, s.named(code))
	}
	for _, d := range p.Trainings {
		v.Trainings = append(v.Trainings, templates.Studied{Occupation: s.named(d.ROME), Hours: d.Hours, End: d.End})
	}
	for _, d := range p.Immersions {
		v.Immersions = append(v.Immersions, templates.Studied{Occupation: s.named(d.ROME), End: d.End, Assessed: d.Assessed})
	}
	for _, k := range p.Skills {
		v.Skills = append(v.Skills, skillText(k))
	}
	for _, h := range p.Certificates {
		until := s.hiring.Refs.Certificates.ExpiresOn(h.Code, h.Delivered)
		v.Certificates = append(v.Certificates, templates.Certificate{Label: s.hiring.Refs.Certificates.Label(h.Code), Code: h.Code,
			Delivered: h.Delivered, Until: until, Expired: until.Known() && until < today})
	}
	for _, code := range p.Communes {
		v.Communes = append(v.Communes, s.communeName(code))
	}
	for _, code := range p.RefusedContexts {
		v.RefusedContexts = append(v.RefusedContexts, s.contextLabel(code))
	}
	return v
}

func (s *Server) named(code domain.ROME) templates.Occupation {
	return templates.Occupation{Label: s.occupation(code), ROME: code}
}
