package handlers

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// employersSheet lists every establishment of the filter, not only the page shown; for referents with its answers after
// meetings: those that came in time, of those that were owed.
func (s *Server) employersSheet(c *gin.Context, q domain.EmployerQuery) documents.Sheet {
	var answers map[domain.SIRET]domain.Reliability
	all := everyPage(func(cursor string) ([]*domain.Employer, string, error) {
		q.Cursor = cursor
		list, next, err := s.hiring.Employers(c.Request.Context(), actor(c), q)
		if err == nil {
			answers, err = s.answersOf(c, list)
		}
		return list, next, err
	})
	counted := actor(c).Roles.Has(domain.RoleReferent)
	sheet := documents.Sheet{Name: "entreprises", Columns: []string{"siret", "nom", "code_postal", "commune", "naf", "effectif", "etat", "depuis"},
		Rows: rowsOf(all, func(e *domain.Employer) ([]string, error) {
			cells := []string{e.ID, e.Name, e.Place.PostalCode, e.Place.Name, e.NAF, e.SizeBand, e.Status.French(), dayCell(e.Since(string(e.Status)))}
			if r := answers[e.SIRET()]; counted {
				cells = append(cells, strconv.Itoa(r.InTime), strconv.Itoa(r.Owed))
			}
			return cells, nil
		})}
	if counted {
		sheet.Columns = append(sheet.Columns, "reponses_dans_les_delais", "reponses_dues")
	}
	return sheet
}

func ownEmployersSheet(page templates.OwnEmployersPage) documents.Sheet {
	return documents.Sheet{Name: "etablissements", Columns: []string{"siret", "nom", "etat", "raison", "depuis"},
		Rows: documents.Rows(page.Standings, func(k templates.Standing) []string {
			return []string{string(k.SIRET), k.Company, k.State().Word, k.Reason, dayCell(k.Since)}
		})}
}

// employerSheet gives the members of one establishment, then who asks to join, as the page shows them.
func employerSheet(page templates.EmployerPage) documents.Sheet {
	var rows [][]string
	for _, m := range page.Members {
		rows = append(rows, []string{domain.MembershipMember.French(), m.Name, m.Email, m.Phone, dayCell(m.Since), ""})
	}
	for _, r := range page.Requests {
		rows = append(rows, []string{r.Status.French(), r.Name, r.Email, r.Phone, dayCell(r.Since), r.Reason})
	}
	return documents.Sheet{Name: "membres", Columns: []string{"etat", "nom", "email", "telephone", "depuis", "raison"},
		Rows: documents.Rows(rows, func(row []string) []string { return row })}
}
