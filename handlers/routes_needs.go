package handlers

import "eedk.fr/candidatheque/domain"

// facilitators settle needs.
const facilitators = domain.RoleFacilitator

// needRoutes are the needs under a clause: posted by whoever posts offers, settled by facilitators.
func (s *Server) needRoutes() []route {
	return []route{
		{"GET", "/besoins/nouveau", posters, s.newNeed},
		{"GET", "/offres/:id/clause", facilitators, s.clausePage},
		{"POST", "/offres/:id/clause", facilitators, s.completeNeed},
		{"PUT", "/api/v1/offers/:id/lot", facilitators, s.apiCompleteNeed},
	}
}
