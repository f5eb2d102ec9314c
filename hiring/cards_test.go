package hiring

import (
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// shared is a list with the first n people kept and shared with the employer.
func shared(t *testing.T, n int) (*house, *domain.Shortlist) {
	t.Helper()
	h, _, list := listed(t, 12)
	for _, e := range list.Entries[:n] {
		must(h.Decide(t.Context(), referent, list.ID, e.Profile, domain.Kept, ""))(t)
	}
	must(h.ShareShortlist(t.Context(), referent, list.ID))(t)
	return h, must(h.Shortlist(t.Context(), referent, list.ID))(t)
}

// A card goes at once with the accord of the person, and with a referent who thinks better of it.
func TestACardGoesWithTheAccordOrTheDecision(t *testing.T) {
	h, list := shared(t, 3)
	stays, withdrawn, dropped := list.Entries[0], list.Entries[1], list.Entries[2]
	p := must(h.Person(t.Context(), referent, withdrawn.Profile))(t)
	p.Candidate.Consent.Withdrawn = today
	must(h.SavePerson(t.Context(), referent, p))(t)
	must(h.Decide(t.Context(), referent, list.ID, dropped.Profile, domain.Dropped, "a trouvé un emploi"))(t)

	seen := must(h.Shortlist(t.Context(), boss, list.ID))(t)
	if len(seen.Entries) != 1 || seen.Entries[0].Card != stays.Card {
		t.Errorf("the employer sees %d cards", len(seen.Entries))
	}
	for _, lists := range must(h.ShortlistsOf(t.Context(), boss, list.OfferID))(t) {
		if len(lists.Entries) != 1 {
			t.Errorf("the offer's page counts %d cards", len(lists.Entries))
		}
	}
	for _, gone := range []domain.Entry{withdrawn, dropped} {
		_, err := h.AnswerCard(t.Context(), boss, list.ID, gone.Card, domain.SideInterested, "")
		wantCode(t, err, domain.CodeNotFound)
	}
	must(h.AnswerCard(t.Context(), boss, list.ID, stays.Card, domain.SideInterested, ""))(t)
}

// Referents who decide of different people at once all succeed.
func TestDecisionsOnDifferentPeopleDoNotFight(t *testing.T) {
	h, _, list := listed(t, 12)
	var wg sync.WaitGroup
	for _, e := range list.Entries {
		wg.Go(func() {
			if _, err := h.Decide(t.Context(), referent, list.ID, e.Profile, domain.Kept, ""); err != nil {
				t.Errorf("rank %d: %v", e.Rank, err)
			}
		})
	}
	wg.Wait()
	for _, e := range must(h.Shortlist(t.Context(), referent, list.ID))(t).Entries {
		if e.Decision != domain.Kept {
			t.Errorf("rank %d was decided and is %s", e.Rank, e.Decision)
		}
	}
}

// What an employer may ask again and again must not tell who has which window, refusal or criterion.
func TestEmployersCannotCountByHiddenFields(t *testing.T) {
	h, _, _ := listed(t, 30)
	plain := must(h.CountMatches(t.Context(), boss, mason()))(t)
	probe := mason()
	probe.Clause = &domain.Clause{People: 1, Hours: 100, Way: domain.WayDirect, Publics: []domain.CriterionCode{"RSA"}}
	probe.FirstStart, probe.LastEnd = domain.ClockAt(4, 0), domain.ClockAt(23, 0)
	probe.Schedule, probe.Contexts = domain.TraitNight|domain.TraitWeekend, []string{"froid"}
	if counted := must(h.CountMatches(t.Context(), boss, probe))(t); counted != plain {
		t.Errorf("%d people with the hidden fields asked, %d without", counted.Eligible, plain.Eligible)
	}
	if counted := must(h.CountMatches(t.Context(), referent, probe))(t); counted.Eligible >= plain.Eligible {
		t.Errorf("a referent counts %d of %d with a clause nobody proved", counted.Eligible, plain.Eligible)
	}
}
