package handlers

import (
	"encoding/json"

	"eedk.fr/candidatheque/domain"
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
