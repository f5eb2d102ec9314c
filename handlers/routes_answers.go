package handlers

// answerRoutes are what somebody invited does by the link of their invitation, without an account.
func (s *Server) answerRoutes() []route {
	return []route{
		{"GET", "/invitations/:token", everyone, s.answerPage},
		{"POST", "/invitations/:token", everyone, s.answerByLink},
		{"GET", "/invitations/:token/rendez-vous.ics", everyone, s.answerCalendar},
		{"GET", "/invitations/:token/arret", everyone, s.stopPage},
		{"POST", "/invitations/:token/arret", everyone, s.stopProposals},
	}
}
