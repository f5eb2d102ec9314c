package templates

import "eedk.fr/candidatheque/domain"

// staffExamples are the pages of accounts: signing in, proving who one is.
var staffExamples = []example{
	{"identite", "Confirmer son identité, par un lien", domain.RoleReferent, "/confirmer-identite", func(b Base) Page {
		return IdentityPage{Base: b, Next: "/personnes"}
	}},
	{"identite-envoyee", "Confirmer son identité, lien envoyé", domain.RoleReferent, "/confirmer-identite", func(b Base) Page {
		return IdentityPage{Base: b, Email: "anne@exemple.fr", Sent: true}
	}},
}
