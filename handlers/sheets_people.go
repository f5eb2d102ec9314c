package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// followedSheet gives everybody an adviser follows, else whose accompaniment ends within 30 days.
func (s *Server) followedSheet(c *gin.Context) documents.Sheet {
	ctx, who := c.Request.Context(), actor(c)
	find := func(cursor string) ([]*domain.Person, string, error) {
		name := nameSought(c)
		if name == "" && who.Roles.Has(domain.RoleAdviser) {
			return s.hiring.FollowedPeople(ctx, who, cursor)
		}
		list, err := s.hiring.EndingSoon(ctx, who)
		if name != "" {
			list, err = s.hiring.PeopleByName(ctx, who, name)
		}
		return list, "", err
	}
	return documents.Sheet{Name: "personnes", Columns: []string{"dossier", "nom", "resume", "admission", "hors_vivier", "accompagnement_jusqu_au", "derniere_proposition"},
		Rows: rowsOf(everyPage(find), func(p *domain.Person) ([]string, error) {
			r := s.followedRow(p)
			return []string{r.ID, r.Name, r.Summary, r.Stage.French(), r.Outside, r.Until.String(), r.LastProposed.String()}, nil
		})}
}

// unaskedSheet gives everybody whose accord nobody asked.
func (s *Server) unaskedSheet(c *gin.Context) documents.Sheet {
	find := func(cursor string) ([]*domain.Person, string, error) {
		return s.hiring.PeopleWithoutConsent(c.Request.Context(), actor(c), cursor)
	}
	return documents.Sheet{Name: "accords-a-recueillir", Columns: []string{"dossier", "nom", "telephone", "email", "recherche", "depuis"},
		Rows: rowsOf(everyPage(find), func(p *domain.Person) ([]string, error) {
			return []string{p.ID, p.Candidate.FullName(), p.Candidate.Phone, p.Candidate.Email, s.summary(p), dayCell(p.Created)}, nil
		})}
}

func doublesSheet(page templates.DoublesPage) documents.Sheet {
	return documents.Sheet{Name: "doubles-possibles", Columns: []string{"dossier", "nom", "autre_dossier", "autre_nom", "pourquoi"},
		Rows: documents.Rows(page.Items, func(d templates.DoubleRow) []string {
			var why []string
			for _, w := range d.Why {
				why = append(why, w.French())
			}
			return []string{d.A.ID, d.A.Name, d.B.ID, d.B.Name, strings.Join(why, ", ")}
		})}
}

func compareSheet(page templates.ComparePage) documents.Sheet {
	return documents.Sheet{Name: "deux-fiches", Columns: []string{"champ", "premiere", "deuxieme"},
		Rows: documents.Rows(page.Lines, func(l templates.CompareLine) []string { return []string{l.Label, l.A, l.B} })}
}
