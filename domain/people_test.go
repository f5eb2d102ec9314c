package domain

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var testDay = DayOf(testAt)

// TestAdmissionByRole walks every stage × target × role and holds Admit against the table.
func TestAdmissionByRole(t *testing.T) {
	roles := []Role{RoleEmployer, RoleReferent, RoleAdviser, RoleFacilitator, RoleAdmin, RoleSystem, RoleStranger, RoleLink}
	for _, from := range Admissions() {
		for _, to := range Admissions() {
			for _, role := range roles {
				allowed, exists := false, false
				for _, m := range admissionMoves {
					if m.From == from && m.To == to {
						exists, allowed = true, allowed || m.By.Has(role)
					}
				}
				p := &Person{Admission: from, Profile: Profile{Domain: "batiment"}}
				err := p.Admit(to, Actor{ID: "u", Roles: role}, testAt, "une raison")
				want := Code("")
				switch {
				case !exists:
					want = CodeConflict
				case !allowed:
					want = CodeForbidden
				}
				if CodeOf(err) != want || (p.Stage() == to && len(p.History) == 1) != (err == nil) {
					t.Errorf("%s → %s by %s: %v, want %q", from, to, role, err, want)
				}
			}
		}
	}
	if stage := (&Person{}).Stage(); stage != AdmissionAccepted {
		t.Errorf("a file of before is %q", stage)
	}
}

func TestWhatARefusalAndAnAcceptanceAskFor(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	p := &Person{Admission: AdmissionProposed}
	if err := p.Admit(AdmissionAccepted, referent, testAt, ""); CodeOf(err) != CodeInvalid {
		t.Errorf("accepted into no domain: %v", err)
	}
	if err := p.Admit(AdmissionRefused, referent, testAt, "  "); CodeOf(err) != CodeInvalid {
		t.Errorf("refused without a reason: %v", err)
	}
}

// Nobody is proposed whom a referent has not accepted, whatever their accord.
func TestWhoMayBeProposed(t *testing.T) {
	given := Consent{On: testDay - 10}
	for _, tt := range []struct {
		name  string
		stage Admission
		k     Consent
		want  bool
	}{
		{"accepted, agreed", AdmissionAccepted, given, true},
		{"a file of before, agreed", "", given, true},
		{"accepted, not asked", AdmissionAccepted, Consent{}, false},
		{"accepted, said no", AdmissionAccepted, Consent{Withdrawn: testDay}, false},
		{"accepted, took it back today", AdmissionAccepted, Consent{On: testDay - 10, Withdrawn: testDay}, false},
		{"proposed, agreed", AdmissionProposed, given, false},
		{"refused, agreed", AdmissionRefused, given, false},
	} {
		p := &Person{Admission: tt.stage, Candidate: Candidate{Consent: tt.k}}
		if p.MayBeProposed(testDay) != tt.want || p.StandingOn(testDay).Consent != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, p.MayBeProposed(testDay), tt.want)
		}
	}
}

func TestRecordingAnAccord(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	for _, tt := range []struct {
		name   string
		before Consent
		on     Date
		field  string
	}{
		{"today", Consent{}, testDay, ""},
		{"a paper of last week", Consent{}, testDay - 7, ""},
		{"no day", Consent{}, 0, "on"},
		{"tomorrow", Consent{}, testDay + 1, "on"},
		{"a paper of three years", Consent{}, testDay.AddMonths(-36), "on"},
		{"a paper older than a no", Consent{Withdrawn: testDay - 3}, testDay - 5, "on"},
		{"agreed again after a no", Consent{On: testDay - 90, Withdrawn: testDay - 3}, testDay, ""},
		{"an older paper than what is known", Consent{On: testDay - 3}, testDay - 5, "on"},
		{"a newer one", Consent{On: testDay - 300}, testDay, ""},
	} {
		p := &Person{Candidate: Candidate{Consent: tt.before}}
		err := p.Agree(referent, ChannelPaper, tt.on, testAt)
		if tt.field == "" {
			want := Consent{On: tt.on, Wording: ConsentWording, By: "r", Channel: "paper"}
			if err != nil || p.Candidate.Consent != want || len(p.History) != 1 || p.History[0].Channel != "paper" {
				t.Errorf("%s: %v, kept %+v %+v", tt.name, err, p.Candidate.Consent, p.History)
			}
			continue
		}
		if CodeOf(err) != CodeInvalid || p.Candidate.Consent != tt.before || len(p.History) != 0 {
			t.Errorf("%s: %v, kept %+v", tt.name, err, p.Candidate.Consent)
		}
	}
	if ConsentText(ConsentWording) == "" || ConsentText("1999-01") != "" {
		t.Error("the wording of today has no text, or one that never was has")
	}
}

