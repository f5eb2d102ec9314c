package hiring

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// linkTo makes the link that the mail of an invitation carries.
func (h *house) linkTo(i *domain.Invitation) string {
	h.tb.Helper()
	p := must(h.Person(h.tb.Context(), domain.System(), i.Profile))(h.tb)
	return must(h.newLink(h.tb.Context(), *answerGrant(i, p)))(h.tb).Token
}

func (h *house) opened(token string) OpenedInvitation {
	h.tb.Helper()
	return must(h.OpenInvitation(h.tb.Context(), token))(h.tb)
}

func (h *house) says(token string, a PersonAnswer) Answered {
	h.tb.Helper()
	return must(h.AnswerInvitation(h.tb.Context(), token, a))(h.tb)
}

func (h *house) stage(token string, want domain.Stage) {
	h.tb.Helper()
	if got := h.opened(token).Stage; got != want {
		h.tb.Errorf("stage %q, want %q", got, want)
	}
}

func yesTo(slot domain.Slot) PersonAnswer { return PersonAnswer{Answer: AnswerYes, Slot: slot.ID()} }

func TestAMindMayChangeUntilTheIntroductionBegins(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	slot := domain.Slot{At: morning.Add(48 * time.Hour), Where: "12 quai du Port"}
	o, list := h.invitedAt(mason(), []domain.Slot{slot}, "M00001")
	token := h.linkTo(list[0])
	h.stage(token, domain.StageOpen)
	h.says(token, PersonAnswer{Answer: AnswerNo, Text: "trop loin"})
	h.stage(token, domain.StageDeclined)
	h.says(token, PersonAnswer{Answer: AnswerYes})
	if open := h.opened(token); open.Stage != domain.StageChoosing || len(open.Open) != 1 || open.Invitation.Reason != "" {
		t.Fatalf("%s %+v", open.Stage, open.Open)
	}
	h.says(token, yesTo(slot))
	h.stage(token, domain.StageMeeting)
	before := len(h.opened(token).Introduction.History)
	h.says(token, yesTo(slot)) // said again
	if after := len(h.opened(token).Introduction.History); after != before {
		t.Errorf("the same answer twice is not once: %d steps, then %d", before, after)
	}
	h.says(token, PersonAnswer{Answer: AnswerNo})
	h.inStep(o)
	h.says(token, yesTo(slot))
	h.stage(token, domain.StageMeeting)

	h.clock.advance(49 * time.Hour) // the hour of the meeting is past
	h.stage(token, domain.StageMet)
	_, err := h.AnswerInvitation(t.Context(), token, PersonAnswer{Answer: AnswerNo})
	wantCode(t, err, domain.CodeConflict)
	if !strings.Contains(err.Error(), "Appelez-nous") {
		t.Errorf("no way forward: %v", err)
	}
	_, err = h.ChooseSlotByLink(t.Context(), token, slot.ID())
	wantCode(t, err, domain.CodeConflict)
	h.says(token, PersonAnswer{Answer: AnswerQuestion, Text: "Quand aurai-je une réponse ?"})
	h.says(token, PersonAnswer{Answer: AnswerQuestion, Text: "Quand aurai-je une réponse ?"})
	if asked := h.opened(token).Invitation.Questions; len(asked) != 1 {
		t.Errorf("%+v", asked)
	}
}

