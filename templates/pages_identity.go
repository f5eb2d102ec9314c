package templates

// IdentityPage asks somebody signed in to prove again who they are, before what weighs most (POST /confirmer-identite:
// next). Sent: a link left for Email.
type IdentityPage struct {
	Base
	Next  string
	Email string
	Sent  bool
}

// Title of the page.
func (p IdentityPage) Title() string {
	if p.Sent {
		return "Un lien vous attend dans votre boîte de réception"
	}
	return "Confirmez que c'est vous"
}

func (IdentityPage) file() string { return "identity" }
