package handlers

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestTheSearchCountsItsFilters(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	var found foundBody
	h.api(domain.RoleReferent).get("/api/v1/profiles?near=59140&contract=CDI&contract=CTT&slot=day&slot=night").want(200).into(&found)
	if found.Total != 3 || len(found.Items) != 3 {
		t.Fatalf("%d people: %+v", found.Total, found)
	}
	count := func(name domain.FacetName, value string) int {
		for _, f := range found.Facets {
			for _, v := range f.Values {
				if f.Name == name && v.Value == value && v.Label != "" {
					return v.Count
				}
			}
		}
		return -1
	}
	for _, want := range []struct {
		name  domain.FacetName
		value string
		n     int
	}{{"rome", "F1703", 3}, {"km", "5", 3}, {"contract", "CDD6", 3}, {"contract", "CTT", 0}, {"licence", "B", 3}, {"slot", "night", 0}, {"slot", "day", 3},
		{"domain", "batiment", 3}, {"pool", "in", 3}, {"availability", "two_weeks", 3}} {
		if got := count(want.name, want.value); got != want.n {
			t.Errorf("%s %s: %d people, want %d", want.name, want.value, got, want.n)
		}
	}
	for query, field := range map[string]string{"?slot=midi": "slot", "?pool=x": "pool", "?availability=x": "availability", "?sort=x": "sort", "?sort=distance": "sort",
		"?contract=X": "contract", "?licence=Z": "licence"} {
		if got := h.api(domain.RoleReferent).get("/api/v1/profiles" + query).want(422); got.refusal().Error.Fields[field] == "" {
			t.Errorf("%s: fields %v, want %s", query, got.refusal().Error.Fields, field)
		}
	}
}

func TestTheSearchPageMendsAndTakesBack(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	k := h.as(domain.RoleReferent)
	got := k.get("/candidatheque?q=masson&licence=B&pool=in").want(200)
	if !strings.Contains(got.text(), "« masson » : voici pour maçon") || !strings.Contains(got.text(), "3 personnes sur 3 possibles") {
		t.Errorf("page: %s", got.text())
	}
	literal, _ := got.page().Find(`.notice a`).Attr("href")
	if page := k.get(literal).want(200); page.page().Find("[data-row]").Length() != 0 {
		t.Errorf("%s finds %s", literal, page.text())
	}
	chips := got.page().Find(".chips a")
	if chips.Length() != 2 {
		t.Fatalf("chips: %s", chips.Text())
	}
	without, _ := chips.Last().Attr("href")
	if page := k.get(without).want(200); page.page().Find(".chips a").Length() != 1 || page.page().Find("#licence-B:checked").Length() != 0 {
		t.Errorf("%s keeps its filter: %s", without, page.text())
	}
	table := k.get("/candidatheque?view=table").want(200).page()
	if table.Find("table tbody [data-row]").Length() != 3 || table.Find("#pool-in:checked").Length() != 1 {
		t.Error("no table of three, or the pool is not said")
	}
	if rows := rowsOfFile(t, k.get("/candidatheque?licence=B&format=csv")); len(rows) != 4 || rows[1][2] != "Maçon / Maçonne" {
		t.Errorf("file: %v", rows)
	}
	for _, wrong := range []string{"slot=midi", "sort=distance", "licence=Z"} {
		page := k.get("/candidatheque?" + wrong).want(422).page()
		to, _ := page.Find("#erreurs a").Attr("href")
		if page.Find(to).Length() != 1 {
			t.Errorf("%s: the error leads to %q", wrong, to)
		}
	}
}
