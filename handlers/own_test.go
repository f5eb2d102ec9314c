package handlers

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// ownLink is the link of a person's page, as the mail carries it.
func (h *house) ownLink(email string) string {
	h.tb.Helper()
	before := len(h.deliver())
	h.stranger().post("/mes-donnees", "email", email).want(200)
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); { // the mail is posted behind the answer
		for _, m := range h.deliver()[before:] {
			if _, rest, found := strings.Cut(m.Body.Text, "/mes-donnees/"); found {
				return "/mes-donnees/" + strings.Fields(rest)[0]
			}
		}
	}
	h.tb.Fatal("no link was sent")
	return ""
}

// somebodyMine is a person who may be proposed, with marks in what is theirs.
func (h *house) somebodyMine() *domain.Person {
	h.tb.Helper()
	return must(h.service.SavePerson(h.tb.Context(), domain.Actor{ID: "r", Roles: domain.RoleReferent}, &domain.Person{Record: domain.Record{ID: "EE-MOI"},
		Candidate: domain.Candidate{FirstName: "Zoé", LastName: "Quennehen", Email: "zoe@exemple.fr", Phone: "06 39 98 11 22", Consent: domain.Consent{On: domain.DayOf(h.clock.Now())},
			Accompaniments: []domain.Accompaniment{domain.NewAccompaniment("CANDIDATHEQUE", domain.DayOf(h.clock.Now())-3, domain.No)},
			Criteria:       []domain.Criterion{{Code: "RSA", SeenOn: domain.DayOf(h.clock.Now())}}},
		Profile: domain.Profile{Targets: []domain.Target{{ROME: "F1703"}}, RadiusKm: 20, Domain: "batiment"}}))(h.tb)
}

