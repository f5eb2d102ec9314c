package handlers

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// forgottenPage asks for the address of a forgotten password.
func (s *Server) forgottenPage(c *gin.Context) error {
	return s.render(c, http.StatusOK, templates.ForgottenPage{Base: s.base(c)})
}

// askReset answers the same page for a known and an unknown address.
func (s *Server) askReset(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.ForgottenPage{Base: s.base(c), Email: f.line("email")}
	err = s.hiring.AskPasswordReset(c.Request.Context(), page.Email, s.proxies.address(c.Request))
	if domain.CodeOf(err) == domain.CodeInvalid {
		page.Errors = refusalOf(err).fields
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	page.Sent = true
	return s.render(c, http.StatusOK, page)
}

// accountLink is a kind of link of an account: its purpose, and the page under which it stands.
type accountLink struct{ purpose, path string }

var (
	inviteLink = accountLink{domain.SecretInvite, "/bienvenue/"}
	resetLink  = accountLink{domain.SecretReset, "/mot-de-passe/"}
	emailLink  = accountLink{domain.SecretEmail, "/adresse/"}
)

// linkedPage shows what a link would do, and changes nothing.
func (s *Server) linkedPage(l accountLink) handlerFunc {
	return func(c *gin.Context) error { return s.showLinked(c, l, http.StatusOK, nil) }
}

func (s *Server) showLinked(c *gin.Context, l accountLink, status int, errs domain.FieldErrors) error {
	secretPage(c)
	token := c.Param("token")
	user, err := s.hiring.CheckAccountLink(c.Request.Context(), l.purpose, token)
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	base, action := s.base(c), l.path+url.PathEscape(token)
	base.Path = "/connexion" // the token stays out of the page's own path
	if l == emailLink {
		return s.render(c, status, templates.NewAddressPage{Base: base, Action: action, Email: user.NewEmail})
	}
	return s.render(c, status, templates.FirstPasswordPage{Base: base, Action: action, Email: user.Email, Invited: l == inviteLink, Errors: errs})
}

// useLinked refuses who tried too many bad links, then acts; the refusal of a field shows the page again.
func (s *Server) useLinked(l accountLink, act func(c *gin.Context, f form) error) handlerFunc {
	return func(c *gin.Context) error {
		secretPage(c)
		f, err := readForm(c)
		if err != nil {
			return err
		}
		if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
			return err
		}
		err = act(c, f)
		if fields := refusalOf(err).fields; err != nil && fields != nil {
			return s.showLinked(c, l, http.StatusUnprocessableEntity, fields)
		}
		return s.countBadLink(c, err)
	}
}

// resetPassword gives the account another password: its owner signs in with it, and with their code.
func (s *Server) resetPassword(c *gin.Context, f form) error {
	if _, err := s.hiring.SetPasswordByLink(c.Request.Context(), domain.SecretReset, c.Param("token"), f.values.Get("new_password")); err != nil {
		return err
	}
	return s.done(c, "/connexion", "mot-de-passe-choisi")
}

// acceptInvitation opens the first session of an account, with a password or without.
func (s *Server) acceptInvitation(c *gin.Context, f form) error {
	ctx, token := c.Request.Context(), c.Param("token")
	var user *domain.User
	var err error
	if f.line("without") != "" {
		user, err = s.hiring.AcceptInvitation(ctx, token)
	} else {
		user, err = s.hiring.SetPasswordByLink(ctx, domain.SecretInvite, token, f.values.Get("new_password"))
	}
	if err != nil {
		return err
	}
	return s.enter(c, user, "")
}

// confirmAddress takes the new address: its owner signs in with it.
func (s *Server) confirmAddress(c *gin.Context, _ form) error {
	if _, err := s.hiring.ConfirmEmail(c.Request.Context(), c.Param("token")); err != nil {
		return err
	}
	return s.done(c, "/connexion", "adresse-changee")
}

// addressPage asks for another address.
func (s *Server) addressPage(c *gin.Context) error {
	return s.newAddressPage(c, http.StatusOK, templates.AddressPage{})
}

func (s *Server) newAddressPage(c *gin.Context, status int, page templates.AddressPage) error {
	keys, err := s.hiring.KeysOf(c.Request.Context(), actor(c).ID)
	if err != nil {
		return err
	}
	page.Base, page.Keys, page.Email = s.base(c), keysOf(keys), actor(c).Email
	return s.render(c, status, page)
}

// askAddress sends the new address a link; nothing changes before it is followed.
func (s *Server) askAddress(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	typed := f.line("email")
	if err = s.proveAgain(c, f); err == nil {
		err = s.hiring.AskEmailChange(c.Request.Context(), actor(c), typed, s.proxies.address(c.Request))
	}
	if fields := refusalOf(err).fields; err != nil && fields != nil {
		return s.newAddressPage(c, http.StatusUnprocessableEntity, templates.AddressPage{Typed: typed, Errors: fields})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/compte", "adresse-demandee")
}
