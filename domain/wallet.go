package domain

import (
	"slices"
	"strings"
)

// The wallet is what is known of a person's eligibility to social clauses: at most one proof of each criterion, in
// Candidate.Criteria. Facilitators and referents alone read and write it.

// ageOf bounds the criteria that rest on age, in whole years on the day the document is seen; 0 = no bound.
var ageOf = []struct {
	code      CriterionCode
	from, too int // too is the first age that is too old
}{{"JEUNE", 0, 26}, {"SENIOR", 50, 0}}

// ProofFaults lists, by field, why a proof cannot be kept for this person on that day.
func (c Candidate) ProofFaults(k Criterion, today Date) FieldErrors {
	f := FieldErrors{}
	switch {
	case !k.SeenOn.Known():
		f.Add("seen_on", Invalid("seen_on", "Indiquez le jour où vous avez vu le document."))
	case k.SeenOn > today:
		f.Add("seen_on", Invalid("seen_on", "Ce jour est à venir : indiquez le jour où vous avez vu le document."))
	}
	if k.ValidUntil.Known() && !k.Code.BearsEnd(k.Proof) {
		f.Add("valid_until", Invalid("valid_until", "Ce document ne porte pas de fin : sa validité se compte du jour où il est vu. Laissez vide."))
	}
	if k.ValidUntil.Known() && k.ValidUntil < k.SeenOn {
		f.Add("valid_until", Invalid("valid_until", "Ce document n'était déjà plus valable le jour où il a été vu."))
	}
	if k.SeenOn.Known() && !c.ofAge(k.Code, k.SeenOn) {
		f.Add("criterion", Invalid("criterion", "La date de naissance du dossier ne va pas avec ce critère : voyez le référent de la personne."))
	}
	return f
}

// ofAge tells whether the person's age allows the criterion on a day; an unknown birth date is to be asked, not guessed.
func (c Candidate) ofAge(code CriterionCode, on Date) bool {
	for _, bound := range ageOf {
		if bound.code == code && c.BirthDate.Known() {
			age := c.BirthDate.YearsAt(on)
			return age >= bound.from && (bound.too == 0 || age < bound.too)
		}
	}
	return true
}

// ProofsOn are the proofs that the person's age still allows on the day of hire: somebody hired after their 26th birthday
// is no longer young. The end itself is never said, for it would tell a birth date.
func (c Candidate) ProofsOn(hire Date) []Criterion {
	return slices.DeleteFunc(slices.Clone(c.Criteria), func(k Criterion) bool { return !c.ofAge(k.Code, hire) })
}

// KeepProof puts a proof in the wallet, in place of an older one of the same criterion. Of a confidential criterion
// nothing is kept but that it was attested, when and by whom (RGPD art. 10).
func (c *Candidate) KeepProof(k Criterion) {
	if k.Lot = strings.TrimSpace(k.Lot); k.Code == CriterionConfidential {
		k.Lot, k.ValidUntil = "", 0
	}
	c.Criteria = slices.DeleteFunc(slices.Clone(c.Criteria), func(held Criterion) bool { return held.Code == k.Code })
	c.Criteria = append(c.Criteria, k)
}

// DropProof takes the proof of a criterion out of the wallet. It returns NotFound when there is none.
func (c *Candidate) DropProof(code CriterionCode) error {
	before := len(c.Criteria)
	c.Criteria = slices.DeleteFunc(slices.Clone(c.Criteria), func(held Criterion) bool { return held.Code == code })
	if len(c.Criteria) == before {
		return NotFound("Justificatif")
	}
	return nil
}

// The acts on a wallet, as the history of the file names them: never which criterion, for advisers read that history.
const (
	ActSeeProof  = "see_proof"
	ActDropProof = "drop_proof"
)

// Accepts tells whether the market accepts the public. A clause that names none accepts them all.
func (k *Clause) Accepts(code CriterionCode) bool {
	return len(k.Publics) == 0 || slices.Contains(k.Publics, code)
}

// ProvedUntil is the last day of the proof that serves longest, among those of accepted publics which serve on the day of
// hire; zero when none does, so that the person is not eligible.
func (k *Clause) ProvedUntil(criteria []Criterion, hire Date) (until Date) {
	for _, c := range criteria {
		if !k.Accepts(c.Code) {
			continue
		}
		if end := c.Until(); end >= hire {
			until = max(until, end)
		}
	}
	return until
}

// HireDay is the day for which eligibility is checked: the start of the work, today when it is past or not said.
func (o *Offer) HireDay(today Date) Date { return max(o.Start, today) }

// EligibleText is all that an employer reads of a person's eligibility to a need: until when, never by what.
func (k *Clause) EligibleText(criteria []Criterion, hire Date) string {
	until := k.ProvedUntil(criteria, hire)
	text := "éligible jusqu'au " + until.French()
	switch {
	case until == 0:
		return "éligibilité à vérifier avant l'embauche"
	case until.Endless():
		text = "éligible sans limite de date"
	}
	if !k.Completed() {
		text += ", à confirmer par le facilitateur"
	}
	return text
}
