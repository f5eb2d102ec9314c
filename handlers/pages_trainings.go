package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// trainings lists the next sessions, and what each missing certificate costs across the open offers.
func (s *Server) trainings(c *gin.Context) error {
	who := actor(c)
	page := templates.TrainingsPage{Base: s.base(c), Certificate: oneLine(c.Query("certificat")), ROME: oneLine(c.Query("metier")),
		Certificates: append([]templates.Option{{Label: "Tous"}}, s.certificateNames()...), Keep: domain.CanKeepTrainings(who), Open: domain.CanSearchPeople(who)}
	f := newFields()
	q := s.trainingQuery(page.Certificate, page.ROME, f, "metier")
	q.Cursor, q.Limit = c.Query("cursor"), pageSize
	if len(q.Certificates) > 0 {
		page.CertificateName = s.hiring.Refs.Certificates.Label(q.Certificates[0])
	}
	if q.ROME != "" {
		page.Occupation = s.occupation(q.ROME)
	}
	if page.Errors = f.FieldErrors; len(page.Errors) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	list, next, err := s.hiring.Trainings(c.Request.Context(), who, q)
	if err != nil {
		return err
	}
	for _, t := range list {
		page.Items = append(page.Items, s.trainingLine(t))
	}
	if next != "" {
		page.NextHref = "/formations?" + url.Values{"certificat": {page.Certificate}, "metier": {page.ROME}, "cursor": {next}}.Encode()
	}
	if page.Costs, err = s.costs(c); err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.download(c, trainingsSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

// trainingQuery reads the filters of the sessions to come; romeField is how the caller names the occupation.
func (s *Server) trainingQuery(certificate, rome string, f fields, romeField string) domain.TrainingQuery {
	q := domain.TrainingQuery{From: domain.DayOf(s.now()), ROME: optional(f, romeField, rome, domain.ParseROME)}
	if certificate != "" {
		code, _ := s.hiring.Refs.Certificates.Parse(f.short("certificat", certificate))
		q.Certificates = []string{code}
	}
	return q
}

// trainingLine words one session.
func (s *Server) trainingLine(t *domain.Training) templates.TrainingLine {
	line := templates.TrainingLine{ID: t.ID, Title: t.Title, Provider: t.Provider, Place: t.Place.Name, Start: t.Start, End: t.End, Hours: t.Hours,
		Places: t.Places, Funder: t.Funder, Status: t.Status, Entry: entryWords(t)}
	for _, code := range t.Certificates {
		line.Gives = append(line.Gives, s.hiring.Refs.Certificates.Label(code))
	}
	line.Gives = append(line.Gives, t.Skills...)
	if t.ROME != "" {
		line.Gives = append(line.Gives, "prépare à : "+s.occupation(t.ROME))
	}
	return line
}

// entryWords says who may enter, empty for everybody.
func entryWords(t *domain.Training) string {
	var words []string
	for _, p := range t.Programmes {
		words = append(words, p.French())
	}
	text := t.Conditions
	if len(words) > 0 {
		text = strings.TrimSuffix("personnes de : "+strings.Join(words, ", ")+" ; "+text, " ; ")
	}
	return text
}

// costs words what each certificate costs, with the next session that gives it.
func (s *Server) costs(c *gin.Context) (rows []templates.CostOfCertificate, err error) {
	costs, err := s.hiring.CertificateCosts(c.Request.Context(), actor(c))
	if err != nil {
		return nil, err
	}
	for _, cost := range costs {
		sessions, err := s.hiring.SessionsGiving(c.Request.Context(), actor(c), []string{cost.Code})
		if err != nil {
			return nil, err
		}
		rows = append(rows, s.costRow(cost, sessions))
	}
	return rows, nil
}

func (s *Server) costRow(cost hiring.CertificateCost, sessions []*domain.Training) templates.CostOfCertificate {
	row := templates.CostOfCertificate{Code: cost.Code, Label: s.hiring.Refs.Certificates.Label(cost.Code), People: cost.People, Offers: cost.Offers, Places: cost.Places}
	if len(sessions) > 0 {
		row.Next = sessions[0].Start
	}
	return row
}

// certificateCost opens one count: the people, offer by offer, and the sessions that would let them in.
func (s *Server) certificateCost(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	costs, err := s.hiring.CertificateCosts(ctx, who)
	if err != nil {
		return err
	}
	for _, cost := range costs {
		if cost.Code != c.Param("code") {
			continue
		}
		sessions, err := s.hiring.SessionsGiving(ctx, who, []string{cost.Code})
		if err != nil {
			return err
		}
		page := templates.CertificatePage{Base: s.base(c), Cost: s.costRow(cost, sessions)}
		for _, t := range sessions {
			page.Sessions = append(page.Sessions, s.trainingLine(t))
		}
		person := s.people(c)
		for _, line := range cost.Lines {
			o := templates.CostOffer{ID: line.Offer.ID, Title: line.Offer.Title, Employer: line.Offer.EmployerName, Summary: templates.OfferLine(line.Offer), Start: line.Offer.Start}
			for _, id := range line.People {
				o.People = append(o.People, templates.PersonRef{ID: id, Name: person(id).Name})
			}
			page.Offers = append(page.Offers, o)
		}
		if wantsSheet(c) {
			return s.exportPeople(c, certificateSheet(page))
		}
		return s.render(c, http.StatusOK, page)
	}
	return domain.NotFound("Certificat")
}

// liftSessions are the next sessions that would let a near miss of an offer in, among those that the person may enter.
func (s *Server) liftSessions(c *gin.Context, offer *domain.Offer, profile string, missing []string) (found templates.LiftSessions, err error) {
	if len(missing) == 0 {
		return found, nil
	}
	found.Code, found.OfferStart = missing[0], offer.Start
	list, err := s.hiring.SessionsFor(c.Request.Context(), actor(c), profile, missing)
	for _, t := range list {
		found.Next = append(found.Next, s.trainingLine(t))
	}
	return found, err
}

// newTraining shows an empty form.
func (s *Server) newTraining(c *gin.Context) error {
	number, err := formNumber()
	if err != nil {
		return err
	}
	return s.trainingForm(c, http.StatusOK, templates.TrainingFormPage{Revision: number})
}

// trainingForm shows the form with its choices.
func (s *Server) trainingForm(c *gin.Context, status int, page templates.TrainingFormPage) error {
	page.Base = s.base(c)
	if page.ID == "" {
		page.Path = "/formations/nouvelle"
	}
	page.Certificates = append([]templates.Option{{Label: "Aucun"}}, s.certificateNames()...)
	for _, p := range domain.Programmes() {
		page.Programmes = append(page.Programmes, templates.Option{Value: string(p), Label: p.French()})
	}
	return s.render(c, status, page)
}

// createTraining adds a session; the same form sent twice is one session.
func (s *Server) createTraining(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.TrainingFormPage{Form: readTrainingForm(f), Revision: revisionOf(f)}
	t, wrong := s.trainingOfForm(page.Form)
	if wrong != nil {
		page.Errors = wrong
		return s.trainingForm(c, http.StatusUnprocessableEntity, page)
	}
	who := actor(c)
	_, err = s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) { return idOf(s.hiring.SaveTraining(ctx, who, t)) })
	return s.afterTraining(c, page, err)
}

