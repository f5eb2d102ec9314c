package handlers

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// proofLife is how long a proof of identity serves for what weighs most: exports of people, settings, erasure, the
// journal, the account's own keys (quality.md, Accounts and sessions).
const proofLife = 30 * time.Minute

const (
	// sessionProof is when the holder last proved who they are, in Unix seconds; signing in is a proof.
	sessionProof = "proof"
	// sessionNext is the page to come back to once a link asked for as a proof is followed.
	sessionNext = "next"
)

// proven is the mark, in the table of routes, of what asks for a fresh proof of identity: a session whose proof is older
// is sent to give one and comes back. A program's token is its own proof.
func (s *Server) proven(h handlerFunc) handlerFunc {
	return func(c *gin.Context) error {
		if s.hasFreshProof(c) {
			return h(c)
		}
		return s.redirect(c, "/confirmer-identite?next="+url.QueryEscape(s.afterProof(c)))
	}
}

func (s *Server) hasFreshProof(c *gin.Context) bool {
	if isAPI(c) {
		return true
	}
	at := time.Unix(s.sessions.GetInt64(c.Request.Context(), sessionProof), 0)
	return s.now().Sub(at) < proofLife
}

// afterProof is the page to come back to: of a file, the page that offers it, since a file is no page to arrive on.
func (s *Server) afterProof(c *gin.Context) string {
	next, err := url.Parse(s.nearestPage(c))
	if err != nil {
		return "/"
	}
	query := next.Query()
	query.Del("format")
	next.RawQuery = query.Encode()
	return next.String()
}

// confirmPage asks for the proof: the same as to sign in, by what the account has.
func (s *Server) confirmPage(c *gin.Context) error {
	next := nextOf(c.Query("next"))
	if s.hasFreshProof(c) {
		return s.redirect(c, localPath(next))
	}
	return s.identityPage(c, http.StatusOK, templates.IdentityPage{Next: next})
}

func (s *Server) identityPage(c *gin.Context, status int, page templates.IdentityPage) error {
	keys, err := s.hiring.KeysOf(c.Request.Context(), actor(c).ID)
	if err != nil {
		return err
	}
	page.Base, page.Keys = s.base(c), keysOf(keys)
	return s.render(c, status, page)
}

// confirmIdentity takes the proof. An account without a password nor a code is sent a link: following it in this browser
// is the proof.
func (s *Server) confirmIdentity(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who, next := c.Request.Context(), actor(c), nextOf(f.line("next"))
	keys, err := s.hiring.KeysOf(ctx, who.ID)
	if err != nil {
		return err
	}
	if !keys.Password && !keys.TOTP {
		if err := s.hiring.AskSignInLink(ctx, who.Email, s.proxies.address(c.Request)); err != nil {
			return err
		}
		s.sessions.Put(ctx, sessionNext, next)
		return s.identityPage(c, http.StatusOK, templates.IdentityPage{Email: who.Email, Sent: true})
	}
	if err := s.prove(c, f); err != nil {
		if fields := refusalOf(err).fields; fields != nil {
			return s.identityPage(c, http.StatusUnprocessableEntity, templates.IdentityPage{Next: next, Errors: fields})
		}
		return err
	}
	return s.redirect(c, localPath(next))
}

// prove reads a proof from a form, and dates the session's.
func (s *Server) prove(c *gin.Context, f form) error {
	ctx := c.Request.Context()
	proof := hiring.Proof{Password: f.values.Get("password"), Code: f.line("code")}
	if err := s.hiring.Prove(ctx, actor(c), proof, s.proxies.address(c.Request)); err != nil {
		return err
	}
	s.sessions.Put(ctx, sessionProof, s.now().Unix())
	return nil
}

// keysOf is what an account proves itself with, as pages show it.
func keysOf(k hiring.Keys) templates.Keys {
	return templates.Keys{Password: k.Password, PasswordOn: k.PasswordOn, Second: k.TOTP, SecondOn: k.TOTPOn, Codes: k.Codes}
}

// exportPeople gives a table of people as a file, to somebody who has just proved who they are.
func (s *Server) exportPeople(c *gin.Context, sheet documents.Sheet) error {
	return s.proven(func(c *gin.Context) error { return s.download(c, sheet) })(c)
}
