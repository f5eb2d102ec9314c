package handlers

import (
	_ "embed"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// openAPIDocument describes every route of the API; a test holds it to the routes.
//
//go:embed openapi.yaml
var openAPIDocument []byte

// openAPI gives the description of the API: it is open, since it shows nothing of anybody.
func (s *Server) openAPI(c *gin.Context) error {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", openAPIDocument)
	return nil
}

// signInForm asks for an address; who is signed in already goes on.
func (s *Server) signInForm(c *gin.Context) error {
	if actor(c).Roles.Has(domain.RoleUser) {
		return s.redirect(c, localPath(c.Query("next")))
	}
	return s.render(c, http.StatusOK, templates.SignInPage{Base: s.base(c), Next: nextOf(c.Query("next"))})
}

// nextOf keeps a local path to go back to; empty for the home page.
func nextOf(next string) string {
	if path := localPath(next); path != "/" {
		return path
	}
	return ""
}

// signInByForm takes an address and a password; without a password it sends a link. It answers the same for a known and an
// unknown address.
func (s *Server) signInByForm(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, page := c.Request.Context(), templates.SignInPage{Base: s.base(c), Next: nextOf(f.line("next")), Email: f.line("email")}
	email, err := domain.ParseEmail(page.Email)
	if err == nil && email == "" {
		err = domain.Invalid("email", "Indiquez votre adresse e-mail.")
	}
	if err != nil {
		page.Errors = refusalOf(err).fields
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	password := f.values.Get("password") // as typed: spaces count
	if password == "" {
		if err := s.hiring.AskSignInLink(ctx, email, s.proxies.address(c.Request)); err != nil {
			return err
		}
		page.Sent = true
		return s.render(c, http.StatusOK, page)
	}
	user, err := s.hiring.SignInWithPassword(ctx, email, password, s.proxies.address(c.Request))
	if domain.CodeOf(err) == domain.CodeUnauthenticated {
		page.Errors = domain.FieldErrors{"password": refusalOf(err).message}
		return s.render(c, http.StatusUnauthorized, page)
	}
	if err != nil {
		return err
	}
	return s.enter(c, user, page.Next)
}

// linkPage changes nothing: mail scanners follow links. Only its button signs in.
func (s *Server) linkPage(c *gin.Context) error {
	secretPage(c)
	if err := s.countBadLink(c, s.hiring.CheckSignInLink(c.Request.Context(), c.Param("token"))); err != nil {
		return err
	}
	next := c.Query("next")
	action := "/connexion/" + url.PathEscape(c.Param("token"))
	return s.render(c, http.StatusOK, templates.LinkPage{Base: s.linkBase(c), Action: action, Next: nextOf(next)})
}

// linkBase keeps the token out of the page's own path.
func (s *Server) linkBase(c *gin.Context) templates.Base {
	b := s.base(c)
	b.Path = "/connexion"
	return b
}

// signIn consumes the link and opens a session under a new identifier.
func (s *Server) signIn(c *gin.Context) error {
	secretPage(c)
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	ctx := c.Request.Context()
	user, err := s.hiring.SignIn(ctx, c.Param("token"))
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.enter(c, user, f.line("next"))
}

// countBadLink counts a link that opens nothing against whoever tries it, and gives back the refusal.
func (s *Server) countBadLink(c *gin.Context, err error) error {
	if code := domain.CodeOf(err); code == domain.CodeNotFound || code == domain.CodeGone {
		if flooded := s.floods.badLinks.take(c, s.proxies.address(c.Request)); flooded != nil {
			return flooded
		}
	}
	return err
}

// signOut ends the session in the store, not only in the browser: a copy of the cookie opens nothing.
func (s *Server) signOut(c *gin.Context) error {
	if err := s.sessions.Destroy(c.Request.Context()); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "La déconnexion n'a pas pu être faite. Recommencez dans un instant.").WithCause(err)
	}
	return s.done(c, "/", "deconnecte")
}

// accessibility is the statement that the law asks of a public service (RGAA, loi 2005-102 art. 47).
func (s *Server) accessibility(c *gin.Context) error {
	return s.render(c, http.StatusOK, templates.AccessibilityPage{Base: s.base(c)})
}

// personalData is made from the registry of stored fields, so that it cannot fall behind the code.
func (s *Server) personalData(c *gin.Context) error {
	if wantsSheet(c) {
		return s.download(c, registerSheet())
	}
	return s.render(c, http.StatusOK, templates.PersonalDataPage{Base: s.base(c), Fields: domain.StoredFields(), Officer: s.officer})
}

// galleryPage shows the components, or one whole page in one state. The viewer of an example is the example's own.
func (s *Server) galleryPage(c *gin.Context) error {
	if name := c.Query("exemple"); name != "" {
		page, known := templates.Example(name, s.base(c))
		if !known {
			return domain.NotFound("Exemple")
		}
		return s.render(c, http.StatusOK, page)
	}
	return s.render(c, http.StatusOK, templates.GalleryPage{Base: s.base(c)})
}
