package templates

import "eedk.fr/candidatheque/domain"

// employerExamples are how employers come in, and what becomes of them.
var employerExamples = []example{
	{"inscription", "Inscription, le SIRET", nobody, "/inscription", func(b Base) Page { b.Phone = "03 53 01 00 00"; return SignUpPage{Base: b} }},
	{"inscription-siret", "Inscription, SIRET à corriger", nobody, "/inscription", func(b Base) Page {
		return SignUpPage{Base: b, Form: SignUpForm{SIRET: "1234"}, Errors: domain.FieldErrors{"siret": "Le SIRET « 1234 » doit avoir 14 chiffres."}}
	}},
	{"inscription-suite", "Inscription, qui s'inscrit", nobody, "/inscription", func(b Base) Page {
		return SignUpPage{Base: b, Checked: true, Form: SignUpForm{SIRET: "12345678200010"}}
	}},
	{"inscription-erreurs", "Inscription, à corriger", nobody, "/inscription", func(b Base) Page {
		return SignUpPage{Base: b, Checked: true, Form: SignUpForm{SIRET: "12345678200010", Company: "Maçonnerie des Dunes", Email: "luc@", Phone: "03"},
			Errors: domain.FieldErrors{"name": "Donnez votre prénom et votre nom : le référent vous appelle.", "email": "L'adresse « luc@ » n'est pas valable.",
				"phone": "Ce numéro n'a pas la forme attendue. Exemple : 03 28 12 34 56."}}
	}},
	{"inscription-envoyee", "Inscription, e-mail envoyé", nobody, "/inscription/merci", func(b Base) Page {
		return SignUpSentPage{Base: b, Email: "luc@exemple.fr", Company: "Maçonnerie des Dunes", SIRET: "12345678200010"}
	}},
	{"inscription-brouillon", "Inscription, offre commencée", nobody, "/inscription/merci", func(b Base) Page {
		return SignUpSentPage{Base: b, Email: "luc@exemple.fr", Company: "Maçonnerie des Dunes", SIRET: "12345678200010", Begun: true, Draft: "Maçon coffreur",
			Error: "Nous avons déjà écrit plusieurs fois à cette adresse."}
	}},
	{"inscription-offre", "Offre commencée avant de confirmer", nobody, "/inscription/offre", func(b Base) Page {
		p := sampleFormPage(b)
		p.Beginner, p.Live.Count.State = true, CountLater
		return p
	}},
	{"confirmer", "Confirmer l'inscription", nobody, "/inscription/confirmer", func(b Base) Page {
		return ConfirmPage{Base: b, Action: "/inscription/confirmer/EXEMPLE", Company: "Maçonnerie des Dunes", SIRET: "12345678200010", Name: "Luc Vandamme",
			Email: "luc@exemple.fr", Phone: "03 53 01 12 12"}
	}},
	{"confirmer-fait", "Inscription confirmée", nobody, "/inscription/confirmer", func(b Base) Page {
		return ConfirmPage{Base: b, State: ConfirmDone, Standing: Standing{Company: "Maçonnerie des Dunes", SIRET: "12345678200010", Request: domain.MembershipWaiting, Since: b.Now}}
	}},
	{"confirmer-ancien", "Lien de confirmation trop ancien", nobody, "/inscription/confirmer", func(b Base) Page { return ConfirmPage{Base: b, State: ConfirmExpired} }},
	{"accueil-attente", "Accueil d'un employeur qui attend", domain.RoleEmployer, "/", func(b Base) Page { return HomePage{Base: b, Standings: sampleStandings(b)} }},

	{"entreprises", "Entreprises", domain.RoleReferent, "/entreprises", func(b Base) Page {
		rows := sampleEmployers(b)
		return EmployersPage{Base: b, Tabs: sampleEmployerTabs(), Waiting: rows[:1], Items: rows, NextHref: "/entreprises?cursor=abc",
			SignUps: []SignUpRow{{SIRET: "12345678200010", Company: "Les Jours Heureux", Name: "Anne Maes", Email: "anne@exemple.fr", Phone: "03 53 01 12 13", Since: b.Now.AddDate(0, 0, -3)}}}
	}},
	{"entreprises-rien", "Entreprises, recherche sans réponse", domain.RoleFacilitator, "/entreprises", func(b Base) Page {
		return EmployersPage{Base: b, Tabs: sampleEmployerTabs(), Query: "xyz"}
	}},
	{"entreprises-vide", "Entreprises, aucune suspendue", domain.RoleReferent, "/entreprises", func(b Base) Page {
		return EmployersPage{Base: b, Tabs: sampleEmployerTabs(), Status: domain.EmployerSuspended}
	}},
	{"etablissements", "Vos établissements", domain.RoleEmployer, "/entreprises", func(b Base) Page {
		return OwnEmployersPage{Base: b, Standings: sampleStandings(b)}
	}},
	{"etablissements-vide", "Vos établissements, aucun", domain.RoleEmployer, "/entreprises", func(b Base) Page {
		return OwnEmployersPage{Base: b, Form: SignUpForm{SIRET: "12"}, Errors: domain.FieldErrors{"siret": "Le SIRET « 12 » doit avoir 14 chiffres."}}
	}},
	{"entreprise-attente", "Établissement à approuver", domain.RoleReferent, "/entreprises/12345678200010", func(b Base) Page { return sampleEmployerPage(b, domain.EmployerAwaiting) }},
	{"entreprise-refus", "Établissement, raison manquante", domain.RoleReferent, "/entreprises/12345678200010", func(b Base) Page {
		p := sampleEmployerPage(b, domain.EmployerAwaiting)
		p.ErrorFor, p.Errors = "refuser", domain.FieldErrors{"reason": "Dites pourquoi : les membres de l'établissement lisent cette phrase."}
		return p
	}},
	{"entreprise-active", "Établissement actif", domain.RoleReferent, "/entreprises/12345678200010", func(b Base) Page { return sampleEmployerPage(b, domain.EmployerActive) }},
	{"entreprise-membre", "Son établissement, avec une demande", domain.RoleEmployer, "/entreprises/12345678200010", func(b Base) Page { return sampleEmployerPage(b, domain.EmployerActive) }},
	{"entreprise-refusee", "Son établissement, refusé", domain.RoleEmployer, "/entreprises/12345678200010", func(b Base) Page { return sampleEmployerPage(b, domain.EmployerRefused) }},
	{"entreprise-suspendue", "Établissement suspendu, sans membre", domain.RoleReferent, "/entreprises/12345678200010", func(b Base) Page {
		p := sampleEmployerPage(b, domain.EmployerSuspended)
		p.Members, p.Requests, p.Offers = nil, nil, nil
		return p
	}},
}

