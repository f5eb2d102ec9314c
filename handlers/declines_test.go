package handlers

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// fate is what becomes of the invitation of the first person; everybody else's is the same in each house.
type fate string

// The fates that nobody outside may tell from one another.
const (
	fateNo      fate = "a no"
	fateSilence fate = "silence"
)

// course is how the invitations of a house go on, whatever their people say.
type course string

// The courses: until their last day; or the offer fills after a week, of which people are written to or phoned, and an
// immersion that some of them are proposed too moves, then is cancelled.
const (
	courseLastDay course = "until the last day"
	courseFilled  course = "until the offer is filled"
)

// The reasons that people gave, planted: nobody but a referent, and the person, reads them.
var declineMarks = []string{"Zqpasledroit", "Zqchangedavis"}

// declined is a house in which people were invited, and in which one said yes and came, one yes and did not come, one yes
// and then no, one nothing at all, and the first what fate says.
type declined struct {
	*livedIn
	asked  map[string]invitationBody // by person
	tokens map[string]string
}

func mustDecline(t *testing.T, f fate, way course) *declined {
	t.Helper()
	d := &declined{livedIn: &livedIn{house: MustHouse(t)}, asked: map[string]invitationBody{}, tokens: map[string]string{}}
	referent := d.api(domain.RoleReferent)
	for n := range 5 {
		d.people = append(d.people, d.person(n))
		d.followedBy(d.people[n])
	}
	d.settle()
	draft := masonOffer()
	draft.Places, draft.Experience = 3, 60 // who has more experience stands before: both houses have one order
	if way == courseFilled {
		draft.Places = 1
	}
	o := d.published(draft)
	d.offer = o
	var list shortlistBody
	referent.send(http.MethodPost, "/api/v1/offers/"+o.ID+"/shortlists", "").want(201).into(&list)
	d.ids = map[string][]string{"offres": {o.ID}, "offers": {o.ID}, ":offer": {o.ID}, "preselections": {list.ID}, "shortlists": {list.ID}, "candidatheque": d.people,
		"profiles": d.people, "personnes": d.people, ":profile": d.people[:2], ":siret": {string(ownSIRET)}, ":gate": {"distance"}, "comptes": {d.users[domain.RoleEmployer].ID}}
	path := "/api/v1/shortlists/" + list.ID
	for _, id := range d.people {
		if !slices.ContainsFunc(list.Entries, func(e entryBody) bool { return e.Profile == id }) {
			t.Fatalf("%s is not on the list: %+v", id, list.Entries)
		}
		referent.send(http.MethodPost, path+"/entries/"+id+"/keep", "").want(200)
	}
	referent.send(http.MethodPost, path+"/share", "").want(200)
	var done invitedBody
	referent.send(http.MethodPost, path+"/invitations", inviteRequest{Profiles: d.people}).want(201).into(&done)
	if len(done.Invitations) != 5 {
		t.Fatalf("invited %+v, refused %+v", done.Invitations, done.Refused)
	}
	for _, i := range done.Invitations {
		d.asked[i.Profile] = i
		d.ids["invitations"] = append(d.ids["invitations"], i.ID)
	}
	d.ids["propositions"] = slices.Clone(d.ids["invitations"])
	for n, id := range d.people {
		for _, m := range d.deliver() {
			if _, rest, found := strings.Cut(m.Body.Text, baseURL+"/invitations/"); found && m.To.Address == strings.ToLower(mark("courriel", n))+"@exemple.fr" {
				d.tokens[id], _, _ = strings.Cut(rest, "\n")
			}
		}
		if d.tokens[id] == "" {
			t.Fatalf("%s has no letter", id)
		}
	}
	if way == courseFilled {
		d.fill(o, f)
	} else {
		d.act(o, f)
	}
	d.settle()
	return d
}

