package hiring

import (
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// mint is a person as an adviser or a referent first types them.
func mint(name string) *domain.Person {
	return &domain.Person{Candidate: domain.Candidate{FirstName: "Nora", LastName: name, BirthDate: domain.NewDate(1990, 1, 15),
		Consent:        domain.Consent{On: today, Channel: "paper", Wording: domain.ConsentWording},
		Accompaniments: []domain.Accompaniment{domain.NewAccompaniment(domain.CandidathequeProgramme, today, domain.No)}},
		Profile: domain.Profile{Targets: []domain.Target{{ROME: "F1703"}}, Practised: []domain.Practice{{ROME: "F1703", Months: 30}},
			Place: commune("59140", "Dunkerque"), RadiusKm: 30, Means: domain.MeansCar}}
}

func TestAnAdvisersProposalWaitsForAReferent(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	offer := mason()
	h.register()
	p := must(h.SavePerson(ctx, adviser, mint("Maes")))(t)
	if p.ID == "" || p.Stage() != domain.AdmissionProposed || p.Candidate.Adviser != adviser.Email || p.Source != byAdviser || p.Candidate.Consent.By != adviser.ID {
		t.Fatalf("proposed %+v", p)
	}
	counted := func(name string, want int) {
		t.Helper()
		if n := must(h.CountMatches(ctx, referent, offer))(t); n.Eligible != want || n.Pool != 1 {
			t.Errorf("%s: %d of %d, want %d of 1", name, n.Eligible, n.Pool, want)
		}
		if found := must(h.SearchPeople(ctx, referent, PeopleQuery{}))(t); found.Total != want {
			t.Errorf("%s: the search finds %d, want %d", name, found.Total, want)
		}
	}
	counted("proposed", 0)
	for _, actor := range []domain.Actor{adviser, boss, fac, nobodyYet} {
		_, err := h.AcceptPerson(ctx, actor, p.ID, Acceptance{Domain: "batiment"})
		if code := domain.CodeOf(err); code != domain.CodeForbidden && code != domain.CodeNotFound {
			t.Errorf("%s accepts: %v", actor.ID, err)
		}
	}
	_, err := h.RefusePerson(ctx, referent, p.ID, "")
	wantCode(t, err, domain.CodeInvalid)
	must(h.RefusePerson(ctx, referent, p.ID, "Il manque le permis."))(t)
	counted("refused", 0)
	must(h.SavePerson(ctx, adviser, must(h.Person(ctx, adviser, p.ID))(t)))(t) // the adviser may complete it
	must(h.ProposeAgain(ctx, adviser, p.ID))(t)
	if list, _, err := h.ProposedPeople(ctx, referent, ""); err != nil || len(list) != 1 {
		t.Errorf("waiting %v %v", list, err)
	}
	accepted := must(h.AcceptPerson(ctx, referent, p.ID, Acceptance{Domain: "batiment", Referent: "Anne"}))(t)
	if accepted.Candidate.Referent != "Anne" || accepted.Candidate.EnteredOn != today || accepted.Profile.Domain != "batiment" {
		t.Errorf("accepted %+v", accepted.Candidate)
	}
	counted("accepted", 1)
	if list, _, err := h.ProposedPeople(ctx, referent, ""); err != nil || len(list) != 0 {
		t.Errorf("still waiting %v %v", list, err)
	}
	_, _, err = h.ProposedPeople(ctx, adviser, "")
	wantCode(t, err, domain.CodeForbidden)
}

// What is refused is gone after 30 days: nothing founds keeping it.
func TestARefusedFileGoesAway(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := must(h.SavePerson(ctx, adviser, mint("Maes")))(t)
	must(h.RefusePerson(ctx, referent, p.ID, "hors territoire"))(t)
	h.clock.advance(30 * 24 * time.Hour)
	if err := h.DropRefused(ctx); err != nil {
		t.Fatal(err)
	}
	must(h.Person(ctx, adviser, p.ID))(t)
	h.clock.advance(24 * time.Hour)
	if err := h.Settle(ctx); err != nil { // a new day
		t.Fatal(err)
	}
	_, err := h.Person(ctx, adviser, p.ID)
	wantCode(t, err, domain.CodeNotFound)
	if differences := must(h.Verify(ctx))(t); len(differences) > 0 {
		t.Error(differences)
	}
}

func TestAnAdviserKeepsToTheirOwn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	own := must(h.SavePerson(ctx, adviser, mint("Maes")))(t)
	theirs := mint("Baert")
	theirs.Candidate.Adviser = "autre@exemple.fr"
	other := must(h.SavePerson(ctx, referent, theirs))(t)
	if other.Stage() != domain.AdmissionAccepted || other.Candidate.Adviser != "autre@exemple.fr" {
		t.Fatalf("a referent's file: %+v", other)
	}
	for name, act := range map[string]func(id string) error{
		"edits": func(id string) error {
			_, err := h.SavePerson(ctx, adviser, &domain.Person{Record: domain.Record{ID: id, Revision: 1}})
			return err
		},
		"consents": func(id string) error {
			_, err := h.RecordConsent(ctx, adviser, id, domain.ChannelPhone, today)
			return err
		},
		"links":     func(id string) error { _, err := h.NewConsentLink(ctx, adviser, id); return err },
		"withdraws": func(id string) error { _, err := h.WithdrawConsent(ctx, adviser, id); return err },
		"joins":     func(id string) error { _, err := h.JoinProgramme(ctx, adviser, id, "PLIE", today); return err },
		"reposes":   func(id string) error { _, err := h.ProposeAgain(ctx, adviser, id); return err },
	} {
		if code := domain.CodeOf(act(other.ID)); code != domain.CodeNotFound {
			t.Errorf("an adviser %s another's: %q", name, code)
		}
	}
	// Who follows, who accepted and what was proved are not an adviser's to change.
	stolen := *own
	stolen.Admission, stolen.Candidate.Adviser, stolen.Candidate.Criteria = domain.AdmissionAccepted, "autre@exemple.fr", []domain.Criterion{{Code: "RSA", SeenOn: today}}
	stolen.History = nil
	saved := must(h.SavePerson(ctx, adviser, &stolen))(t)
	if saved.Stage() != domain.AdmissionProposed || saved.Candidate.Adviser != adviser.Email || len(saved.Candidate.Criteria) != 0 || len(saved.History) != 2 {
		t.Errorf("an adviser changed %+v", saved)
	}
}

