package store

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestOrderKeysStandOnceInEveryDocument holds the keys by which lists are ordered: a document without one would vanish
// from its lists, one with two would come twice.
func TestOrderKeysStandOnceInEveryDocument(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	head := domain.Record{ID: "x", Created: at}
	for _, tt := range []struct {
		name string
		keys []Key
		once []string
	}{
		{"somebody nothing is known of", personKeys(&domain.Person{}), []string{keySort, keyIdentity}},
		{"somebody", personKeys(&domain.Person{Record: head, Candidate: domain.Candidate{FirstName: "Ana Maria", LastName: "Silva"}}), []string{keySort, keyIdentity, keyConsent}},
		{"a draft", offerKeys(&domain.Offer{}), []string{keyCreated, keyStatus}},
		{"an offer in another's workshop", offerKeys(&domain.Offer{Record: head, SIRET: "1", UserSIRET: "2"}), []string{keyCreated, keyStatus}},
		{"an establishment without a name", employerKeys(&domain.Employer{}), []string{keySort, keyStatus, keySIRET}},
		{"a shortlist", shortlistKeys(&domain.Shortlist{}), []string{keyCreated, keyOffer, keyDay}},
		{"an account", userKeys(&domain.User{Roles: domain.RoleReferent | domain.RoleAdmin}), []string{keyEmail}},
		{"a token", secretKeys(&domain.Secret{}), []string{keyPurpose, keyExpires, keyCreated}},
		{"a session", sessionKeys(&domain.Session{}), []string{keyExpires}},
		{"an import", importKeys(&domain.Import{}), []string{keyCreated, keyStatus}},
	} {
		values := map[string]int{}
		for _, k := range tt.keys {
			values[k.Name]++
		}
		for _, name := range tt.once {
			if values[name] != 1 {
				t.Errorf("%s has %d keys %q", tt.name, values[name], name)
			}
		}
	}
}

func TestInstantsSortAsTimes(t *testing.T) {
	paris := time.FixedZone("été", 2*3600)
	times := []time.Time{{}, time.Date(1999, 12, 31, 23, 59, 59, 999, time.UTC), time.Date(2026, 10, 25, 2, 30, 0, 0, paris),
		time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 1, time.UTC)}
	for i := 1; i < len(times); i++ {
		if instant(times[i-1]) >= instant(times[i]) {
			t.Errorf("%s is not before %s", instant(times[i-1]), instant(times[i]))
		}
	}
}

func TestNamesAreFolded(t *testing.T) {
	for name, want := range map[string]string{
		"  Élodie\u00a0 D’Hœdt-Lefèvre ": "elodie d hoedt lefevre",
		"E\u0301lodie":                   "elodie",
		"KOWALSKI Łukasz":                "kowalski lukasz",
		"Şahin İbrahim":                  "sahin ibrahim",
		"Nguyễn":                         "nguyen",
		"محمد":                           "محمد",
		"%_'\"\\":                        "",
	} {
		if got := fold(name); got != want {
			t.Errorf("%q folds to %q, want %q", name, got, want)
		}
	}
}

func TestEveryTextWithAPrefixIsBetweenItsBounds(t *testing.T) {
	for _, prefix := range []string{"a", "é", "zz", "\U0010ffff", "\x7f"} {
		for _, text := range []string{prefix, prefix + "\U0010ffff", prefix + "\x00"} {
			if text < prefix || text >= afterPrefix(prefix) {
				t.Errorf("%q is outside the bounds of %q", text, prefix)
			}
		}
		if afterPrefix(prefix) <= prefix {
			t.Errorf("no room after %q", prefix)
		}
	}
}
