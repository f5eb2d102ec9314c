package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// The tables of pages as files. A sheet is filled from its page, or by the same action for the same reader, so that it
// never holds more than the page shows. Days are written 2026-11-23: spreadsheets sort them.

// dayCell writes the Paris day of an instant, nothing for none.
func dayCell(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return domain.DayOf(at).String()
}

// scoreCell writes a score with the comma of French spreadsheets.
func scoreCell(score float64) string {
	return strings.Replace(strconv.FormatFloat(score, 'f', 1, 64), ".", ",", 1)
}

// offersSheet lists every offer of the filter, not only the page shown. Who said yes is counted for those who meet them, a page
// of offers at a time.
func (s *Server) offersSheet(c *gin.Context, q domain.OfferQuery) documents.Sheet {
	ctx, who := c.Request.Context(), actor(c)
	var yeses map[string]domain.Yeses
	all := everyPage(func(cursor string) ([]*domain.Offer, string, error) {
		q.Cursor = cursor
		offers, next, err := s.hiring.Offers(ctx, who, q)
		if err == nil {
			yeses, err = s.hiring.YesesOf(ctx, who, offers)
		}
		return offers, next, err
	})
	sheet := documents.Sheet{Name: "offres",
		Columns: []string{"numero", "intitule", "metier", "employeur", "siret", "commune", "contrat", "places", "debut", "etat", "publiee_le", "mise_a_jour", "nature", "marche", "heures_clause"},
		Rows: rowsOf(all, func(o *domain.Offer) ([]string, error) {
			clause := clauseCells(o.Clause)
			cells := append([]string{o.ID, o.Title, string(o.ROME), o.EmployerName, string(o.SIRET), o.Place.Name, o.Contract.Kind().Label,
				strconv.Itoa(o.Places), o.Start.String(), o.Status.French(), o.PublishedOn.String(), dayCell(o.Updated)}, clause...)
			if who.Roles.Has(viewers) {
				cells = append(cells, strconv.Itoa(yeses[o.ID].Going), strconv.Itoa(yeses[o.ID].Owed))
			}
			return cells, nil
		})}
	if who.Roles.Has(viewers) {
		sheet.Columns = append(sheet.Columns, "ont_dit_oui", "reponses_attendues")
	}
	return sheet
}

// offerListsSheet gives the shortlists of one offer; the people counted are for staff, as on the page.
func offerListsSheet(page templates.OfferPage) documents.Sheet {
	sheet := documents.Sheet{Name: "preselections", Columns: []string{"jour", "etat", "cartes_en_attente", "cartes_retenues"}}
	if page.Viewer.Staff() {
		sheet.Columns = append(sheet.Columns, "possibles", "proposees", "retenues")
	}
	sheet.Rows = documents.Rows(page.Shortlists, func(l templates.ShortlistLine) []string {
		row := []string{l.On.String(), l.Status.French(), strconv.Itoa(l.ToAnswer), strconv.Itoa(l.Interested)}
		if page.Viewer.Staff() {
			row = append(row, strconv.Itoa(l.Eligible), strconv.Itoa(l.Proposed), strconv.Itoa(l.Kept))
		}
		return row
	})
	return sheet
}

// shortlistSheet gives the ranked people, then the near misses, with the sentences of the page, then how
// many each gate left out.
func shortlistSheet(page templates.ShortlistPage) documents.Sheet {
	var rows [][]string
	for _, p := range page.Entries {
		var why []string
		for _, r := range p.Reasons {
			why = append(why, r.Text)
		}
		rows = append(rows, []string{"proposée", "1", strconv.Itoa(p.Rank), p.Profile, p.Name, scoreCell(p.Score), domain.Band(p.Score),
			p.Decision.French(), p.Motive, p.AddedReason, p.Employer.French(), eligibleCell(page, p), strings.Join(why, " ; ")})
	}
	for _, n := range page.NearMisses {
		rows = append(rows, []string{"presque", "1", "", n.Profile, n.Name, scoreCell(n.Score), domain.Band(n.Score), "", "", "", "", "",
			n.Blocker.French() + " : " + n.Text + " ; " + n.Lift.French()})
	}
	for _, x := range page.Funnel.Excluded {
		rows = append(rows, []string{"écartées", strconv.Itoa(x.Count), "", "", "", "", "", "", "", "", "", "", x.Gate.French()})
	}
	return documents.Sheet{Name: "preselection",
		Columns: []string{"liste", "personnes", "rang", "dossier", "nom", "score", "niveau", "decision", "raison", "ajoutee_parce_que", "employeur", "eligibilite", "pourquoi"},
		Rows:    documents.Rows(rows, func(row []string) []string { return row })}
}