func TestTheHistoryNamesFieldsAndNoValue(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := must(h.SavePerson(ctx, referent, mint("Maes")))(t)
	p.Candidate.Phone, p.Profile.RadiusKm = "06 99 88 77 66", 12
	byPhone := referent
	byPhone.Channel = string(domain.ChannelPhone)
	saved := must(h.SavePerson(ctx, byPhone, p))(t)
	last := saved.History[len(saved.History)-1]
	if strings.Join(last.Fields, " ") != "profile.radius_km candidate.phone" || last.Actor != referent.ID || last.Channel != "phone" || last.At.IsZero() || last.Reason != "" {
		t.Errorf("last step %+v", last)
	}
	h.bring("id;telephone\n" + saved.ID + ";06 11 11 11 11\n")
	last = must(h.Person(ctx, referent, saved.ID))(t).History[2]
	if strings.Join(last.Fields, " ") != "candidate.phone" || last.Channel != "import" {
		t.Errorf("an import leaves %+v", last)
	}
}

func TestSomebodyProposesThemself(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	_, err := h.ProposeSelf(ctx, SelfProposal{})
	wantCode(t, err, domain.CodeInvalid)
	p := must(h.ProposeSelf(ctx, SelfProposal{FirstName: "Inès", LastName: "Vanhove", Phone: "06 00 00 00 01", Place: commune("59140", "Dunkerque"),
		Work: []string{"ménage", "cuisine"}, Licence: domain.Yes}))(t)
	k := p.Candidate.Consent
	if p.Stage() != domain.AdmissionProposed || k.On != today || k.Channel != "web" || k.By != "holder" || len(p.Profile.Targets) != 2 || p.Profile.Licences[0].Licence != "B" {
		t.Errorf("kept %+v", p)
	}
	if p.MayBeProposed(today) {
		t.Error("a stranger is in the pool on their own word")
	}
	_, err = h.ProposeSelf(ctx, SelfProposal{FirstName: "A", LastName: "B", Phone: "mon numéro 2 91 07 59 183 044 12", Place: commune("59140", "Dunkerque"), Work: []string{"x"}})
	wantCode(t, err, domain.CodeInvalid)
	accepted := must(h.AcceptPerson(ctx, referent, p.ID, Acceptance{Domain: "services", Programme: domain.CandidathequeProgramme, From: today}))(t)
	if !accepted.MayBeProposed(today) || !accepted.StandingOn(today).Accompanied || accepted.Candidate.Referent != referent.Name {
		t.Errorf("accepted %+v", accepted.Candidate)
	}
}

