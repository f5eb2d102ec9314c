package handlers

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// answerShortlist writes a shortlist as its reader may see it: whole for a referent, cards for an employer.
func answerShortlist(c *gin.Context, status int, list *domain.Shortlist, err error) error {
	switch {
	case err != nil:
		return err
	case actor(c).Roles.Has(domain.RoleReferent):
		c.JSON(status, shortlistBodyOf(list))
	default:
		c.JSON(status, sharedBodyOf(list))
	}
	return nil
}

// apiShortlist reads a shortlist; an employer finds it once it was shared, and 404 before.
func (s *Server) apiShortlist(c *gin.Context) error {
	list, err := s.hiring.OpenShortlist(c.Request.Context(), actor(c), c.Param("id"))
	return answerShortlist(c, http.StatusOK, list, err)
}

// apiBuildShortlist computes and freezes a shortlist. It takes no body: all that matters is in the offer, and what was
// used is kept with the result so that it can be replayed.
func (s *Server) apiBuildShortlist(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		list, err := s.hiring.BuildShortlist(ctx, who, c.Param("id"))
		return idOf(list, err)
	}, func(id string) error {
		list, err := s.hiring.OpenShortlist(ctx, who, id)
		return answerShortlist(c, http.StatusCreated, list, err)
	})
}

// listVerb is a verb on a whole shortlist, without a body.
func (s *Server) listVerb(c *gin.Context, act func(id string) (*domain.Shortlist, error)) error {
	if _, err := s.hiring.OpenShortlist(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	list, err := s.actOnList(c, func() (*domain.Shortlist, error) { return act(c.Param("id")) })
	return answerShortlist(c, http.StatusOK, list, err)
}

// actOnList acts once under the caller's key, and shows the list as it stands to who sends the key again.
func (s *Server) actOnList(c *gin.Context, act func() (*domain.Shortlist, error)) (*domain.Shortlist, error) {
	return onceVerb(s, c, act, func() (*domain.Shortlist, error) {
		return s.hiring.OpenShortlist(c.Request.Context(), actor(c), c.Param("id"))
	})
}

// apiReviewShortlist says that a human read the list; keeping one person says it too.
func (s *Server) apiReviewShortlist(c *gin.Context) error {
	return s.listVerb(c, func(id string) (*domain.Shortlist, error) {
		return s.hiring.ReviewShortlist(c.Request.Context(), actor(c), id)
	})
}

// apiShareShortlist freezes the anonymous cards of the people kept and shows them to the employer; 422 when nobody is.
func (s *Server) apiShareShortlist(c *gin.Context) error {
	return s.listVerb(c, func(id string) (*domain.Shortlist, error) {
		return s.hiring.ShareShortlist(c.Request.Context(), actor(c), id)
	})
}

// apiCloseShortlist ends decisions and answers on the list; what was said stays.
func (s *Server) apiCloseShortlist(c *gin.Context) error {
	return s.listVerb(c, func(id string) (*domain.Shortlist, error) {
		return s.hiring.CloseShortlist(c.Request.Context(), actor(c), id)
	})
}

// apiRefreshShortlist makes a new shortlist of the same offer, and tells who entered and who left.
func (s *Server) apiRefreshShortlist(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	before, err := s.hiring.OpenShortlist(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		list, _, err := s.hiring.RefreshShortlist(ctx, who, before.ID)
		return idOf(list, err)
	}, func(id string) error {
		list, err := s.hiring.OpenShortlist(ctx, who, id)
		if err != nil {
			return err
		}
		changes, err := s.hiring.ChangesSince(ctx, who, id)
		if err != nil {
			return err
		}
		b := shortlistBodyOf(list)
		b.Entered, b.Left = listOf(changes.Entered), listOf(changes.Left)
		c.JSON(http.StatusCreated, b)
		return nil
	})
}

// apiAddEntry puts somebody on the list by hand, past any gate but consent and law, with a reason.
func (s *Server) apiAddEntry(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.OpenShortlist(ctx, who, c.Param("id")); err != nil {
		return err
	}
	var b entryRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	list, err := s.actOnList(c, func() (*domain.Shortlist, error) {
		return s.hiring.AddByHand(ctx, who, c.Param("id"), b.Profile, oneLine(b.Reason))
	})
	return answerShortlist(c, http.StatusCreated, list, err)
}

// entryVerb is a verb on one person or card, whose body may give a reason.
func (s *Server) entryVerb(c *gin.Context, act func(id, entry, reason string) (*domain.Shortlist, error)) error {
	list, err := s.hiring.OpenShortlist(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if !onList(list, actor(c), c.Param("profile")) {
		return domain.NotFound("Personne")
	}
	var b reasonRequest
	if err := readOptionalJSON(c, &b); err != nil {
		return err
	}
	list, err = s.actOnList(c, func() (*domain.Shortlist, error) {
		return act(c.Param("id"), c.Param("profile"), oneLine(b.Reason))
	})
	return answerShortlist(c, http.StatusOK, list, err)
}

// onList tells whether the viewer knows somebody on the list by that name: a card for an employer, also a person for a
// referent. It is asked before the body is read, so that a missing person is 404 whatever was sent.
func onList(list *domain.Shortlist, viewer domain.Actor, name string) bool {
	for _, e := range list.Entries {
		if e.Snapshot != nil && e.Card == name || viewer.Roles.Has(domain.RoleReferent) && e.Profile == name {
			return true
		}
	}
	return false
}

// apiKeep and apiDrop are the referent's decision on one person; a drop asks its reason.
func (s *Server) apiKeep(c *gin.Context) error { return s.decide(c, domain.Kept) }
func (s *Server) apiDrop(c *gin.Context) error { return s.decide(c, domain.Dropped) }

// decide is the walk of both decisions.
func (s *Server) decide(c *gin.Context, to domain.Decision) error {
	return s.entryVerb(c, func(id, profile, reason string) (*domain.Shortlist, error) {
		return s.hiring.Decide(c.Request.Context(), actor(c), id, profile, to, reason)
	})
}

// apiInterest and apiDecline are the employer's answer to one card; a no asks its reason. A referent may record an answer
// given by phone.
func (s *Server) apiInterest(c *gin.Context) error { return s.answerCard(c, domain.SideInterested) }
func (s *Server) apiDecline(c *gin.Context) error  { return s.answerCard(c, domain.SideNot) }

// answerCard is the walk of both answers.
func (s *Server) answerCard(c *gin.Context, side domain.EmployerSide) error {
	return s.entryVerb(c, func(id, card, reason string) (*domain.Shortlist, error) {
		return s.hiring.AnswerCard(c.Request.Context(), actor(c), id, card, side, reason)
	})
}
