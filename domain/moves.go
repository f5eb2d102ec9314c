package domain

import (
	"fmt"
	"strings"
	"time"
)

// Step is one line of a history: who moved what from where to where, when, for whom, by which channel, why.
type Step struct {
	From     string    `json:"from,omitempty"`
	To       string    `json:"to"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`
	OnBehalf string    `json:"on_behalf,omitempty"`
	Channel  string    `json:"channel,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	// Fields are the paths of what an edit changed, never the values.
	Fields []string `json:"fields,omitempty"`
	// Of is the file that a step came with, of a file that another took over: it is told as that one's, and so once.
	Of string `json:"of,omitempty"`
	// Pending marks a step that nobody was told of yet: the history is the outbox of its object.
	Pending bool `json:"pending,omitempty"`
	// Request names the request that asked for it, empty for what the platform did by itself: its log, the line of the journal
	// and the mails, whose event names the step, are found from one another.
	Request string `json:"request,omitempty"`
}

// Record is what every stored aggregate carries: its key, its revision (0 = never saved; a save of another revision
// than the stored one is a conflict), its dates and its history.
type Record struct {
	ID       string    `json:"id"`
	Revision int64     `json:"revision"`
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
	History  []Step    `json:"history,omitempty"`

	stored int // how many steps of the history are in the store
}

// Head gives access to the record of an aggregate.
func (r *Record) Head() *Record { return r }

// Since is when it last came to a state, when it was last changed if the history does not say.
func (r *Record) Since(state string) time.Time {
	for i := len(r.History) - 1; i >= 0; i-- {
		if r.History[i].To == state {
			return r.History[i].At
		}
	}
	return r.Updated
}

// trace appends a line to the history and dates the record.
func (r *Record) trace(from, to string, actor Actor, at time.Time, reason string) {
	r.Updated = at
	r.History = append(r.History, Step{From: from, To: to, At: at.UTC(), Actor: actor.ID,
		OnBehalf: actor.OnBehalf, Channel: actor.Channel, Reason: reason, Pending: true})
}

// Pending tells since when a step waits to be told; false when none does.
func (r *Record) Pending() (since time.Time, waits bool) {
	for _, step := range r.History {
		if step.Pending {
			return step.At, true
		}
	}
	return time.Time{}, false
}

// Stored says that the history is in the store as it is.
func (r *Record) Stored() { r.stored = len(r.History) }

// AskedBy names the request of the steps that are not in the store yet, but those of the platform: who takes the place of
// somebody who withdrew would tell by whose request it was freed.
func (r *Record) AskedBy(request string) {
	for i := min(r.stored, len(r.History)); i < len(r.History); i++ {
		if step := &r.History[i]; step.Pending && step.Request == "" && step.Actor != System().ID {
			step.Request = request
		}
	}
}

// Settle says that the last step needs no telling, or is told by another object: the line of an import stands for all
// that it brought in.
func (r *Record) Settle() {
	if n := len(r.History); n > 0 {
		r.History[n-1].Pending = false
	}
}

// Told says that every step so far was told.
func (r *Record) Told() {
	for i := range r.History {
		r.History[i].Pending = false
	}
}

// Aggregate is any stored object: a pointer to a type that carries a Record.
type Aggregate interface{ Head() *Record }

// Untold is a stored object of which a step was not told yet, with the name of its collection, its key, and the revision
// at which it was read: those who tell of it may change the aggregate.
type Untold struct {
	Collection, ID string
	Revision       int64
	Aggregate
}

// Note records an act that changes no state (an edit, an override), so that nothing happens without a trace.
func (r *Record) Note(act string, actor Actor, at time.Time, reason string) {
	r.trace("", act, actor, at, reason)
}

// NoteChange records an edit with the fields that it changed, and by which channel they came to be known.
func (r *Record) NoteChange(act string, fields []string, actor Actor, at time.Time) {
	r.Note(act, actor, at, "")
	r.History[len(r.History)-1].Fields = fields
}

// move is one legal transition of T between states S: who may make it, and what must hold first.
type move[S state, T any] struct {
	From, To S
	By       Role
	Guard    func(*T, Actor, string) error
}

type moves[S state, T any] []move[S, T]

// state is a state that people can read.
type state interface {
	~string
	French() string
}

// check finds the transition and asks its guard; reason is the motive given, if any.
// It returns Conflict when no such move exists, Forbidden when the actor may not make it, or the guard's refusal.
func (m moves[S, T]) check(t *T, from, to S, actor Actor, reason string) error {
	found := false
	for _, mv := range m {
		if mv.From != from || mv.To != to {
			continue
		}
		found = true
		if !actor.Roles.Has(mv.By) {
			continue
		}
		if mv.Guard == nil {
			return nil
		}
		return mv.Guard(t, actor, reason)
	}
	if found {
		return Refuse(CodeForbidden, "Vous n'avez pas le droit de faire cela. Demandez à un référent Proch'Emploi.")
	}
	return Refuse(CodeConflict, "Impossible ici : c'est déjà « %s ». Rechargez la page pour voir où en sont les choses.", from.French())
}

// MoveInfo describes one transition, for documentation and for tests that enumerate them.
type MoveInfo struct {
	From, To string
	By       Role
	Guarded  bool
}

func (m moves[S, T]) infos() []MoveInfo {
	out := make([]MoveInfo, len(m))
	for i, mv := range m {
		out[i] = MoveInfo{string(mv.From), string(mv.To), mv.By, mv.Guard != nil}
	}
	return out
}

// StateTables lists every transition table of the domain by object, in reading order.
func StateTables() []StateTable {
	return []StateTable{
		{"Employer", employerMoves.infos()},
		{"Membership", membershipMoves.infos()},
		{"SignUp", signUpMoves.infos()},
		{"Offer", offerMoves.infos()},
		{"Shortlist", shortlistMoves.infos()},
		{"Entry", entryMoves.infos()},
		{"EmployerSide", sideMoves.infos()},
		{"Admission", admissionMoves.infos()},
		{"Invitation", invitationMoves.infos()},
		{"Introduction", introductionMoves.infos()},
		{"Occasion", occasionMoves.infos()},
		{"SecondLevel", secondLevelMoves.infos()},
		{"Position", positionMoves.infos()},
		{"Training", trainingMoves.infos()},
		{"Alert", alertMoves.infos()},
		{"Account", accountMoves.infos()},
		{"Mail", mailMoves.infos()},
	}
}

// StateTable is the transition table of one object.
type StateTable struct {
	Object string
	Moves  []MoveInfo
}

// Mermaid draws the table as a state diagram.
func (s StateTable) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, m := range s.Moves {
		guard, from := "", m.From
		if from == "" { // not begun
			from = "[*]"
		}
		if m.Guarded {
			guard = " [sous condition]"
		}
		fmt.Fprintf(&b, "    %s --> %s: %s%s\n", from, m.To, m.By.French(), guard)
	}
	return b.String()
}
