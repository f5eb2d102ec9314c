package handlers

import (
	"context"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// openedByLink opens what the link of a person leads to, and counts a link that opens nothing: beyond the limit of the
// address none is tried. done tells that the answer is written: an old link shows the page expired.
func openedByLink[T any](s *Server, c *gin.Context, open func(ctx context.Context, token string) (T, error), expired templates.Page) (opened T, done bool, err error) {
	secretPage(c)
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return opened, false, err
	}
	opened, err = open(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return opened, true, s.expiredLink(c, err, expired)
	}
	return opened, false, s.countBadLink(c, err)
}
