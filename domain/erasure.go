package domain

// ErasureReason is why somebody is erased, as a code: the journal keeps no words that could name them.
type ErasureReason string

// The reasons.
const (
	ErasedOnRequest ErasureReason = "request"
	ErasedByMistake ErasureReason = "mistake"
	ErasedAtDeath   ErasureReason = "death"
	ErasedOtherwise ErasureReason = "other"
)

var erasureReasons = []struct {
	code   ErasureReason
	french string
}{
	{ErasedOnRequest, "la personne le demande"}, {ErasedByMistake, "le dossier a été créé par erreur"},
	{ErasedAtDeath, "la personne est décédée"}, {ErasedOtherwise, "autre raison, notée hors du service"},
}

// ErasureReasons lists the codes in their order.
func ErasureReasons() (list []ErasureReason) {
	for _, r := range erasureReasons {
		list = append(list, r.code)
	}
	return list
}

// French words the reason; empty for one that is not in the table.
func (r ErasureReason) French() string {
	for _, k := range erasureReasons {
		if k.code == r {
			return k.french
		}
	}
	return ""
}
