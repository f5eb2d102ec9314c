package handlers

// peopleRoutes are how a person enters the candidathèque and stays there. An adviser acts on the people they follow
// only: another's file is not found (domain.CanEditPerson).
func (s *Server) peopleRoutes() []route {
	return []route{
		{"GET", "/se-proposer", everyone, s.selfPage},
		{"POST", "/se-proposer", everyone, s.proposeSelf},
		{"GET", "/accord/:token", everyone, s.accordPage},
		{"POST", "/accord/:token", everyone, s.answerAccord},

		{"GET", "/personnes", advisers, s.peoplePage},
		{"GET", "/personnes/nouvelle", advisers, s.newPerson},
		{"POST", "/personnes", advisers, s.createPerson},
		{"GET", "/candidatheque/:id/modifier", advisers, s.editPerson},
		{"POST", "/candidatheque/:id/modifier", advisers, s.savePerson},
		{"POST", "/candidatheque/:id/proposer", advisers, s.proposeAgain},
		{"POST", "/candidatheque/:id/accord", advisers, s.recordConsent},
		{"POST", "/candidatheque/:id/lien-accord", advisers, s.consentLink},
		{"POST", "/candidatheque/:id/retrait", advisers, s.withdrawConsent},
		{"POST", "/candidatheque/:id/accompagnements", advisers, s.joinProgramme},
		{"POST", "/candidatheque/:id/accompagnements/renouveler", advisers, s.renewProgramme},
		{"POST", "/candidatheque/:id/accompagnements/terminer", advisers, s.endProgramme},

		{"GET", "/personnes/a-relire", referents, s.proposals},
		{"POST", "/candidatheque/:id/accepter", referents, s.acceptPerson},
		{"POST", "/candidatheque/:id/rouvrir", referents, s.reopenPerson},
		{"POST", "/candidatheque/:id/refuser", referents, s.refusePerson},
		{"GET", "/personnes/accords", referents, s.consents},
		{"POST", "/personnes/accords", referents, s.recordConsents},
		{"GET", "/personnes/doublons", referents, s.doubles},
		{"GET", "/personnes/doublons/:id/:other", referents, s.compare},
		{"POST", "/personnes/doublons/:id/:other/reunir", referents, s.mergePeople},
		{"POST", "/personnes/doublons/:id/:other/distinguer", referents, s.setApart},

		{"POST", "/api/v1/profiles/:id/consent", advisers, s.apiRecordConsent},
		{"POST", "/api/v1/profiles/:id/accept", referents, s.apiAcceptPerson},
		{"POST", "/api/v1/profiles/:id/refuse", referents, s.apiRefusePerson},
	}
}
