package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// JournalPage is the journal, the latest line first (GET /journal: du, au, qui, dossier, acte, objet).
type JournalPage struct {
	Base
	Form     JournalForm
	Errors   domain.FieldErrors
	Lines    []JournalRow
	NextHref string
	State    JournalState
}

// JournalForm is what was asked, as typed.
type JournalForm struct {
	From, To, Who, Person, Act, Object string
}

// Asked tells whether anything filters the journal.
func (f JournalForm) Asked() bool { return f != (JournalForm{}) }

// JournalRow is one line. Who and On are names of today; WhoGone, OnGone tell that nobody knows any more. Href opens the
// object, when the reader may.
type JournalRow struct {
	Number   int64
	At       time.Time
	Who      string
	WhoGone  bool
	Act      domain.Act
	On       PersonRef
	OnGone   bool
	OnHref   string
	Object   string
	Href     string
	OnBehalf string
	Channel  string
	Count    int
	Request  string
}

// JournalState is what the last reading of the whole chain found. At is zero before the first.
type JournalState struct {
	At     time.Time
	Lines  int
	Head   string
	Faults []string
	Now    time.Time
}

// Sound tells that nothing is wrong.
func (s JournalState) Sound() bool { return len(s.Faults) == 0 }

// journalActs are the choices of the filter: the acts on each kind of object, then each act.
func journalActs() []Option {
	options := []Option{{"", "Tout"}}
	for _, kind := range domain.ActKinds() {
		options = append(options, Option{kind.Code + ".", "Tout ce qui concerne " + kind.French})
		for _, act := range domain.Acts() {
			if act.Kind() == kind.Code {
				options = append(options, Option{string(act), "— " + act.French()})
			}
		}
	}
	return options
}

// Title of the page.
func (JournalPage) Title() string { return "Journal" }

func (JournalPage) file() string { return "journal" }
