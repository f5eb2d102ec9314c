package domain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// viewers are everybody a rule of access may be asked about. Both is a referent who is a member of the establishment.
var viewers = []struct {
	name  string
	actor Actor
}{
	{"stranger", Actor{Roles: RoleStranger}},
	{"link", Actor{ID: "holder", Roles: RoleLink}},
	{"system", System()},
	{"payer", Actor{ID: "payer", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}},
	{"newcomer", Actor{ID: "newcomer", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}, Unvouched: []SIRET{otherSIRET}}},
	{"site", Actor{ID: "site", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}}},
	{"rival", Actor{ID: "rival", Roles: RoleEmployer, SIRETs: []SIRET{"21590183800018"}}},
	{"referent", Actor{ID: "referent", Roles: RoleReferent}},
	{"both", Actor{ID: "both", Roles: RoleReferent | RoleEmployer, SIRETs: []SIRET{ownSIRET}}},
	{"adviser", Actor{ID: "adviser", Email: "conseil@exemple.fr", Roles: RoleAdviser}},
	{"other adviser", Actor{ID: "other", Email: "autre@exemple.fr", Roles: RoleAdviser}},
	{"nameless adviser", Actor{ID: "nameless", Roles: RoleAdviser}},
	{"facilitator", Actor{ID: "facilitator", Roles: RoleFacilitator}},
	{"admin", Actor{ID: "admin", Roles: RoleAdmin}},
}

// shaped is an offer of ownSIRET whose work is done at otherSIRET.
func shaped(shape func(*Offer)) *Offer {
	o := &Offer{Record: Record{ID: "o"}, SIRET: ownSIRET, UserSIRET: otherSIRET, Status: OfferDraft}
	shape(o)
	return o
}

func company(status EmployerStatus) *Employer {
	return &Employer{Record: Record{ID: string(ownSIRET)}, Status: status}
}

func published(o *Offer) { o.Status, o.PublishedOn = OfferPublished, NewDate(2026, 11, 23) }

