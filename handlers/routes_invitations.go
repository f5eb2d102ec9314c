package handlers

import "eedk.fr/candidatheque/domain"

// invitationRoutes are asking people, and what referents do of what was asked. Nobody else reads an invitation.
func (s *Server) invitationRoutes() []route {
	return []route{
		{"GET", "/inviter", referents, s.inviteForm},
		{"POST", "/inviter", referents, s.invite},
		{"GET", "/invitations", referents, s.invitations},
		{"GET", "/propositions/:id", referents, s.proposition},
		{"POST", "/propositions/:id/reponse", referents, s.answerProposition},
		{"POST", "/propositions/:id/questions", referents, s.answerQuestions},
		{"POST", "/propositions/:id/annuler", referents, s.cancelProposition},
		{"POST", "/propositions/:id/relancer", referents, s.askAgain},
		{"POST", "/propositions/:id/lettre", referents, s.printProposition},

		{"GET", "/rencontres", domain.RoleStaff, s.occasions},
		{"GET", "/rencontres/nouvelle", referents, s.newOccasion},
		{"POST", "/rencontres", referents, s.createOccasion},
		{"GET", "/rencontres/:id", domain.RoleStaff, s.occasion},
		{"GET", "/rencontres/:id/modifier", referents, s.editOccasion},
		{"POST", "/rencontres/:id/modifier", referents, s.saveOccasion},
		{"POST", "/rencontres/:id/clore", referents, s.closeOccasion},
		{"POST", "/rencontres/:id/rouvrir", referents, s.reopenOccasion},
		{"POST", "/rencontres/:id/annuler", referents, s.cancelOccasion},
		{"POST", "/candidatheque/:id/rappels", advisers, s.setReminders},

		{"POST", "/api/v1/shortlists/:id/invitations", referents, s.apiInvite},
		{"GET", "/api/v1/invitations", referents, s.apiInvitations},
		{"GET", "/api/v1/invitations/:id", referents, s.apiInvitation},
		{"POST", "/api/v1/invitations/:id/answer", referents, s.apiAnswerInvitation},
		{"POST", "/api/v1/invitations/:id/cancel", referents, s.apiCancelInvitation},
		{"POST", "/api/v1/invitations/:id/again", referents, s.apiInviteAgain},
	}
}
