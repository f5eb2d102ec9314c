package handlers

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// An employer's walk: who said yes, slots, met, a hire with a field missing, hired; the offer is filled and the other closed.
func TestAnEmployerMeetsAndHires(t *testing.T) {
	h := MustHouse(t)
	offer, yes := h.saidYes()
	boss, referent, rival := h.as(domain.RoleEmployer), h.as(domain.RoleReferent), h.browser(h.rival)
	at, path := "/offres/"+offer.ID, "/mises-en-relation/"+yes[0]
	if text := boss.get(at).want(200).text(); !strings.Contains(text, "Zqprenom") || !strings.Contains(text, "Personnes qui ont dit oui") {
		t.Errorf("the employer does not read who said yes: %s", text)
	}
	day := (domain.DayOf(h.server.now()) + 3).String()
	boss.post(at+"/creneaux", "day", day, "from", "", "slots", "2", "minutes", "30", "where", "Au dépôt").want(422)
	boss.post(at+"/creneaux", "day", day, "from", "09:00", "slots", "2", "minutes", "30", "where", "Au dépôt").want(303)
	page := boss.get(path).want(200)
	slot := page.page().Find("select[name=slot] option").First().AttrOr("value", "")
	if tel := page.page().Find("a[href^='tel:']").Length(); tel != 1 || !strings.HasPrefix(slot, day) {
		t.Fatalf("%d phones, slot %q: %s", tel, slot, page.text())
	}
	boss.post(path+"/creneau", "slot", slot).want(303)
	boss.post(at+"/creneaux/retirer", "slot", slot).want(409)
	if text := boss.get(path).want(200).text(); !strings.Contains(text, "Rendez-vous :") || !strings.Contains(text, "à 9 h") || !strings.Contains(text, "Au dépôt") {
		t.Errorf("no meeting: %s", text)
	}
	boss.post(path + "/rencontre").want(303)
	boss.post(path+"/refus", "reason", "").want(422)
	refused := boss.post(path+"/embauche", "contract", "CDD", "start", "2026-12-15", "end", "", "weekly_hours", "35").want(422)
	if refused.page().Find("#end-erreur").Length() != 1 || refused.page().Find("#start").AttrOr("value", "") != "2026-12-15" {
		t.Errorf("the form lost what was typed: %s", refused.text())
	}
	boss.post(path+"/embauche", "contract", "CDI", "start", "2026-12-15", "end", "", "weekly_hours", "35").want(303)
	boss.post(path+"/embauche", "contract", "CDI", "start", "2026-12-15", "end", "", "weekly_hours", "35").want(303)
	if text := boss.get(at).want(200).text(); !strings.Contains(text, "La place est pourvue") || !strings.Contains(text, "Une personne") {
		t.Errorf("the offer: %s", text)
	}
	over := boss.get("/mises-en-relation/" + yes[1]).want(200)
	if strings.Contains(over.body, "Zq") && strings.Contains(over.body, "Zqprenom") || !strings.Contains(over.text(), "C'est terminé") {
		t.Errorf("the employer still reads who it was: %s", over.text())
	}
	rival.get(path).want(404)
	rival.post(path + "/rencontre").want(404)
	if text := referent.get(path).want(200).text(); !strings.Contains(text, "Historique") || !strings.Contains(text, "À 1 mois") {
		t.Errorf("the referent reads: %s", text)
	}
	if strings.Contains(boss.get(path).want(200).text(), "Historique") {
		t.Error("the employer reads the history")
	}
	h.clock.move(180 * 24 * time.Hour)
	referent = h.as(domain.RoleReferent)
	page = referent.post(path+"/suivi", "months", "1", "state", "", "note", "à rappeler").want(422)
	if page.page().Find("#state-suivi-1-erreur").Length() != 1 || page.page().Find("#note-suivi-1").AttrOr("value", "") != "à rappeler" ||
		page.page().Find("#note-suivi-3").AttrOr("value", "") != "" || page.page().Find(`#erreurs a[href="#state-suivi-1"]`).Length() != 1 {
		t.Errorf("the follow-up loses what was typed, or does not say what lacks: %s", page.text())
	}
	page = referent.post(path+"/suivi", "months", "3", "state", "at_work", "note", strings.Repeat("a", 501)).want(422)
	if page.page().Find("#note-suivi-3-erreur").Length() != 1 || page.page().Find(`#state-suivi-3 option[selected]`).AttrOr("value", "") != "at_work" {
		t.Errorf("a note too long: %s", page.text())
	}
	referent.post(path+"/refus", "reason", "n'a pas commencé").want(303)
	referent.post(at+"/rouvrir", "reason", "").want(422)
	referent.post(at+"/rouvrir", "reason", "l'embauche n'a pas eu lieu").want(303)
}

