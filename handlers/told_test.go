package handlers

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// mute takes away the mailbox of somebody.
func (h *house) mute(profile string) {
	h.tb.Helper()
	referent := domain.Actor{ID: h.users[domain.RoleReferent].ID, Roles: domain.RoleReferent}
	p, err := h.service.Person(h.tb.Context(), referent, profile)
	if err == nil {
		p.Candidate.Email, p.Candidate.Phone = "", "0612345678"
		_, err = h.service.SavePerson(h.tb.Context(), referent, p)
	}
	if err != nil {
		h.tb.Fatal(err)
	}
}

// Whoever has no mailbox is said to be phoned, by the reader or by a referent, never « prévenue par e-mail »; the referent's
// day has the number, the sentence and one button that ends it.
func TestWhoeverHasNoMailboxIsSaidToBePhoned(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	boss, referent := h.as(domain.RoleEmployer), h.as(domain.RoleReferent)
	x, err := h.service.Introduction(t.Context(), domain.System(), yes[0])
	if err != nil {
		t.Fatal(err)
	}
	told := func(a answer, k *client) string { return k.get(a.want(303).header.Get("Location")).want(200).text() }
	if text := told(referent.post("/mises-en-relation/"+yes[1]+"/annuler", "reason", ""), referent); !strings.Contains(text, "prévenue par e-mail") {
		t.Errorf("somebody with a mailbox: %s", text)
	}
	h.mute(x.Profile)
	path := "/mises-en-relation/" + yes[0]
	if text := told(boss.post(path+"/rencontre"), boss); strings.Contains(text, "prévenue") {
		t.Errorf("nothing was written: %s", text)
	}
	if text := told(boss.post(path+"/refus", "reason", "autre profil"), boss); !strings.Contains(text, "Un référent prévient la personne par téléphone") {
		t.Errorf("the employer: %s", text)
	}
	h.deliver()
	day := referent.get("/").want(200)
	if text := day.text(); !strings.Contains(text, "À prévenir par téléphone") || !strings.Contains(text, "ne l'a pas retenue") {
		t.Fatalf("the day: %s", text)
	}
	done := day.page().Find("form[action$='/dit']").AttrOr("action", "")
	for _, note := range []string{"/courriels", strings.TrimSuffix(done, "/dit")} {
		if text := referent.get(note).want(200).text(); !strings.Contains(text, "Par téléphone : réponse de l'entreprise") || strings.Contains(text, "effacé") {
			t.Errorf("%s: nothing was erased, and nothing sent: %s", note, text)
		}
	}
	if day.page().Find("a[href='tel:0612345678']").Length() != 1 || done == "" {
		t.Errorf("no number, or no button: %q", done)
	}
	if sheet := referent.get("/?format=csv").want(200).body; strings.Contains(sheet, "Dites-lui") {
		t.Error("a file tells who is told of an end")
	}
	boss.post(done).want(403)
	h.as(domain.RoleAdviser).post(done).want(403)
	if text := told(referent.post(done), referent); strings.Contains(text, "À prévenir par téléphone") {
		t.Errorf("it is still to be done: %s", text)
	}
}

// An address from which mails come back is said to reach nobody, before the act and after it, though it stands on the page.
func TestAnAddressThatFailsIsSaidToReachNobody(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	referent := h.as(domain.RoleReferent)
	path := "/mises-en-relation/" + yes[0]
	if text := referent.get(path).want(200).text(); !strings.Contains(text, "et la personne aussi") {
		t.Fatalf("mails arrive: %s", text)
	}
	for _, m := range h.deliver() {
		if m.To.Kind == domain.RecipientPerson {
			must(h.service.ReturnMails(t.Context(), []hiring.MailReturn{{Mail: m.ID, Reason: "inconnu"}}))(t)
		}
	}
	if text := referent.get(path).want(200).text(); !strings.Contains(text, "et vous prévenez la personne par téléphone") {
		t.Errorf("before: %s", text)
	}
	after := referent.post(path+"/annuler", "reason", "").want(303).header.Get("Location")
	if text := referent.get(after).want(200).text(); !strings.Contains(text, "Aucun e-mail n'arrive à la personne") {
		t.Errorf("after: %s", text)
	}
}
