package mail

import "eedk.fr/candidatheque/domain"

// staffSamples are the letters of accounts.
var staffSamples = []sample{
	{domain.InvitationLetter{Roles: "référent, conseiller", Days: 3}, "/bienvenue/"},
	{domain.PasswordResetLetter{Minutes: 15}, "/mot-de-passe/"},
	{domain.EmailConfirmLetter{Hours: 24}, "/adresse/"},
	{domain.PasswordChangedLetter{}, ""},
	{domain.EmailAskedLetter{}, ""},
	{domain.EmailChangedLetter{}, ""},
	{domain.EmailLeftLetter{}, ""},
	{domain.SecondFactorSetLetter{}, ""},
	{domain.SecondFactorRemovedLetter{}, ""},
	{domain.SecondFactorResetLetter{}, ""},
	{domain.RecoveryCodesLetter{}, ""},
	{domain.AccountEndedLetter{}, ""},
}
