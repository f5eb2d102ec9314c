package intake

import (
	"regexp"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// A language is written as its code, « fr », and then after a colon what the person can do: c understand, l read, e
// write, each followed by + for yes or - for no. A letter that is not there is unknown, and so is everything of a bare
// « fr »: unknown is not lacking. « fr:c+l+e » is yes for the three: a last letter alone is a yes.

var languageShape = regexp.MustCompile(`^(\p{L}+)\s*(?::\s*((?:[cle]\s*[+-]?\s*)+))?$`)

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// languageNames are those people write in full.
var languageNames = map[string]string{
	"francais": "fr", "anglais": "en", "arabe": "ar", "neerlandais": "nl", "flamand": "nl", "allemand": "de",
	"espagnol": "es", "portugais": "pt", "italien": "it", "polonais": "pl", "roumain": "ro", "turc": "tr", "russe": "ru",
	"ukrainien": "uk", "berbere": "ber", "dari": "prs", "pachto": "ps", "tigrigna": "ti",
}

func (c cell) language(text string) (l domain.Language, ok bool) {
	m := languageShape.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		c.refuse(text, domain.Invalid("", "« %s » : écrivez une langue comme fr, ou fr:c+l+e- (comprend, lit, n'écrit pas).", clip(text)))
		return l, false
	}
	l.Code = m[1]
	if code, named := languageNames[foldHeading(l.Code)]; named {
		l.Code = code
	} else if !languageCode.MatchString(l.Code) {
		c.refuse(text, domain.Invalid("", "Langue « %s » inconnue : écrivez son code, comme fr, en, ar, nl.", clip(text)))
		return l, false
	}
	marks := strings.ReplaceAll(m[2], " ", "")
	for i := range len(marks) {
		answer := domain.Yes
		if i+1 < len(marks) && marks[i+1] == '-' {
			answer = domain.No
		}
		switch marks[i] {
		case 'c':
			l.Understand = answer
		case 'l':
			l.Read = answer
		case 'e':
			l.Write = answer
		}
	}
	return l, true
}

func languageText(l domain.Language) string {
	text := l.Code
	for i, answer := range [...]domain.Tri{l.Understand, l.Read, l.Write} {
		if answer == domain.Unknown {
			continue
		}
		if text == l.Code {
			text += ":"
		}
		text += "cle"[i:i+1] + map[domain.Tri]string{domain.Yes: "+", domain.No: "-"}[answer]
	}
	return text
}
