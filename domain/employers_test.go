package domain

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var everyRole = []Role{RoleEmployer, RoleReferent, RoleAdviser, RoleFacilitator, RoleAdmin, RoleSystem, RoleStranger, RoleLink}

// walkStates tries every state × target × role and holds what happens to the table: allowed where a line says so.
func walkStates[S state, T any](t *testing.T, table moves[S, T], states []S, move func(from, to S, role Role) (moved bool, err error)) {
	t.Helper()
	for _, from := range states {
		for _, to := range states {
			for _, role := range everyRole {
				exists, allowed := false, false
				for _, m := range table {
					if m.From == from && m.To == to {
						exists, allowed = true, allowed || m.By.Has(role)
					}
				}
				want := Code("")
				switch {
				case !exists:
					want = CodeConflict
				case !allowed:
					want = CodeForbidden
				}
				moved, err := move(from, to, role)
				if CodeOf(err) != want || moved != (err == nil) {
					t.Errorf("%s → %s by %s: %v (moved: %v), want %q", from, to, role, err, moved, want)
				}
			}
		}
	}
}

func TestEmployerStatesByRole(t *testing.T) {
	states := append(EmployerStatuses(), EmployerRegistered)
	walkStates(t, employerMoves, states, func(from, to EmployerStatus, role Role) (bool, error) {
		e := &Employer{Record: Record{ID: string(ownSIRET)}, Status: from}
		actor := Actor{ID: "u", Roles: role}
		if role == RoleEmployer {
			actor.SIRETs = []SIRET{ownSIRET}
		}
		err := e.Move(to, actor, testAt, "une raison")
		return e.Status == to && len(e.History) == 1, err
	})
}

func TestMembershipStatesByRole(t *testing.T) {
	states := []MembershipStatus{MembershipWaiting, MembershipMember, MembershipRefused, MembershipEnded}
	walkStates(t, membershipMoves, states, func(from, to MembershipStatus, role Role) (bool, error) {
		m := &Membership{SIRET: ownSIRET, UserID: "u2", Status: from}
		actor := Actor{ID: "u1", Roles: role}
		if role == RoleEmployer {
			actor.SIRETs = []SIRET{ownSIRET}
		}
		if to == MembershipWaiting || to == MembershipEnded && role == RoleEmployer {
			actor.ID = "u2" // one's own to ask and to end
		}
		err := m.Move(to, actor, testAt, "une raison")
		return m.Status == to && len(m.History) == 1, err
	})
}

func TestNobodyDecidesOfTheirOwn(t *testing.T) {
	seated := Actor{ID: "r", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}
	for _, tt := range []struct {
		from, to EmployerStatus
	}{{EmployerAwaiting, EmployerActive}, {EmployerAwaiting, EmployerRefused}, {EmployerRefused, EmployerActive}, {EmployerActive, EmployerSuspended}, {EmployerSuspended, EmployerActive}} {
		e := &Employer{Record: Record{ID: string(ownSIRET)}, Status: tt.from}
		if err := e.Move(tt.to, seated, testAt, "une raison"); CodeOf(err) != CodeForbidden {
			t.Errorf("%s → %s by a member: %v", tt.from, tt.to, err)
		}
	}
	for _, to := range []MembershipStatus{MembershipMember, MembershipRefused} {
		m := AskMembership(ownSIRET, Actor{ID: "r"}, testAt)
		if err := m.Move(to, seated, testAt, "une raison"); CodeOf(err) != CodeForbidden {
			t.Errorf("%s by who asks: %v", to, err)
		}
	}
}

