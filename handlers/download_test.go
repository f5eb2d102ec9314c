package handlers

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// files walks the pages that a browser reaches from some, and gives the table of each page as a file, by address.
func files(t *testing.T, k *client, from ...string) map[string][][]string {
	t.Helper()
	found, read := map[string][][]string{}, map[string]bool{}
	for queue := from; len(queue) > 0; queue = queue[1:] {
		path, _, _ := strings.Cut(queue[0], "#")
		if read[path] || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/galerie") || strings.HasPrefix(path, apiPrefix) {
			continue
		}
		read[path] = true
		page := k.get(path)
		if page.status != http.StatusOK || !strings.HasPrefix(page.header.Get("Content-Type"), "text/html") {
			continue
		}
		page.page().Find("a[href]").Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", "")
			if _, sheet := a.Attr("download"); !sheet {
				queue = append(queue, href)
			} else if strings.Contains(href, "format=csv") {
				found[href] = rowsOfFile(t, k.get(href))
			}
		})
	}
	return found
}

// rowsOfFile reads a file as a spreadsheet would, and refuses any cell that would run.
func rowsOfFile(t *testing.T, got answer) [][]string {
	t.Helper()
	got.want(200)
	name := got.header.Get("Content-Disposition")
	if got.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(name, `attachment; filename="`) {
		t.Errorf("a file comes as %s, %s", got.header.Get("Content-Type"), name)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\ufeff")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if domain.ShieldCell(cell) != cell && !strings.HasPrefix(cell, "'") {
				t.Errorf("%s: the cell %q runs in a spreadsheet", name, cell)
			}
		}
	}
	return rows
}

func TestTheTablesOfPagesComeAsFiles(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	trap := mason(0)
	trap.Revision, trap.Candidate.FirstName = 1, `=HYPERLINK("http://exemple.fr")`
	h.api(domain.RoleReferent).send(http.MethodPut, "/api/v1/profiles/"+mark("cle", 0), trap).want(200)
	k := h.as(domain.RoleReferent)
	got := files(t, k, "/", "/offres", "/offres?status=published", "/preselections/"+list.ID, "/imports", "/donnees-personnelles")
	for href, first := range map[string]string{
		"/offres?format=csv":                               "numero",
		"/offres?status=published&format=csv":              "numero",
		"/offres/" + offer.ID + "?format=csv":              "jour",
		"/preselections/" + list.ID + "?format=csv":        "liste",
		"/candidatheque/" + mark("cle", 0) + "?format=csv": "jour",
		"/donnees-personnelles?format=csv":                 "donnee",
	} {
		if rows := got[href]; len(rows) < 2 || rows[0][0] != first {
			t.Errorf("%s: %q", href, rows)
		}
	}
	var names []string
	for _, row := range got["/preselections/"+list.ID+"?format=csv"] {
		if row[0] == "proposée" {
			names = append(names, row[4])
		}
	}
	if len(names) != len(list.Entries) || !slices.Contains(names, `'=HYPERLINK("http://exemple.fr") `+mark("nom", 0)) {
		t.Errorf("the file names %q", names)
	}
	admin := files(t, h.as(domain.RoleAdmin), "/admin")
	if rows := admin["/admin?format=csv"]; len(rows) != len(userRoles)+2 {
		t.Errorf("accounts: %q", rows)
	}
}

// The file of a list goes to its end, where the page shows one part.
func TestAFileHoldsMoreThanOnePage(t *testing.T) {
	h := MustHouse(t)
	const offers = 60
	program := h.api(domain.RoleEmployer)
	for range offers {
		program.send(http.MethodPost, "/api/v1/offers", masonOffer()).want(201)
	}
	k := h.as(domain.RoleEmployer)
	if next := k.get("/offres").want(200).page().Find(".pager a"); next.Length() != 1 {
		t.Fatal("the page holds everything: this test shows nothing")
	}
	if rows := rowsOfFile(t, k.get("/offres?cursor=faux&format=csv")); len(rows) != offers+1 {
		t.Errorf("%d rows, want %d", len(rows), offers+1)
	}
}

// An employer's files hold what their pages hold: cards without a name, no count of people.
func TestAnEmployersFilesNameNobody(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	k := h.as(domain.RoleEmployer)
	for _, path := range []string{"/offres?format=csv", "/offres/" + offer.ID + "?format=csv", "/preselections/" + list.ID + "?format=csv"} {
		shows(t, path, k.get(path).want(200), append(hidden(list), "possibles"))
	}
}
