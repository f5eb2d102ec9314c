package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

func samplePerson(b Base) PersonPage {
	return PersonPage{
		Base: b, ID: "P1", Name: "Samira Lefebvre", Email: "samira.lefebvre@exemple.fr", Phone: "+33 6 00 00 00 00",
		BirthDate: domain.NewDate(1991, time.April, 2), Referent: "Anne Delattre", Adviser: "Hugo Baert", Source: "import",
		EnteredOn: sampleDay - 90, Updated: b.Now.AddDate(0, 0, -5),
		Consent:        domain.Consent{On: sampleDay - 90, Wording: domain.ConsentWording, Channel: "phone"},
		Accompaniments: []domain.Accompaniment{{Programme: domain.CandidathequeProgramme, From: sampleDay - 90, To: sampleDay + 92}, {Programme: "PLIE", From: sampleDay - 200}},
		CriteriaOpen:   true, CanEdit: true, Stage: domain.AdmissionAccepted, ConsentBy: "Anne Delattre", ConsentText: domain.ConsentText(domain.ConsentWording),
		Criteria:  []domain.Criterion{{Code: "RSA", SeenOn: sampleDay - 20}, {Code: "QPV"}},
		Prospects: []ProspectLine{{"Maçon coffreur, Dunkerque", "a dit oui", sampleDay - 2}, {"Manœuvre du bâtiment, Bergues", "sans suite", sampleDay - 20}},
		Profile: ProfileView{
			Targets:    []Occupation{{"Maçon / Maçonne", "F1703"}, {"carreleuse", ""}},
			Practised:  []Practised{{Occupation{"Maçon / Maçonne", "F1703"}, 24, sampleDay - 120}, {Occupation{"Agent de propreté", "K2204"}, 9, 0}},
			Refused:    []Occupation{{"Agent de propreté", "K2204"}},
			Trainings:  []Studied{{Occupation{"Maçon / Maçonne", "F1703"}, 203, sampleDay - 30, false}},
			Immersions: []Studied{{Occupation{"Carreleur / Carreleuse", "F1608"}, 0, sampleDay - 45, true}}, Skills: []string{"lire un plan", "monter un mur"},
			Licences: []domain.HeldLicence{{Licence: "B", Obtained: domain.NewDate(2015, time.June, 3)}, {Licence: "C", InProgress: true}},
			Certificates: []Certificate{{"CACES R489 catégorie 3", "R489-3", domain.NewDate(2019, time.May, 10), domain.NewDate(2024, time.May, 9), true},
				{"Sauveteur secouriste du travail", "SST", sampleDay - 100, sampleDay + 630, false}},
			Level: 3, LevelObtained: domain.Yes, Commune: "Dunkerque", PostalCode: "59140", RadiusKm: 20, Communes: []string{"Gravelines"},
			Means: domain.MeansBike | domain.MeansBus, Available: sampleDay, Contracts: domain.CDI.Bit() | domain.CDD6.Bit(), HoursWanted: 35,
			Windows:         []domain.Window{{Days: domain.Weekdays, From: domain.ClockAt(8, 0), To: domain.ClockAt(16, 30)}},
			RefusedSchedule: domain.TraitNight, RefusedContexts: []string{"travail en hauteur"},
			Languages:    []domain.Language{{Code: "fr", Understand: domain.Yes, Read: domain.Yes, Write: domain.Unknown}, {Code: "ar", Understand: domain.Yes}},
			Presentation: "J'ai fait deux ans de maçonnerie dans une petite équipe.\nJe cherche un chantier près de chez moi.", Domain: "batiment", Discovery: true,
		},
		Exposure: Exposure{Proposed30: 3, Proposed: 7, Last: sampleDay - 2, Lines: []ExposureLine{{"liste-1", "Maçon coffreur", "Maçonnerie des Dunes", sampleDay - 2, domain.Kept}}},
		History:  []HistoryLine{{At: b.Now.AddDate(0, 0, -5), Who: "Anne Delattre", What: "modifiée"}},
	}
}

func samplePersonBare(b Base) PersonPage {
	return PersonPage{Base: b, ID: "P77", Outside: "pas encore d'accord", Stage: domain.AdmissionAccepted, PlacedOn: domain.DayOf(b.Now) - 40}
}

func sampleImport(b Base, status domain.ImportStatus) ImportPage {
	p := ImportPage{Base: b, By: "Anne Delattre", Total: 1200, Import: domain.Import{
		Record: domain.Record{ID: "import-1", Created: b.Now.Add(-time.Minute)}, Status: status, File: "personnes-novembre.csv",
		Rows: 480, CreatedRows: 400, UpdatedRows: 51, Unchanged: 20, OutsidePool: 12, Rejected: 2}}
	if status == domain.ImportRunning {
		return p
	}
	p.Import.Rows = 1200
	p.Import.Errors = []domain.RowError{{Line: 14, Column: "code_postal", Value: "5914", Reason: "Ce code postal n'existe pas."},
		{Line: 203, Column: "id", Value: "", Reason: "Chaque ligne doit avoir un identifiant."}}
	p.Import.Warnings = []domain.RowError{{Line: 77, Column: "metiers_recherches", Value: "F9999", Reason: "Code métier inconnu : gardé tel quel."}}
	p.Mapping, p.Import.Awaiting = "Extrait France Travail, fichier principal", 12
	p.Import.Aside = []domain.Aside{{Heading: "lieu_naissance", Reason: "le lieu de naissance ne se garde jamais"}, {Heading: "dr", Reason: "organisation de France Travail"}}
	if status == domain.ImportFailed {
		p.Import.Failure = "Le fichier s'arrête au milieu de la ligne 481."
	}
	return p
}

func sampleAccount(b Base) AccountPage {
	return AccountPage{Base: b, Email: "anne.delattre@exemple.fr", NewToken: "EXEMPLE", Keys: sampleKeys(b),
		Sessions: []SessionLine{{ID: "s1", Browser: "Firefox, Windows", Opened: b.Now.Add(-3 * time.Hour), Seen: b.Now, Here: true},
			{ID: "s2", Opened: b.Now.Add(-time.Hour), Seen: b.Now.Add(-20 * time.Minute)}},
		Tokens: []TokenLine{{ID: "t1", Label: "Tableur du service", Created: b.Now.AddDate(0, -1, 0), LastUsed: b.Now.Add(-time.Hour), Expires: b.Now.AddDate(0, 11, 0)},
			{ID: "t2", Created: b.Now}}}
}

func sampleAdmin(b Base) AdminPage {
	return AdminPage{Base: b, Users: []UserLine{{ID: "u1", Name: "Anne Delattre", Email: "anne.delattre@exemple.fr", Roles: domain.RoleReferent | domain.RoleFacilitator, Created: b.Now.AddDate(0, -2, 0)},
		{ID: "u2", Name: "Luc Vandamme", Email: "luc@exemple.fr", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{"12345678200010"}, Created: b.Now},
		{ID: "u3", Email: "ancien@exemple.fr", Roles: domain.RoleAdviser, Created: b.Now, Deactivated: true}}}
}
