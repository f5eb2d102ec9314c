package templates

import "eedk.fr/candidatheque/domain"

func sampleSearch(b Base) SearchPage {
	form := SearchForm{Q: "masson coffrage", Near: "59140", Km: "20", Licences: []string{"B"}}
	return SearchPage{Base: b, Query: form, Place: "Dunkerque", Back: "q=masson", Keepable: true, Lists: []Option{{"l1", "Chantier du port"}}, Total: 23, Possible: 312, NextHref: "/candidatheque?q=ma%C3%A7on&cursor=abc",
		Mended: []domain.Mended{{From: "masson", To: "maçon"}}, LiteralHref: form.With("literal", "1"),
		CardsHref: "/candidatheque?q=x", TableHref: "/candidatheque?q=x&view=table", MapHref: "/candidatheque?q=x&view=map",
		Sorts: []Option{{"relevance", "les plus proches des mots"}, {"updated", "les dossiers mis à jour"}, {"distance", "les plus près"}},
		Chips: []Chip{{"« masson coffrage »", form.Without("q", form.Q)}, {"à 20 km de Dunkerque", form.Without("near", "59140")}, {"permis B", form.Without("licence", "B")}},
		Facets: []FacetGroup{
			NewFacetGroup("km", "Distance", []FacetChoice{{Value: "5", Label: "à 5 km au plus", Count: 9}, {Value: "20", Label: "à 20 km au plus", Count: 23, Checked: true}}).Only(),
			NewFacetGroup("rome", "Métier cherché ou exercé", []FacetChoice{{Value: "F1703", Label: "Maçon / Maçonne", Count: 18}, {Value: "F1701", Label: "Coffreur bancheur / Coffreuse bancheuse", Count: 4},
				{Value: "F1601", Label: "Plâtrier", Count: 3}, {Value: "F1606", Label: "Peintre en bâtiment", Count: 3}, {Value: "F1608", Label: "Carreleur", Count: 2},
				{Value: "F1702", Label: "Constructeur de routes", Count: 2}, {Value: "F1704", Label: "Manœuvre", Count: 2}, {Value: "F1610", Label: "Couvreur", Count: 1}, {Value: "F1607", Label: "Poseur de fermetures", Count: 1}}),
			NewFacetGroup("licence", "Permis", []FacetChoice{{Value: "B", Label: "permis B", Count: 23, Checked: true}, {Value: "C", Label: "permis C", Count: 1}}),
		},
		Results: []PersonCard{
			{ID: "P1", Name: "Samira Lefebvre", Occupations: []string{"Maçon / Maçonne", "Carreleur / Carreleuse"}, Experience: "24 mois de maçonnerie",
				Commune: "Dunkerque", Distance: "6 km", Available: sampleDay, Licences: []string{"B"}, Certificates: []string{"SST"},
				Highlights: []Highlight{ParseHighlight("a fait du <mark>coffrage</mark> sur deux chantiers &amp; des dalles")}},
			{ID: "P2", Name: "Mehdi Carpentier", Occupations: []string{"Coffreur bancheur / Coffreuse bancheuse"}, Commune: "Coudekerque-Branche",
				Distance: "9 km", Available: sampleDay + 8},
			{ID: "P6", Name: "Inès Vanhove", Occupations: []string{"Maçon / Maçonne"}, Commune: "Bergues", Outside: "accompagnement terminé le 2 novembre"},
		}}
}

func sampleSearchTable(b Base) SearchPage {
	p := sampleSearch(b)
	p.Query.View, p.Mended = "table", nil
	return p
}

func sampleSearchMap(b Base) SearchPage {
	p := sampleSearch(b)
	p.Query.View, p.Mended, p.NextHref = "map", nil, ""
	p.Map = NewCommuneMap([]MapPoint{
		{Name: "Dunkerque", Href: "/candidatheque?commune=59183", Lat: 51.0344, Lon: 2.3768, Count: 12, Chosen: true},
		{Name: "Grande-Synthe", Href: "/candidatheque?commune=59271", Lat: 51.0154, Lon: 2.2928, Count: 6},
		{Name: "Coudekerque-Branche", Href: "/candidatheque?commune=59155", Lat: 51.0201, Lon: 2.3899, Count: 3},
		{Name: "Bergues", Href: "/candidatheque?commune=59067", Lat: 50.9683, Lon: 2.4334, Count: 1},
		{Name: "Commune inconnue", Href: "/candidatheque?commune=99999", Count: 1},
	}, 24)
	return p
}
