package storetest

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// proofsByDay finds people by the day on which a proof of theirs ends, and by their whole name.
func proofsByDay(t *testing.T, s *store.Store) {
	seen := domain.DayOf(day)
	p, q := person("a"), person("b")
	p.Candidate.Criteria = []domain.Criterion{{Code: "RSA", SeenOn: seen}, {Code: "ASS", SeenOn: seen}, {Code: "SENIOR", SeenOn: seen}, {Code: "QPV"}}
	q.Candidate.Criteria = []domain.Criterion{{Code: "TH", SeenOn: seen, ValidUntil: seen + 400}}
	must(t, s.People.SaveMany(ctx, []*domain.Person{p, q}))
	for _, tt := range []struct {
		q    domain.PersonQuery
		want []string
	}{
		{domain.PersonQuery{ProofEnd: seen.AddMonths(3) - 1}, []string{"a"}}, {domain.PersonQuery{ProofEnd: seen + 400}, []string{"b"}},
		{domain.PersonQuery{ProofEnd: seen}, nil}, {domain.PersonQuery{FullName: "ophelie d'hœdt A"}, []string{"a"}},
		{domain.PersonQuery{FullName: "d'hoedt b ophélie"}, []string{"b"}}, {domain.PersonQuery{FullName: "ophélie"}, nil},
	} {
		list, _, err := s.People.Find(ctx, sys, tt.q)
		must(t, err)
		var got []string
		for _, found := range list {
			got = append(got, found.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%+v finds %v, want %v", tt.q, got, tt.want)
		}
	}
	p.Candidate.Criteria = nil
	must(t, s.People.Save(ctx, p))
	if list, _, err := s.People.Find(ctx, sys, domain.PersonQuery{ProofEnd: seen.AddMonths(3) - 1}); err != nil || len(list) != 0 {
		t.Errorf("a proof taken out is still found: %d, %v", len(list), err)
	}
}

// needsByKind finds needs apart from jobs, and the needs that no facilitator settled, the latest first; settling one
// takes it out of the latter.
func needsByKind(t *testing.T, s *store.Store) {
	offers := []*domain.Offer{{Record: domain.Record{ID: "job"}},
		{Record: domain.Record{ID: "need"}, Clause: &domain.Clause{People: 1, Hours: 100}},
		{Record: domain.Record{ID: "settled"}, Clause: &domain.Clause{People: 1, Hours: 100, CompletedOn: domain.DayOf(day)}}}
	for i, o := range offers {
		o.Created, o.Status = day.Add(time.Duration(i)), domain.OfferSubmitted
		must(t, s.Offers.Save(ctx, o))
	}
	kinds := func(kind domain.OfferKind, statuses ...domain.OfferStatus) (ids []string) {
		list, _, err := s.Offers.Find(ctx, sys, domain.OfferQuery{Kind: kind, Statuses: statuses})
		must(t, err)
		for _, o := range list {
			ids = append(ids, o.ID)
		}
		return ids
	}
	for kind, want := range map[domain.OfferKind][]string{
		"": {"settled", "need", "job"}, domain.KindJob: {"job"}, domain.KindNeed: {"settled", "need"}, domain.KindToComplete: {"need"},
	} {
		if got := kinds(kind); !slices.Equal(got, want) {
			t.Errorf("kind %q finds %v, want %v", kind, got, want)
		}
	}
	if got := kinds(domain.KindNeed, domain.OfferPublished); len(got) != 0 {
		t.Errorf("published needs: %v", got)
	}
	offers[1].Clause.CompletedOn = domain.DayOf(day)
	must(t, s.Offers.Save(ctx, offers[1]))
	if got := kinds(domain.KindToComplete); len(got) != 0 {
		t.Errorf("still to complete: %v", got)
	}
}
