package handlers

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// onPage is the page of a browser's answer, in words.
func onPage(t *testing.T, a answer, words ...string) {
	t.Helper()
	body := html.UnescapeString(a.body)
	for _, w := range words {
		if !strings.Contains(body, w) {
			main := body[max(0, strings.Index(body, "<main")):]
			t.Errorf("%q is not on the page:\n%s", w, main[:min(len(main), 1500)])
		}
	}
}

var propositionHref = regexp.MustCompile(`/propositions/[0-9a-f-]+`)

func TestAReferentInvitesFromAShortlist(t *testing.T) {
	h := MustHouse(t)
	_, list := h.shared()
	browser := h.browser(h.users[domain.RoleReferent])
	kept, alsoKept, proposed := list.Entries[0].Profile, list.Entries[1].Profile, list.Entries[2].Profile
	page := browser.get("/preselections/" + list.ID).want(200)
	onPage(t, page, `action="/inviter"`, `value="`+kept+`" form="inviter"`)
	if strings.Contains(page.body, `value="`+proposed+`" form="inviter"`) {
		t.Error("somebody who is not kept may be chosen")
	}
	form := browser.get("/inviter?liste=" + list.ID + "&person=" + url.QueryEscape(kept)).want(200)
	onPage(t, form, "Elle choisit un rendez-vous", "Quelqu'un l'appelle", "n'a pas encore de rendez-vous")
	onPage(t, browser.post("/inviter", "liste", list.ID, "person", kept, "wave", "5").want(422), "Choisissez : un rendez-vous, ou un appel")
	onPage(t, browser.post("/inviter", "liste", list.ID, "objet", "offre/"+list.Offer, "person", kept, "wave", "5", "meeting", "slots").want(422), "Proposez au moins un rendez-vous")
	onPage(t, browser.post("/inviter", "liste", list.ID, "person", kept, "wave", "5", "meeting", "call").want(422), "Dites avant quel jour")
	onPage(t, browser.post("/inviter", "liste", list.ID, "wave", "5", "meeting", "call", "call_by", "2030-01-01").want(422), "Cochez au moins une personne")
	browser.post("/inviter", "liste", list.ID, "person", kept, "statut", "x").want(422)
	slot := domain.Slot{At: h.server.now().AddDate(0, 0, 4)}.ID()
	done := browser.post("/inviter", "liste", list.ID, "person", kept, "person", alsoKept, "person", proposed, "wave", "1", "meeting", "slots", "slot", slot, "slot", "", "word", "Zqmot").want(200)
	onPage(t, done, "1 personne est invitée", "vague 2", "n'est pas retenue dans cette présélection")
	onPage(t, browser.post("/inviter", "liste", list.ID, "person", kept, "wave", "1", "meeting", "call", "call_by", domain.DayOf(h.server.now()).String()).want(200), "a déjà été invitée")
	onPage(t, browser.get("/preselections/"+list.ID).want(200), "attend la réponse", "attend de partir")
	onPage(t, browser.get("/invitations?status=sent").want(200), "attend la réponse")
	sheet := browser.get("/invitations?format=csv").want(200).body
	if !strings.Contains(sheet, "attend la réponse") {
		t.Error(sheet)
	}

	path := propositionHref.FindString(done.body)
	onPage(t, browser.get(path).want(200), "Zqmot", "Noter sa réponse", "Imprimer la lettre")
	letter := browser.post(path + "/lettre").want(200)
	onPage(t, letter, "Dire non n'a aucune conséquence", "/invitations/", "<path d=\"M")
	if letter.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the letter is kept: %q", letter.header.Get("Cache-Control"))
	}
	onPage(t, browser.post(path+"/reponse", "answer", "", "channel", "phone").want(422), "Répondez oui, non, ou posez une question")
	browser.post(path+"/reponse", "answer", "question", "text", "À quelle heure ?", "channel", "phone").want(303)
	onPage(t, browser.get(path).want(200), "À quelle heure ?", "Elle a sa réponse")
	browser.post(path + "/questions").want(303)
	browser.post(path+"/reponse", "answer", "no", "text", "trop loin", "channel", "paper", "by", "sa sœur").want(303)
	onPage(t, browser.get(path).want(200), "trop loin", "Solliciter à nouveau")
	browser.post(path + "/lettre").want(409)
	onPage(t, browser.post(path+"/relancer", "reason", "").want(422), "dites ce qui a changé")
	browser.post(path+"/relancer", "reason", "une navette").want(303)
	onPage(t, browser.post(path+"/annuler", "reason", "").want(422), "Dites pourquoi vous annulez")
	browser.post(path+"/annuler", "reason", "projet changé").want(303)
	sheet = browser.get("/invitations?format=csv").want(200).body
	if !strings.Contains(sheet, "sans suite") || strings.Contains(sheet, "annulée") || strings.Contains(sheet, "trop loin") {
		t.Error(sheet)
	}
	for _, role := range []domain.Role{domain.RoleEmployer, domain.RoleAdviser, domain.RoleFacilitator, domain.RoleAdmin} {
		other := h.browser(h.users[role])
		for _, closed := range []string{path, "/invitations", "/inviter?person=" + url.QueryEscape(kept)} {
			if got := other.get(closed).status; got != http.StatusForbidden && got != http.StatusNotFound {
				t.Errorf("%s: %d for %s", closed, got, role.French())
			}
		}
	}
}

