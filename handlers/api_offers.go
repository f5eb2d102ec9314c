package handlers

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// pageSize is how many lines a list answers at a time.
const pageSize = 50

// apiMe tells a program whose account its token is, so that it can check its rights before it tries.
func (s *Server) apiMe(c *gin.Context) error {
	user, err := s.hiring.User(c.Request.Context(), actor(c).ID)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, meBody{ID: user.ID, Name: user.Name, Email: user.Email, Roles: listOf(user.Roles.Codes()), SIRETs: listOf(user.SIRETs)})
	return nil
}

// apiSuggestions proposes occupations for a title, the best first; an empty list when nothing looks like it. A description
// of the work helps where the title leaves a doubt.
// An empty title is no error: a form asks before anything is typed.
func (s *Server) apiSuggestions(c *gin.Context) error {
	title, err := searchText(c.Query("q"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, listBody[domain.Suggestion]{Items: listOf(s.hiring.Suggest(title, describedWork(c)))})
	return nil
}

// apiOffers lists what the caller may see, the latest first: an employer their own, staff more (domain/access.go).
func (s *Server) apiOffers(c *gin.Context) error {
	q, err := offerQuery(c)
	if err != nil {
		return err
	}
	offers, next, err := s.hiring.Offers(c.Request.Context(), actor(c), q)
	if err != nil {
		return err
	}
	list := listBody[offerBody]{Items: make([]offerBody, len(offers)), Next: next}
	for i, o := range offers {
		list.Items[i] = offerBodyOf(o, actor(c))
	}
	c.JSON(http.StatusOK, list)
	return nil
}

// offerQuery reads ?status=, ?kind= and ?cursor=; a state or a kind that does not exist is refused.
func offerQuery(c *gin.Context) (domain.OfferQuery, error) {
	q := domain.OfferQuery{Cursor: c.Query("cursor"), Limit: pageSize}
	if status := domain.OfferStatus(c.Query("status")); status != "" {
		if !slices.Contains(domain.OfferStatuses(), status) {
			return q, domain.Invalid("status", "Cet état n'existe pas.")
		}
		q.Statuses = []domain.OfferStatus{status}
	}
	kind, err := domain.ParseOfferKind(c.Query("kind"))
	q.Kind = kind
	return q, err
}

// apiOffer reads one offer. That of another establishment is 404, like one that does not exist.
func (s *Server) apiOffer(c *gin.Context) error {
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	return answerOffer(c, http.StatusOK, o, err)
}

// answerOffer writes the offer that an action gave back, or returns its refusal.
func answerOffer(c *gin.Context, status int, o *domain.Offer, err error) error {
	if err != nil {
		return err
	}
	c.JSON(status, offerBodyOf(o, actor(c)))
	return nil
}

// apiCreateOffer opens a draft: what is missing may come later, what is wrong is refused by field.
// Read-only fields may be sent with the value that a new offer has, so that a copy of another answer can be posted.
func (s *Server) apiCreateOffer(c *gin.Context) error {
	ctx := c.Request.Context()
	var b offerBody
	if err := readJSON(c, &b); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		f := newFields()
		b.refuseReadOnly(offerBody{Status: domain.OfferDraft, Flags: []flagBody{}}, f)
		draft := s.offerOfBody(b, nil, f)
		if err := f.Err(); err != nil {
			return "", err
		}
		o, err := s.hiring.DraftOffer(ctx, actor(c), draft)
		return idOf(o, err)
	}, func(id string) error {
		o, err := s.hiring.Offer(ctx, actor(c), id)
		return answerOffer(c, http.StatusCreated, o, err)
	})
}

// apiPatchOffer reads the change over the offer as it stands: what is not sent stays, what may not change is compared.
func (s *Server) apiPatchOffer(c *gin.Context) error {
	ctx := c.Request.Context()
	stored, err := s.hiring.Offer(ctx, actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	before, b := offerBodyOf(stored, actor(c)), offerBodyOf(stored, actor(c))
	if err := readJSON(c, &b); err != nil {
		return err
	}
	if b.Revision != before.Revision {
		return domain.Refuse(domain.CodeConflict, "L'offre a changé depuis que vous l'avez lue. Relisez-la, puis recommencez.")
	}
	f := newFields()
	b.refuseReadOnly(before, f)
	draft := s.offerOfBody(b, stored.Skills, f)
	if b.SIRET != before.SIRET && b.EmployerName == before.EmployerName {
		draft.EmployerName = "" // it named the other establishment
	}
	if err := f.Err(); err != nil {
		return err
	}
	o, err := s.hiring.EditOffer(ctx, actor(c), stored.ID, stored.Revision, draft)
	return answerOffer(c, http.StatusOK, o, err)
}

// refuseReadOnly refuses a read-only field that does not come back as it was. The name of an establishment that has
// none yet may be given: a referent registers it so.
func (b offerBody) refuseReadOnly(before offerBody, f fields) {
	for _, field := range []struct {
		name string
		same bool
	}{
		{"id", b.ID == before.ID},
		{"status", b.Status == before.Status || b.Status == "" && before.ID == ""},
		{"published_on", b.PublishedOn == before.PublishedOn},
		{"employer_name", before.EmployerName == "" || b.EmployerName == before.EmployerName},
		{"expires_on", b.ExpiresOn == before.ExpiresOn},
		{"flags", slices.Equal(b.Flags, before.Flags)},
		{"advice", slices.Equal(b.Advice, before.Advice)},
		{"clause.completed_on", b.Clause.completedOn() == before.Clause.completedOn()},
	} {
		if !field.same {
			f.Add(field.name, domain.Invalid(field.name, "Ce champ est en lecture seule : renvoyez-le tel quel, ou pas du tout."))
		}
	}
}

// offerOfBody reads an offer and finds its commune.
func (s *Server) offerOfBody(b offerBody, known []domain.SkillNeed, f fields) *domain.Offer {
	o := offerOf(b, known, f)
	o.Place = s.place(b.PostalCode, b.Commune, f)
	return o
}

// place finds the commune of a postal code and a name; neither is no place, which a draft may lack.
func (s *Server) place(postalCode, name string, f fields) domain.Commune {
	postalCode, name = f.short("postal_code", postalCode), f.short("commune", name)
	if postalCode == "" && name == "" {
		return domain.Commune{}
	}
	place, err := s.hiring.Refs.Communes.Find(postalCode, name)
	field := "commune"
	if refusalOf(err).fields["code_postal"] != "" {
		field = "postal_code"
	}
	f.addAt(field, err)
	return place
}

// offerVerb is a verb without a body.
func (s *Server) offerVerb(act func(*gin.Context, string) (*domain.Offer, error)) handlerFunc {
	return func(c *gin.Context) error {
		if _, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id")); err != nil {
			return err
		}
		if err := readNoBody(c); err != nil {
			return err
		}
		o, err := s.actOnOffer(c, func() (*domain.Offer, error) { return act(c, c.Param("id")) })
		return answerOffer(c, http.StatusOK, o, err)
	}
}

