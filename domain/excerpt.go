package domain

import (
	"slices"
	"time"
)

// Excerpter is an aggregate that may speak of people. Excerpt gives what it holds of one person and nothing of another
// (RGPD art. 15); nil when it holds nothing.
type Excerpter interface{ Excerpt(who Forgotten) any }

// Excerpt is what one object holds of a person.
type Excerpt struct {
	Collection string `json:"collection"`
	ID         string `json:"id"`
	Holds      any    `json:"holds"`
}

// ShortlistExcerpt is a person's part of a list, the offer named by its key.
type ShortlistExcerpt struct {
	OfferID  string    `json:"offer"`
	On       Date      `json:"on"`
	Pool     int       `json:"pool"`
	Eligible int       `json:"eligible"`
	Entry    *Entry    `json:"entry,omitempty"`
	NearMiss *NearMiss `json:"near_miss,omitempty"`
	Seen     *Seen     `json:"seen,omitempty"`
	History  []Step    `json:"history,omitempty"`
}

// Excerpt gives the person's line, what matching had read of them, and the acts about them.
func (s *Shortlist) Excerpt(who Forgotten) any {
	x := ShortlistExcerpt{OfferID: s.OfferID, On: s.On, Pool: s.Pool, Eligible: s.Eligible}
	for i := range s.Entries {
		if who.Is(s.Entries[i].Profile) {
			x.Entry = &s.Entries[i]
		}
	}
	for i := range s.NearMisses {
		if who.Is(s.NearMisses[i].Profile) {
			x.NearMiss = &s.NearMisses[i]
		}
	}
	for i := range s.Seen {
		if who.Is(s.Seen[i].Profile) {
			x.Seen = &s.Seen[i]
		}
	}
	for _, step := range s.History {
		subject, _ := cutLast(step.From)
		if who.Is(subject) || slices.ContainsFunc(who.IDs, func(id string) bool { return step.To == "add "+id }) {
			x.History = append(x.History, step)
		}
	}
	if x.Entry == nil && x.NearMiss == nil && x.Seen == nil && len(x.History) == 0 {
		return nil
	}
	return x
}

// Excerpt gives the whole position: it is about one person.
func (p *Position) Excerpt(who Forgotten) any {
	if p.ForgetPerson(who) != FateGone {
		return nil
	}
	return p
}

// Excerpt gives the whole invitation: it is about one person.
func (i *Invitation) Excerpt(who Forgotten) any {
	if !who.Is(i.Profile) {
		return nil
	}
	return i
}

// Excerpt gives the whole introduction: it is about one person.
func (x *Introduction) Excerpt(who Forgotten) any {
	if !who.Is(x.Profile) {
		return nil
	}
	return x
}

// Excerpt gives the whole alert: it is about one person.
func (a *Alert) Excerpt(who Forgotten) any {
	if a.ForgetPerson(who) != FateGone {
		return nil
	}
	return a
}

// SecretExcerpt is a link of a person: what it is for and until when. The link itself is kept by nobody.
type SecretExcerpt struct {
	Purpose string    `json:"purpose"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"`
}

// Excerpt tells that the person has a link.
func (s *Secret) Excerpt(who Forgotten) any {
	if s.ForgetPerson(who) != FateGone {
		return nil
	}
	return SecretExcerpt{s.Purpose, s.Created, s.Expires}
}

// ListExcerpt is a list in which a person stands.
type ListExcerpt struct {
	Name  string `json:"name"`
	Owner string `json:"owner"`
	Query string `json:"query,omitempty"`
}

// Excerpt tells that the person stands in the list, or that its name or its search quotes them.
func (l *SavedList) Excerpt(who Forgotten) any {
	bare := *l
	bare.People = slices.Clone(l.People)
	if bare.ForgetPerson(who) == FateUntouched {
		return nil
	}
	return ListExcerpt{l.Name, l.Owner, l.Query}
}

// ImportExcerpt is what the account of a file quotes of a person.
type ImportExcerpt struct {
	File     string     `json:"file"`
	Errors   []RowError `json:"errors,omitempty"`
	Warnings []RowError `json:"warnings,omitempty"`
}

// Excerpt gives the remarks on the rows where the person stands.
func (i *Import) Excerpt(who Forgotten) any {
	x := ImportExcerpt{File: i.File, Errors: rowsOf(i.Errors, who), Warnings: rowsOf(i.Warnings, who)}
	if len(x.Errors)+len(x.Warnings) == 0 {
		return nil
	}
	return x
}

func rowsOf(list []RowError, who Forgotten) (rows []RowError) {
	lines := quoting(list, who)
	for _, e := range list {
		if slices.Contains(lines, e.Line) {
			rows = append(rows, e)
		}
	}
	return rows
}

// MailExcerpt is a mail that a person received, or one to somebody else that names them: of that one, only that it exists.
type MailExcerpt struct {
	Kind    string    `json:"kind"`
	Sent    time.Time `json:"sent,omitzero"`
	Status  string    `json:"status"`
	Address string    `json:"address,omitempty"`
	Subject string    `json:"subject,omitempty"`
	Text    string    `json:"text,omitempty"`
}

// Excerpt gives the mails of the person, and tells of those to others that name them.
func (m *Mail) Excerpt(who Forgotten) any {
	x := MailExcerpt{Kind: m.Kind, Sent: m.Sent, Status: string(m.Status)}
	if m.To.Kind == RecipientPerson && who.Is(m.To.ID) {
		x.Address, x.Subject, x.Text = m.To.Address, m.Body.Subject, m.Body.Text
		return x
	}
	bare := *m
	if bare.ForgetPerson(who) == FateUntouched {
		return nil
	}
	return x
}
