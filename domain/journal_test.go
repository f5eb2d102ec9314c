package domain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var journalDay = time.Date(2026, 11, 26, 9, 0, 0, 123_456_789, time.UTC)

// drawLine makes any line, of texts that hold what separates fields.
func drawLine(rt *rapid.T) JournalLine {
	text := rapid.StringMatching(`[a-c0-9:\n]{0,4}`)
	return JournalLine{Record: Record{Created: journalDay.Add(time.Duration(rapid.IntRange(0, 5000).Draw(rt, "ms")) * time.Millisecond)},
		Actor: text.Draw(rt, "actor"), Act: Act(text.Draw(rt, "act")), Object: text.Draw(rt, "object"), Person: text.Draw(rt, "person"),
		OnBehalf: text.Draw(rt, "behalf"), Channel: text.Draw(rt, "channel"), Reason: text.Draw(rt, "reason"),
		Count: rapid.IntRange(0, 3).Draw(rt, "count"), Request: text.Draw(rt, "request"), Event: text.Draw(rt, "event")}
}

// drawChain writes a journal of n lines, kept as JSON.
func drawChain(rt *rapid.T, n int) []JournalRow { return chainOf(drawLines(rt, n)) }

func drawLines(rt *rapid.T, n int) []JournalLine {
	lines := make([]JournalLine, n)
	for i := range lines {
		lines[i] = drawLine(rt)
	}
	return lines
}

// chainOf writes these lines one after the other.
func chainOf(lines []JournalLine) []JournalRow {
	head, rows := JournalHead{}, make([]JournalRow, len(lines))
	for i, l := range lines {
		l.Follow(head)
		l.Revision = 1
		head, rows[i] = l.Chain(), JournalRow{ID: l.ID, Line: &l, Exact: true}
	}
	return rows
}

func read(rows []JournalRow, known ...JournalHead) []JournalFault {
	chain := JournalChain{Known: known}
	for _, r := range rows {
		chain.Read(r)
	}
	faults, _ := chain.End()
	return faults
}

func TestTwoLinesHaveTheSameFormOnlyWhenTheyAreTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := drawLine(rt), drawLine(rt)
		a.Follow(JournalHead{})
		b.Follow(JournalHead{})
		if same := a.Hash == b.Hash; same != (fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b)) || same != bytes.Equal(a.canonical(), b.canonical()) {
			rt.Fatalf("hashes are the same: %v, of\n%+v\n%+v", same, a, b)
		}
	})
}

func TestALineSurvivesItsJSON(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := drawLine(rt)
		l.Follow(JournalHead{Number: 41, Hash: "x"})
		l.Revision = 1
		raw, err := json.Marshal(&l)
		if err != nil {
			rt.Fatal(err)
		}
		var back JournalLine
		if err := json.Unmarshal(raw, &back); err != nil || !back.sound(42) {
			rt.Fatalf("%s, %v", raw, err)
		}
	})
}

func TestAWholeChainHasNoFault(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawChain(rt, rapid.IntRange(0, 20).Draw(rt, "lines"))
		var known []JournalHead
		if len(rows) > 0 {
			known = []JournalHead{rows[len(rows)/2].Line.Chain(), rows[len(rows)-1].Line.Chain()}
		}
		if faults := read(rows, known...); len(faults) > 0 {
			rt.Fatalf("%v", faults)
		}
	})
}