func TestSayingNo(t *testing.T) {
	p := &Person{}
	if !p.Decline(Holder(ChannelLink), testAt) || p.Candidate.Consent.Answer() != AnswerWithdrawn || p.History[0].To != "decline_consent" {
		t.Errorf("a no to the question: %+v %+v", p.Candidate.Consent, p.History)
	}
	if p.Decline(Holder(ChannelLink), testAt) || len(p.History) != 1 {
		t.Error("the same no twice leaves two lines")
	}
	p = &Person{Candidate: Candidate{Consent: Consent{On: testDay - 9, Channel: "phone"}}}
	if !p.Decline(Holder(ChannelLink), testAt) || p.Candidate.Consent.On != testDay-9 || p.History[0].To != "withdraw_consent" {
		t.Errorf("an accord taken back: %+v", p.Candidate.Consent)
	}
	for word, ok := range map[string]bool{"phone": true, "paper": true, "face_to_face": true, "link": false, "web": false, "pigeon": false, "": false} {
		if _, err := ParseChannel(word); (err == nil) != ok {
			t.Errorf("channel %q: %v", word, err)
		}
	}
}

func TestAccompanimentsAndTheirEnds(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	from := NewDate(2026, 6, 1)
	p := &Person{}
	if err := p.Join(CandidathequeProgramme, from, referent, testAt); err != nil || p.Candidate.AccompaniedUntil() != NewDate(2026, 11, 30) {
		t.Fatalf("%v %+v", err, p.Candidate.Accompaniments)
	}
	if !p.Candidate.EndsSoon(testDay) || p.Candidate.EndsSoon(testDay+8) || p.Candidate.EndsSoon(testDay-30) {
		t.Error("soon is within 30 days")
	}
	if err := p.Join(CandidathequeProgramme, testDay, referent, testAt); CodeOf(err) != CodeConflict {
		t.Errorf("twice in one programme: %v", err)
	}
	if err := p.Renew(CandidathequeProgramme, from, referent, testAt); err != nil || p.Candidate.AccompaniedUntil() != NewDate(2027, 5, 31) {
		t.Errorf("renewed: %v %+v", err, p.Candidate.Accompaniments)
	}
	if err := p.Renew(CandidathequeProgramme, from, referent, testAt); CodeOf(err) != CodeConflict {
		t.Errorf("renewed twice: %v", err)
	}
	for on, want := range map[Date]Code{0: CodeInvalid, from - 1: CodeInvalid, NewDate(2027, 6, 1): CodeInvalid} {
		if err := p.End(CandidathequeProgramme, from, on, referent, testAt); CodeOf(err) != want {
			t.Errorf("ended on %s: %v", on, err)
		}
	}
	if err := p.End(CandidathequeProgramme, from, testDay-1, referent, testAt); err != nil || p.StandingOn(testDay).Accompanied {
		t.Errorf("ended yesterday, still accompanied: %v", err)
	}
	if err := p.End("PLIE", from, testDay, referent, testAt); CodeOf(err) != CodeNotFound {
		t.Errorf("ended what is not there: %v", err)
	}
	open := &Person{}
	_ = open.Join("PLIE", from, referent, testAt)
	if err := open.Renew("PLIE", from, referent, testAt); CodeOf(err) != CodeConflict || open.Candidate.EndsSoon(testDay) {
		t.Errorf("an open programme renewed or ending: %v", err)
	}
}

