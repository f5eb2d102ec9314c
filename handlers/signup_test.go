package handlers

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

const newSIRET domain.SIRET = "35600000049837"

// signsUp fills the form of a sign-up in a browser; pairs replace or add values.
func (h *house) signsUp(k *client, pairs ...string) answer {
	h.tb.Helper()
	form := k.get("/inscription?siret=" + string(newSIRET)).want(200)
	values := []string{"revision", form.page().Find("[name=revision]").AttrOr("value", ""), "siret", string(newSIRET), "company", "Boulangerie du Carillon",
		"name", "Luc Vandamme", "email", "luc@exemple.fr", "phone", "03 53 01 12 12"}
	for i := 0; i+1 < len(pairs); i += 2 {
		for n := 0; n < len(values); n += 2 {
			if values[n] == pairs[i] {
				values[n+1] = pairs[i+1]
			}
		}
	}
	return k.post("/inscription", values...)
}

// linkTo is the path of the last signed link sent to an address.
func (h *house) linkTo(address string) string {
	h.tb.Helper()
	path := ""
	for _, m := range h.deliver() {
		if m.To.Address == address {
			if _, rest, found := strings.Cut(m.Body.Text, "/inscription/confirmer/"); found {
				token, _, _ := strings.Cut(rest, "\n")
				path = "/inscription/confirmer/" + strings.TrimSpace(token)
			}
		}
	}
	if path == "" {
		h.tb.Fatalf("no link was sent to %s", address)
	}
	return path
}

func TestTheSIRETComesFirst(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	if k.get("/inscription").want(200).page().Find("[name=email]").Length() != 0 {
		t.Error("the rest is asked before the SIRET")
	}
	for siret, status := range map[string]int{string(newSIRET): 200, "356 000 000 49837": 200, "356.000.000.49838": 422, "732829320": 422, "": 422, "<script>": 422} {
		page := k.get("/inscription?siret=" + url.QueryEscape(siret)).want(status).page()
		if asks := page.Find("[name=email]").Length() == 1; asks != (status == 200) {
			t.Errorf("%q: the rest is asked: %v", siret, asks)
		}
		var told siretBody
		if err := json.Unmarshal([]byte(k.get("/inscription/siret?siret="+url.QueryEscape(siret)).want(200).body), &told); err != nil || (told.SIRET != "") != (status == 200) || told.Message == "" {
			t.Errorf("%q, to the script: %+v, %v", siret, told, err)
		}
	}
	if got := h.as(domain.RoleEmployer).get("/inscription").want(303).sentTo(); got != "/entreprises" {
		t.Errorf("an employer is sent to %s", got)
	}
}

// A known and an unknown address, a known and an unknown establishment: the same answer, the same page.
func TestASignUpTellsNothingOfWhoIsKnown(t *testing.T) {
	h := MustHouse(t)
	var pages []string
	for i, tt := range []struct{ siret, email string }{{string(newSIRET), "luc@exemple.fr"}, {string(ownSIRET), "luc@exemple.fr"}, {string(newSIRET), "rival@exemple.fr"}, {string(newSIRET), "referent@exemple.fr"}} {
		k := h.stranger()
		h.signsUp(k, "siret", tt.siret, "email", tt.email).want(303)
		text := k.get("/inscription/merci").want(200).text()
		for _, own := range []string{tt.email, domain.SIRET(tt.siret).Spaced()} {
			text = strings.ReplaceAll(text, own, "…")
		}
		if pages = append(pages, text); pages[i] != pages[0] {
			t.Errorf("%s for %s reads\n%s\nwant\n%s", tt.email, tt.siret, text, pages[0])
		}
		if strings.Contains(text, "Maçonnerie des Dunes") {
			t.Errorf("the page names the establishment of that SIRET")
		}
	}
}

