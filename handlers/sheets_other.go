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

// certificateSheet gives the people whom one certificate keeps from an offer, offer by offer.
func certificateSheet(page templates.CertificatePage) documents.Sheet {
	var rows [][]string
	for _, o := range page.Offers {
		for _, p := range o.People {
			rows = append(rows, []string{page.Cost.Code, page.Cost.Label, o.ID, o.Title, o.Employer, o.Start.String(), p.ID, p.Name})
		}
	}
	return documents.Sheet{Name: "personnes-sans-un-certificat",
		Columns: []string{"code", "certificat", "numero", "intitule", "employeur", "debut", "dossier", "nom"},
		Rows:    documents.Rows(rows, slices.Clone[[]string])}
}

// trainingsSheet gives the sessions of the page, then what each missing certificate costs.
func trainingsSheet(page templates.TrainingsPage) documents.Sheet {
	var rows [][]string
	for _, t := range page.Items {
		rows = append(rows, []string{"session", t.ID, t.Title, t.Place, t.Start.String(), t.End.String(), strconv.Itoa(t.Hours), strconv.Itoa(t.Places),
			strings.Join(t.Gives, " ; "), t.Entry, t.Funder, t.Status.French(), "", ""})
	}
	for _, x := range page.Costs {
		rows = append(rows, []string{"certificat manquant", x.Code, x.Label, "", x.Next.String(), "", "", strconv.Itoa(x.Places), "", "", "", "",
			strconv.Itoa(x.People), strconv.Itoa(x.Offers)})
	}
	return documents.Sheet{Name: "formations",
		Columns: []string{"ligne", "numero", "intitule", "commune", "debut", "fin", "heures", "places", "donne", "qui_peut_entrer", "financeur", "etat", "personnes", "offres"},
		Rows:    documents.Rows(rows, slices.Clone[[]string])}
}
