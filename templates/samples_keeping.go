package templates

import "eedk.fr/candidatheque/domain"

// keepingExamples are the pages of what goes, and of who left.
var keepingExamples = []example{
	{"conservation", "Durées de conservation", domain.RoleAdmin, "/admin/conservation", func(b Base) Page {
		today := domain.DayOf(b.Now)
		return KeepingPage{Base: b, Archive: true, Lines: []KeepingLine{{"personnes anonymisées, après 24 mois sans nouvelle", 3}, {"courriels de plus de 12 mois", 41}},
			Next:    []LeavingRow{{"EE-0012", "Samira Lefebvre", today + 20}, {"EE-0040", "", today + 61}},
			Figures: []FigureRow{{2025, "Personnes entrées", "307"}, {2025, "Critère vu : bénéficiaire du RSA", "moins de 5"}}}
	}},
	{"conservation-vide", "Durées de conservation, rien à terme", domain.RoleAdmin, "/admin/conservation", func(b Base) Page { return KeepingPage{Base: b} }},
	{"effacer-personne", "Effacer une personne, la trouver", domain.RoleAdmin, "/admin/effacement", func(b Base) Page { return ErasingPage{Base: b} }},
	{"effacer-inconnue", "Effacer une personne, inconnue", domain.RoleAdmin, "/admin/effacement", func(b Base) Page {
		return ErasingPage{Base: b, PersonID: "X1", Missing: true}
	}},
	{"effacer-trouvee", "Effacer une personne, à confirmer", domain.RoleAdmin, "/admin/effacement", func(b Base) Page {
		return ErasingPage{Base: b, PersonID: "EE-0012", Name: "Samira Lefebvre", Kept: "60 mois", Reasons: []Option{{"request", "la personne le demande"}},
			Errors: domain.FieldErrors{"reason": "Dites pourquoi.", "sure": "Cochez la case pour confirmer."}}
	}},
	{"retour", "Retour d'une personne effacée", domain.RoleReferent, "/personnes/retour", func(b Base) Page {
		return ReturningPage{Base: b, Form: ReturnForm{LastName: "Lefebvre", On: "2026-11-23"}, Nobody: "Personne de ce nom n'a demandé l'effacement.",
			Errors: domain.FieldErrors{"first_name": "Écrivez le prénom.", "seen": "Cochez l'attestation."}}
	}},
}
