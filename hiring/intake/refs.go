package intake

import (
	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// Refs are the reference tables that files and forms are read against. Suggest proposes occupations for a title and a description of the work (may be empty),
// the best first; nil proposes none, and titles stay titles.
type Refs struct {
	ROME         *referential.ROME
	Communes     *referential.Communes
	Certificates *referential.CertificateTable
	Suggest      func(title, description string) []domain.Suggestion
}
