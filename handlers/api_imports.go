package handlers

import (
	"context"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// apiStartImport takes a CSV as the body itself. The import goes on after the answer: GET imports/:id tells where it is.
func (s *Server) apiStartImport(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	return s.once(c, func(ctx context.Context) (string, error) {
		content, err := io.ReadAll(c.Request.Body)
		if err != nil {
			return "", unreadable(err)
		}
		if len(content) == 0 {
			return "", domain.Refuse(domain.CodeInvalid, "Envoyez un CSV dans le corps de la demande.")
		}
		i, err := s.hiring.StartImport(ctx, who, importFile(fileName(c.Query("file")), content, c.Query("dry_run") == "true"))
		return idOf(i, err)
	}, func(id string) error {
		i, err := s.hiring.Import(ctx, who, id)
		if err != nil {
			return err
		}
		c.JSON(http.StatusAccepted, importBodyOf(i))
		return nil
	})
}

// apiImport tells where an import is: counts, and the rows to mend with their line, column and reason.
func (s *Server) apiImport(c *gin.Context) error {
	i, err := s.hiring.Import(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, importBodyOf(i))
	return nil
}
