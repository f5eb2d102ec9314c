package domain

// Fiche is the one-page sheet of a person for the employer of the offer to which they said yes (domain.md §4, Visibility): an
// allow-list, and the whole of it. Never a criterion, a birth date, a note, a refusal, a window, an address, or a text of the
// person's own. Texts are for people, in French.
type Fiche struct {
	Contact      Contact  `json:"contact"`
	OfferTitle   string   `json:"offer_title"`
	Occupations  []string `json:"occupations"`
	Skills       []string `json:"skills"`
	Licences     []string `json:"licences"`
	Certificates []string `json:"certificates"`
	Level        string   `json:"level"`
	Availability string   `json:"availability"`
	// Languages are what the person can do in each; how it is worded is the view's.
	Languages []Language `json:"languages"`
}

// Name of the person.
func (f Fiche) Name() string { return f.Contact.Name() }
