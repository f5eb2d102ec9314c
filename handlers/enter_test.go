package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// newcomer is the form of a person as it is typed; pairs after it replace or add values.
func newcomer(more ...string) []string {
	values := []string{"revision", "7", "first_name", "Nora", "last_name", "Maes", "birth_date", "1990-01-15", "phone", "06 12 34 56 78", "email", "",
		"targets", "F1703", "targets_rome", "", "targets_for", "", "practised", "", "practised_rome", "", "practised_for", "",
		"skills", "Lire un plan", "skills", "", "licences", "B", "licences_state", "", "licences_on", "2015-06-03",
		"licences", "C", "licences_state", "en_cours", "licences_on", "", "certificates", "SST", "certificates_on", "2026-01-10",
		"postal_code", "59140", "commune", "Dunkerque", "radius_km", "20", "communes", "59820 Gravelines, Bergues", "means", "velo", "contracts", "CDI",
		"windows_days", "0:lu", "windows_days", "0:ma", "windows_from", "08:00", "windows_to", "16:30", "windows_from", "", "windows_to", "",
		"languages", "fr", "languages_understand", "oui", "languages_read", "non", "languages_write", "", "domain", "batiment",
		"programme", "CANDIDATHEQUE", "from", "2026-11-23", "consent_on", "2026-11-20", "consent_channel", "phone", "action", "save"}
	for i := 0; i+1 < len(more); i += 2 {
		found := false
		for j := 0; j < len(values); j += 2 {
			if values[j] == more[i] {
				values[j+1], found = more[i+1], true
				break
			}
		}
		if !found {
			values = append(values, more[i], more[i+1])
		}
	}
	return values
}

func TestAPersonByThePages(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	k.get("/personnes/nouvelle").want(200)
	path := k.post("/personnes", newcomer()...).want(303).sentTo()
	if again := k.post("/personnes", newcomer()...).want(303); again.sentTo() != path {
		t.Error("a double submit is two people")
	}
	text := k.get(path).want(200).text()
	for _, want := range []string{"Nora Maes", "F1703", "Lire un plan", "B (depuis le 3 juin 2015)", "C (en cours)", "Gravelines et Bergues", "le lundi et le mardi, de 8 h à 16 h 30",
		"dans le vivier", "20 novembre 2026", "par téléphone", "22 mai 2027", "français : comprend"} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("the file does not say %q: %s", want, text)
		}
	}
	// The form gives back what it was given: saved as shown, nothing changes.
	edit := k.get(path + "/modifier").want(200)
	values := shown(edit)
	if saved := k.post(path+"/modifier", append(values, "action", "save")...).want(303); saved.sentTo() != path {
		t.Errorf("sent to %s", saved.sentTo())
	}
	if history := k.get(path).page().Find(".history li").First().Text(); !strings.Contains(history, "sans changement") {
		t.Errorf("saved as shown, the history says %q", history)
	}
	if got := k.post(path+"/modifier", append(values, "action", "save")...).want(409); !strings.Contains(got.text(), "rien n'a été écrasé") {
		t.Errorf("a second tab: %s", got.text())
	}
}

// shown are the values of a form as its page shows it, in their order.
func shown(a answer) (values []string) {
	a.page().Find("form.person-form").Find("input, select, textarea").Each(func(_ int, f *goquery.Selection) {
		name, kind := f.AttrOr("name", ""), f.AttrOr("type", "")
		switch {
		case kind == "checkbox" || kind == "radio":
			if _, checked := f.Attr("checked"); checked {
				values = append(values, name, f.AttrOr("value", ""))
			}
		case f.Is("select"):
			values = append(values, name, f.Find("option[selected]").AttrOr("value", ""))
		case f.Is("textarea"):
			values = append(values, name, f.Text())
		default:
			values = append(values, name, f.AttrOr("value", ""))
		}
	})
	return values
}

