package mail

import "eedk.fr/candidatheque/domain"

// employerSamples are the letters of employers.
var employerSamples = []sample{
	{domain.ConfirmAddressLetter{SIRET: "73282932000074"}, "/inscription/confirmer/"},
	{domain.AccountThereLetter{SIRET: "73282932000074", Again: true}, "/inscription/confirmer/"},
	{domain.AccountClosedLetter{SIRET: "73282932000074"}, ""},
	{domain.EmployerToApproveLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils\r\nBcc: x@exemple.fr", Name: "Luc \"Vandamme\"", Email: "luc@exemple.fr", Phone: "03 53 01 12 12"}, ""},
	{domain.EmployerApprovedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils"}, ""},
	{domain.EmployerRefusedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Reason: "Le numéro ne répond pas.\nQui appeler ?"}, ""},
	{domain.EmployerSuspendedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Reason: "Ne répond plus & ne rappelle pas."}, ""},
	{domain.ColleagueAsksLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Name: "Anne Maes", Email: "anne@exemple.fr"}, ""},
	{domain.ColleagueToApproveLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Name: "Anne Maes", Email: "anne@exemple.fr"}, ""},
	{domain.ColleagueAcceptedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils"}, ""},
	{domain.ColleagueJoinedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Name: "Anne Maes", Email: "anne@exemple.fr"}, ""},
	{domain.ColleagueRefusedLetter{SIRET: "73282932000074", Reason: "Inconnue dans l'entreprise."}, ""},
	{domain.MemberRemovedLetter{SIRET: "73282932000074", Company: "Bâti'Nord & Fils", Reason: "A quitté l'entreprise."}, ""},
}
