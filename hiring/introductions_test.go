package hiring

import (
	"context"
	"fmt"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// yes stores an introduction of a person to an offer, as a yes leaves it, in a state.
func (h *house) yes(o *domain.Offer, id, profile string, state domain.IntroductionStatus) *domain.Introduction {
	h.tb.Helper()
	i := &domain.Invitation{Record: domain.Record{ID: "i-" + id, Created: h.clock.Now()}, For: domain.ForOffer, Object: o.ID, SIRETs: o.Establishments(),
		Profile: profile, Status: domain.InvitationAccepted, Introduction: id}
	x := domain.NewIntroduction(id, i, domain.IntroductionAccepted, domain.Holder(domain.ChannelLink), h.clock.Now())
	x.Status = state
	for _, save := range []error{h.store.Invitations.Save(h.tb.Context(), i), h.store.Introductions.Save(h.tb.Context(), x),
		h.store.Once.Insert(h.tb.Context(), "invitation/i-"+id+"/introduction", id)} {
		if save != nil {
			h.tb.Fatal(save)
		}
	}
	if state == domain.IntroductionWaiting || !state.Going() && state != domain.IntroductionHired {
		return x
	}
	must(h.claimAny(h.tb.Context(), yesesOf(o.ID), o.Places*domain.YesesPerPlace, id))(h.tb)
	return x
}

func (h *house) introduction(id string) *domain.Introduction {
	h.tb.Helper()
	return must(h.store.Introductions.Get(h.tb.Context(), domain.System(), id))(h.tb)
}

func (h *house) offer(id string) *domain.Offer {
	h.tb.Helper()
	return must(h.store.Offers.Get(h.tb.Context(), domain.System(), id))(h.tb)
}

func (h *house) person(id string) *domain.Person {
	h.tb.Helper()
	return must(h.store.People.Get(h.tb.Context(), domain.System(), id))(h.tb)
}

// cdi is a hire with nothing missing.
func cdi() domain.HiringOutcome {
	return domain.HiringOutcome{Hired: true, Contract: domain.CDI, Start: today + 21, WeeklyHours: 35}
}

// meetingVerbs are what is done to an introduction, with the state that each leads to.
var meetingVerbs = []struct {
	name string
	to   domain.IntroductionStatus
	act  func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error)
}{
	{"slot", domain.IntroductionSlotChosen, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.ChooseSlotFor(ctx, a, id, inTwoDays.ID())
	}},
	{"met", domain.IntroductionMet, (*Service).Met},
	{"missed", domain.IntroductionNoShow, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.NoShow(ctx, a, id, domain.SidePerson)
	}},
	{"hire", domain.IntroductionHired, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.Outcome(ctx, a, id, cdi())
	}},
	{"refuse", domain.IntroductionNotHired, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.Outcome(ctx, a, id, domain.HiringOutcome{Reason: "Un autre candidat avait plus d'expérience."})
	}},
	{"cancel", domain.IntroductionCancelled, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.Cancel(ctx, a, id, "")
	}},
	{"withdraw", domain.IntroductionWithdrew, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Introduction, error) {
		return s.Withdraw(ctx, a, id, domain.ChannelPhone, "")
	}},
}

var inTwoDays = domain.Slot{At: morning.Add(48 * time.Hour)}

