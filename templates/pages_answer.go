package templates

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// AnswerPage is what somebody is asked by a signed link, and what became of their answer: Action is the address of the
// page. It holds what the person may read, in words, and neither the offer nor their file.
type AnswerPage struct {
	Base
	Action string
	For    domain.InvitationFor
	Stage  domain.Stage
	// Expired: the link is too old, and nothing else is said.
	Expired bool
	// Unknown: the link opens nothing, for a reason that is the same for all.
	Unknown bool

	FirstName, Who, What, Referent, Word string
	Facts                                []OwnLine
	Why, Used                            []string
	Until                                domain.Date // the last day for an answer
	LinkUntil                            time.Time
	Told                                 []string // what the work is, and what is asked, below the answer

	Slots  []SlotChoice
	Chosen string // the ID of the one chosen now
	Met    *SlotChoice
	CallBy domain.Date
	Dated  bool // there is a file for a calendar

	// ByMail and ByPhone: the file has an address, a number.
	ByMail, ByPhone bool

	Reason    string
	Asking    bool // the person wants to ask something
	Question  string
	Asked     []domain.Question
	Withdrawn bool // their accord was taken back
	Paused    bool
	Errors    domain.FieldErrors
	Problem   string // what could not be, in a sentence
}

// SlotChoice is a time at which somebody may come, in words.
type SlotChoice struct{ ID, When, Where, With string }

// NoSlot is the choice of none of the times.
const NoSlot = "aucun"

// AnswerStopPage asks how proposals are to stop.
type AnswerStopPage struct {
	Base
	Action string
	Errors domain.FieldErrors
}

// SlotWords are the times in words; their place is where, for those that do not say it.
func SlotWords(slots []domain.Slot, where string) (list []SlotChoice) {
	for _, s := range slots {
		list = append(list, SlotChoice{ID: s.ID(), When: fmt.Sprintf("%s, %d minutes", s.French(), s.Length()), Where: firstWord(s.Where, where)})
	}
	return list
}

func firstWord(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// OfferFacts says of an offer what somebody reads first; km is how far it is from their commune, 0 when unknown.
func OfferFacts(s OfferSheet, km float64) []OwnLine {
	lines := []OwnLine{{"Lieu", s.Offer.Place.Name + farWords(km)}, {"Venir", s.Travel()}, {"Contrat", s.Contract()}, {"Horaires", s.Hours()},
		{"Salaire brut", payWords(s.Offer.Pay)}, {"Début", longDay(s.Offer.Start)}}
	return slices.DeleteFunc(lines, func(l OwnLine) bool { return l.Value == "" })
}

// OccasionFacts says when and where an occasion is.
func OccasionFacts(o *domain.Occasion, km float64) []OwnLine {
	place := strings.TrimPrefix(strings.Join([]string{o.Where, o.Place.Name}, ", "), ", ")
	lines := []OwnLine{{"Lieu", place + farWords(km)}, {"Avec", o.Host}}
	if o.For == domain.ForMeetup {
		lines = append(lines, OwnLine{"Quand", domain.Slot{At: o.At}.French()})
	} else {
		lines = append(lines, OwnLine{"Du", longDay(o.From)}, OwnLine{"Au", longDay(o.To)})
	}
	return slices.DeleteFunc(lines, func(l OwnLine) bool { return l.Value == "" })
}

// farWords says a distance as the crow flies, to the kilometre.
func farWords(km float64) string {
	if km <= 0 {
		return ""
	}
	return fmt.Sprintf(", à environ %d km de votre commune", max(1, int(math.Round(km))))
}

// declineReasons are why somebody may say no, at one tap. None is asked for.
var declineReasons = []string{"C'est trop loin", "Les horaires ne vont pas", "Le salaire ne va pas", "Ce n'est pas mon métier",
	"Je ne suis pas libre en ce moment", "J'ai trouvé autre chose", "Autre chose"}

// Reasons are those that a no may have.
func (AnswerPage) Reasons() []string { return declineReasons }

// Title of the page.
func (p AnswerPage) Title() string {
	switch {
	case p.Unknown:
		return "Ce lien n'ouvre rien"
	case p.Expired:
		return "Ce lien de proposition est trop ancien"
	case p.What == "":
		return "Cette proposition est finie"
	case p.Stage == domain.StageMeeting, p.Stage == domain.StageComing:
		return "C'est noté : " + p.What
	}
	return p.What
}

// Title of the page.
func (AnswerStopPage) Title() string { return "Ne plus recevoir de propositions" }

// Answers tells whether a yes or a no is asked for now.
func (p AnswerPage) Answers() bool { return p.Stage == domain.StageOpen }

// Immersion and Meetup tell what the person is invited to, beside an offer.
func (p AnswerPage) Immersion() bool { return p.For == domain.ForPMSMP }

// Meetup tells whether it is one.
func (p AnswerPage) Meetup() bool { return p.For == domain.ForMeetup }

// ForWork tells whether it is an offer.
func (p AnswerPage) ForWork() bool { return p.For == domain.ForOffer }

// AndContact names what an employer reads with the name after a yes.
func (p AnswerPage) AndContact() string {
	switch {
	case p.ByMail && p.ByPhone:
		return ", votre téléphone et votre e-mail"
	case p.ByMail:
		return " et votre e-mail"
	case p.ByPhone:
		return " et votre téléphone"
	}
	return ""
}

func (AnswerPage) file() string     { return "answer" }
func (AnswerStopPage) file() string { return "answerstop" }