func TestABrowserThatSignedUpReadsItsOwnDraftOnly(t *testing.T) {
	h := MustHouse(t)
	k, other := h.stranger(), h.stranger()
	h.signsUp(k).want(303)
	if got := other.get("/inscription/offre").want(303).sentTo(); got != "/inscription" {
		t.Errorf("another browser is sent to %s", got)
	}
	form := k.get("/inscription/offre").want(200).page()
	k.post("/inscription/offre", "revision", form.Find("[name=revision]").AttrOr("value", ""), "title", "Boulanger planté", "places", "1", "pay_unit", "hour", "action", "save").want(303)
	if text := k.get("/inscription/merci").want(200).text(); !strings.Contains(text, "Boulanger planté") {
		t.Errorf("the draft is not there: %s", text)
	}
	if page := k.get("/inscription/offre").want(200).page(); page.Find("#title").AttrOr("value", "") != "Boulanger planté" || strings.Contains(page.Text(), "personnes correspondent ? 0") {
		t.Error("the draft came back otherwise")
	}
	// The browser stays a stranger's everywhere else.
	for _, r := range h.server.table {
		if r.roles.Has(domain.RoleStranger) || strings.HasPrefix(r.path, apiPrefix) {
			continue
		}
		if got := k.do(r.method, somewhere(r.path), nil); got.status != 303 || got.sentTo() != "/connexion" {
			t.Errorf("%s %s: %d to %q", r.method, r.path, got.status, got.sentTo())
		}
	}
	for _, role := range userRoles {
		if got := h.as(role).get("/offres"); strings.Contains(got.body, "Boulanger planté") {
			t.Errorf("%s reads a draft that nobody owns yet", role)
		}
	}
	if text := k.post("/inscription/offre/apercu", "title", "Boulanger", "rome", "F1703", "contract", "CDI").want(200).body; !strings.Contains(text, "une fois votre adresse confirmée") {
		t.Errorf("people are counted for a stranger: %s", text)
	}
	other.post("/inscription/offre/apercu", "title", "Boulanger").want(303)
	other.get("/inscription/offre/metiers?q=boulanger").want(404)
	k.get("/inscription/offre/metiers?q=boulanger").want(200)
}

func TestTheLinkConfirmsByItsButtonOnly(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	h.signsUp(k).want(303)
	form := k.get("/inscription/offre").want(200).page()
	k.post("/inscription/offre", "revision", form.Find("[name=revision]").AttrOr("value", ""), "title", "Boulanger", "places", "1", "pay_unit", "hour", "action", "save").want(303)
	link := h.linkTo("luc@exemple.fr")
	phone := h.stranger()
	for range 50 {
		page := phone.get(link).want(200)
		if page.header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.header.Get("X-Robots-Tag"), "noindex") || page.header.Get("Cache-Control") != "no-store" {
			t.Fatalf("headers: %v", page.header)
		}
		phone.do("HEAD", link, nil).want(200)
		phone.do("OPTIONS", link, nil)
	}
	if _, err := h.service.UserByEmail(t.Context(), "luc@exemple.fr"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Fatalf("reading a link opened an account: %v", err)
	}
	if sent := phone.post(link).want(303).sentTo(); !strings.HasPrefix(sent, "/offres/") {
		t.Errorf("sent to %s", sent)
	}
	if text := phone.get("/").want(200).text(); !strings.Contains(text, "en attente d'accord") || !strings.Contains(text, "Boulanger") {
		t.Errorf("the home says %s", text)
	}
	// The browser that typed is not the mailbox: it is still a stranger's, and its draft has an owner.
	k.get("/inscription/merci").want(303)
	k.get("/offres").want(303)
	// Used again, whoever holds it: the state, no session.
	late := h.stranger()
	for _, got := range []answer{late.get(link).want(200), late.post(link).want(200)} {
		if text := got.text(); !strings.Contains(text, "Adresse confirmée") || strings.Contains(text, "luc@") || strings.Contains(text, "Luc Vandamme") {
			t.Errorf("used again: %s", text)
		}
	}
	late.get("/offres").want(303)
}

