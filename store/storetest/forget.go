package storetest

import (
	"net/url"
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// forgotten: whoever is erased stands in no document any more, other people stay, and excerpts show one person only.
func forgotten(t *testing.T, s *store.Store) {
	who := (&domain.Person{Record: domain.Record{ID: "p/1"}, Merged: []string{"ancien"},
		Candidate: domain.Candidate{FirstName: "Zoé", LastName: "Quenneville", Email: "zoe.q@exemple.fr"}}).Forgotten()
	must(t, s.Shortlists.Save(ctx, &domain.Shortlist{Record: domain.Record{ID: "l"}, Entries: []domain.Entry{{Profile: "p/1"}, {Profile: "p2"}}}))
	must(t, s.Positions.Save(ctx, &domain.Position{Record: domain.Record{ID: "x"}, Profile: "ancien", Why: "Mme Quenneville"}))
	must(t, s.Positions.Save(ctx, &domain.Position{Record: domain.Record{ID: "y"}, Profile: "p2"}))
	must(t, s.SavedLists.Save(ctx, &domain.SavedList{Record: domain.Record{ID: "s"}, Owner: "o", Name: "Port", People: []string{"p2", "p/1"}}))
	for id, q := range map[string]string{"byname": "Zoé Quenneville", "bymail": "zoe.q@exemple.fr", "other": "zoé"} {
		must(t, s.SavedLists.Save(ctx, &domain.SavedList{Record: domain.Record{ID: id}, Owner: "o", Name: "Recherche", Query: url.Values{"q": {q}}.Encode()}))
	}
	must(t, s.Secrets.Save(ctx, &domain.Secret{Record: domain.Record{ID: "h"}, Purpose: domain.SecretConsent, UserID: "p/1"}))
	must(t, s.Secrets.Save(ctx, &domain.Secret{Record: domain.Record{ID: "k"}, Purpose: domain.SecretSignIn, UserID: "p/1"}))
	must(t, s.Imports.Save(ctx, &domain.Import{Record: domain.Record{ID: "i"}, Errors: []domain.RowError{{Line: 2, Value: "quenneville zoé"}, {Line: 3, Value: "x"}}}))
	must(t, s.Once.Insert(ctx, "distinct/p/1/p2", "referent"))
	must(t, s.Once.Insert(ctx, "distinct/p2/p3", "referent"))
	must(t, s.Once.Insert(ctx, "merged/zz", "p/1"))

	excerpts, err := s.Excerpts(ctx, who)
	must(t, err)
	var where []string
	for _, x := range excerpts {
		where = append(where, x.Collection)
	}
	slices.Sort(where)
	if want := []string{"imports", "lists", "lists", "lists", "positions", "secrets", "shortlists"}; !slices.Equal(where, want) {
		t.Errorf("excerpts of %v, want %v", where, want)
	}

	_, err = s.Forget(ctx, who)
	must(t, err)
	excerpts, err = s.Excerpts(ctx, who)
	must(t, err)
	if len(excerpts) > 0 {
		t.Errorf("something is left of them: %+v", excerpts)
	}
	list, err := s.Shortlists.Get(ctx, sys, "l")
	must(t, err)
	if !domain.IsErased(list.Entries[0].Profile) || list.Entries[1].Profile != "p2" {
		t.Errorf("the list holds %+v", list.Entries)
	}
	for _, gone := range []string{"byname", "bymail"} {
		_, err := s.SavedLists.Get(ctx, sys, gone)
		wantCode(t, err, domain.CodeNotFound)
	}
	_, err = s.SavedLists.Get(ctx, sys, "other")
	must(t, err)
	_, err = s.Once.Get(ctx, "distinct/p2/p3")
	must(t, err)
	for _, gone := range []string{"distinct/p/1/p2", "merged/zz"} {
		_, err := s.Once.Get(ctx, gone)
		wantCode(t, err, domain.CodeNotFound)
	}
	if _, err := s.Positions.Get(ctx, sys, "y"); err != nil {
		t.Errorf("another person's position: %v", err)
	}
	if _, err := s.Secrets.Get(ctx, "k"); err != nil {
		t.Errorf("the link of an account of the same key: %v", err)
	}
	must(t, s.Scrub(ctx))
	must(t, s.Verify(ctx))
}

// leavers: who left is known by any of their traces, comes back by all of them at once, and may leave again.
func leavers(t *testing.T, s *store.Store) {
	on := domain.DayOf(day)
	has := func(text string) bool {
		t.Helper()
		left, err := s.Leavers.Left(ctx)
		must(t, err)
		return left.Has([]string{text})
	}
	if has("id:1") {
		t.Error("somebody left before anybody did")
	}
	must(t, s.Leavers.Keep(ctx, []string{"id:1", "email:a@b.fr"}, domain.CauseErased, on))
	must(t, s.Leavers.Keep(ctx, []string{"id:2"}, domain.CauseErased, on))
	must(t, s.Leavers.Keep(ctx, []string{"id:1", "email:a@b.fr"}, domain.CauseErased, on))
	if !has("id:1") || !has("email:a@b.fr") || has("id:3") {
		t.Error("who left is not known, or somebody else is")
	}
	left, err := s.Leavers.Left(ctx)
	must(t, err)
	must(t, s.Leavers.Lift(ctx, left.Of([]string{"email:a@b.fr"}), on+1))
	if has("id:1") || has("email:a@b.fr") || !has("id:2") {
		t.Error("a return lifts all the traces of one departure, and those of no other")
	}
	must(t, s.Leavers.Keep(ctx, []string{"id:1"}, domain.CauseErased, on+2))
	if !has("id:1") || has("email:a@b.fr") {
		t.Error("somebody who came back cannot leave again")
	}
	dropped, err := s.Leavers.Sweep(ctx, day.AddDate(5, 0, 1))
	must(t, err)
	if dropped != 2 || has("id:2") || !has("id:1") {
		t.Errorf("%d traces dropped after five years", dropped)
	}
	must(t, s.Verify(ctx))
}

// closedFigures are kept by year.
func closedFigures(t *testing.T, s *store.Store) {
	for _, year := range []int{2026, 2025} {
		c := &domain.ClosedFigures{Record: domain.Record{ID: domain.ClosedFiguresID(year)}, Year: year}
		c.Add("token", []domain.FigureKind{domain.FigureEntered})
		must(t, s.Figures.Save(ctx, c))
	}
	all, err := s.Figures.All(ctx)
	must(t, err)
	if len(all) != 2 || all[0].Year != 2025 || all[1].Counts[0].Count != 1 {
		t.Errorf("figures %+v", all)
	}
}
