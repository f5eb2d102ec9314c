package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// peopleExamples are the pages of how a person enters and stays.
var peopleExamples = []example{
	{"personnes-conseiller", "Personnes suivies, pour un conseiller", domain.RoleAdviser, "/personnes", func(b Base) Page {
		return PeoplePage{Base: b, Follows: true, Items: sampleFollowed(b.Now), Ending: sampleFollowed(b.Now)[:1], NextHref: "/personnes?cursor=abc"}
	}},
	{"personnes-conseiller-vide", "Personnes suivies, aucune", domain.RoleAdviser, "/personnes", func(b Base) Page { return PeoplePage{Base: b, Follows: true} }},
	{"personnes-nom", "Personnes, retrouvées par leur nom", domain.RoleReferent, "/personnes", func(b Base) Page {
		return PeoplePage{Base: b, Search: "lefe", Found: sampleFollowed(b.Now)[:1], Most: 1, Waiting: "Aucune proposition n'attend", Unasked: "Aucun accord à demander"}
	}},
	{"personnes-nom-vide", "Personnes, nom inconnu", domain.RoleAdviser, "/personnes", func(b Base) Page {
		return PeoplePage{Base: b, Follows: true, Search: "lefebvre", Most: 20}
	}},
	{"personnes-referent", "Personnes, pour un référent", domain.RoleReferent, "/personnes", func(b Base) Page {
		return PeoplePage{Base: b, Ending: sampleFollowed(b.Now)[:1], Waiting: "2 propositions attendent un référent", Unasked: "12 personnes à qui demander leur accord"}
	}},
	{"propositions", "Propositions à relire", domain.RoleReferent, "/personnes/a-relire", func(b Base) Page {
		return ProposalsPage{Base: b, Items: sampleFollowed(b.Now)[1:], NextHref: "/personnes/a-relire?cursor=abc"}
	}},
	{"propositions-vide", "Propositions, aucune", domain.RoleReferent, "/personnes/a-relire", func(b Base) Page { return ProposalsPage{Base: b} }},
	{"accords", "Accords à recueillir", domain.RoleReferent, "/personnes/accords", func(b Base) Page {
		return ConsentsPage{Base: b, Items: sampleFollowed(b.Now), On: "2026-11-23", Wording: domain.ConsentText(domain.ConsentWording),
			Refused: []ConsentRefusal{{"P9", "Jeanne Maes", "La personne a dit non le 12 octobre 2026."}}}
	}},
	{"accords-erreur", "Accords, attestation manquante", domain.RoleReferent, "/personnes/accords", func(b Base) Page {
		return ConsentsPage{Base: b, Items: sampleFollowed(b.Now), Chosen: []string{"P1"}, On: "2026-11-23", Channel: "paper",
			Errors: domain.FieldErrors{"attest": "Cochez l'attestation : elle engage votre nom.", "channel": "Dites comment : face à face, téléphone ou papier."}}
	}},
	{"accords-vide", "Accords, aucun à recueillir", domain.RoleReferent, "/personnes/accords", func(b Base) Page { return ConsentsPage{Base: b} }},
	{"doubles", "Doubles possibles", domain.RoleReferent, "/personnes/doublons", func(b Base) Page {
		return DoublesPage{Base: b, Items: sampleDoubles(), Total: 240}
	}},
	{"doubles-vide", "Doubles, aucun", domain.RoleReferent, "/personnes/doublons", func(b Base) Page { return DoublesPage{Base: b} }},
	{"comparer", "Deux fiches côte à côte", domain.RoleReferent, "/personnes/doublons/P1/P9", func(b Base) Page {
		return ComparePage{Base: b, A: PersonRef{"P1", "Samira Lefebvre"}, B: PersonRef{"P9", "Samira Lefèbvre"}, Why: []domain.Likeness{domain.LikeNear, domain.LikePhone},
			Lines: []CompareLine{{"Nom", "Samira Lefebvre", "Samira Lefèbvre", false}, {"Commune", "Dunkerque", "Dunkerque", true}, {"E-mail", "", "samira@exemple.fr", false}}}
	}},
	{"personne-formulaire", "Ajouter une personne", domain.RoleReferent, "/personnes/nouvelle", func(b Base) Page {
		return PersonFormPage{Base: b, Form: PersonForm{Programme: "CANDIDATHEQUE", From: "2026-11-23"}, Wording: domain.ConsentText(domain.ConsentWording),
			Contexts: sampleFormPage(b).Contexts}
	}},
	{"personne-modifier", "Modifier une fiche", domain.RoleReferent, "/candidatheque/P1/modifier", func(b Base) Page { return samplePersonForm(b) }},
	{"personne-erreurs", "Proposer une personne, à corriger", domain.RoleAdviser, "/personnes/nouvelle", func(b Base) Page {
		p := samplePersonForm(b)
		p.PersonID, p.Name, p.Proposal, p.Form.LastName, p.Form.FirstName = "", "", true, "", ""
		p.Form.Targets = []OccupationLine{{Title: "ménage", ROME: "K2204", For: "ménage", Error: "Confirmez le métier reconnu, ou choisissez-en un autre.",
			Choices: []Option{{"K2204", "Agent d'entretien (K2204)"}, {KeepWords, "garder « ménage », sans code"}}}}
		p.CommuneChoices = []Option{{"Dunkerque", "Dunkerque"}, {"Saint-Pol-sur-Mer", "Saint-Pol-sur-Mer"}}
		p.Errors = domain.FieldErrors{"last_name": "Écrivez au moins le nom ou le prénom de la personne.", "targets": "Confirmez le métier de chaque ligne.",
			"windows": "Cochez les jours et donnez les deux heures de chaque plage.", "skills": "Ce texte est trop long.", "licences": "Permis inconnu.",
			"certificates": "Ce n'est pas une date.", "languages": "Langue inconnue."}
		return p
	}},
	{"personne-a-relire", "Fiche proposée, à relire", domain.RoleReferent, "/candidatheque/P1", func(b Base) Page {
		p := samplePerson(b)
		p.Asks = []domain.Ask{{On: domain.DayOf(b.Now), Text: "Mon permis B date de 2019."}}
		p.Stage, p.ProposedBy, p.Outside, p.Doubles = domain.AdmissionProposed, "hugo.baert@exemple.fr", "proposée, pas encore acceptée par un référent", sampleDoubles()
		p.ErrorFor, p.Errors = FormRefuse, domain.FieldErrors{"reason": "Dites pourquoi : le conseiller le lira, et pourra compléter le dossier."}
		return p
	}},
	{"personne-refusee", "Fiche refusée, pour le conseiller", domain.RoleAdviser, "/candidatheque/P77", func(b Base) Page {
		p := samplePersonBare(b)
		p.Stage, p.CanEdit, p.Refusal = domain.AdmissionRefused, true, "Elle habite hors de la communauté urbaine."
		return p
	}},
	{"personne-lien", "Fiche, lien d'accord créé", domain.RoleReferent, "/candidatheque/P1", func(b Base) Page {
		p := samplePerson(b)
		p.Link, p.Doubles, p.Consent = "https://exemple.invalid/accord/EXEMPLE", sampleDoubles(), domain.Consent{Withdrawn: sampleDay}
		p.ErrorFor, p.Errors = FormEnd, domain.FieldErrors{"on": "Indiquez le dernier jour."}
		p.Typed = PersonActs{EndProgramme: "PLIE", EndFrom: (sampleDay - 200).String()}
		return p
	}},
	{"se-proposer", "Se proposer", nobody, "/se-proposer", func(b Base) Page {
		return SelfPage{Base: b, Wording: domain.ConsentText(domain.ConsentWording)}
	}},
	{"se-proposer-erreurs", "Se proposer, à corriger", nobody, "/se-proposer", func(b Base) Page {
		return SelfPage{Base: b, Form: SelfForm{FirstName: "Inès", PostalCode: "59140"}, Wording: domain.ConsentText(domain.ConsentWording),
			CommuneChoices: []Option{{"Dunkerque", "Dunkerque"}}, Errors: domain.FieldErrors{"last_name": "Écrivez votre nom.", "agree": "Cochez la case si vous êtes d'accord.",
				"commune": "Choisissez la commune.", "work": "Dites quel travail vous cherchez, avec vos mots."}}
	}},
	{"se-proposer-fait", "Se proposer, reçu", nobody, "/se-proposer", func(b Base) Page { return SelfPage{Base: b, Sent: true} }},
	{"accord", "Accord par lien", nobody, "/accord", func(b Base) Page { return sampleAccord(b, domain.Consent{}) }},
	{"accord-oui", "Accord par lien, donné", nobody, "/accord", func(b Base) Page { return sampleAccord(b, domain.Consent{On: sampleDay}) }},
	{"accord-non", "Accord par lien, refusé", nobody, "/accord", func(b Base) Page { return sampleAccord(b, domain.Consent{Withdrawn: sampleDay}) }},
	{"accord-ancien", "Accord par lien, trop ancien", nobody, "/accord", func(b Base) Page { return AccordPage{Base: b, Expired: true} }},
}

