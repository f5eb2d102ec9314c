package templates

import (
	"cmp"
	"strconv"

	"eedk.fr/candidatheque/domain"
)

// MeetingPage is what became of one yes, as the employer of the offer and referents read it. Who the person is stays empty
// when that is not theirs to know.
type MeetingPage struct {
	Base
	ID, OfferID, OfferTitle string
	Status                  domain.IntroductionStatus
	Name, Email, Phone      string
	// ByMail tells that what is written to the person arrives; of staff only.
	ByMail bool
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
	// SentBack is of from « creneau », « embauche », « refus », « retrait », « annuler », « suivi-3 »…
	SentBack
	Staff StaffMeeting
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
	Seatless  bool // hired, though no place was left
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
	// Answers counts the employer's answers after meetings, for referents.
	Answers  string
	Form     SlotForm
	Errors   domain.FieldErrors
	ErrorFor string // « creneaux » or « rouvrir »
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

// OutcomePage is where an employer's member says, by the link of a mail and without signing in, what came of a meeting.
type OutcomePage struct {
	Base
	Action     string
	OfferTitle string
	Offer      domain.OfferStatus
	Name, When string
	Status     domain.IntroductionStatus // as the employer reads it
	// Unasked: the end of the offer decided for the employer, who answered nothing.
	Unasked bool
	Result  string
	Due     domain.Date
	Acts    MeetingActs
	Hire    HireForm
	SentBack
	// Expired: the link is too old, and the page says how to go on.
	Expired bool
}

// Title of the page.
func (p OutcomePage) Title() string {
	if p.Expired {
		return "Ce lien de réponse est trop ancien"
	}
	return "Cela s'est-il fait ?"
}

func (OutcomePage) file() string { return "outcome" }

// Closed says why nothing more can be answered: which answer is noted, or what ended it. Of a person who is no longer
// available it does not say why.
func (p OutcomePage) Closed() string {
	switch {
	case p.Status == domain.IntroductionHired:
		return "La réponse est notée : la personne est embauchée. Merci."
	case p.Status == domain.IntroductionNotHired && !p.Unasked:
		return "La réponse est notée : la personne n'est pas retenue. Merci."
	case p.Offer == domain.OfferFilled:
		return "La place est prise : il n'y a plus de réponse à donner pour cette personne."
	case p.Offer == domain.OfferWithdrawn:
		return "L'offre est retirée : il n'y a plus de réponse à donner pour cette personne."
	}
	return "Cette personne n'est plus disponible : il n'y a pas de réponse à donner. Votre référent peut vous proposer quelqu'un d'autre."
}

// OpinionPage asks two questions of one side, by the link of a mail.
type OpinionPage struct {
	Base
	Action     string
	Person     bool // the person's side; else the employer's
	OfferTitle string
	Fit, Again string
	Given      bool
	Errors     domain.FieldErrors
	Expired    bool
}

// Title of the page.
func (p OpinionPage) Title() string {
	switch {
	case p.Expired:
		return "Ce lien n'ouvre plus rien"
	case p.Given && len(p.Errors) == 0:
		return "Merci de votre avis"
	}
	return "Votre avis, en deux questions"
}

func (OpinionPage) file() string { return "opinion" }

// Mark is one answer of an opinion, as a radio button.
type Mark struct {
	ID, Value, Label string
	Checked          bool
}

// Marks is one question with its four answers.
type Marks struct {
	Name, Legend, Error string
	List                []Mark
}

func marks(name, legend, chosen string, errs domain.FieldErrors) Marks {
	m := Marks{Name: name, Legend: legend, Error: errs[name]}
	for i, label := range []string{"Pas du tout", "Plutôt non", "Plutôt oui", "Tout à fait"} {
		value := strconv.Itoa(i + 1)
		m.List = append(m.List, Mark{name + "-" + value, value, label, value == chosen})
	}
	return m
}

// OpinionsPage is what people and employers think, added up, for referents.
type OpinionsPage struct {
	Base
	Rows []OpinionRow
}

// OpinionRow is one question of one side: the counts of each answer, from « pas du tout ».
type OpinionRow struct {
	Side, Question string
	domain.ShownCounts
}

// Title of the page.
func (OpinionsPage) Title() string { return "Ce qu'en pensent les personnes et les entreprises" }

func (OpinionsPage) file() string { return "opinions" }

// OpinionQuestions are those asked of a side.
func OpinionQuestions(side domain.Side) (fit, again string) {
	if side == domain.SidePerson {
		return "Cette proposition vous correspondait-elle ?", "Seriez-vous d'accord pour d'autres propositions de notre part ?"
	}
	return "La personne rencontrée correspondait-elle à votre besoin ?", "Referiez-vous appel à nous ?"
}

func opinionQuestions(person bool) [2]string { //nolint:revive // a template calls it: a fact of the page, not a switch
	side := domain.SideEmployer
	if person {
		side = domain.SidePerson
	}
	fit, again := OpinionQuestions(side)
	return [2]string{fit, again}
}
