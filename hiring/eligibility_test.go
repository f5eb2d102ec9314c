package hiring

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// provedFile brings masons with proofs seen on a day: one by RSA, one by an old RSA, one by an address, one by nothing.
const provedFile = "id;nom;prenom;date_naissance;code_postal;commune;metiers_recherches;metiers_exerces;mobilite_km;vehicule;disponible_le;contrats;entree_le;consentement_le;criteres\n" +
	"FRESH;Vanhoutte;Samira;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;RSA@2026-11-04\n" +
	"OLD;Benali;Mehdi;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;RSA@2026-08-20\n" +
	"HOME;Devos;Julie;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;QPV@2026-11-04\n" +
	"NONE;Kone;Omar;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n"

// needOpen is a published need whose market accepts RSA alone, and the people above.
func needOpen(t *testing.T) (*house, *domain.Offer) {
	t.Helper()
	h := newHouse(t)
	h.register()
	h.bring(provedFile)
	o := must(h.DraftOffer(t.Context(), boss, schoolNeed()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	must(h.CompleteNeed(t.Context(), fac, o.ID, domain.Completion{Publics: []domain.CriterionCode{"RSA", domain.CriterionConfidential}}))(t)
	return h, must(h.PublishOffer(t.Context(), referent, o.ID))(t)
}

func onList(list *domain.Shortlist) (ids []string) {
	for _, e := range list.Entries {
		ids = append(ids, e.Profile)
	}
	slices.Sort(ids)
	return ids
}

// « Possible » for a need tells that a proof is held: advisers, who may not read proofs, read no need among the offers of
// the people they follow.
func TestAnAdviserReadsNoCriterionFromOffers(t *testing.T) {
	h, need := needOpen(t)
	p := must(h.Person(t.Context(), referent, "FRESH"))(t)
	p.Candidate.Adviser = adviser.Email
	must(h.SavePerson(t.Context(), referent, p))(t)
	full := must(h.OffersFor(t.Context(), referent, "FRESH"))(t)
	if full.Open != 1 || len(full.Entries) != 1 || full.Entries[0].Offer.ID != need.ID {
		t.Fatalf("a referent reads %+v", full)
	}
	if told := must(h.OffersFor(t.Context(), adviser, "FRESH"))(t); told.Open != 0 || len(told.Entries)+len(told.NearMisses)+len(told.Excluded) != 0 {
		t.Errorf("an adviser reads %+v", told)
	}
}

// The gate end to end: publics settled, proofs seen, refreshed, withdrawn.
func TestTheGateOfANeedFollowsTheWallet(t *testing.T) {
	h, o := needOpen(t)
	ctx := t.Context()
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	if got := onList(list); !slices.Equal(got, []string{"FRESH"}) {
		t.Fatalf("proposed %v", got)
	}
	texts := map[string]string{}
	for _, n := range list.NearMisses {
		if n.Blocker != domain.GateEligibility || n.Lift != domain.LiftProof {
			t.Errorf("near miss %+v", n)
		}
		texts[n.Profile] = n.Text
	}
	if len(texts) != 3 || !strings.Contains(texts["OLD"], "plus valable") || !strings.Contains(texts["NONE"], "le demander") || !strings.Contains(texts["HOME"], "le demander") {
		t.Errorf("near misses say %v", texts)
	}
	for profile, proof := range map[string]domain.Criterion{
		"OLD": {Code: "RSA", Proof: "caf", SeenOn: today}, "NONE": {Code: domain.CriterionConfidential, Proof: "attestation", SeenOn: today},
	} {
		must(h.RecordProof(ctx, fac, profile, proof))(t)
	}
	refreshed, changes, err := h.RefreshShortlist(ctx, referent, list.ID)
	if err != nil || !slices.Equal(onList(refreshed), []string{"FRESH", "NONE", "OLD"}) || len(changes.Entered) != 2 {
		t.Fatalf("refreshed %v, %+v, %v", onList(refreshed), changes, err)
	}
	must(h.WithdrawProof(ctx, fac, "FRESH", "RSA"))(t)
	_, err = h.WithdrawProof(ctx, fac, "FRESH", "RSA")
	wantCode(t, err, domain.CodeNotFound)
	again, _, err := h.RefreshShortlist(ctx, referent, refreshed.ID)
	if err != nil || !slices.Equal(onList(again), []string{"NONE", "OLD"}) {
		t.Fatalf("after a withdrawal: %v, %v", onList(again), err)
	}
	people := must(h.WalletsOfNeed(ctx, fac, o.ID))(t)
	eligible := map[string]bool{}
	for _, w := range people {
		eligible[w.Profile] = w.Until.Known()
	}
	if len(people) != 4 || !eligible["OLD"] || !eligible["NONE"] || eligible["FRESH"] || eligible["HOME"] {
		t.Errorf("the facilitator reads %v", eligible)
	}
}

// The employer of a need reads until when, and nothing that could tell by what.
func TestTheCardOfANeedSaysUntilWhenOnly(t *testing.T) {
	h, o := needOpen(t)
	ctx := t.Context()
	must(h.RecordProof(ctx, fac, "NONE", domain.Criterion{Code: domain.CriterionConfidential, Proof: "attestation", SeenOn: today}))(t)
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	list = must(h.AddByHand(ctx, referent, list.ID, "HOME", "éligible par un autre marché"))(t)
	for _, e := range list.Entries {
		must(h.Decide(ctx, referent, list.ID, e.Profile, domain.Kept, ""))(t)
	}
	must(h.ShareShortlist(ctx, referent, list.ID))(t)
	seen := must(h.Shortlist(ctx, boss, list.ID))(t)
	said := map[string]bool{}
	for _, e := range seen.Entries {
		said[e.Snapshot.Eligible] = true
	}
	for _, want := range []string{"éligible jusqu'au 3 février 2027", "éligible jusqu'au 22 février 2027", "éligibilité à vérifier avant l'embauche"} {
		if !said[want] {
			t.Errorf("no card says %q: %v", want, said)
		}
	}
	raw, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range domain.CriterionCodes() {
		if strings.Contains(string(raw), `"`+string(code)+`"`) || strings.Contains(string(raw), code.French()) {
			t.Errorf("the employer reads %s in %s", code, raw)
		}
	}
	// A job's card says nothing of it.
	job := h.published(mason())
	jobs := must(h.BuildShortlist(ctx, referent, job.ID))(t)
	must(h.Decide(ctx, referent, jobs.ID, jobs.Entries[0].Profile, domain.Kept, ""))(t)
	must(h.ShareShortlist(ctx, referent, jobs.ID))(t)
	if card := must(h.Shortlist(ctx, boss, jobs.ID))(t).Entries[0].Snapshot; card.Eligible != "" {
		t.Errorf("a job's card says %q", card.Eligible)
	}
}

func TestWhoKeepsProofs(t *testing.T) {
	h, _ := needOpen(t)
	ctx := t.Context()
	proof := domain.Criterion{Code: "RSA", Proof: "caf", SeenOn: today}
	for _, tt := range []struct {
		actor domain.Actor
		id    string
		want  domain.Code
	}{
		{fac, "NONE", ""}, {referent, "NONE", ""}, {adviser, "NONE", domain.CodeNotFound}, {boss, "NONE", domain.CodeNotFound},
		{admin, "NONE", domain.CodeNotFound}, {fac, "NOBODY", domain.CodeNotFound},
	} {
		_, err := h.RecordProof(ctx, tt.actor, tt.id, proof)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s on %s: %v, want %q", tt.actor.ID, tt.id, err, tt.want)
		}
		_, err = h.WalletOf(ctx, tt.actor, tt.id)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s reads %s: %v, want %q", tt.actor.ID, tt.id, err, tt.want)
		}
	}
	_, err := h.RecordProof(ctx, fac, "NONE", domain.Criterion{Code: "RSA", Proof: "caf", SeenOn: today + 1})
	wantCode(t, err, domain.CodeInvalid)
	must(h.WithdrawConsent(ctx, referent, "NONE"))(t)
	_, err = h.WalletOf(ctx, fac, "NONE")
	wantCode(t, err, domain.CodeNotFound)

	p := must(h.Person(ctx, referent, "FRESH"))(t)
	must(h.RecordProof(ctx, fac, "FRESH", domain.Criterion{Code: domain.CriterionConfidential, Proof: "attestation", SeenOn: today}))(t)
	_, err = h.SavePerson(ctx, referent, p)
	wantCode(t, err, domain.CodeConflict) // the editor had not seen the proof
	p = must(h.Person(ctx, referent, "FRESH"))(t)
	raw, err := json.Marshal(p.History)
	if err != nil || !strings.Contains(string(raw), domain.ActSeeProof) || strings.Contains(string(raw), "CONFIDENTIEL") {
		t.Errorf("the history says %s, %v", raw, err)
	}
	// A file brought in again neither undoes nor repeats what somebody recorded.
	h.bring(provedFile)
	again := must(h.WalletOf(ctx, fac, "FRESH"))(t)
	if len(again.Proofs) != 2 {
		t.Errorf("after the same file: %+v", again.Proofs)
	}
}

// A facilitator finds whom they can name in full, and browses nobody.
func TestAFacilitatorFindsByTheWholeName(t *testing.T) {
	h, _ := needOpen(t)
	for name, want := range map[string]int{"samira vanhoutte": 1, "Vanhoutte Samira": 1, "Samira": 0, "Vanhoutte": 0, "Samira Vanhout": 0, "Julie Devos": 1} {
		found, err := h.WalletsByName(t.Context(), fac, name)
		if err != nil || len(found) != want {
			t.Errorf("%q finds %d, %v", name, len(found), err)
		}
	}
	_, err := h.WalletsByName(t.Context(), fac, " ")
	wantCode(t, err, domain.CodeInvalid)
	_, err = h.WalletsByName(t.Context(), adviser, "Samira Vanhoutte")
	wantCode(t, err, domain.CodeForbidden)
}

func TestProofsThatEndAreListedInOrder(t *testing.T) {
	h, _ := needOpen(t)
	ctx := t.Context()
	h.clock.advance(60 * 24 * time.Hour) // 22 January 2027
	now := domain.DayOf(h.Now())
	list, next, err := h.EndingProofs(ctx, fac, now, now+ProofWindow)
	if err != nil || next != 0 || len(list) != 1 || list[0].Profile != "FRESH" || list[0].Until.String() != "2027-02-03" {
		t.Fatalf("ending %+v, next %s, %v", list, next, err)
	}
	must(h.RecordProof(ctx, referent, "FRESH", domain.Criterion{Code: "RSA", Proof: "caf", SeenOn: now}))(t)
	if list, _, err = h.EndingProofs(ctx, fac, now, now+ProofWindow); err != nil || len(list) != 0 {
		t.Errorf("after a fresh proof: %+v, %v", list, err)
	}
	_, _, err = h.EndingProofs(ctx, adviser, now, now+ProofWindow)
	wantCode(t, err, domain.CodeForbidden)
}
