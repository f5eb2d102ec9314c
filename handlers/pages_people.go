package handlers

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// searchPage is the referents' search. A query that cannot be read comes back with its errors; an index that cannot
// answer is said in place of the results.
func (s *Server) searchPage(c *gin.Context) error {
	page := templates.SearchPage{Base: s.base(c), Query: readSearch(c)}
	page.Searched = page.Query != (templates.SearchForm{})
	if page.Query.Near != "" && page.Query.Km == "" {
		page.Query.Km = defaultKm // said in its box
	}
	f := newFields()
	q := s.searchQuery(page.Query, f)
	q.Cursor, q.Limit = c.Query("cursor"), pageSize
	page.Occupation = s.hiring.Refs.ROME.Label(q.ROME)
	status := http.StatusOK
	if page.Errors = f.FieldErrors; len(page.Errors) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	found, err := s.hiring.SearchPeople(c.Request.Context(), actor(c), q)
	switch {
	case domain.CodeOf(err) == domain.CodeUnavailable:
		page.Failure, status = refusalOf(err).message, http.StatusServiceUnavailable
		c.Set(keyCause, err)
	case err != nil:
		return err
	}
	page.Total, page.Pool = found.Total, found.Pool
	for _, hit := range found.Hits {
		page.Results = append(page.Results, s.personCard(hit, q.Near))
	}
	if found.Next != "" {
		query := c.Request.URL.Query()
		query.Set("cursor", found.Next)
		page.NextHref = "/candidatheque?" + query.Encode()
	}
	return s.render(c, status, page)
}

// readSearch keeps the filters as typed, each on one line.
func readSearch(c *gin.Context) templates.SearchForm {
	value := func(name string) string { return oneLine(c.Query(name)) }
	return templates.SearchForm{Q: value("q"), ROME: value("rome"), Near: value("near"), Km: value("km"),
		Certificate: value("certificate"), Licence: value("licence"), AvailableBy: value("available_by"),
		Contract: value("contract"), Domain: value("domain"), Outside: value("outside") != ""}
}

// defaultKm is how far around a place people are looked for when nothing is said, in km: a drive of half an hour.
const defaultKm = "20"

// searchQuery reads the filters; f receives what is wrong, by the name of the form. A code typed among the words asks
// for that occupation.
func (s *Server) searchQuery(t templates.SearchForm, f fields) domain.PeopleQuery {
	q := domain.PeopleQuery{Text: f.limited("q", t.Q, maxQuery), Certificate: f.short("certificate", t.Certificate), Outside: t.Outside}
	q.ROME = optional(f, "rome", t.ROME, domain.ParseROME)
	q.Licence = optional(f, "licence", t.Licence, domain.ParseLicence)
	q.AvailableBy = optional(f, "available_by", t.AvailableBy, domain.ParseDate)
	q.Contract = optional(f, "contract", t.Contract, func(text string) (domain.Contract, error) { return domain.ParseContract(text, 0) })
	q.Domain = optional(f, "domain", t.Domain, domain.ParsePoolDomain)
	if q.ROME == "" && domain.IsROME(q.Text) {
		q.ROME = collect(f, "q", q.Text, domain.ParseROME)
	}
	if domain.IsROME(q.Text) && strings.EqualFold(q.Text, string(q.ROME)) {
		q.Text = ""
	}
	s.readDistance(&q, t, f)
	return q
}

// readDistance reads the place to look around, and how far. A distance from nowhere is refused.
func (s *Server) readDistance(q *domain.PeopleQuery, t templates.SearchForm, f fields) {
	switch {
	case t.Near != "":
		q.Near = s.near(f.short("near", t.Near), f)
	case t.Km != "":
		f.Add("km", domain.Invalid("km", "Indiquez aussi autour de quelle commune chercher."))
	}
	q.Km = f.decimal("km", cmp.Or(t.Km, defaultKm))
	if q.Km < 0 || q.Km > 200 {
		f.Add("km", domain.Invalid("km", "Indiquez une distance entre 0 et 200 km."))
	}
}

// near reads a postal code, standing for its largest commune, or the name of a commune.
func (s *Server) near(text string, f fields) domain.Commune {
	if places := s.communesIn(text); len(places) > 0 {
		return places[0]
	}
	place, err := s.hiring.Refs.Communes.Find("", text)
	f.addAt("near", err)
	return place
}

// personCard is a person in the results: what helps to decide whether to open the file.
func (s *Server) personCard(hit hiring.Found, near domain.Commune) templates.PersonCard {
	p := hit.Person
	card := templates.PersonCard{ID: p.ID, Name: nameOf(p), Commune: p.Profile.Place.Name, Available: p.Profile.Available,
		Outside: outside(p, domain.DayOf(s.now()))}
	for _, t := range p.Profile.Targets {
		card.Occupations = append(card.Occupations, s.targetLabel(t))
	}
	if n := len(p.Profile.Practised); n > 0 {
		done := p.Profile.Practised[0]
		card.Experience = fmt.Sprintf("%d mois : %s", done.Months, s.targetLabel(domain.Target{ROME: done.ROME, Title: done.Title}))
	}
	if near.Known() && p.Profile.Place.Known() {
		card.Distance = fmt.Sprintf("%d km", int(math.Round(near.DistanceKm(p.Profile.Place))))
	}
	for _, l := range p.Profile.Licences {
		card.Licences = append(card.Licences, string(l.Licence))
	}
	for _, h := range p.Profile.Certificates {
		card.Certificates = append(card.Certificates, s.hiring.Refs.Certificates.Label(h.Code))
	}
	for _, passage := range hit.Highlights {
		card.Highlights = append(card.Highlights, templates.ParseHighlight(passage))
	}
	return card
}

// person shows a file. Opening it is an act of hiring, which checks who may. The key of a merged file leads to the one
// that took it over.
func (s *Server) person(c *gin.Context) error {
	p, err := s.hiring.Person(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if p.ID != c.Param("id") {
		return s.redirect(c, "/candidatheque/"+url.PathEscape(p.ID))
	}
	page, err := s.personPage(c, p)
	if err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.download(c, exposureSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

// personPage is a file as its reader may see it.
func (s *Server) personPage(c *gin.Context, p *domain.Person) (page templates.PersonPage, err error) {
	who, today, names := actor(c), domain.DayOf(s.now()), s.names(c)
	k := p.Candidate
	page = templates.PersonPage{Base: s.base(c), ID: p.ID, Name: k.FullName(), Email: k.Email, Phone: k.Phone, BirthDate: k.BirthDate,
		Referent: k.Referent, Adviser: k.Adviser, Source: p.Source, EnteredOn: k.EnteredOn, Updated: p.Updated,
		Outside: outside(p, today), Consent: k.Consent, Accompaniments: k.Accompaniments, CriteriaOpen: domain.CanSeeCriteria(who),
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
