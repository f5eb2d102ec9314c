package domain

import (
	"reflect"
	"slices"
	"testing"
)

// withoutPeople are the aggregates in which nobody of the candidathèque is named; a person's own file is taken whole.
var withoutPeople = []string{"person", "offer", "employer", "user", "session", "mapping", "training", "occasion",
	"membership", "signup", "credential", "attempt", "sign_up"}

// TestEveryAggregateForgetsPeople: what is added to the store later is erased too, or says here why it need not be.
func TestEveryAggregateForgetsPeople(t *testing.T) {
	forgetter := reflect.TypeFor[Forgetter]()
	for name, typ := range storedTypes {
		forgets, exempt := reflect.PointerTo(typ).Implements(forgetter), slices.Contains(withoutPeople, name)
		if forgets == exempt {
			t.Errorf("%s: give it a ForgetPerson method (forget.go), or list it among those that name nobody", name)
		}
	}
}

func TestAShortlistForgetsOnePersonAndNoOther(t *testing.T) {
	entry := func(id string, rank int) Entry {
		return Entry{Profile: id, Card: "card-" + id, Rank: rank, Score: 80, Decision: Kept, Motive: "motif " + id, Employer: SideInterested,
			Reasons: []Reason{{Criterion: PartText, Points: 3, Max: 5, Text: "mots de " + id}}, Snapshot: &Card{ID: "card-" + id}}
	}
	list := &Shortlist{Entries: []Entry{entry("a", 1), entry("b c", 2), entry("d", 3)},
		NearMisses: []NearMiss{{Profile: "e", Text: "CACES de e"}, {Profile: "b c", Text: "de b"}},
		Seen:       []Seen{{Profile: "a"}, {Profile: "b c"}, {Profile: "d"}}}
	list.History = []Step{{From: "b c proposed", To: "kept", Reason: "pour b"}, {To: "add b c", Reason: "pour b"}, {From: "a proposed", To: "kept", Reason: "pour a"}}
	if fate := list.ForgetPerson(Forgotten{IDs: []string{"b c"}}); fate != FateChanged {
		t.Fatalf("fate %d", fate)
	}
	place := list.Entries[1].Profile
	want := Entry{Profile: place, Card: "card-b c", Rank: 2, Score: 80, Decision: Kept, Employer: SideInterested, Reasons: []Reason{{Criterion: PartText, Points: 3, Max: 5}}}
	if !IsErased(place) || !reflect.DeepEqual(list.Entries[1], want) {
		t.Errorf("the entry is %+v", list.Entries[1])
	}
	if !reflect.DeepEqual(list.Entries[0], entry("a", 1)) || list.NearMisses[0].Text != "CACES de e" || list.History[2].Reason != "pour a" || len(list.Seen) != 2 {
		t.Errorf("another person lost something: %+v", list)
	}
	if !reflect.DeepEqual(list.NearMisses[1], NearMiss{Profile: place}) {
		t.Errorf("the near miss is %+v", list.NearMisses[1])
	}
	if list.History[0].From != place+" proposed" || list.History[0].Reason != "" || list.History[1].To != "add "+place {
		t.Errorf("the history says %+v", list.History)
	}
	if list.ForgetPerson(Forgotten{IDs: []string{"a"}}); list.Entries[0].Profile == place {
		t.Error("two erased people are taken for one")
	}
	if fate := list.ForgetPerson(Forgotten{IDs: []string{"b c"}}); fate != FateUntouched {
		t.Errorf("forgetting again: fate %d", fate)
	}
}

func TestAnImportForgetsTheRowsOfAPerson(t *testing.T) {
	i := &Import{File: "zoe-dupont.csv", Errors: []RowError{{2, "id", "P1", "double"}, {2, "niveau", "bac", "illisible"}, {3, "niveau", "cap", "illisible"}},
		Warnings: []RowError{{4, "presentation", "DUPONT Zoé cherche", "à relire"}, {4, "commune", "Ailleurs", "inconnue"}, {5, "id", "P12", "autre"}}}
	if fate := i.ForgetPerson((&Person{Record: Record{ID: "P1"}, Candidate: Candidate{FirstName: "Zoé", LastName: "Dupont"}}).Forgotten()); fate != FateChanged {
		t.Fatalf("fate %d", fate)
	}
	gone := RowError{Reason: erasedValue}
	for n, want := range []RowError{{2, "id", "", gone.Reason}, {2, "niveau", "", gone.Reason}, {3, "niveau", "cap", "illisible"}} {
		if i.Errors[n] != want {
			t.Errorf("error %d: %+v", n, i.Errors[n])
		}
	}
	for n, want := range []RowError{{4, "presentation", "", gone.Reason}, {4, "commune", "", gone.Reason}, {5, "id", "P12", "autre"}} {
		if i.Warnings[n] != want {
			t.Errorf("warning %d: %+v", n, i.Warnings[n])
		}
	}
	if i.File != "" {
		t.Errorf("the name of the file stays: %s", i.File)
	}
}

func TestFiguresCountOnceForAnErasure(t *testing.T) {
	c := &ClosedFigures{Year: 2026}
	if !c.Add("t", []FigureKind{FigureEntered}) || c.Add("t", []FigureKind{FigureEntered}) {
		t.Error("an erasure run twice counts twice, or not at all")
	}
	c.Add("u", []FigureKind{FigureEntered, FigureErased})
	if want := []FigureCount{{FigureEntered, 2}, {FigureErased, 1}}; !slices.Equal(c.Counts, want) {
		t.Errorf("counts %v", c.Counts)
	}
	if !c.Close("t") || c.Close("t") || !slices.Equal(c.Applied, []string{"u"}) {
		t.Errorf("tokens %v", c.Applied)
	}
}