// offerReasonVerb is a verb whose body gives a reason; whether one is needed is the action's rule.
func (s *Server) offerReasonVerb(act func(c *gin.Context, id, reason string) (*domain.Offer, error)) handlerFunc {
	return func(c *gin.Context) error {
		if _, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id")); err != nil {
			return err
		}
		var b reasonRequest
		if err := readOptionalJSON(c, &b); err != nil {
			return err
		}
		o, err := s.actOnOffer(c, func() (*domain.Offer, error) { return act(c, c.Param("id"), oneLine(b.Reason)) })
		return answerOffer(c, http.StatusOK, o, err)
	}
}

// actOnOffer acts once under the caller's key, and shows the offer as it stands to who sends the key again.
func (s *Server) actOnOffer(c *gin.Context, act func() (*domain.Offer, error)) (*domain.Offer, error) {
	return onceVerb(s, c, act, func() (*domain.Offer, error) {
		return s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	})
}

// apiSubmitOffer hands the offer to the referents; 422 tells all that it still lacks at once.
func (s *Server) apiSubmitOffer(c *gin.Context) error {
	return s.offerVerb(func(c *gin.Context, id string) (*domain.Offer, error) {
		return s.hiring.SubmitOffer(c.Request.Context(), actor(c), id)
	})(c)
}

// apiReturnOffer gives the offer back to its author; the reason is asked by the domain (422 without one).
func (s *Server) apiReturnOffer(c *gin.Context) error {
	return s.offerReasonVerb(func(c *gin.Context, id, reason string) (*domain.Offer, error) {
		return s.hiring.ReturnOffer(c.Request.Context(), actor(c), id, reason)
	})(c)
}

// apiPauseOffer takes the offer out of matching; its last day goes on running.
func (s *Server) apiPauseOffer(c *gin.Context) error {
	return s.offerVerb(func(c *gin.Context, id string) (*domain.Offer, error) {
		return s.hiring.PauseOffer(c.Request.Context(), actor(c), id)
	})(c)
}

// apiResumeOffer is the plain name of publishing again after a pause.
func (s *Server) apiResumeOffer(c *gin.Context) error {
	return s.offerVerb(func(c *gin.Context, id string) (*domain.Offer, error) {
		return s.hiring.ResumeOffer(c.Request.Context(), actor(c), id)
	})(c)
}

// apiWithdrawOffer ends the offer before its term; a reason is kept when one is given.
func (s *Server) apiWithdrawOffer(c *gin.Context) error {
	return s.offerReasonVerb(func(c *gin.Context, id, reason string) (*domain.Offer, error) {
		return s.hiring.WithdrawOffer(c.Request.Context(), actor(c), id, reason)
	})(c)
}

// apiDuplicateOffer opens a draft that asks the same, without its dates.
func (s *Server) apiDuplicateOffer(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		o, err := s.hiring.DuplicateOffer(ctx, who, c.Param("id"))
		return idOf(o, err)
	}, func(id string) error {
		o, err := s.hiring.Offer(ctx, who, id)
		return answerOffer(c, http.StatusCreated, o, err)
	})
}

// apiExtendOffer moves the last day; how far is the action's rule (param, domain.md §3).
func (s *Server) apiExtendOffer(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	var b extendRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	until, err := domain.ParseDate(b.Until)
	if err != nil || !until.Known() {
		return domain.Invalid("until", "Indiquez la nouvelle date limite, par exemple 2026-12-31.")
	}
	o, err := s.actOnOffer(c, func() (*domain.Offer, error) { return s.hiring.ExtendOffer(ctx, who, c.Param("id"), until) })
	return answerOffer(c, http.StatusOK, o, err)
}