func TestBadLinksOfSignUpsAreOneSame404(t *testing.T) {
	h := MustHouse(t)
	h.signsUp(h.stranger()).want(303)
	link := h.linkTo("luc@exemple.fr")
	foreign := must(h.service.NewSignInLink(t.Context(), domain.System(), h.rival.ID))(t)
	var seen []string
	k := h.stranger()
	for _, bad := range []string{link + "X", link[:len(link)-1], "/inscription/confirmer/" + foreign.Token, "/inscription/confirmer/x", "/inscription/confirmer/%0d%0aX"} {
		for _, got := range []answer{k.get(bad).want(404), k.post(bad).want(404)} {
			text, _, _ := strings.Cut(got.text(), "demande n°")
			if seen = append(seen, text); text != seen[0] {
				t.Errorf("%s reads %q, another %q", bad, text, seen[0])
			}
		}
	}
	for range 30 {
		k.get("/inscription/confirmer/devine")
	}
	if got := k.get(link); got.status != 200 {
		t.Errorf("a good link after bad ones: %d", got.status)
	}
	k.get("/inscription/confirmer/encore").want(429)
	h.clock.move(domain.SignUpLife * 2)
	if text := h.strangerFrom("198.51.100.9:1").get(link).want(410).text(); strings.Contains(text, "Boulangerie") || !strings.Contains(text, "Recommencer") {
		t.Errorf("too old: %s", text)
	}
}

// strangerFrom is a browser at another address.
func (h *house) strangerFrom(address string) *client {
	k := h.stranger()
	k.from = address
	return k
}

func TestPlantedNamesStayText(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	h.signsUp(k, "company", "<script>alert(1)</script>").want(422)
	h.signsUp(k, "name", "Luc <luc@exemple.com>").want(422)
	got := h.signsUp(k, "company", "=cmd|' /C calc'!A0", "name", "Luc\r\nBcc: x \u202eecilA")
	got.want(303)
	link := h.linkTo("luc@exemple.fr")
	owner := h.stranger()
	owner.post(link).want(303)
	for _, m := range h.deliver() {
		if strings.ContainsAny(m.Body.Subject, "\r\n") || strings.Contains(m.Body.Text, "\nBcc:") || strings.ContainsAny(m.To.Name, "\r\n") {
			t.Errorf("%s: subject %q, to %q", m.Kind, m.Body.Subject, m.To.Name)
		}
	}
	sheet := h.as(domain.RoleReferent).get("/entreprises?format=csv").want(200).body
	if !strings.Contains(sheet, "'=cmd") {
		t.Errorf("the formula is not neutralised: %s", sheet)
	}
	if members := h.as(domain.RoleReferent).get("/entreprises/" + string(newSIRET)).want(200).text(); strings.Contains(members, "\u202e") {
		t.Error("a name turns the direction of a text")
	}
}

func TestTheMailIsSentAgainAFewTimes(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	k.post("/inscription/renvoyer").want(303)
	h.signsUp(k).want(303)
	for range 3 {
		k.post("/inscription/renvoyer").want(303)
	}
	if text := k.post("/inscription/renvoyer").want(429).text(); !strings.Contains(text, "déjà écrit plusieurs fois") {
		t.Errorf("refused: %s", text)
	}
	n := 0
	for _, m := range h.deliver() {
		if m.To.Address == "luc@exemple.fr" {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d mails", n)
	}
	page := k.get("/inscription?corriger=1").want(200).page()
	if page.Find("#email").AttrOr("value", "") != "luc@exemple.fr" {
		t.Error("what is to be corrected is not shown")
	}
}

func TestTheSameFormTwiceIsOneSignUp(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	form := k.get("/inscription?siret="+string(newSIRET)).want(200).page().Find("[name=revision]").AttrOr("value", "")
	for range 2 {
		k.post("/inscription", "revision", form, "siret", string(newSIRET), "company", "Carillon", "name", "Luc", "email", "luc@exemple.fr").want(303)
	}
	if pending := must(h.service.PendingSignUps(t.Context(), domain.System()))(t); len(pending) != 1 {
		t.Errorf("%d sign-ups", len(pending))
	}
	for i := range 6 {
		got := h.signsUp(h.stranger(), "name", "Luc "+strings.Repeat("a", i))
		if i == 5 {
			got.want(429)
		}
	}
}
