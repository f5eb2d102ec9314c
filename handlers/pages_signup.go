package handlers

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// sessionSignUp is the key of the sign-up that a browser made. It opens that sign-up's own draft, and nothing else: the
// browser stays a stranger's until somebody signs in.
const sessionSignUp = "signup"

// ownSignUp reads the pending sign-up of this browser; NotFound when there is none any more.
func (s *Server) ownSignUp(c *gin.Context) (*domain.SignUp, error) {
	return s.hiring.SignUp(c.Request.Context(), s.sessions.GetString(c.Request.Context(), sessionSignUp))
}

// signUpForm asks for the SIRET, then for the rest. Who is signed in already asks from their own page.
func (s *Server) signUpForm(c *gin.Context) error {
	if actor(c).Roles.Has(domain.RoleUser) {
		return s.redirect(c, "/entreprises")
	}
	page := templates.SignUpPage{Form: templates.SignUpForm{SIRET: oneLine(c.Query("siret"))}}
	if c.Query("corriger") != "" {
		if x, err := s.ownSignUp(c); err == nil {
			page.Form = templates.SignUpForm{SIRET: string(x.SIRET), Company: x.Company, Name: x.Name, Email: x.Email, Phone: x.Phone}
		}
	}
	if _, asked := c.GetQuery("siret"); !asked && page.Form.SIRET == "" {
		return s.signUpPage(c, http.StatusOK, page)
	}
	siret, err := domain.ParseSIRET(page.Form.SIRET)
	if err != nil {
		page.Errors = refusalOf(err).fields
		return s.signUpPage(c, http.StatusUnprocessableEntity, page)
	}
	page.Form.SIRET = string(siret)
	return s.signUpPage(c, http.StatusOK, page)
}

// signUpPage shows the part of the form that the SIRET allows.
func (s *Server) signUpPage(c *gin.Context, status int, page templates.SignUpPage) error {
	_, err := domain.ParseSIRET(page.Form.SIRET)
	page.Base, page.Checked = s.base(c), err == nil
	if page.Checked && page.Revision == 0 {
		if page.Revision, err = formNumber(); err != nil {
			return err
		}
	}
	return s.render(c, status, page)
}

// siretBody tells the page's script that a SIRET is right.
type siretBody struct {
	SIRET   string `json:"siret"`
	Message string `json:"message"`
}

// checkSIRET answers the script of the form while a SIRET is typed: its key only, nothing of the establishment.
func (s *Server) checkSIRET(c *gin.Context) error {
	siret, err := domain.ParseSIRET(firstRunes(oneLine(c.Query("siret")), maxName))
	if err != nil {
		c.JSON(http.StatusOK, siretBody{Message: refusalOf(err).message})
		return nil
	}
	c.JSON(http.StatusOK, siretBody{SIRET: string(siret), Message: siret.Spaced() + " : numéro valable."})
	return nil
}

// signUp keeps what was typed, once however often the button is pressed, and answers the same whoever is known already.
func (s *Server) signUp(c *gin.Context) error {
	if actor(c).Roles.Has(domain.RoleUser) {
		return s.redirect(c, "/entreprises")
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	page := templates.SignUpPage{Revision: revisionOf(f), Form: templates.SignUpForm{SIRET: f.line("siret"), Company: f.line("company"),
		Name: f.line("name"), Email: f.line("email"), Phone: f.line("phone")}}
	typed := hiring.NewSignUp{SIRET: page.Form.SIRET, Company: page.Form.Company, Name: page.Form.Name, Email: page.Form.Email, Phone: page.Form.Phone,
		Previous: s.sessions.GetString(ctx, sessionSignUp), From: s.proxies.address(c.Request)}
	id, err := s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) {
		x, err := s.hiring.SignUpEmployer(ctx, typed)
		return idOf(x, err)
	})
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid && r.fields != nil {
		page.Errors = r.fields
		return s.signUpPage(c, r.status, page)
	}
	if err != nil {
		return err
	}
	if err := s.holdSignUp(c, id); err != nil {
		return err
	}
	return s.redirect(c, "/inscription/merci")
}

