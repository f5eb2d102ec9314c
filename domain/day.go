package domain

import (
	"slices"
	"time"
)

// DayKind is why something stands on the page of the day.
type DayKind string

// What waits for a referent.
const (
	DayQuestion  DayKind = "question"        // a person asked something
	DaySilent    DayKind = "silent_employer" // an employer owes an answer
	DayInterview DayKind = "interview"       // somebody meets somebody today
	DayMissed    DayKind = "no_show"         // a meeting was missed
	DayToCall    DayKind = "to_call"         // a call was promised, or no slot was chosen
	DayExpired   DayKind = "expired"         // nobody answered in time
	DayLastDays  DayKind = "last_days"       // nobody answered, and the last day is near
	DayFilled    DayKind = "filled"          // the last place was taken: others said yes
	DayReturned  DayKind = "returned"        // a mail came back
	DayByHand    DayKind = "by_hand"         // somebody without a mailbox was invited
	DayHeld      DayKind = "held"            // an invitation did not leave in its time
	DayToSay     DayKind = "to_say"          // somebody without a mailbox is to be told something
	DayEnding    DayKind = "ending"          // an accompaniment ends
	DayFollowUp  DayKind = "follow_up"       // somebody hired is to be asked how it goes
	DayPosition  DayKind = "position"        // advisers positioned people
	DayProposal  DayKind = "proposal"        // a file waits to be accepted
	DayEmployer  DayKind = "employer"        // an establishment waits to be approved
	DayColleague DayKind = "colleague"       // somebody asks to join an establishment
	DayOffer     DayKind = "offer"           // an offer waits to be read
	DayList      DayKind = "list"            // a shortlist waits to be read or shared
	DayAlert     DayKind = "alert"           // somebody new fits an offer
	DayBuild     DayKind = "build"           // an offer for which nobody was looked for
)

// What an adviser is told of the people they follow, and what waits for them.
const (
	DayOwnInterview DayKind = "own_interview"
	DayOwnYes       DayKind = "own_yes"
	DayOwnHired     DayKind = "own_hired"
	DayOwnInvited   DayKind = "own_invited"
	DayOwnEnding    DayKind = "own_ending"
	DayOwnRefused   DayKind = "own_refused" // a file came back, to be completed
	DayOwnAnswer    DayKind = "own_answer"  // a referent answered a position
	DayToPosition   DayKind = "to_position"
)

// DayKinds lists the kinds, the most urgent first.
func DayKinds() []DayKind {
	return []DayKind{DayAnswer, DayMeeting, DayCall, DayYes, DayQuestion, DaySilent, DayInterview, DayMissed, DayToCall, DayExpired, DayLastDays, DayFilled, DayToSay, DayReturned, DayByHand, DayHeld,
		DayEnding, DayFollowUp, DayPosition, DayProposal, DayEmployer, DayColleague, DayOffer, DayList, DayAlert, DayBuild,
		DayOwnInterview, DayOwnYes, DayOwnHired, DayOwnInvited, DayOwnEnding, DayOwnRefused, DayOwnAnswer, DayToPosition}
}

// insideKinds name, or count, who was silent, did not come, or awaits an answer.
var insideKinds = []DayKind{DayExpired, DayMissed, DayLastDays, DayByHand, DayHeld, DayToSay, DayFilled}

// Inside tells that the kind says who was silent, did not come, or awaits an answer: it is read on the page, and leaves the
// house by no file and no letter (domain.md §3).
func (k DayKind) Inside() bool { return slices.Contains(insideKinds, k) }

// News tells that the lines of the kind tell what happened: the latest stands first. Of the others, the one that waits
// longest does.
func (k DayKind) News() bool {
	return slices.Contains([]DayKind{DayAlert, DayOwnYes, DayOwnHired, DayOwnInvited, DayOwnAnswer, DayToPosition}, k)
}

// DayLine is one person, company or offer that waits. Object is the key of what the one next action is about; Who and About
// are names: a person and an offer, an establishment, an offer alone. Count is how many, for a line that counts.
type DayLine struct {
	Kind   DayKind
	Object string
	Who    string
	About  string
	Count  int
	// Since is when it began to wait, or when it ends, for an accompaniment.
	Since time.Time
	// Until is the last day of an answer, the day of an end, or the time of a meeting.
	Until time.Time
	State string
	// Say is what to tell the person, in one sentence, and Phone their number, empty for none.
	Say, Phone string
}

// DayGroup is the lines of one kind, in their order. Total may be more than are shown.
type DayGroup struct {
	Kind  DayKind
	Lines []DayLine
	Total int
}

// Parameters of the page of the day (param, issue 5).
const (
	// LastDaysOfInvitation is how long before its last day an invitation without an answer is shown.
	LastDaysOfInvitation = 2
	// ExpiredShownDays, FilledShownDays and ReturnedShownDays are how long what is over stays shown; OwnShownDays what an
	// adviser is told of a hire, and of an answer.
	ExpiredShownDays  = 30
	FilledShownDays   = 7
	ReturnedShownDays = 14
	OwnShownDays      = 14
)

