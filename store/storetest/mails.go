package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

func letter(event, person string) *domain.Mail {
	to := domain.Recipient{Kind: domain.RecipientPerson, ID: person, Address: person + "@Exemple.fr"}
	return domain.NewMail(event, to, "try", domain.MailBody{Subject: event}, nil, day)
}

// mailsWaitTheirTurn: one mail for an event and a recipient; the queue gives those that are due, the longest waiting first.
func mailsWaitTheirTurn(t *testing.T, s *store.Store) {
	must(t, s.Mails.Save(ctx, letter("e1", "p1")))
	wantCode(t, s.Mails.Save(ctx, letter("e1", "p1")), domain.CodeConflict)
	must(t, s.Mails.Save(ctx, letter("e1", "p2")))
	later, gone := letter("e2", "p1"), letter("e3", "p1")
	later.Due = day.Add(-time.Minute)
	must(t, gone.Conclude(domain.Delivery{Outcome: domain.OutcomeDelivered}, day, 0))
	must(t, s.Mails.Save(ctx, later))
	must(t, s.Mails.Save(ctx, gone))
	due, err := s.Mails.Due(ctx, day, 10)
	must(t, err)
	if len(due) != 3 || due[0].Event != "e2" {
		t.Errorf("due: %v", events(due))
	}
	if due, err = s.Mails.Due(ctx, day.Add(-time.Second), 10); err != nil || len(due) != 1 {
		t.Errorf("due earlier: %v, %v", events(due), err)
	}
	mailsAreFound(t, s)
	if old, err := s.Mails.EndedBefore(ctx, day.Add(time.Hour), 10); err != nil || !slices.Equal(events(old), []string{"e3"}) {
		t.Errorf("ended: %v, %v", events(old), err)
	}
	gone.Forget()
	must(t, s.Mails.Save(ctx, gone))
	if old, err := s.Mails.EndedBefore(ctx, day.Add(time.Hour), 10); err != nil || len(old) != 0 {
		t.Errorf("forgotten, and still to be: %v, %v", events(old), err)
	}
	must(t, s.Mails.Remove(ctx, gone.ID))
	must(t, s.Mails.Remove(ctx, gone.ID))
}

// mailsAreFound by what staff look for: e1 to both people, e2 and e3, which left, to the first.
func mailsAreFound(t *testing.T, s *store.Store) {
	t.Helper()
	for name, tt := range map[string]struct {
		q    domain.MailQuery
		want []string
	}{
		"of a person":  {domain.MailQuery{To: "person/p1"}, []string{"e1", "e2", "e3"}},
		"by address":   {domain.MailQuery{Address: "P2@exemple.fr"}, []string{"e1"}},
		"by state":     {domain.MailQuery{Status: domain.MailSent}, []string{"e3"}},
		"by kind":      {domain.MailQuery{Kind: "other"}, nil},
		"of both":      {domain.MailQuery{To: "person/p1", Status: domain.MailQueued}, []string{"e1", "e2"}},
		"of everybody": {domain.MailQuery{}, []string{"e1", "e1", "e2", "e3"}},
	} {
		list, _, err := s.Mails.Find(ctx, sys, tt.q)
		must(t, err)
		if got := events(list); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	adviser := domain.Actor{ID: "a", Roles: domain.RoleAdviser}
	if list, _, err := s.Mails.Find(ctx, adviser, domain.MailQuery{}); err != nil || len(list) != 0 {
		t.Errorf("an adviser reads %v, %v", events(list), err)
	}
}

func events(list []*domain.Mail) (names []string) {
	for _, m := range list {
		names = append(names, m.Event)
	}
	slices.Sort(names)
	return names
}

// whatHappenedWaitsToBeTold: a step waits in the outbox of its object until it is marked, without a revision of its own.
func whatHappenedWaitsToBeTold(t *testing.T, s *store.Store) {
	silent, settled := person("p0"), person("p1")
	settled.Note("import", sys, day, "")
	settled.Settle()
	must(t, s.People.SaveMany(ctx, []*domain.Person{silent, settled}))
	if got := untold(t, s); got != nil {
		t.Fatalf("nobody did anything, and %v waits", got)
	}
	offer := &domain.Offer{Record: domain.Record{ID: "o1", Created: day}}
	settled.Note("edit", sys, day, "")
	offer.Note("create", sys, day, "")
	must(t, s.People.Save(ctx, settled))
	must(t, s.Offers.Save(ctx, offer))
	if got := untold(t, s); !slices.Equal(got, []string{"people/p1", "offers/o1"}) {
		t.Fatalf("waits: %v", got)
	}
	reader, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	must(t, s.Outbox.Each(ctx, func(u domain.Untold, _ error) error { return s.Outbox.MarkTold(ctx, u) }))
	if got := untold(t, s); got != nil {
		t.Fatalf("still waits: %v", got)
	}
	kept, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	if _, waits := kept.Pending(); waits || kept.Revision != reader.Revision || len(kept.History) != 2 {
		t.Errorf("marked: %+v", kept.Record)
	}
	tellingLosesNothing(t, s, reader)
	must(t, s.Verify(ctx))
}

// tellingLosesNothing: whoever had read p1 before its step was marked writes it again, in the midst of the telling too.
func tellingLosesNothing(t *testing.T, s *store.Store, reader *domain.Person) {
	t.Helper()
	must(t, s.People.Save(ctx, reader)) // whoever edited meanwhile meets no conflict; the step is told again
	if got := untold(t, s); !slices.Equal(got, []string{"people/p1"}) {
		t.Errorf("waits again: %v", got)
	}
	err := s.Outbox.Each(ctx, func(u domain.Untold, _ error) error {
		must(t, s.People.Save(ctx, reader)) // somebody writes it before it is marked
		return s.Outbox.MarkTold(ctx, u)
	})
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) {
		t.Errorf("a document written meanwhile was marked: %v", err)
	}
	err = s.Outbox.Each(ctx, func(u domain.Untold, _ error) error {
		must(t, s.People.Save(ctx, reader)) // whoever tells of it goes on with what was written meanwhile
		p, ours := u.Aggregate.(*domain.Person)
		if !ours {
			t.Fatalf("%T waits", u.Aggregate)
		}
		*p = *reader
		return s.Outbox.MarkTold(ctx, u)
	})
	if !errors.As(err, &conflict) {
		t.Errorf("a step that nobody told was marked: %v", err)
	}
	must(t, s.Outbox.Each(ctx, func(u domain.Untold, _ error) error { return s.Outbox.MarkTold(ctx, u) }))
	if got := untold(t, s); got != nil {
		t.Errorf("still waits: %v", got)
	}
}

// untold names what waits to be told.
func untold(t *testing.T, s *store.Store) (names []string) {
	t.Helper()
	must(t, s.Outbox.Each(ctx, func(u domain.Untold, fault error) error {
		must(t, fault)
		names = append(names, u.Collection+"/"+u.Head().ID)
		return nil
	}))
	return names
}