func TestAReferentNotesWhatAPersonSaysOnThePage(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	referent, boss := h.as(domain.RoleReferent), h.as(domain.RoleEmployer)
	path := "/mises-en-relation/" + yes[0]
	refused := referent.post(path+"/retrait", "channel", "", "reason", "a trouvé ailleurs").want(422).page()
	if refused.Find("#channel-retrait-erreur").Length() != 1 || refused.Find("#reason-retrait").AttrOr("value", "") != "a trouvé ailleurs" ||
		refused.Find(`#erreurs a[href="#channel-retrait"]`).Length() != 1 || refused.Find("details[open] #channel-retrait").Length() != 1 {
		t.Error("the withdrawal loses what was typed, or does not say what lacks")
	}
	referent.post(path+"/retrait", "channel", "phone", "reason", "Zqsecret").want(303)
	got := boss.get(path).want(200)
	if !strings.Contains(got.text(), "n'est plus disponible") || strings.Contains(got.body, "Zqsecret") || strings.Contains(got.body, "retirée") {
		t.Errorf("the employer reads: %s", got.text())
	}
	boss.post(path+"/annuler", "reason", "").want(403)
	referent.post("/mises-en-relation/"+yes[1]+"/annuler", "reason", "").want(303)
}

// The link of a mail: reading changes nothing, one tap answers, another's is absent, an old one says how to go on, and a
// member who left answers no more.
func TestAnEmployerAnswersByTheLinkOfAMail(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	h.deliver()
	h.clock.move(30 * 24 * time.Hour)
	if err := h.service.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	token := ""
	for _, m := range h.deliver() {
		if m.Kind == "outcome_asked_for_employer" && strings.Contains(m.Grant.Object, yes[0]) {
			_, after, _ := strings.Cut(m.Body.Text, "/reponses/")
			token, _, _ = strings.Cut(after, "\n")
		}
	}
	if token == "" {
		t.Fatal("no mail asks for the answer")
	}
	k := h.stranger()
	path := "/reponses/" + token
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		k.do(method, path, nil).want(200)
	}
	x := must(h.service.Introduction(t.Context(), domain.System(), yes[0]))(t)
	if x.Status != domain.IntroductionAccepted {
		t.Fatalf("reading the link made it %s", x.Status)
	}
	page := k.get(path).want(200)
	if !strings.Contains(page.text(), "Zqprenom") || page.header.Get("Cache-Control") == "" || !strings.Contains(page.header.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("the page: %s", page.text())
	}
	k.post(path, "answer", "sabotage").want(422)
	k.post(path, "answer", "not_hired", "reason", "").want(422)
	k.post(path, "answer", "met").want(303)
	k.post(path, "answer", "not_hired", "reason", "Un autre avait plus d'expérience.").want(303)
	if text := k.get(path).want(200).text(); !strings.Contains(text, "pas retenue") || strings.Contains(text, "Zqprenom") || strings.Contains(text, "plus d'expérience") {
		t.Errorf("afterwards: %s", text)
	}
	k.post(path, "answer", "hired", "contract", "CDI", "start", "2026-12-15", "end", "", "weekly_hours", "35").want(403)
	k.get("/reponses/" + strings.Repeat("A", len(token))).want(404)
	k.get("/avis/" + token).want(404)
	h.clock.move(20 * 24 * time.Hour)
	if text := k.get(path).want(410).text(); !strings.Contains(text, "Connectez-vous") || !strings.Contains(text, "appelez-nous") || strings.Contains(text, "attendue") {
		t.Errorf("an old link: %s", text)
	}
}