func excludedSheet(page templates.ExcludedPage) documents.Sheet {
	return documents.Sheet{Name: "ecartees", Columns: []string{"dossier", "nom", "resume", "raison"},
		Rows: documents.Rows(page.People, func(p templates.ExcludedPerson) []string {
			return []string{p.ID, p.Name, p.Summary, page.Gate.French()}
		})}
}

// exposureSheet gives the lists on which the person stood, then, for their adviser, what was proposed to them.
func exposureSheet(page templates.PersonPage) documents.Sheet {
	var rows [][]string
	for _, l := range page.Exposure.Lines {
		rows = append(rows, []string{l.On.String(), l.OfferTitle, l.Employer, l.Decision.French()})
	}
	for _, l := range page.Prospects {
		rows = append(rows, []string{l.On.String(), l.Title, "", l.Words})
	}
	return documents.Sheet{Name: "propositions", Columns: []string{"jour", "offre", "employeur", "decision"}, Rows: documents.Rows(rows, slices.Clone[[]string])}
}

// importsSheet lists every import, not only those shown.
func (s *Server) importsSheet(c *gin.Context) documents.Sheet {
	all := everyPage(func(cursor string) ([]*domain.Import, string, error) {
		return s.hiring.Imports(c.Request.Context(), actor(c), cursor)
	})
	return documents.Sheet{Name: "imports",
		Columns: []string{"jour", "fichier", "etat", "lignes", "nouvelles", "modifiees", "inchangees", "hors_vivier", "refusees"},
		Rows: rowsOf(all, func(i *domain.Import) ([]string, error) {
			row := []string{dayCell(i.Created), i.File, i.Status.French()}
			for _, n := range []int{i.Rows, i.CreatedRows, i.UpdatedRows, i.Unchanged, i.OutsidePool, i.Rejected} {
				row = append(row, strconv.Itoa(n))
			}
			return row, nil
		})}
}

// importSheet gives what is to be mended, then what is to be looked at, as the file's own lines and columns.
func importSheet(i *domain.Import) documents.Sheet {
	var rows [][]string
	add := func(kind string, list []domain.RowError) {
		for _, e := range list {
			rows = append(rows, []string{kind, strconv.Itoa(e.Line), e.Column, e.Value, e.Reason})
		}
	}
	add("refusée", i.Errors)
	add("à vérifier", i.Warnings)
	return documents.Sheet{Name: "lignes-a-corriger", Columns: []string{"sorte", "ligne", "colonne", "valeur", "raison"},
		Rows: documents.Rows(rows, func(row []string) []string { return row })}
}

func tokensSheet(page templates.AccountPage) documents.Sheet {
	return documents.Sheet{Name: "jetons", Columns: []string{"jeton", "cree_le", "dernier_usage", "fin"},
		Rows: documents.Rows(page.Tokens, func(t templates.TokenLine) []string {
			return []string{t.Label, dayCell(t.Created), dayCell(t.LastUsed), dayCell(t.Expires)}
		})}
}

// usersSheet lists every account, not only those shown.
func (s *Server) usersSheet(c *gin.Context) documents.Sheet {
	all := everyPage(func(cursor string) ([]*domain.User, string, error) {
		return s.hiring.Users(c.Request.Context(), actor(c), domain.UserQuery{Cursor: cursor})
	})
	return documents.Sheet{Name: "comptes", Columns: []string{"nom", "email", "roles", "etablissements", "depuis", "etat"},
		Rows: rowsOf(all, func(u *domain.User) ([]string, error) {
			sirets := make([]string, len(u.SIRETs))
			for i, siret := range u.SIRETs {
				sirets[i] = string(siret)
			}
			state := "actif"
			if u.Deactivated {
				state = "désactivé"
			}
			return []string{u.Name, u.Email, u.Roles.French(), strings.Join(sirets, " "), dayCell(u.Created), state}, nil
		})}
}

// registerSheet is the register of what is kept and why (RGPD art. 30).
func registerSheet() documents.Sheet {
	return documents.Sheet{Name: "donnees-gardees", Columns: []string{"donnee", "pourquoi", "fondement", "lue_par", "gardee", "effacement"},
		Rows: documents.Rows(domain.StoredFields(), func(f domain.StoredField) []string {
			return []string{f.Path, f.Purpose, string(f.Basis), f.Roles.French(), f.Retention.French(), string(f.Erase)}
		})}
}
