package handlers

// otherRoutes are those of the other direction: from a person to the offers open today.
func (s *Server) otherRoutes() []route {
	return []route{
		{"GET", "/candidatheque/:id/offres", advisers, s.personOffers},
		{"POST", "/candidatheque/:id/offres/:offer/ajouter", referents, s.nominate},
		{"GET", "/api/v1/profiles/:id/offers", advisers, s.apiPersonOffers},
	}
}
