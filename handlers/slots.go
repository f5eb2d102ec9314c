package handlers

import (
	"encoding/json"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// slotBody is a time at which people may come: programs may send its instant alone, « 2026-12-15T09:30 ».
type slotBody struct {
	Start   string `json:"start"`
	Minutes int    `json:"minutes"`
	Where   string `json:"where"`
}

// UnmarshalJSON reads an instant, or an object.
func (b *slotBody) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &b.Start)
	}
	type plain slotBody
	return json.Unmarshal(raw, (*plain)(b))
}

// readSlots reads the slots that a program sends; Invalid when there is none.
func readSlots(sent []slotBody) (slots []domain.Slot, err error) {
	if len(sent) == 0 {
		return nil, domain.Invalid("slots", "Donnez au moins un rendez-vous.")
	}
	for _, b := range sent {
		slot, err := domain.ReadSlot(b.Start)
		if err != nil {
			return nil, err
		}
		slot.Minutes, slot.Where = b.Minutes, oneLine(b.Where)
		slots = append(slots, slot)
	}
	return slots, nil
}

func slotForm(f form) templates.SlotForm {
	return templates.SlotForm{Day: f.line("day"), From: f.line("from"), Count: f.line("slots"), Minutes: f.line("minutes"), Where: f.line("where")}
}

// mostInARow bounds the slots of one form.
const mostInARow = 20

// readSlotRow reads so many slots one after the other, from an hour of a day.
func readSlotRow(form templates.SlotForm) (slots []domain.Slot, err error) {
	f := newFields()
	count, minutes := f.integer("slots", form.Count), f.integer("minutes", form.Minutes)
	day := collect(f, "day", form.Day, domain.ParseDate)
	if !day.Known() {
		f.Add("day", domain.Invalid("day", "Choisissez un jour."))
	}
	if count < 1 || count > mostInARow {
		f.Add("slots", domain.Invalid("slots", "Entre 1 et %d rendez-vous à la fois.", mostInARow))
	}
	if minutes < 5 || minutes > 240 {
		f.Add("minutes", domain.Invalid("minutes", "Entre 5 et 240 minutes."))
	}
	first, err := domain.ReadSlot(day.String() + "T" + form.From)
	if err != nil {
		f.Add("from", domain.Invalid("from", "Donnez l'heure du premier rendez-vous, par exemple 09:00."))
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	for n := range count {
		slot := domain.Slot{At: first.At.Add(time.Duration(n*minutes) * time.Minute), Minutes: minutes, Where: form.Where}
		if domain.DayOf(slot.At) != day {
			return nil, domain.Invalid("slots", "Ces rendez-vous finissent après minuit : proposez-en moins.")
		}
		slots = append(slots, slot)
	}
	return slots, nil
}