func TestAnAccordByLink(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring("id;prenom;conseiller\nP1;Samira;conseil@exemple.fr\nP2;Paul;\n")
	old := must(h.NewConsentLink(ctx, referent, "P1"))(t)
	link := must(h.NewConsentLink(ctx, adviser, "P1"))(t)
	if len(link.Token) < 26 || !link.Expires.Equal(morning.Add(14*24*time.Hour)) {
		t.Fatalf("link %+v", link)
	}
	for name, token := range map[string]string{"replaced": old.Token, "unknown": "ABC", "tampered": link.Token[:len(link.Token)-1] + "!", "empty": ""} {
		_, err := h.AskConsent(ctx, token)
		if domain.CodeOf(err) != domain.CodeNotFound || err.Error() != domain.NotFound("Lien").Error() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := h.CheckSignInLink(ctx, link.Token); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("the link of an accord signs in: %v", err)
	}
	if asked := must(h.AskConsent(ctx, link.Token))(t); asked.FirstName != "Samira" || asked.Consent.Answer() != domain.AnswerNone {
		t.Errorf("asked %+v", asked)
	}
	_, err := h.AnswerConsent(ctx, link.Token, "")
	wantCode(t, err, domain.CodeInvalid)
	steps := func() int { return len(must(h.Person(ctx, referent, "P1"))(t).History) }
	before := steps()
	for i, answer := range []domain.Answer{domain.AnswerGiven, domain.AnswerGiven, domain.AnswerWithdrawn, domain.AnswerGiven} {
		said := must(h.AnswerConsent(ctx, link.Token, answer))(t)
		if said.Consent.Answer() != answer {
			t.Errorf("answer %d: %+v", i, said)
		}
	}
	p := must(h.Person(ctx, referent, "P1"))(t)
	if p.Candidate.Consent.Channel != "link" || p.Candidate.Consent.By != "holder" || steps() != before+3 {
		t.Errorf("kept %+v with %d steps", p.Candidate.Consent, steps()-before)
	}
	h.clock.advance(14 * 24 * time.Hour)
	_, err = h.AskConsent(ctx, link.Token)
	wantCode(t, err, domain.CodeGone)
	_, err = h.AnswerConsent(ctx, link.Token, domain.AnswerWithdrawn)
	wantCode(t, err, domain.CodeGone)
	if p := must(h.Person(ctx, referent, "P1"))(t); !p.Candidate.Consent.Given(today + 14) {
		t.Error("an old link changed something")
	}
}

func TestAccordsInNumber(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring("id;nom;consentement_le\nP1;Zoé;\nP2;Abel;\nP3;Dit oui;2026-11-01\nP4;Dit non;\n")
	must(h.WithdrawConsent(ctx, referent, "P4"))(t)
	list, _, err := h.PeopleWithoutConsent(ctx, referent, "")
	if err != nil || len(list) != 2 || list[0].ID != "P2" {
		t.Fatalf("listed %v %v", list, err)
	}
	for name, refused := range map[string]func() error{
		"nobody": func() error { _, err := h.RecordConsents(ctx, referent, nil, domain.ChannelPaper, today); return err },
		"an adviser": func() error {
			_, err := h.RecordConsents(ctx, adviser, []string{"P1"}, domain.ChannelPaper, today)
			return err
		},
	} {
		if code := domain.CodeOf(refused()); code != domain.CodeInvalid && code != domain.CodeForbidden {
			t.Errorf("%s: %q", name, code)
		}
	}
	done := must(h.RecordConsents(ctx, referent, []string{"P1", "P2", "P1", "P4", "PERDU"}, domain.ChannelPaper, today-2))(t)
	if len(done.Recorded) != 2 || len(done.Refused) != 2 {
		t.Fatalf("done %+v", done)
	}
	for _, id := range []string{"P1", "P2"} {
		p := must(h.Person(ctx, referent, id))(t)
		last := p.History[len(p.History)-1]
		if last.To != "consent" || last.Actor != referent.ID || last.Channel != "paper" || p.Candidate.Consent.On != today-2 || p.Candidate.Consent.Wording != domain.ConsentWording {
			t.Errorf("%s: %+v", id, last)
		}
	}
	if list, _, err := h.PeopleWithoutConsent(ctx, referent, ""); err != nil || len(list) != 0 {
		t.Errorf("still listed %v %v", list, err)
	}
}