func sampleAccord(b Base, k domain.Consent) AccordPage {
	return AccordPage{Base: b, Action: "/accord/EXEMPLE", FirstName: "Samira", Consent: k, Until: b.Now.Add(14 * 24 * time.Hour),
		Wording: domain.ConsentText(domain.ConsentWording)}
}

func sampleFollowed(now time.Time) []FollowedRow {
	return []FollowedRow{
		{ID: "P1", Name: "Samira Lefebvre", Summary: "Maçon / Maçonne · Dunkerque · disponible", Stage: domain.AdmissionAccepted, Until: sampleDay + 12,
			LastProposed: sampleDay - 2, Since: now.AddDate(0, -3, 0), From: "hugo.baert@exemple.fr"},
		{ID: "P2", Name: "Mehdi Carpentier", Stage: domain.AdmissionProposed, Open: true, Since: now.Add(-time.Hour), From: "la personne elle-même", Doubles: 1},
		{ID: "P6", Stage: domain.AdmissionRefused, Note: "Elle habite hors de la communauté urbaine.", Since: now.AddDate(0, 0, -8), From: "hugo.baert@exemple.fr"},
		{ID: "P7", Name: "Inès Vanhove", Stage: domain.AdmissionAccepted, Outside: "accord retiré le 2 novembre 2026", Since: now.AddDate(0, -1, 0)},
	}
}