func TestWhatAnInvitationNoLongerTakes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		end   func(h *house, o *domain.Offer, i *domain.Invitation)
		yes   domain.Code
		no    domain.Code
		stage domain.Stage
	}{
		{"its last day is past", func(h *house, _ *domain.Offer, _ *domain.Invitation) { h.clock.advance(11 * 24 * time.Hour) }, domain.CodeGone, domain.CodeGone, domain.StageClosed},
		{"it expired", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.changeInvitation(h.tb.Context(), i.ID, func(i *domain.Invitation, now time.Time) error {
				return i.Move(domain.InvitationExpired, domain.System(), now, "")
			}))(h.tb)
		}, domain.CodeGone, domain.CodeGone, domain.StageClosed},
		{"it was taken back", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.changeInvitation(h.tb.Context(), i.ID, func(i *domain.Invitation, now time.Time) error {
				return i.Move(domain.InvitationCancelled, referent, now, "")
			}))(h.tb)
		}, domain.CodeGone, domain.CodeGone, domain.StageClosed},
		{"the offer was withdrawn", func(h *house, o *domain.Offer, _ *domain.Invitation) {
			must(h.WithdrawOffer(h.tb.Context(), referent, o.ID, "Le chantier est annulé."))(h.tb)
		}, domain.CodeGone, "", domain.StageClosed},
		{"the offer is paused", func(h *house, o *domain.Offer, _ *domain.Invitation) {
			must(h.PauseOffer(h.tb.Context(), referent, o.ID))(h.tb)
		}, "", "", domain.StageOpen},
		{"the accord was taken back", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.WithdrawConsent(h.tb.Context(), referent, i.Profile))(h.tb)
		}, domain.CodeConflict, "", domain.StageOpen},
		{"the person is paused", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			if err := h.StopByInvitation(h.tb.Context(), h.linkTo(i), StopPause); err != nil {
				h.tb.Fatal(err)
			}
		}, "", "", domain.StageOpen},
		{"the person was erased", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.ErasePerson(h.tb.Context(), admin, i.Profile, domain.ErasedOnRequest))(h.tb)
			h.background.Wait()
		}, domain.CodeNotFound, domain.CodeNotFound, ""},
		{"the file has another address", func(h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.changePerson(h.tb.Context(), referent, i.Profile, func(p *domain.Person, _ time.Time) error {
				p.Candidate.Email = "autre@exemple.fr"
				return nil
			}))(h.tb)
		}, domain.CodeNotFound, domain.CodeNotFound, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(3))
			o, list := h.invitedAt(mason(), nil, "M00001", "M00002")
			for n, a := range []PersonAnswer{{Answer: AnswerYes}, {Answer: AnswerNo}} {
				token := h.linkTo(list[n])
				if n == 0 || tt.name != "the offer was withdrawn" && tt.name != "the offer is paused" && !strings.Contains(tt.name, "last day") {
					tt.end(h, o, list[n])
				}
				if tt.stage != "" {
					h.stage(token, tt.stage)
				}
				_, err := h.AnswerInvitation(t.Context(), token, a)
				if got, want := domain.CodeOf(err), []domain.Code{tt.yes, tt.no}[n]; got != want {
					t.Errorf("%s: code %q, want %q (%v)", a.Answer, got, want, err)
				}
				if tt.stage == "" {
					continue
				}
				done := h.says(token, PersonAnswer{Answer: AnswerQuestion, Text: "Cela m'intéresse encore."})
				if !done.Invitation.Asks() {
					t.Error("the way forward is shut too")
				}
			}
		})
	}
}