func TestTwoFilesOfOnePerson(t *testing.T) {
	born, other := NewDate(1990, 1, 15), NewDate(1990, 1, 16)
	who := func(name string, birth Date, email, phone string) Identity {
		k := Candidate{Email: email, Phone: phone, BirthDate: birth}
		return Identity{Name: name, Keys: k.IdentityKeys(), Birth: birth}
	}
	for _, tt := range []struct {
		name string
		a, b Identity
		want []Likeness
	}{
		{"same name and birth, words turned", who("dupont jean", born, "", ""), who("jean dupont", born, "", ""), []Likeness{LikeName}},
		{"same name, another birth", who("dupont jean", born, "", ""), who("dupont jean", other, "", ""), nil},
		{"a slip of the pen", who("vanhoutte elodie", born, "", ""), who("vanhoute elodie", born, "", ""), []Likeness{LikeNear}},
		{"two slips in a short name", who("ly an", born, "", ""), who("li on", born, "", ""), nil},
		{"a name borne beside", who("maes jeanne", born, "", ""), who("maes baert jeanne", born, "", ""), []Likeness{LikeNear}},
		{"twins", who("dupont jean", born, "", ""), who("dupont marie", born, "", ""), nil},
		{"same address", who("a", 0, "a@exemple.fr", ""), who("b", 0, "A@exemple.fr", ""), []Likeness{LikeEmail}},
		{"same number, written otherwise", who("a", 0, "", "+33 6 12 34 56 78"), who("b", 0, "", "06.12.34.56.78"), []Likeness{LikePhone}},
		{"no number", who("a", 0, "", "12"), who("b", 0, "", "12"), nil},
		{"nothing known", who("dupont jean", 0, "", ""), who("dupont jean", 0, "", ""), nil},
		{"everything", who("dupont jean", born, "a@exemple.fr", "0612345678"), who("dupont jean", born, "a@exemple.fr", "0612345678"), []Likeness{LikeName, LikeEmail, LikePhone}},
	} {
		if got := tt.a.Like(tt.b); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if back := tt.b.Like(tt.a); len(back) != len(tt.want) {
			t.Errorf("%s: %v the other way round", tt.name, back)
		}
	}
}

func TestAMergeLosesNothingAndGivesNoAccordBack(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	keep := &Person{Record: Record{ID: "P1"}, Profile: Profile{Practised: []Practice{{ROME: "F1703", Months: 12}}, Level: 3, Refused: []ROME{"K2204"}},
		Candidate: Candidate{FirstName: "Samira", Phone: "06", Consent: Consent{On: testDay - 30}}}
	drop := &Person{Record: Record{ID: "P2", History: []Step{{To: "create", At: testAt.AddDate(0, 0, -9)}}}, Merged: []string{"P0"},
		Profile: Profile{Practised: []Practice{{ROME: "F1703", Months: 24}, {ROME: "K1304", Months: 6}}, Level: 4, Refused: []ROME{"K1304"}, RefusedSchedule: TraitNight},
		Candidate: Candidate{FirstName: "Sami", Email: "s@exemple.fr", Consent: Consent{On: testDay - 90, Withdrawn: testDay - 1},
			Accompaniments: []Accompaniment{{Programme: "PLIE", From: testDay - 50}}}}
	keep.Absorb(drop, referent, testAt)
	k, m := keep.Candidate, keep.Profile
	if k.FirstName != "Samira" || k.Phone != "06" || k.Email != "s@exemple.fr" || m.Level != 3 || len(k.Accompaniments) != 1 {
		t.Errorf("identity %+v", k)
	}
	if k.Consent.Given(testDay) {
		t.Error("an accord taken away came back")
	}
	if len(m.Practised) != 2 || m.Practised[0].Months != 24 || len(m.Refused) != 2 || m.RefusedSchedule != TraitNight {
		t.Errorf("profile %+v", m)
	}
	last := keep.History[len(keep.History)-1]
	if !slices.Equal(keep.Merged, []string{"P2", "P0"}) || last.To != "merge" || last.Reason != "P2" || last.Actor != "r" || len(keep.History) != 2 || len(last.Fields) == 0 {
		t.Errorf("merged %v, history %+v", keep.Merged, keep.History)
	}
}

