package handlers

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// contentPolicy lets a page load and send to its own origin only: no inline script, no frame, no plug-in.
const contentPolicy = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; " +
	"frame-ancestors 'none'; form-action 'self'"

// strictTransport asks browsers to come back by TLS only, for a year.
const strictTransport = "max-age=31536000; includeSubDomains"

// headers puts the protections on every answer, refusals included.
func (s *Server) headers(c *gin.Context) {
	protect(c.Writer.Header(), s.baseURL)
	c.Next()
}

// protect is what every answer carries. Pages are not kept by any cache: most show people. baseURL is how
// people reach the service: by TLS, they are told to come back by it only.
func protect(h http.Header, baseURL string) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY") // for browsers that do not read frame-ancestors
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if strings.HasPrefix(baseURL, "https://") {
		h.Set("Strict-Transport-Security", strictTransport)
	}
}

// secretPage marks the answer to a signed link: its address must not leave by the Referer, nor enter a search engine.
func secretPage(c *gin.Context) {
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("X-Robots-Tag", "noindex, nofollow")
}

// sameOrigin refuses a write that another site had the browser send.
func (s *Server) sameOrigin(c *gin.Context) {
	if err := s.crossOrigin.Check(c.Request); err != nil {
		s.fail(c, domain.Refuse(domain.CodeForbidden,
			"Cette demande vient d'un autre site : elle est refusée. Ouvrez la page sur ce site et recommencez."))
		c.Abort()
		return
	}
	c.Next()
}

// Sizes a body may have, in bytes.
const (
	bodyLimit = 1 << 20
	csvLimit  = 10 << 20
)

// limitBody makes reading past the route's limit fail. Nothing is read here: a refusal of access comes first.
func limitBody(limit int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.Body != nil && c.Request.Body != http.NoBody {
			c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
		}
		c.Next()
	}
}

// localPath gives back a path of this site to go to after sign-in, and / for anything else: another host
// (//evil, /\evil), a scheme, a control character.
func localPath(next string) string {
	switch {
	case !strings.HasPrefix(next, "/"), strings.HasPrefix(next, "//"), len(next) > 500:
		return "/"
	case strings.ContainsFunc(next, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }):
		return "/"
	case strings.HasPrefix(next, "/connexion"), strings.HasPrefix(next, "/deconnexion"):
		return "/"
	}
	return next
}