func TestAPersonSeesCorrectsPausesAndErasesTheirOwnFile(t *testing.T) {
	h := MustHouse(t)
	h.somebodyMine()
	file := func() *domain.Person {
		return must(h.service.Person(t.Context(), domain.System(), "EE-MOI"))(t)
	}
	link := h.ownLink("ZOE@exemple.fr")
	k := h.stranger()
	page := k.get(link).want(200)
	for _, said := range []string{"Zoé", "06 39 98 11 22", "Quennehen", "bénéficiaire du RSA", "20 km"} {
		if !strings.Contains(page.text(), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	if strings.Contains(page.text(), "F1703") || page.header.Get("Referrer-Policy") != "no-referrer" || page.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a code is shown, or the page may be kept: %v", page.header)
	}
	before := file().Revision
	for range 5 {
		k.get(link + "/effacer").want(200)
		k.get(link + "/fichier").want(200)
		k.do(http.MethodHead, link, nil).want(200)
		k.do(http.MethodHead, link+"/effacer", nil).want(200)
	}
	if file().Revision != before {
		t.Error("looking changes the file")
	}

	work := k.get(link+"/corriger").want(200).page().Find("[name=work]").AttrOr("value", "")
	k.post(link+"/corriger", "phone", "06 39 98 33 44", "email", "zoe@exemple.fr", "work", work+" ; couvreuse", "radius", "35", "means", "bus", "means", "velo").want(303)
	if p := file(); p.Candidate.Phone != "06 39 98 33 44" || p.Profile.RadiusKm != 35 || len(p.Profile.Targets) != 2 || p.Profile.Targets[0].ROME != "F1703" || p.Profile.Targets[1].Title != "couvreuse" {
		t.Errorf("corrected to %+v, %+v", p.Candidate.Phone, p.Profile.Targets)
	}
	wrong := k.post(link+"/corriger", "phone", "", "email", "", "work", "", "radius", "loin").want(422)
	if wrong.page().Find("#erreurs a").Length() == 0 || wrong.page().Find("[name=radius]").AttrOr("value", "") != "loin" {
		t.Error("what is wrong is not told, or is lost")
	}
	k.post(link+"/demander", "ask", "Mon permis date de 2019.").want(303)
	k.post(link+"/demander", "ask", " ").want(422)
	if asks := file().Candidate.Asks; len(asks) != 1 {
		t.Errorf("asked %v", asks)
	}
	k.post(link+"/pause", "until", "2026-11-01").want(422)
	k.post(link + "/pause").want(303)
	if today := domain.DayOf(h.clock.Now()); file().MayBeProposed(today) || file().PoolStateOn(today) != domain.PoolPaused {
		t.Error("somebody in a pause may be proposed")
	}
	k.post(link + "/reprendre").want(303)
	k.post(link+"/rappels", "off", "").want(422)
	k.post(link+"/rappels", "off", "oui").want(303)
	if text := k.get(link).want(200).text(); !file().Candidate.RemindersOff || !strings.Contains(text, "Vous ne recevez pas de rappel") {
		t.Error("reminders go on")
	}
	k.post(link+"/rappels", "off", "non").want(303)
	if file().Candidate.RemindersOff {
		t.Error("reminders do not begin again")
	}
	k.post(link+"/accord", "answer", "no").want(303)
	if p := file(); p.MayBeProposed(domain.DayOf(h.clock.Now())) || p.Candidate.Consent.Answer() != domain.AnswerWithdrawn {
		t.Error("the accord was not taken back at once")
	}
	if text := k.get(link + "/fichier?format=texte").want(200).text(); !strings.Contains(text, "Quennehen") || strings.Contains(text, "F1703") {
		t.Errorf("the text says %q", text)
	}
	k.post(link + "/effacer").want(422)
	file()
	k.post(link+"/effacer", "sure", "1").want(200)
	if _, err := h.service.Person(t.Context(), domain.System(), "EE-MOI"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("the file is still there: %v", err)
	}
	k.get(link).want(404)
}

func TestLinksOfOneselfThatOpenNothing(t *testing.T) {
	h := MustHouse(t)
	h.somebodyMine()
	link := h.ownLink("zoe@exemple.fr")
	for _, path := range []string{"/mes-donnees/INCONNU", link + "X", strings.ToLower(link), strings.Replace(link, "/mes-donnees/", "/accord/", 1)} {
		h.stranger().get(path).want(404)
	}
	h.stranger().post("/mes-donnees/INCONNU/effacer", "sure", "1").want(404)
	h.clock.move(14 * 24 * time.Hour)
	if old := h.stranger().get(link).want(410); old.page().Find("form[action='/mes-donnees']").Length() != 1 || strings.Contains(old.text(), "Quennehen") {
		t.Error("an old link shows no way on, or shows somebody")
	}
	h.stranger().post(link+"/effacer", "sure", "1").want(410)
}

func TestAskingForALinkTellsNothingOfWhoIsKnown(t *testing.T) {
	h := MustHouse(t)
	h.somebodyMine()
	known, unknown := h.stranger().post("/mes-donnees", "email", "zoe@exemple.fr").want(200), h.stranger().post("/mes-donnees", "email", "non@exemple.fr").want(200)
	if strings.ReplaceAll(known.text(), "zoe@", "non@") != unknown.text() {
		t.Errorf("two answers:\n%s\n%s", known.text(), unknown.text())
	}
	h.stranger().post("/mes-donnees", "email", "pas une adresse").want(422)
	for range 4 {
		h.stranger().post("/mes-donnees", "email", "zoe@exemple.fr")
	}
	h.stranger().post("/mes-donnees", "email", "zoe@exemple.fr").want(429)
}

func TestAPersonCorrectsTheirHoursAndContracts(t *testing.T) {
	h := MustHouse(t)
	h.somebodyMine()
	link, k := h.ownLink("zoe@exemple.fr"), h.stranger()
	work := k.get(link+"/corriger").want(200).page().Find("[name=work]").AttrOr("value", "")
	form := func(pairs ...string) []string {
		return append([]string{"phone", "06 39 98 11 22", "email", "zoe@exemple.fr", "work", work, "radius", "20"}, pairs...)
	}
	k.post(link+"/corriger", form("contracts", "CDI", "contracts", "CDD", "windows_days", "0:lu", "windows_days", "0:ma", "windows_from", "08:00", "windows_to", "12:30")...).want(303)
	p := must(h.service.Person(t.Context(), domain.System(), "EE-MOI"))(t)
	if m := p.Profile; m.Contracts != domain.CDI.Bit()|domain.CDD.Bit() || len(m.Windows) != 1 || m.Windows[0].String() != "lu-ma 08:00-12:30" {
		t.Errorf("%v %v", m.Contracts, m.Windows)
	}
	again := k.get(link + "/corriger").want(200).page()
	if again.Find("#contracts-CDI[checked], #contracts-CDD[checked], #windows-0-lu[checked], #windows-0-ma[checked]").Length() != 4 || again.Find("#windows-0-from").AttrOr("value", "") != "08:00" {
		t.Error("the form does not show what is kept")
	}
	wrong := k.post(link+"/corriger", form("windows_days", "0:lu", "windows_from", "08:00", "windows_to", "")...).want(422).page()
	if wrong.Find("#windows .wrong").Length() != 1 || wrong.Find("#windows-0-lu[checked]").Length() != 1 {
		t.Error("what is wrong is not beside its field, or the field is lost")
	}
	k.post(link+"/corriger", form("contracts", "JAMAIS", "windows_from", "", "windows_to", "")...).want(422)
	k.post(link+"/corriger", form("windows_from", "", "windows_to", "")...).want(303)
	if m := must(h.service.Person(t.Context(), domain.System(), "EE-MOI"))(t).Profile; len(m.Windows) != 0 || m.Contracts != 0 {
		t.Errorf("what was emptied stays: %v %v", m.Windows, m.Contracts)
	}
}
