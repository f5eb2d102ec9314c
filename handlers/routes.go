package handlers

import (
	"slices"

	"eedk.fr/candidatheque/domain"
)

// apiPrefix is where the JSON API lives.
const apiPrefix = "/api/v1/"

// Sets of roles, as the table below names them.
const (
	everyone  = domain.RoleStranger | domain.RoleUser
	users     = domain.RoleUser
	posters   = domain.RoleEmployer | domain.RoleReferent
	referents = domain.RoleReferent
	advisers  = domain.RoleReferent | domain.RoleAdviser
	viewers   = domain.RoleEmployer | domain.RoleReferent
	admins    = domain.RoleAdmin
)

// route is one line of the role × route matrix: a role that is not in roles is refused before the handler runs.
// Whether this very object may be seen is the action's answer (domain/access.go).
type route struct {
	method, path string
	roles        domain.Role
	handle       handlerFunc
}

// routes is every address of the service: nothing is served that is not here, and a test walks it for each role.
func (s *Server) routes() []route {
	return slices.Concat(s.openRoutes(), s.userRoutes(), s.employerRoutes(), s.referentRoutes(), s.listRoutes(), s.adminRoutes(), s.apiRoutes(),
		s.otherRoutes(), s.keyRoutes(), s.accountRoutes(),
		s.needRoutes(),
		s.peopleRoutes(),
		s.fileRoutes(),
		s.privacyRoutes(),
		s.companyRoutes(),
		s.journalRoutes(),
		s.mailRoutes(),
		s.introductionRoutes(),
		s.invitationRoutes(),
		s.answerRoutes(),
	)
}

// openRoutes are for everyone.
func (s *Server) openRoutes() []route {
	list := []route{
		{"GET", "/", everyone, s.home},
		{"GET", "/connexion", everyone, s.signInForm},
		{"POST", "/connexion", everyone, s.signInByForm},
		{"GET", "/connexion/:token", everyone, s.linkPage},
		{"POST", "/connexion/:token", everyone, s.signIn},
		{"GET", "/accessibilite", everyone, s.accessibility},
		{"GET", "/.well-known/security.txt", everyone, s.securityText},
		{"GET", "/donnees-personnelles", everyone, s.personalData},
		{"GET", "/api/v1/openapi.yaml", everyone, s.openAPI},
	}
	if s.gallery {
		list = append(list, route{"GET", "/galerie", everyone, s.galleryPage})
	}
	return list
}

// userRoutes are for whoever signed in.
func (s *Server) userRoutes() []route {
	return []route{
		{"POST", "/deconnexion", users, s.signOut},
		{"GET", "/compte", users, s.account},
		{"POST", "/compte/jetons", users, s.proven(s.createToken)},
		{"POST", "/compte/jetons/:id/revoquer", users, s.revokeToken},
		{"GET", "/suggestions", users, s.suggestions},
		{"GET", "/offres", users, s.offers},
		{"GET", "/offres/:id", users, s.offer},
	}
}

// employerRoutes are for employers, and the referents who type for them.
func (s *Server) employerRoutes() []route {
	return []route{
		{"GET", "/offres/nouvelle", posters, s.newOffer},
		{"POST", "/offres", posters, s.createOffer},
		{"POST", "/offres/compte", posters, s.countMatches},
		{"GET", "/offres/:id/modifier", posters, s.editOffer},
		{"POST", "/offres/:id/modifier", posters, s.saveOffer},
		{"POST", "/offres/:id/soumettre", posters, s.submitOffer},
		{"POST", "/offres/:id/suspendre", posters, s.pauseOffer},
		{"POST", "/offres/:id/reprendre", posters, s.resumeOffer},
		{"POST", "/offres/:id/retirer", posters, s.withdrawOffer},
		{"POST", "/offres/:id/dupliquer", posters, s.duplicateOffer},
		{"GET", "/preselections/:id", viewers, s.shortlist},
		{"POST", "/preselections/:id/cartes/:card/interesse", viewers, s.cardInterest},
		{"POST", "/preselections/:id/cartes/:card/decliner", viewers, s.cardDecline},
	}
}

