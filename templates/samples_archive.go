package templates

import "eedk.fr/candidatheque/domain"

// archiveExamples are the page of the closed archive, asked, refused and opened.
var archiveExamples = []example{
	{"archives", "Archives closes", domain.RoleAdmin, "/admin/archives", func(b Base) Page {
		return ArchivePage{Base: b, Reasons: []Option{{Label: "Choisissez"}, {Value: "audit", Label: "un contrôle"}}}
	}},
	{"archives-erreurs", "Archives closes, à compléter", domain.RoleAdmin, "/admin/archives", func(b Base) Page {
		return ArchivePage{Base: b, Reasons: []Option{{Label: "Choisissez"}}, Form: ArchiveForm{LastName: "Lefebvre"}, Nobody: "Rien n'est archivé sous ce nom exact.",
			Errors: domain.FieldErrors{"first_name": "Écrivez le prénom.", "birth_date": "Donnez la date de naissance.", "why": "Dites pourquoi."}}
	}},
	{"archives-ouvertes", "Archives closes, un dossier", domain.RoleAdmin, "/admin/archives", func(b Base) Page {
		today := domain.DayOf(b.Now)
		return ArchivePage{Base: b, Reasons: []Option{{Value: "audit", Label: "un contrôle"}}, Form: ArchiveForm{FirstName: "Samira", LastName: "Lefebvre", Why: "audit"},
			Found: []domain.ArchivedContent{{FirstName: "Samira", LastName: "Lefebvre", BirthDate: domain.NewDate(1990, 5, 2), Until: today + 900,
				Proofs: []domain.ArchivedProof{{Criterion: "RSA", SeenOn: today - 400}},
				Hires:  []domain.ArchivedHire{{Market: "Écoles de Grande-Synthe, lot 2", Payer: "73282932000074", Contract: domain.CDD6, Start: today - 390, End: today - 200, WeeklyHours: 35}}}}}
	}},
}