// accessRules says, object by object, who passes each rule of access: whoever is not named does not.
func accessRules() []struct {
	rule, object string
	who          string
	ask          func(Actor) bool
} {
	type rule = struct {
		rule, object string
		who          string
		ask          func(Actor) bool
	}
	draft, open := shaped(func(*Offer) {}), shaped(published)
	paused := shaped(func(o *Offer) { published(o); o.Status = OfferPaused })
	shown := shaped(func(o *Offer) { published(o); o.SecondLevel.Status = SecondLevelOpen })
	need := shaped(func(o *Offer) { published(o); o.Clause = &Clause{} })
	over := shaped(func(o *Offer) { o.Status, o.Clause = OfferExpired, &Clause{} })
	followed := &Person{Candidate: Candidate{Adviser: "conseil@exemple.fr"}}
	unfollowed, withdrawn := &Person{}, &Person{}
	withdrawn.Candidate.Consent.Withdrawn = NewDate(2026, 11, 1)
	list := func(status ShortlistStatus) *Shortlist {
		return &Shortlist{SIRET: ownSIRET, Status: status, Asked: Offer{SIRET: ownSIRET, UserSIRET: otherSIRET}}
	}
	return []rule{
		{"CanSeeOffer", "a draft", "system payer referent both facilitator admin", func(a Actor) bool { return CanSeeOffer(a, draft) }},
		{"CanSeeOffer", "a published offer", "system payer site referent both adviser, other adviser, nameless adviser, facilitator admin", func(a Actor) bool { return CanSeeOffer(a, open) }},
		{"CanSeeOffer", "a paused offer", "system payer site referent both facilitator admin", func(a Actor) bool { return CanSeeOffer(a, paused) }},
		{"CanEditOffer", "a draft", "payer referent both", func(a Actor) bool { return CanEditOffer(a, draft) }},
		{"CanPostFor", "an establishment", "payer referent both", func(a Actor) bool { return CanPostFor(a, ownSIRET) }},
		{"CanPosition", "an offer shown to advisers", "adviser, other adviser, nameless adviser", func(a Actor) bool { return CanPosition(a, shown) }},
		{"CanPosition", "an offer that is not", "", func(a Actor) bool { return CanPosition(a, open) }},
		{"CanSeePosition", "an adviser's position", "system referent both adviser", func(a Actor) bool { return CanSeePosition(a, &Position{By: "adviser"}) }},
		{"CanReadInvitations", "invitations", "system referent both", CanReadInvitations},
		{"CanSeeInvitation", "an invitation", "system referent both", func(a Actor) bool { return CanSeeInvitation(a, &Invitation{}) }},
		{"CanSeeInvitation", "an invitation for one's own establishment", "system referent", func(a Actor) bool {
			return CanSeeInvitation(a, &Invitation{SIRETs: []SIRET{ownSIRET, otherSIRET}})
		}},
		{"CanSeeIntroduction", "a yes", "system payer referent both", func(a Actor) bool {
			return CanSeeIntroduction(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionAccepted})
		}},
		{"CanSeeIntroduction", "a yes on the waiting list", "system referent", func(a Actor) bool {
			return CanSeeIntroduction(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionWaiting})
		}},
		{"CanKnowWho", "a yes", "system payer referent both", func(a Actor) bool {
			return CanKnowWho(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionAccepted})
		}},
		{"CanKnowWho", "a yes at a newcomer's", "system site referent both", func(a Actor) bool {
			return CanKnowWho(a, &Introduction{SIRETs: []SIRET{otherSIRET}, Status: IntroductionHired})
		}},
		{"CanKnowWho", "a yes on the waiting list", "system referent", func(a Actor) bool {
			return CanKnowWho(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionWaiting})
		}},
		{"CanKnowWho", "somebody who is not hired", "system referent", func(a Actor) bool {
			return CanKnowWho(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionNotHired})
		}},
		{"CanKnowWho", "somebody who withdrew", "system referent", func(a Actor) bool {
			return CanKnowWho(a, &Introduction{SIRETs: []SIRET{ownSIRET}, Status: IntroductionWithdrew})
		}},
		{"CanSeeOccasion", "a meetup", "system referent both adviser, other adviser, nameless adviser, facilitator admin", func(a Actor) bool { return CanSeeOccasion(a, &Occasion{}) }},
		{"CanKeepOccasions", "a meetup", "referent both", CanKeepOccasions},
		{"CanSeeAlert", "an alert", "system referent both", func(a Actor) bool { return CanSeeAlert(a, &Alert{}) }},
		{"CanSeeTraining", "a training", "system referent both adviser, other adviser, nameless adviser, facilitator admin", func(a Actor) bool { return CanSeeTraining(a, &Training{}) }},
		{"CanKeepTrainings", "the trainings", "referent both facilitator", CanKeepTrainings},
		{"CanSearchPeople", "the candidathèque", "referent both", CanSearchPeople},
		{"CanSeePerson", "somebody who is followed", "system referent both adviser", func(a Actor) bool { return CanSeePerson(a, followed) }},
		{"CanSeePerson", "somebody whom nobody follows", "system referent both", func(a Actor) bool { return CanSeePerson(a, unfollowed) }},
		{"CanAddPerson", "a new file", "referent both adviser, other adviser, nameless adviser", CanAddPerson},
		{"CanEditPerson", "somebody who is followed", "referent both adviser", func(a Actor) bool { return CanEditPerson(a, followed) }},
		{"CanEditPerson", "somebody whom nobody follows", "referent both", func(a Actor) bool { return CanEditPerson(a, unfollowed) }},
		{"CanModeratePeople", "proposals", "referent both", CanModeratePeople},
		{"CanSeeEmployer", "an establishment", "system payer referent both adviser, other adviser, nameless adviser, facilitator admin", func(a Actor) bool {
			return CanSeeEmployer(a, &Employer{Record: Record{ID: string(ownSIRET)}})
		}},
		{"CanDecideEmployer", "an establishment", "referent admin", func(a Actor) bool {
			return CanDecideEmployer(a, &Employer{Record: Record{ID: string(ownSIRET)}})
		}},
		{"CanListEmployers", "every establishment", "system referent both facilitator admin", CanListEmployers},
		{"CanSeeMembers", "the members", "system payer referent both facilitator admin", func(a Actor) bool { return CanSeeMembers(a, ownSIRET) }},
		{"CanSeeColleagues", "who belongs to site", "system site referent both facilitator admin", func(a Actor) bool { return CanSeeColleagues(a, otherSIRET) }},
		{"CanSeeMembership", "a request of site's", "system payer site referent both facilitator admin", func(a Actor) bool {
			return CanSeeMembership(a, &Membership{SIRET: ownSIRET, UserID: "site"})
		}},
		{"CanDecideColleague", "a request to an active establishment", "payer referent both admin", func(a Actor) bool {
			return CanDecideColleague(a, company(EmployerActive), &Membership{SIRET: ownSIRET, UserID: "site"})
		}},
		{"CanDecideColleague", "a request before the accord", "referent admin", func(a Actor) bool {
			return CanDecideColleague(a, company(EmployerAwaiting), &Membership{SIRET: ownSIRET, UserID: "site"})
		}},
		{"CanDecideColleague", "one's own request", "payer both admin", func(a Actor) bool {
			return CanDecideColleague(a, company(EmployerActive), &Membership{SIRET: ownSIRET, UserID: "referent"})
		}},
		{"CanSeeSignUp", "a sign-up", "system referent both facilitator admin", func(a Actor) bool { return CanSeeSignUp(a, &SignUp{}) }},
		{"CanSeeUser", "the account of an adviser", "system adviser admin", func(a Actor) bool { return CanSeeUser(a, &User{Record: Record{ID: "adviser"}}) }},
		{"CanErasePeople", "somebody", "system admin", CanErasePeople},
		{"CanOpenArchive", "the archive, as one of two named", "adviser, other adviser", func(a Actor) bool { return CanOpenArchive(a, []string{"conseil@exemple.fr", "autre@exemple.fr"}) }},
		{"CanOpenArchive", "the archive, when nobody else is named", "", func(a Actor) bool { return CanOpenArchive(a, []string{"conseil@exemple.fr"}) }},
		{"CanSeeJournal", "a line of the journal", "system admin", func(a Actor) bool { return CanSeeJournal(a, &JournalLine{}) }},
		{"CanSeeMail", "a mail", "system referent both admin", func(a Actor) bool { return CanSeeMail(a, &Mail{}) }},
		{"CanSeeMail", "a reminder", "system referent", func(a Actor) bool { return CanSeeMail(a, &Mail{Kind: InvitationReminderLetter{}.Kind()}) }},
		{"CanSeeMail", "a call", "system referent", func(a Actor) bool { return CanSeeMail(a, &Mail{Status: MailSaid}) }},
		{"CanSeeMails", "mails", "system referent both admin", CanSeeMails},
		{"CanSeeImport", "an import", "system referent both", func(a Actor) bool { return CanSeeImport(a, &Import{}) }},
		{"CanUseMappings", "how files are read", "system referent both", CanUseMappings},
		{"CanSeeCriteria", "proofs", "referent both facilitator", CanSeeCriteria},
		{"CanSeeWallet", "somebody's proofs", "system referent both facilitator", func(a Actor) bool { return CanSeeWallet(a, followed) }},
		{"CanSeeWallet", "the proofs of who withdrew", "system referent both", func(a Actor) bool { return CanSeeWallet(a, withdrawn) }},
		{"CanSeePublics", "the publics of a market", "system referent both adviser, other adviser, nameless adviser, facilitator admin", CanSeePublics},
		{"CanCompleteClause", "a need", "facilitator", func(a Actor) bool { return CanCompleteClause(a, need) }},
		{"CanCompleteClause", "a job", "", func(a Actor) bool { return CanCompleteClause(a, open) }},
		{"CanCompleteClause", "a need that is over", "", func(a Actor) bool { return CanCompleteClause(a, over) }},
		{"CanSeeShortlist", "a draft", "system referent both", func(a Actor) bool { return CanSeeShortlist(a, list(ShortlistDraft)) }},
		{"CanSeeShortlist", "a reviewed list", "system referent both", func(a Actor) bool { return CanSeeShortlist(a, list(ShortlistReviewed)) }},
		{"CanSeeShortlist", "a shared list", "system payer referent both", func(a Actor) bool { return CanSeeShortlist(a, list(ShortlistShared)) }},
		{"CanSeeShortlist", "a closed list", "system payer referent both", func(a Actor) bool { return CanSeeShortlist(a, list(ShortlistClosed)) }},
		{"CanSeeList", "a referent's own list", "system referent", func(a Actor) bool { return CanSeeList(a, &SavedList{Owner: "referent", Visibility: ListPrivate}) }},
		{"CanSeeList", "a shared list of people", "system referent both", func(a Actor) bool { return CanSeeList(a, &SavedList{Owner: "referent", Visibility: ListShared}) }},
		{"CanSeeList", "the list of who is no referent any more", "system", func(a Actor) bool { return CanSeeList(a, &SavedList{Owner: "adviser", Visibility: ListPrivate}) }},
	}
}