// Every state × verb × role: what passes is exactly what the table says, and a refusal changes nothing.
func TestEachVerbOfAnIntroductionInEachStateByEachRole(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	may := map[string]string{
		"accepted slot": "br", "no_show slot": "br", "slot_chosen slot": "br",
		"accepted met": "br", "slot_chosen met": "br", "no_show met": "br",
		"accepted missed": "br", "slot_chosen missed": "br",
		"accepted hire": "br", "slot_chosen hire": "br", "no_show hire": "br", "met hire": "br", "not_hired hire": "r",
		"accepted refuse": "br", "slot_chosen refuse": "br", "no_show refuse": "br", "met refuse": "br", "hired refuse": "r",
		"waiting cancel": "r", "accepted cancel": "r", "slot_chosen cancel": "r", "no_show cancel": "r",
		"waiting withdraw": "r", "accepted withdraw": "r", "slot_chosen withdraw": "r", "no_show withdraw": "r", "met withdraw": "r",
	}
	who := []struct {
		letter string
		actor  domain.Actor
	}{{"b", boss}, {"r", referent}, {"other employer", stranger}, {"seated referent", seated}, {"adviser", adviser}, {"facilitator", fac}, {"admin", admin}, {"nobody", nobodyYet}}
	for _, state := range domain.IntroductionStatuses() {
		for _, verb := range meetingVerbs {
			for _, w := range who {
				o := mason()
				o.ID, o.Status, o.Slots = fmt.Sprintf("%s-%s-%s", state, verb.name, w.letter), domain.OfferPublished, []domain.Slot{inTwoDays}
				if err := h.store.Offers.Save(t.Context(), o); err != nil {
					t.Fatal(err)
				}
				before := h.yes(o, "x-"+o.ID, "M00000", state)
				if verb.to == state { // said again: nothing happens, whoever may read it
					continue
				}
				_, err := verb.act(h.Service, t.Context(), w.actor, before.ID)
				after, letters := h.introduction(before.ID), may[string(state)+" "+verb.name]
				switch allowed := letters == "br" && len(w.letter) == 1 || letters == "r" && w.letter == "r"; {
				case allowed && (err != nil || after.Status != verb.to):
					t.Errorf("%s %s by %s: refused (%v), now %s", state, verb.name, w.letter, err, after.Status)
				case !allowed && (after.Status != state || after.Revision != before.Revision):
					t.Errorf("%s %s by %s: passed, now %s", state, verb.name, w.letter, after.Status)
				case !allowed && err == nil:
					t.Errorf("%s %s by %s: not refused", state, verb.name, w.letter)
				case w.letter == "other employer" && domain.CodeOf(err) != domain.CodeNotFound:
					t.Errorf("%s %s by another employer: %v", state, verb.name, err)
				}
			}
		}
	}
}

func TestTheLastSeatFillsTheOfferAndEndsTheOthers(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(8))
	draft := mason()
	draft.Places = 2
	o := h.published(draft)
	h.yes(o, "first", "M00000", domain.IntroductionMet)
	h.yes(o, "last", "M00001", domain.IntroductionMet)
	h.yes(o, "met", "M00002", domain.IntroductionMet)
	h.yes(o, "soon", "M00003", domain.IntroductionAccepted)
	h.yes(o, "waits", "M00004", domain.IntroductionWaiting)
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	must(h.ChooseSlotFor(t.Context(), boss, "soon", inTwoDays.ID()))(t)
	list := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	must(h.Decide(t.Context(), referent, list.ID, "M00005", domain.Kept, ""))(t)
	asked := must(h.Invite(t.Context(), referent, InvitePlan{ListID: list.ID, Profiles: []string{"M00005"}}))(t).Invitations[0]

	must(h.Outcome(t.Context(), boss, "first", cdi()))(t)
	if h.offer(o.ID).Status != domain.OfferPublished || h.introduction("soon").Status != domain.IntroductionSlotChosen {
		t.Fatal("one place of two filled the offer")
	}
	hired := must(h.Outcome(t.Context(), boss, "last", cdi()))(t)
	if hired.Outcome.Seat != 2 || h.offer(o.ID).Status != domain.OfferFilled {
		t.Fatalf("seat %d, offer %s", hired.Outcome.Seat, h.offer(o.ID).Status)
	}
	for id, want := range map[string]domain.IntroductionStatus{"first": domain.IntroductionHired, "last": domain.IntroductionHired,
		"met": domain.IntroductionNotHired, "soon": domain.IntroductionCancelled, "waits": domain.IntroductionCancelled} {
		if got := h.introduction(id).Status; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	if got := h.introduction("met").Outcome.Reason; got != "la place est prise" {
		t.Errorf("reason %q", got)
	}
	if got := must(h.store.Invitations.Get(t.Context(), domain.System(), asked.ID))(t); got.Status != domain.InvitationCancelled {
		t.Errorf("the invitation is %s", got.Status)
	}
	if free := must(h.freeSlots(t.Context(), h.offer(o.ID)))(t); len(free) != 1 {
		t.Errorf("%d slots are free", len(free))
	}
	again := must(h.Outcome(t.Context(), boss, "last", cdi()))(t)
	if len(again.History) != len(hired.History) {
		t.Error("the same hire twice is not once")
	}
	other := cdi()
	other.WeeklyHours = 20
	_, err := h.Outcome(t.Context(), boss, "last", other)
	wantCode(t, err, domain.CodeConflict)
	_, err = h.Outcome(t.Context(), boss, "met", cdi())
	wantCode(t, err, domain.CodeConflict)
	h.deliver()
}