func TestWhoMayAnswerARequest(t *testing.T) {
	member := Actor{ID: "m", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	for _, tt := range []struct {
		name   string
		actor  Actor
		status EmployerStatus
		may    bool
	}{
		{"a member of an active establishment", member, EmployerActive, true},
		{"a member before the referent's accord", member, EmployerAwaiting, false},
		{"a member of a refused one", member, EmployerRefused, false},
		{"a member of a suspended one", member, EmployerSuspended, false},
		{"a member of another", Actor{ID: "m", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}}, EmployerActive, false},
		{"a referent, whatever the state", Actor{ID: "r", Roles: RoleReferent}, EmployerAwaiting, true},
		{"a referent with a seat, before the accord", Actor{ID: "r", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}, EmployerAwaiting, false},
		{"an adviser with a seat", Actor{ID: "a", Roles: RoleAdviser, SIRETs: []SIRET{ownSIRET}}, EmployerActive, false},
		{"a facilitator", Actor{ID: "f", Roles: RoleFacilitator}, EmployerActive, false},
		{"who asks", Actor{ID: "asks", Roles: RoleEmployer | RoleReferent, SIRETs: []SIRET{ownSIRET}}, EmployerActive, false},
	} {
		e := &Employer{Record: Record{ID: string(ownSIRET)}, Status: tt.status}
		if got := CanDecideColleague(tt.actor, e, &Membership{SIRET: ownSIRET, UserID: "asks"}); got != tt.may {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// A referent with a seat has a member's say, and no more: they take nobody's seat back.
func TestASeatedReferentIsAMember(t *testing.T) {
	both := Actor{ID: "both", Roles: RoleReferent | RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	m := &Membership{SIRET: ownSIRET, UserID: "u2", Status: MembershipMember}
	if err := m.Move(MembershipEnded, both, testAt, why); CodeOf(err) != CodeForbidden {
		t.Errorf("took a seat back: %v", err)
	}
	m.Status = MembershipWaiting
	if err := m.Move(MembershipMember, both, testAt, ""); err != nil {
		t.Errorf("let a colleague in: %v", err)
	}
}

func TestReasonsThatMembersReadAreGiven(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	for _, reason := range []string{"", "  \n ", strings.Repeat("a", longestReason+1)} {
		e := &Employer{Record: Record{ID: string(ownSIRET)}, Status: EmployerAwaiting}
		if err := e.Move(EmployerRefused, referent, testAt, reason); CodeOf(err) != CodeInvalid || e.Status != EmployerAwaiting {
			t.Errorf("refused for %.10q: %v", reason, err)
		}
		m := AskMembership(ownSIRET, Actor{ID: "u"}, testAt)
		if err := m.Move(MembershipRefused, referent, testAt, reason); CodeOf(err) != CodeInvalid || m.Status != MembershipWaiting {
			t.Errorf("a colleague refused for %.10q: %v", reason, err)
		}
	}
	e := &Employer{Record: Record{ID: string(ownSIRET)}, Status: EmployerRefused}
	if err := e.Move(EmployerAwaiting, Actor{ID: "b", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}, testAt, ""); CodeOf(err) != CodeInvalid {
		t.Errorf("applied again without a word: %v", err)
	}
	if err := e.Move(EmployerAwaiting, Actor{ID: "b", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}}, testAt, "x"); CodeOf(err) != CodeNotFound {
		t.Errorf("applied again for another's: %v", err)
	}
}

func TestASignUpSaysAllThatIsWrong(t *testing.T) {
	good := SignUp{SIRET: ownSIRET, Company: "Maçonnerie du Port", Name: "Luc Vandamme", Email: "Luc@Exemple.fr", Phone: "03 53 01 12 12"}
	for _, tt := range []struct {
		name, field string
		spoil       func(*SignUp)
	}{
		{"all is well", "", func(*SignUp) {}},
		{"no phone", "", func(s *SignUp) { s.Phone = "" }},
		{"a foreign phone", "", func(s *SignUp) { s.Phone = "+32 (0)2 123 45 67" }},
		{"a SIRET with a slip", "siret", func(s *SignUp) { s.SIRET = "73282932000075" }},
		{"La Poste", "", func(s *SignUp) { s.SIRET = otherSIRET }},
		{"no SIRET", "siret", func(s *SignUp) { s.SIRET = "" }},
		{"no firm", "company", func(s *SignUp) { s.Company = " " }},
		{"a firm that is a link", "company", func(s *SignUp) { s.Company = "Gagnez https://exemple.com" }},
		{"a firm that is markup", "company", func(s *SignUp) { s.Company = "<b>Port</b>" }},
		{"a name too long", "name", func(s *SignUp) { s.Name = strings.Repeat("a", longestName+1) }},
		{"a name that is a page", "name", func(s *SignUp) { s.Name = "WWW.exemple.com" }},
		{"no address", "email", func(s *SignUp) { s.Email = "" }},
		{"a quoted address", "email", func(s *SignUp) { s.Email = `"a b"@exemple.fr` }},
		{"an address with a header in it", "email", func(s *SignUp) { s.Email = "a@exemple.fr\r\nBcc: b@exemple.fr" }},
		{"letters for a phone", "phone", func(s *SignUp) { s.Phone = "appelez-moi" }},
		{"three digits", "phone", func(s *SignUp) { s.Phone = "112" }},
	} {
		typed := good
		tt.spoil(&typed)
		x, err := NewSignUp("s1", typed, testAt)
		var fields FieldErrors
		switch {
		case tt.field == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.field != "" && (!errors.As(err, &fields) || len(fields) != 1 || fields[tt.field] == ""):
			t.Errorf("%s: %v", tt.name, err)
		case tt.field == "" && (x.Email != "luc@exemple.fr" || x.Status != SignUpPending || len(x.History) != 1):
			t.Errorf("%s: %+v", tt.name, x)
		}
	}
	if _, err := NewSignUp("s1", SignUp{}, testAt); len(fieldsOf(err)) != 4 {
		t.Errorf("an empty form: %v", err)
	}
	x, err := NewSignUp("s1", SignUp{SIRET: ownSIRET, Company: "Port\r\nBcc: x", Name: "Luc\u2028V\tan", Email: "l@exemple.fr"}, testAt)
	if err != nil || x.Company != "Port Bcc: x" || x.Name != "Luc V an" {
		t.Errorf("names on several lines: %+v, %v", x, err)
	}
}

func fieldsOf(err error) FieldErrors {
	var fields FieldErrors
	errors.As(err, &fields)
	return fields
}

func TestAConfirmedSignUpKeepsNobody(t *testing.T) {
	x, err := NewSignUp("s1", SignUp{SIRET: ownSIRET, Company: "Port", Name: "Luc", Email: "l@exemple.fr", Phone: "0353011212"}, testAt)
	if err != nil {
		t.Fatal(err)
	}
	x.Draft = completeOffer()
	if err := x.Confirm("u1", testAt); err != nil {
		t.Fatal(err)
	}
	if x.Name+x.Email+x.Phone != "" || x.Draft != nil || x.UserID != "u1" {
		t.Errorf("%+v", x)
	}
	if err := x.Confirm("u2", testAt); CodeOf(err) != CodeConflict || x.UserID != "u1" {
		t.Errorf("confirmed twice: %v, %s", err, x.UserID)
	}
	if err := x.Write(ActResend, Holder(ChannelWeb), testAt); CodeOf(err) != CodeConflict {
		t.Errorf("written to again: %v", err)
	}
}

func TestASignUpIsWrittenToFourTimes(t *testing.T) {
	x, err := NewSignUp("s1", SignUp{SIRET: ownSIRET, Company: "Port", Name: "Luc", Email: "l@exemple.fr"}, testAt)
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n <= mostMails; n++ {
		if err := x.Write(ActResend, Holder(ChannelWeb), testAt); err != nil {
			t.Fatalf("mail %d: %v", n, err)
		}
	}
	if err := x.Write(ActRemind, System(), testAt); CodeOf(err) != CodeTooMany || x.Reminded() {
		t.Errorf("mail %d: %v", mostMails+1, err)
	}
}

func TestSeatsOfAnAccount(t *testing.T) {
	u := &User{}
	if !u.Join(ownSIRET, System(), testAt) || u.Join(ownSIRET, System(), testAt) || len(u.SIRETs) != 1 || len(u.History) != 1 {
		t.Errorf("joined: %+v", u)
	}
	kept := u.SIRETs
	if !u.Leave(ownSIRET, System(), testAt) || u.Leave(ownSIRET, System(), testAt) || len(u.SIRETs) != 0 || kept[0] != ownSIRET {
		t.Errorf("left: %+v, %v", u, kept)
	}
}

func TestTheFounderIsWhoSignedUpFirst(t *testing.T) {
	later := testAt.Add(time.Hour)
	e, err := FoundEmployer(ownSIRET, "Port", Actor{ID: "u1", Roles: RoleEmployer}, testAt, later)
	if err != nil || e.Status != EmployerAwaiting || !e.FoundedBy("u1") || e.FoundedBy("u2") || !e.Since(string(EmployerAwaiting)).Equal(later) {
		t.Errorf("%+v, %v", e, err)
	}
	typed := &Employer{Status: EmployerAwaiting}
	typed.Note(string(EmployerAwaiting), Actor{ID: "r"}, testAt, "")
	if typed.FoundedBy("r") {
		t.Error("the referent who registered it founded it")
	}
}
