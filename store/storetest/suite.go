// Package storetest is the conformance suite that every engine passes, whatever keeps the documents.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// Open makes an empty store for one test and closes it at its end.
type Open func(testing.TB) *store.Store

// Law is something that a store must hold to.
type Law struct {
	name string
	run  func(*testing.T, *store.Store)
}

// Strong are the laws of an engine that is atomic and has transactions. The engine of the MongoDB tests, FerretDB, has
// neither: it reads a document, looks at the guard and writes, and another writer may come in between. What happens
// once (inserts, takers) has one winner on it nevertheless, and stays in the suite of all.
func Strong() []Law {
	return []Law{
		{"fifty saves of one revision have one winner", savesHaveOneWinner},
		{"many requests of one browser write its session", sessionsTakeManyWriters},
		{"a batch cancelled midway is whole or absent", cancelledMidway},
		{"a file has one taker among fifty", filesHaveOneTaker},
	}
}

// Suite runs every law, and more, on stores that open makes.
func Suite(t *testing.T, open Open, more ...Law) {
	for _, tt := range append([]Law{
		{"two tabs cannot overwrite each other", guardedSaves},
		{"a batch over one old revision writes nothing", batches},
		{"a batch cut short is run again", batchesRunAgain},
		{"what happens once has one winner among fifty", onceHasOneWinner},
		{"a one-time secret has one taker among fifty", secretsHaveOneTaker},
		{"pages neither repeat nor miss while others write", pages},
		{"the feed tells every change, the last state of each", feed},
		{"the feed misses nothing while eight write", feedUnderWriters},
		{"employers see their own, and nothing else", employersSeeTheirOwn},
		{"advisers see the people they follow", advisersSeeTheirOwn},
		{"people are listed by what they wait for", peopleByWhatTheyWaitFor},
		{"people alike are found, until their file is taken", alikePeople},
		{"names are found without accents", names},
		{"sessions end, expire, and are ended everywhere", sessions},
		{"a session that ended stays ended", endedSessionsStayEnded},
		{"the feed of offers tells the last state of each", offerFeed},
		{"advisers read their own positions", positions},
		{"invitations are found by whom and for what", invitations},
		{"introductions are for both sides of them", introductions},
		{"occasions are for staff", occasions},
		{"trainings are found by what they give", trainings},
		{"alerts are made once", alerts},
		{"everybody is visited once", everybodyIsVisitedOnce},
		{"pages hold under writers", pagesUnderWriters},
		{"establishments are found by a word", employersByWord},
		{"accounts are found by their own address only", accountsByAddress},
		{"needs are found apart from jobs, and those to complete", needsByKind},
		{"people are found by the end of a proof, and by their whole name", proofsByDay},
		{"shortlists are found by offer and day", shortlistsByDay},
		{"secrets are listed by owner and purpose", secretsOfSomebody},
		{"mappings are listed by label, to those who import", mappingsByLabel},
		{"a blob that was removed is gone", blobsGo},
		{"lists have their readers", listsHaveReaders},
		{"the journal grows without a gap under many writers", journalGrows},
		{"the journal is found by whom and by what", journalIsFound},
		{"a person has one key in the journal", journalKeysHaveOneMaker},
		{"mails wait their turn", mailsWaitTheirTurn},
		{"what happened waits to be told", whatHappenedWaitsToBeTold},
		{"whoever is forgotten stands nowhere", forgotten},
		{"who left is known until they come back", leavers},
		{"closed figures are kept by year", closedFigures},
		{"any sequence of acts agrees with a map", law},
		{"big bodies and strange keys come back whole", strangeDocuments},
		{"a cancelled request changes nothing", cancelled},
		{"a closed store says so", closed},
		{"verify finds a sound store sound", verify},
		{"requests to join are found from both ends", memberships},
		{"sign-ups are found by state, and go", signUps},
		{"accounts are found by establishment", membersOf},
	}, more...) {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

var (
	ctx = context.Background()
	day = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	sys = domain.System()
)

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantCode(tb testing.TB, err error, want domain.Code) {
	tb.Helper()
	if domain.CodeOf(err) != want {
		tb.Fatalf("got %v, want code %q", err, want)
	}
}

func person(id string) *domain.Person {
	return &domain.Person{Record: domain.Record{ID: id, Created: day}, Profile: domain.Profile{RadiusKm: 10},
		Candidate: domain.Candidate{FirstName: "Ophélie", LastName: "D'Hœdt " + id, Adviser: "a@exemple.fr"}}
}

func guardedSaves(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p1")))
	wantCode(t, s.People.Save(ctx, person("p1")), domain.CodeConflict)
	one, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	two, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	one.Profile.RadiusKm = 20
	must(t, s.People.Save(ctx, one))
	two.Profile.RadiusKm = 30
	wantCode(t, s.People.Save(ctx, two), domain.CodeConflict)
	kept, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	if kept.Profile.RadiusKm != 20 || kept.Revision != 2 || one.Revision != 2 || two.Revision != 1 {
		t.Fatalf("kept %d km at revision %d; writers hold %d and %d", kept.Profile.RadiusKm, kept.Revision, one.Revision, two.Revision)
	}
	gone := person("p2")
	gone.Revision = 4
	wantCode(t, s.People.Save(ctx, gone), domain.CodeConflict)
}

func batches(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p3")))
	err := s.People.SaveMany(ctx, []*domain.Person{person("p1"), person("p2"), person("p3")})
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) || !slices.Equal(conflict.IDs, []string{"p3"}) {
		t.Fatalf("the conflict does not name p3: %v", err)
	}
	if n, err := s.People.Count(ctx); err != nil || n != 1 {
		t.Fatalf("%d people after a batch that failed, %v", n, err)
	}
	must(t, s.People.SaveMany(ctx, []*domain.Person{person("p1"), person("p2")}))
	if n, _ := s.People.Count(ctx); n != 3 {
		t.Fatalf("%d people", n)
	}
}

// contenders is how many try the same thing at once; rounds how often.
const (
	contenders = 50
	rounds     = 20
)

// race has contenders try and returns how many succeeded; a loser must get the given code.
func race(t *testing.T, loses domain.Code, try func(i int) error) int {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range contenders {
		wg.Go(func() {
			err := try(i)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if domain.CodeOf(err) != loses {
				t.Errorf("a loser got %v", err)
			}
		})
	}
	wg.Wait()
	return won
}

func onceHasOneWinner(t *testing.T, s *store.Store) {
	for round := range rounds {
		key := fmt.Sprintf("offre/place-%d", round)
		if won := race(t, domain.CodeConflict, func(i int) error { return s.Once.Insert(ctx, key, strconv.Itoa(i)) }); won != 1 {
			t.Fatalf("round %d: %d winners", round, won)
		}
		if v, err := s.Once.Get(ctx, key); err != nil || v == "" {
			t.Fatalf("the winner left %q, %v", v, err)
		}
	}
}

func secretsHaveOneTaker(t *testing.T, s *store.Store) {
	for round := range rounds {
		hash := fmt.Sprintf("h%d", round)
		must(t, s.Secrets.Save(ctx, &domain.Secret{Record: domain.Record{ID: hash, Created: day}, Purpose: domain.SecretSignIn, UserID: "u"}))
		if won := race(t, domain.CodeNotFound, func(int) error { _, err := s.Secrets.Take(ctx, hash); return err }); won != 1 {
			t.Fatalf("round %d: %d takers", round, won)
		}
	}
}

func savesHaveOneWinner(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p1")))
	for round := range rounds {
		won := race(t, domain.CodeConflict, func(i int) error {
			p := person("p1")
			p.Revision, p.Profile.RadiusKm = int64(round+1), i
			return s.People.Save(ctx, p)
		})
		if won != 1 {
			t.Fatalf("round %d: %d winners", round, won)
		}
	}
}

func pages(t *testing.T, s *store.Store) {
	for i := range 30 {
		must(t, s.Offers.Save(ctx, &domain.Offer{Record: domain.Record{ID: fmt.Sprintf("o%02d", i), Created: day.Add(time.Duration(i/3) * time.Hour)},
			Status: domain.OfferPublished, SIRET: "73282932000074"}))
	}
	seen := map[string]bool{}
	cursor := ""
	for n := 0; ; n++ {
		list, next, err := s.Offers.Find(ctx, sys, domain.OfferQuery{Cursor: cursor, Limit: 7, Statuses: []domain.OfferStatus{domain.OfferPublished}})
		must(t, err)
		for _, o := range list {
			if seen[o.ID] {
				t.Fatalf("%s came twice", o.ID)
			}
			seen[o.ID] = true
		}
		// somebody posts an offer while the list is read
		must(t, s.Offers.Save(ctx, &domain.Offer{Record: domain.Record{ID: fmt.Sprintf("new%d", n), Created: day.Add(100 * time.Hour)}, Status: domain.OfferPublished}))
		if cursor = next; next == "" {
			break
		}
	}
	if len(seen) != 30 {
		t.Fatalf("%d offers of 30", len(seen))
	}
	_, _, err := s.Offers.Find(ctx, sys, domain.OfferQuery{Cursor: "n'importe quoi"})
	wantCode(t, err, domain.CodeInvalid)
}

func verify(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p1")))
	must(t, s.Verify(ctx))
}