// TestWhoPassesEachRuleOfAccess asks every rule about every viewer.
func TestWhoPassesEachRuleOfAccess(t *testing.T) {
	tabled := map[string]bool{}
	for _, r := range accessRules() {
		tabled[r.rule] = true
		named := r.who
		for _, v := range slices.Backward(viewers) { // « other adviser » before « adviser »
			without := strings.Replace(named, v.name, "", 1)
			if want, got := without != named, r.ask(v.actor); got != want {
				t.Errorf("%s, %s, %s: %v, want %v", r.rule, r.object, v.name, got, want)
			}
			named = without
		}
		if strings.Trim(named, " ,") != "" {
			t.Errorf("%s, %s: nobody is called %q", r.rule, r.object, named)
		}
	}
	for _, rule := range rulesOfAccess(t) {
		if !tabled[rule] {
			t.Errorf("%s is asked of nobody: give it a line", rule)
		}
	}
}

// rulesOfAccess finds the rules in the source: every function Can… about an actor.
func rulesOfAccess(t *testing.T) (rules []string) {
	t.Helper()
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Can") {
				continue
			}
			if about, ok := f.Type.Params.List[0].Type.(*ast.Ident); ok && about.Name == "Actor" {
				rules = append(rules, f.Name.Name)
			}
		}
	}
	if len(rules) < 20 {
		t.Fatalf("only %v: the rules are not found", rules)
	}
	return rules
}

