package handlers

// listRoutes are the lists of people and the kept searches of referents.
func (s *Server) listRoutes() []route {
	return []route{
		{"GET", "/listes", referents, s.lists},
		{"POST", "/listes", referents, s.createList},
		{"POST", "/listes/ajouter", referents, s.addToList},
		{"GET", "/listes/:id", referents, s.list},
		{"POST", "/listes/:id/retirer", referents, s.removeFromList},
		{"POST", "/listes/:id/renommer", referents, s.renameList},
		{"POST", "/listes/:id/partager", referents, s.showList},
		{"POST", "/listes/:id/supprimer", referents, s.deleteList},
	}
}
