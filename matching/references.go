package matching

import "eedk.fr/candidatheque/domain"

// Occupations is what matching asks of ROME. *referential.ROME satisfies it.
type Occupations interface {
	// Expand gives the ROME 4 codes that a code stands for: itself, or the children of a ROME 3 code.
	Expand(domain.ROME) []domain.ROME
	// Links lists every occupation from which a person may come to the code: close and evolution only.
	Links(domain.ROME) []domain.Linked
	Label(domain.ROME) string
	Skills(domain.ROME) []domain.Skill
}

// Certificates is what matching asks of the certificate table. *referential.CertificateTable satisfies it.
type Certificates interface {
	// Valid tells whether one of the held answers for wanted on that day; when none does but one did, expired is its last
	// valid day. How long a held certificate lasts must not depend on what it answers for.
	Valid(held []domain.HeldCertificate, wanted string, on domain.Date) (ok bool, expired domain.Date)
	// RequiredCards lists what the occupation asks by law on day one, whatever the offer says.
	RequiredCards(domain.ROME) []string
	Label(code string) string
}

// Buses tells the bus hours of the commune of an offer; ok is false when they are not known.
type Buses interface {
	BusHours(insee string) (first, last domain.Clock, ok bool)
}

// References are the tables that matching reads. They never change while a pool lives.
type References struct {
	Occupations  Occupations
	Certificates Certificates
	Buses        Buses
	// Stems analyses a French text: its words without endings, common words left out (search.Stems).
	Stems func(string) []string
}

// Subject is one person as matching may know them: a key, what may be matched, and the standing of the day.
type Subject struct {
	ID       string
	Profile  domain.Profile
	Standing domain.Standing
}
