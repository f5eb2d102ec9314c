package handlers

import (
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// personOffersSheet gives the offers shown, then the near misses, with the sentences of the page, then how many each gate
// left out.
func personOffersSheet(page templates.PersonOffersPage) documents.Sheet {
	var rows [][]string
	for _, o := range page.Offers {
		var why []string
		for _, r := range o.Reasons {
			why = append(why, r.Text)
		}
		rows = append(rows, []string{"possible", "1", strconv.Itoa(o.Rank), o.ID, o.Title, o.Employer, scoreCell(o.Score), domain.Band(o.Score), strings.Join(why, " ; ")})
	}
	for _, o := range page.NearMisses {
		rows = append(rows, []string{"presque", "1", "", o.ID, o.Title, o.Employer, scoreCell(o.Score), domain.Band(o.Score),
			o.Blocker.French() + " : " + o.Text + " ; " + o.Lift.French()})
	}
	for _, x := range page.Excluded {
		rows = append(rows, []string{"écartées", strconv.Itoa(x.Count), "", "", "", "", "", "", x.Gate.French()})
	}
	return documents.Sheet{Name: "offres-d-une-personne",
		Columns: []string{"liste", "offres", "rang", "numero", "intitule", "employeur", "score", "bande", "raisons"},
		Rows:    documents.Rows(rows, slices.Clone[[]string])}
}