func sampleDoubles() []DoubleRow {
	return []DoubleRow{{PersonRef{"P1", "Samira Lefebvre"}, PersonRef{"P9", "Samira Lefèbvre"}, []domain.Likeness{domain.LikeNear, domain.LikePhone}}}
}

func samplePersonForm(b Base) PersonFormPage {
	return PersonFormPage{Base: b, PersonID: "P1", Name: "Samira Lefebvre", Revision: 3, Contexts: sampleFormPage(b).Contexts,
		CertificateNames: sampleFormPage(b).CertificateNames, SkillIdeas: []domain.Skill{{ID: "120", Label: "Lire un plan"}},
		Wording: domain.ConsentText(domain.ConsentWording),
		Form: PersonForm{FirstName: "Samira", LastName: "Lefebvre", Civility: "Mme", BirthDate: "1991-04-02", Email: "samira.lefebvre@exemple.fr",
			Phone: "06 00 00 00 00", Referent: "Anne Delattre", Adviser: "hugo.baert@exemple.fr",
			Targets:    []OccupationLine{{Title: "Maçon / Maçonne", ROME: "F1703", For: "Maçon / Maçonne"}, {Title: "carreleuse", ROME: KeepWords, For: "carreleuse"}},
			Practised:  []OccupationLine{{Title: "Maçon / Maçonne", ROME: "F1703", For: "Maçon / Maçonne", Months: "24", End: "2026-07-26"}},
			Refused:    []OccupationLine{{Title: "astronaute", For: "astronaute", Error: "Aucun métier ne ressemble à cela. Essayez un mot plus courant."}},
			Trainings:  []OccupationLine{{Title: "Maçon / Maçonne", ROME: "F1703", For: "Maçon / Maçonne", Hours: "203", End: "2026-10-24"}},
			Immersions: []OccupationLine{{Title: "Carreleur / Carreleuse", ROME: "F1608", For: "Carreleur / Carreleuse", Host: "12345678200010", Assessed: true}},
			Discovery:  true, Skills: []string{"lire un plan"}, Licences: []LicenceLine{{"B", "2015-06-03", ""}, {"C", "", "en_cours"}},
			Certificates: []DatedLine{{"SST", "2026-08-15"}}, Level: "3", Obtained: "oui", PostalCode: "59140", Commune: "Dunkerque", Radius: "20",
			Communes: "59820 Gravelines", Means: []string{"velo", "bus"}, Available: "2026-11-23", Hours: "35", Contracts: []string{"CDI", "CDD6"},
			Windows: []WindowLine{{[]string{"lu", "ma"}, "08:00", "16:30"}}, RefusedSchedule: []string{"night"}, Contexts: []string{"hauteur"},
			Languages: []LanguageLine{{"fr", "oui", "oui", ""}, {"ber", "oui", "", ""}}, Presentation: "J'ai fait deux ans de maçonnerie.", Domain: "batiment"}}
}