func TestARefusedPersonFormKeepsItsValues(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for name, tt := range map[string]struct {
		field string
		more  []string
	}{
		"nobody":                      {"last_name", []string{"last_name", "", "first_name", ""}},
		"a wrong date":                {"birth_date", []string{"birth_date", "hier"}},
		"born tomorrow":               {"birth_date", []string{"birth_date", "2027-01-01"}},
		"half a window":               {"windows", []string{"windows_to", ""}},
		"an unknown commune":          {"communes", []string{"communes", "Atlantis"}},
		"an accord by pigeon":         {"consent_channel", []string{"consent_channel", "pigeon"}},
		"an accord to come":           {"consent_on", []string{"consent_on", "2027-01-01"}},
		"a number of social security": {"presentation", []string{"presentation", "mon numéro 2 91 07 59 183 044 12"}},
		"an unknown refused job":      {"refused", []string{"refused", "zzzzzz", "refused_rome", "", "refused_for", ""}},
		"far too far":                 {"radius_km", []string{"radius_km", "900"}},
	} {
		got := k.post("/personnes", newcomer(tt.more...)...).want(422)
		if got.page().Find(`#erreurs a[href="#`+tt.field+`"]`).Length() != 1 || got.page().Find("#"+tt.field).Length() != 1 {
			t.Errorf("%s: no link to %s: %s", name, tt.field, got.page().Find("#erreurs").Text())
		}
		if got.page().Find("[name=phone]").AttrOr("value", "") != "06 12 34 56 78" {
			t.Errorf("%s: the values were lost", name)
		}
	}
	for _, act := range []string{"suggest", "add_targets", "add_practised", "add_refused", "add_trainings", "add_immersions", "add_skills", "add_licences",
		"add_certificates", "add_languages", "more_windows"} {
		k.post("/personnes", newcomer("action", act)...).want(200)
	}
	if n := must(h.service.Feed.Count(t.Context()))(t); n != 0 {
		t.Errorf("%d people were made", n)
	}
}

// A title is tied to an occupation only once somebody confirmed it, and again when the words change.
func TestOccupationsAreConfirmed(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	asked := k.post("/personnes", newcomer("targets", "maçon")...).want(422).page()
	if asked.Find("#targets-0-rome option").Length() < 2 {
		t.Fatal("nothing to choose from")
	}
	k.post("/personnes", newcomer("targets", "maçon", "targets_for", "cuisinier", "targets_rome", "F1703")...).want(422)
	kept := k.post("/personnes", newcomer("targets", "maçon", "targets_for", "maçon", "targets_rome", "-")...).want(303)
	if text := k.get(kept.sentTo()).want(200).text(); !strings.Contains(text, "maçon") || strings.Contains(text, "F1703") {
		t.Errorf("not kept in the person's words: %s", text)
	}
	k.post("/personnes", newcomer("revision", "8", "targets", "maçon", "targets_for", "maçon", "targets_rome", "F1703")...).want(303)
}

func TestAnAdviserProposesAndFollows(t *testing.T) {
	h := MustHouse(t)
	adviser, referent := h.as(domain.RoleAdviser), h.as(domain.RoleReferent)
	empty := adviser.get("/personnes").want(200)
	if !strings.Contains(empty.text(), "Vous ne suivez encore personne") {
		t.Errorf("an empty list: %s", empty.text())
	}
	path := adviser.post("/personnes", newcomer("domain", "")...).want(303).sentTo()
	others := h.person(1)
	if text := adviser.get("/personnes").want(200).text(); !strings.Contains(text, "Nora Maes") || !strings.Contains(text, "à relire") || strings.Contains(text, mark("nom", 1)) {
		t.Errorf("followed: %s", text)
	}
	for _, act := range []string{"", "/modifier"} {
		adviser.get("/candidatheque/" + others + act).want(404)
	}
	for _, act := range []string{"modifier", "proposer", "accord", "lien-accord", "retrait", "accompagnements", "accompagnements/renouveler", "accompagnements/terminer"} {
		adviser.post("/candidatheque/"+others+"/"+act, formOfLine("/candidatheque/:id/"+act, map[string]string{"on": "2026-11-20", "channel": "paper", "programme": "PLIE", "from": "2026-11-01"})...).want(404)
	}
	adviser.post(path + "/accepter").want(403)
	adviser.get("/personnes/a-relire").want(403)

	if list := referent.get("/personnes/a-relire").want(200); list.page().Find(`a[href="`+path+`"]`).Length() != 1 {
		t.Errorf("not to read: %s", list.text())
	}
	if page := referent.post(path+"/refuser", "reason", " ").want(422); page.page().Find("[aria-invalid=true]").Length() != 1 {
		t.Errorf("no error beside the reason: %s", page.text())
	}
	referent.post(path+"/refuser", "reason", "Il manque le permis.").want(303)
	if text := adviser.get(path).want(200).text(); !strings.Contains(text, "Il manque le permis.") {
		t.Errorf("the adviser does not read why: %s", text)
	}
	adviser.post(path + "/proposer").want(303)
	referent.post(path+"/accepter", "programme", "").want(422)
	referent.post(path+"/accepter", "domain", "batiment", "programme", "").want(303)
	referent.post(path+"/accepter", "domain", "batiment").want(409)
	if text := adviser.get("/personnes").want(200).text(); !strings.Contains(text, "dans le vivier") {
		t.Errorf("accepted: %s", text)
	}
	// An adviser never reads the proofs of eligibility.
	if text := adviser.get(path).want(200).text(); strings.Contains(text, "Éligibilité") {
		t.Errorf("an adviser reads: %s", text)
	}
}

