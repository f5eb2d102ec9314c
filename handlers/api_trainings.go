package handlers

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// certificateCostBody is what one missing certificate costs across the open offers.
type certificateCostBody struct {
	Certificate string `json:"certificate"`
	Label       string `json:"label"`
	People      int    `json:"people"`
	Offers      int    `json:"offers"`
	Places      int    `json:"places"`
}

// apiTrainings lists the sessions to come, the next first; ?certificate= finds also those that cover it.
func (s *Server) apiTrainings(c *gin.Context) error {
	f := newFields()
	q := s.trainingQuery(oneLine(c.Query("certificate")), c.Query("rome"), f, "rome")
	if err := f.Err(); err != nil {
		return err
	}
	q.Cursor, q.Limit = c.Query("cursor"), pageSize
	list, next, err := s.hiring.Trainings(c.Request.Context(), actor(c), q)
	if err != nil {
		return err
	}
	out := listBody[trainingSessionBody]{Items: []trainingSessionBody{}, Next: next}
	for _, t := range list {
		out.Items = append(out.Items, trainingBodyOf(t))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// apiTraining reads one session.
func (s *Server) apiTraining(c *gin.Context) error {
	t, err := s.hiring.Training(c.Request.Context(), actor(c), c.Param("id"))
	return answerTraining(c, http.StatusOK, t, err)
}

func answerTraining(c *gin.Context, status int, t *domain.Training, err error) error {
	if err != nil {
		return err
	}
	c.JSON(status, trainingBodyOf(t))
	return nil
}

// apiCreateTraining adds a session.
func (s *Server) apiCreateTraining(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	var b trainingSessionBody
	if err := readJSON(c, &b); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		f := newFields()
		b.refuseReadOnly(&domain.Training{Status: domain.TrainingOpen}, f)
		t := s.trainingOf(b, f)
		if err := f.Err(); err != nil {
			return "", err
		}
		return idOf(s.hiring.SaveTraining(ctx, who, t))
	}, func(id string) error {
		t, err := s.hiring.Training(ctx, who, id)
		return answerTraining(c, http.StatusCreated, t, err)
	})
}

// apiSaveTraining replaces a session; a revision that is not the stored one is a conflict.
func (s *Server) apiSaveTraining(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	stored, err := s.hiring.Training(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	b := trainingSessionBody{ID: stored.ID, Status: stored.Status, Revision: stored.Revision}
	if err := readJSON(c, &b); err != nil {
		return err
	}
	f := newFields()
	b.refuseReadOnly(stored, f)
	t := s.trainingOf(b, f)
	if err := f.Err(); err != nil {
		return err
	}
	t.Record, t.Status = stored.Record, stored.Status
	t.Revision = b.Revision
	t, err = s.hiring.SaveTraining(ctx, who, t)
	return answerTraining(c, http.StatusOK, t, err)
}

// refuseReadOnly refuses a key or a state that is not the stored one's: verbs change the state.
func (b trainingSessionBody) refuseReadOnly(stored *domain.Training, f fields) {
	if b.ID != "" && b.ID != stored.ID {
		f.Add("id", domain.Invalid("id", "Ce champ est donné par le service."))
	}
	if b.Status != "" && b.Status != stored.Status {
		f.Add("status", domain.Invalid("status", "L'état change par « close » et « reopen »."))
	}
}

// apiCloseTraining and apiOpenTraining end and open the entries of a session.
func (s *Server) apiCloseTraining(c *gin.Context) error {
	return s.trainingVerb(c, s.hiring.CloseTraining)
}

func (s *Server) apiOpenTraining(c *gin.Context) error {
	return s.trainingVerb(c, s.hiring.OpenTraining)
}

func (s *Server) trainingVerb(c *gin.Context, act func(context.Context, domain.Actor, string) (*domain.Training, error)) error {
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	if _, err := s.hiring.Training(ctx, who, id); err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	t, err := onceVerb(s, c, func() (*domain.Training, error) { return act(ctx, who, id) },
		func() (*domain.Training, error) { return s.hiring.Training(ctx, who, id) })
	return answerTraining(c, http.StatusOK, t, err)
}

// apiCertificateCosts counts what each missing certificate costs across the open offers, the dearest first.
func (s *Server) apiCertificateCosts(c *gin.Context) error {
	costs, err := s.hiring.CertificateCosts(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	out := listBody[certificateCostBody]{Items: []certificateCostBody{}}
	for _, x := range costs {
		out.Items = append(out.Items, certificateCostBody{x.Code, s.hiring.Refs.Certificates.Label(x.Code), x.People, x.Offers, x.Places})
	}
	c.JSON(http.StatusOK, out)
	return nil
}
