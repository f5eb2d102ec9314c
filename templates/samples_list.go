package templates

import (
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

const nobody = domain.RoleStranger

// examples are the pages of the gallery, each in its states, in the order of the journeys.
var examples = slices.Concat(houseExamples,
	otherExamples,
	needExamples,
	eligibilityExamples,
	peopleExamples,
	ownExamples,
	answerExamples,
	keepingExamples,
	archiveExamples,
	secondLevelExamples,
	meetingExamples,
	invitationExamples,
	trainingExamples,
	listExamples,
	staffExamples,
	employerExamples,
	journalExamples,
	mailExamples,
)

// houseExamples are those of the offers, the people and the shortlists.
var houseExamples = []example{
	{"accueil", "Accueil, pour un visiteur", nobody, "/", func(b Base) Page { return HomePage{Base: b} }},
	{"accueil-referent", "À faire maintenant", domain.RoleReferent, "/", func(b Base) Page {
		return HomePage{Base: b, Day: DayGroups(sampleTodos(b.Now))}
	}},
	{"accueil-conseiller", "À faire maintenant, pour un conseiller", domain.RoleAdviser, "/", func(b Base) Page {
		return HomePage{Base: b, Day: DayGroups(sampleOwnTodos(b.Now))}
	}},
	{"accueil-employeur", "À faire maintenant, pour un employeur", domain.RoleEmployer, "/", func(b Base) Page {
		return HomePage{Base: b, Day: DayGroups(sampleOwed(b.Now)), Todos: []Todo{{Kind: TodoMend, Text: "Soudeur, Gravelines : brouillon", Since: b.Now,
			Action: "Terminer l'offre", Href: "/offres/offre-4/modifier"}}}
	}},
	{"accueil-referent-rien", "Accueil d'un référent, rien à faire", domain.RoleReferent, "/", func(b Base) Page { return HomePage{Base: b} }},
	{"accueil-rien", "Accueil, rien à faire", domain.RoleEmployer, "/", func(b Base) Page { return HomePage{Base: b} }},
	{"connexion", "Connexion", nobody, "/connexion", func(b Base) Page { return SignInPage{Base: b, Next: "/offres/nouvelle"} }},
	{"connexion-erreur", "Connexion, adresse à corriger", nobody, "/connexion", func(b Base) Page {
		return SignInPage{Base: b, Email: "luc@", Errors: domain.FieldErrors{"email": "L'adresse « luc@ » n'est pas valable. Exemple : prenom.nom@exemple.fr."}}
	}},
	{"connexion-envoye", "Connexion, lien envoyé", nobody, "/connexion", func(b Base) Page { return SignInPage{Base: b, Email: "luc@exemple.fr", Sent: true} }},
	{"lien", "Lien de connexion", nobody, "/connexion", func(b Base) Page { return LinkPage{Base: b, Action: "/connexion/EXEMPLE", Next: "/offres"} }},

	{"offres-employeur", "Offres d'un employeur", domain.RoleEmployer, "/offres", func(b Base) Page {
		return OfferListPage{Base: b, Items: sampleRows(b.Now), NextHref: "/offres?cursor=abc"}
	}},
	{"offres-referent", "Offres, pour un référent", domain.RoleReferent, "/offres", func(b Base) Page {
		return OfferListPage{Base: b, Items: sampleRows(b.Now), Tabs: sampleTabs()}
	}},
	{"offres-vide", "Offres, aucune", domain.RoleEmployer, "/offres", func(b Base) Page { return OfferListPage{Base: b} }},
	{"offres-filtre-vide", "Offres, aucune dans cet état", domain.RoleReferent, "/offres", func(b Base) Page {
		return OfferListPage{Base: b, Status: domain.OfferPaused, Tabs: sampleTabs()}
	}},
	{"formulaire", "Déposer une offre", domain.RoleEmployer, "/offres/nouvelle", func(b Base) Page { return sampleFormPage(b) }},
	{"formulaire-rempli", "Déposer une offre, remplie", domain.RoleEmployer, "/offres/nouvelle", func(b Base) Page { return sampleFormFilled(b) }},
	{"formulaire-erreurs", "Déposer une offre, à corriger", domain.RoleReferent, "/offres/nouvelle", func(b Base) Page {
		p := sampleFormWrong(b)
		p.Establishments = nil
		return p
	}},
	{"formulaire-sans-metier", "Modifier une offre, métier introuvable", domain.RoleEmployer, "/offres/offre-1/modifier", func(b Base) Page {
		p := sampleFormFilled(b)
		p.OfferID, p.Status, p.Form.ROME, p.Suggestions, p.NoSuggestion = "offre-1", domain.OfferReturned, "", nil, true
		p.Returned, p.CommuneChoices = "Dites les horaires exacts.", []Option{{"Grande-Synthe", "Grande-Synthe"}, {"Saint-Georges", "Saint-Georges"}}
		p.Live.Count = MatchCount{State: CountFailed}
		return p
	}},
	{"offre-employeur", "Offre publiée, pour l'employeur", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page {
		p := sampleOfferPage(b, domain.OfferPublished)
		p.Flash = Flash{Message: "Offre publiée. Vous pouvez chercher des personnes."}
		return p
	}},
	{"offre-brouillon", "Offre incomplète", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page {
		p := sampleOfferPage(b, domain.OfferDraft)
		p.Sheet = OfferSheet{Offer: domain.Offer{Record: domain.Record{ID: "offre-1"}, Status: domain.OfferDraft, SIRET: "12345678200010"}}
		p.Missing = p.Sheet.Offer.Missing()
		return p
	}},
	{"offre-renvoyee", "Offre à corriger", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page {
		p := sampleOfferPage(b, domain.OfferReturned)
		p.Returned = "Dites les horaires exacts, et ôtez « jeune » : la loi ne le permet pas."
		return p
	}},
	{"offre-relecture", "Offre à relire", domain.RoleReferent, "/offres/offre-1", func(b Base) Page { return sampleOfferPage(b, domain.OfferSubmitted) }},
	{"offre-relecture-erreur", "Offre renvoyée sans raison", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := sampleOfferPage(b, domain.OfferSubmitted)
		p.Errors = domain.FieldErrors{"reason": "Dites à l'employeur ce qu'il faut corriger."}
		return p
	}},
	{"offre-referent", "Offre publiée, pour un référent", domain.RoleReferent, "/offres/offre-1", func(b Base) Page { return sampleOfferPage(b, domain.OfferPublished) }},

	{"recherche", "Candidathèque, résultats", domain.RoleReferent, "/candidatheque", func(b Base) Page { return sampleSearch(b) }},
	{"recherche-tableau", "Candidathèque, en tableau", domain.RoleReferent, "/candidatheque", func(b Base) Page { return sampleSearchTable(b) }},
	{"recherche-communes", "Candidathèque, par commune", domain.RoleReferent, "/candidatheque", func(b Base) Page { return sampleSearchMap(b) }},
	{"recherche-debut", "Candidathèque, encore vide", domain.RoleReferent, "/candidatheque", func(b Base) Page { return SearchPage{Base: b} }},
	{"recherche-vide", "Candidathèque, aucun résultat", domain.RoleReferent, "/candidatheque", func(b Base) Page {
		return SearchPage{Base: b, Query: SearchForm{Q: "astronaute"}, Possible: 41, CardsHref: "/candidatheque?q=x", TableHref: "/candidatheque?q=x&view=table", MapHref: "/candidatheque?q=x&view=map",
			Chips: []Chip{{"« astronaute »", "/candidatheque"}}}
	}},
	{"recherche-panne", "Candidathèque, recherche en panne", domain.RoleReferent, "/candidatheque", func(b Base) Page {
		return SearchPage{Base: b, Query: SearchForm{Km: "loin"}, Errors: domain.FieldErrors{"km": "Écrivez la distance en kilomètres, par exemple 20."}, Failure: "L'index se reconstruit. Recommencez dans une minute."}
	}},
	{"personne", "Fiche d'une personne", domain.RoleReferent, "/candidatheque/P1", func(b Base) Page { return samplePerson(b) }},
	{"personne-nue", "Fiche à compléter", domain.RoleAdviser, "/candidatheque/P77", func(b Base) Page { return samplePersonBare(b) }},

	{"preselection", "Présélection", domain.RoleReferent, "/preselections/liste-1", func(b Base) Page { return sampleShortlist(b) }},
	{"preselection-vide", "Présélection, personne", domain.RoleReferent, "/preselections/liste-1", func(b Base) Page { return sampleShortlistEmpty(b) }},
	{"preselection-erreur", "Présélection, raison manquante", domain.RoleReferent, "/preselections/liste-1", func(b Base) Page { return sampleShortlistRefused(b) }},
	{"exclus", "Personnes écartées par une exigence", domain.RoleReferent, "/preselections/liste-1/exclus/distance", func(b Base) Page { return sampleExcluded(b) }},
	{"cartes", "Cartes partagées", domain.RoleEmployer, "/preselections/liste-1", func(b Base) Page { return sampleShared(b) }},
	{"cartes-erreur", "Cartes, raison manquante", domain.RoleEmployer, "/preselections/liste-1", func(b Base) Page { return sampleSharedRefused(b) }},
	{"cartes-closes", "Cartes, présélection close", domain.RoleEmployer, "/preselections/liste-1", func(b Base) Page {
		p := sampleShared(b)
		p.Status = domain.ShortlistClosed
		return p
	}},

	{"imports", "Imports", domain.RoleReferent, "/imports", func(b Base) Page {
		return ImportsPage{Base: b, Items: []domain.Import{sampleImport(b, domain.ImportRunning).Import, sampleImport(b, domain.ImportDone).Import, sampleWaiting(b)},
			Kept: []KeptMapping{{"Extrait de la ville", "Anne Delattre", b.Now.AddDate(0, 0, -3), 8}}}
	}},
	{"imports-vide", "Imports, fichier manquant", domain.RoleReferent, "/imports", func(b Base) Page {
		return ImportsPage{Base: b, Errors: domain.FieldErrors{"file": "Choisissez un fichier CSV ou XLSX."}}
	}},
	{"import-en-cours", "Import en cours", domain.RoleReferent, "/imports/import-1", func(b Base) Page { return sampleImport(b, domain.ImportRunning) }},
	{"import-fini", "Import terminé", domain.RoleReferent, "/imports/import-1", func(b Base) Page { return sampleImport(b, domain.ImportDone) }},
	{"import-rate", "Import interrompu", domain.RoleReferent, "/imports/import-1", func(b Base) Page { return sampleImport(b, domain.ImportFailed) }},
	{"import-apercu", "Fichier à vérifier", domain.RoleReferent, "/imports/import-2", func(b Base) Page { return samplePreview(b) }},
	{"import-apercu-faux", "Fichier à vérifier, rien de lisible", domain.RoleReferent, "/imports/import-2", func(b Base) Page { return samplePreviewWrong(b) }},
	{"colonnes", "Colonnes d'un fichier inconnu", domain.RoleReferent, "/imports/import-2/colonnes", func(b Base) Page { return sampleColumns(b) }},
	{"colonnes-erreur", "Colonnes, sans identifiant", domain.RoleReferent, "/imports/import-2/colonnes", func(b Base) Page {
		p := sampleColumns(b)
		p.Keep, p.Errors = true, domain.FieldErrors{"key": "Choisissez ce qui distingue une personne d'une autre."}
		return p
	}},
	{"compte", "Mon compte", domain.RoleReferent, "/compte", func(b Base) Page { return sampleAccount(b) }},
	{"compte-vide", "Mon compte, sans jeton", domain.RoleEmployer, "/compte", func(b Base) Page {
		return AccountPage{Base: b, Email: "luc@exemple.fr", Establishments: []string{"Maçonnerie des Dunes, 123 456 782 00010"}, Errors: domain.FieldErrors{"label": "Donnez un nom au jeton."}}
	}},
	{"comptes", "Comptes", domain.RoleAdmin, "/admin", func(b Base) Page { return sampleAdmin(b) }},
	{"comptes-erreur", "Comptes, adresse déjà prise", domain.RoleAdmin, "/admin", func(b Base) Page {
		return AdminPage{Base: b, Form: UserForm{Email: "anne@exemple.fr", Roles: []string{"adviser"}}, Errors: domain.FieldErrors{"email": "Un compte existe déjà à cette adresse."}}
	}},

	{"erreur-403", "Erreur 403", domain.RoleEmployer, "/candidatheque", failure(403, "Accès refusé", "Cette page n'est pas ouverte à votre rôle.")},
	{"erreur-404", "Erreur 404", nobody, "/nulle-part", failure(404, "Page introuvable", "Cette adresse n'existe pas. Vérifiez-la, ou revenez à l'accueil.")},
	{"erreur-409", "Erreur 409", domain.RoleReferent, "/offres/offre-1", failure(409, "Les choses ont changé entre-temps", "Cette offre a été modifiée pendant que vous l'aviez ouverte.")},
	{"erreur-410", "Erreur 410", nobody, "/connexion", failure(410, "Ce lien n'est plus valable", "Ce lien a déjà servi.")},
	{"erreur-413", "Erreur 413", domain.RoleReferent, "/imports", failure(413, "Envoi trop lourd", "L'envoi dépasse la taille permise (10 Mo).")},
	{"erreur-422", "Erreur 422", domain.RoleReferent, "/offres", failure(422, "Quelque chose est à corriger", "Le formulaire est illisible.")},
	{"erreur-429", "Erreur 429", nobody, "/connexion", failure(429, "Trop de demandes", "Vous avez demandé beaucoup de liens.")},
	{"erreur-500", "Erreur 500", domain.RoleReferent, "/offres", failure(500, "Une erreur est survenue", "L'erreur est de notre côté ; rien n'a été perdu.")},
	{"erreur-503", "Erreur 503", domain.RoleReferent, "/offres", failure(503, "Service momentanément indisponible", "Le service met trop de temps à répondre.")},
	{"accessibilite", "Accessibilité", nobody, "/accessibilite", func(b Base) Page { return AccessibilityPage{Base: b} }},
	{"donnees", "Données personnelles", nobody, "/donnees-personnelles", func(b Base) Page {
		return PersonalDataPage{Base: b, Fields: domain.StoredFields()}
	}},
}

func failure(status int, heading, message string) func(Base) Page {
	return func(b Base) Page {
		p := ErrorPage{Base: b, Status: status, Heading: heading, Message: message, RequestID: "EXEMPLE234"}
		if status == 429 || status == 503 {
			p.RetryAfter = 90 * time.Second
		}
		return p
	}
}
