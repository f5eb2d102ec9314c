package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

const (
	// sessionHalf is who showed a password or a link, and must show a code still.
	sessionHalf = "half"
	// sessionSecond tells that the session showed a code.
	sessionSecond = "second"
	// halfLimit is how long a code is awaited.
	halfLimit = 10 * time.Minute
)

// factors is what a session was opened with.
type factors uint8

const (
	oneFactor  factors = iota // a password or a link
	twoFactors                // and a code
)

// enter takes in somebody who showed a password or a link: to the page of the code where the account has a second factor,
// else to next.
func (s *Server) enter(c *gin.Context, user *domain.User, next string) error {
	keys, err := s.hiring.KeysOf(c.Request.Context(), user.ID)
	if err != nil {
		return err
	}
	next = s.whereTo(c, next)
	if !keys.TOTP {
		if err := s.openSession(c, user.ID, oneFactor); err != nil {
			return err
		}
		return s.redirect(c, next)
	}
	if err := s.openHalf(c, user.ID); err != nil {
		return err
	}
	return s.redirect(c, "/connexion/code?next="+url.QueryEscape(nextOf(next)))
}

// whereTo is where somebody goes once signed in: what the form says, else where a proof was asked for.
func (s *Server) whereTo(c *gin.Context, next string) string {
	kept := s.sessions.PopString(c.Request.Context(), sessionNext)
	if path := localPath(next); path != "/" {
		return path
	}
	return localPath(kept)
}

// openSession starts a new session for the user: a new identifier, and nothing of what the browser held before.
func (s *Server) openSession(c *gin.Context, userID string, with factors) error {
	if err := s.renewSession(c); err != nil {
		return err
	}
	ctx, now := c.Request.Context(), s.now()
	s.sessions.Put(ctx, sessionUser, userID)
	s.sessions.Put(ctx, sessionSeen, now.Unix())
	s.sessions.Put(ctx, sessionProof, now.Unix())
	s.sessions.Put(ctx, sessionSecond, with == twoFactors)
	s.sessions.SetDeadline(ctx, now.Add(wholeLimit))
	// Tied before it is written: there is no instant at which an open session cannot be ended with the others.
	return s.sessionTies.Bind(ctx, s.sessions.Token(ctx), domain.SessionOwner{UserID: userID, Browser: browserOf(c.Request.UserAgent())})
}

// openHalf starts a session that opens nothing but the page of the code.
func (s *Server) openHalf(c *gin.Context, userID string) error {
	if err := s.renewSession(c); err != nil {
		return err
	}
	ctx := c.Request.Context()
	s.sessions.Put(ctx, sessionHalf, userID)
	s.sessions.SetDeadline(ctx, s.now().Add(halfLimit))
	return s.sessionTies.Bind(ctx, s.sessions.Token(ctx), domain.SessionOwner{UserID: userID, Half: true})
}

func (s *Server) renewSession(c *gin.Context) error {
	ctx := c.Request.Context()
	err := s.sessions.Clear(ctx)
	if err == nil {
		err = s.sessions.RenewToken(ctx)
	}
	if err != nil {
		return domain.Refuse(domain.CodeUnavailable, "La connexion n'a pas pu être ouverte. Recommencez dans un instant.").WithCause(err)
	}
	return nil
}

// halfUser is who is on the page of the code; empty for nobody, or when the time is over.
func (s *Server) halfUser(c *gin.Context) string {
	ctx := c.Request.Context()
	if !s.now().Before(s.sessions.Deadline(ctx)) {
		return ""
	}
	return s.sessions.GetString(ctx, sessionHalf)
}

// codePage asks for the code of the second factor.
func (s *Server) codePage(c *gin.Context) error {
	next := nextOf(c.Query("next"))
	if s.halfUser(c) == "" {
		return s.redirect(c, "/connexion?next="+url.QueryEscape(next))
	}
	return s.render(c, http.StatusOK, templates.CodePage{Base: s.linkBase(c), Next: next})
}

// signInByCode opens the session, once the code is right.
func (s *Server) signInByCode(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, next, half := c.Request.Context(), nextOf(f.line("next")), s.halfUser(c)
	if half == "" {
		return s.redirect(c, "/connexion?next="+url.QueryEscape(next))
	}
	err = s.hiring.CheckCode(ctx, half, f.line("code"), s.proxies.address(c.Request))
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.render(c, http.StatusUnprocessableEntity, templates.CodePage{Base: s.linkBase(c), Next: next, Errors: refusalOf(err).fields})
	}
	if err != nil {
		return err
	}
	user, err := s.hiring.User(ctx, half)
	if err != nil {
		return err
	}
	if user.Deactivated {
		return domain.Refuse(domain.CodeForbidden, "Ce compte est fermé.")
	}
	if err := s.openSession(c, user.ID, twoFactors); err != nil {
		return err
	}
	return s.redirect(c, localPath(next))
}

// secondFactorPath is the page that sets the second factor.
const secondFactorPath = "/compte/double-authentification"

// beforeSecond tells what staff may reach before their second factor is set, where it is required.
func (r route) beforeSecond() bool {
	return strings.HasPrefix(r.path, secondFactorPath) || r.path == "/confirmer-identite" || r.path == "/deconnexion" || strings.HasPrefix(r.path, "/connexion")
}

// browserOf says a browser in a word or two, for its owner to know it again; empty for one that says nothing known.
func browserOf(userAgent string) string {
	named := func(list [][2]string) string {
		for _, known := range list {
			if strings.Contains(userAgent, known[0]) {
				return known[1]
			}
		}
		return ""
	}
	browser := named([][2]string{{"Edg", "Edge"}, {"Firefox", "Firefox"}, {"OPR/", "Opera"}, {"Chrom", "Chrome"}, {"Safari", "Safari"}})
	system := named([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"Linux", "Linux"}})
	return strings.Trim(browser+", "+system, ", ")
}