func TestEachSideGivesItsOpinion(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	boss, referent := h.as(domain.RoleEmployer), h.as(domain.RoleReferent)
	boss.post("/mises-en-relation/"+yes[0]+"/refus", "reason", "trop loin pour nous").want(303)
	tokens := map[string]string{}
	for _, m := range h.deliver() {
		if m.Grant != nil && m.Grant.Purpose == domain.SecretOpinion {
			_, after, _ := strings.Cut(m.Body.Text, "/avis/")
			tokens[string(m.To.Kind)], _, _ = strings.Cut(after, "\n")
		}
	}
	if len(tokens) != 2 {
		t.Fatalf("%d sides were asked", len(tokens))
	}
	k := h.stranger()
	for kind, token := range tokens {
		k.get("/avis/" + token).want(200)
		k.post("/avis/"+token, "fit", "3").want(422)
		k.post("/avis/"+token, "fit", "9", "again", "2").want(422)
		k.post("/avis/"+token, "fit", "3", "again", "4").want(303)
		if text := k.get("/avis/" + token).want(200).text(); !strings.Contains(text, "C'est noté") {
			t.Errorf("%s: %s", kind, text)
		}
	}
	x := must(h.service.Introduction(t.Context(), domain.System(), yes[0]))(t)
	if len(x.Opinions) != 2 {
		t.Errorf("%+v", x.Opinions)
	}
	if text := referent.get("/avis").want(200).text(); strings.Count(text, "masqué") < 20 {
		t.Errorf("few answers are shown: %s", text)
	}
	for _, row := range rowsOfFile(t, referent.get("/avis?format=csv"))[1:] {
		for _, cell := range row[2:] {
			if cell != "masqué" {
				t.Errorf("the file shows %q", row)
			}
		}
	}
	boss.get("/avis").want(403)
}

// The sheet of somebody opens to the employer of the yes, as a page and as a file, and to nobody else.
func TestTheSheetOfSomebodyWhoSaidYes(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	boss, rival := h.as(domain.RoleEmployer), h.browser(h.rival)
	path := "/mises-en-relation/" + yes[0] + "/fiche"
	page := boss.get(path).want(200)
	if !strings.Contains(page.text(), "Zqnom") || strings.Contains(page.body, "Zqpresentation") || strings.Contains(page.body, "RSA") || strings.Contains(page.body, "1987") {
		t.Errorf("the sheet: %s", page.text())
	}
	file := boss.get(path + ".pdf").want(200)
	if !strings.HasPrefix(file.body, "%PDF-") || file.header.Get("Content-Type") != "application/pdf" || strings.Contains(file.header.Get("Content-Disposition"), "Zq") {
		t.Errorf("the file: %q", file.header)
	}
	for _, at := range []string{path, path + ".pdf"} {
		rival.get(at).want(404)
		h.as(domain.RoleAdviser).get(at).want(403)
		h.stranger().get(at).want(303)
	}
	boss.post("/mises-en-relation/"+yes[0]+"/refus", "reason", "trop loin").want(303)
	boss.get(path).want(404)
	boss.get(path + ".pdf").want(404)
}

// Referents read how an employer answers; nobody else does.
func TestAnswersInTimeAreForReferents(t *testing.T) {
	h := MustHouse(t)
	offer, yes := h.saidYes()
	h.as(domain.RoleEmployer).post("/mises-en-relation/"+yes[0]+"/refus", "reason", "trop loin").want(303)
	h.clock.move(40 * 24 * time.Hour)
	referent, boss := h.as(domain.RoleReferent), h.as(domain.RoleEmployer)
	const words = "1 réponse sur 2 dans les délais"
	for _, path := range []string{"/entreprises/" + string(ownSIRET), "/entreprises", "/offres/" + offer.ID} {
		if text := referent.get(path).want(200).text(); !strings.Contains(text, words) {
			t.Errorf("%s: the referent reads %s", path, text)
		}
		if text := boss.get(path).want(200).text(); strings.Contains(text, "dans les délais") {
			t.Errorf("%s: the employer reads it too", path)
		}
	}
}
