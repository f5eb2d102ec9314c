package domain

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Forgotten is somebody who is being erased (RGPD art. 17): every key that their file had, and the texts by which they may
// be quoted.
type Forgotten struct {
	IDs     []string
	Quotes  []Quote
	known   map[string]bool // IDs, when they are many
	byFirst map[string][]Quote
	named   []namedAs // see WithNames
	lasts   []Quote   // their last names
	rare    []Quote   // those that no trade nor town has
}

// Together is several people erased at once.
func Together(people []*Person) Forgotten {
	all := Forgotten{known: map[string]bool{}}
	for _, p := range people {
		for _, id := range append([]string{p.ID}, p.Merged...) {
			all.IDs, all.known[id] = append(all.IDs, id), true
		}
		all.Quotes = append(all.Quotes, quotesOf(p)...)
	}
	all.byFirst = indexQuotes(all.Quotes)
	return all
}

// Forgotten is the person as what is to be found of them: the keys of the files they took over included.
func (p *Person) Forgotten() Forgotten {
	who := Forgotten{IDs: append([]string{p.ID}, p.Merged...), Quotes: quotesOf(p)}
	who.byFirst = indexQuotes(who.Quotes)
	return who
}

// Is tells whether a key is one of theirs.
func (f Forgotten) Is(id string) bool {
	if f.known != nil {
		return f.known[id]
	}
	return slices.Contains(f.IDs, id)
}

// QuotedIn tells whether a text is one of their keys, or quotes them, whole words only, letter case and accents aside.
func (f Forgotten) QuotedIn(text string) bool {
	return f.Is(strings.TrimSpace(text)) || len(f.foundIn(text, spansOf(text, plainWriting), anyQuote)) > 0
}

// Fate is what erasing somebody makes of an object that may speak of them.
type Fate uint8

// The fates.
const (
	FateUntouched Fate = iota
	FateChanged
	FateGone
)

// Forgetter is an aggregate that may speak of people. ForgetPerson takes out of it all that is theirs, and tells what becomes of
// it: to be left, saved, or removed. Every aggregate that names a person has one; a test looks for those that lack it.
type Forgetter interface{ ForgetPerson(who Forgotten) Fate }

// erasedPrefix begins what stands in place of an erased person's key: no key of a caller does.
const erasedPrefix = "personne-effacee-"

// IsErased tells the place that an erased person left in a list.
func IsErased(profile string) bool { return strings.HasPrefix(profile, erasedPrefix) }

// ForgetPerson keeps the form of the list, ranks, scores and decisions, and nothing by which the person could be known: the
// reasons lose their words, the motives go, so do the card that was shared and what matching had read.
func (s *Shortlist) ForgetPerson(who Forgotten) Fate {
	fate := FateUntouched
	for _, id := range s.named() {
		if who.Is(id) && s.forgetOne(id) {
			fate = FateChanged
		}
	}
	return fate
}

// named lists whoever the list names.
func (s *Shortlist) named() (ids []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, e := range s.Entries {
		add(e.Profile)
	}
	for _, n := range s.NearMisses {
		add(n.Profile)
	}
	for _, k := range s.Seen {
		add(k.Profile)
	}
	for _, step := range s.History {
		subject, _ := cutLast(step.From)
		add(subject)
		if added, found := strings.CutPrefix(step.To, "add "); found {
			add(added)
		}
	}
	return ids
}

// Named lists the keys of people that the list names, erased places left out.
func (s *Shortlist) Named() []string { return slices.DeleteFunc(s.named(), IsErased) }