// act lets the days pass, with what everybody does in them.
func (d *declined) act(o offerBody, f fate) {
	d.tb.Helper()
	d.clock.move(24 * time.Hour)
	for _, n := range []int{1, 2, 3} {
		d.say(d.people[n], "yes", "")
	}
	d.deliver()
	var going listBody[introductionBody]
	d.api(domain.RoleReferent).get("/api/v1/introductions?offer=" + o.ID).want(200).into(&going)
	for _, x := range going.Items {
		d.ids["introductions"] = append(d.ids["introductions"], x.ID)
	}
	d.ids["mises-en-relation"] = slices.Clone(d.ids["introductions"])
	d.clock.move(24 * time.Hour)
	for _, x := range going.Items {
		switch x.Profile {
		case d.people[1]:
			d.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/introductions/"+x.ID+"/met", "").want(200)
		case d.people[2]:
			d.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/introductions/"+x.ID+"/no-show", `{"whose":"person"}`).want(200)
		}
	}
	d.say(d.people[3], "no", declineMarks[1])
	d.deliver()
	d.clock.move(6 * 24 * time.Hour)
	d.rounds()
	if f == fateNo {
		d.say(d.people[0], "no", declineMarks[0])
	}
	d.rounds()
	d.clock.move(6 * 24 * time.Hour) // a Monday: the letter of the day leaves
	d.rounds()
}

// fill lets the first and the last person say no at once, or nothing, to the offer and to an immersion; then the
// immersion moves, twice, the first one has no mailbox any more, the only place is taken, and the immersion is cancelled.
func (d *declined) fill(o offerBody, f fate) {
	d.tb.Helper()
	ctx, referent := d.tb.Context(), domain.Actor{ID: d.users[domain.RoleReferent].ID, Roles: domain.RoleReferent}
	fated := []string{d.people[0], d.people[4]}
	no := func(id string) {
		if f == fateNo {
			must(d.service.AnswerFor(ctx, referent, id, hiring.PersonAnswer{Answer: hiring.AnswerNo, Text: declineMarks[0]}, "", domain.ChannelPhone))(d.tb)
		}
	}
	day := domain.DayOf(d.clock.Now())
	stay := must(d.service.OpenOccasion(ctx, referent, domain.Occasion{For: domain.ForPMSMP, Title: "Une semaine sur un chantier", SIRET: ownSIRET, ROMEs: []domain.ROME{"F1703"},
		Place: domain.Commune{INSEE: "59183", PostalCode: "59140", Name: "Dunkerque"}, From: day + 14, To: day + 18, Places: 5, Words: "Une semaine avec une équipe de maçons, de l'atelier au chantier."}))(d.tb)
	asked := must(d.service.Invite(ctx, referent, hiring.InvitePlan{For: domain.ForPMSMP, Object: stay.ID, Profiles: fated}))(d.tb)
	if len(asked.Invitations) != len(fated) {
		d.tb.Fatalf("%+v", asked.Refused)
	}
	d.clock.move(25 * time.Hour)
	d.rounds()
	for n, id := range fated {
		no(d.asked[id].ID)
		no(asked.Invitations[n].ID)
	}
	d.say(d.people[1], "yes", "")
	for n := range 7 {
		switch n {
		case 3, 5:
			stay = must(d.service.Occasion(ctx, referent, stay.ID))(d.tb)
			said := *stay
			said.To++
			must(d.service.EditOccasion(ctx, referent, stay.ID, stay.Revision, said))(d.tb)
		case 4:
			d.mute(fated[0])
		}
		d.clock.move(24 * time.Hour)
		d.rounds()
	}
	var going listBody[introductionBody]
	d.api(domain.RoleReferent).get("/api/v1/introductions?offer=" + o.ID).want(200).into(&going)
	path := "/api/v1/introductions/" + going.Items[0].ID
	d.api(domain.RoleReferent).send(http.MethodPost, path+"/met", "").want(200)
	d.api(domain.RoleReferent).send(http.MethodPost, path+"/outcome", `{"hired":true,"contract":"CDI","start":"2026-12-15","weekly_hours":35}`).want(200)
	must(d.service.CancelOccasion(ctx, referent, stay.ID, "l'entreprise ne peut plus"))(d.tb)
	d.rounds()
	d.clock.move(time.Hour)
	d.rounds()
}

// rounds is what the platform does by itself, with the letters that follow.
func (d *declined) rounds() {
	d.tb.Helper()
	if err := d.service.Rounds(d.tb.Context()); err != nil {
		d.tb.Fatal(err)
	}
	d.deliver()
}

// say answers by the link of somebody's letter.
func (d *declined) say(id, answer, reason string) {
	d.tb.Helper()
	pairs := []string{"answer", answer}
	if reason != "" {
		pairs = append(pairs, "reason", reason)
	}
	if got := d.stranger().post("/invitations/"+d.tokens[id], pairs...); got.status != http.StatusSeeOther && got.status != http.StatusOK {
		d.tb.Fatalf("%s says %s: %d %s", id, answer, got.status, got.text())
	}
}