func TestWhateverIsDoneToAChainIsNamedByNumber(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawChain(rt, rapid.IntRange(3, 12).Draw(rt, "lines"))
		last := rows[len(rows)-1].Line.Chain()
		at := rapid.IntRange(0, len(rows)-2).Draw(rt, "at") // a line that has one after it
		n := int64(at + 1)
		l := *rows[at].Line
		tamper := rapid.SampledFrom([]string{"another actor", "another instant", "a space", "another number", "unreadable", "taken out",
			"swapped", "twice", "foreign", "another hash", "made again"}).Draw(rt, "how")
		want := JournalFault{Kind: LineAltered, Number: n}
		switch tamper {
		case "another actor":
			l.Actor += "x"
		case "another instant":
			l.Created = l.Created.Add(time.Millisecond)
		case "another number":
			l.Number++
		case "another hash":
			l.Hash = strings.Repeat("0", 64)
		case "a space":
			rows[at].Exact = false
		case "unreadable":
			rows[at].Line = nil
		case "made again": // by somebody who knows the form
			l.Actor += "x"
			l.Hash = l.digest()
			want = JournalFault{Kind: LineUnchained, Number: n + 1}
		case "taken out":
			rows = slices.Delete(rows, at, at+1)
			want = JournalFault{Kind: LineMissing, Number: n, Last: n}
		case "swapped":
			rows[at], rows[at+1] = rows[at+1], rows[at]
			want = JournalFault{Kind: LineMoved, Number: n}
		case "twice":
			rows = slices.Insert(rows, at, rows[at])
			want = JournalFault{Kind: LineMoved, Number: n}
		case "foreign":
			rows = slices.Insert(rows, at, JournalRow{ID: "7bis", Line: &l, Exact: true})
			want = JournalFault{Kind: LineForeign, ID: "7bis"}
		}
		if tamper != "unreadable" && tamper != "taken out" && tamper != "swapped" && tamper != "twice" && tamper != "foreign" {
			rows[at].Line = &l
		}
		faults := read(rows, last)
		if !slices.Contains(faults, want) {
			rt.Fatalf("%s of line %d: %v", tamper, n, faults)
		}
		if tamper == "another actor" && len(faults) > 1 {
			rt.Fatalf("one altered line, and %v", faults)
		}
	})
}

func TestATailThatWasCutIsMissedByTheHeadNoted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := drawChain(rt, rapid.IntRange(2, 10).Draw(rt, "lines"))
		noted := rows[len(rows)-1].Line.Chain()
		kept := rows[:rapid.IntRange(0, len(rows)-1).Draw(rt, "kept")]
		if got := read(kept, noted); !slices.Equal(got, []JournalFault{{Kind: TailCut, Number: noted.Number}}) {
			rt.Fatalf("%v", got)
		}
		if got := read(kept); len(got) > 0 {
			rt.Fatalf("without a head noted: %v", got)
		}
	})
}

func TestAJournalWrittenAnewHasNotTheHeadNoted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		noted := drawChain(rt, 4)[2].Line.Chain()
		anew := drawLines(rt, 4)
		anew[rapid.IntRange(0, 2).Draw(rt, "other")].Actor += "z" // which no drawn line has
		if got := read(chainOf(anew), noted); !slices.Equal(got, []JournalFault{{Kind: LineRewritten, Number: 3}}) {
			rt.Fatalf("%v", got)
		}
	})
}

func TestAHeadIsReadAsItIsWritten(t *testing.T) {
	l := JournalLine{}
	l.Follow(JournalHead{})
	if got, err := ParseJournalHead(" " + l.Chain().String() + "\n"); err != nil || got != l.Chain() {
		t.Errorf("%v, %v", got, err)
	}
	for _, text := range []string{"", "1", "0:" + l.Hash, "x:" + l.Hash, "1:abc", "1:" + strings.Repeat("z", 64)} {
		if _, err := ParseJournalHead(text); CodeOf(err) != CodeInvalid {
			t.Errorf("%q was read", text)
		}
	}
}

func TestJournalKeysSortAsNumbers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.Int64Range(1, 1e11).Draw(rt, "a"), rapid.Int64Range(1, 1e11).Draw(rt, "b")
		if (a < b) != (JournalID(a) < JournalID(b)) || JournalNumber(JournalID(a)) != a {
			rt.Fatalf("%d and %d", a, b)
		}
	})
	for _, id := range []string{"", "1", "0000000000001", "000000000000", "-00000000001", "00000000000a"} {
		if JournalNumber(id) != 0 {
			t.Errorf("%q is the key of a line", id)
		}
	}
}

