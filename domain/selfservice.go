package domain

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Pause is what the person asks when they want no proposal for a while: they are out of the pool from From on, until
// Until, or until they say otherwise when it is zero. No reason is ever kept.
type Pause struct {
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"` // the first day on which they may be proposed again
}

// On tells whether the pause runs on a day.
func (p Pause) On(day Date) bool {
	return p.From.Known() && p.From <= day && (!p.Until.Known() || day < p.Until)
}

// longestPause is in months (param): past it a day was mistyped, or the accord is to be taken back.
const longestPause = 24

// Suspend takes the person out of the pool at once, until a day or until they say. Invalid for a day that is past or too
// far away.
func (p *Person) Suspend(until Date, actor Actor, at time.Time) error {
	today := DayOf(at)
	switch {
	case until.Known() && until <= today:
		return Invalid("until", "Choisissez un jour à venir, ou laissez vide : ce sera jusqu'à ce que vous le disiez.")
	case until > today.AddMonths(longestPause):
		return Invalid("until", "Choisissez un jour dans les %d mois, ou laissez vide : ce sera jusqu'à ce que vous le disiez.", longestPause)
	}
	p.Candidate.Pause = Pause{From: today, Until: until}
	p.Note(ActSuspend, actor, at, "")
	return nil
}

// Resume ends the pause. Conflict when there is none.
func (p *Person) Resume(actor Actor, at time.Time) error {
	if !p.Candidate.Pause.On(DayOf(at)) {
		return Refuse(CodeConflict, "Il n'y a pas de pause en ce moment.")
	}
	p.Candidate.Pause = Pause{}
	p.Note(ActResume, actor, at, "")
	return nil
}

// The acts of a person on their own file, and what the clock says of it, as steps of its history.
const (
	ActSuspend       = "pause"
	ActResume        = "resume"
	ActSelfCorrect   = "self_correct"
	ActSelfAsk       = "self_ask"
	ActAnswerAsks    = "answer_asks"
	ActStillHere     = "still_here"
	ActWarnRetention = "warn_retention"
	// ActAdviserMoved follows the address of the person's adviser: nobody did anything about the person.
	ActAdviserMoved = "adviser_moved"
)

// Correction is what a person corrects of their own file by themself: how to reach them, and what they look for. The rest
// is asked of the referent.
type Correction struct {
	Email, Phone string
	Targets      []Target
	RadiusKm     int
	Available    Date
	Means        Means
	HoursWanted  float64
	Contracts    ContractSet
	Windows      []Window
	Presentation string
}

// CorrectionOf is the file as its person may correct it.
func CorrectionOf(p *Person) Correction {
	m := &p.Profile
	return Correction{Email: p.Candidate.Email, Phone: p.Candidate.Phone, Targets: slices.Clone(m.Targets), RadiusKm: m.RadiusKm, Available: m.Available,
		Means: m.Means, HoursWanted: m.HoursWanted, Contracts: m.Contracts, Windows: slices.Clone(m.Windows), Presentation: m.Presentation}
}

// Correct applies a correction at once and notes which fields changed; false when nothing did. Invalid when nobody could
// reach the person any more.
func (p *Person) Correct(c Correction, actor Actor, at time.Time) (bool, error) {
	f := FieldErrors{}
	if c.Email == "" && c.Phone == "" {
		f.Add("phone", Invalid("phone", "Gardez un téléphone ou un e-mail : sinon, personne ne peut vous répondre."))
	}
	if len(c.Targets) == 0 {
		f.Add("work", Invalid("work", "Gardez au moins un travail que vous cherchez. Pour ne plus rien recevoir, faites une pause."))
	}
	if c.RadiusKm < 0 || c.RadiusKm > 200 {
		f.Add("radius", Invalid("radius", "Écrivez un nombre de kilomètres, de 0 à 200."))
	}
	if c.HoursWanted < 0 || c.HoursWanted > 48 {
		f.Add("hours", Invalid("hours", "Écrivez un nombre d'heures par semaine, 48 au plus."))
	}
	if err := f.Err(); err != nil {
		return false, err
	}
	before := *p
	m := &p.Profile
	p.Candidate.Email, p.Candidate.Phone = c.Email, c.Phone
	m.Targets, m.RadiusKm, m.Available, m.Means = c.Targets, c.RadiusKm, c.Available, c.Means
	m.HoursWanted, m.Contracts, m.Windows, m.Presentation = c.HoursWanted, c.Contracts, c.Windows, c.Presentation
	changed := p.ChangedFields(&before)
	if len(changed) == 0 {
		return false, nil
	}
	p.NoteChange(ActSelfCorrect, changed, actor, at)
	return true, nil
}

