package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// account shows the reader's own account, and no other.
func (s *Server) account(c *gin.Context) error {
	return s.accountPage(c, http.StatusOK, templates.AccountPage{})
}

// accountPage fills the rest of a page that already holds what an act gave.
func (s *Server) accountPage(c *gin.Context, status int, page templates.AccountPage) error {
	ctx, who := c.Request.Context(), actor(c)
	user, err := s.hiring.User(ctx, who.ID)
	if err != nil {
		return err
	}
	tokens, err := s.hiring.APITokens(ctx, who)
	if err != nil {
		return err
	}
	keys, err := s.hiring.KeysOf(ctx, who.ID)
	if err != nil {
		return err
	}
	if page.Sessions, err = s.sessionLines(c); err != nil {
		return err
	}
	page.Base, page.Email, page.Keys = s.base(c), user.Email, keysOf(keys)
	page.Path = "/compte"
	for _, option := range s.establishments(c) {
		page.Establishments = append(page.Establishments, option.Label)
	}
	for _, t := range tokens {
		page.Tokens = append(page.Tokens, templates.TokenLine{ID: t.ID, Label: t.Label, Created: t.Created, LastUsed: t.LastUsed, Expires: t.Expires})
	}
	if wantsSheet(c) {
		return s.download(c, tokensSheet(page))
	}
	return s.render(c, status, page)
}

// createToken shows the new token once, on the answer itself: it is kept nowhere.
func (s *Server) createToken(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	label := f.line("label")
	token, err := s.hiring.NewAPIToken(c.Request.Context(), actor(c), label)
	if domain.CodeOf(err) == domain.CodeInvalid {
		r := refusalOf(err)
		return s.accountPage(c, r.status, templates.AccountPage{Label: label, Errors: r.fields})
	}
	if err != nil {
		return err
	}
	return s.accountPage(c, http.StatusOK, templates.AccountPage{NewToken: token.Token})
}

// revokeToken ends one token of the reader at once; that of somebody else is 404.
func (s *Server) revokeToken(c *gin.Context) error {
	if err := s.hiring.RevokeAPIToken(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/compte", "revoque")
}
