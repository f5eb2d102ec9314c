package templates

import "eedk.fr/candidatheque/domain"

func sampleLists(b Base) ListsPage {
	return ListsPage{Base: b, Items: []ListLine{
		{ID: "l1", Name: "Chantier du port", Href: "/listes/l1", Count: 7, Shared: true, Updated: b.Now.AddDate(0, 0, -1)},
		{ID: "l2", Name: "Maçons à 20 km", Href: "/candidatheque?q=ma%C3%A7on&near=59140", Search: true, Count: 23, Updated: b.Now.AddDate(0, 0, -9)},
		{ID: "l3", Name: "Nettoyage, soir", Href: "/listes/l3", Count: 2, Shared: true, Owner: "Hugo Baert", Updated: b.Now.AddDate(0, -1, 0)}}}
}

func sampleList(b Base) ListPage {
	return ListPage{Base: b, ID: "l1", Name: "Chantier du port", Shared: true, Mine: true, Form: ListForm{Name: "Chantier du port"}, People: sampleSearch(b).Results,
		History: []HistoryLine{{At: b.Now.AddDate(0, 0, -1), Who: "Anne Delattre", What: "des personnes ajoutées"}}}
}

func sampleKeptSearch(b Base) ListPage {
	return ListPage{Base: b, ID: "l2", Name: "Maçons à 20 km", Owner: "Hugo Baert", Shared: true, SearchHref: "/candidatheque?q=ma%C3%A7on&near=59140",
		Chips: []Chip{{"« maçon »", ""}, {"à 20 km de Dunkerque", ""}}}
}

// listExamples are the pages of lists in the gallery.
var listExamples = []example{
	{"listes", "Listes", domain.RoleReferent, "/listes", func(b Base) Page { return sampleLists(b) }},
	{"listes-vide", "Listes, aucune", domain.RoleReferent, "/listes", func(b Base) Page {
		return ListsPage{Base: b, Errors: domain.FieldErrors{"name": "Donnez un nom à la liste, de 80 caractères au plus."}}
	}},
	{"liste", "Une liste de personnes", domain.RoleReferent, "/listes/l1", func(b Base) Page { return sampleList(b) }},
	{"liste-vide", "Une liste vide, à renommer", domain.RoleReferent, "/listes/l1", func(b Base) Page {
		p := sampleList(b)
		p.People, p.Shared, p.Form.Name = nil, false, ""
		p.Errors = domain.FieldErrors{"name": "Donnez un nom à la liste, de 80 caractères au plus."}
		return p
	}},
	{"liste-recherche", "Une recherche gardée", domain.RoleReferent, "/listes/l2", func(b Base) Page { return sampleKeptSearch(b) }},
}
