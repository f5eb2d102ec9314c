package hiring

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// active is a founded and approved establishment, with its first member.
func (h *house) active(ref domain.Actor) (boss domain.Actor) {
	h.tb.Helper()
	c := h.join(luc())
	must(h.ApproveEmployer(h.tb.Context(), ref, bakery))(h.tb)
	return h.whoIs(c.User.ID)
}

func anne() NewSignUp {
	n := luc()
	n.Name, n.Email, n.From = "Anne Maes", "anne@exemple.fr", "192.0.2.2"
	return n
}

func TestTwoAnswersAtOnceAreOne(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	asked := h.join(anne())
	errs := make([]error, 2)
	var all sync.WaitGroup
	all.Go(func() { _, errs[0] = h.AcceptColleague(ctx, boss, bakery, asked.Membership.ID) })
	all.Go(func() { _, errs[1] = h.RefuseColleague(ctx, ref, bakery, asked.Membership.ID, "inconnue ici") })
	all.Wait()
	m := must(h.MembershipAt(ctx, ref, bakery, asked.Membership.ID))(t)
	switch {
	case errs[0] == nil && domain.CodeOf(errs[1]) == domain.CodeConflict && m.Status == domain.MembershipMember:
	case errs[1] == nil && m.Status == domain.MembershipRefused && domain.CodeOf(errs[0]) == domain.CodeConflict:
	case errs[1] == nil && errs[0] == nil: // the yes came wholly after the no, which it may
		if m.Status != domain.MembershipMember {
			t.Errorf("both answered, and it is %s", m.Status)
		}
	default:
		t.Errorf("%v, %v, %s", errs[0], errs[1], m.Status)
	}
	if sits := h.whoIs(asked.User.ID).Sits(bakery); sits != (m.Status == domain.MembershipMember) {
		t.Errorf("%s, and a seat: %v", m.Status, sits)
	}
}

func TestTwoReferentsDecideAtOnce(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.join(luc())
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			who := domain.Actor{ID: string(rune('a' + i)), Roles: domain.RoleReferent}
			if i%2 == 0 {
				_, errs[i] = h.ApproveEmployer(ctx, who, bakery)
			} else {
				_, errs[i] = h.RefuseEmployer(ctx, who, bakery, "inconnu à cette adresse")
			}
		})
	}
	all.Wait()
	approved, refused := 0, 0
	for i, err := range errs {
		switch {
		case err == nil && i%2 == 0:
			approved++
		case err == nil:
			refused++
		case domain.CodeOf(err) != domain.CodeConflict:
			t.Errorf("%v", err)
		}
	}
	// A refusal may be gone back on: at most one of each, and never a refusal of what was approved.
	e := must(h.Employer(ctx, referent, bakery))(t)
	if approved > 1 || refused > 1 || approved+refused == 0 || approved == 1 && e.Status != domain.EmployerActive {
		t.Errorf("%d approved, %d refused, it is %s", approved, refused, e.Status)
	}
}

func TestARefusedEstablishmentAppliesAgain(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	c := h.join(luc())
	boss := h.whoIs(c.User.ID)
	must(h.RefuseEmployer(ctx, ref, bakery, "Le téléphone ne répond pas."))(t)
	if got := h.mailsTo("luc@exemple.fr"); !slices.Contains(got, "employer_refused_for_member") {
		t.Errorf("the boss: %v", got)
	}
	s := must(h.Standings(ctx, boss))(t)
	if len(s) != 1 || s[0].Status != domain.EmployerRefused || s[0].Reason != "Le téléphone ne répond pas." {
		t.Errorf("standing: %+v", s)
	}
	_, err := h.ApplyAgain(ctx, stranger, bakery, "bonjour")
	wantCode(t, err, domain.CodeNotFound)
	must(h.ApplyAgain(ctx, boss, bakery, "Voici le numéro du bureau."))(t)
	if got := h.mailsTo("ref@exemple.fr"); len(got) != 2 {
		t.Errorf("the referent is told %d times: %v", len(got), got)
	}
	must(h.ApproveEmployer(ctx, ref, bakery))(t)
}