func TestAStrangerProposesHerself(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	k.get("/se-proposer").want(200)
	said := []string{"revision", "5", "first_name", "Inès", "last_name", "Vanhove", "phone", "06 00 00 00 01", "postal_code", "59140", "work", "ménage, cuisine", "licence", "oui"}
	if got := k.post("/se-proposer", said...).want(422); !strings.Contains(got.text(), "Cochez la case") || got.page().Find("[name=work]").AttrOr("value", "") != "ménage, cuisine" {
		t.Errorf("without an accord: %s", got.text())
	}
	said = append(said, "agree", "1")
	for range 3 {
		k.post("/se-proposer", said...).want(303)
	}
	referent := h.as(domain.RoleReferent)
	list := referent.get("/personnes/a-relire").want(200)
	if list.page().Find(".card").Length() != 1 || !strings.Contains(list.text(), "la personne elle-même") {
		t.Fatalf("listed: %s", list.text())
	}
	path, _ := list.page().Find(".card h2 a").Attr("href")
	if text := referent.get(path).want(200).text(); !strings.Contains(text, "sur la page publique") || !strings.Contains(text, "ménage") {
		t.Errorf("the file: %s", text)
	}
	var found listBody[profileBody]
	h.api(domain.RoleReferent).get("/api/v1/profiles").want(200).into(&found)
	if len(found.Items) != 1 || found.Items[0].Admission != domain.AdmissionProposed {
		t.Errorf("read by the API: %+v", found.Items)
	}
	if got := h.stranger().post("/se-proposer", "first_name", "A").want(422); got.page().Find("#erreurs a").Length() < 4 {
		t.Errorf("not all that lacks: %s", got.text())
	}
}

func TestProposalsOfOneAddressAreCounted(t *testing.T) {
	h := MustHouse(t)
	h.server.floods.proposals = newFlood(2, time.Hour)
	k := h.stranger()
	for i := range 3 {
		want := 303
		if i == 2 {
			want = 429
		}
		k.post("/se-proposer", "revision", strconv.Itoa(i), "first_name", "A", "last_name", "B", "phone", "06 00 00 00 01", "postal_code", "59760", "work", "ménage", "agree", "1").want(want)
	}
}

// A link asks one person, changes nothing by itself, and says one same thing when it is nobody's.
func TestTheLinkOfAnAccord(t *testing.T) {
	h := MustHouse(t)
	referent := h.as(domain.RoleReferent)
	id := h.person(1)
	referent.post("/candidatheque/" + id + "/retrait").want(303)
	page := referent.post("/candidatheque/" + id + "/lien-accord").want(200)
	_, token, _ := strings.Cut(page.page().Find(".secret").Text(), "/accord/")
	path := "/accord/" + token
	k := h.stranger()
	asked := k.get(path).want(200)
	for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"} {
		if got := asked.header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q", name, got)
		}
	}
	if asked.page().Find(`meta[name=robots][content=noindex]`).Length() != 1 || !strings.Contains(asked.text(), mark("prenom", 1)) || strings.Contains(asked.body, mark("nom", 1)) {
		t.Errorf("asked: %s", asked.text())
	}
	k.do(http.MethodHead, path, nil).want(200)
	before := referent.get("/candidatheque/" + id).page().Find(".history li").Length()
	k.post(path).want(422)
	k.post(path, "answer", "yes").want(303)
	k.post(path, "answer", "yes").want(303)
	if text := k.get(path).want(200).text(); !strings.Contains(text, "Vous avez dit oui") {
		t.Errorf("used again: %s", text)
	}
	if after := referent.get("/candidatheque/" + id).page().Find(".history li").Length(); after != before+1 {
		t.Errorf("%d lines of history, want one more than %d", after, before)
	}
	k.post(path, "answer", "no").want(303)
	unknown := k.get("/accord/INCONNU").want(404).text()
	for name, other := range map[string]string{"tampered": path + "A", "of a sign-in": "/accord/" + h.link(h.users[domain.RoleReferent])} {
		if got := k.get(other).want(404).text(); stripID(got) != stripID(unknown) {
			t.Errorf("%s: %s", name, got)
		}
	}
	h.clock.move(15 * 24 * time.Hour)
	if text := k.get(path).want(410).text(); !strings.Contains(text, "Demandez-en un autre") || strings.Contains(text, mark("prenom", 1)) {
		t.Errorf("an old link: %s", text)
	}
	k.post(path, "answer", "yes").want(410)
}

