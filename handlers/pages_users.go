package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

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
		page.Users = append(page.Users, userLine(u))
	}
	return s.render(c, status, page)
}

func userLine(u *domain.User) templates.UserLine {
	return templates.UserLine{ID: u.ID, Name: u.Name, Email: u.Email, Roles: u.Roles, SIRETs: u.SIRETs, Created: u.Created, Deactivated: u.Deactivated}
}

// createUser opens an account, and sends its owner the invitation.
func (s *Server) createUser(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	typed := templates.UserForm{Email: f.line("email"), Name: f.line("name"), Roles: f.all("role"), SIRET: f.line("siret")}
	user, err := s.addUser(c, typed)
	if code := domain.CodeOf(err); code == domain.CodeInvalid || code == domain.CodeConflict {
		r := refusalOf(err)
		if r.fields == nil {
			r.fields = domain.FieldErrors{"email": r.message}
		}
		return s.adminPage(c, r.status, templates.AdminPage{Form: typed, Errors: r.fields})
	}
	if err != nil {
		return err
	}
	if _, err := s.hiring.InviteUser(c.Request.Context(), actor(c), user.ID); err != nil {
		return err
	}
	return s.done(c, "/admin/comptes/"+user.ID, "invite")
}

// addUser reads the invitation: all its faults come back at once, each under its field.
func (s *Server) addUser(c *gin.Context, typed templates.UserForm) (*domain.User, error) {
	f := newFields()
	user := hiring.NewUser{Name: f.short("name", typed.Name)}
	user.Email = collect(f, "email", typed.Email, domain.ParseEmail)
	if typed.Email == "" {
		f.Add("email", domain.Invalid("email", "Indiquez l'adresse e-mail."))
	}
	user.Roles, user.SIRETs = readRoles(f, typed)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.hiring.AddUser(c.Request.Context(), actor(c), user)
}

// readRoles reads the boxes of the roles, and the establishments of an employer's member, separated by spaces or commas.
func readRoles(f fields, typed templates.UserForm) (roles domain.Role, sirets []domain.SIRET) {
	for _, code := range typed.Roles {
		roles |= collect(f, "role", code, domain.ParseRole)
	}
	for _, text := range typed.Establishments() {
		sirets = append(sirets, collect(f, "siret", text, domain.ParseSIRET))
	}
	if f.Err() != nil {
		return roles, sirets
	}
	f.Gather(domain.CheckRoles(roles, sirets))
	return roles, sirets
}

// userPage shows one account to an administrator, and what may be done with it.
func (s *Server) userPage(c *gin.Context) error {
	return s.oneUserPage(c, http.StatusOK, templates.UserPage{})
}

func (s *Server) oneUserPage(c *gin.Context, status int, page templates.UserPage) error {
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	user, err := s.hiring.User(ctx, id)
	if err != nil {
		return err
	}
	keys, err := s.hiring.KeysOf(ctx, id)
	if err != nil {
		return err
	}
	page.Base, page.User, page.Keys, page.Own = s.base(c), userLine(user), keysOf(keys), who.ID == id
	page.Path = "/admin/comptes/" + id
	if page.Errors == nil {
		page.Form = templates.UserForm{Roles: user.Roles.Codes(), SIRET: joinSIRETs(user.SIRETs)}
	}
	return s.render(c, status, page)
}

// userAct is what an administrator does with an account; the refusal of a field comes back on the account's page.
func (s *Server) userAct(what deed, act func(c *gin.Context, f form, id string) error) handlerFunc {
	return func(c *gin.Context) error {
		f, err := readForm(c)
		if err != nil {
			return err
		}
		err = act(c, f, c.Param("id"))
		if fields := refusalOf(err).fields; err != nil && fields != nil {
			page := templates.UserPage{Errors: fields, Reason: f.line("reason"), Form: templates.UserForm{Roles: f.all("role"), SIRET: f.line("siret")}}
			return s.oneUserPage(c, http.StatusUnprocessableEntity, page)
		}
		if err != nil {
			return err
		}
		return s.done(c, "/admin/comptes/"+c.Param("id"), what)
	}
}

func (s *Server) changeRoles(c *gin.Context, f form, id string) error {
	wrong := newFields()
	roles, sirets := readRoles(wrong, templates.UserForm{Roles: f.all("role"), SIRET: f.line("siret")})
	if err := wrong.Err(); err != nil {
		return err
	}
	_, err := s.hiring.ChangeRoles(c.Request.Context(), actor(c), id, roles, sirets)
	return err
}

func (s *Server) closeUser(c *gin.Context, _ form, id string) error {
	_, err := s.hiring.DeactivateUser(c.Request.Context(), actor(c), id)
	return err
}

func (s *Server) reopenUser(c *gin.Context, _ form, id string) error {
	_, err := s.hiring.ReactivateUser(c.Request.Context(), actor(c), id)
	return err
}

func (s *Server) inviteUser(c *gin.Context, _ form, id string) error {
	_, err := s.hiring.InviteUser(c.Request.Context(), actor(c), id)
	return err
}

func (s *Server) resetSecondFactor(c *gin.Context, f form, id string) error {
	return s.hiring.ResetTOTP(c.Request.Context(), actor(c), id, f.line("reason"))
}