// LastAct is the last day on which somebody did something about the person: a line of the history but the
// warning itself and what follows an adviser's address, else the entry.
func (p *Person) LastAct() Date {
	last := max(DayOf(p.Created), p.Candidate.EnteredOn)
	if p.Created.IsZero() {
		last = p.Candidate.EnteredOn
	}
	for _, step := range p.History {
		if step.To != ActWarnRetention && step.To != ActAdviserMoved {
			last = max(last, DayOf(step.At))
		}
	}
	return last
}

// warnedBefore is how long before the end a person is told, in months (domain.md, Basis and retention).
const warnedBefore = 1

// AnonymisedOn is the day on which the file goes, if nothing is done about it before.
func (p *Person) AnonymisedOn() Date {
	rule, _ := RetainPerson.Rule()
	return p.LastAct().AddMonths(rule.Months)
}

// WarnedOn is the day from which the person and their referent are told.
func (p *Person) WarnedOn() Date {
	rule, _ := RetainPerson.Rule()
	return p.LastAct().AddMonths(rule.Months - warnedBefore)
}

// Warned tells whether they were, since the last act.
func (p *Person) Warned() bool {
	for _, step := range slices.Backward(p.History) {
		if step.To != ActAdviserMoved {
			return step.To == ActWarnRetention
		}
	}
	return false
}

// Warn notes that they are told, once until the next act.
func (p *Person) Warn(at time.Time) { p.Note(ActWarnRetention, System(), at, "") }

// leavesPoolAfter is how long after the end of the last accompaniment somebody stays in the pool, in months (param).
const leavesPoolAfter = 3

// LeftPool tells whether the last accompaniment ended so long ago that the person is in the pool no more.
func (p *Person) LeftPool(on Date) bool {
	until := p.Candidate.AccompaniedUntil()
	return until.Known() && until.AddMonths(leavesPoolAfter) < on
}

// Ask is what a person asks their referent to correct, in their own words: what they may not change by themself.
type Ask struct {
	On   Date   `json:"on"`
	Text string `json:"text"`
}

// mostAsks may wait at once; longestAsk is in characters.
const (
	mostAsks   = 5
	longestAsk = 500
)

// AskCorrection keeps what the person asks until a referent has answered.
func (p *Person) AskCorrection(text string, actor Actor, at time.Time) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return Invalid("ask", "Écrivez ce qui n'est pas juste.")
	case utf8.RuneCountInString(text) > longestAsk:
		return Invalid("ask", "Écrivez %d caractères au plus. Vous pouvez aussi appeler votre référent.", longestAsk)
	case len(p.Candidate.Asks) >= mostAsks:
		return Refuse(CodeConflict, "Vos %d demandes attendent déjà une réponse. Appelez votre référent.", mostAsks)
	}
	p.Candidate.Asks = append(slices.Clone(p.Candidate.Asks), Ask{On: DayOf(at), Text: text})
	p.Note(ActSelfAsk, actor, at, "")
	return nil
}

// AnswerAsks closes what the person asked, once it was dealt with. Conflict when nothing waits.
func (p *Person) AnswerAsks(actor Actor, at time.Time) error {
	if len(p.Candidate.Asks) == 0 {
		return Refuse(CodeConflict, "Aucune demande n'attend.")
	}
	p.Candidate.Asks = nil
	p.Note(ActAnswerAsks, actor, at, "")
	return nil
}
