package handlers

import "eedk.fr/candidatheque/domain"

const (
	// companyReaders list establishments; companyPeople are those, and the members of one.
	companyReaders = domain.RoleReferent | domain.RoleFacilitator | domain.RoleAdmin
	companyPeople  = companyReaders | domain.RoleEmployer
	// companyDeciders vouch for an establishment; colleagueDeciders answer who asks to join one.
	companyDeciders   = domain.RoleReferent | domain.RoleAdmin
	colleagueDeciders = companyDeciders | domain.RoleEmployer
)

// companyRoutes are how employers come in, alone, and what referents and colleagues answer.
func (s *Server) companyRoutes() []route {
	return []route{
		{"GET", "/inscription", everyone, s.signUpForm},
		{"POST", "/inscription", everyone, s.signUp},
		{"GET", "/inscription/siret", everyone, s.checkSIRET},
		{"GET", "/inscription/merci", everyone, s.signUpSent},
		{"POST", "/inscription/renvoyer", everyone, s.resendSignUp},
		{"GET", "/inscription/offre", everyone, s.beginOffer},
		{"POST", "/inscription/offre", everyone, s.keepBegunOffer},
		{"POST", "/inscription/offre/apercu", everyone, s.previewBegunOffer},
		{"GET", "/inscription/offre/metiers", everyone, s.suggestToBeginner},
		{"GET", "/inscription/confirmer/:token", everyone, s.signUpLink},
		{"POST", "/inscription/confirmer/:token", everyone, s.confirmSignUp},

		{"GET", "/entreprises", companyPeople, s.employers},
		{"POST", "/entreprises/rejoindre", domain.RoleEmployer, s.askToJoin},
		{"GET", "/entreprises/:siret", companyPeople, s.employer},
		{"POST", "/entreprises/:siret/approuver", companyDeciders, s.approveEmployer},
		{"POST", "/entreprises/:siret/refuser", companyDeciders, s.refuseEmployer},
		{"POST", "/entreprises/:siret/suspendre", companyDeciders, s.suspendEmployer},
		{"POST", "/entreprises/:siret/reprendre", companyDeciders, s.resumeEmployer},
		{"POST", "/entreprises/:siret/redemander", domain.RoleEmployer, s.applyAgain},
		{"POST", "/entreprises/:siret/quitter", domain.RoleEmployer, s.leaveEmployer},
		{"POST", "/entreprises/:siret/demandes/:id/accepter", colleagueDeciders, s.acceptColleague},
		{"POST", "/entreprises/:siret/demandes/:id/refuser", colleagueDeciders, s.refuseColleague},
		{"POST", "/entreprises/:siret/membres/:id/retirer", companyDeciders, s.removeMember},

		{"GET", "/api/v1/companies", companyPeople, s.apiCompanies},
		{"GET", "/api/v1/companies/:siret", companyPeople, s.apiCompany},
		{"POST", "/api/v1/companies/:siret/approve", companyDeciders, s.apiApproveCompany},
		{"POST", "/api/v1/companies/:siret/refuse", companyDeciders, s.apiRefuseCompany},
		{"POST", "/api/v1/companies/:siret/suspend", companyDeciders, s.apiSuspendCompany},
		{"POST", "/api/v1/companies/:siret/resume", companyDeciders, s.apiResumeCompany},
		{"GET", "/api/v1/companies/:siret/requests", companyPeople, s.apiCompanyRequests},
		{"POST", "/api/v1/companies/:siret/requests/:id/accept", colleagueDeciders, s.apiAcceptColleague},
		{"POST", "/api/v1/companies/:siret/requests/:id/refuse", colleagueDeciders, s.apiRefuseColleague},
	}
}
