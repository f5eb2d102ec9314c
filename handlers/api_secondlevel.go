package handlers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// secondLevelBody tells whether advisers are shown an offer, and who decided it, for staff.
type secondLevelBody struct {
	Offer   string     `json:"offer"`
	Status  string     `json:"status"` // none, open or stopped
	History []stepBody `json:"history"`
}

type stepBody struct {
	To     string    `json:"to"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}

// positionBody is a person positioned by an adviser. Gates are for referents.
type positionBody struct {
	ID        string                `json:"id"`
	Offer     string                `json:"offer"`
	Profile   string                `json:"profile"`
	By        string                `json:"by"`
	Why       string                `json:"why"`
	At        time.Time             `json:"at"`
	Status    domain.PositionStatus `json:"status"`
	Reason    string                `json:"reason"`
	Shortlist string                `json:"shortlist"`
	Gates     []domain.Gate         `json:"gates,omitzero"`
}

type positionRequest struct {
	Profile string `json:"profile"`
	Why     string `json:"why"`
}

func secondLevelBodyOf(o *domain.Offer) secondLevelBody {
	b := secondLevelBody{Offer: o.ID, Status: "none", History: []stepBody{}}
	if o.SecondLevel.Status != domain.SecondLevelNone {
		b.Status = string(o.SecondLevel.Status)
	}
	for _, step := range o.SecondLevel.History {
		b.History = append(b.History, stepBody{step.To, step.At, step.Actor, step.Reason})
	}
	return b
}

func positionBodyOf(p *domain.Position) positionBody {
	return positionBody{ID: p.ID, Offer: p.OfferID, Profile: p.Profile, By: p.By, Why: p.Why, At: p.Created, Status: p.Status,
		Reason: p.Reason, Shortlist: p.ListID}
}

// apiSecondLevel tells whether advisers are shown the offer, with its history.
func (s *Server) apiSecondLevel(c *gin.Context) error {
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, secondLevelBodyOf(o))
	return nil
}

// apiShowToAdvisers shows the offer at once; a reason is asked when the pool has people enough.
func (s *Server) apiShowToAdvisers(c *gin.Context) error {
	return s.secondLevelVerb(c, func(reason string) (*domain.Offer, error) {
		return s.hiring.ShowToAdvisers(c.Request.Context(), actor(c), c.Param("id"), reason)
	})
}

// apiHideFromAdvisers stops it.
func (s *Server) apiHideFromAdvisers(c *gin.Context) error {
	return s.secondLevelVerb(c, func(reason string) (*domain.Offer, error) {
		return s.hiring.HideFromAdvisers(c.Request.Context(), actor(c), c.Param("id"), reason)
	})
}

func (s *Server) secondLevelVerb(c *gin.Context, act func(reason string) (*domain.Offer, error)) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	reason, err := readReason(c)
	if err != nil {
		return err
	}
	o, err := onceVerb(s, c, func() (*domain.Offer, error) { return act(reason) },
		func() (*domain.Offer, error) { return s.hiring.Offer(ctx, who, c.Param("id")) })
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, secondLevelBodyOf(o))
	return nil
}

// apiPositions lists the positions on an offer: a referent reads all of them with what stops each person, an adviser
// their own.
func (s *Server) apiPositions(c *gin.Context) error {
	list, err := s.hiring.PositionsOn(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	out := listBody[positionBody]{Items: []positionBody{}}
	for _, p := range list {
		b := positionBodyOf(p.Position)
		if actor(c).Roles.Has(domain.RoleReferent) {
			b.Gates = listOf(p.Gates)
		}
		out.Items = append(out.Items, b)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// apiPosition positions somebody whom the adviser follows, once on an offer.
func (s *Server) apiPosition(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	var b positionRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	p, err := onceVerb(s, c, func() (*domain.Position, error) {
		return s.hiring.PositionPerson(ctx, who, c.Param("id"), b.Profile, oneLine(b.Why))
	}, func() (*domain.Position, error) {
		return s.hiring.Deps.Positions.Get(ctx, who, domain.PairID(c.Param("id"), b.Profile))
	})
	if err != nil {
		return err
	}
	c.JSON(http.StatusCreated, positionBodyOf(p))
	return nil
}

// apiAddPositioned puts the person on the offer's open shortlist, past any gate but consent and law.
func (s *Server) apiAddPositioned(c *gin.Context) error {
	return s.positionVerb(c, readNoReason, func(string) error {
		_, err := s.hiring.AddPositioned(c.Request.Context(), actor(c), c.Param("id"))
		return err
	})
}

// apiDeclinePositioned answers no, with a reason that the adviser reads.
func (s *Server) apiDeclinePositioned(c *gin.Context) error {
	return s.positionVerb(c, readReason, func(reason string) error {
		_, err := s.hiring.DeclinePositioned(c.Request.Context(), actor(c), c.Param("id"), reason)
		return err
	})
}

func (s *Server) positionVerb(c *gin.Context, read func(*gin.Context) (string, error), act func(reason string) error) error {
	if _, err := s.position(c); err != nil {
		return err
	}
	reason, err := read(c)
	if err != nil {
		return err
	}
	p, err := onceVerb(s, c, func() (*domain.Position, error) {
		if err := act(reason); err != nil {
			return nil, err
		}
		return s.position(c)
	}, func() (*domain.Position, error) { return s.position(c) })
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, positionBodyOf(p))
	return nil
}

// readReason reads a body of one reason, which may be left out; readNoReason refuses any body.
func readReason(c *gin.Context) (string, error) {
	var b reasonRequest
	err := readOptionalJSON(c, &b)
	return oneLine(b.Reason), err
}

func readNoReason(c *gin.Context) (string, error) { return "", readNoBody(c) }