func TestAHireThatNeverBeganGivesTheSeatBack(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionMet)
	must(h.Outcome(t.Context(), boss, "a", cdi()))(t)
	if p := h.person("M00000"); !p.Candidate.PlacedOn.Known() || len(p.Profile.Commitments) != 1 || p.MayBeProposed(today) {
		t.Fatalf("lasting work does not close the file: %+v", p.Profile.Commitments)
	}
	_, err := h.ReopenOffer(t.Context(), referent, o.ID, "On ne sait jamais.")
	wantCode(t, err, domain.CodeConflict)
	_, err = h.Outcome(t.Context(), boss, "a", domain.HiringOutcome{Reason: "Il n'est jamais venu."})
	wantCode(t, err, domain.CodeForbidden)
	undone := must(h.Outcome(t.Context(), referent, "a", domain.HiringOutcome{Reason: "Il n'est jamais venu."}))(t)
	if taken := must(h.SeatsTaken(t.Context(), o))(t); taken != 0 || undone.Outcome.Hired {
		t.Errorf("%d seats taken, %+v", taken, undone.Outcome)
	}
	if p := h.person("M00000"); p.Candidate.PlacedOn.Known() || len(p.Profile.Commitments) != 0 || !p.MayBeProposed(today) {
		t.Errorf("the file stays closed: %+v", p.Profile.Commitments)
	}
	if h.offer(o.ID).Status != domain.OfferFilled {
		t.Error("the offer opened by itself")
	}
	o = must(h.ReopenOffer(t.Context(), referent, o.ID, "L'embauche n'a pas commencé."))(t)
	if o.Status != domain.OfferPublished || o.ExpiresOn < today+domain.ReopenedDays {
		t.Errorf("%s until %s", o.Status, o.ExpiresOn)
	}
}

func TestWhatAHireChangesOfAFile(t *testing.T) {
	for _, tt := range []struct {
		name     string
		outcome  domain.HiringOutcome
		lasting  bool
		freeFrom domain.Date
	}{
		{"lasting work closes it", cdi(), true, 0},
		{"a short full-time job ends with its last day", domain.HiringOutcome{Hired: true, Contract: domain.CDD, Start: today, End: today + 60, WeeklyHours: 35}, false, today + 61},
		{"part-time work takes its hours", domain.HiringOutcome{Hired: true, Contract: domain.CDD, Start: today, End: today + 60, WeeklyHours: 15}, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(1))
			before := h.person("M00000").Profile.Available
			h.yes(h.published(mason()), "a", "M00000", domain.IntroductionMet)
			must(h.Outcome(t.Context(), referent, "a", tt.outcome))(t)
			h.deliver() // the relay does it again
			p := h.person("M00000")
			if len(p.Profile.Commitments) != 1 {
				t.Fatalf("%d commitments", len(p.Profile.Commitments))
			}
			work := p.Profile.Commitments[0]
			if work.Hours != tt.outcome.WeeklyHours || len(work.Windows) != 1 || work.Windows[0].Days != domain.Weekdays {
				t.Errorf("%+v", work)
			}
			if p.Candidate.PlacedOn.Known() != tt.lasting || p.MayBeProposed(today) == tt.lasting {
				t.Errorf("closed on %s", p.Candidate.PlacedOn)
			}
			if want := max(before, tt.freeFrom); p.Profile.Available != want {
				t.Errorf("free from %s, want %s", p.Profile.Available, want)
			}
		})
	}
}

// twoWait publishes an offer of one place: its employer meets three people, « early » waits, then « late ».
func (h *house) twoWait() {
	h.tb.Helper()
	h.register()
	h.bring(masonsFile(6))
	o := h.published(mason())
	for n := range 3 {
		h.yes(o, fmt.Sprint("met", n), fmt.Sprintf("M0000%d", n), domain.IntroductionAccepted)
	}
	h.yes(o, "early", "M00003", domain.IntroductionWaiting)
	h.clock.advance(time.Hour)
	h.yes(o, "late", "M00004", domain.IntroductionWaiting)
}

func TestAFreedPlaceGoesToTheOldestYes(t *testing.T) {
	h := newHouse(t)
	h.twoWait()
	if _, err := h.Introduction(t.Context(), boss, "early"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Fatalf("the employer knows who waits: %v", err)
	}
	must(h.Outcome(t.Context(), boss, "met0", domain.HiringOutcome{Reason: "Trop loin pour nous."}))(t)
	if h.introduction("early").Status != domain.IntroductionAccepted || h.introduction("late").Status != domain.IntroductionWaiting {
		t.Fatal("the wrong one was promoted")
	}
	must(h.Cancel(t.Context(), referent, "met1", ""))(t)
	if h.introduction("late").Status != domain.IntroductionAccepted {
		t.Fatal("nobody was promoted")
	}
	must(h.Introduction(t.Context(), boss, "late"))(t)
}

