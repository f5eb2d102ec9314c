package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// PairID is the key of what exists once for an offer and a person: the same for everybody who makes it, and fit for an
// address whatever the caller's own keys hold.
func PairID(offerID, profile string) string {
	sum := sha256.Sum256([]byte(offerID + "\x00" + profile))
	return hex.EncodeToString(sum[:16])
}

// Establishments are those the offer is of: who pays, and where the work is done.
func (o *Offer) Establishments() []SIRET {
	if o.UserSIRET == "" || o.UserSIRET == o.SIRET {
		return []SIRET{o.SIRET}
	}
	return []SIRET{o.SIRET, o.UserSIRET}
}

// Own tells whether the actor has a seat in an establishment of the offer: they decide nothing of it for the others.
func (o *Offer) Own(actor Actor) bool { return slices.ContainsFunc(o.Establishments(), actor.Sits) }

// Own tells whether the actor has a seat in an establishment of the offer that the list was made for.
func (s *Shortlist) Own(actor Actor) bool {
	return actor.Sits(s.SIRET) || slices.ContainsFunc(s.Asked.Establishments(), actor.Sits)
}

// refuseSeat refuses a member of one of the establishments: nobody decides on both sides of one matter.
func refuseSeat(actor Actor, sirets []SIRET) error {
	for _, s := range sirets {
		if actor.Sits(s) {
			return Refuse(CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit décider.")
		}
	}
	return nil
}
