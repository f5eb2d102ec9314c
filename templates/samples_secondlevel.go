package templates

import "eedk.fr/candidatheque/domain"

// secondLevelExamples are the pages of the second level, for the referent who opens it and the adviser who answers.
var secondLevelExamples = []example{
	{"offre-antennes", "Offre sans personne, à diffuser", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Count.Eligible = 0
		p.Beyond.SecondLevel = SecondLevelView{Known: true, Places: 2, Show: true}
		return p
	}},
	{"offre-antennes-raison", "Offre avec assez de monde, raison manquante", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Beyond = OfferBeyond{SecondLevel: SecondLevelView{Known: true, Eligible: 41, Places: 2, Enough: true, Show: true}, ErrorFor: "diffusion",
			Errors: domain.FieldErrors{"reason": "Le vivier a assez de personnes possibles pour ce poste : dites pourquoi le diffuser aux antennes."}}
		return p
	}},
	{"offre-positions", "Offre diffusée, personnes positionnées", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Beyond = samplePositions(b)
		return p
	}},
	{"offre-alertes", "Offre avec des alertes", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Beyond = OfferBeyond{Answer: true, SecondLevel: SecondLevelView{Known: true, Eligible: 41, Places: 2, Enough: true, Show: true}, Alerts: []AlertLine{
			{ID: "a1", Profile: "P2", Name: "Mehdi Carpentier", Summary: "Coffreur bancheur · Coudekerque-Branche", Score: 81.5, Rank: 2, Cause: domain.AlertFree, At: b.Now, Status: domain.AlertNew},
			{ID: "a2", Profile: "P1", Name: "Samira Lefebvre", Score: 64, Rank: 7, Cause: domain.AlertEntered, At: b.Now.AddDate(0, 0, -2), Status: domain.AlertSeen},
			{ID: "a3", Profile: "P5", Score: 58, Rank: 11, Cause: domain.AlertEdited, At: b.Now.AddDate(0, 0, -3), Status: domain.AlertSeen}}}
		return p
	}},
	{"offre-positionner", "Offre diffusée, pour un conseiller", domain.RoleAdviser, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Shortlists, p.Count, p.History = nil, MatchCount{}, nil
		p.Beyond = samplePositions(b)
		p.Beyond.SecondLevel, p.Beyond.Answer = SecondLevelView{}, false
		p.Beyond.Form = PositionForm{Shown: true, Profile: "P21", Choices: []Option{{"", "Choisissez une personne"}, {"P21", "Aubry Denis"}, {"P22", "Crombez Delphine"}}}
		p.Beyond.ErrorFor, p.Beyond.Errors = "positionner", domain.FieldErrors{"why": "Dites en une phrase pourquoi cette personne."}
		return p
	}},
	{"offres-conseiller", "Offres, pour un conseiller", domain.RoleAdviser, "/offres", func(b Base) Page {
		return OfferListPage{Base: b, Items: sampleRows(b.Now)[:1], Tabs: sampleTabs(), Shown: []ShownOffer{{ID: "offre-9", Title: "Cariste",
			Employer: "Entrepôts du Pont", Summary: "Loon-Plage, mission d'intérim, 35 h par semaine", Since: b.Now.AddDate(0, 0, -1), Positioned: 1}}}
	}},
}

func samplePositions(b Base) OfferBeyond {
	return OfferBeyond{Answer: true,
		SecondLevel: SecondLevelView{Known: true, Status: domain.SecondLevelOpen, Places: 2, Stop: true, History: []HistoryLine{
			{At: b.Now.AddDate(0, 0, -1), Who: "la plateforme", What: "diffusée aux antennes", Reason: "le vivier n'a pas assez de personnes possibles"}}},
		Positions: []PositionLine{
			{ID: "po1", Profile: "P21", Name: "Denis Aubry", Summary: "Maçon · Bergues", By: "Hugo Baert", Why: "A tenu ce poste deux ans.", At: b.Now.AddDate(0, 0, -1),
				Status: domain.PositionProposed, Gates: []domain.Gate{domain.GateCertificate, domain.GateDistance}},
			{ID: "po2", Profile: "P22", Name: "Delphine Crombez", By: "Hugo Baert", Why: "Très motivée.", At: b.Now.AddDate(0, 0, -2), Status: domain.PositionAdded, ListID: "liste-1"},
			{ID: "po3", Profile: "P23", Name: "Lou Verhaeghe", By: "Hugo Baert", Why: "Cherche près de chez elle.", At: b.Now.AddDate(0, 0, -3),
				Status: domain.PositionDeclined, Reason: "Le poste commence trop tôt pour le bus."},
		}}
}
