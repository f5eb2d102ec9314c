package handlers

import "eedk.fr/candidatheque/domain"

// facilitators settle needs; provers are those who may read wallets.
const (
	facilitators = domain.RoleFacilitator
	provers      = domain.RoleReferent | domain.RoleFacilitator
)

// needRoutes are the needs under a clause, posted by whoever posts offers, settled by facilitators, and the proofs of
// eligibility of people.
func (s *Server) needRoutes() []route {
	return []route{
		{"GET", "/besoins/nouveau", posters, s.newNeed},
		{"GET", "/offres/:id/clause", facilitators, s.clausePage},
		{"POST", "/offres/:id/clause", facilitators, s.completeNeed},
		{"PUT", "/api/v1/offers/:id/lot", facilitators, s.apiCompleteNeed},

		{"GET", "/eligibilites", provers, s.endingProofs},
		{"GET", "/candidatheque/:id/eligibilite", provers, s.wallet},
		{"POST", "/candidatheque/:id/eligibilite", provers, s.recordProof},
		{"POST", "/candidatheque/:id/eligibilite/:criterion/retirer", provers, s.withdrawProof},
		{"GET", "/api/v1/eligibilities", provers, s.apiEligibilities},
		{"POST", "/api/v1/eligibilities", provers, s.apiRecordProof},
		{"POST", "/api/v1/eligibilities/:profile/:criterion/withdraw", provers, s.apiWithdrawProof},
	}
}
