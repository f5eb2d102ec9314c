package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// JournalLine is one act that somebody may have to answer for, in the order in which it was written. Number counts from 1
// without a gap; ID is that number in twelve digits, Created the instant of the act. Actor, Person and OnBehalf are keys
// of JournalKey, or one of the fixed actors: whoever reads the line without those keys cannot tell who it is about. Person
// is a candidate, or of a line about an account its holder. Event names the step of a history that the line tells, so
// that it is told once; empty for what has no history. Hash covers all the rest, and Previous is the hash before.
type JournalLine struct {
	Record
	Number   int64  `json:"number"`
	Actor    string `json:"actor"`
	Act      Act    `json:"act"`
	Object   string `json:"object,omitempty"`
	Person   string `json:"person,omitempty"`
	OnBehalf string `json:"on_behalf,omitempty"`
	Channel  string `json:"channel,omitempty"`
	// Reason is a code of the house, never what somebody typed: people name people.
	Reason string `json:"reason,omitempty"`
	// Count is how many rows an export or an import has; 0 for the acts that are not counted.
	Count    int    `json:"count,omitempty"`
	Request  string `json:"request,omitempty"`
	Event    string `json:"event,omitempty"`
	Previous string `json:"previous"`
	Hash     string `json:"hash"`
}

// journalForm begins the canonical form of a line: another form is another first line, and keeps the old hashes true.
const journalForm = "candidatheque/journal/1\n"

// canonical is what the hash of a line covers: each field in this order, with its length, so that no two lines have the
// same form.
func (l *JournalLine) canonical() []byte {
	form := []byte(journalForm)
	for _, field := range []string{
		strconv.FormatInt(l.Number, 10), l.Created.UTC().Format(time.RFC3339Nano), l.Actor, string(l.Act), l.Object, l.Person,
		l.OnBehalf, l.Channel, l.Reason, strconv.Itoa(l.Count), l.Request, l.Event, l.Previous,
	} {
		form = strconv.AppendInt(form, int64(len(field)), 10)
		form = append(form, ':')
		form = append(form, field...)
		form = append(form, '\n')
	}
	return form
}

func (l *JournalLine) digest() string {
	sum := sha256.Sum256(l.canonical())
	return hex.EncodeToString(sum[:])
}

// JournalID is the key of the line of that number: twelve digits, so that keys sort as numbers.
func JournalID(number int64) string { return fmt.Sprintf("%012d", number) }

// JournalNumber reads a key back; 0 for what is no key of a line.
func JournalNumber(id string) int64 {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n < 1 || JournalID(n) != id {
		return 0
	}
	return n
}

// JournalHead is the last line of a chain, by its number and its hash: with both, everything before it is told apart from
// anything else. The zero head is that of an empty journal.
type JournalHead struct {
	Number int64  `json:"number"`
	Hash   string `json:"hash"`
}

// String writes a head as people copy it: number:hash.
func (h JournalHead) String() string { return strconv.FormatInt(h.Number, 10) + ":" + h.Hash }

// ParseJournalHead reads what String wrote.
func ParseJournalHead(text string) (JournalHead, error) {
	number, hash, found := strings.Cut(strings.TrimSpace(text), ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if raw, wrong := hex.DecodeString(hash); !found || err != nil || n < 1 || wrong != nil || len(raw) != sha256.Size {
		return JournalHead{}, Invalid("head", "Une empreinte s'écrit numéro:empreinte, comme « candidatheque verify » la donne.")
	}
	return JournalHead{Number: n, Hash: hash}, nil
}

// Follow makes the line the next one after the head: its number, its key, its hash.
func (l *JournalLine) Follow(h JournalHead) {
	l.Created = l.Created.UTC().Truncate(time.Millisecond) // what every engine and every JSON gives back
	l.Number, l.Previous = h.Number+1, h.Hash
	l.Record = Record{ID: JournalID(l.Number), Created: l.Created, Updated: l.Created}
	l.Hash = l.digest()
}

// Chain is the journal up to this line.
func (l *JournalLine) Chain() JournalHead { return JournalHead{Number: l.Number, Hash: l.Hash} }

// JournalKey is the random name of a person or of an account in the journal: 128 bits at least, kept apart. Its ID is that
// of whom it was made for, Holder who that is today: a file that another took over keeps its key and changes holder. Once
// the document is gone nobody can tell whose lines bear the key.
type JournalKey struct {
	Record
	Key    string  `json:"key"`
	Holder Subject `json:"holder"`
}

// Subject is somebody whom a line names: a person of the candidathèque, an account, or an actor who is nobody.
type Subject string

// The actors who are nobody in particular: they stand in lines as they are.
const (
	SubjectNobody   Subject = ""
	SubjectSystem   Subject = "system"
	SubjectHolder   Subject = "holder"
	SubjectStranger Subject = "stranger"
)

const (
	personPrefix = "person/"
	userPrefix   = "user/"
)

// PersonSubject is the person of a file.
func PersonSubject(id string) Subject { return Subject(personPrefix + id) }

// UserSubject is the holder of an account.
func UserSubject(id string) Subject { return Subject(userPrefix + id) }

// ActorSubject is who acts, by the identifier that histories keep.
func ActorSubject(id string) Subject {
	switch Subject(id) {
	case SubjectNobody, SubjectSystem, SubjectHolder, SubjectStranger:
		return Subject(id)
	}
	return UserSubject(id)
}

// PersonID is the file of a person; false for somebody else.
func (s Subject) PersonID() (string, bool) { return strings.CutPrefix(string(s), personPrefix) }

// UserID is the account of a user; false for somebody else.
func (s Subject) UserID() (string, bool) { return strings.CutPrefix(string(s), userPrefix) }

// Named tells whether the subject is somebody: their lines bear a key instead.
func (s Subject) Named() bool {
	_, person := s.PersonID()
	_, user := s.UserID()
	return person || user
}

// JournalQuery asks for lines, the latest first: of the days From to To included, by the keys Actors, about the keys
// Persons, of an act or of every act of a kind of object, about an object. Nil keys ask for nothing, an empty list for
// nobody.
type JournalQuery struct {
	From, To Date
	Actors   []string
	Persons  []string
	Act      Act
	Kind     string
	Object   string
	Cursor   string
	Limit    int
}

// JournalKeyQuery asks for keys: of those random names, those that somebody holds; else all of them.
type JournalKeyQuery struct {
	Keys   []string
	Holder Subject
	Cursor string
	Limit  int
}