// editTraining shows a session in its form, with the revision it was read at.
func (s *Server) editTraining(c *gin.Context) error {
	t, err := s.hiring.Training(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.trainingForm(c, http.StatusOK, templates.TrainingFormPage{ID: t.ID, Revision: t.Revision, Status: t.Status, Form: formOfTraining(t)})
}

// saveTraining replaces a session over the revision of the form: a second tab gets 409 and overwrites nothing.
func (s *Server) saveTraining(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	stored, err := s.hiring.Training(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.TrainingFormPage{ID: stored.ID, Revision: revisionOf(f), Status: stored.Status, Form: readTrainingForm(f)}
	t, wrong := s.trainingOfForm(page.Form)
	if wrong != nil {
		page.Errors = wrong
		return s.trainingForm(c, http.StatusUnprocessableEntity, page)
	}
	t.Record, t.Status = stored.Record, stored.Status
	if page.Revision != stored.Revision {
		return domain.Refuse(domain.CodeConflict, "La formation a changé depuis que vous l'avez ouverte. Relisez-la, puis recommencez : rien n'a été écrasé.")
	}
	_, err = s.hiring.SaveTraining(c.Request.Context(), actor(c), t)
	return s.afterTraining(c, page, err)
}

// afterTraining leads to the list, or back to the form with what was refused.
func (s *Server) afterTraining(c *gin.Context, page templates.TrainingFormPage, err error) error {
	if domain.CodeOf(err) == domain.CodeInvalid {
		r := refusalOf(err)
		page.Errors = r.fields
		return s.trainingForm(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/formations", "formation")
}

func (s *Server) closeTraining(c *gin.Context) error {
	return s.trainingAct(c, "entrees-closes", s.hiring.CloseTraining)
}

func (s *Server) openTraining(c *gin.Context) error {
	return s.trainingAct(c, "formation", s.hiring.OpenTraining)
}

func (s *Server) trainingAct(c *gin.Context, what deed, act func(context.Context, domain.Actor, string) (*domain.Training, error)) error {
	if _, err := act(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/formations", what)
}
