package hiring

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

const hirers = 50

// TestFiftyHiresOnOneSeat: of fifty at once one wins, the others are told so, and the seat is the winner's row.
func TestFiftyHiresOnOneSeat(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(hirers))
	for round := range atOnceRounds {
		h.hireAtOnce(round, hirers)
	}
}

// TestManyHiresOnOneSeatOnTheOtherEngine has them come by two processes on one database, over the MongoDB protocol.
func TestManyHiresOnOneSeatOnTheOtherEngine(t *testing.T) {
	h, other := databaseHouse(t)
	h.register()
	h.bring(masonsFile(20))
	for round := range 5 {
		h.hireAtOnce(round, 20, other)
	}
}

// hireAtOnce has so many people hired on one seat at once, by turns by other processes too, and holds what came of it against
// the rows.
func (h *house) hireAtOnce(round, many int, others ...*Service) {
	h.tb.Helper()
	ctx := h.tb.Context()
	o := mason()
	o.ID, o.Status = fmt.Sprintf("o%03d", round), domain.OfferPublished
	if err := h.store.Offers.Save(ctx, o); err != nil {
		h.tb.Fatal(err)
	}
	for n := range many {
		i := &domain.Invitation{Record: domain.Record{ID: "i"}, Object: o.ID, SIRETs: o.Establishments(), Profile: fmt.Sprintf("M%05d", n)}
		x := domain.NewIntroduction(fmt.Sprintf("%s-%02d", o.ID, n), i, domain.IntroductionAccepted, domain.Holder(domain.ChannelLink), h.clock.Now())
		x.Status = domain.IntroductionMet
		if err := h.store.Introductions.Save(ctx, x); err != nil {
			h.tb.Fatal(err)
		}
	}
	processes := slices.Concat(others, []*Service{h.Service})
	faults := make([]error, many)
	var ready, all sync.WaitGroup
	ready.Add(1)
	for n := range many {
		all.Go(func() {
			ready.Wait()
			_, faults[n] = processes[n%len(processes)].Outcome(ctx, boss, fmt.Sprintf("%s-%02d", o.ID, n), cdi())
		})
	}
	ready.Done()
	all.Wait()
	won := 0
	for n, err := range faults {
		switch {
		case err == nil:
			won++
		case domain.CodeOf(err) != domain.CodeConflict || err.Error() == "":
			h.tb.Errorf("round %d, %d: %v", round, n, err)
		}
	}
	hired := 0
	for n := range many {
		if x := h.introduction(fmt.Sprintf("%s-%02d", o.ID, n)); x.Status == domain.IntroductionHired {
			hired++
			if holder, _, err := h.held(ctx, numbered(seatsOf(o.ID), x.Outcome.Seat)); err != nil || holder != x.ID {
				h.tb.Errorf("round %d: seat %d is %s's, %v", round, x.Outcome.Seat, holder, err)
			}
		}
	}
	taken := must(h.SeatsTaken(ctx, o))(h.tb)
	if won != 1 || hired != 1 || taken != 1 || h.offer(o.ID).Status != domain.OfferFilled {
		h.tb.Errorf("round %d: %d won, %d rows, %d seats, the offer is %s", round, won, hired, taken, h.offer(o.ID).Status)
	}
}

// TestClaimsThatACrashLeftAreLetGo stops a hire between its claim and its row, and a yes between its row and its claim.
func TestClaimsThatACrashLeftAreLetGo(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	o := h.published(mason())
	h.yes(o, "crashed", "M00000", domain.IntroductionMet)
	h.yes(o, "other", "M00001", domain.IntroductionMet)
	must(h.claimAny(t.Context(), seatsOf(o.ID), o.Places, "crashed"))(t)
	_, err := h.Outcome(t.Context(), boss, "other", cdi())
	wantCode(t, err, domain.CodeConflict)
	if err := h.letGoOf(t.Context(), yesesOf(o.ID), 3, "other"); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(claimsEvery)
	if err := h.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if taken := must(h.SeatsTaken(t.Context(), o))(t); taken != 1 {
		t.Fatal("a seat was let go of while somebody may be writing the hire")
	}
	h.clock.advance(claimsEvery)
	if err := h.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if taken := must(h.SeatsTaken(t.Context(), o))(t); taken != 0 {
		t.Fatal("the seat of nobody is kept")
	}
	if yeses := must(h.claims(t.Context(), yesesOf(o.ID), 3))(t); !holds(yeses, "other") {
		t.Errorf("a yes without its place: %v", yeses)
	}
	must(h.Outcome(t.Context(), boss, "other", cdi()))(t)
	h.clock.advance(claimsEvery)
	if err := h.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if taken := must(h.claims(t.Context(), seatsOf(o.ID), 1))(t); !holds(taken, "other") {
		t.Errorf("the seat of a hire was let go: %v", taken)
	}
}

