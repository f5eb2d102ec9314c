package handlers

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// imports lists the files brought in, the latest first, and takes a new one.
func (s *Server) imports(c *gin.Context) error {
	return s.importsPage(c, http.StatusOK, nil, "")
}

func (s *Server) importsPage(c *gin.Context, status int, refused domain.FieldErrors, dryRun string) error {
	if wantsSheet(c) {
		return s.download(c, s.importsSheet(c))
	}
	list, _, err := s.hiring.Imports(c.Request.Context(), actor(c), "")
	if err != nil {
		return err
	}
	page := templates.ImportsPage{Base: s.base(c), Errors: refused, DryRun: dryRun != ""}
	for _, i := range list {
		page.Items = append(page.Items, *i)
	}
	if page.Kept, err = s.keptMappings(c); err != nil {
		return err
	}
	return s.render(c, status, page)
}

// upload is a file as a page sent it.
type upload struct {
	name, dryRun string
	content      []byte
}

// readUpload reads the parts of the form one by one, in memory: nothing about a person is written to a temporary file.
// Fields come before the file, as the page orders them.
func readUpload(r *http.Request) (upload, error) {
	var u upload
	parts, err := r.MultipartReader()
	if err != nil {
		return u, domain.Invalid("file", "Choisissez un fichier CSV ou XLSX.")
	}
	for range maxParts {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			if u.content == nil {
				return u, domain.Invalid("file", "Choisissez un fichier CSV ou XLSX.")
			}
			return u, nil
		case err != nil:
			return u, unreadable(err)
		}
		if err := u.take(part); err != nil {
			return u, unreadable(err)
		}
	}
	return u, domain.Refuse(domain.CodeInvalid, "Le formulaire a trop de parties.")
}

// maxParts bounds the parts of a form with a file; the page sends three.
const maxParts = 10

func (u *upload) take(part *multipart.Part) error {
	if part.FormName() == "file" {
		content, err := io.ReadAll(part)
		u.name, u.content = fileName(part.FileName()), content
		if err == nil && len(content) == 0 {
			u.content = nil
		}
		return err
	}
	value, err := io.ReadAll(io.LimitReader(part, maxLine))
	if part.FormName() == "dry_run" {
		u.dryRun = string(value)
	}
	return err
}

// unreadable keeps the refusal of what is too heavy, and words the others.
func unreadable(err error) error {
	if refusalOf(err).code == domain.CodeTooLarge {
		return err
	}
	return domain.Refuse(domain.CodeInvalid, "L'envoi est illisible ou a été coupé. Recommencez.").WithCause(err)
}

// fileName keeps the last part of a name, on one line: it is shown, never opened.
func fileName(name string) string {
	name = oneLine(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "." || name == "/" {
		return ""
	}
	return firstRunes(name, 100)
}

func importFile(name string, content []byte, dryRun bool) hiring.ImportFile {
	return hiring.ImportFile{Name: name, Size: int64(len(content)), Body: bytes.NewReader(content), DryRun: dryRun}
}

// reader reads the file from its beginning, each time it is asked.
func (u upload) reader() *bytes.Reader { return bytes.NewReader(u.content) }

// startImport leads to the page of the import: it goes on behind and can be left and come back to, or waits for who
// brought it to look at how it will be read.
func (s *Server) startImport(c *gin.Context) error {
	u, err := readUpload(c.Request)
	if err == nil {
		var i *domain.Import
		if i, err = s.receive(c, u); err == nil {
			return s.redirect(c, "/imports/"+i.ID)
		}
	}
	if r := refusalOf(err); r.code == domain.CodeInvalid {
		if r.fields == nil {
			r.fields = domain.FieldErrors{"file": r.message}
		}
		return s.importsPage(c, r.status, r.fields, u.dryRun)
	}
	return err
}

// importPage shows how far an import is, or gives its errors as a file.
func (s *Server) importPage(c *gin.Context) error {
	i, err := s.hiring.Import(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if i.Status == domain.ImportWaiting {
		return s.previewPage(c, http.StatusOK, s.emptyFixed(), nil)
	}
	if wantsSheet(c) {
		return s.exportPeople(c, importSheet(i))
	}
	return s.render(c, http.StatusOK, templates.ImportPage{Base: s.base(c), Import: *i, By: s.names(c)(i.By), Mapping: s.mappingLabel(c, i.Mapping)})
}
