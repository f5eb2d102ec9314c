package handlers

// introductionRoutes are what becomes of a yes: for the employer of the offer, and for referents.
func (s *Server) introductionRoutes() []route {
	return []route{
		{"GET", "/api/v1/introductions", viewers, s.apiIntroductions},
		{"GET", "/api/v1/introductions/:id", viewers, s.apiIntroduction},
		{"POST", "/api/v1/introductions/:id/slot", viewers, s.apiChooseSlot},
		{"POST", "/api/v1/introductions/:id/met", viewers, s.apiMet},
		{"POST", "/api/v1/introductions/:id/no-show", viewers, s.apiNoShow},
		{"POST", "/api/v1/introductions/:id/outcome", viewers, s.apiOutcome},
		{"POST", "/api/v1/introductions/:id/cancel", referents, s.apiCancelIntroduction},
		{"POST", "/api/v1/introductions/:id/withdraw", referents, s.apiWithdrawIntroduction},
		{"POST", "/api/v1/introductions/:id/follow-up", referents, s.apiFollowUp},
		{"GET", "/api/v1/offers/:id/slots", viewers, s.apiSlots},
		{"POST", "/api/v1/offers/:id/slots", viewers, s.apiProposeSlots},
		{"POST", "/api/v1/offers/:id/slots/drop", viewers, s.apiDropSlot},
		{"POST", "/api/v1/offers/:id/reopen", referents, s.apiReopenOffer},
	}
}
