package handlers

import (
	"context"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// apiStartImport takes a CSV or a workbook as the body itself, told apart by its first bytes. The import goes on after the answer: GET imports/:id tells where it is.
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
		return domain.Refuse(domain.CodeInvalid, "Envoyez un CSV ou un classeur XLSX dans le corps de la demande.")
	}
	file := importFile(fileName(c.Query("file")), content, dryRun)
	if err := s.sayHowToRead(c, &file); err != nil {
		return err
	}
	return s.once(c, func(ctx context.Context) (string, error) {
		i, err := s.hiring.StartImport(ctx, who, file)
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

// sayHowToRead takes ?mapping= and ?entree_le=: the name of a mapping, and the day of entry of rows that say none.
func (s *Server) sayHowToRead(c *gin.Context, file *hiring.ImportFile) (err error) {
	file.Mapping = oneLine(c.Query("mapping"))
	if file.Fixed.EnteredOn, err = domain.ParseDate(c.Query("entree_le")); err != nil {
		return domain.Invalid("entree_le", "Écrivez le jour d'entrée 2026-11-23.")
	}
	return s.hiring.CheckMappingName(c.Request.Context(), actor(c), file.Mapping)
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