func sampleStandings(b Base) []Standing {
	return []Standing{
		{Company: "Maçonnerie des Dunes", SIRET: "12345678200010", Status: domain.EmployerAwaiting, Since: b.Now},
		{Company: "Net Littoral", SIRET: "12345678200028", Status: domain.EmployerRefused, Reason: "Le numéro donné n'est pas celui de l'entreprise.", Since: b.Now},
		{Company: "Chaudronnerie de l'Aa", SIRET: "12345678200036", Status: domain.EmployerActive, Waiting: 1, Since: b.Now},
		{Company: "123 456 782 00044", SIRET: "12345678200044", Request: domain.MembershipWaiting, Since: b.Now},
	}
}

func sampleEmployers(b Base) []EmployerRow {
	return []EmployerRow{
		{SIRET: "12345678200010", Name: "Maçonnerie des Dunes", Place: "Grande-Synthe", Status: domain.EmployerAwaiting, Since: b.Now.AddDate(0, 0, -3)},
		{SIRET: "12345678200028", Name: "Net Littoral", Status: domain.EmployerActive, Since: b.Now.AddDate(0, -2, 0)},
		{SIRET: "12345678200036", Name: "Les Jours Heureux", Place: "Dunkerque", Status: domain.EmployerSuspended, Since: b.Now.AddDate(0, -1, 0)},
		{SIRET: "12345678200044", Name: "Faux Nom", Status: domain.EmployerRefused, Since: b.Now.AddDate(0, 0, -9)},
	}
}

func sampleEmployerTabs() []EmployerTab {
	return []EmployerTab{{"", 4}, {domain.EmployerAwaiting, 1}, {domain.EmployerActive, 1}, {domain.EmployerSuspended, 1}, {domain.EmployerRefused, 1}}
}

func sampleEmployerPage(b Base, status domain.EmployerStatus) EmployerPage {
	const siret = "12345678200010"
	e := &domain.Employer{Record: domain.Record{ID: siret}, Status: status}
	actor := domain.Actor{ID: "u1", Roles: b.Viewer.Roles}
	if b.Viewer.Employer() {
		actor.SIRETs = []domain.SIRET{siret}
	}
	p := EmployerPage{Base: b, SIRET: siret, Name: "Maçonnerie des Dunes", Status: status, Since: b.Now, Place: "59760 Grande-Synthe", Activity: "43.99C, travaux de construction",
		Actions:  EmployerActionsFor(e, actor),
		Members:  []MemberLine{{ID: "u1", Name: "Luc Vandamme", Email: "luc@exemple.fr", Since: b.Now.AddDate(0, -1, 0), Self: b.Viewer.Employer()}},
		Requests: []RequestLine{{ID: "r1", Name: "Anne Maes", Email: "anne@exemple.fr", Status: domain.MembershipWaiting, Since: b.Now.AddDate(0, 0, -1), Decide: status == domain.EmployerActive || b.Viewer.Staff()}},
		Offers:   []EmployerOffer{{ID: "offre-1", Title: "Maçon coffreur", Status: domain.OfferPublished, Updated: b.Now}},
		History:  []HistoryLine{{At: b.Now, Who: "Luc Vandamme", What: "inscrit"}},
	}
	if b.Viewer.Staff() {
		p.Members[0].Phone = "03 53 01 12 12"
	}
	if status == domain.EmployerRefused || status == domain.EmployerSuspended {
		p.Reason = "Le numéro donné n'est pas celui de l'entreprise."
	}
	return p
}
