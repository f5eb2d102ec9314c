package handlers

import (
	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// What a deed adds to its name when no mail reaches the person whom it concerns: the reader phones them, or a referent does.
const (
	byPhone  = "-par-telephone"
	byOthers = "-par-un-referent"
)

// told is a deed after which the person is written to, as it says the truth of how they are told. A person of whom nothing
// can be read any more is told nothing: the deed stays as it is.
func (s *Server) told(c *gin.Context, what deed, profile string) (deed, error) {
	byMail, err := s.hiring.ByMail(c.Request.Context(), profile)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound, err == nil && byMail:
		return what, nil
	case err != nil:
		return "", err
	case actor(c).Roles.Has(domain.RoleReferent):
		return what + byPhone, nil
	}
	return what + byOthers, nil
}