// stripID takes the number of the request out of an error page.
func stripID(text string) string {
	before, _, _ := strings.Cut(text, "demande n°")
	return before
}

func TestAccordsOfAListByThePages(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for n := range 3 {
		b := mason(n)
		b.Candidate.ConsentOn = ""
		h.api(domain.RoleReferent).send(http.MethodPut, "/api/v1/profiles/"+mark("cle", n), b).want(201)
	}
	if n := k.get("/personnes/accords").want(200).page().Find("input[name=person]").Length(); n != 3 {
		t.Fatalf("%d people to ask", n)
	}
	refused := k.post("/personnes/accords", "person", mark("cle", 0), "on", "2026-11-20", "channel", "paper").want(422)
	if !strings.Contains(refused.text(), "Cochez l'attestation") || refused.page().Find("input[name=person][checked]").Length() != 1 {
		t.Errorf("without attesting: %s", refused.text())
	}
	k.post("/personnes/accords", "person", mark("cle", 0), "person", mark("cle", 1), "on", "2026-11-20", "channel", "paper", "attest", "1").want(303)
	if n := k.get("/personnes/accords").want(200).page().Find("input[name=person]").Length(); n != 1 {
		t.Errorf("%d people left", n)
	}
	again := k.post("/personnes/accords", "person", "PERDU", "on", "2026-11-20", "channel", "paper", "attest", "1").want(200)
	if !strings.Contains(again.text(), "Pas notés") {
		t.Errorf("somebody gone: %s", again.text())
	}
	if text := k.get("/candidatheque/" + mark("cle", 1)).want(200).text(); !strings.Contains(text, "accord donné le 20 novembre 2026, par Compte référent (sur papier)") {
		t.Errorf("the history of one: %s", text)
	}
}

func TestDoublesByThePages(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for i, last := range []string{"Maes", "Maës"} {
		k.post("/personnes", newcomer("revision", strconv.Itoa(i+1), "last_name", last)...).want(303)
	}
	list := k.get("/personnes/doublons").want(200)
	href, _ := list.page().Find("tbody td a").Attr("href")
	if href == "" || !strings.Contains(list.text(), "même nom et même date de naissance") {
		t.Fatalf("listed: %s", list.text())
	}
	k.get(href).want(200)
	k.post(href+"/reunir", "keep", "ailleurs").want(422)
	parts := strings.Split(href, "/")
	kept, dropped := parts[3], parts[4]
	k.post(href+"/reunir", "keep", kept).want(303)
	if got := k.get("/candidatheque/" + dropped).want(303); got.sentTo() != "/candidatheque/"+kept {
		t.Errorf("the dropped key leads to %s", got.sentTo())
	}
	// A program that still has the dropped key writes the file that stays.
	var b profileBody
	program := h.api(domain.RoleReferent)
	program.get("/api/v1/profiles/" + dropped).want(200).into(&b)
	b.Presentation = "Revue par un programme."
	program.send(http.MethodPut, "/api/v1/profiles/"+dropped, b).want(200).into(&b)
	if b.ID != kept || must(h.service.Feed.Count(t.Context()))(t) != 1 {
		t.Errorf("written to %s", b.ID)
	}
	h.as(domain.RoleAdviser).get("/personnes/doublons").want(403)
}

