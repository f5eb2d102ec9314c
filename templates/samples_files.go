package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

func sampleWaiting(b Base) domain.Import {
	return domain.Import{Record: domain.Record{ID: "import-2", Created: b.Now}, Status: domain.ImportWaiting, File: "extrait-novembre.xlsx",
		Waiting: domain.WaitingFile{Pieces: 1, Rows: 128, Until: b.Now.Add(24 * time.Hour)}}
}

func samplePreview(b Base) PreviewPage {
	return PreviewPage{Base: b, Import: sampleWaiting(b), Mapping: "Extrait France Travail, fichier principal", Looked: 128, Rejected: 1,
		Read: []ReadColumn{{"nom", "Nom"}, {"rome_1 + appelation_rome_1", "Métiers recherchés"}},
		Aside: []domain.Aside{{Heading: "lieu_naissance", Reason: "le lieu de naissance ne se garde jamais"},
			{Heading: "dif_sante", Reason: "les difficultés personnelles (santé, logement, famille, argent) ne se gardent jamais"}},
		Missing: []string{"referent_mail"},
		People: []PreviewRow{
			{Line: 2, ID: "FT-0001234567A", Name: "Yanis Delattre", Born: domain.NewDate(1996, time.March, 14), Place: "59140 Dunkerque",
				Occupations: []Occupation{{"Maçon / Maçonne", "F1703"}, {"Homme toutes mains", ""}}, Adviser: "malika.ferrand@exemple.fr", Phone: "0612345678", Email: "yanis@exemple.fr"},
			{Line: 3, ID: "FT-0001234568B", Name: "Inès Wiart"}},
		Faults: []domain.RowError{{Line: 14, Column: "date_naissance", Value: "hier", Reason: "« hier » n'est pas une date."}},
		Doubts: []domain.RowError{{Line: 15, Column: "adresse_ligne6", Value: "BP 12", Reason: "Valeur laissée de côté, la personne est gardée."}},
		Form:   FixedForm{EnteredOn: "2026-11-23", Programme: "CANDIDATHEQUE"}}
}

func samplePreviewWrong(b Base) PreviewPage {
	return PreviewPage{Base: b, Import: sampleWaiting(b), Looked: 1, Rejected: 1, Form: FixedForm{EnteredOn: "hier", Programme: "CANDIDATHEQUE"},
		Faults: []domain.RowError{{Line: 2, Column: "N° dossier", Reason: "Rien ne distingue cette personne : remplissez N° dossier."}},
		Errors: domain.FieldErrors{"entered_on": "« hier » n'est pas une date. Écrivez-la 2026-11-23 ou 23/11/2026."}}
}

func sampleColumns(b Base) ColumnsPage {
	return ColumnsPage{Base: b, Import: sampleWaiting(b), Key: "sealed", Label: "extrait-novembre",
		Targets: []Option{{"", "Ne pas garder"}, {"nom", "Nom"}, {"prenom", "Prénom"}, {"metiers_recherches", "Métiers recherchés"}},
		Keys:    []Option{{"sealed", "Nom, prénom et date de naissance ensemble (empreinte, jamais en clair)"}, {"0", "La colonne « Usager »"}},
		Columns: []ColumnLine{{Name: "c0", Heading: "Usager", Values: []string{"DELATTRE", "WIART"}, To: "nom"}, {Name: "c1", Heading: "NIR", Never: "un numéro de sécurité sociale ne se garde jamais"},
			{Name: "c2", Heading: "Projet", Values: []string{"Maçon (F1703)"}, To: "metiers_recherches"}, {Name: "c3", Heading: "colonne 4 sans titre", Untitled: true}}}
}