// referentRoutes are for referents.
func (s *Server) referentRoutes() []route {
	return []route{
		{"POST", "/offres/:id/publier", referents, s.publishOffer},
		{"POST", "/offres/:id/renvoyer", referents, s.returnOffer},
		{"POST", "/offres/:id/formulations", referents, s.keepPassage},
		{"POST", "/offres/:id/preselections", referents, s.buildShortlist},
		{"POST", "/preselections/:id/relire", referents, s.reviewShortlist},
		{"POST", "/preselections/:id/partager", referents, s.shareShortlist},
		{"POST", "/preselections/:id/clore", referents, s.closeShortlist},
		{"POST", "/preselections/:id/actualiser", referents, s.refreshShortlist},
		{"POST", "/preselections/:id/ajouter", referents, s.addPerson},
		{"POST", "/preselections/:id/personnes/:profile/retenir", referents, s.keepPerson},
		{"POST", "/preselections/:id/personnes/:profile/ecarter", referents, s.dropPerson},
		{"GET", "/preselections/:id/exclus/:gate", referents, s.excluded},
		{"GET", "/candidatheque", referents, s.searchPage},
		{"GET", "/candidatheque/:id", advisers, s.person},
	}
}

// adminRoutes are for administrators.
func (s *Server) adminRoutes() []route {
	return []route{
		{"GET", "/admin", admins, s.admin},
	}
}

// apiRoutes is the JSON API, with the roles of the pages that do the same.
func (s *Server) apiRoutes() []route {
	return []route{
		{"GET", "/api/v1/me", users, s.apiMe},
		{"GET", "/api/v1/rome/suggestions", users, s.apiSuggestions},
		{"GET", "/api/v1/offers", users, s.apiOffers},
		{"GET", "/api/v1/offers/:id", users, s.apiOffer},

		{"POST", "/api/v1/offers", posters, s.apiCreateOffer},
		{"PATCH", "/api/v1/offers/:id", posters, s.apiPatchOffer},
		{"POST", "/api/v1/offers/:id/submit", posters, s.apiSubmitOffer},
		// An employer may only publish again an offer that was paused; the domain's table refuses the rest.
		{"POST", "/api/v1/offers/:id/publish", posters, s.apiPublishOffer},
		{"POST", "/api/v1/offers/:id/pause", posters, s.apiPauseOffer},
		{"POST", "/api/v1/offers/:id/resume", posters, s.apiResumeOffer},
		{"POST", "/api/v1/offers/:id/withdraw", posters, s.apiWithdrawOffer},
		{"POST", "/api/v1/offers/:id/duplicate", posters, s.apiDuplicateOffer},
		{"POST", "/api/v1/offers/:id/extend", posters, s.apiExtendOffer},
		{"GET", "/api/v1/shortlists/:id", viewers, s.apiShortlist},
		{"POST", "/api/v1/shortlists/:id/entries/:profile/interest", viewers, s.apiInterest},
		{"POST", "/api/v1/shortlists/:id/entries/:profile/decline", viewers, s.apiDecline},

		{"POST", "/api/v1/offers/:id/return", referents, s.apiReturnOffer},
		{"POST", "/api/v1/offers/:id/shortlists", referents, s.apiBuildShortlist},
		{"POST", "/api/v1/shortlists/:id/review", referents, s.apiReviewShortlist},
		{"POST", "/api/v1/shortlists/:id/share", referents, s.apiShareShortlist},
		{"POST", "/api/v1/shortlists/:id/close", referents, s.apiCloseShortlist},
		{"POST", "/api/v1/shortlists/:id/refresh", referents, s.apiRefreshShortlist},
		{"POST", "/api/v1/shortlists/:id/entries", referents, s.apiAddEntry},
		{"POST", "/api/v1/shortlists/:id/entries/:profile/keep", referents, s.apiKeep},
		{"POST", "/api/v1/shortlists/:id/entries/:profile/drop", referents, s.apiDrop},
		{"GET", "/api/v1/profiles", referents, s.apiProfiles},
		{"GET", "/api/v1/profiles/:id", advisers, s.apiProfile},
		{"PUT", "/api/v1/profiles/:id", referents, s.apiSaveProfile},
		{"POST", "/api/v1/imports/profiles", referents, s.apiStartImport},
		{"GET", "/api/v1/imports/:id", referents, s.apiImport},
	}
}

// plainRoutes answer without asking who is there, so that they live when the store does not.
func (s *Server) plainRoutes() []route {
	return []route{
		{"GET", "/healthz", everyone, s.alive},
		{"GET", "/readyz", everyone, s.ready},
		{"GET", "/metrics", everyone, s.showMetrics}, // loopback, or the bearer of its token
		{"GET", "/static/*file", everyone, s.staticFile},
	}
}
