package domain

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// SavedList is what a referent keeps at hand: people chosen by hand, by their keys alone, or a search by its address.
// It belongs to who made it; shared, every referent reads it and may fill it.
type SavedList struct {
	Record
	Owner      string     `json:"owner"`
	Name       string     `json:"name"`
	Visibility Visibility `json:"visibility"`
	// Query is a search as its page writes it in an address; empty for a list of people.
	Query  string   `json:"query,omitempty"`
	People []string `json:"people,omitempty"` // in the order in which they were added
}

// Visibility is who reads a list.
type Visibility string

// The two ways.
const (
	ListPrivate Visibility = "private"
	ListShared  Visibility = "shared"
)

// Limits of a list (param): a longer one is a search.
const (
	maxListName   = 80
	maxListPeople = 500
	maxListQuery  = 2000
)

// IsSearch tells a search kept from a list of people.
func (l *SavedList) IsSearch() bool { return l.Query != "" }

// NewPeopleList makes a private list of people.
func NewPeopleList(id, name string, actor Actor, at time.Time) (*SavedList, error) {
	l := &SavedList{Record: Record{ID: id, Created: at}, Owner: actor.ID, Visibility: ListPrivate}
	if err := l.setName(name); err != nil {
		return nil, err
	}
	l.Note("create", actor, at, "")
	return l, nil
}

// NewSavedSearch keeps a search, privately. Without any filter or word there is nothing to keep.
func NewSavedSearch(id, name, query string, actor Actor, at time.Time) (*SavedList, error) {
	if query == "" || len(query) > maxListQuery {
		return nil, Invalid("query", "Cherchez d'abord quelque chose : cette recherche n'a ni mot ni filtre à garder.")
	}
	l, err := NewPeopleList(id, name, actor, at)
	if err != nil {
		return nil, err
	}
	l.Query = query
	return l, nil
}

func (l *SavedList) setName(name string) error {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > maxListName {
		return Invalid("name", "Donnez un nom à la liste, de %d caractères au plus.", maxListName)
	}
	l.Name = name
	return nil
}

// Rename gives another name; only its owner may.
func (l *SavedList) Rename(name string, actor Actor, at time.Time) error {
	if err := l.owned(actor); err != nil {
		return err
	}
	if err := l.setName(name); err != nil {
		return err
	}
	l.Note("rename", actor, at, "")
	return nil
}

// Show opens the list to colleagues, or closes it; only its owner may.
func (l *SavedList) Show(to Visibility, actor Actor, at time.Time) error {
	if err := l.owned(actor); err != nil {
		return err
	}
	if to != ListPrivate && to != ListShared {
		return Invalid("visibility", "Choisissez : pour vous seul, ou pour tous les référents.")
	}
	l.Visibility = to
	l.Note("show_"+string(to), actor, at, "")
	return nil
}

// Add puts people in the list, after those there; who is there already stays in place. added is how many are new.
func (l *SavedList) Add(people []string, actor Actor, at time.Time) (added int, err error) {
	if l.IsSearch() {
		return 0, Refuse(CodeConflict, "C'est une recherche : les personnes y entrent et en sortent d'elles-mêmes.")
	}
	for _, id := range people {
		if !slices.Contains(l.People, id) {
			l.People = append(l.People, id)
			added++
		}
	}
	if len(l.People) > maxListPeople {
		return 0, Invalid("person", "Une liste tient %d personnes au plus. Faites-en une autre, ou gardez la recherche.", maxListPeople)
	}
	if added > 0 {
		l.Note("add", actor, at, "")
	}
	return added, nil
}

// TakeOut removes people from the list; removed is how many were there.
func (l *SavedList) TakeOut(people []string, actor Actor, at time.Time) (removed int) {
	before := len(l.People)
	l.People = slices.DeleteFunc(l.People, func(id string) bool { return slices.Contains(people, id) })
	if removed = before - len(l.People); removed > 0 {
		l.Note("remove", actor, at, "")
	}
	return removed
}

// Replace puts somebody in the place of another key of theirs, whose file was merged; they are in the list once. changed is
// how many keys that took away.
func (l *SavedList) Replace(dropped, current string, actor Actor, at time.Time) (changed int) {
	i := slices.Index(l.People, dropped)
	if i < 0 {
		return 0
	}
	if slices.Contains(l.People, current) {
		l.People = slices.Delete(l.People, i, i+1)
	} else {
		l.People[i] = current
	}
	l.Note("merge", actor, at, "")
	return 1
}

// owned refuses whoever did not make the list.
func (l *SavedList) owned(actor Actor) error {
	if actor.ID == l.Owner || actor.Roles.Has(RoleSystem) {
		return nil
	}
	return Refuse(CodeForbidden, "Cette liste est à un collègue : demandez-lui, ou faites-en une à vous.")
}

// Delete tells whether the actor may throw the list away: only its owner.
func (l *SavedList) Delete(actor Actor) error { return l.owned(actor) }

// CanSeeList tells whether the actor may read a list: its owner, and every referent once it is shared.
func CanSeeList(a Actor, l *SavedList) bool {
	return a.Roles.Has(RoleSystem) || a.Roles.Has(RoleReferent) && (l.Owner == a.ID || l.Visibility == ListShared)
}

// SavedListQuery asks for lists, by name; Person for those that hold somebody.
type SavedListQuery struct {
	Person string
	Cursor string
	Limit  int
}
