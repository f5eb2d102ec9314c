package templates

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
)

// words are the functions of the templates: how dates, money, distances, counts and codes are said.
var words = template.FuncMap{
	"asset": assetPath,

	"journalacts": journalActs, "day": longDay, "shortday": domain.Date.French, "moment": momentOf, "dayof": domain.DayOf, "daymoment": dayMomentOf,
	"count": count, "of": of, "number": number, "people": people, "months": months, "join": join, "decimal": decimal,
	"pay": payWords, "hour": clockWords, "window": windowWords, "language": LanguageWords, "level": domain.LevelFrench,

	"offerstate": offerState, "shortliststate": shortlistState, "decisionstate": decisionState, "sidestate": sideState,
	"importstate": importState, "nextstep": nextStep, "band": bandOf, "bar": barOf, "legend": legend, "strongest": strongest, "weakest": weakest,

	"input": newField, "box": newBox, "summary": summaryOf, "problem": problem, "any": anyOption, "free": freeWords,
	"contracts": contractOptions, "units": payUnitOptions, "levels": levelOptions, "schedules": scheduleOptions,
	"licences": licenceOptions, "needs": needOptions, "ways": domain.ClauseWays, "capital": capital, "documents": documentOptions, "proofstate": ProofState, "until": UntilWords, "eligiblestate": EligibleState, "publics": publicOptions, "domains": domainOptions,
	"roles": roleOptions, "choices": newChoices, "lines": newLines, "inc": inc,

	"addto":       addTo,
	"occupations": newOccupations, "skillrows": spareSkills, "licencerows": spareLicences, "certificaterows": spareDated,
	"windowrows": spareWindows, "languagerows": spareLanguages, "civilities": civilityOptions, "sexes": sexOptions, "tris": triOptions,
	"meanschoices": meansOptions, "channels": channelOptions, "programmes": programmeOptions, "entryprogrammes": entryProgrammes, "languages": languageOptions,
	"weekdays": dayChoices, "chosen": slices.Contains[[]string], "unsaid": unsaid, "rest": rest,
	"admissionstate": admissionState, "poolstate": poolState, "followtable": followTable, "channel": channelWords,
	"positionstate": positionState, "secondstate": secondLevelState, "beyond": beyondOf, "trainingstate": trainingState, "alertstate": alertState, "mailstate": mailState, "liftof": liftOf,

	"employerstate": employerState, "membershipstate": membershipState, "employertable": employerTable, "reasonfor": reasonFor,

	"invitationstate": invitationState, "occasionstate": occasionState, "invitationdays": invitationDays, "reminderdays": reminderDays, "contract": contractWords, "sentence": sentence, "incommune": domain.InCommune,

	"meetingstate": meetingState, "ficheparts": FicheParts, "sides": sideOptions, "followups": followUpOptions, "marks": marks, "opinionquestions": opinionQuestions,

	"told": told, "rows": rowTable, "cancel": cancelled, "refusal": refusalOf, "percent": percent,

	"remarksin": remarksIn, "seenremarks": SeenRemarks, "openremarks": OpenRemarks, "wordingfields": domain.WordingFields,
}

// thin is the narrow space that groups thousands.
const thin = "\u202f"

// number writes an integer as people read it: 12 345.
func number(n int) string {
	digits := strconv.Itoa(n)
	if n < 0 {
		return "-" + number(-n)
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + thin + digits[i:]
	}
	return digits
}

// count writes a number with its noun: French keeps the singular under 2.
func count(n int, one, many string) string {
	if n < 2 {
		return number(n) + " " + one
	}
	return number(n) + " " + many
}

// of writes « de » before a name, elided before a vowel: « d'Awa ». Names in h and y take « de », as most of them do.
func of(name string) string {
	first, _ := utf8.DecodeRuneInString(name)
	if strings.ContainsRune("aeiouâàäéèêëîïôöûùüœæ", unicode.ToLower(first)) {
		return "d'" + name
	}
	return "de " + name
}

// few is the number under which an employer reads « moins de 5 » (quality.md: small cells are masked).
const few = 5

// people words how many correspond, for somebody who may or may not read small figures.
func (c MatchCount) people(n int) string {
	switch {
	case n == 0:
		return "personne pour l'instant"
	case n < few && !c.Exact:
		return "moins de 5 personnes"
	}
	return count(n, "personne", "personnes")
}

func people(c MatchCount, n int) string { return c.people(n) }

// decimal writes 12.5 as 12,5 and 12 as 12.
func decimal(f float64) string {
	text := strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
	return strings.Replace(text, ".", ",", 1)
}

// months writes a duration: 8 mois, 2 ans, 2 ans et 3 mois.
func months(n int) string {
	years, rest := n/12, n%12
	switch {
	case years == 0:
		return strconv.Itoa(rest) + " mois"
	case rest == 0:
		return count(years, "an", "ans")
	}
	return count(years, "an", "ans") + " et " + strconv.Itoa(rest) + " mois"
}

// join writes a list: a, b et c.
func join(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " et " + items[last]
}

// euros writes cents: 12,50 € and 1 800 €, the cents only when there are some.
func euros(cents int) string {
	text := number(cents / 100)
	if cents%100 != 0 {
		text += fmt.Sprintf(",%02d", cents%100)
	}
	return text + " €"
}

var payPer = map[domain.PayUnit]string{domain.PayHour: "de l'heure", domain.PayMonth: "par mois", domain.PayYear: "par an"}

// payWords writes a gross salary: 12,50 € de l'heure, or a range.
func payWords(p domain.Pay) string {
	switch {
	case p.Min == 0:
		return ""
	case p.Max > p.Min:
		return "de " + euros(p.Min) + " à " + euros(p.Max) + " " + payPer[p.Unit]
	}
	return euros(p.Min) + " " + payPer[p.Unit]
}

// percent is the whole percentage of part in whole, between 0 and 100.
func percent(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return min(100, max(0, part*100/whole))
}

func inc(n int) int { return n + 1 }

var languageNames = map[string]string{"fr": "français", "en": "anglais", "ar": "arabe", "nl": "néerlandais", "de": "allemand",
	"es": "espagnol", "it": "italien", "pt": "portugais", "pl": "polonais", "ro": "roumain", "uk": "ukrainien",
	"ru": "russe", "tr": "turc", "fa": "persan", "ps": "pachto"}

// LanguageWords says what a person can do in a language: « anglais : comprend, lit ; à vérifier : écrit ».
func LanguageWords(l domain.Language) string {
	name := languageNames[strings.ToLower(l.Code)]
	if name == "" {
		name = l.Code
	}
	var can, unknown []string
	for _, skill := range []struct {
		verb   string
		answer domain.Tri
	}{{"comprend", l.Understand}, {"lit", l.Read}, {"écrit", l.Write}} {
		switch skill.answer {
		case domain.Yes:
			can = append(can, skill.verb)
		case domain.Unknown:
			unknown = append(unknown, skill.verb)
		}
	}
	text := name + " : "
	switch {
	case len(can) == 0 && len(unknown) == 0:
		return text + "non"
	case len(can) == 0:
		return text + "à vérifier"
	}
	text += join(can)
	if len(unknown) > 0 {
		text += " (à vérifier : " + join(unknown) + ")"
	}
	return text
}

// Count writes a number with its noun, for lines that handlers make: French keeps the singular under 2.
func Count(n int, one, many string) string { return count(n, one, many) }
