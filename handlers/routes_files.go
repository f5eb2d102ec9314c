package handlers

// fileRoutes are for referents who bring files of people.
func (s *Server) fileRoutes() []route {
	return []route{
		{"GET", "/imports", referents, s.imports},
		{"POST", "/imports", referents, s.startImport},
		{"GET", "/imports/:id", referents, s.importPage},
		{"GET", "/imports/:id/colonnes", referents, s.columnsPage},
		{"POST", "/imports/:id/colonnes", referents, s.mapColumns},
		{"POST", "/imports/:id/importer", referents, s.bringIn},
		{"POST", "/imports/:id/abandonner", referents, s.giveUpFile},
	}
}