// holdSignUp gives this browser the key of its sign-up, under a new identifier of session.
func (s *Server) holdSignUp(c *gin.Context, id string) error {
	ctx := c.Request.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "L'inscription est gardée, mais pas dans ce navigateur : suivez le lien de l'e-mail.").WithCause(err)
	}
	s.sessions.Put(ctx, sessionSignUp, id)
	return nil
}

// signUpSent says that a mail left, to the browser that asked.
func (s *Server) signUpSent(c *gin.Context) error { return s.signUpSentPage(c, http.StatusOK, "") }

func (s *Server) signUpSentPage(c *gin.Context, status int, wrong string) error {
	x, err := s.ownSignUp(c)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return s.redirect(c, "/inscription")
	}
	if err != nil {
		return err
	}
	page := templates.SignUpSentPage{Base: s.base(c), Email: x.Email, Company: x.Company, SIRET: x.SIRET, Begun: x.Draft != nil, Error: wrong}
	page.Path = "/inscription/merci"
	if x.Draft != nil {
		page.Draft = x.Draft.Title
	}
	return s.render(c, status, page)
}

// resendSignUp sends the link again, a few times.
func (s *Server) resendSignUp(c *gin.Context) error {
	x, err := s.ownSignUp(c)
	if err == nil {
		err = s.hiring.ResendSignUp(c.Request.Context(), x.ID)
	}
	switch r := refusalOf(err); domain.CodeOf(err) {
	case "":
		return s.done(c, "/inscription/merci", "lien-renvoye")
	case domain.CodeNotFound:
		return s.redirect(c, "/inscription")
	case domain.CodeTooMany:
		return s.signUpSentPage(c, r.status, r.message)
	default:
		return err
	}
}

// signUpLink shows what a link would confirm, and changes nothing: mail scanners follow links.
func (s *Server) signUpLink(c *gin.Context) error {
	secretPage(c)
	x, err := s.hiring.OpenSignUp(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredSignUp(c, err)
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	page := templates.ConfirmPage{Base: s.confirmBase(c), Action: "/inscription/confirmer/" + url.PathEscape(c.Param("token")), Company: x.Company,
		SIRET: x.SIRET, Name: x.Name, Email: x.Email, Phone: x.Phone}
	if x.Status == domain.SignUpConfirmed {
		return s.confirmedPage(c, x)
	}
	return s.render(c, http.StatusOK, page)
}

// confirmBase keeps the token out of the page's own path.
func (s *Server) confirmBase(c *gin.Context) templates.Base {
	b := s.base(c)
	b.Path = "/inscription/confirmer"
	return b
}

// expiredSignUp says how to begin again, and nothing of whom the link was for.
func (s *Server) expiredSignUp(c *gin.Context, gone error) error {
	if err := s.countBadLink(c, gone); domain.CodeOf(err) == domain.CodeTooMany {
		return err
	}
	c.Set(keyCause, gone)
	return s.render(c, http.StatusGone, templates.ConfirmPage{Base: s.confirmBase(c), State: templates.ConfirmExpired})
}

// confirmedPage shows where things stand to whoever holds a link whose work is done. It opens no session.
func (s *Server) confirmedPage(c *gin.Context, x *domain.SignUp) error {
	standing, err := s.hiring.StandingOf(c.Request.Context(), x)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, templates.ConfirmPage{Base: s.confirmBase(c), State: templates.ConfirmDone, Standing: standingOf(standing)})
}

// confirmSignUp opens the account of an address, its establishment and its request. The first account of an address is
// signed in; an account that was there signs in as it always does.
func (s *Server) confirmSignUp(c *gin.Context) error {
	secretPage(c)
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	ctx := c.Request.Context()
	done, err := s.hiring.ConfirmSignUp(ctx, c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredSignUp(c, err)
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	s.sessions.Remove(ctx, sessionSignUp)
	if !done.NewAccount {
		return s.confirmedPage(c, done.SignUp)
	}
	if err := s.openSession(c, done.User.ID, oneFactor); err != nil {
		return err
	}
	if done.OfferID != "" {
		return s.done(c, "/offres/"+done.OfferID, "adresse-confirmee")
	}
	return s.done(c, "/", "adresse-confirmee")
}
