package handlers

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// securityContact is to whom a weakness of the service is told, and until when that holds.
type securityContact struct {
	address string
	until   time.Time
}

// securityText is RFC 9116. Nobody named, or a contact that is out of date, is not found: an address that nobody reads
// is worse than none.
func (s *Server) securityText(c *gin.Context) error {
	if s.security.address == "" || !s.now().Before(s.security.until) {
		return domain.NotFound("Page")
	}
	text := fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: fr, en\nCanonical: %s/.well-known/security.txt\n",
		s.security.address, s.security.until.UTC().Format(time.RFC3339), s.baseURL)
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(text))
	return nil
}