func TestStepsAreToldWithoutWhatPeopleTyped(t *testing.T) {
	user := "u-" + strings.Repeat("0123abcd", 4)
	step := Step{From: "draft", To: "submitted", At: journalDay, Actor: user, Reason: "Mme Dupont m'a appelé"}
	entry := Step{From: "P 17 proposed", To: "kept", At: journalDay, Actor: user, Reason: "voisine de Mme Dupont"}
	for _, tt := range []struct {
		name string
		of   Journaled
		step Step
		want Deed
	}{
		{"an offer", &Offer{Record: Record{ID: "o1"}}, step, Deed{Act: "offer.submitted", Object: "o1"}},
		{"a person", &Person{Record: Record{ID: "P17"}}, Step{To: "merge", At: journalDay, Actor: user, Reason: "P18"}, Deed{Act: "person.merge", Person: "person/P17"}},
		{"somebody kept", &Shortlist{Record: Record{ID: "s1"}}, entry, Deed{Act: "shortlist.kept", Object: "s1", Person: "person/P 17"}},
		{"somebody added", &Shortlist{Record: Record{ID: "s1"}}, Step{To: "add P 17", At: journalDay, Actor: user}, Deed{Act: "shortlist.add", Object: "s1", Person: "person/P 17"}},
		{"a list shared", &Shortlist{Record: Record{ID: "s1"}}, Step{From: "reviewed", To: "shared", At: journalDay, Actor: user}, Deed{Act: "shortlist.shared", Object: "s1"}},
		{"a position", &Position{Record: Record{ID: PairID("o1", "P17")}, OfferID: "o1", Profile: "P17"}, Step{To: "proposed", At: journalDay, Actor: user}, Deed{Act: "position.proposed", Object: "o1", Person: "person/P17"}},
		{"an account", &User{Record: Record{ID: user}}, Step{To: "create", At: journalDay, Actor: user}, Deed{Act: "user.create", Person: UserSubject(user)}},
		{"an import", &Import{Record: Record{ID: "i1"}, Rows: 12}, Step{To: "done", At: journalDay, Actor: user}, Deed{Act: "import.done", Object: "i1", Count: 12}},
		{"a verb that somebody typed", &Offer{Record: Record{ID: "o1"}}, Step{To: "Mme Dupont", At: journalDay, Actor: user}, Deed{Act: "offer.other", Object: "o1"}},
	} {
		tt.want.At, tt.want.Actor = journalDay, UserSubject(user)
		if got := DeedOf(tt.of, tt.step); got != tt.want {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
	phoned := DeedOf(&Offer{}, Step{To: "edit", Actor: "system", OnBehalf: user, Channel: "phone"})
	if phoned.Actor != SubjectSystem || phoned.OnBehalf != UserSubject(user) || phoned.Channel != "phone" {
		t.Errorf("on behalf: %+v", phoned)
	}
	if got := DeedOf(&Offer{}, Step{To: "edit", Actor: user, OnBehalf: "P17"}).OnBehalf; got != PersonSubject("P17") {
		t.Errorf("on behalf of a person: %q", got)
	}
}

// TestEveryStateReachedHasItsWords walks the tables: an act that the journal could only show as a code fails.
func TestEveryStateReachedHasItsWords(t *testing.T) {
	kinds := map[string]string{"Employer": "employer", "Offer": "offer", "Shortlist": "shortlist", "Entry": "shortlist", "EmployerSide": "shortlist",
		"Admission": "person", "SecondLevel": "offer", "Position": "position", "Training": "training", "Alert": "alert", "Mail": "mail", "Account": "user",
		"Membership": "membership", "Invitation": "invitation", "Introduction": "introduction", "Occasion": "occasion", "SignUp": "signup"}
	for _, table := range StateTables() {
		kind, journaled := kinds[table.Object]
		if !journaled {
			t.Errorf("say here which kind of object of the journal %s is", table.Object)
		}
		for _, m := range table.Moves {
			to := m.To
			if table.Object == "SecondLevel" {
				to = string(SecondLevelAct(SecondLevelStatus(to)))[len("offer."):]
			}
			if act := Act(kind + "." + guardedVerb(kind, to)); act.Told() && act.French() == string(act) {
				t.Errorf("%s has no words", act)
			}
		}
	}
	seen := map[Act]bool{}
	for _, act := range Acts() {
		if seen[act] || act.Kind() == "" || act.French() == "" {
			t.Errorf("%s is twice in the table, or says nothing", act)
		}
		seen[act] = true
		if !slices.ContainsFunc(ActKinds(), func(k ActKind) bool { return k.Code == act.Kind() }) {
			t.Errorf("%s is of a kind that the filter does not offer", act)
		}
	}
}

// TestTheJournalTellsNoNoFromSilence writes whole lives of invitations and of what they became: those of one group read the
// same, line by line and day by day.
func TestTheJournalTellsNoNoFromSilence(t *testing.T) {
	referent, noted, link := Actor{ID: "u-1", Roles: RoleReferent}, Actor{ID: "u-1", Roles: RoleReferent, OnBehalf: "P1", Channel: "phone"}, Holder(ChannelLink)
	const asked, no, yes, back, taken, expired, cancelled, why = "asked", "no", "yes", "back", "taken", "expired", "cancelled", "why"
	steps := map[string]Step{asked: {From: string(InvitationQueued), To: string(InvitationSent)}, no: {From: string(InvitationSent), To: string(InvitationDeclined)},
		yes: {From: string(InvitationSent), To: string(InvitationAccepted)}, back: {From: string(InvitationAccepted), To: string(InvitationDeclined)},
		expired: {From: string(InvitationSent), To: string(InvitationExpired)}, cancelled: {From: string(InvitationSent), To: string(InvitationCancelled)},
		taken: {From: string(InvitationAccepted), To: string(InvitationCancelled)}, why: {To: ActExplain}}
	goes := func(from, to IntroductionStatus) string { return string(from) + " " + string(to) }
	type told struct {
		step string // of the invitation, or « from to » of the introduction
		by   Actor
	}
	begins := told{goes("", IntroductionAccepted), link}
	life := func(of InvitationFor, acts []told) (lines []Deed) {
		for n, a := range acts {
			i := &Invitation{For: of, Object: "o1", Profile: "P1"}
			step, own := steps[a.step]
			var from Journaled = i
			if !own {
				from = &Introduction{OfferID: "o1", Profile: "P1"}
				step.From, step.To, _ = strings.Cut(a.step, " ")
			}
			step.At, step.Actor, step.OnBehalf, step.Channel = time.Unix(int64(n), 0), a.by.ID, a.by.OnBehalf, a.by.Channel
			if d := DeedOf(from, step); d.Act.Told() {
				lines = append(lines, d)
			}
		}
		return lines
	}
	for name, group := range map[string]struct {
		of    InvitationFor
		lives [][]told
		lines int
	}{
		"no yes to an offer": {ForOffer, [][]told{{{asked, referent}, {expired, System()}}, {{asked, referent}, {no, link}, {why, link}}, {{asked, referent}, {no, noted}},
			{{asked, referent}, {cancelled, referent}}, {{asked, referent}, {cancelled, System()}}, {{asked, referent}}}, 1},
		"no yes to a meetup": {ForMeetup, [][]told{{{asked, referent}, {expired, System()}}, {{asked, referent}, {no, link}}, {{asked, referent}, {cancelled, System()}}}, 1},
		"a yes to an offer that came to nothing": {ForOffer, [][]told{
			{{asked, referent}, begins, {yes, link}, {goes(IntroductionAccepted, IntroductionWithdrew), link}, {back, link}},
			{{asked, referent}, begins, {back, noted}, {goes(IntroductionAccepted, IntroductionWithdrew), noted}},
			{{asked, referent}, begins, {yes, link}, {goes(IntroductionAccepted, IntroductionCancelled), referent}},
			{{asked, referent}, begins, {yes, link}, {goes(IntroductionAccepted, IntroductionNotHired), Actor{ID: "u-2"}}},
			{{asked, referent}, begins, {yes, link}, {goes(IntroductionAccepted, IntroductionCancelled), System()}}}, 3},
		"a yes to a meetup that came to nothing": {ForMeetup, [][]told{{{asked, referent}, {yes, link}, {back, link}}, {{asked, referent}, {yes, link}, {back, noted}},
			{{asked, referent}, {yes, link}, {taken, referent}}}, 3},
		"met, or missed": {ForOffer, [][]told{{begins, {goes(IntroductionSlotChosen, IntroductionMet), referent}}, {begins, {goes(IntroductionSlotChosen, IntroductionNoShow), referent}}}, 2},
	} {
		for n, acts := range group.lives {
			got, want := life(group.of, acts), life(group.of, group.lives[0])
			for _, lines := range [][]Deed{got, want} { // when it ended is the platform's own business: a yes had its line
				for l := range lines {
					lines[l].At = time.Time{}
				}
			}
			if !slices.Equal(got, want) || len(got) != group.lines {
				t.Errorf("%s, life %d: %+v, want %+v (%d lines)", name, n, got, want, group.lines)
			}
		}
	}
}
