package templates

import "eedk.fr/candidatheque/domain"

// trainingExamples are the pages of trainings, for staff who read them and for who keeps the list.
var trainingExamples = []example{
	{"formations", "Formations", domain.RoleReferent, "/formations", func(b Base) Page { return sampleTrainings(b) }},
	{"formations-conseiller", "Formations, pour un conseiller", domain.RoleAdviser, "/formations", func(b Base) Page {
		p := sampleTrainings(b)
		p.Keep, p.Open, p.Certificate, p.CertificateName = false, false, "R489-3", "CACES R489 catégorie 3"
		return p
	}},
	{"formations-vide", "Formations, aucune", domain.RoleFacilitator, "/formations", func(b Base) Page {
		return TrainingsPage{Base: b, Keep: true, Certificates: sampleCertificates(), ROME: "chariot",
			Errors: domain.FieldErrors{"metier": "« chariot » n'est pas un code métier. Choisissez un métier dans la liste proposée."}}
	}},
	{"formation-certificat", "Ce qu'un certificat coûte", domain.RoleReferent, "/formations/certificats/R489-3", func(b Base) Page {
		p := sampleTrainings(b)
		return CertificatePage{Base: b, Cost: p.Costs[0], Sessions: p.Items[:1], Offers: []CostOffer{{ID: "offre-9", Title: "Cariste", Employer: "Entrepôts du Pont",
			Summary: "Loon-Plage, mission d'intérim", Start: sampleDay, People: []PersonRef{{"P9", "Karim Bodart"}, {ID: "P10"}}}}}
	}},
	{"formation-certificat-vide", "Un certificat qui ne coûte rien", domain.RoleReferent, "/formations/certificats/SST", func(b Base) Page {
		return CertificatePage{Base: b, Cost: sampleTrainings(b).Costs[1]}
	}},
	{"formation", "Ajouter une formation", domain.RoleFacilitator, "/formations/nouvelle", func(b Base) Page {
		return TrainingFormPage{Base: b, Certificates: sampleCertificates(), Programmes: []Option{{"PLIE", "PLIE"}, {"PACEA", "PACEA"}},
			Form: TrainingForm{Places: "dix"}, Errors: domain.FieldErrors{"places": "« dix » n'est pas un nombre entier.", "certificates": "Dites ce qu'elle donne."}}
	}},
	{"formation-modifier", "Modifier une formation", domain.RoleReferent, "/formations/f1/modifier", func(b Base) Page {
		return TrainingFormPage{Base: b, ID: "f1", Revision: 2, Status: domain.TrainingOpen, Certificates: sampleCertificates(),
			Programmes: []Option{{"PLIE", "PLIE"}}, Form: TrainingForm{Title: "CACES R489 catégorie 3", Certificates: []string{"R489-3"}, Start: "2026-12-07",
				End: "2026-12-11", PostalCode: "59140", Commune: "Dunkerque", Places: "8", Hours: "35", Programmes: []string{"PLIE"}, Funder: "PLIE"}}
	}},
}

func sampleCertificates() []Option {
	return []Option{{"", "Tous"}, {"R489-3", "CACES R489 catégorie 3"}, {"SST", "Sauveteur secouriste du travail"}}
}

func sampleTrainings(b Base) TrainingsPage {
	return TrainingsPage{Base: b, Keep: true, Open: true, Certificates: sampleCertificates(), NextHref: "/formations?cursor=abc",
		Items: []TrainingLine{
			{ID: "f1", Title: "CACES R489 catégorie 3", Provider: "École de conduite du Port", Place: "Dunkerque", Start: sampleDay + 14, End: sampleDay + 18,
				Hours: 35, Places: 8, Gives: []string{"CACES R489 catégorie 3"}, Entry: "personnes du PLIE", Funder: "PLIE", Status: domain.TrainingOpen},
			{ID: "f2", Title: "Sauveteur secouriste du travail", Place: "Gravelines", Start: sampleDay + 20, Places: 10,
				Gives: []string{"Sauveteur secouriste du travail"}, Status: domain.TrainingClosed},
		},
		Costs: []CostOfCertificate{{Code: "R489-3", Label: "CACES R489 catégorie 3", People: 9, Offers: 2, Places: 6, Next: sampleDay + 14},
			{Code: "SST", Label: "Sauveteur secouriste du travail", Offers: 1, Places: 1}}}
}
