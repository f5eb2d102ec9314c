package handlers

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// The page of an invitation says what is true after a pause, an accord taken back, an erasure, and whom to call: never that
// somebody goes on looking for the person.
func TestAnInvitationSaysWhatIsTrueOnceThePersonStopped(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(3, nil)
	k := h.stranger()
	k.post(paths[0], "answer", "yes").want(303)
	if text := k.get(paths[0] + "/arret").want(200).text(); !strings.Contains(text, "vos rendez-vous à venir sont annulés") && !strings.Contains(text, "Vos rendez-vous à venir sont annulés") {
		t.Errorf("what a withdrawal ends is not said: %s", text)
	}
	k.post(paths[0]+"/arret", "stop", "withdraw").want(303)
	h.deliver()
	got := k.get(paths[0]).want(200)
	for _, said := range []string{"C'est fini pour cette proposition", "Vous avez retiré votre accord", "vous n'êtes plus disponible", "appelez"} {
		if !strings.Contains(got.text(), said) {
			t.Errorf("the page does not say %q: %s", said, got.text())
		}
	}
	k.post(paths[1], "answer", "no").want(303)
	k.post(paths[1]+"/arret", "stop", "pause").want(303)
	paused := k.get(paths[1]).want(200)
	if !strings.Contains(paused.text(), "Vous êtes en pause : rien ne vous est proposé") {
		t.Errorf("the pause is not said: %s", paused.text())
	}
	for name, page := range map[string]answer{"withdrawn": got, "paused": paused} {
		if strings.Contains(page.text(), "Nous continuons à chercher") {
			t.Errorf("%s: somebody goes on looking", name)
		}
	}
	if _, err := h.service.ErasePerson(t.Context(), domain.Actor{ID: "a", Roles: domain.RoleAdmin}, "EE-I2", domain.ErasedOnRequest); err != nil {
		t.Fatal(err)
	}
	if text := k.get(paths[2]).want(404).text(); !strings.Contains(text, "vos données sont effacées") || !strings.Contains(text, "Appelez") {
		t.Errorf("somebody erased reads: %s", text)
	}
}
