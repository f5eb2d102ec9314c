package domain

import (
	"crypto/rand"
	"strings"
	"testing"
)

func TestPasswords(t *testing.T) {
	about := About{Email: "anne.delattre@exemple.fr", Name: "Anne Delattre"}
	for _, tt := range []struct {
		name, password string
		refused        bool
	}{
		{"nothing", "", true},
		{"fourteen characters", "xkvbtqzhdwmrpf", true},
		{"fifteen characters", "xkvbtqzhdwmrpfg", false},
		{"fifteen accents are fifteen characters", "éxkvbtqzhdwmrpà", false},
		{"a hundred and twenty-eight", strings.Repeat("kbvxtqzh", 2) + " moulin escabeau tilleul " + strings.Repeat("a", 87), false},
		{"a hundred and twenty-nine", strings.Repeat("kbvxtqzh", 2) + " moulin escabeau tilleul " + strings.Repeat("a", 88), true},
		{"four words of no kin", "moulin escabeau tilleul grogner", false},
		{"only small letters, no figure", "escabeaumoulintilleul", false},
		{"pasted from a keeper", "T7#hq)Zk2w~Vd9!pLs", false},
		{"spaces around", "  moulin escabeau grogner ", false},
		{"figures thrown at random", "8301958372650182", false},
		{"password, twice", "motdepassemotdepasse", true},
		{"password, in figures", "M0tD3P@ss3!2026!!", true},
		{"one letter", strings.Repeat("a", 40), true},
		{"two letters", strings.Repeat("ab", 20), true},
		{"a short piece again and again", strings.Repeat("xk9!", 8), true},
		{"counting", "123456789012345678", true},
		{"counting down", "98765432109876543210", true},
		{"the alphabet", "abcdefghijklmnopqrst", true},
		{"a keyboard row", "azertyuiopqsdfghjklm", true},
		{"a keyboard column", "aqwzsxedcrfvtgbyhn", true},
		{"english keyboard", "qwertyuiopasdfghjkl", true},
		{"figures and letters in turn", "1a2z3e4r5t6y7u8i9o0p", true},
		{"the town and its code", "Dunkerque59140Dunkerque", true},
		{"the service", "Candidatheque2026!", true},
		{"the service and the town", "candidathèque-dunkerque", true},
		{"own name", "AnneDelattre2026!", true},
		{"own address", "anne.delattre@exemple.fr", true},
		{"own name backed by a date", "delattre-14071989", true},
		{"a season and a year", "Printemps2026Printemps", true},
		{"the day of birth", "14071989-14071989", true},
		{"a first name and a love", "jetaimejulie2004", true},
		{"famous", "correcthorsebatterystaple", true},
	} {
		err := CheckPassword(tt.password, about)
		if (err != nil) != tt.refused {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && (CodeOf(err) != CodeInvalid || strings.Contains(err.Error(), "Delattre")) {
			t.Errorf("%s: refused with %v", tt.name, err)
		}
	}
}

// What nobody chose is refused by rare chance only, when it happens to hold a date and a run: one in a thousand at most.
func TestRandomPasswordsPass(t *testing.T) {
	const tries, unlucky = 5000, 5
	var refused []string
	for range tries {
		password := rand.Text()[:MinPassword]
		if err := CheckPassword(password, About{Email: "a.b@exemple.fr", Name: "Zoé"}); err != nil {
			refused = append(refused, password)
		}
	}
	if len(refused) > unlucky {
		t.Errorf("%d of %d refused: %q", len(refused), tries, refused)
	}
}
