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
	content, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return unreadable(err)
	}
	dryRun, err := dryRunOf(c)
	switch {
	case err != nil:
		return err
	case len(content) == 0:
		return domain.Refuse(domain.CodeInvalid, "Envoyez un CSV dans le corps de la demande.")
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		i, err := s.hiring.StartImport(ctx, who, importFile(fileName(c.Query("file")), content, dryRun))
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

// dryRunOf reads ?dry_run=. Another value than those is refused: a slip of the finger must not import a file for good.
func dryRunOf(c *gin.Context) (bool, error) {
	value, sent := c.GetQuery("dry_run")
	switch {
	case value == "1", value == "true":
		return true, nil
	case !sent, value == "0", value == "false":
		return false, nil
	}
	return false, domain.Invalid("dry_run", "Écrivez dry_run=1 pour lire le fichier sans rien changer, ou rien.")
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
