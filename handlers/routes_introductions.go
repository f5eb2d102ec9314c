package handlers

// introductionRoutes are what becomes of a yes: for the employer of the offer, and for referents.
func (s *Server) introductionRoutes() []route {
	return []route{
		{"GET", "/mises-en-relation/:id", viewers, s.meeting},
		{"GET", "/mises-en-relation/:id/fiche", viewers, s.fiche},
		{"GET", "/mises-en-relation/:id/fiche.pdf", viewers, s.fichePDF},
		{"POST", "/mises-en-relation/:id/creneau", viewers, s.takeSlot},
		{"POST", "/mises-en-relation/:id/rencontre", viewers, s.sayMet},
		{"POST", "/mises-en-relation/:id/absence", viewers, s.sayMissed},
		{"POST", "/mises-en-relation/:id/embauche", viewers, s.sayHired},
		{"POST", "/mises-en-relation/:id/refus", viewers, s.sayNotHired},
		{"POST", "/mises-en-relation/:id/annuler", referents, s.cancelMeeting},
		{"POST", "/mises-en-relation/:id/retrait", referents, s.withdrawMeeting},
		{"POST", "/mises-en-relation/:id/suivi", referents, s.noteFollowUp},
		{"GET", "/reponses/:token", everyone, s.outcomeLink},
		{"POST", "/reponses/:token", everyone, s.answerOutcome},
		{"GET", "/avis", referents, s.opinions},
		{"GET", "/avis/:token", everyone, s.opinionLink},
		{"POST", "/avis/:token", everyone, s.giveOpinion},
		{"POST", "/offres/:id/creneaux", viewers, s.proposeSlots},
		{"POST", "/offres/:id/creneaux/retirer", viewers, s.dropSlot},
		{"POST", "/offres/:id/rouvrir", referents, s.reopenOffer},

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
