package domain

// Letter is what a mail says: one type for each event and recipient, whose fields its templates show. Kind names the
// templates, templates/mails/<kind>.txt and .html, in words such as offer_to_read_for_referent.
type Letter interface{ Kind() string }

// SignInLetter carries the link of somebody who asked to sign in.
type SignInLetter struct{ Minutes int }

// Kind names its templates.
func (SignInLetter) Kind() string { return "sign_in_for_user" }

// OfferToReadLetter tells a referent that an offer waits to be read before it is published.
type OfferToReadLetter struct {
	OfferID, Title, Employer, Commune string
	Places                            int
}

// Kind names its templates.
func (OfferToReadLetter) Kind() string { return "offer_to_read_for_referent" }
