package handlers

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// alertBody is somebody who just came, or just became free, and fits an open offer.
type alertBody struct {
	ID        string             `json:"id"`
	Offer     string             `json:"offer"`
	Profile   string             `json:"profile"`
	Cause     domain.AlertCause  `json:"cause"`
	Score     float64            `json:"score"`
	Rank      int                `json:"rank"`
	On        domain.Date        `json:"on"`
	At        time.Time          `json:"at"`
	Status    domain.AlertStatus `json:"status"`
	Reason    string             `json:"reason"`
	Shortlist string             `json:"shortlist"`
}

func alertBodyOf(a *domain.Alert) alertBody {
	return alertBody{ID: a.ID, Offer: a.OfferID, Profile: a.Profile, Cause: a.Cause, Score: a.Score, Rank: a.Rank, On: a.On, At: a.Created,
		Status: a.Status, Reason: a.Reason, Shortlist: a.ListID}
}

var alertStatuses = []domain.AlertStatus{domain.AlertNew, domain.AlertSeen, domain.AlertDismissed, domain.AlertUsed}

// apiAlerts lists the alerts that still hold, the latest first.
func (s *Server) apiAlerts(c *gin.Context) error {
	q := domain.AlertQuery{OfferID: c.Query("offer"), Cursor: c.Query("cursor"), Limit: pageSize}
	if status := domain.AlertStatus(c.Query("status")); status != "" {
		if !slices.Contains(alertStatuses, status) {
			return domain.Invalid("status", "Choisissez new, seen, dismissed ou used.")
		}
		q.Statuses = []domain.AlertStatus{status}
	}
	list, next, err := s.hiring.Alerts(c.Request.Context(), actor(c), q)
	if err != nil {
		return err
	}
	out := listBody[alertBody]{Items: []alertBody{}, Next: next}
	for _, a := range list {
		out.Items = append(out.Items, alertBodyOf(a))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// apiSeeAlert, apiDismissAlert and apiUseAlert answer one.
func (s *Server) apiSeeAlert(c *gin.Context) error {
	return s.alertVerb(c, readNoReason, func(id, _ string) error {
		_, err := s.hiring.SeeAlert(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) apiDismissAlert(c *gin.Context) error {
	return s.alertVerb(c, readReason, func(id, reason string) error {
		_, err := s.hiring.DismissAlert(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

func (s *Server) apiUseAlert(c *gin.Context) error {
	return s.alertVerb(c, readNoReason, func(id, _ string) error {
		_, err := s.hiring.UseAlert(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) alertVerb(c *gin.Context, read func(*gin.Context) (string, error), act func(id, reason string) error) error {
	show := func() (*domain.Alert, error) { return s.hiring.Alert(c.Request.Context(), actor(c), c.Param("id")) }
	if _, err := show(); err != nil {
		return err
	}
	reason, err := read(c)
	if err != nil {
		return err
	}
	a, err := onceVerb(s, c, func() (*domain.Alert, error) {
		if err := act(c.Param("id"), reason); err != nil {
			return nil, err
		}
		return show()
	}, show)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, alertBodyOf(a))
	return nil
}
