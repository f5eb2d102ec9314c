package handlers

import "eedk.fr/candidatheque/domain"

// trainers keep the list of trainings.
const trainers = domain.RoleReferent | domain.RoleFacilitator

// otherRoutes are those of the other direction: from a person to the offers open today.
func (s *Server) otherRoutes() []route {
	return []route{
		{"GET", "/candidatheque/:id/offres", advisers, s.personOffers},
		{"POST", "/candidatheque/:id/offres/:offer/ajouter", referents, s.nominate},
		{"POST", "/offres/:id/diffuser", referents, s.showToAdvisers},
		{"POST", "/offres/:id/arreter-diffusion", referents, s.hideFromAdvisers},
		{"POST", "/offres/:id/positionner", domain.RoleAdviser, s.positionPerson},
		{"POST", "/positions/:id/ajouter", referents, s.addPositioned},
		{"POST", "/positions/:id/ecarter", referents, s.declinePositioned},

		{"POST", "/alertes/:id/voir", referents, s.seeAlert},
		{"POST", "/alertes/:id/ecarter", referents, s.dismissAlert},
		{"POST", "/alertes/:id/ajouter", referents, s.useAlert},
		{"GET", "/api/v1/alerts", referents, s.apiAlerts},
		{"POST", "/api/v1/alerts/:id/see", referents, s.apiSeeAlert},
		{"POST", "/api/v1/alerts/:id/dismiss", referents, s.apiDismissAlert},
		{"POST", "/api/v1/alerts/:id/use", referents, s.apiUseAlert},

		{"GET", "/formations", domain.RoleStaff, s.trainings},
		{"GET", "/formations/certificats/:code", referents, s.certificateCost},
		{"GET", "/formations/nouvelle", trainers, s.newTraining},
		{"POST", "/formations", trainers, s.createTraining},
		{"GET", "/formations/:id/modifier", trainers, s.editTraining},
		{"POST", "/formations/:id/modifier", trainers, s.saveTraining},
		{"POST", "/formations/:id/clore", trainers, s.closeTraining},
		{"POST", "/formations/:id/rouvrir", trainers, s.openTraining},

		{"GET", "/api/v1/trainings", domain.RoleStaff, s.apiTrainings},
		{"GET", "/api/v1/trainings/missing-certificates", domain.RoleStaff, s.apiCertificateCosts},
		{"GET", "/api/v1/trainings/:id", domain.RoleStaff, s.apiTraining},
		{"POST", "/api/v1/trainings", trainers, s.apiCreateTraining},
		{"PUT", "/api/v1/trainings/:id", trainers, s.apiSaveTraining},
		{"POST", "/api/v1/trainings/:id/close", trainers, s.apiCloseTraining},
		{"POST", "/api/v1/trainings/:id/reopen", trainers, s.apiOpenTraining},
		{"GET", "/api/v1/offers/:id/second-level", advisers, s.apiSecondLevel},
		{"POST", "/api/v1/offers/:id/second-level", referents, s.apiShowToAdvisers},
		{"POST", "/api/v1/offers/:id/second-level/stop", referents, s.apiHideFromAdvisers},
		{"GET", "/api/v1/offers/:id/positions", advisers, s.apiPositions},
		{"POST", "/api/v1/offers/:id/positions", domain.RoleAdviser, s.apiPosition},
		{"POST", "/api/v1/positions/:id/add", referents, s.apiAddPositioned},
		{"POST", "/api/v1/positions/:id/decline", referents, s.apiDeclinePositioned},
		{"GET", "/api/v1/profiles/:id/offers", advisers, s.apiPersonOffers},
	}
}
