package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// invitee is somebody with an address who may be proposed.
func (h *house) invitee(n int) *domain.Person {
	h.tb.Helper()
	today := domain.DayOf(h.clock.Now())
	return must(h.service.SavePerson(h.tb.Context(), domain.Actor{ID: "r", Roles: domain.RoleReferent}, &domain.Person{Record: domain.Record{ID: fmt.Sprintf("EE-I%d", n)},
		Candidate: domain.Candidate{FirstName: "Samira", LastName: fmt.Sprintf("Nomcaché%d", n), Email: fmt.Sprintf("i%d@exemple.fr", n), Phone: fmt.Sprintf("06 39 98 %02d 44", n),
			Consent: domain.Consent{On: today}, Accompaniments: []domain.Accompaniment{domain.NewAccompaniment("CANDIDATHEQUE", today-3, domain.No)}},
		Profile: domain.Profile{Targets: []domain.Target{{ROME: "F1703"}}, RadiusKm: 20, Domain: "batiment", Place: must(h.service.Refs.Communes.Find("59140", "Dunkerque"))(h.tb)}}))(h.tb)
}

// asked invites n people to an offer, and gives the path of each one's page, as their mail says it.
func (h *house) asked(n int, change func(*offerBody), slots ...domain.Slot) (offer offerBody, paths []string) {
	h.tb.Helper()
	b := masonOffer()
	if change != nil {
		change(&b)
	}
	offer = h.published(b)
	plan := hiring.InvitePlan{For: domain.ForOffer, Object: offer.ID, Slots: slots, Wave: n, Word: "Allez-y, l'accueil est bon."}
	for i := range n {
		plan.Profiles = append(plan.Profiles, h.invitee(i).ID)
	}
	done := must(h.service.Invite(h.tb.Context(), h.users[domain.RoleReferent].Actor(), plan))(h.tb)
	if len(done.Refused) > 0 {
		h.tb.Fatalf("%+v", done.Refused)
	}
	mails := h.deliver()
	for i := range n {
		for _, m := range mails {
			if _, rest, found := strings.Cut(m.Body.Text, "/invitations/"); found && m.To.Address == fmt.Sprintf("i%d@exemple.fr", i) && m.Kind == "offer_invitation_for_person" {
				paths = append(paths, "/invitations/"+strings.Fields(rest)[0])
			}
		}
	}
	if len(paths) != n {
		h.tb.Fatalf("%d links for %d people", len(paths), n)
	}
	return offer, paths
}

func (h *house) soon(hours int) domain.Slot {
	return domain.Slot{At: h.clock.Now().Add(time.Duration(hours) * time.Hour).Truncate(time.Minute)}
}

// stage tells which page is read, by what only it has.
func (a answer) stage() string {
	a.tb.Helper()
	main := a.page().Find("main")
	heading := strings.Join(strings.Fields(main.Find(".notice h2").First().Text()), " ")
	if main.Find("form.answers").Length() == 1 {
		heading = "asked"
	}
	return strings.TrimSpace(strings.TrimLeft(heading, "✓✕◐▲ "))
}

func (a answer) wantStage(want string) answer {
	a.tb.Helper()
	if got := a.stage(); got != want {
		a.tb.Errorf("the page says %q, want %q", got, want)
	}
	return a
}

