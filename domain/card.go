package domain

// Card is the anonymous card of a person for one offer: the allow-list of what an employer may see before the person
// accepts (domain.md §4, Visibility). A field that is not here does not leave. Texts are for people, in French.
type Card struct {
	ID           string   `json:"id"`
	Band         string   `json:"band"`
	Occupations  []string `json:"occupations"`
	Skills       []string `json:"skills"`
	Licences     []string `json:"licences"`
	Certificates []string `json:"certificates"`
	Level        string   `json:"level"`
	Experience   string   `json:"experience"`
	Distance     string   `json:"distance"`
	Availability string   `json:"availability"`
	Contracts    []string `json:"contracts"`
	Reasons      []string `json:"reasons"`
	// Eligible says until when the person is eligible, for a need; empty for a job. Never by which criterion.
	Eligible string `json:"eligible,omitempty"`
}
