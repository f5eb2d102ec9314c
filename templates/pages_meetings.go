package templates

import (
	"cmp"

	"eedk.fr/candidatheque/domain"
)

// MeetingPage is what became of one yes, as the employer of the offer and referents read it. Who the person is stays empty
// when that is not theirs to know.
type MeetingPage struct {
	Base
	ID, OfferID, OfferTitle string
	Status                  domain.IntroductionStatus
	Name, Email, Phone      string
	// When and Where are the meeting's; CallBy is the day by which the person is called when there is none.
	When, Where string
	CallBy      domain.Date
	// Due is the day by which the employer owes an answer; Late when it is past.
	Due  domain.Date
	Late bool
	// Result says what came of it, in words.
	Result        string
	Seats, Places int
	Slots         []Option
	Acts          MeetingActs
	Hire          HireForm
	// Errors and ErrorFor come back from a refused act: « creneau », « embauche », « refus », « absence »…; Reason is what was
	// typed.
	Errors   domain.FieldErrors
	ErrorFor string
	Reason   string
	Staff    StaffMeeting
}

// MeetingActs are what the viewer may do now.
type MeetingActs struct{ Slot, Met, Missed, Hire, Refuse, Undo, Cancel, Withdraw bool }

// Any tells whether there is anything to do.
func (a MeetingActs) Any() bool { return a != MeetingActs{} }

// HireForm is a hire as typed.
type HireForm struct{ Contract, Start, End, Hours string }

// StaffMeeting is what referents read beside: whose file it is, what was said, the follow-ups and the history. The zero value,
// an employer's, shows nothing.
type StaffMeeting struct {
	Profile   string
	Reason    string
	FollowUps []FollowUpLine
	History   []HistoryLine
}

// FollowUpLine is one follow-up, asked or to ask.
type FollowUpLine struct {
	Months int
	Due    domain.Date
	On     domain.Date
	Words  string // what was learnt; empty while nobody asked
	Note   string
	Ask    bool // its day has come
}

// Title of the page.
func (p MeetingPage) Title() string { return cmp.Or(p.Name, "Mise en relation") }

func (MeetingPage) file() string { return "meeting" }

// MeetingActsFor reads the acts open to the actor from the domain's table.
func MeetingActsFor(x *domain.Introduction, actor domain.Actor) (a MeetingActs) {
	for _, to := range x.NextMoves(actor) {
		switch to {
		case domain.IntroductionSlotChosen:
			a.Slot = true
		case domain.IntroductionMet:
			a.Met, a.Hire = true, true
		case domain.IntroductionNoShow:
			a.Missed = true
		case domain.IntroductionHired:
			a.Hire = true
		case domain.IntroductionNotHired:
			a.Refuse = x.Status != domain.IntroductionHired
			a.Undo = x.Status == domain.IntroductionHired
		case domain.IntroductionCancelled:
			a.Cancel = true
		case domain.IntroductionWithdrew:
			a.Withdraw = true
		case domain.IntroductionAccepted:
			a.Slot = a.Slot || x.Status == domain.IntroductionNoShow
		}
	}
	if x.Status == domain.IntroductionSlotChosen {
		a.Slot = true // another one
	}
	return a
}

// OfferMeetings are the people who said yes to an offer, and the times at which they are met. The zero value shows nothing.
type OfferMeetings struct {
	Shown         bool
	Seats, Places int
	// People are met or to meet, answers owed first; Waiting, for referents, those on the waiting list.
	People, Waiting []MeetingLine
	Slots           []SlotLine
	Propose, Reopen bool
	Form            SlotForm
	Errors          domain.FieldErrors
	ErrorFor        string // « creneaux » or « rouvrir »
}

// MeetingLine is one person who said yes; Name is empty once it is over.
type MeetingLine struct {
	ID, Name string
	Status   domain.IntroductionStatus
	When     string
	Due      domain.Date
	Owed     bool // the answer is owed today
	Late     bool
}

// SlotLine is a time of an offer.
type SlotLine struct {
	ID, Words, Where string
	Taken            bool
}

// SlotForm proposes a row of slots: from an hour, so many, each of so many minutes.
type SlotForm struct{ Day, From, Count, Minutes, Where string }

func meetingState(s domain.IntroductionStatus, v Viewer) State {
	switch s {
	case domain.IntroductionHired:
		return State{s.French(), shapeYes, ToneDone}
	case domain.IntroductionMet:
		return State{s.French(), shapeHalf, ToneWait}
	case domain.IntroductionNoShow:
		return State{s.French(), shapeAct, ToneWait}
	case domain.IntroductionAccepted, domain.IntroductionSlotChosen:
		return State{s.French(), shapeFull, ToneDone}
	case domain.IntroductionWaiting:
		return State{s.French(), shapeEmpty, ToneQuiet}
	case domain.IntroductionCancelled:
		if !v.Staff() {
			return State{"n'est plus disponible", shapeNo, ToneQuiet}
		}
	}
	return State{s.French(), shapeNo, ToneQuiet}
}

func sideOptions() []Option {
	return []Option{{string(domain.SidePerson), "La personne n'est pas venue"}, {string(domain.SideEmployer), "L'entreprise n'a pas pu recevoir"}}
}

func followUpOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, w := range []domain.FollowUpWord{domain.FollowUpAtWork, domain.FollowUpLeft, domain.FollowUpNoNews} {
		options = append(options, Option{string(w), capital(w.French())})
	}
	return options
}

// hireWords says a hire in one line.
func hireWords(o domain.HiringOutcome) string {
	text := o.Contract.Kind().Label + ", à partir du " + o.Start.French()
	if o.End.Known() {
		text = o.Contract.Kind().Label + ", du " + o.Start.French() + " au " + o.End.French()
	}
	return text + ", " + decimal(o.WeeklyHours) + " h par semaine"
}

// HireWords says a hire in one line.
func HireWords(o domain.HiringOutcome) string { return hireWords(o) }

// MeetingHistory words the history of an introduction, latest first, for referents.
func MeetingHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		if word := domain.IntroductionStatus(s.To).French(); word != "" {
			return word
		}
		switch s.To {
		case domain.ActFollowUp:
			return "des nouvelles notées"
		case domain.ActOpinion:
			return "un avis donné"
		case domain.ActOwed:
			return "réponse rappelée à l'employeur"
		}
		return actWords(s.To)
	})
}
