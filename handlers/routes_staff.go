package handlers

// identityRoutes are where whoever is signed in proves again who they are.
func (s *Server) identityRoutes() []route {
	return []route{
		{"GET", "/confirmer-identite", users, s.confirmPage},
		{"POST", "/confirmer-identite", users, s.confirmIdentity},
	}
}