func TestALinkOpensItsOwnInvitationOnly(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, list := h.invitedAt(mason(), nil, "M00001", "M00002")
	first, second := must(h.Person(t.Context(), domain.System(), "M00001"))(t), must(h.Person(t.Context(), domain.System(), "M00002"))(t)
	token := h.linkTo(list[0])
	foreign := *answerGrant(list[1], second)
	foreign.Holder, foreign.Object = first.ID, list[1].ID+"/"+mailboxOf(first)
	gone := *answerGrant(list[0], first)
	gone.Object = "an invitation that never was/" + mailboxOf(first)
	for name, bad := range map[string]string{
		"tampered": altered(token), "unknown": "AAAAAAAAAAAAAAAAAAAAAAAAAA", "empty": "",
		"of another purpose":  must(h.newLink(t.Context(), *selfGrant(first)))(t).Token,
		"of another's":        must(h.newLink(t.Context(), foreign))(t).Token,
		"of one that is gone": must(h.newLink(t.Context(), gone))(t).Token,
	} {
		_, opened := h.OpenInvitation(t.Context(), bad)
		_, answered := h.AnswerInvitation(t.Context(), bad, PersonAnswer{Answer: AnswerYes})
		stopped := h.StopByInvitation(t.Context(), bad, StopPause)
		for _, err := range []error{opened, answered, stopped} {
			if domain.CodeOf(err) != domain.CodeNotFound || err.Error() != opened.Error() {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	_, err := h.OwnFile(t.Context(), token)
	wantCode(t, err, domain.CodeNotFound)
	h.clock.advance(answerLinkLife)
	_, err = h.OpenInvitation(t.Context(), token)
	wantCode(t, err, domain.CodeGone)
}

// The file that took over the one invited opens and answers, by the same link.
func TestAMergedPersonStillAnswers(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, list := h.invitedAt(mason(), nil, "M00001")
	must(h.changePerson(t.Context(), referent, "M00002", func(p *domain.Person, _ time.Time) error {
		p.Candidate.Email = "m1@exemple.fr"
		return nil
	}))(t)
	token := h.linkTo(list[0])
	must(h.MergePeople(t.Context(), referent, "M00002", "M00001"))(t)
	if done := h.says(token, PersonAnswer{Answer: AnswerYes}); done.Introduction == nil {
		t.Fatal("no introduction")
	}
	h.stage(token, domain.StageChoosing)
}

func TestTheEmployersNameStaysHiddenUntilTheyMeet(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	slot := domain.Slot{At: morning.Add(48 * time.Hour)}
	hidden := mason()
	hidden.HideEmployer = true
	_, list := h.invitedAt(hidden, []domain.Slot{slot}, "M00001")
	token := h.linkTo(list[0])
	for _, a := range []PersonAnswer{{Answer: AnswerNo}, {Answer: AnswerYes}} {
		if host := h.opened(token).Host; host != "" {
			t.Errorf("named %q", host)
		}
		h.says(token, a)
	}
	if host := h.opened(token).Host; host != "" {
		t.Errorf("named %q after the yes", host)
	}
	h.says(token, yesTo(slot))
	if host := h.opened(token).Host; host != hidden.EmployerName {
		t.Errorf("they meet %q", host)
	}
}

// An occasion has so many places: a yes takes one, a no gives it back, whoever comes too late is told kindly.
func TestPlacesAtAnOccasionAreCounted(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(8))
	o := &domain.Occasion{Record: domain.Record{ID: "rencontre-1", Created: morning}, For: domain.ForMeetup, Title: "Rencontre du bâtiment", Place: commune("59140", "Dunkerque"),
		At: morning.Add(72 * time.Hour), Places: 2, Words: "Des chefs d'entreprise du bâtiment parlent de leur métier, sans engagement."}
	if err := o.Move(domain.OccasionOpen, referent, morning, ""); err != nil {
		t.Fatal(err)
	}
	if err := h.Deps.Occasions.Save(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	var people []string
	for n := range 8 {
		people = append(people, fmt.Sprintf("M%05d", n))
	}
	list := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: people, Wave: maxWave}))(t).Invitations
	tokens, codes := make([]string, len(list)), make([]domain.Code, len(list))
	for n, i := range list {
		tokens[n] = h.linkTo(i)
	}
	var all sync.WaitGroup
	for n, token := range tokens {
		all.Go(func() {
			_, err := h.AnswerInvitation(t.Context(), token, PersonAnswer{Answer: AnswerYes})
			codes[n] = domain.CodeOf(err)
		})
	}
	all.Wait()
	came, late := -1, -1
	for n, code := range codes {
		switch code {
		case "":
			came = n
		case domain.CodeConflict:
			late = n
		default:
			t.Fatalf("%q", code)
		}
	}
	if yes, err := h.countYes(t.Context(), &domain.Invitation{For: o.For, Object: o.ID}); err != nil || yes != 2 {
		t.Fatalf("%d people said yes to 2 places (%v)", yes, err)
	}
	h.stage(tokens[came], domain.StageComing)
	h.says(tokens[came], PersonAnswer{Answer: AnswerNo})
	h.says(tokens[late], PersonAnswer{Answer: AnswerYes})
	h.says(tokens[late], PersonAnswer{Answer: AnswerQuestion, Text: "Où se garer ?"})

	// A process dies between the place that it took and the yes: the place is another's after a while.
	h.says(tokens[late], PersonAnswer{Answer: AnswerNo})
	left := must(h.claimAny(t.Context(), placesOf(o.ID), o.Places, list[came].ID))(t)
	for range 2 {
		_, err := h.AnswerInvitation(t.Context(), tokens[late], PersonAnswer{Answer: AnswerYes})
		if h.clock.advance(2 * looseAfter); left == 0 || domain.CodeOf(err) == "" {
			break
		}
		wantCode(t, err, domain.CodeConflict)
	}
	h.stage(tokens[late], domain.StageComing)
	must(h.CloseOccasion(t.Context(), referent, o.ID))(t)
	h.stage(tokens[late], domain.StageComing) // its entries are closed, it takes place
	h.clock.advance(96 * time.Hour)
	h.stage(tokens[late], domain.StageEnded)
	h.stage(tokens[came], domain.StageClosed)
}

