package templates

import (
	"html"
	"html/template"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// words are the functions of the templates: how dates, money, distances, counts and codes are said.
var words = template.FuncMap{
	"asset": assetPath,
}

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

// OfferHistory words the history of an offer; name gives the name of an actor's id as this viewer may read it.
func OfferHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string { return domain.OfferStatus(s.To).French() })
}

func history(steps []domain.Step, name func(string) string, what func(domain.Step) string) []HistoryLine {
	lines := make([]HistoryLine, 0, len(steps))
	for _, s := range steps {
		lines = append(lines, HistoryLine{At: s.At, Who: name(s.Actor), What: what(s), Reason: s.Reason, Channel: s.Channel})
	}
	return lines
}