// reader is somebody who reads, and what of it is held.
type reader struct {
	name string
	viewer
	only func(request) bool
}

// readers are everybody, but the person whose answer it is: a referent by the files that they take away.
func (d *declined) readers() (all []reader) {
	d.tb.Helper()
	holder := viewer{d.stranger(), d.stranger(), domain.RoleStranger}
	holder.browser.get("/invitations/" + d.tokens[d.people[1]])
	all = []reader{{"rival", d.viewerOf(d.rival), everything}, {"stranger", viewer{d.stranger(), d.stranger(), domain.RoleStranger}, everything}, {"link holder", holder, everything}}
	for _, role := range userRoles {
		r := reader{role.String(), d.viewerOf(d.users[role]), everything}
		if role == domain.RoleReferent {
			r.only = tables
		}
		all = append(all, r)
	}
	// A referent with a seat in the establishment reads of its offers what an employer does.
	seated := must(d.service.AddUser(d.tb.Context(), domain.System(), hiring.NewUser{Email: "assise@exemple.fr", Name: "Assise", Roles: domain.RoleReferent | domain.RoleEmployer,
		SIRETs: []domain.SIRET{ownSIRET}}))(d.tb)
	return append(all, reader{"referent with a seat", d.viewerOf(seated), everything})
}

// read is everything a reader is given: by the page's address without what is random, every answer without its dates.
func (d *declined) read(v reader) map[string][]string {
	d.tb.Helper()
	all := append(crawl(v.browser, "/", "/offres", "/personnes", "/formations", "/compte", "/admin", "/journal", "/courriels", "/entreprises", "/eligibilites"), d.tabled()...)
	seen, answers := map[string]bool{}, map[string][]string{}
	for _, r := range all {
		if r.method != http.MethodGet || seen[r.path] || !v.only(r) {
			continue
		}
		seen[r.path] = true
		v.browser.from, v.program.from = fmt.Sprintf("203.0.113.%d:4000", len(seen)%250), fmt.Sprintf("198.51.100.%d:4000", len(seen)%250) // limits are another test's
		got := v.send(r)
		if got.status == http.StatusTooManyRequests {
			d.tb.Fatalf("%s, %s: too many requests to be held to anything", v.name, r)
		}
		kind := got.header.Get("Content-Type")
		switch {
		case v.roles == domain.RoleReferent && !strings.HasPrefix(kind, "text/csv"):
			continue // a page of theirs, where they read answers
		case kind == "application/pdf":
			got.body = "" // packed: its words are those of the page beside it
		}
		if strings.HasPrefix(r.path, "/journal?") {
			got.body = numbered.ReplaceAllString(got.body, "…;")
		}
		at := undated(r.path)
		answers[at] = append(answers[at], fmt.Sprintf("%d %s\n%s", got.status, undated(got.header.Get("Location")), undated(got.body)))
	}
	for at := range answers {
		slices.Sort(answers[at])
	}
	return answers
}

// passing are what two houses cannot have the same: random keys, and when things happened. Counts are held.
var passing = regexp.MustCompile(`[A-Za-z0-9_-]{24,}|\b\d{12,}\b|\b\d{4}-\d\d-\d\d(T[0-9:.]+Z?)?|\b\d{1,2}(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)( \d{4})?` +
	`|\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\bà \d{1,2} h( \d\d)?|il y a \d+ (jours|heures|minutes)|\bhier\b|aujourd(&#39;|')hui|à l(&#39;|')instant|\b\d\d:\d\d(:\d\d)?\b|…[0-9a-f]{6}\b|\d+ lignes, relue|\b\d+:[0-9a-f]{16,}`)

// numbered is the column of the numbers of lines in the file of the journal: two readings of one moment are in another order
// elsewhere. How many lines there are is held.
var numbered = regexp.MustCompile(`(?m:^\d+;)`)