func TestPeopleByTheAPI(t *testing.T) {
	h := MustHouse(t)
	referent, adviser := h.api(domain.RoleReferent), h.api(domain.RoleAdviser)
	h.as(domain.RoleAdviser).post("/personnes", newcomer("domain", "", "consent_on", "", "programme", "")...).want(303)
	var list listBody[profileBody]
	referent.get("/api/v1/profiles").want(200).into(&list)
	path := "/api/v1/profiles/" + list.Items[0].ID
	for body, want := range map[string]int{`{"channel":"pigeon","on":"2026-11-20"}`: 422, `{"channel":"phone","on":"2027-01-01"}`: 422, `{"channel":"phone","on":"2026-11-20"}`: 200} {
		adviser.send(http.MethodPost, path+"/consent", body).want(want)
	}
	adviser.send(http.MethodPost, path+"/accept", "{}").want(403)
	referent.send(http.MethodPost, path+"/accept", "{}").want(422)
	referent.send(http.MethodPost, path+"/refuse", `{"reason":""}`).want(422)
	var p profileBody
	referent.send(http.MethodPost, path+"/accept", `{"domain":"batiment","programme":"CANDIDATHEQUE"}`).want(200).into(&p)
	if p.Admission != domain.AdmissionAccepted || len(p.Candidate.Programmes) != 1 || p.Candidate.ConsentOn != "2026-11-20" {
		t.Errorf("accepted %+v %+v", p, p.Candidate)
	}
	p.Admission = domain.AdmissionRefused
	referent.send(http.MethodPut, path, p).want(422)
	adviser.send(http.MethodPost, "/api/v1/profiles/"+h.person(3)+"/consent", `{"channel":"phone","on":"2026-11-20"}`).want(404)
}

func TestTheFollowUpByThePages(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	path := k.post("/personnes", newcomer("programme", "")...).want(303).sentTo()
	if text := k.get(path).want(200).text(); !strings.Contains(text, "hors vivier") {
		t.Errorf("without a programme: %s", text)
	}
	k.post(path+"/accompagnements", "programme", "PACEA", "from", "jamais").want(422)
	k.post(path+"/accompagnements", "programme", "CANDIDATHEQUE", "from", "2026-06-01").want(303)
	if text := k.get("/personnes").want(200).text(); !strings.Contains(text, "Nora Maes") || !strings.Contains(text, "30 novembre 2026") {
		t.Errorf("ending soon: %s", text)
	}
	if got := k.post(path+"/accompagnements", "programme", "CANDIDATHEQUE", "from", "2026-11-01").want(422); got.page().Find("#ajouter-programme[aria-invalid=true]").Length() != 1 {
		t.Errorf("twice: %s", got.text())
	}
	k.post(path+"/accompagnements/renouveler", "programme", "CANDIDATHEQUE", "from", "2026-06-01").want(303)
	k.post(path+"/accompagnements/renouveler", "programme", "CANDIDATHEQUE", "from", "2026-06-01").want(409)
	k.post(path+"/accompagnements/renouveler", "programme", "LUNE", "from", "2026-06-01").want(404)
	if got := k.post(path+"/accompagnements/terminer", "programme", "CANDIDATHEQUE", "from", "2026-06-01", "on", "2026-05-01").want(422); got.page().Find("#fin-0[aria-invalid=true]").Length() != 1 {
		t.Errorf("ended before it began: %s", got.text())
	}
	k.post(path+"/accompagnements/terminer", "programme", "CANDIDATHEQUE", "from", "2026-06-01", "on", "2026-11-22").want(303)
	if got := k.post(path+"/accord", "on", "2027-01-01", "channel", "phone").want(422); got.page().Find("#accord-on[aria-invalid=true]").Length() != 1 {
		t.Errorf("an accord to come: %s", got.text())
	}
	if text := k.get(path).want(200).text(); !strings.Contains(text, "accompagnement terminé le 22 novembre 2026") {
		t.Errorf("ended: %s", text)
	}
}

// The tables about people as files: an adviser's own people only, and the same as the page.
func TestTheTablesOfPeopleAsFiles(t *testing.T) {
	h := MustHouse(t)
	adviser, referent := h.as(domain.RoleAdviser), h.as(domain.RoleReferent)
	adviser.post("/personnes", newcomer("consent_on", "", "from", "2026-06-01")...).want(303)
	referent.post("/personnes", newcomer("revision", "8", "last_name", "Maës", "consent_on", "")...).want(303)
	href, _ := referent.get("/personnes/doublons").want(200).page().Find("tbody td a").Attr("href")
	for path, tt := range map[string]struct {
		k    *client
		rows int
	}{
		"/personnes?format=csv": {adviser, 2}, "/personnes?format=csv&x=1": {referent, 2}, "/personnes/accords?format=csv": {referent, 3},
		"/personnes/doublons?format=csv": {referent, 2}, href + "?format=csv": {referent, 8},
	} {
		if rows := rowsOfFile(t, tt.k.get(path)); len(rows) < tt.rows || path != href+"?format=csv" && len(rows) != tt.rows {
			t.Errorf("%s: %d rows, want %d: %v", path, len(rows), tt.rows, rows)
		}
	}
}
