package templates

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// staffExamples are the pages of accounts: signing in, proving who one is.
var staffExamples = []example{
	{"connexion-refusee", "Connexion, mot de passe refusé", nobody, "/connexion", func(b Base) Page {
		return SignInPage{Base: b, Email: "anne@exemple.fr", Errors: wrongField("password", "Adresse ou mot de passe incorrects. Sans mot de passe, laissez le champ vide : nous vous envoyons un lien.")}
	}},
	{"code", "Connexion, code", nobody, "/connexion", func(b Base) Page { return CodePage{Base: b, Next: "/personnes"} }},
	{"code-refuse", "Connexion, code refusé", nobody, "/connexion", func(b Base) Page {
		return CodePage{Base: b, Errors: domain.FieldErrors{"code": "Code refusé. Un code vit 30 secondes et ne sert qu'une fois : attendez le suivant, ou prenez un code de secours."}}
	}},
	{"identite-cles", "Confirmer son identité, par mot de passe et code", domain.RoleAdmin, "/confirmer-identite", func(b Base) Page {
		return IdentityPage{Base: b, Keys: sampleKeys(b), Next: "/journal", Errors: wrongField("password", "Ce n'est pas votre mot de passe.")}
	}},
	{"mot-de-passe", "Choisir un mot de passe", domain.RoleAdviser, "/compte/mot-de-passe", func(b Base) Page { return PasswordPage{Base: b} }},
	{"mot-de-passe-refuse", "Changer de mot de passe, refusé", domain.RoleReferent, "/compte/mot-de-passe", func(b Base) Page {
		return PasswordPage{Base: b, Keys: sampleKeys(b), Errors: wrongField("new_password", "15 caractères au moins : il y en a 9. Quatre mots sans rapport entre eux se retiennent bien.")}
	}},
	{"facteur", "Double authentification, à mettre en place", domain.RoleReferent, "/compte/double-authentification", func(b Base) Page {
		return SecondFactorPage{Base: b, Keys: Keys{Password: true}, Required: true, Enrolment: sampleEnrolment()}
	}},
	{"facteur-en-place", "Double authentification, en place", domain.RoleAdviser, "/compte/double-authentification", func(b Base) Page {
		return SecondFactorPage{Base: b, Keys: sampleKeys(b)}
	}},
	{"facteur-codes", "Double authentification, codes de secours", domain.RoleReferent, "/compte/double-authentification", func(b Base) Page {
		return SecondFactorPage{Base: b, Keys: sampleKeys(b), NewCodes: []string{"ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567", "BCDE-FGHI-JKLM-NOPQ"}}
	}},
	{"oubli", "Mot de passe oublié", nobody, "/mot-de-passe", func(b Base) Page { return ForgottenPage{Base: b} }},
	{"oubli-envoye", "Mot de passe oublié, lien parti", nobody, "/mot-de-passe", func(b Base) Page { return ForgottenPage{Base: b, Email: "anne@exemple.fr", Sent: true} }},
	{"bienvenue", "Invitation", nobody, "/connexion", func(b Base) Page {
		return FirstPasswordPage{Base: b, Action: "/bienvenue/EXEMPLE", Email: "anne@exemple.fr", Invited: true}
	}},
	{"nouveau-mot-de-passe", "Nouveau mot de passe, refusé", nobody, "/connexion", func(b Base) Page {
		return FirstPasswordPage{Base: b, Action: "/mot-de-passe/EXEMPLE", Email: "anne@exemple.fr", Errors: wrongField("new_password", "Choisissez un mot de passe.")}
	}},
	{"adresse-a-confirmer", "Nouvelle adresse à confirmer", nobody, "/connexion", func(b Base) Page {
		return NewAddressPage{Base: b, Action: "/adresse/EXEMPLE", Email: "anne.delattre@exemple.fr"}
	}},
	{"adresse", "Changer d'adresse", domain.RoleReferent, "/compte/adresse", func(b Base) Page {
		return AddressPage{Base: b, Keys: sampleKeys(b), Email: "anne@exemple.fr"}
	}},
	{"compte-ouvert", "Compte d'un collègue", domain.RoleAdmin, "/admin/comptes/u1", func(b Base) Page { return sampleUser(b) }},
	{"compte-refuse", "Compte d'un collègue, à corriger", domain.RoleAdmin, "/admin/comptes/u1", func(b Base) Page {
		p := sampleUser(b)
		p.Form.Roles, p.Errors = nil, domain.FieldErrors{"role": "Choisissez un rôle.", "reason": "Dites comment vous vous êtes assuré de l'identité de la personne."}
		return p
	}},
	{"compte-ferme", "Compte fermé", domain.RoleAdmin, "/admin/comptes/u1", func(b Base) Page {
		p := sampleUser(b)
		p.User.Deactivated = true
		return p
	}},
	{"compte-propre", "Son propre compte, pour un administrateur", domain.RoleAdmin, "/admin/comptes/u1", func(b Base) Page {
		p := sampleUser(b)
		p.Own = true
		return p
	}},
	{"identite", "Confirmer son identité, par un lien", domain.RoleReferent, "/confirmer-identite", func(b Base) Page {
		return IdentityPage{Base: b, Next: "/personnes"}
	}},
	{"identite-envoyee", "Confirmer son identité, lien envoyé", domain.RoleReferent, "/confirmer-identite", func(b Base) Page {
		return IdentityPage{Base: b, Email: "anne@exemple.fr", Sent: true}
	}},
}

func sampleKeys(b Base) Keys {
	return Keys{Password: true, PasswordOn: b.Now.AddDate(0, -2, 0), Second: true, SecondOn: b.Now.AddDate(0, -2, 0), Codes: 9}
}

// sampleEnrolment is no key of anybody: the drawing is a pattern that no camera reads.
func sampleEnrolment() Enrolment {
	return Enrolment{Secret: strings.Repeat("EXEM", 8), Path: "M0 0h1v1h-1zM2 2h3v3h-3zM6 0h1v7h-1z", Sealed: "EXEMPLE", Size: 7}
}

func sampleUser(b Base) UserPage {
	return UserPage{Base: b, User: UserLine{ID: "u1", Name: "Malika Ferrand", Email: "malika@exemple.fr", Roles: domain.RoleAdviser | domain.RoleReferent, Created: b.Now.AddDate(0, -3, 0)},
		Keys: sampleKeys(b), Form: UserForm{Roles: []string{"adviser", "referent"}}}
}

// wrongField is one field at fault.
func wrongField(field, message string) domain.FieldErrors { return domain.FieldErrors{field: message} }