func (s *Shortlist) forgetOne(id string) (found bool) {
	place := s.freePlace()
	for i := range s.Entries {
		if e := &s.Entries[i]; e.Profile == id {
			found = true
			*e = Entry{Profile: place, Card: e.Card, Rank: e.Rank, Score: e.Score, Reasons: wordless(e.Reasons), Decision: e.Decision,
				DecidedBy: e.DecidedBy, AddedBy: e.AddedBy, Employer: e.Employer, Invited: e.Invited}
		}
	}
	for i := range s.NearMisses {
		if n := &s.NearMisses[i]; n.Profile == id {
			found = true
			*n = NearMiss{Profile: place, Score: n.Score, Blocker: n.Blocker, Lift: n.Lift}
		}
	}
	before := len(s.Seen)
	s.Seen = slices.DeleteFunc(s.Seen, func(k Seen) bool { return k.Profile == id })
	found = found || len(s.Seen) < before
	for i := range s.History {
		step := &s.History[i]
		subject, state := cutLast(step.From)
		switch {
		case subject == id:
			step.From, step.Reason, found = place+" "+state, "", true
		case step.To == "add "+id:
			step.To, step.Reason, found = "add "+place, "", true
		}
	}
	return found
}

// freePlace is the next name of an erased person in this list.
func (s *Shortlist) freePlace() string {
	for n := 1; ; n++ {
		place := fmt.Sprintf("%s%d", erasedPrefix, n)
		miss := slices.ContainsFunc(s.NearMisses, func(m NearMiss) bool { return m.Profile == place })
		told := slices.ContainsFunc(s.History, func(h Step) bool { return strings.HasPrefix(h.From, place+" ") || h.To == "add "+place })
		if s.Entry(place) == nil && !miss && !told {
			return place
		}
	}
}

// cutLast splits at the last space: the key of a person may hold others.
func cutLast(text string) (before, after string) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i+1:]
}

// wordless keeps the points of reasons.
func wordless(reasons []Reason) []Reason {
	bare := slices.Clone(reasons)
	for i := range bare {
		bare[i].Text = ""
	}
	return bare
}

// ForgetPerson removes the position of the person.
func (p *Position) ForgetPerson(who Forgotten) Fate { return goneOf(who, p.Profile) }

// ForgetPerson keeps that somebody was asked, when and with what end, and nothing of who, why or what they said.
func (i *Invitation) ForgetPerson(who Forgotten) Fate {
	if !who.Is(i.Profile) {
		return FateUntouched
	}
	i.Profile, i.Reasons, i.Word, i.Reason, i.Questions = erasedPrefix+"1", wordless(i.Reasons), "", "", nil
	forgetSteps(i.History)
	return FateChanged
}

// ForgetPerson keeps what came of a meeting, which the reports count, and nothing of who or of what was said.
func (x *Introduction) ForgetPerson(who Forgotten) Fate {
	if !who.Is(x.Profile) {
		return FateUntouched
	}
	x.Profile, x.Opinions = erasedPrefix+"1", nil
	if x.Outcome != nil {
		x.Outcome.Reason = ""
	}
	for n := range x.FollowUps {
		x.FollowUps[n].Note, x.FollowUps[n].By = "", ""
	}
	forgetSteps(x.History)
	return FateChanged
}

// forgetSteps takes the words out of a history, and for whom its steps were done.
func forgetSteps(history []Step) {
	for n := range history {
		history[n].Reason, history[n].OnBehalf = "", ""
	}
}

// ForgetPerson removes the alert about the person.
func (a *Alert) ForgetPerson(who Forgotten) Fate { return goneOf(who, a.Profile) }

// ForgetPerson removes the links of the person; those of accounts are another's.
func (s *Secret) ForgetPerson(who Forgotten) Fate {
	if s.Purpose == SecretSignIn || s.Purpose == SecretAPI || s.Purpose == SecretSignUp {
		return FateUntouched
	}
	return goneOf(who, s.UserID)
}

// goneOf is the fate of what is about one person, under one of these keys.
func goneOf(who Forgotten, keys ...string) Fate {
	for _, key := range keys {
		if key != "" && who.Is(key) {
			return FateGone
		}
	}
	return FateUntouched
}

// ForgetPerson destroys the name that the person bears in the journal: the lines stay, and nobody can tell who they are about.
func (k *JournalKey) ForgetPerson(who Forgotten) Fate {
	held, _ := k.Holder.PersonID()
	made, _ := Subject(k.ID).PersonID()
	return goneOf(who, held, made)
}

// ForgetPerson leaves the lines of the journal: they bear no name.
func (*JournalLine) ForgetPerson(Forgotten) Fate { return FateUntouched }

