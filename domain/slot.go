package domain

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Slot is a time at which somebody may come: At its beginning, Minutes its length. Its ID is the instant in Paris, as
// people and programs outside write it.
type Slot struct {
	At      time.Time `json:"at"`
	Minutes int       `json:"minutes,omitempty"`
	// Where is the address, empty for the place of work.
	Where string `json:"where,omitempty"`
}

const (
	// SlotMinutes is the length of a slot whose length is not said (param).
	SlotMinutes = 30
	// mostSlots bounds the slots that an offer has at one time.
	mostSlots = 60
	// slotWithin is how far ahead a slot may be, in days (param).
	slotWithin = 90
	// longestWhere bounds an address, in characters.
	longestWhere = 200
)

// slotShape is how the instant of a slot is written: RFC 3339, of Paris.
const slotShape = time.RFC3339

// ID names the slot.
func (s Slot) ID() string { return s.At.In(paris).Format(slotShape) }

// End is when the slot ends.
func (s Slot) End() time.Time { return s.At.Add(time.Duration(s.Length()) * time.Minute) }

// Length is in minutes.
func (s Slot) Length() int { return cmp.Or(s.Minutes, SlotMinutes) }

// ReadSlot reads an instant, RFC 3339 or « 2026-12-15T09:30 » of Paris, to the minute.
func ReadSlot(text string) (Slot, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(slotShape, text); err == nil {
		return Slot{At: t.UTC().Truncate(time.Minute)}, nil
	}
	for _, shape := range []string{"2006-01-02T15:04", "2006-01-02 15:04"} {
		t, err := time.ParseInLocation(shape, text, paris)
		// An hour that the clocks skip exists nowhere: ParseInLocation would give another.
		if err == nil && t.Format(shape) == text {
			return Slot{At: t.UTC()}, nil
		}
	}
	return Slot{}, Invalid("slots", "« %s » n'est pas un créneau. Donnez un jour et une heure, par exemple 2026-12-15T09:30.", clip(text))
}

// ProposeSlots adds times at which the employer may meet people. The same slot twice is one. It returns Conflict unless the
// offer is open, Invalid for a slot that is past or too far.
func (o *Offer) ProposeSlots(slots []Slot, actor Actor, at time.Time) error {
	if !o.Open() {
		return Refuse(CodeConflict, "L'offre est « %s » : elle n'a plus de rendez-vous à proposer.", o.Status.French())
	}
	list := slices.Clone(o.Slots)
	for _, s := range slots {
		s.At, s.Where = s.At.UTC().Truncate(time.Minute), strings.TrimSpace(s.Where)
		switch {
		case !s.At.After(at):
			return Invalid("slots", "Le créneau du %s est passé.", s.French())
		case DayOf(s.At) > DayOf(at)+slotWithin:
			return Invalid("slots", "Le créneau du %s est trop loin : %d jours au plus.", s.French(), slotWithin)
		case s.Minutes < 0 || s.Minutes > 8*60:
			return Invalid("slots", "Un rendez-vous dure entre 1 minute et 8 heures.")
		case len([]rune(s.Where)) > longestWhere:
			return Invalid("where", "%d caractères au plus pour l'adresse.", longestWhere)
		}
		if !slices.ContainsFunc(list, func(x Slot) bool { return x.ID() == s.ID() }) {
			list = append(list, s)
		}
	}
	if len(list) > mostSlots {
		return Invalid("slots", "%d créneaux au plus pour une offre : retirez ceux qui sont passés.", mostSlots)
	}
	if len(list) == len(o.Slots) {
		return nil
	}
	slices.SortFunc(list, func(a, b Slot) int { return a.At.Compare(b.At) })
	o.Slots = list
	o.NoteChange("slots", []string{"slots"}, actor, at)
	return nil
}

// DropSlot takes a slot away. Whether somebody holds it is for the caller to ask first.
func (o *Offer) DropSlot(id string, actor Actor, at time.Time) error {
	if _, known := o.SlotOf(id); !known {
		return NotFound("Créneau")
	}
	o.Slots = slices.DeleteFunc(slices.Clone(o.Slots), func(s Slot) bool { return s.ID() == id })
	o.NoteChange("slots", []string{"slots"}, actor, at)
	return nil
}

// SlotOf finds a slot of the offer by its ID.
func (o *Offer) SlotOf(id string) (Slot, bool) {
	for _, s := range o.Slots {
		if s.ID() == id {
			return s, true
		}
	}
	return Slot{}, false
}

// SlotsAfter lists the slots that begin after an instant, the first first.
func (o *Offer) SlotsAfter(at time.Time) (list []Slot) {
	for _, s := range o.Slots {
		if s.At.After(at) {
			list = append(list, s)
		}
	}
	return list
}

// French writes the slot as people read it: « mardi 15 décembre 2026 à 9 h 30 ».
func (s Slot) French() string {
	local := s.At.In(paris)
	hour := local.Format("15 h 04")
	if local.Minute() == 0 {
		hour = local.Format("15 h")
	}
	return frenchDays[local.Weekday()] + " " + DayOf(s.At).French() + " à " + strings.TrimPrefix(hour, "0")
}

var frenchDays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
