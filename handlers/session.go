package handlers

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

const (
	// idleLimit and wholeLimit end a session (quality.md, Accounts and sessions).
	idleLimit  = 2 * time.Hour
	wholeLimit = 12 * time.Hour
	// seenEvery is how often an act is noted in the store, so that reading pages writes next to nothing.
	seenEvery = time.Minute

	secureCookie = "__Host-candidatheque"
	plainCookie  = "candidatheque"

	// sessionUser is whose session it is, once everything asked for was shown.
	sessionUser = "user"
	// sessionSeen is the last act, in Unix seconds.
	sessionSeen = "seen"
)

// Sessions keeps sessions, and ties each to its user so that all of one's can be ended at once. *store.Sessions is one.
type Sessions interface {
	scs.CtxStore
	Bind(ctx context.Context, token string, owner domain.SessionOwner) error
	ID(token string) string
}

// newSessions prepares the session manager. The browser forgets the cookie when it closes; the store ends the
// session after twelve hours. The idle limit is kept here, not by scs, which would write at every request.
func newSessions(store scs.CtxStore, loopbackHTTP plainHTTP) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Lifetime = wholeLimit
	m.Cookie.Name, m.Cookie.Secure = secureCookie, true
	if loopbackHTTP {
		m.Cookie.Name, m.Cookie.Secure = plainCookie, false
	}
	m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Path, m.Cookie.Persist = true, http.SameSiteLaxMode, "/", false
	return m
}

// plainHTTP is true when the service is reached by http on loopback, where a Secure cookie would be lost.
type plainHTTP bool

// identify finds who asks: the bearer of a token on the API, the holder of a session on the pages, or a stranger.
func (s *Server) identify(c *gin.Context) {
	who := s.sessionUser
	if isAPI(c) {
		who = s.tokenUser
	}
	actor, err := who(c)
	if err == nil && actor.Roles == domain.RoleStranger {
		err = s.floods.strangers.take(c, s.proxies.address(c.Request))
	}
	if err != nil {
		s.fail(c, err)
		c.Abort()
		return
	}
	c.Set(keyActor, actor)
	c.Next()
}

var stranger = domain.Actor{Roles: domain.RoleStranger}

// actor is who asks, once identify has run.
func actor(c *gin.Context) domain.Actor {
	if a, ok := c.Get(keyActor); ok {
		return a.(domain.Actor)
	}
	return stranger
}

// tokenUser reads the bearer token of an API request; none is a stranger, a wrong one is refused at once.
func (s *Server) tokenUser(c *gin.Context) (domain.Actor, error) {
	token, sent := bearer(c.Request)
	if !sent {
		return stranger, nil
	}
	// Looked up before anything is counted: somebody else's bad tokens from the same address never stop a good one.
	user, err := s.hiring.UserByToken(c.Request.Context(), token)
	switch {
	case err == nil && !user.Deactivated:
		if err := s.floods.tokens.take(c, user.ID); err != nil {
			return stranger, err
		}
		if s.secondFactor && user.Roles.Has(domain.RoleStaff) {
			if err := s.hiring.TokenProven(c.Request.Context(), user, token); err != nil {
				return stranger, err
			}
		}
		return s.hiring.ActorOf(c.Request.Context(), user)
	case err != nil && domain.CodeOf(err) == domain.CodeUnavailable:
		return stranger, err
	}
	if err := s.floods.badTokens.take(c, s.proxies.address(c.Request)); err != nil {
		return stranger, err
	}
	return stranger, domain.Refuse(domain.CodeUnauthenticated, "Jeton inconnu ou révoqué. Créez-en un autre sur la page « Mon compte ».")
}

// bearer reads the token of an Authorization header; sent is false when there is none.
func bearer(r *http.Request) (token string, sent bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

// sessionUser reads the session's cookie. A session that idled too long, or whose user left, is a stranger's.
func (s *Server) sessionUser(c *gin.Context) (domain.Actor, error) {
	token := ""
	if cookie, err := c.Request.Cookie(s.sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := s.sessions.Load(c.Request.Context(), token)
	if err != nil {
		return stranger, domain.Refuse(domain.CodeUnavailable, "Le service ne retrouve pas votre session. Recommencez dans un instant.").WithCause(err)
	}
	c.Request = c.Request.WithContext(ctx)
	c.Set(keySession, true)
	id, now := s.sessions.GetString(ctx, sessionUser), s.now()
	if id == "" {
		return stranger, nil
	}
	seen := time.Unix(s.sessions.GetInt64(ctx, sessionSeen), 0)
	if now.Sub(seen) > idleLimit || !now.Before(s.sessions.Deadline(ctx)) {
		return stranger, s.sessions.Destroy(ctx)
	}
	user, err := s.hiring.User(ctx, id)
	switch {
	case err == nil && !user.Deactivated:
	case err == nil, domain.CodeOf(err) == domain.CodeNotFound:
		return stranger, s.sessions.Destroy(ctx)
	default:
		return stranger, err
	}
	if now.Sub(seen) > seenEvery {
		s.sessions.Put(ctx, sessionSeen, now.Unix())
	}
	c.Set(keyBare, s.secondFactor && user.Roles.Has(domain.RoleStaff) && !s.sessions.GetBool(ctx, sessionSecond))
	return s.hiring.ActorOf(ctx, user)
}

// saveSession writes what changed in the session, and its cookie, before the answer leaves.
func (s *Server) saveSession(c *gin.Context) error {
	ctx := c.Request.Context()
	if !c.GetBool(keySession) {
		return nil
	}
	switch s.sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := s.sessions.Commit(ctx)
		if err != nil {
			return errors.Join(errSession, err)
		}
		s.sessions.WriteSessionCookie(ctx, c.Writer, token, expiry)
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, c.Writer, "", time.Time{})
	}
	c.Header("Cache-Control", "no-store")
	return nil
}

var errSession = errors.New("handlers: session not written")