// A merge made twice, as after a crash, is the merge made once.
func TestAMergeMadeAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := somebody(r, "A"), somebody(r, "B")
		b.Note("edit", Actor{ID: "r"}, testAt, "")
		once := *a
		once.Absorb(b, Actor{ID: "r"}, testAt)
		twice := once
		twice.Absorb(b, Actor{ID: "r"}, testAt)
		if changed := twice.ChangedFields(&once); len(changed) > 0 {
			r.Fatalf("changed again: %v", changed)
		}
		if len(twice.History) != len(once.History)+1 {
			r.Fatalf("history: %+v", twice.History)
		}
	})
}

func somebody(r *rapid.T, id string) *Person {
	day := func(label string) Date { return testDay - Date(rapid.IntRange(0, 400).Draw(r, id+label)) }
	codes := rapid.SliceOfN(rapid.SampledFrom([]ROME{"F1703", "K2204", "K1304"}), 0, 3)
	p := &Person{Record: Record{ID: id}, Profile: Profile{Refused: codes.Draw(r, id+"refused"), Level: rapid.IntRange(0, 8).Draw(r, id+"level"),
		Communes: rapid.SliceOfN(rapid.SampledFrom([]string{"59183", "59273"}), 0, 2).Draw(r, id+"communes")}}
	for _, code := range codes.Draw(r, id+"practised") {
		p.Profile.Practised = append(p.Profile.Practised, Practice{ROME: code, Months: rapid.IntRange(1, 40).Draw(r, id+"months")})
	}
	if rapid.Bool().Draw(r, id+"agreed") {
		p.Candidate.Consent.On = day("on")
	}
	if rapid.Bool().Draw(r, id+"withdrew") {
		p.Candidate.Consent.Withdrawn = day("withdrawn")
	}
	return p
}

// The history of an edit names fields, and each has its word.
func TestEveryFieldOfAFileHasItsWord(t *testing.T) {
	for prefix, typ := range map[string]reflect.Type{"profile.": reflect.TypeFor[Profile](), "candidate.": reflect.TypeFor[Candidate]()} {
		for f := range typ.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if personFields[prefix+name] == "" {
				t.Errorf("%s has no word", prefix+name)
			}
		}
	}
	before, after := &Person{Profile: Profile{Skills: []Skill{}}}, &Person{Candidate: Candidate{Phone: "06"}, Profile: Profile{Level: 3}}
	if got := after.ChangedFields(before); !slices.Equal(got, []string{"profile.level", "candidate.phone"}) {
		t.Errorf("changed %v", got)
	}
}

func TestWhoEditsAFile(t *testing.T) {
	p := &Person{Candidate: Candidate{Adviser: "a@exemple.fr"}}
	for _, tt := range []struct {
		name  string
		a     Actor
		edits bool
	}{
		{"a referent", Actor{Roles: RoleReferent}, true},
		{"their adviser", Actor{Roles: RoleAdviser, Email: "a@exemple.fr"}, true},
		{"another adviser", Actor{Roles: RoleAdviser, Email: "b@exemple.fr"}, false},
		{"an adviser without address", Actor{Roles: RoleAdviser}, false},
		{"an employer of that address", Actor{Roles: RoleEmployer, Email: "a@exemple.fr"}, false},
		{"a facilitator", Actor{Roles: RoleFacilitator}, false},
		{"the platform", System(), false},
	} {
		if CanEditPerson(tt.a, p) != tt.edits {
			t.Errorf("%s edits: %v", tt.name, !tt.edits)
		}
	}
}