// ForgetPerson takes the person out of the list and out of its name. A search that asks for them goes; one whose words only
// hold their last name goes on without it, since that name may be a word of the language.
func (l *SavedList) ForgetPerson(who Forgotten) Fate {
	query, asksForThem := who.searchWithout(l.Query)
	if asksForThem {
		return FateGone
	}
	known := who.bearing(who.rare)
	before := len(l.People)
	l.People = slices.DeleteFunc(l.People, who.Is)
	if len(l.People) < before {
		known = who.bearing(who.lasts)
	}
	bare := firstRunes(known.redact(l.Name, plainWriting), maxListName)
	if bare == l.Name && query == l.Query && len(l.People) == before {
		return FateUntouched
	}
	l.Name, l.Query = bare, query
	return FateChanged
}

// searchWithout is a search as an address writes it, without the last names of those who leave, and whether it asks for one
// of them: it quotes them, or has nothing else to look for. An address that cannot be read is searched as a text.
func (f Forgotten) searchWithout(query string) (left string, asksForThem bool) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return query, f.QuotedIn(query)
	}
	known, changed := f.bearing(f.rare), false
	for _, list := range values {
		for i, v := range list {
			if f.QuotedIn(v) {
				return "", true
			}
			if bare := known.redact(v, plainWriting); bare != v {
				list[i], changed = strings.Join(strings.Fields(strings.ReplaceAll(bare, erasedName, " ")), " "), true
				if list[i] == "" {
					return "", true
				}
			}
		}
	}
	if !changed {
		return query, false
	}
	return values.Encode(), false
}

// erasedValue stands for a value that quoted an erased person.
const erasedValue = "valeur effacée : elle citait une personne effacée depuis"

// ForgetPerson empties what an account of a file quotes on the rows where the person stands: of a rejected row nothing else
// tells whose it was.
func (i *Import) ForgetPerson(who Forgotten) Fate {
	fate := FateUntouched
	for _, list := range [][]RowError{i.Errors, i.Warnings} {
		for _, line := range quoting(list, who) {
			for n := range list {
				if list[n].Line == line && list[n].Reason != erasedValue {
					list[n].Value, list[n].Reason, fate = "", erasedValue, FateChanged
				}
			}
		}
	}
	known := who.bearing(who.rare)
	for _, text := range []*string{&i.File, &i.Failure} {
		if known.QuotedIn(*text) {
			*text, fate = "", FateChanged
		}
	}
	return fate
}

// quoting lists the lines of a file on which somebody is quoted.
func quoting(list []RowError, who Forgotten) (lines []int) {
	for _, e := range list {
		if (who.QuotedIn(e.Value) || who.QuotedIn(e.Reason)) && !slices.Contains(lines, e.Line) {
			lines = append(lines, e.Line)
		}
	}
	return lines
}

// ForgottenCount is what erasing somebody did in one collection.
type ForgottenCount struct {
	Collection string `json:"collection"`
	Changed    int    `json:"changed"`
	Removed    int    `json:"removed"`
}

// erasedEvent stands for the event of a mail that named an erased person.
const erasedEvent = "erased"

// ForgetPerson removes the mails of the person, and what waits to tell others of them; those that told are emptied. A mail
// that only quotes them is somebody else's: it stays, and still leaves, without the name.
func (m *Mail) ForgetPerson(who Forgotten) Fate {
	theirs := m.To.Kind == RecipientPerson && who.Is(m.To.ID)
	about := slices.ContainsFunc(strings.Split(m.Event, "/"), who.Is)
	switch {
	case theirs, about && m.Status == MailQueued:
		return FateGone
	case about:
		m.Forget()
		m.Event = erasedEvent
		return FateChanged
	}
	fate := FateUntouched
	for _, part := range []struct {
		text *string
		how  writing
	}{{&m.Body.Subject, plainWriting}, {&m.Body.Text, plainWriting}, {&m.Body.HTML, htmlWriting}, {&m.Body.Calendar, plainWriting}, {&m.Answer, plainWriting}} {
		if bare := who.redact(*part.text, part.how); bare != *part.text {
			*part.text, fate = bare, FateChanged
		}
	}
	return fate
}