// Waits tells what an invitation asks of referents on a day, and since when; false when it asks nothing: it leaves by
// itself, the person still has time, or they answered.
func (i *Invitation) Waits(today Date) (DayKind, time.Time, bool) {
	switch {
	case i.Asks():
		return DayQuestion, i.asked(), true
	case i.Status == InvitationExpired:
		return DayExpired, i.Since(string(InvitationExpired)), today-i.Wakes() < ExpiredShownDays
	case i.Status == InvitationQueued:
		return DayHeld, i.Due, i.held(today)
	case i.Status != InvitationSent:
		return "", time.Time{}, false
	case i.Expires-today <= LastDaysOfInvitation:
		return DayLastDays, i.Sent, true
	case i.ByHand:
		return DayByHand, i.Sent, true
	}
	return "", time.Time{}, false
}

// Wakes is the first day on which an invitation that nobody touches asks something of referents; unknown for never.
// A question has its own key: Asked.
func (i *Invitation) Wakes() Date {
	switch i.Status {
	case InvitationExpired:
		return i.Expires + 1
	case InvitationQueued:
		return DayOf(i.Due) + HeldDays + 1
	case InvitationSent:
		if i.ByHand {
			return DayOf(i.Sent)
		}
		return i.Expires - LastDaysOfInvitation
	}
	return 0
}

// asked is when the first question that waits was asked; the zero time for none.
func (i *Invitation) asked() time.Time {
	n := slices.IndexFunc(i.Questions, func(q Question) bool { return q.Answered.IsZero() })
	if n < 0 {
		return time.Time{}
	}
	return i.Questions[n].At
}

// Asked is when the first question that waits was asked; the zero time for none.
func (i *Invitation) Asked() time.Time { return i.asked() }

// Waits tells what an introduction asks of referents on a day, and since when; false when it asks nothing: the meeting is
// to come, the employer still has time, or it is over.
func (x *Introduction) Waits(today Date) (DayKind, time.Time, bool) {
	if f, due := x.FollowUpDue(today); due {
		return DayFollowUp, f.Due.Time(), true
	}
	if x.Status == IntroductionNoShow {
		return DayMissed, x.Since(string(IntroductionNoShow)), true
	}
	if due, alert, owed := x.AnswerOwed(); owed && alert <= today {
		return DaySilent, (due - AnswerDays).Time(), true
	}
	switch {
	case x.Status == IntroductionSlotChosen && x.Slot != nil && DayOf(x.Slot.At) == today:
		return DayInterview, x.Since(string(IntroductionSlotChosen)), true
	case x.Status == IntroductionAccepted && x.callDay() <= today:
		return DayToCall, x.callDay().Time(), true
	}
	return "", time.Time{}, false
}

// callDay is when somebody calls, as long as no slot is chosen: the day that was promised, unless the yes came after it.
func (x *Introduction) callDay() Date {
	yes := DayOf(x.Since(string(IntroductionAccepted)))
	if x.CallBy >= yes {
		return x.CallBy
	}
	return yes + CallWithinDays
}

// Wakes is the first day on which an introduction that nobody touches asks something of referents; unknown for never.
func (x *Introduction) Wakes() Date {
	_, alert, _ := x.AnswerOwed()
	switch x.Status {
	case IntroductionNoShow:
		return DayOf(x.Since(string(IntroductionNoShow)))
	case IntroductionAccepted:
		return min(x.callDay(), alert)
	case IntroductionSlotChosen:
		if x.Slot == nil { // a document that somebody spoilt: it is read, and asks for somebody at once
			return alert
		}
		return DayOf(x.Slot.At)
	case IntroductionMet:
		return alert
	case IntroductionHired:
		for _, f := range x.FollowUps {
			if f.State == "" {
				return f.Due
			}
		}
	}
	return 0
}

// SitsInAny tells whether the actor has a seat in one of the establishments: what concerns it is for another referent.
func (a Actor) SitsInAny(sirets []SIRET) bool { return slices.ContainsFunc(sirets, a.Sits) }

// AdviserWords is what the path adviser of the person reads of an introduction, on a day: that it goes on, its meeting as
// long as it is to come, a hire. Whatever else came of it, an absence, a withdrawal, a refusal, is one same word.
func (x *Introduction) AdviserWords(today Date) string {
	kind, on := x.AdviserKind(today)
	switch {
	case !on:
		return InvitationCancelled.AdviserWords()
	case kind == DayOwnHired:
		return "embauchée"
	case kind == DayOwnInterview:
		return "rendez-vous pris"
	}
	return InvitationAccepted.AdviserWords()
}

// AdviserKind is AdviserWords for the page of the day; false when an adviser is told nothing of it.
func (x *Introduction) AdviserKind(today Date) (DayKind, bool) {
	switch x.Status {
	case IntroductionHired:
		return DayOwnHired, true
	case IntroductionWaiting, IntroductionAccepted, IntroductionSlotChosen, IntroductionMet, IntroductionNoShow:
		// Met and missed are told by nothing: the meeting of a day is shown until its evening, then never.
		if x.Slot != nil && DayOf(x.Slot.At) >= today {
			return DayOwnInterview, true
		}
		return DayOwnYes, true
	}
	return "", false
}
