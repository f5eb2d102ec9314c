package handlers

import "eedk.fr/candidatheque/domain"

// privacyRoutes are what people do with their own data, by the link of their page, and what administrators do for them.
func (s *Server) privacyRoutes() []route {
	return []route{
		{"GET", "/mes-donnees", everyone, s.askOwnPage},
		{"POST", "/mes-donnees", everyone, s.askOwnLink},
		{"GET", "/mes-donnees/:token", everyone, s.ownPage},
		{"GET", "/mes-donnees/:token/corriger", everyone, s.ownForm},
		{"POST", "/mes-donnees/:token/corriger", everyone, s.correctOwn},
		{"POST", "/mes-donnees/:token/demander", everyone, s.askOwn},
		{"POST", "/mes-donnees/:token/pause", everyone, s.pauseOwn},
		{"POST", "/mes-donnees/:token/reprendre", everyone, s.resumeOwn},
		{"POST", "/mes-donnees/:token/rappels", everyone, s.remindersOwn},
		{"POST", "/mes-donnees/:token/garder", everyone, s.keepOwn},
		{"POST", "/mes-donnees/:token/accord", everyone, s.answerOwn},
		{"GET", "/mes-donnees/:token/effacer", everyone, s.eraseOwnPage},
		{"POST", "/mes-donnees/:token/effacer", everyone, s.eraseOwn},
		{"GET", "/mes-donnees/:token/fichier", everyone, s.ownFile},

		{"POST", "/candidatheque/:id/demandes", advisers, s.answerAsks},
		{"GET", "/personnes/retour", referents, s.returning},
		{"POST", "/personnes/retour", referents, s.welcomeBack},

		{"GET", "/admin/archives", domain.RoleStaff, s.proven(s.archivePage)},
		{"POST", "/admin/archives", domain.RoleStaff, s.proven(s.openArchive)},
		{"GET", "/admin/conservation", admins, s.proven(s.keeping)},
		{"GET", "/admin/effacement", admins, s.proven(s.erasing)},
		{"POST", "/admin/effacement", admins, s.proven(s.erasePerson)},
		{"GET", "/admin/effacement/fichier", admins, s.proven(s.exportPerson)},
	}
}
