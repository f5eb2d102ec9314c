package templates

import (
	"html"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// ParseHighlight reads a passage in which the words found stand between <mark> and </mark>, escaped as search gives it.
func ParseHighlight(passage string) Highlight {
	var spans Highlight
	add := func(text string, hit bool) {
		if text != "" {
			spans = append(spans, Span{Text: html.UnescapeString(text), Hit: hit})
		}
	}
	for passage != "" {
		before, rest, found := strings.Cut(passage, "<mark>")
		add(before, false)
		if !found {
			break
		}
		hit, after, _ := strings.Cut(rest, "</mark>")
		add(hit, true)
		passage = after
	}
	return spans
}

// OfferHistory words the history of an offer, latest first; name gives the name of an actor's id as this viewer may
// read it.
func OfferHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		if word := domain.OfferStatus(s.To).French(); word != "" {
			return word
		}
		return actWords(s.To)
	})
}

// ListHistory words the history of a list of people or of a kept search, latest first.
func ListHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		switch s.To {
		case "create":
			return "créée"
		case "rename":
			return "renommée"
		case "add":
			return "des personnes ajoutées"
		case "remove":
			return "des personnes retirées"
		case "show_" + string(domain.ListShared):
			return "partagée"
		case "show_" + string(domain.ListPrivate):
			return "n'est plus partagée"
		}
		return actWords(s.To)
	})
}

// ShortlistHistory words the history of a shortlist, latest first; person names a profile.
func ShortlistHistory(steps []domain.Step, name, person func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		if word := domain.ShortlistStatus(s.To).French(); word != "" {
			return word
		}
		if profile, added := strings.CutPrefix(s.To, "add "); added {
			return person(profile) + " : ajoutée"
		}
		profile, _, _ := strings.Cut(s.From, " ")
		if word := domain.Decision(s.To).French(); word != "" {
			return person(profile) + " : " + word
		}
		if side := domain.EmployerSide(s.To); side == domain.SideInterested || side == domain.SideNot {
			return person(profile) + " : l'employeur répond « " + sideState(side).Word + " »"
		}
		return actWords(s.To)
	})
}

// acts are the words of the notes that change no state.
var acts = map[string]string{
	"slots": "rendez-vous proposés ou retirés",
	"edit":  "modifiée", "edited": "modifiée", "create": "créée", "created": "créée", "import": "importée",
	"imported": "importée", "save": "enregistrée", "saved": "enregistrée", "extend": "prolongée", "extended": "prolongée",
	domain.ActSeeProof: "éligibilité vérifiée", domain.ActDropProof: "éligibilité corrigée", domain.ActCompleteClause: "clause complétée", "duplicate": "dupliquée", "override": "passage gardé, avec une raison", "refresh": "actualisée", "build": "faite", "built": "faite",
}

func actWords(act string) string {
	if word := acts[act]; word != "" {
		return word
	}
	return act
}

func history(steps []domain.Step, name func(string) string, what func(domain.Step) string) []HistoryLine {
	lines := make([]HistoryLine, 0, len(steps))
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		lines = append(lines, HistoryLine{At: s.At, Who: name(s.Actor), What: what(s), Reason: s.Reason, Channel: domain.Channel(s.Channel).French()})
	}
	return lines
}

// Told is a history ready to be drawn, counted from Now.
type Told struct {
	Lines []HistoryLine
	Now   time.Time
}

func told(lines []HistoryLine, now time.Time) Told { return Told{lines, now} }

// RowTable is a table of rows of an import, with its name.
type RowTable struct {
	Title string
	Rows  []domain.RowError
}

func rowTable(title string, rows []domain.RowError) RowTable { return RowTable{title, rows} }
