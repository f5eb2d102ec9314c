package handlers

import "eedk.fr/candidatheque/domain"

// postmasters look after the mails.
const postmasters = domain.RoleReferent | domain.RoleAdmin

// mailRoutes are the mails: who looks after them, the reports of the mail server, and whoever wants no more of a kind.
func (s *Server) mailRoutes() []route {
	return []route{
		{method: "GET", path: "/courriels", roles: postmasters, handle: s.mails},
		{method: "GET", path: "/courriels/:id", roles: postmasters, handle: s.mail},
		{method: "POST", path: "/courriels/:id/renvoyer", roles: postmasters, handle: s.resendMail},
		{method: "POST", path: "/courriels/:id/annuler", roles: postmasters, handle: s.cancelMail},
		{method: "POST", path: "/courriels/:id/dit", roles: domain.RoleReferent, handle: s.callDone},
		{method: "POST", path: "/courriels/retours", roles: everyone, handle: s.mailReturns},
		{method: "GET", path: "/courriels/arret/:token", roles: everyone, handle: s.mailStop},
		{method: "POST", path: "/courriels/arret/:token", roles: everyone, handle: s.stopMails},
	}
}