func TestAccompanimentsAndThePool(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring("id;nom;conseiller;entree_le;consentement_le\nFIN;Fin;conseil@exemple.fr;2026-06-10;2026-06-10\nLOIN;Loin;;2026-11-01;2026-11-01\n")
	soon := func(actor domain.Actor) string {
		var ids []string
		for _, p := range must(h.EndingSoon(ctx, actor))(t) {
			ids = append(ids, p.ID)
		}
		return strings.Join(ids, " ")
	}
	if soon(referent) != "FIN" || soon(adviser) != "FIN" || soon(domain.Actor{Email: "x@exemple.fr", Roles: domain.RoleAdviser}) != "" {
		t.Errorf("ending soon: %q, %q", soon(referent), soon(adviser))
	}
	began := domain.NewDate(2026, 6, 10)
	must(h.RenewProgramme(ctx, adviser, "FIN", domain.CandidathequeProgramme, began))(t)
	if soon(referent) != "" {
		t.Error("renewed, and still ending")
	}
	must(h.EndProgramme(ctx, referent, "FIN", domain.CandidathequeProgramme, began, today-1))(t)
	if found := must(h.SearchPeople(ctx, referent, PeopleQuery{}))(t); found.Total != 1 {
		t.Errorf("%d in the pool once it ended", found.Total)
	}
	must(h.JoinProgramme(ctx, referent, "FIN", "PLIE", today))(t)
	if found := must(h.SearchPeople(ctx, referent, PeopleQuery{}))(t); found.Total != 2 {
		t.Errorf("%d in the pool once they are back", found.Total)
	}
}

const twins = "id;nom;prenom;email;telephone;date_naissance;metiers_exerces;consentement_le;entree_le\n" +
	"A1;Lefebvre;Samira;;06 12 34 56 78;1990-01-15;F1703:12;2026-11-01;2026-11-01\n" +
	"A2;LEFÈBVRE;samira;s@exemple.fr;+33612345678;15/01/1990;F1703:30|K1304:6;;\n" +
	"B1;Vanhoutte;Élodie;;;1985-05-05;;;\nB2;Vanhoute;Elodie;;;1985-05-05;;;\n" +
	"C1;Dupont;Jean;;;1990-01-15;;;\nC2;Dupont;Marie;;;1990-01-15;;;\n"