func TestSuspensionPausesOffersUntilTheyAreTakenUpByHand(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.deliver()
	ctx := t.Context()
	o := h.published(mason())
	member := must(h.AddUser(ctx, domain.System(), NewUser{Email: "membre@exemple.fr", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}))(t)
	_, err := h.SuspendEmployer(ctx, referent, masonry, " ")
	wantCode(t, err, domain.CodeInvalid)
	_, err = h.SuspendEmployer(ctx, seated, masonry, "impayés")
	wantCode(t, err, domain.CodeForbidden)
	must(h.SuspendEmployer(ctx, referent, masonry, "impayés"))(t)
	if now := must(h.Offer(ctx, boss, o.ID))(t); now.Status != domain.OfferPaused {
		t.Errorf("the offer is %s", now.Status)
	}
	h.deliver()
	_, err = h.ApproveEmployer(ctx, referent, masonry)
	wantCode(t, err, domain.CodeConflict)
	_, err = h.ResumeOffer(ctx, boss, o.ID)
	wantCode(t, err, domain.CodeConflict)
	must(h.ResumeEmployer(ctx, referent, masonry))(t)
	if now := must(h.Offer(ctx, boss, o.ID))(t); now.Status != domain.OfferPaused {
		t.Errorf("the offer is %s by itself", now.Status)
	}
	must(h.ResumeOffer(ctx, boss, o.ID))(t)
	if got := h.mailsTo(member.Email); !slices.Equal(got, []string{"employer_suspended_for_member", "employer_approved_for_member"}) {
		t.Errorf("the member: %v", got)
	}
}

// A crash between the suspension and its offers, or a pen on an offer at that moment, leaves none published.
func TestASuspensionIsEnded(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	cut, met := h.published(mason()), h.published(mason())
	e := must(h.Employer(ctx, referent, masonry))(t)
	if err := e.Move(domain.EmployerSuspended, referent, h.Now(), "impayés"); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Employers.Save(ctx, e); err != nil {
		t.Fatal(err)
	}
	h.Service.Deps.Offers = &penOnOffer{Offers: h.Service.Deps.Offers, tb: t, id: met.ID}
	h.deliver()
	for _, o := range []*domain.Offer{cut, met} {
		if now := must(h.Offer(ctx, boss, o.ID))(t); now.Status != domain.OfferPaused {
			t.Errorf("the offer is %s", now.Status)
		}
	}
}

// penOnOffer is somebody who writes an offer just before it is saved, once.
type penOnOffer struct {
	Offers
	tb   testing.TB
	id   string
	done bool
}

func (p *penOnOffer) Save(ctx context.Context, o *domain.Offer) error {
	if o.ID == p.id && !p.done {
		p.done = true
		now := must(p.Offers.Get(ctx, domain.System(), o.ID))(p.tb)
		now.Note("extend", boss, morning, "")
		if err := p.Offers.Save(ctx, now); err != nil {
			p.tb.Fatal(err)
		}
	}
	return p.Offers.Save(ctx, o)
}

func TestAnAdministratorSuspendsToo(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	must(h.SuspendEmployer(t.Context(), admin, masonry, "impayés"))(t)
	if now := must(h.Offer(t.Context(), boss, o.ID))(t); now.Status != domain.OfferPaused {
		t.Errorf("the offer is %s", now.Status)
	}
}

