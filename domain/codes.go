package domain

import (
	"regexp"
	"strings"
)

// SIRET identifies one establishment: 14 digits, Luhn key. Only ParseSIRET makes one.
type SIRET string

// laPoste signs its establishments by a digit sum that is a multiple of 5 instead of Luhn (INSEE).
const laPoste = "356000000"

// ParseSIRET accepts spaces and dots between digits.
func ParseSIRET(s string) (SIRET, error) {
	digits := strings.NewReplacer(" ", "", ".", "", "\u00a0", "", "\u202f", "").Replace(strings.TrimSpace(s))
	if digits == "" {
		return "", Invalid("siret", "Indiquez le SIRET de l'établissement : 14 chiffres, sur vos factures ou sur annuaire-entreprises.data.gouv.fr.")
	}
	if len(digits) != 14 || strings.Trim(digits, "0123456789") != "" {
		return "", Invalid("siret", "Le SIRET « %s » doit avoir 14 chiffres.", clip(s))
	}
	if !luhn(digits) && !(strings.HasPrefix(digits, laPoste) && digitSum(digits)%5 == 0) {
		return "", Invalid("siret", "Le SIRET « %s » n'est pas valable : un chiffre est sans doute faux. Recopiez-le depuis une facture.", clip(s))
	}
	return SIRET(digits), nil
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func digitSum(digits string) (sum int) {
	for _, r := range digits {
		sum += int(r - '0')
	}
	return sum
}

// Spaced writes 123 456 789 00012, as people read it.
func (s SIRET) Spaced() string {
	if len(s) != 14 {
		return string(s)
	}
	return string(s[:3] + " " + s[3:6] + " " + s[6:9] + " " + s[9:])
}

// ROME is an occupation code of the Répertoire opérationnel des métiers et des emplois: a letter A–N, four digits.
// Codes of ROME 3 and ROME 4 have the same shape; referential bridges them through the parent.
type ROME string

var romeShape = regexp.MustCompile(`^[A-N]\d{4}$`)

// ParseROME checks the shape only; whether the code exists is the referential's answer.
func ParseROME(s string) (ROME, error) {
	code := strings.ToUpper(strings.TrimSpace(s))
	if !romeShape.MatchString(code) {
		return "", Invalid("rome", "« %s » n'est pas un code métier. Choisissez un métier dans la liste proposée.", clip(s))
	}
	return ROME(code), nil
}

// IsROME tells whether s has the shape of an occupation code.
func IsROME(s string) bool { return romeShape.MatchString(strings.ToUpper(strings.TrimSpace(s))) }

// Domain is the professional domain, the first three characters: F17 for F1703.
func (r ROME) Domain() string { return prefix(string(r), 3) }

// Broad is the broad domain, the first letter.
func (r ROME) Broad() string { return prefix(string(r), 1) }

func prefix(s string, n int) string { return s[:min(n, len(s))] }