func TestSlotsThatAreTakenStay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.published(mason())
	later := domain.Slot{At: inTwoDays.At.Add(time.Hour)}
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays, later}))(t)
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	must(h.ChooseSlotFor(t.Context(), referent, "a", inTwoDays.ID()))(t)
	_, err := h.DropSlot(t.Context(), boss, o.ID, inTwoDays.ID())
	wantCode(t, err, domain.CodeConflict)
	must(h.DropSlot(t.Context(), boss, o.ID, later.ID()))(t)
	_, err = h.ChooseSlotFor(t.Context(), referent, "a", later.ID())
	wantCode(t, err, domain.CodeInvalid)
	must(h.ProposeSlots(t.Context(), referent, o.ID, []domain.Slot{later}))(t)
	if x := must(h.ChooseSlotFor(t.Context(), boss, "a", later.ID()))(t); x.Slot.ID() != later.ID() {
		t.Errorf("%+v", x.Slot)
	}
	must(h.DropSlot(t.Context(), boss, o.ID, inTwoDays.ID()))(t)
	for name, actor := range map[string]domain.Actor{"another employer": stranger, "a referent with a seat": seated, "an adviser": adviser} {
		if _, err := h.ProposeSlots(t.Context(), actor, o.ID, []domain.Slot{{At: morning.Add(72 * time.Hour)}}); err == nil {
			t.Errorf("%s proposes", name)
		}
		if _, err := h.DropSlot(t.Context(), actor, o.ID, later.ID()); err == nil {
			t.Errorf("%s drops", name)
		}
	}
}

func TestAnOfferThatEndsEndsWhatItLeavesOpen(t *testing.T) {
	for _, tt := range []struct {
		name          string
		end           func(h *house, id string)
		accepted, met domain.IntroductionStatus
	}{
		{"withdrawn", func(h *house, id string) {
			must(h.WithdrawOffer(h.tb.Context(), boss, id, "Le chantier est annulé."))(h.tb)
		}, domain.IntroductionCancelled, domain.IntroductionNotHired},
		{"filled by hand", func(h *house, id string) { must(h.FillOffer(h.tb.Context(), referent, id))(h.tb) }, domain.IntroductionCancelled, domain.IntroductionNotHired},
		{"expired", func(h *house, _ string) {
			h.clock.advance(100 * 24 * time.Hour)
			must(h.ExpireOffers(h.tb.Context()))(h.tb)
		}, domain.IntroductionAccepted, domain.IntroductionMet}, // the employer still owes them an answer
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			o, asked := h.invited("M00000")
			h.yes(o, "a", "M00001", domain.IntroductionAccepted)
			h.yes(o, "m", "M00002", domain.IntroductionMet)
			tt.end(h, o.ID)
			h.deliver()
			if a, m := h.introduction("a").Status, h.introduction("m").Status; a != tt.accepted || m != tt.met {
				t.Errorf("accepted is %s, met is %s", a, m)
			}
			if i := must(h.store.Invitations.Get(t.Context(), domain.System(), asked[0].ID))(t); i.Status != domain.InvitationCancelled {
				t.Errorf("the invitation is %s", i.Status)
			}
		})
	}
}

// Who somebody is opens to the employer of the offer from the yes on, and closes when it is over.
func TestWhoAPersonIsIsForTheEmployerOfTheYes(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.published(mason())
	for _, state := range domain.IntroductionStatuses() {
		h.yes(o, string(state), "M00000", state)
		for _, w := range []struct {
			name  string
			actor domain.Actor
			may   bool
		}{{"referent", referent, true}, {"boss", boss, state.Going() || state == domain.IntroductionHired}} {
			m, err := h.OpenMeeting(t.Context(), w.actor, string(state))
			if state == domain.IntroductionWaiting && w.name == "boss" {
				wantCode(t, err, domain.CodeNotFound)
				continue
			}
			if known := m.Contact != (domain.Contact{}); err != nil || known != w.may {
				t.Errorf("%s, %s: known %v, %v", state, w.name, known, err)
			}
		}
		for _, actor := range []domain.Actor{stranger, adviser, admin, fac, nobodyYet} {
			_, err := h.OpenMeeting(t.Context(), actor, string(state))
			wantCode(t, err, domain.CodeNotFound)
		}
	}
	unvouched := boss
	unvouched.Unvouched = boss.SIRETs
	_, err := h.OpenMeeting(t.Context(), unvouched, string(domain.IntroductionAccepted))
	wantCode(t, err, domain.CodeNotFound)
	lines, _, err := h.store.Journal.Find(t.Context(), admin, domain.JournalQuery{Act: domain.ActKnowWho, Limit: 10})
	if err != nil || len(lines) != 2 { // two readers of one person within a quarter of an hour
		t.Errorf("%d lines of the journal, %v", len(lines), err)
	}
}