// What waits is read to its end, the longest first, whatever the day it was signed up.
func TestAllThatWaitsIsReminded(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	const many = pageOfAll + 5
	for i := range many {
		e := must(domain.FoundEmployer(domain.SIRET(fmt.Sprintf("%014d", i)), "Atelier", domain.Actor{ID: "u", Roles: domain.RoleEmployer}, morning, morning.Add(-time.Duration(i)*time.Minute)))(t)
		e.Settle()
		if err := h.store.Employers.Save(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	waiting := must(h.WaitingEmployers(ctx, ref))(t)
	if len(waiting) != many || waiting[0].ID != fmt.Sprintf("%014d", many-1) {
		t.Fatalf("%d wait, the first is %s", len(waiting), waiting[0].ID)
	}
	h.clock.advance(7 * 24 * time.Hour)
	if err := h.RemindEmployers(ctx); err != nil {
		t.Fatal(err)
	}
	for _, e := range must(h.WaitingEmployers(ctx, ref))(t) {
		if late(&e.Record, string(domain.EmployerAwaiting), h.Now()) {
			t.Fatalf("%s is not reminded of", e.ID)
		}
	}
}

func TestSomebodyWorksForSeveralEstablishments(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	_, err := h.AskToJoin(ctx, boss, string(bakery), "Carillon")
	wantCode(t, err, domain.CodeInvalid)
	m := must(h.AskToJoin(ctx, boss, "732 829 320 00074", "Maçonnerie"))(t)
	if m.Status != domain.MembershipWaiting || h.whoIs(boss.ID).Sits(masonry) {
		t.Fatalf("joined without an answer: %s", m.Status)
	}
	again := must(h.AskToJoin(ctx, boss, string(masonry), "Maçonnerie"))(t)
	if again.ID != m.ID || again.Revision != m.Revision {
		t.Errorf("asked twice: %+v", again)
	}
	if s := must(h.Standings(ctx, boss))(t); len(s) != 2 || s[1].Company != masonry.Spaced() {
		t.Errorf("who waits at the door reads %+v", s)
	}
	must(h.AcceptColleague(ctx, ref, masonry, m.ID))(t)
	both := h.whoIs(boss.ID)
	if len(both.SIRETs) != 2 {
		t.Fatalf("seats: %v", both.SIRETs)
	}
	draft := mason()
	draft.SIRET = ""
	_, err = h.DraftOffer(ctx, both, draft)
	wantCode(t, err, domain.CodeInvalid) // for which one?
	draft.SIRET = masonry
	o := must(h.DraftOffer(ctx, both, draft))(t)
	if err := h.Leave(ctx, both, masonry); err != nil {
		t.Fatal(err)
	}
	left := h.whoIs(boss.ID)
	_, err = h.Offer(ctx, left, o.ID)
	wantCode(t, err, domain.CodeNotFound)
	back := must(h.AskToJoin(ctx, left, string(masonry), "Maçonnerie"))(t)
	if back.ID != m.ID || back.Status != domain.MembershipWaiting {
		t.Errorf("back: %+v", back)
	}
	if err := h.Leave(ctx, left, masonry); err != nil { // the request is taken back
		t.Fatal(err)
	}
	if s := must(h.Standings(ctx, left))(t); len(s) != 1 {
		t.Errorf("standings: %+v", s)
	}
}

func TestTheDraftOfWhoWaitsComesWithTheSeat(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	x, token := h.signUp(anne())
	draft := mason()
	draft.Title = "Pâtissière"
	must(h.KeepSignUpDraft(ctx, x.ID, x.Revision, draft))(t)
	c := must(h.ConfirmSignUp(ctx, token))(t)
	h.deliver()
	waiting := h.whoIs(c.User.ID)
	if list, _, err := h.Offers(ctx, waiting, OfferQuery{}); err != nil || len(list) != 0 || c.OfferID != "" {
		t.Fatalf("offers before an answer: %d, %v", len(list), err)
	}
	if list, _, err := h.Offers(ctx, boss, OfferQuery{}); err != nil || len(list) != 0 {
		t.Fatalf("the members read the draft of who asks: %d, %v", len(list), err)
	}
	_, err := h.CountMatches(ctx, waiting, mason())
	wantCode(t, err, domain.CodeForbidden)
	must(h.AcceptColleague(ctx, boss, bakery, c.Membership.ID))(t)
	h.deliver() // what a crash would have cut short is done again, once
	list, _, err := h.Offers(ctx, h.whoIs(c.User.ID), OfferQuery{})
	if err != nil || len(list) != 1 || list[0].Title != "Pâtissière" || list[0].EmployerName != "Boulangerie du Carillon" {
		t.Fatalf("offers with the seat: %d, %v", len(list), err)
	}
	if got := h.mailsTo("luc@exemple.fr"); !slices.Contains(got, "colleague_to_approve_for_member") || slices.Contains(got, "colleague_joined_for_member") {
		t.Errorf("who answered: %v", got)
	}
}

// Two sign-ups for one establishment, an offer begun in each: both wait with the one request.
func TestEveryOfferBegunComesWithTheSeat(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	var c Confirmation
	for _, title := range []string{"Pâtissière", "Vendeur"} {
		x, token := h.signUp(anne())
		draft := mason()
		draft.Title = title
		must(h.KeepSignUpDraft(ctx, x.ID, x.Revision, draft))(t)
		c = must(h.ConfirmSignUp(ctx, token))(t)
		h.deliver()
	}
	must(h.AcceptColleague(ctx, boss, bakery, c.Membership.ID))(t)
	h.deliver()
	list := must(firstOf(h.Offers(ctx, h.whoIs(c.User.ID), OfferQuery{})))(t)
	if len(list) != 2 || list[0].Title == list[1].Title {
		t.Errorf("%d offers came", len(list))
	}
	if m := must(h.MembershipAt(ctx, ref, bakery, c.Membership.ID))(t); len(m.Drafts) != 0 {
		t.Errorf("%d are still held", len(m.Drafts))
	}
}

func TestAReferentTakesASeatBack(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	given := must(h.AddUser(ctx, domain.System(), NewUser{Email: "donne@exemple.fr", Name: "Donné", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{bakery}}))(t)
	wantCode(t, h.RemoveMember(ctx, boss, bakery, given.ID, "non"), domain.CodeForbidden)
	wantCode(t, h.RemoveMember(ctx, ref, bakery, given.ID, ""), domain.CodeInvalid)
	wantCode(t, h.RemoveMember(ctx, ref, bakery, "u-personne", "non"), domain.CodeNotFound)
	if err := h.RemoveMember(ctx, ref, bakery, given.ID, "a quitté l'entreprise"); err != nil {
		t.Fatal(err)
	}
	if h.whoIs(given.ID).Sits(bakery) || !slices.Contains(h.mailsTo("donne@exemple.fr"), "member_removed_for_employer") {
		t.Error("still there, or not told")
	}
	if members := must(h.Members(ctx, ref, bakery))(t); len(members) != 1 || members[0].Phone == "" {
		t.Errorf("members: %+v", members)
	}
	if members := must(h.Members(ctx, boss, bakery))(t); members[0].Phone != "" || members[0].Email == "" {
		t.Errorf("a colleague reads %+v", members)
	}
	_, err := h.Members(ctx, stranger, bakery)
	wantCode(t, err, domain.CodeNotFound)
}

// A crash between the answer and the seat leaves nothing half done: the relay ends it.
func TestAnAnswerCutShortIsEnded(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	asked := h.join(anne())
	h.deliver()
	m := must(h.MembershipAt(ctx, ref, bakery, asked.Membership.ID))(t)
	if err := m.Move(domain.MembershipMember, boss, h.Now(), ""); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Memberships.Save(ctx, m); err != nil {
		t.Fatal(err)
	}
	if h.whoIs(asked.User.ID).Sits(bakery) {
		t.Fatal("the test does not cut anything short")
	}
	h.deliver()
	if !h.whoIs(asked.User.ID).Sits(bakery) {
		t.Error("no seat")
	}
}

func TestReferentsAreRemindedOfWhatWaits(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	boss := h.active(ref)
	asked := h.join(anne())
	other := luc()
	other.SIRET, other.Email = string(cleaning), "net@exemple.fr"
	h.join(other)
	before := len(h.mailsTo("ref@exemple.fr"))
	for _, tt := range []struct{ days, mails int }{{2, 0}, {1, 2}, {1, 2}, {7, 2}} { // Monday to Wednesday, Thursday, Friday, the next
		h.clock.advance(time.Duration(tt.days) * 24 * time.Hour)
		if err := h.Settle(ctx); err != nil {
			t.Fatal(err)
		}
		if got := h.mailsTo("ref@exemple.fr"); len(got)-before != tt.mails {
			t.Fatalf("%v, want %d more", got[before:], tt.mails)
		}
	}
	if todo := must(h.ToDecide(ctx, boss))(t); len(todo) != 1 || todo[0].Membership.ID != asked.Membership.ID {
		t.Errorf("the boss answers %+v", todo)
	}
	if waiting := must(h.WaitingEmployers(ctx, ref))(t); len(waiting) != 1 {
		t.Errorf("%d establishments wait", len(waiting))
	}
	_, err := h.WaitingEmployers(ctx, boss)
	wantCode(t, err, domain.CodeForbidden)
}

// A seat that an administrator gave, in an establishment that nobody registered, is taken back like another: whoever had
// it is told, and nothing says that they asked for it.
func TestASeatThatNobodyAskedForIsTakenBack(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	u := must(h.AddUser(ctx, admin, NewUser{Email: "paul@exemple.fr", Name: "Paul", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}))(t)
	wantCode(t, h.RemoveMember(ctx, ref, masonry, u.ID, "Paul a quitté l'entreprise en juin."), "")
	var acts []string
	for _, l := range h.lines() {
		if l.Act.Kind() == "membership" {
			acts = append(acts, string(l.Act)+" by "+l.Actor)
		}
	}
	name := must(h.journalName(ctx, ref.Subject()))(t)
	if want := []string{"membership.ended by " + name}; !slices.Equal(acts, want) {
		t.Errorf("%v, want %v", acts, want)
	}
	h.deliver()
	told := h.sent.all()
	if len(told) != 1 || told[0].To.Address != u.Email || !strings.Contains(told[0].Body.Text, masonry.Spaced()) {
		t.Errorf("%d told: %+v", len(told), told)
	}
	if must(h.store.Users.Get(ctx, u.ID))(t).SIRETs != nil {
		t.Error("still there")
	}
}
