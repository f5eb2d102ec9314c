package templates

import (
	"cmp"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// LetterWords are the words that letters share with pages: a letter holds days, pays and hours, and never writes them by
// itself.
func LetterWords() map[string]any {
	return map[string]any{"day": longDay, "pay": payWords, "decimal": decimal, "clock": clockWords, "sentence": sentence, "contract": contractWords,
		"heading": DayHeading, "incommune": domain.InCommune}
}

// contractWords names a contract as people say it, with its length in months when it is known: « CDD de 8 mois ».
func contractWords(c domain.Contract, length int) string {
	switch {
	case length <= 0:
		return cmp.Or(c.Kind().Label, string(c))
	case c == domain.CDD || c == domain.CDD6:
		return "CDD de " + months(length)
	}
	return cmp.Or(c.Kind().Label, string(c)) + " de " + months(length)
}

// sentence writes a list as one: « A, b et c. »
func sentence(items []string) string {
	text := join(items)
	if text == "" {
		return ""
	}
	first := []rune(text)[:1]
	return strings.ToUpper(string(first)) + text[len(string(first)):] + "."
}

// invitationDays and reminderDays are the parameters that pages say.
func invitationDays() int { return domain.InvitationDays }
func reminderDays() int   { return domain.ReminderAfterDays }
