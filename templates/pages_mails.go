package templates

import (
	"strconv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// MailsPage lists what was written to people, the latest first. Status is the state shown, empty for all.
type MailsPage struct {
	Base
	Status   domain.MailStatus
	Tabs     []MailTab
	Items    []MailRow
	NextHref string
}

// Exports tells whether the list can be taken away: calls stay inside.
func (p MailsPage) Exports() bool { return !p.Status.IsNote() }

// MailTab is a state and how many mails are in it: More when they are more than Count.
type MailTab struct {
	Status domain.MailStatus
	Count  int
	More   bool
	Href   string
}

// Words is the label of the tab.
func (t MailTab) Words() string {
	word := "tous"
	if t.Status != "" {
		word = t.Status.French()
	}
	switch {
	case t.Status == "":
		return word
	case t.More:
		return word + " (plus de " + strconv.Itoa(t.Count) + ")"
	}
	return word + " (" + strconv.Itoa(t.Count) + ")"
}

// MailRow is one line of the list. Address is empty once the text was erased.
type MailRow struct {
	ID, What, Name, Address, Subject, Answer string
	Created, Sent, Due                       time.Time
	Status                                   domain.MailStatus
	Tries                                    int
}

// Title names the mail. A call has no subject; a mail has none once its text was erased.
func (r MailRow) Title() string {
	switch {
	case r.Subject != "":
		return r.Subject
	case r.Status.IsNote():
		return "Par téléphone : " + r.What
	}
	return "texte effacé"
}

// MailPage shows one mail: the text as it left, its link masked unless the service is a demonstration. POST
// /courriels/:id/renvoyer and /courriels/:id/annuler act on it.
type MailPage struct {
	Base
	Mail MailRow
	Text string
	// Link is the signed link of the mail, in a demonstration only.
	Link   string
	Resend bool
	Cancel bool
}

// MailStopPage is where somebody says that they want no more of a kind of mails. POST to Action stops them, or begins
// them again when they are.
type MailStopPage struct {
	Base
	Action  string
	What    string
	Stopped bool
}

// Title of the page.
func (MailsPage) Title() string { return "Courriels" }

// Title of the page.
func (p MailPage) Title() string {
	if p.Mail.Subject == "" && !p.Mail.Status.IsNote() {
		return "Courriel effacé"
	}
	return p.Mail.Title()
}

// Title of the page.
func (MailStopPage) Title() string { return "Ne plus recevoir ces courriels" }

func (MailsPage) file() string    { return "mails" }
func (MailPage) file() string     { return "mail" }
func (MailStopPage) file() string { return "mailstop" }

func mailState(s domain.MailStatus) State {
	switch s {
	case domain.MailSent, domain.MailSaid:
		return State{s.French(), shapeYes, ToneDone}
	case domain.MailToSay:
		return State{s.French(), shapeAct, ToneWait}
	case domain.MailFailed, domain.MailBounced:
		return State{s.French(), shapeNo, ToneStop}
	case domain.MailUncertain:
		return State{s.French(), shapeAct, ToneStop}
	case domain.MailQueued:
		return State{s.French(), shapeHalf, ToneWait}
	case domain.MailKept, domain.MailCancelled, domain.MailUnsaid:
		return State{s.French(), shapeEmpty, ToneQuiet}
	}
	return State{s.French(), shapeEmpty, ToneQuiet}
}