// raced lets everybody choose one slot at once, round after round, and gives how many won in all.
func (h *house) raced(rounds int, people int) {
	h.tb.Helper()
	ctx := h.tb.Context()
	draft := mason()
	draft.Places = (people + 2) / domain.YesesPerPlace
	var profiles []string
	for n := range people {
		profiles = append(profiles, fmt.Sprintf("M%05d", n))
	}
	o, list := h.invitedAt(draft, []domain.Slot{{At: morning.Add(24 * time.Hour)}}, profiles...)
	tokens := make([]string, people)
	for n, i := range list {
		tokens[n] = h.linkTo(i)
		h.says(tokens[n], PersonAnswer{Answer: AnswerYes})
	}
	for round := range rounds {
		slot := domain.Slot{At: morning.Add(48*time.Hour + time.Duration(round)*time.Hour)}
		o = must(h.changeOffer(ctx, referent, o.ID, func(o *domain.Offer, now time.Time) error {
			kept := o.Slots[:0:0]
			for _, x := range o.Slots {
				if by, _, err := h.held(ctx, slotKey(o.ID, x.ID())); err != nil || by != "" {
					kept = append(kept, x)
				}
			}
			o.Slots = kept
			return o.ProposeSlots([]domain.Slot{slot}, referent, now)
		}))(h.tb)
		codes := make([]domain.Code, people)
		var all sync.WaitGroup
		for n, token := range tokens {
			all.Go(func() {
				_, err := h.ChooseSlotByLink(ctx, token, slot.ID())
				codes[n] = domain.CodeOf(err)
			})
		}
		all.Wait()
		won := 0
		for _, code := range codes {
			switch code {
			case "":
				won++
			case domain.CodeConflict:
			default:
				h.tb.Fatalf("round %d: %q", round, code)
			}
		}
		if won != 1 {
			h.tb.Fatalf("round %d: %d people have one slot", round, won)
		}
	}
	h.inStep(o)
}

func TestFiftyChooseOneSlotAtOnce(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(50))
	h.raced(atOnceRounds, 50)
}

func TestManyChooseOneSlotAtOnceOnTheOtherEngine(t *testing.T) {
	h := newHouse(t)
	st := must(store.Open(t.Context(), storetest.StartFerret(t).Database(), h.clock.Now))(t)
	t.Cleanup(func() { _ = st.Close() })
	h.Deps.Invitations, h.Deps.InvitationFeed, h.Deps.Introductions, h.Deps.Once = st.Invitations, st.Invitations, st.Introductions, st.Once
	h.register()
	h.bring(masonsFile(20))
	h.raced(10, 20)
}

// altered is a token of which the last character is another one.
func altered(token string) string {
	last := "A"
	if strings.HasSuffix(token, last) {
		last = "B"
	}
	return token[:len(token)-1] + last
}