func TestAReferentPreparesARencontre(t *testing.T) {
	h := MustHouse(t)
	for n := range 2 {
		h.person(n)
	}
	h.settle()
	browser := h.browser(h.users[domain.RoleReferent])
	first, second := mark("cle", 0), mark("cle", 1)
	onPage(t, browser.get("/rencontres").want(200), "Préparer une rencontre")
	onPage(t, browser.get("/rencontres/nouvelle").want(200), "il n'y a pas de salaire")
	onPage(t, browser.post("/rencontres", "for", "", "title", "", "places", "10").want(422), "Choisissez une rencontre ou une immersion")
	day := domain.DayOf(h.server.now())
	onPage(t, browser.post("/rencontres", "for", "pmsmp", "title", "Découvrir la maçonnerie", "siret", "73282932000074", "rome", "F1703", "postal_code", "59140", "commune", "Dunkerque",
		"places", "2", "words", "Deux semaines avec une équipe de maçons.", "from", (day+5).String(), "to", (day+60).String()).want(422), "D5135-3")
	made := browser.post("/rencontres", "for", "meetup", "title", "Rencontre du bâtiment", "postal_code", "59140", "commune", "Dunkerque", "places", "20",
		"words", "Une heure pour poser vos questions sur les chantiers.", "at", (day+12).String()+"T18:00").want(303)
	path, _, _ := strings.Cut(made.header.Get("Location"), "?")
	onPage(t, browser.get("/inviter?person="+url.QueryEscape(first)+"&person="+url.QueryEscape(second)).want(200), "Rencontre du bâtiment", "À quoi les inviter")
	objet := "rencontre/" + strings.TrimPrefix(path, "/rencontres/")
	onPage(t, browser.get("/inviter?objet="+url.QueryEscape(objet)+"&person="+url.QueryEscape(first)).want(200), "Inviter : Rencontre du bâtiment")
	onPage(t, browser.post("/inviter", "objet", objet, "person", first, "person", second, "wave", "5", "word", "Venez").want(200), "2 personnes sont invitées")
	onPage(t, browser.get(path).want(200), "attend la réponse", "0 personne vient")
	onPage(t, browser.get("/candidatheque/"+url.PathEscape(first)).want(200), "Rencontre du bâtiment", "Arrêter les rappels")
	asked, _, err := h.service.Invitations(t.Context(), domain.System(), domain.InvitationQuery{Object: strings.TrimPrefix(path, "/rencontres/"), Limit: 10})
	if err != nil || len(asked) != 2 {
		t.Fatalf("%d invited: %v", len(asked), err)
	}
	comes := "/propositions/" + asked[0].ID
	browser.post(comes+"/reponse", "answer", "yes", "channel", "phone", "by", "", "text", "").want(303)
	onPage(t, browser.get(comes).want(200), "Annuler cette invitation", "Sa place est à nouveau libre")
	onPage(t, browser.post(comes+"/annuler", "reason", "").want(422), "Annuler cette invitation")
	browser.post(comes+"/annuler", "reason", "Un autre jour lui va mieux.").want(303)
	if got := browser.get(comes).want(200); !strings.Contains(got.text(), "annulée") || strings.Contains(got.text(), "Annuler cette invitation") {
		t.Errorf("the yes is not taken back: %s", got.text())
	}
	onPage(t, browser.get(path).want(200), "0 personne vient")
	list := browser.get("/invitations?offer=" + asked[0].Object).want(200)
	if got := list.page().Find("select[name=offer] option[selected]").Text(); !strings.Contains(got, "Rencontre du bâtiment, Dunkerque") {
		t.Errorf("the picker says %q", got)
	}
	if got := browser.get("/invitations?offer=inconnue").want(200).page(); got.Find("select[name=offer] option[selected]").AttrOr("value", "") != "inconnue" || got.Find("tbody tr").Length() != 0 {
		t.Error("an offer that is none filters nothing")
	}
	browser.post("/candidatheque/"+url.PathEscape(first)+"/rappels", "reminders", "off").want(303)
	onPage(t, browser.get("/candidatheque/"+url.PathEscape(first)).want(200), "Remettre les rappels")
	onPage(t, browser.post(path+"/annuler", "reason", "").want(422), "les personnes invitées lisent cette phrase")
	browser.post(path+"/annuler", "reason", "La salle est fermée ce jour-là.").want(303)
	onPage(t, browser.get(path).want(200), "La salle est fermée", "annulée")
	adviser := h.browser(h.users[domain.RoleAdviser])
	if body := adviser.get(path).want(200).body; strings.Contains(body, "Qui est invité") || strings.Contains(body, "Zqprenom") {
		t.Error("an adviser reads who was invited")
	}
	h.browser(h.users[domain.RoleEmployer]).get(path).want(403)
	if sheet := browser.get(path + "?format=csv").want(200).body; !strings.Contains(sheet, "sans suite") {
		t.Error(sheet)
	}
}
