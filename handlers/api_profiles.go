package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// apiProfile reads one file: a referent any, an adviser those of the people they follow, anybody else 404.
func (s *Server) apiProfile(c *gin.Context) error {
	p, err := s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, profileBodyOf(p, actor(c)))
	return nil
}

// apiSaveProfile creates or replaces what may be matched of a person, under the caller's key: 201 when it is new.
func (s *Server) apiSaveProfile(c *gin.Context) error {
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	status := http.StatusOK
	p, err := s.hiring.OpenPerson(ctx, who, id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		p, err, status = &domain.Person{Record: domain.Record{ID: id}, Source: "api"}, nil, http.StatusCreated
	}
	if err != nil {
		return err
	}
	b := profileBody{ID: p.ID, Revision: p.Revision, Admission: p.Stage()}
	if err := readJSON(c, &b); err != nil {
		return err
	}
	f := newFields()
	if b.ID != id && b.ID != p.ID && b.ID != "" { // the key of a merged file stands for the one that took it over
		f.Add("id", domain.Invalid("id", "La clé du corps n'est pas celle de l'adresse."))
	}
	if b.Admission != "" && b.Admission != p.Stage() {
		f.Add("admission", domain.Invalid("admission", "Ce champ se lit seulement : acceptez ou refusez la personne par /accept ou /refuse."))
	}
	fillPerson(p, b, domain.DayOf(s.now()), f)
	p.Profile.Place = s.place(b.PostalCode, b.Commune, f)
	if err := f.Err(); err != nil {
		return err
	}
	if b.Revision != p.Revision {
		return domain.Refuse(domain.CodeConflict, "Le dossier a changé depuis que vous l'avez lu. Relisez-le, puis recommencez.")
	}
	saved, err := s.hiring.SavePerson(ctx, who, p)
	if err != nil {
		return err
	}
	c.JSON(status, profileBodyOf(saved, who))
	return nil
}