// A member of the establishment, who pays or where the work is done, decides nothing of its matters in a staff role:
// every decision of every table that is for staff alone is refused to them, whatever their roles.
func TestNobodyDecidesOnBothSides(t *testing.T) {
	// Of no establishment: a training, the file of a person, a mail, an account; of one that nobody belongs to yet, a sign-up.
	// An occasion is of its one host: TestNobodyOpensTheirOwnOccasion.
	elsewhere := []string{"Training", "Occasion", "Admission", "Mail", "SignUp", "Account"}
	for _, table := range StateTables() {
		if slices.Contains(elsewhere, table.Object) {
			continue
		}
		decide, known := decisions[table.Object]
		if !known {
			t.Errorf("%s: say how it is decided, or that it is of no establishment", table.Object)
			continue
		}
		for _, m := range table.Moves {
			if !m.By.Has(RoleStaff) || m.By.Has(RoleEmployer) {
				continue // an employer's own act, or the platform's
			}
			for _, siret := range []SIRET{ownSIRET, otherSIRET} {
				member := Actor{ID: "both", Roles: RoleStaff | RoleEmployer, SIRETs: []SIRET{siret}}
				if table.Object == "Employer" && siret == otherSIRET {
					continue // it is one establishment
				}
				if err := decide(member, m); CodeOf(err) != CodeForbidden {
					t.Errorf("%s %s → %s by a member of %s: %v", table.Object, m.From, m.To, siret, err)
				}
			}
			if err := decide(Actor{ID: "referent", Roles: RoleStaff}, m); err != nil {
				t.Errorf("%s %s → %s by staff of no establishment: %v", table.Object, m.From, m.To, err)
			}
		}
	}
}

const why = "une raison"

