package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
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
	page.Base, page.Email = s.base(c), user.Email
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

// admin lists the accounts.
func (s *Server) admin(c *gin.Context) error {
	return s.adminPage(c, http.StatusOK, templates.AdminPage{})
}

// maxUsers is how many accounts the page lists.
const maxUsers = 500

func (s *Server) adminPage(c *gin.Context, status int, page templates.AdminPage) error {
	if wantsSheet(c) {
		return s.exportPeople(c, s.usersSheet(c))
	}
	users, _, err := s.hiring.Users(c.Request.Context(), actor(c), domain.UserQuery{Limit: maxUsers})
	if err != nil {
		return err
	}
	page.Base, page.Journal = s.base(c), s.journalState()
	page.Path = "/admin"
	for _, u := range users {
		page.Users = append(page.Users, templates.UserLine{ID: u.ID, Name: u.Name, Email: u.Email, Roles: u.Roles, SIRETs: u.SIRETs,
			Created: u.Created, Deactivated: u.Deactivated})
	}
	return s.render(c, status, page)
}

// createUser invites somebody: the one-time link is shown once, to be handed over, until mail does it.
func (s *Server) createUser(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request.Context(), actor(c)
	typed := templates.UserForm{Email: f.line("email"), Name: f.line("name"), Role: f.line("role"), SIRET: f.line("siret")}
	user, err := s.addUser(c, typed)
	if domain.CodeOf(err) == domain.CodeInvalid || domain.CodeOf(err) == domain.CodeConflict {
		r := refusalOf(err)
		if r.fields == nil {
			r.fields = domain.FieldErrors{"email": r.message}
		}
		return s.adminPage(c, r.status, templates.AdminPage{Form: typed, Errors: r.fields})
	}
	if err != nil {
		return err
	}
	link, err := s.hiring.NewSignInLink(ctx, who, user.ID)
	if err != nil {
		return err
	}
	return s.adminPage(c, http.StatusOK, templates.AdminPage{NewLink: s.baseURL + "/connexion/" + link.Token, NewLinkFor: user.Email})
}

// addUser reads the invitation: all its faults come back at once, each under its field.
func (s *Server) addUser(c *gin.Context, typed templates.UserForm) (*domain.User, error) {
	f := newFields()
	user := hiring.NewUser{Name: f.short("name", typed.Name)}
	user.Email = collect(f, "email", typed.Email, domain.ParseEmail)
	if typed.Email == "" {
		f.Add("email", domain.Invalid("email", "Indiquez l'adresse e-mail."))
	}
	user.Roles = collect(f, "role", typed.Role, domain.ParseRole)
	if siret := optional(f, "siret", typed.SIRET, domain.ParseSIRET); siret != "" {
		user.SIRETs = []domain.SIRET{siret}
	}
	if user.Roles == domain.RoleEmployer && typed.SIRET == "" {
		f.Add("siret", domain.Invalid("siret", "Un employeur est membre d'un établissement : indiquez son SIRET."))
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.hiring.AddUser(c.Request.Context(), actor(c), user)
}
