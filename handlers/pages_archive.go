package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// archivePage asks whose archived file to open. It lists nothing: whoever comes must know exactly whom they look for.
func (s *Server) archivePage(c *gin.Context) error {
	if err := s.hiring.MayOpenArchive(actor(c)); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, templates.ArchivePage{Base: s.base(c), Reasons: archiveReasons()})
}

// openArchive shows the archived files of one person; the opening is in the journal, found or not.
func (s *Server) openArchive(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.ArchivePage{Base: s.base(c), Reasons: archiveReasons(), Form: templates.ArchiveForm{FirstName: f.line("first_name"), LastName: f.line("last_name"),
		BirthDate: f.line("birth_date"), Email: f.line("email"), Why: f.line("why")}}
	wrong := newFields()
	asked := hiring.ArchiveQuestion{FirstName: page.Form.FirstName, LastName: page.Form.LastName,
		BirthDate: optional(wrong, "birth_date", page.Form.BirthDate, domain.ParseDate), Email: collect(wrong, "email", page.Form.Email, domain.ParseEmail),
		Why: domain.ArchiveReason(page.Form.Why)}
	if err = wrong.Err(); err == nil {
		page.Found, err = s.hiring.OpenArchive(c.Request.Context(), actor(c), asked)
	}
	switch r := refusalOf(err); {
	case err == nil:
		return s.render(c, http.StatusOK, page)
	case r.code == domain.CodeNotFound:
		page.Nobody = r.message
		return s.render(c, http.StatusOK, page)
	case r.fields != nil:
		page.Errors = r.fields
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	return err
}

func archiveReasons() (list []templates.Option) {
	list = []templates.Option{{Label: "Choisissez"}}
	for _, r := range domain.ArchiveReasons() {
		list = append(list, templates.Option{Value: string(r), Label: r.French()})
	}
	return list
}
