package handlers

// invitationRoutes are asking people, and what referents do of what was asked. Nobody else reads an invitation.
func (s *Server) invitationRoutes() []route {
	return []route{
		{"POST", "/api/v1/shortlists/:id/invitations", referents, s.apiInvite},
		{"GET", "/api/v1/invitations", referents, s.apiInvitations},
		{"GET", "/api/v1/invitations/:id", referents, s.apiInvitation},
		{"POST", "/api/v1/invitations/:id/answer", referents, s.apiAnswerInvitation},
		{"POST", "/api/v1/invitations/:id/cancel", referents, s.apiCancelInvitation},
		{"POST", "/api/v1/invitations/:id/again", referents, s.apiInviteAgain},
	}
}
