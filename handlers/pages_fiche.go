package handlers

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// fiche shows the one-page sheet of somebody who said yes.
func (s *Server) fiche(c *gin.Context) error {
	f, err := s.hiring.OpenFiche(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, templates.FichePage{Base: s.base(c), ID: c.Param("id"), Fiche: f})
}

// fichePDF gives the same as a file: who has it keeps it, so each time leaves a line.
func (s *Server) fichePDF(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	f, err := s.hiring.OpenFiche(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	sheet := documents.Fiche{Name: f.Name(), OfferTitle: f.OfferTitle, Phone: f.Contact.Phone, Email: f.Contact.Email,
		Made: "Candidathèque — Entreprendre Ensemble, Dunkerque. Fiche du " + domain.DayOf(s.now()).French() + ", pour cette offre seulement."}
	for _, part := range templates.FicheParts(f) {
		sheet.Parts = append(sheet.Parts, documents.FichePart(part))
	}
	var out bytes.Buffer
	if err := sheet.WritePDF(&out, s.now()); err != nil {
		return fmt.Errorf("handlers: %w", err)
	}
	if err := s.hiring.TellExport(ctx, who, hiring.Export{Name: "fiche.pdf", Rows: 1}); err != nil {
		return err
	}
	if err := s.saveSession(c); err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="fiche.pdf"`)
	c.Data(http.StatusOK, "application/pdf", out.Bytes())
	return nil
}
