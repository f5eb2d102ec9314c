package hiring

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// letter is the text of the last letter of a kind to somebody.
func (h *house) letter(kind, address string) (text string) {
	for _, m := range h.sent.all() {
		if m.Kind == kind && m.To.Address == address {
			text = m.Body.Subject + "\n" + m.Body.Text
		}
	}
	return text
}

// A choice that was written while the slot was another's is undone: the person reads which meeting is not kept, and chooses
// again.
func TestWhoseChoiceIsUndoneIsTold(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.member("luc@exemple.fr", masonry)
	o := h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	h.yes(o, "b", "M00001", domain.IntroductionAccepted)
	must(h.ChooseSlotFor(t.Context(), boss, "b", inTwoDays.ID()))(t)
	must(h.changeIntroduction(t.Context(), domain.System(), "a", func(x *domain.Introduction, now time.Time) error {
		return x.ChooseSlot(inTwoDays, holder, now) // the process stopped before its claim
	}))(t)
	h.deliver()
	h.deliver()
	if x := h.introduction("a"); x.Status != domain.IntroductionAccepted || x.Slot != nil {
		t.Fatalf("%s", x.Status)
	}
	if text := h.letter("yes_noted_for_person", "m0@exemple.fr"); !strings.Contains(text, inTwoDays.French()) || !strings.Contains(text, "n'est plus possible") {
		t.Errorf("the person reads %q", text)
	}
	if text := h.letter("meeting_set_for_person", "m0@exemple.fr"); text != "" {
		t.Errorf("and was told of a meeting: %q", text)
	}
}

// Who had agreed on a meeting reads which one is called off, on both sides.
func TestAMeetingCalledOffNamesItsHour(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.member("luc@exemple.fr", masonry)
	o := h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays, {At: inTwoDays.At.Add(time.Hour)}}))(t)
	for id, profile := range map[string]string{"a": "M00000", "b": "M00001"} {
		h.yes(o, id, profile, domain.IntroductionAccepted)
	}
	must(h.ChooseSlotFor(t.Context(), boss, "a", inTwoDays.ID()))(t)
	h.deliver()
	must(h.Cancel(t.Context(), referent, "a", "erreur"))(t)
	h.deliver()
	for kind, address := range map[string]string{"person_gone_for_employer": "luc@exemple.fr", "meeting_ended_for_person": "m0@exemple.fr"} {
		if text := h.letter(kind, address); !strings.Contains(text, inTwoDays.French()) {
			t.Errorf("%s: %q", kind, text)
		}
	}
	must(h.Withdraw(t.Context(), referent, "b", domain.ChannelPhone, ""))(t)
	h.deliver()
	if text := h.letter("person_gone_for_employer", "luc@exemple.fr"); strings.Contains(text, "Le rendez-vous du") {
		t.Errorf("no meeting was agreed: %q", text)
	}
}