func TestDoublesAreListedAndPeopleDecide(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(twins)
	pairs := func() string {
		list, total, err := h.Doubles(ctx, referent)
		if err != nil || total != len(list) {
			t.Fatalf("%d of %d, %v", len(list), total, err)
		}
		var out []string
		for _, d := range list {
			out = append(out, d.A.ID+"="+d.B.ID)
		}
		return strings.Join(out, " ")
	}
	if got := pairs(); got != "A1=A2 B1=B2" {
		t.Fatalf("pairs %q", got)
	}
	_, _, err := h.Doubles(ctx, adviser)
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.MergePeople(ctx, adviser, "A1", "A2")
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.MergePeople(ctx, referent, "A1", "A1")
	wantCode(t, err, domain.CodeNotFound)
	if err := h.SetApart(ctx, referent, "B2", "B1"); err != nil {
		t.Fatal(err)
	}
	if err := h.SetApart(ctx, referent, "B1", "B2"); err != nil { // said twice
		t.Fatal(err)
	}
	one := must(h.Person(ctx, referent, "B1"))(t)
	if list := must(h.DoublesOf(ctx, referent, one))(t); len(list) != 0 {
		t.Errorf("set apart, and still like: %v", list)
	}
	if got := pairs(); got != "A1=A2" {
		t.Errorf("pairs %q", got)
	}
	kept := must(h.MergePeople(ctx, referent, "A1", "A2"))(t)
	if kept.Candidate.Email != "s@exemple.fr" || kept.Profile.Practised[0].Months != 30 || len(kept.Profile.Practised) != 2 || pairs() != "" {
		t.Errorf("kept %+v, pairs %q", kept, pairs())
	}
	if opened := must(h.Person(ctx, referent, "A2"))(t); opened.ID != "A1" {
		t.Errorf("the dropped key opens %s", opened.ID)
	}
	_, err = h.MergePeople(ctx, referent, "A2", "A1")
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.SavePerson(ctx, referent, &domain.Person{Record: domain.Record{ID: "A2"}})
	wantCode(t, err, domain.CodeConflict)
	if err := h.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	if differences := must(h.Verify(ctx))(t); len(differences) > 0 {
		t.Error(differences)
	}
}

// A file that still has the key of a dropped double completes the one that took it over, and brings nobody back.
func TestAnImportOfADroppedDoubleCompletesTheOther(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(twins)
	must(h.MergePeople(ctx, referent, "A1", "A2"))(t)
	record := h.bring("id;telephone;mobilite_km\nA2;06 99 99 99 99;25\nNEUF;0;\n")
	if record.CreatedRows != 1 || record.UpdatedRows != 1 {
		t.Errorf("record %+v", record)
	}
	p := must(h.Person(ctx, referent, "A1"))(t)
	if p.Candidate.Phone != "06 12 34 56 78" || p.Profile.RadiusKm != 25 {
		t.Errorf("completed %+v", p)
	}
	if n := must(h.Feed.Count(ctx))(t); n != 6 {
		t.Errorf("%d people, want 6", n)
	}
	h.bring("id;telephone\nA2;06 11 11 11 11\nA1;06 00 00 00 00\n") // both keys in one file: one save
	if p := must(h.Person(ctx, referent, "A1"))(t); p.Candidate.Phone != "06 00 00 00 00" {
		t.Errorf("both keys: %s", p.Candidate.Phone)
	}
}

// Fifty referents who merge one pair, half of them the other way, leave one file with everything.
func TestMergingOnePairAtOnceBothWays(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(twins)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			keep, drop := "A1", "A2"
			if i%2 == 1 {
				keep, drop = drop, keep
			}
			_, err := h.MergePeople(ctx, referent, keep, drop)
			if code := domain.CodeOf(err); err != nil && code != domain.CodeConflict && code != domain.CodeNotFound {
				t.Errorf("merge %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	one, two := must(h.Person(ctx, referent, "A1"))(t), must(h.Person(ctx, referent, "A2"))(t)
	if one.ID != two.ID || one.Candidate.Email != "s@exemple.fr" || one.Candidate.Phone == "" || len(one.Merged) != 1 {
		t.Errorf("%s and %s: %+v", one.ID, two.ID, one)
	}
}

// Somebody on a shortlist whose file is merged stays a person with their proposals.
func TestAMergedPersonKeepsTheirProposals(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.register()
	h.bring(masonsFile(3))
	o := h.published(mason())
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	dropped := list.Entries[0].Profile
	keep := must(h.SavePerson(ctx, referent, mint("Maes")))(t)
	must(h.Decide(ctx, referent, list.ID, dropped, domain.Kept, ""))(t)
	must(h.MergePeople(ctx, referent, keep.ID, dropped))(t)
	x := must(h.ExposureOf(ctx, referent, keep.ID))(t)
	if x.Proposed != 1 || x.Lines[0].Decision != domain.Kept {
		t.Errorf("exposure %+v", x)
	}
	must(h.ShareShortlist(ctx, referent, list.ID))(t)
	if shared := must(h.Shortlist(ctx, boss, list.ID))(t); len(shared.Entries) != 1 {
		t.Errorf("%d cards once merged", len(shared.Entries))
	}
}
