package store

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// Every collection and every key it is found by stand on this page. A key is derived from the aggregate, never entered.
// keysVersion grows when a key changes: documents written under another version get their keys anew at the next start.
const keysVersion = 1

const (
	collPeople     = "people"
	collOffers     = "offers"
	collEmployers  = "employers"
	collShortlists = "shortlists"
	collUsers      = "users"
	collSecrets    = "secrets"
	collSessions   = "sessions"
	collImports    = "imports"
	collOnce       = "once"
	collBlobs      = "blobs"
)

// The names of keys.
const (
	keyName     = "name"     // folded words, for a person's or a firm's name
	keyAdviser  = "adviser"  // e-mail of the path adviser
	keyCreated  = "created"  // instant of creation
	keyStatus   = "status"   // state
	keySIRET    = "siret"    // establishment that pays, or where the work is done
	keyOffer    = "offer"    // offer of a shortlist
	keyDay      = "day"      // day of matching
	keyEmail    = "email"    // address of an account, lower case
	keyRole     = "role"     // roles of an account
	keyUser     = "user"     // owner of a secret or a session
	keyPurpose  = "purpose"  // user and purpose of a secret
	keyExpires  = "expires"  // instant of expiry
	keyIdentity = "identity" // the document's own key, for lists in that order
)

func personKeys(p *domain.Person) []Key {
	keys := []Key{{keyName, fold(p.Candidate.LastName + " " + p.Candidate.FirstName)}, {keyIdentity, p.ID}}
	if p.Candidate.FirstName != "" {
		keys = append(keys, Key{keyName, fold(p.Candidate.FirstName + " " + p.Candidate.LastName)})
	}
	if p.Candidate.Adviser != "" {
		keys = append(keys, Key{keyAdviser, p.Candidate.Adviser})
	}
	return keys
}

func offerKeys(o *domain.Offer) []Key {
	keys := []Key{{keyCreated, instant(o.Created)}, {keyStatus, string(o.Status)}, {keySIRET, string(o.SIRET)}}
	if o.UserSIRET != "" && o.UserSIRET != o.SIRET {
		keys = append(keys, Key{keySIRET, string(o.UserSIRET)})
	}
	return keys
}

func employerKeys(e *domain.Employer) []Key {
	return []Key{{keyName, fold(e.Name)}, {keyStatus, string(e.Status)}, {keySIRET, e.ID}}
}

func shortlistKeys(s *domain.Shortlist) []Key {
	return []Key{{keyCreated, instant(s.Created)}, {keyOffer, s.OfferID}, {keyDay, s.On.String()}, {keySIRET, string(s.SIRET)}}
}

func userKeys(u *domain.User) []Key {
	keys := []Key{{keyEmail, fold(u.Email)}}
	for _, role := range u.Roles.Codes() {
		keys = append(keys, Key{keyRole, role})
	}
	return keys
}

func secretKeys(s *domain.Secret) []Key {
	return []Key{{keyPurpose, s.UserID + "/" + s.Purpose}, {keyExpires, instant(s.Expires)}, {keyCreated, instant(s.Created)}}
}

func sessionKeys(s *domain.Session) []Key {
	keys := []Key{{keyExpires, instant(s.Expires)}}
	if s.UserID != "" {
		keys = append(keys, Key{keyUser, s.UserID})
	}
	return keys
}

func importKeys(i *domain.Import) []Key {
	return []Key{{keyCreated, instant(i.Created)}, {keyStatus, string(i.Status)}}
}

// instant writes a time so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }
