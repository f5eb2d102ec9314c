package handlers

import (
	"net/http"
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// A program that keeps files in step undoes no « non », and forgets no « oui ».
func TestAProgramDoesNotUndoWhatThePersonSaid(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	k, path := h.api(domain.RoleReferent), "/api/v1/profiles/"+id
	var b profileBody
	k.get(path).want(200).into(&b)
	b.Candidate.ConsentOn = ""
	k.send(http.MethodPut, path, b).want(200).into(&b)
	if b.Candidate.ConsentOn != "2026-11-01" {
		t.Errorf("without a day, the accord of the 1st became %q", b.Candidate.ConsentOn)
	}
	must(h.service.WithdrawConsent(t.Context(), h.users[domain.RoleReferent].Actor(), id))(t)
	k.get(path).want(200).into(&b)
	if b.Candidate.ConsentWithdrawn != "2026-11-23" {
		t.Fatalf("the no is not told: %+v", b.Candidate)
	}
	for _, day := range []string{"2026-11-01", ""} { // sent back as read, or left out
		b.Candidate.ConsentOn = day
		k.send(http.MethodPut, path, b).want(200).into(&b)
		if b.Candidate.ConsentWithdrawn != "2026-11-23" {
			t.Errorf("%q undid the no", day)
		}
	}
	b.Candidate.ConsentOn = "2026-11-10"
	refused := k.send(http.MethodPut, path, b).want(422).refusal()
	if refused.Error.Fields["candidate.consent_on"] == "" {
		t.Errorf("an older accord: %+v", refused)
	}
	b.Candidate.ConsentOn = "2026-11-23"
	var again profileBody
	k.send(http.MethodPut, path, b).want(200).into(&again)
	if again.Candidate.ConsentWithdrawn != "" || again.Candidate.ConsentOn != "2026-11-23" {
		t.Errorf("a new yes of the same day: %+v", again.Candidate)
	}
}

// What a program tells of a proof has the rules of the wallet.
func TestAProgramProvesByTheRules(t *testing.T) {
	h := MustHouse(t)
	path := "/api/v1/profiles/" + h.person(1)
	k := h.api(domain.RoleReferent)
	var b profileBody
	k.get(path).want(200).into(&b)
	held := b.Criteria
	for name, proof := range map[string]criterionBody{"to come": {Code: "RSA", SeenOn: "2030-01-01"}, "too old to be young": {Code: "JEUNE", SeenOn: "2026-11-20"}} {
		b.Criteria = slices.Concat(held, []criterionBody{proof})
		if got := k.send(http.MethodPut, path, b).want(422).refusal(); got.Error.Fields["criteria"] == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// An occupation in the person's own words comes back as it was sent.
func TestAnOccupationWithoutACodeIsKept(t *testing.T) {
	h := MustHouse(t)
	path := "/api/v1/profiles/" + h.person(1)
	k := h.api(domain.RoleReferent)
	var b profileBody
	k.get(path).want(200).into(&b)
	b.Practised = append(b.Practised, practiceBody{Title: "ramasseur de moules", Months: 8})
	k.send(http.MethodPut, path, b).want(200).into(&b)
	k.send(http.MethodPut, path, b).want(200).into(&b)
	if n := len(b.Practised); n != 2 || b.Practised[1].Title != "ramasseur de moules" || b.Practised[1].Months != 8 {
		t.Errorf("practised %+v", b.Practised)
	}
}