// decisions makes one move of each object that belongs to establishments.
var decisions = map[string]func(Actor, MoveInfo) error{
	"Employer": func(a Actor, m MoveInfo) error {
		return (&Employer{Record: Record{ID: string(ownSIRET)}, Status: EmployerStatus(m.From)}).Move(EmployerStatus(m.To), a, testAt, why)
	},
	"Offer": func(a Actor, m MoveInfo) error {
		o := completeOffer()
		o.UserSIRET, o.Status = otherSIRET, OfferStatus(m.From)
		return o.Move(OfferStatus(m.To), a, testAt, why)
	},
	"SecondLevel": func(a Actor, m MoveInfo) error {
		o := shaped(published)
		o.SecondLevel.Status = SecondLevelStatus(m.From)
		return o.moveSecondLevel(SecondLevelStatus(m.To), a, testAt, why)
	},
	"Shortlist": func(a Actor, m MoveInfo) error {
		s := sidedList()
		s.Entries[0].Decision, s.Status = Kept, ShortlistStatus(m.From)
		return s.Move(ShortlistStatus(m.To), a, testAt, why)
	},
	"Entry": func(a Actor, m MoveInfo) error {
		s := sidedList()
		s.Entries[0].Decision = Decision(m.From)
		return s.Decide("p1", Decision(m.To), a, testAt, why)
	},
	"EmployerSide": func(Actor, MoveInfo) error { return nil }, // the employer's own answer
	"Membership":   func(Actor, MoveInfo) error { return nil }, // a member's answer: TestASeatedReferentIsAMember
	"Position": func(a Actor, m MoveInfo) error {
		return (&Position{Status: PositionStatus(m.From), SIRETs: shaped(published).Establishments()}).move(PositionStatus(m.To), a, testAt, why)
	},
	"Invitation": func(a Actor, m MoveInfo) error {
		return (&Invitation{Status: InvitationStatus(m.From), SIRETs: shaped(published).Establishments()}).Move(InvitationStatus(m.To), a, testAt, why)
	},
	"Introduction": func(a Actor, m MoveInfo) error {
		return (&Introduction{Status: IntroductionStatus(m.From), SIRETs: shaped(published).Establishments()}).Move(IntroductionStatus(m.To), a, testAt, why)
	},
	"Alert": func(a Actor, m MoveInfo) error {
		return (&Alert{Status: AlertStatus(m.From), SIRETs: shaped(published).Establishments()}).Move(AlertStatus(m.To), a, testAt, why)
	},
}

// sidedList is a list for an offer of two establishments.
func sidedList() *Shortlist {
	s := testShortlist()
	s.Status, s.Asked = ShortlistReviewed, Offer{SIRET: ownSIRET, UserSIRET: otherSIRET}
	return s
}

// Decisions that are no move of a table are refused to a member as well.
func TestNobodyDecidesOnBothSidesOutsideTheTables(t *testing.T) {
	for _, siret := range []SIRET{ownSIRET, otherSIRET} {
		member := Actor{ID: "both", Roles: RoleStaff | RoleEmployer, SIRETs: []SIRET{siret}}
		submitted := shaped(func(o *Offer) { o.Status = OfferSubmitted })
		need := shaped(func(o *Offer) { published(o); o.Clause = &Clause{} })
		for name, act := range map[string]func(Actor, time.Time) error{
			"clear a passage": func(a Actor, at time.Time) error { return submitted.OverrideFlags("", "jeune", why, a, at) },
			"complete a need": func(a Actor, at time.Time) error { return need.CompleteClause(Completion{}, a, at) },
			"add by hand":     func(a Actor, at time.Time) error { return sidedList().Add(Entry{Profile: "p9"}, "", a, at, why) },
			"show to advisers": func(a Actor, at time.Time) error {
				return shaped(published).ShowToAdvisers(0, a, at, why)
			},
		} {
			if err := act(member, testAt); CodeOf(err) != CodeForbidden {
				t.Errorf("%s by a member of %s: %v", name, siret, err)
			}
		}
		if CanPosition(member, shaped(func(o *Offer) { published(o); o.SecondLevel.Status = SecondLevelOpen })) {
			t.Errorf("an adviser of %s positions people on its offer", siret)
		}
	}
}
