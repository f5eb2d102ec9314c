package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// passwordPage sets or changes the reader's own password.
func (s *Server) passwordPage(c *gin.Context) error {
	return s.newPasswordPage(c, http.StatusOK, templates.PasswordPage{})
}

func (s *Server) newPasswordPage(c *gin.Context, status int, page templates.PasswordPage) error {
	keys, err := s.hiring.KeysOf(c.Request.Context(), actor(c).ID)
	if err != nil {
		return err
	}
	page.Base, page.Keys = s.base(c), keysOf(keys)
	return s.render(c, status, page)
}

// setPassword asks for the proof again, whatever the age of the last one: who sits down at an open session changes nothing.
func (s *Server) setPassword(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request.Context(), actor(c)
	err = s.proveAgain(c, f)
	if err == nil {
		err = s.hiring.SetPassword(ctx, who, f.values.Get("new_password"))
	}
	if fields := refusalOf(err).fields; err != nil && fields != nil {
		return s.newPasswordPage(c, http.StatusUnprocessableEntity, templates.PasswordPage{Errors: fields})
	}
	if err != nil {
		return err
	}
	if err := s.reopenSession(c); err != nil {
		return err
	}
	return s.done(c, "/compte", "mot-de-passe")
}

// proveAgain asks for the proof of those who have more than a link; the others have just followed one (proven).
func (s *Server) proveAgain(c *gin.Context, f form) error {
	keys, err := s.hiring.KeysOf(c.Request.Context(), actor(c).ID)
	if err != nil || !keys.Password && !keys.TOTP {
		return err
	}
	return s.prove(c, f)
}

// reopenSession opens a session in the place of the one that has just ended with all the others.
func (s *Server) reopenSession(c *gin.Context) error {
	with := oneFactor
	if s.sessions.GetBool(c.Request.Context(), sessionSecond) {
		with = twoFactors
	}
	return s.openSession(c, actor(c).ID, with)
}

// secondFactorPage shows the second factor of the reader's own account, or what an authenticator takes to set one.
func (s *Server) secondFactorPage(c *gin.Context) error {
	return s.factorPage(c, http.StatusOK, templates.SecondFactorPage{}, "")
}

// factorPage fills the rest of a page; sealed is the secret of a form that comes back.
func (s *Server) factorPage(c *gin.Context, status int, page templates.SecondFactorPage, sealed string) error {
	who := actor(c)
	keys, err := s.hiring.KeysOf(c.Request.Context(), who.ID)
	if err != nil {
		return err
	}
	page.Base, page.Keys, page.Required = s.base(c), keysOf(keys), s.secondFactor && who.Roles.Has(domain.RoleStaff)
	page.Path = secondFactorPath
	if !keys.TOTP {
		enrolment, err := s.hiring.EnrolAgain(who, sealed)
		if err != nil {
			enrolment, err = s.hiring.Enrol(who)
		}
		if err != nil {
			return err
		}
		page.Enrolment = templates.Enrolment{Secret: enrolment.Secret, Size: enrolment.QR.Size, Path: enrolment.QR.Path, Sealed: enrolment.Sealed}
	}
	return s.render(c, status, page)
}

// setSecondFactor turns it on, and shows the recovery codes on the answer itself: they are kept nowhere.
func (s *Server) setSecondFactor(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who, sealed := c.Request.Context(), actor(c), f.line("sealed")
	keys, err := s.hiring.KeysOf(ctx, who.ID)
	if err != nil {
		return err
	}
	if keys.TOTP {
		return domain.Refuse(domain.CodeConflict, "La double authentification est déjà en place. Retirez-la d'abord pour changer d'appareil.")
	}
	if keys.Password {
		err = s.prove(c, f)
	}
	var codes []string
	if err == nil {
		codes, err = s.hiring.SetTOTP(ctx, who, sealed, f.line("first_code"), s.proxies.address(c.Request))
	}
	return s.showCodes(c, codes, sealed, err)
}

// showCodes answers an act that gave recovery codes, or the page again with what was wrong.
func (s *Server) showCodes(c *gin.Context, codes []string, sealed string, err error) error {
	if fields := refusalOf(err).fields; err != nil && fields != nil {
		return s.factorPage(c, http.StatusUnprocessableEntity, templates.SecondFactorPage{Errors: fields}, sealed)
	}
	if err != nil {
		return err
	}
	if err := s.openSession(c, actor(c).ID, twoFactors); err != nil {
		return err
	}
	return s.factorPage(c, http.StatusOK, templates.SecondFactorPage{NewCodes: codes}, "")
}

// renewCodes gives new recovery codes in place of the old ones.
func (s *Server) renewCodes(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	var codes []string
	if err = s.prove(c, f); err == nil {
		codes, err = s.hiring.RenewCodes(c.Request.Context(), actor(c))
	}
	return s.showCodes(c, codes, "", err)
}

// removeSecondFactor turns it off, where it is not required.
func (s *Server) removeSecondFactor(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if s.secondFactor && actor(c).Roles.Has(domain.RoleStaff) {
		return domain.Refuse(domain.CodeForbidden, "La double authentification est obligatoire pour votre rôle.")
	}
	if err = s.prove(c, f); err == nil {
		err = s.hiring.RemoveTOTP(c.Request.Context(), actor(c))
	}
	if fields := refusalOf(err).fields; err != nil && fields != nil {
		return s.factorPage(c, http.StatusUnprocessableEntity, templates.SecondFactorPage{Errors: fields}, "")
	}
	if err != nil {
		return err
	}
	if err := s.openSession(c, actor(c).ID, oneFactor); err != nil {
		return err
	}
	return s.done(c, "/compte", "facteur-retire")
}

// endSession ends one of the reader's other sessions.
func (s *Server) endSession(c *gin.Context) error {
	if err := s.hiring.EndSession(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/compte#sessions", "session-fermee")
}

// endOtherSessions ends all but this one.
func (s *Server) endOtherSessions(c *gin.Context) error {
	ctx := c.Request.Context()
	if err := s.hiring.EndOtherSessions(ctx, actor(c), s.sessionTies.ID(s.sessions.Token(ctx))); err != nil {
		return err
	}
	return s.done(c, "/compte#sessions", "sessions-fermees")
}

// sessionLines are the reader's own sessions that still open something.
func (s *Server) sessionLines(c *gin.Context) (lines []templates.SessionLine, err error) {
	ctx := c.Request.Context()
	open, err := s.hiring.OpenSessions(ctx, actor(c))
	here := s.sessionTies.ID(s.sessions.Token(ctx))
	for _, session := range open {
		if session.ID != here && s.now().Sub(session.Updated) > idleLimit {
			continue
		}
		lines = append(lines, templates.SessionLine{ID: session.ID, Browser: session.Browser, Opened: session.Created, Seen: session.Updated, Here: session.ID == here})
	}
	return lines, err
}