// TestWhatAHireBeginsIsFinishedByTheRelay stops after each write of a hire in turn.
func TestWhatAHireBeginsIsFinishedByTheRelay(t *testing.T) {
	for _, tt := range []struct {
		name string
		stop func(h *house, x *domain.Introduction)
	}{
		{"after the row", func(*house, *domain.Introduction) {}},
		{"after the file", func(h *house, x *domain.Introduction) {
			must(h.changePerson(h.tb.Context(), domain.System(), x.Profile, func(p *domain.Person, now time.Time) error {
				p.TakeWork(x.ID, *x.Outcome, nil, domain.System(), now)
				return nil
			}))(h.tb)
		}},
		{"after the offer", func(h *house, x *domain.Introduction) {
			must(h.FillOffer(h.tb.Context(), referent, x.OfferID))(h.tb)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			o := h.published(mason())
			h.yes(o, "a", "M00000", domain.IntroductionMet)
			h.yes(o, "b", "M00001", domain.IntroductionMet)
			out := cdi()
			out.Seat = must(h.claimAny(t.Context(), seatsOf(o.ID), o.Places, "a"))(t)
			x := must(h.changeIntroduction(t.Context(), boss, "a", func(x *domain.Introduction, now time.Time) error { return x.Hire(out, boss, now) }))(t)
			tt.stop(h, x)
			h.deliver()
			h.deliver()
			if p := h.person("M00000"); len(p.Profile.Commitments) != 1 || !p.Candidate.PlacedOn.Known() {
				t.Errorf("%d commitments", len(p.Profile.Commitments))
			}
			if h.offer(o.ID).Status != domain.OfferFilled || h.introduction("b").Status != domain.IntroductionNotHired {
				t.Errorf("the offer is %s, the other %s", h.offer(o.ID).Status, h.introduction("b").Status)
			}
		})
	}
}

// A no that stopped before it gave anything back is finished by the relay: somebody who waits takes the place.
func TestWhatANoBeginsIsFinishedByTheRelay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(5))
	o := h.published(mason())
	for n := range 3 {
		h.yes(o, fmt.Sprint("m", n), fmt.Sprintf("M0000%d", n), domain.IntroductionMet)
	}
	h.yes(o, "waits", "M00003", domain.IntroductionWaiting)
	must(h.changeIntroduction(t.Context(), boss, "m1", func(x *domain.Introduction, now time.Time) error { return x.NotHire("Pas cette fois.", boss, now) }))(t)
	h.deliver()
	if h.introduction("waits").Status != domain.IntroductionAccepted {
		t.Error("nobody took the place")
	}
}

// Somebody erased while they were to be met does not keep the place of others.
func TestAnErasedPersonLeavesTheirPlace(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(5))
	o := h.published(mason())
	for n := range 3 {
		h.yes(o, fmt.Sprint("m", n), fmt.Sprintf("M0000%d", n), domain.IntroductionAccepted)
	}
	h.yes(o, "waits", "M00003", domain.IntroductionWaiting)
	must(h.ErasePerson(t.Context(), admin, "M00001", domain.ErasedOnRequest))(t)
	h.clock.advance(claimsEvery)
	if err := h.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h.introduction("m1").Status != domain.IntroductionCancelled || h.introduction("waits").Status != domain.IntroductionAccepted {
		t.Errorf("%s, %s", h.introduction("m1").Status, h.introduction("waits").Status)
	}
}