func TestAPersonAnswersFromTheirMail(t *testing.T) {
	h := MustHouse(t)
	first, second := h.soon(48), h.soon(72)
	offer, paths := h.asked(1, nil, first, second)
	k, path := h.stranger(), paths[0]
	page := k.get(path).want(200).wantStage("asked")
	for _, said := range []string{"Bonjour Samira", offer.Title, "Dunkerque", "Allez-y, l'accueil est bon.", "Pourquoi vous", "Dire non n'a aucune conséquence : votre réponse reste ici.", "L1221-6", "L1221-8", "L1221-9", "Compte référent"} {
		if !strings.Contains(page.text(), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	if got := page.header; got.Get("Referrer-Policy") != "no-referrer" || got.Get("Cache-Control") != "no-store" || !strings.Contains(got.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("%v", got)
	}
	if page.page().Find(`a[href="/mes-donnees"]`).Length() == 0 || page.page().Find(`a[href="`+path+`/arret"]`).Length() != 1 {
		t.Error("no way to one's data, or to stop")
	}
	if page.page().Find("script:not([src]), link[href^='http'], script[src^='http'], img").Length() != 0 {
		t.Error("something that is not the house's")
	}

	k.post(path, "answer", "no").want(303)
	no := k.get(path).want(200).wantStage("C'est noté : vous avez dit non").page()
	if no.Find(`input[name="reason"]`).Length() < 3 || no.Find(`input[name="reason"][required]`).Length() != 0 {
		t.Error("reasons are offered, none is asked for")
	}
	k.post(path, "answer", "no", "reason", "C'est trop loin").want(303)
	k.get(path).want(200).wantStage("C'est noté : vous avez dit non")
	k.post(path, "answer", "yes").want(303)
	chosen := k.get(path).want(200).wantStage("C'est noté, vous avez dit oui").page()
	if n := chosen.Find(`input[type="radio"][name="slot"]`).Length(); n != 3 || chosen.Find("fieldset#slot legend").Length() != 1 {
		t.Fatalf("%d times to choose from, want 2 and none of them", n)
	}
	k.get(path + "/rendez-vous.ics").want(404)
	k.post(path, "answer", "yes", "slot", "aucun").want(303)
	k.get(path).want(200).wantStage("C'est noté, vous avez dit oui")
	k.post(path, "answer", "yes", "slot", "2026-01-01T09:00:00+01:00").want(422)
	k.post(path, "answer", "yes", "slot", first.ID()).want(303)
	met := k.get(path + "?fait=rendez-vous-pris").want(200).wantStage("Votre rendez-vous")
	if !strings.Contains(met.text(), first.French()) || met.page().Find(`[role="status"]`).Length() != 1 || met.page().Find(`a[href="`+path+`/rendez-vous.ics"]`).Length() != 1 {
		t.Errorf("what is noted is not said:\n%s", met.text())
	}
	file := k.get(path + "/rendez-vous.ics").want(200)
	if got := file.header; !strings.HasPrefix(got.Get("Content-Type"), "text/calendar") || !strings.Contains(got.Get("Content-Disposition"), "rendez-vous.ics") ||
		!strings.Contains(file.body, "DTSTART:"+first.At.UTC().Format("20060102T150405Z")) || strings.Contains(file.body, "Nomcaché") {
		t.Errorf("%v\n%s", got, file.body)
	}
	k.post(path, "answer", "yes", "slot", second.ID()).want(303)
	if got := k.get(path + "/rendez-vous.ics").want(200).body; !strings.Contains(got, "SEQUENCE:2\r\n") {
		t.Errorf("the second time is not a change of the first:\n%s", got)
	}
	h.clock.move(73 * time.Hour)
	late := k.post(path, "answer", "no").want(409)
	if !strings.Contains(late.text(), "Appelez") || late.page().Find(`[role="alert"]`).Length() != 1 {
		t.Errorf("after the meeting:\n%s", late.text())
	}
	k.get(path).want(200).wantStage("Le rendez-vous est passé")
}

func TestAQuestionWaitsForAReferent(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(1, nil)
	k, path := h.stranger(), paths[0]
	asking := k.post(path, "answer", "question").want(200).page()
	if asking.Find(`main textarea#question`).Length() != 1 || asking.Find(".first").Text() != "Envoyer ma question" {
		t.Error("the button opens the question")
	}
	k.post(path, "answer", "question", "question", strings.Repeat("a", 2000)).want(422)
	k.post(path, "answer", "question", "question", "Y a-t-il un bus ?").want(303)
	k.post(path, "answer", "question", "reason", "Et le midi ?").want(303)
	page := k.get(path).want(200).wantStage("asked")
	if !strings.Contains(page.text(), "Y a-t-il un bus ?") || !strings.Contains(page.text(), "Et le midi ?") {
		t.Error("the questions are not shown")
	}
	k.post(path, "answer", "peut-être").want(422)
	k.post(path).want(422)
	k.post(path, "answer", "yes", "referent", "x").want(422)
}

func TestAClosedInvitationHasAWayForward(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(1, nil)
	k, path := h.stranger(), paths[0]
	h.clock.move(11 * 24 * time.Hour)
	closed := k.get(path).want(410).wantStage("Cette proposition n'attend plus de réponse")
	if closed.page().Find(`button[name="answer"][value="question"]`).Text() != "Cela m'intéresse encore" {
		t.Error("no way forward")
	}
	k.post(path, "answer", "yes").want(410).wantStage("Cette proposition n'attend plus de réponse")
	k.post(path, "answer", "no").want(410)
	k.post(path, "answer", "question", "question", "Cette proposition m'intéresse encore.").want(303)
	if n := len(must(h.service.Deps.Invitations.Get(t.Context(), domain.System(), h.onlyInvitation().ID))(t).Questions); n != 1 {
		t.Errorf("%d questions", n)
	}
	h.clock.move(4 * 24 * time.Hour) // the link itself is too old
	old := k.get(path).want(410)
	if strings.Contains(old.text(), "Samira") || strings.Contains(old.text(), "Maçon") || !strings.Contains(old.text(), "vous intéresse encore") {
		t.Errorf("an old link says too much, or nothing:\n%s", old.text())
	}
	k.post(path, "answer", "yes").want(410)
	k.get(path + "/rendez-vous.ics").want(410)
	k.get(path + "/arret").want(410)
}

func (h *house) onlyInvitation() *domain.Invitation {
	h.tb.Helper()
	list, _, err := h.service.Deps.Invitations.Find(h.tb.Context(), domain.System(), domain.InvitationQuery{Limit: 2})
	if err != nil || len(list) != 1 {
		h.tb.Fatalf("%d invitations, %v", len(list), err)
	}
	return list[0]
}

func TestFollowingALinkChangesNothing(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(1, nil, h.soon(48))
	k, path := h.stranger(), paths[0]
	state := func() string {
		i := h.onlyInvitation()
		p := must(h.service.Person(t.Context(), domain.System(), i.Profile))(t)
		return fmt.Sprint(i.Revision, p.Revision, len(h.deliver()), len(h.lines()))
	}
	before := state()
	for range 50 {
		k.get(path).want(200)
		k.do(http.MethodHead, path, nil).want(200)
		k.do(http.MethodOptions, path, nil)
		k.get(path + "/arret").want(200)
		k.get(path + "?answer=yes").want(200)
	}
	if after := state(); after != before {
		t.Errorf("%s, then %s", before, after)
	}
	k.post(path, "answer", "yes").want(303)
	if state() == before {
		t.Error("the state that is compared does not see a yes")
	}
}

func TestALinkThatOpensNothing(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(2, nil)
	h.somebodyMine()
	own := h.ownLink("zoe@exemple.fr")
	unknown, from := h.stranger().get("/invitations/INCONNU").want(404).text(), 0
	bad := map[string]string{"tampered": paths[0][:len(paths[0])-1] + "a", "longer": paths[0] + "A", "of one's data": strings.Replace(own, "/mes-donnees/", "/invitations/", 1),
		"of a sign-in": "/invitations/" + h.link(h.users[domain.RoleReferent])[len("/connexion/"):], "with a null": "/invitations/%00", "a path": "/invitations/..%2f..%2fetc"}
	for name, path := range bad {
		from++
		k := h.strangerFrom(fmt.Sprintf("192.0.2.%d:4000", from))
		for _, got := range []answer{k.get(path), k.post(path, "answer", "yes"), k.get(path + "/rendez-vous.ics"), k.get(path + "/arret")} {
			if got.want(404); strings.Join(strings.Fields(got.page().Find("main").Text()), " ") == "" {
				t.Errorf("%s: an empty page", name)
			}
		}
		if got := k.get(path).text(); cutRequest(got) != cutRequest(unknown) {
			t.Errorf("%s is told from an unknown one", name)
		}
	}
	h.stranger().get(strings.Replace(paths[0], "/invitations/", "/mes-donnees/", 1)).want(404)
}

// cutRequest drops what differs from one request to the next.
func cutRequest(text string) string {
	before, _, _ := strings.Cut(text, "demande n°")
	return before
}

func TestTwentyBadInvitationLinksAMinute(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(1, nil)
	k := h.stranger()
	for n := range 20 {
		k.get(fmt.Sprintf("/invitations/INCONNU%d", n)).want(404)
	}
	if got := k.get(paths[0]).want(429); got.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	k.post(paths[0], "answer", "yes").want(429)
}

// Fifty people choose one slot at the same instant: one has it, the others read a page that says so and shows the rest.
func TestManyChooseOneSlotOnThePage(t *testing.T) {
	const people = 20
	h := MustHouse(t)
	slot, other := h.soon(48), h.soon(72)
	_, paths := h.asked(people, func(b *offerBody) { b.Places = people }, slot, other)
	for _, path := range paths {
		h.stranger().post(path, "answer", "yes").want(303)
	}
	got := make([]answer, people)
	var all sync.WaitGroup
	for n, path := range paths {
		k := h.stranger()
		all.Go(func() {
			got[n] = k.post(path, "answer", "yes", "slot", slot.ID())
		})
	}
	all.Wait()
	won := 0
	for _, page := range got {
		switch page.status {
		case http.StatusSeeOther:
			won++
		case http.StatusConflict:
			left := page.page().Find(`input[name="slot"]`).Map(func(_ int, i *goquery.Selection) string { return i.AttrOr("value", "") })
			if !strings.Contains(page.text(), "pris par une autre personne") || !slices.Equal(left, []string{other.ID(), "aucun"}) {
				t.Errorf("who came second is offered %q:\n%s", left, page.text())
			}
		default:
			t.Errorf("status %d", page.status)
		}
	}
	if won != 1 {
		t.Errorf("%d people have one slot", won)
	}
}

func TestAHiddenEmployerIsNamedWhenTheyMeet(t *testing.T) {
	h := MustHouse(t)
	slot := h.soon(48)
	_, paths := h.asked(1, func(b *offerBody) { b.HideEmployer = true }, slot)
	k, path := h.stranger(), paths[0]
	for _, pairs := range [][]string{nil, {"answer", "no"}, {"answer", "yes"}} {
		if pairs != nil {
			k.post(path, pairs...).want(303)
		}
		if got := k.get(path).want(200); strings.Contains(got.body, "Maçonnerie des Dunes") || strings.Contains(got.body, string(ownSIRET)) {
			t.Errorf("named after %q", pairs)
		}
	}
	k.post(path, "answer", "yes", "slot", slot.ID()).want(303)
	if got := k.get(path).want(200); !strings.Contains(got.body, "Maçonnerie des Dunes") {
		t.Error("whom does one meet?")
	}
}

func TestAPersonStopsProposalsFromTheirInvitation(t *testing.T) {
	h := MustHouse(t)
	_, paths := h.asked(2, nil)
	k := h.stranger()
	person := func(n int) domain.Candidate {
		return must(h.service.Person(t.Context(), domain.System(), fmt.Sprintf("EE-I%d", n)))(t).Candidate
	}
	k.post(paths[0]+"/arret", "stop", "jamais").want(422)
	k.post(paths[0]+"/arret", "stop", "pause").want(303)
	k.post(paths[0]+"/arret", "stop", "pause").want(303)
	if !person(0).Pause.On(domain.DayOf(h.clock.Now())) || person(0).Consent.Withdrawn.Known() {
		t.Errorf("%+v", person(0))
	}
	if got := k.get(paths[0]).want(200).wantStage("asked"); !strings.Contains(got.text(), "Vous êtes en pause") {
		t.Error("the pause is not said")
	}
	k.post(paths[1]+"/arret", "stop", "withdraw").want(303)
	if !person(1).Consent.Withdrawn.Known() {
		t.Errorf("%+v", person(1).Consent)
	}
	if got := k.post(paths[1], "answer", "yes").want(409); !strings.Contains(got.text(), "retiré votre accord") {
		t.Errorf("%s", got.text())
	}
	k.post(paths[1], "answer", "no").want(303)
}
