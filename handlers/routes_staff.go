package handlers

// keyRoutes are how people prove who they are: at sign-in, again before what weighs most, and what they prove it with.
// proven asks for a proof of half an hour at most.
func (s *Server) keyRoutes() []route {
	return []route{
		{"GET", "/connexion/code", everyone, s.codePage},
		{"POST", "/connexion/code", everyone, s.signInByCode},
		{"GET", "/mot-de-passe", everyone, s.forgottenPage},
		{"POST", "/mot-de-passe", everyone, s.askReset},
		{"GET", "/mot-de-passe/:token", everyone, s.linkedPage(resetLink)},
		{"POST", "/mot-de-passe/:token", everyone, s.useLinked(resetLink, s.resetPassword)},
		{"GET", "/bienvenue/:token", everyone, s.linkedPage(inviteLink)},
		{"POST", "/bienvenue/:token", everyone, s.useLinked(inviteLink, s.acceptInvitation)},
		{"GET", "/adresse/:token", everyone, s.linkedPage(emailLink)},
		{"POST", "/adresse/:token", everyone, s.useLinked(emailLink, s.confirmAddress)},
		{"GET", "/compte/adresse", users, s.proven(s.addressPage)},
		{"POST", "/compte/adresse", users, s.proven(s.askAddress)},
		{"GET", "/confirmer-identite", users, s.confirmPage},
		{"POST", "/confirmer-identite", users, s.confirmIdentity},
		{"GET", "/compte/mot-de-passe", users, s.proven(s.passwordPage)},
		{"POST", "/compte/mot-de-passe", users, s.proven(s.setPassword)},
		{"GET", secondFactorPath, users, s.proven(s.secondFactorPage)},
		{"POST", secondFactorPath, users, s.proven(s.setSecondFactor)},
		{"POST", secondFactorPath + "/codes", users, s.proven(s.renewCodes)},
		{"POST", secondFactorPath + "/retirer", users, s.proven(s.removeSecondFactor)},
		{"POST", "/compte/sessions/fermer", users, s.endOtherSessions},
		{"POST", "/compte/sessions/:id/fermer", users, s.endSession},
	}
}

// accountRoutes are what an administrator does with accounts: each act asks for a fresh proof.
func (s *Server) accountRoutes() []route {
	return []route{
		{"POST", "/admin/comptes", admins, s.proven(s.createUser)},
		{"GET", "/admin/comptes/:id", admins, s.userPage},
		{"POST", "/admin/comptes/:id/roles", admins, s.proven(s.userAct("roles", s.changeRoles))},
		{"POST", "/admin/comptes/:id/fermer", admins, s.proven(s.userAct("compte-ferme", s.closeUser))},
		{"POST", "/admin/comptes/:id/rouvrir", admins, s.proven(s.userAct("compte-rouvert", s.reopenUser))},
		{"POST", "/admin/comptes/:id/inviter", admins, s.proven(s.userAct("invite", s.inviteUser))},
		{"POST", "/admin/comptes/:id/double-authentification", admins, s.proven(s.userAct("telephone", s.resetSecondFactor))},
	}
}
