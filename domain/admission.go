package domain

import (
	"strings"
	"time"
)

// Admission is how far a person is on the way into the candidathèque. Referents, files and programs bring people in as
// accepted; what an adviser or the person themself proposes waits for a referent.
type Admission string

// The states. A file saved before admissions existed has none, and reads as accepted.
const (
	AdmissionProposed Admission = "proposed"
	AdmissionAccepted Admission = "accepted"
	AdmissionRefused  Admission = "refused"
)

var admissionFrench = map[Admission]string{AdmissionProposed: "à relire", AdmissionAccepted: "acceptée", AdmissionRefused: "refusée"}

// French words the state for people.
func (a Admission) French() string { return admissionFrench[a] }

// Admissions lists the states in their order.
func Admissions() []Admission {
	return []Admission{AdmissionProposed, AdmissionAccepted, AdmissionRefused}
}

// admissionMoves: nobody enters the pool on the word of an adviser, or of a stranger, alone (domain.md §1: the referent
// moderates); whoever proposed may complete the file and propose it again.
var admissionMoves = moves[Admission, Person]{
	{From: AdmissionProposed, To: AdmissionAccepted, By: RoleReferent, Guard: (*Person).placed},
	{From: AdmissionProposed, To: AdmissionRefused, By: RoleReferent, Guard: (*Person).refusalExplained},
	{From: AdmissionRefused, To: AdmissionProposed, By: RoleAdviser | RoleReferent},
}

// Stage is the person's admission, accepted when the file says nothing.
func (p *Person) Stage() Admission {
	if p.Admission == "" {
		return AdmissionAccepted
	}
	return p.Admission
}

// Admit brings the file to another stage of its admission: Conflict when no such move exists, Forbidden when the actor
// may not make it, Invalid when something is missing.
func (p *Person) Admit(to Admission, actor Actor, at time.Time, reason string) error {
	from := p.Stage()
	if err := admissionMoves.check(p, from, to, actor, reason); err != nil {
		return err
	}
	p.Admission = to
	p.trace(string(from), string(to), actor, at, strings.TrimSpace(reason))
	return nil
}

// placed holds an acceptance to what lets the pool use the file: whose domain it is.
func (p *Person) placed(Actor, string) error {
	if p.Profile.Domain == "" {
		return Invalid("domain", "Choisissez le domaine de la candidathèque qui suivra cette personne.")
	}
	return nil
}

func (p *Person) refusalExplained(_ Actor, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Invalid("reason", "Dites pourquoi : le conseiller le lira, et pourra compléter le dossier.")
	}
	return nil
}

// MayBeProposed tells whether a referent accepted the person, their accord stands on that day, they asked no pause, and no
// lasting work closed their file.
func (p *Person) MayBeProposed(on Date) bool {
	return p.Stage() == AdmissionAccepted && p.Candidate.Consent.Given(on) && !p.Candidate.Pause.On(on) && !p.Candidate.PlacedOn.Known()
}

// Holder is somebody who acts for themself without an account: by a signed link, or on the open page.
func Holder(by Channel) Actor {
	return Actor{ID: "holder", Name: "la personne elle-même", Roles: RoleLink, Channel: string(by)}
}
