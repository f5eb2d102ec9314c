package domain

import "time"

// Outcome is what became of one attempt to send.
type Outcome uint8

// The outcomes. Transient: refused for now, or the connection failed before the message was whole. Unknown: the message
// left whole and no answer came. Unreachable: refused for ever because of the mailbox; Refused: for another reason.
// Inside: there is nowhere to send to, the mail stays here.
const (
	OutcomeDelivered Outcome = iota + 1
	OutcomeTransient
	OutcomeUnknown
	OutcomeUnreachable
	OutcomeRefused
	OutcomeInside
)

// Delivery is an outcome and what the server said, or what went wrong, in French.
type Delivery struct {
	Outcome Outcome
	Answer  string
}

const (
	// mailPatience is how long a mail that is refused for now, or cannot be handed over, is tried (contract, Mail).
	mailPatience = 24 * time.Hour
	// mostDoubts is how many times a mail may leave without an answer: it is sent again once.
	mostDoubts = 2
)

// Conclude records how an attempt ended; again is how long to wait before the next, if there is one.
func (m *Mail) Conclude(d Delivery, at time.Time, again time.Duration) error {
	m.Tries++
	m.Answer, m.Updated = d.Answer, at
	to := m.Status
	switch d.Outcome {
	case OutcomeDelivered:
		m.Left, m.Sent, to = true, at, MailSent
	case OutcomeInside:
		to = MailKept
	case OutcomeUnreachable:
		to = MailBounced
	case OutcomeRefused:
		to = MailFailed
	case OutcomeUnknown:
		m.Left = true
		if m.Doubts++; m.Doubts >= mostDoubts {
			to = MailUncertain
		}
	case OutcomeTransient:
		if at.Sub(m.Queued) >= mailPatience {
			to = MailFailed
		}
	}
	// What was cancelled meanwhile stays so, unless it left; what came back stays so.
	if to != m.Status && mailMoves.check(m, m.Status, to, System(), "") == nil {
		return m.Move(to, System(), at, "")
	}
	if m.Status == MailQueued {
		m.Due = at.Add(again)
		// The last attempt is at the end of the patience, not after it.
		if end := m.Queued.Add(mailPatience); at.Before(end) && m.Due.After(end) {
			m.Due = end
		}
	}
	return nil
}

// Interrupt records an attempt that died with its process: nobody knows whether it delivered. It is tried again at once,
// and is no doubt of the server's: a crash and a lost answer are counted apart.
func (m *Mail) Interrupt(at time.Time) {
	m.Tries++
	m.Left, m.Updated, m.Answer = true, at, "interrompu par un arrêt du service"
	if m.Status == MailQueued {
		m.Due = at
	}
}

// Kept tells whether the text of a mail, or where it went, is still there.
func (m *Mail) Kept() bool { return m.To.Address != "" || m.Body != MailBody{} }

// Forgettable tells whether the text of a mail is due to be erased.
func (m *Mail) Forgettable(at time.Time) bool {
	return m.Status != MailQueued && m.Kept() && RetainMailText.EndedBy(m.Updated, at)
}

// Forget leaves the coded line only: what kind of mail, to which account or file, when, and what became of it.
func (m *Mail) Forget() {
	if m.Status == MailToSay { // without its words nobody says it
		m.Status = MailUnsaid
	}
	m.Body, m.Grant, m.Answer = MailBody{}, nil, ""
	m.To = Recipient{Kind: m.To.Kind, ID: m.To.ID}
}