// undated is a text without them, its lines in order: what is sorted by a random key is in another order elsewhere.
func undated(text string) string {
	lines := strings.Split(strings.ReplaceAll(passing.ReplaceAllString(text, "…"), ">", ">\n"), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// everything but what is the person's own (the file that an administrator gives to them alone) and what is the reader's
// (links, keys).
func everything(r request) bool {
	return !slices.ContainsFunc([]string{"/accord/", "/admin/effacement", "/connexion", "/compte"}, func(path string) bool { return strings.HasPrefix(r.path, path) })
}

// tables are the files that a referent takes out of the house.
func tables(r request) bool { return strings.Contains(r.path, "format=csv") && everything(r) }

// TestNoDeclineLeavesThePlatform fills two houses that differ by one thing: the first person said no, or was silent. Whoever
// is not a referent reads the same in both, page by page, file by file, the journal and every letter in the queue included;
// so does a referent in the files that they take away. No reason is read anywhere.
func TestNoDeclineLeavesThePlatform(t *testing.T) {
	for _, way := range []course{courseLastDay, courseFilled} {
		t.Run(string(way), func(t *testing.T) { noDeclineLeaves(t, way) })
	}
}

// noDeclineLeaves holds two houses of a course to one another.
func noDeclineLeaves(t *testing.T, way course) {
	t.Helper()
	fates := []fate{fateSilence, fateNo}
	houses := map[fate]*declined{}
	answers := map[fate]map[string]map[string][]string{}
	for _, f := range fates {
		d := mustDecline(t, f, way)
		houses[f], answers[f] = d, map[string]map[string][]string{}
		for _, v := range d.readers() {
			answers[f][v.name] = d.read(v)
		}
	}
	var own invitationBody
	houses[fateNo].api(domain.RoleReferent).get("/api/v1/invitations/" + houses[fateNo].asked[houses[fateNo].people[0]].ID).want(200).into(&own)
	if own.Status != domain.InvitationDeclined || own.Reason != declineMarks[0] {
		t.Fatalf("nobody declined: %+v", own)
	}
	read := 0
	for name, silent := range answers[fateSilence] {
		for _, f := range fates {
			read += len(answers[f][name])
			differs(t, name+", "+string(f), silent, answers[f][name])
			for at, bodies := range answers[f][name] {
				for _, word := range declineMarks {
					if strings.Contains(strings.Join(bodies, "\n"), word) {
						t.Errorf("%s, %s: %s shows %q", name, f, at, word)
					}
				}
			}
		}
	}
	if read < 500 {
		t.Errorf("only %d answers were read: the crawl is broken", read)
	}
	houses[fateNo].holdsLetters(t, houses[fateSilence])
}

// differs tells each address at which two readings are not the same, and what is in one only.
func differs(t *testing.T, name string, want, got map[string][]string) {
	t.Helper()
	for at := range want {
		w, g := strings.Join(want[at], "\n"), strings.Join(got[at], "\n")
		if w != g {
			t.Errorf("%s: %s tells it apart: %s", name, at, difference(w, g))
		}
	}
	for at := range got {
		if _, known := want[at]; !known {
			t.Errorf("%s: %s is there in this house only", name, at)
		}
	}
}

// difference is the first lines that are in one text only.
func difference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	var only []string
	for _, side := range []struct {
		sign         string
		lines, other []string
	}{{"-", left, right}, {"+", right, left}} {
		for _, line := range side.lines {
			if n := strings.TrimSpace(line); n != "" && !slices.Contains(side.other, line) && len(only) < 6 {
				only = append(only, side.sign+" "+n[:min(len(n), 300)])
			}
		}
	}
	return "\n" + strings.Join(only, "\n")
}

// holdsLetters holds the letters to what they are in another house: to anybody but the person, the same; and no reason in any.
func (d *declined) holdsLetters(t *testing.T, other *declined) {
	t.Helper()
	letters := func(of *declined) (list []string) {
		for _, m := range of.deliver() {
			whole := m.Body.Subject + m.Body.Text + m.Body.HTML + m.Body.Calendar
			for _, word := range declineMarks {
				if strings.Contains(whole, word) {
					t.Errorf("a letter to %s says %q", m.To.Address, word)
				}
			}
			if m.To.Kind != domain.RecipientPerson {
				list = append(list, m.To.Address+" "+m.Kind+"\n"+undated(m.Body.Subject+"\n"+m.Body.Text))
			}
		}
		slices.Sort(list)
		return list
	}
	if a, b := letters(d), letters(other); !slices.Equal(a, b) {
		t.Errorf("%d letters, %d in the other house: %s", len(a), len(b), difference(strings.Join(a, "\n"), strings.Join(b, "\n")))
	}
}
