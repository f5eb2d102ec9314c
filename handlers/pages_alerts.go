package handlers

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// addAlerts tells a referent who just came, or just became free, and fits the offer.
func (s *Server) addAlerts(c *gin.Context, b *templates.OfferBeyond, o *domain.Offer) error {
	list, err := s.hiring.AlertsOn(c.Request.Context(), actor(c), o.ID)
	if err != nil {
		return err
	}
	person := s.people(c)
	for _, a := range list {
		known := person(a.Profile)
		b.Alerts = append(b.Alerts, templates.AlertLine{ID: a.ID, Profile: a.Profile, Name: known.Name, Summary: known.Summary,
			Score: a.Score, Rank: a.Rank, Cause: a.Cause, At: a.Created, Status: a.Status})
	}
	return nil
}

// seeAlert and dismissAlert answer an alert from the offer's page.
func (s *Server) seeAlert(c *gin.Context) error {
	return s.alertAct(c, "vue", func(id, _ string) error {
		_, err := s.hiring.SeeAlert(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) dismissAlert(c *gin.Context) error {
	return s.alertAct(c, "alerte-ecartee", func(id, reason string) error {
		_, err := s.hiring.DismissAlert(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

func (s *Server) alertAct(c *gin.Context, what deed, act func(id, reason string) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	a, err := s.hiring.Alert(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if err := act(a.ID, f.line("reason")); err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(a.OfferID)+"#alertes", what)
}

// useAlert puts the person on the offer's shortlist, and leads to their place on it.
func (s *Server) useAlert(c *gin.Context) error {
	a, err := s.hiring.Alert(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	list, err := s.hiring.UseAlert(c.Request.Context(), actor(c), a.ID)
	if domain.CodeOf(err) == domain.CodeInvalid { // past the accord or the law: no box to come back to
		return domain.Refuse(domain.CodeConflict, "%s", refusalOf(err).message)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+url.PathEscape(list.ID)+s.placeOf(c, list.ID, a.Profile), "ajoutee")
}
