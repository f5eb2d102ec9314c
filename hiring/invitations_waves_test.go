package hiring

import (
	"context"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestAYesThatEndedMakesRoom: the waves that enough yeses held back leave again once those came to nothing.
func TestAYesThatEndedMakesRoom(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(*testing.T, *house, *domain.Introduction)
		want domain.InvitationStatus
	}{
		{"they go on", func(*testing.T, *house, *domain.Introduction) {}, domain.InvitationQueued},
		{"the employer refuses them", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Outcome(t.Context(), boss, x.ID, domain.HiringOutcome{Reason: "Un autre candidat avait plus d'expérience."}))(t)
		}, domain.InvitationSent},
		{"a referent calls them off", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Cancel(t.Context(), referent, x.ID, "le chantier attend"))(t)
		}, domain.InvitationSent},
		{"they withdraw once met", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Met(t.Context(), boss, x.ID))(t)
			must(h.Withdraw(t.Context(), referent, x.ID, domain.ChannelPhone, ""))(t)
		}, domain.InvitationSent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			o := h.published(mason())
			all := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 3, Profiles: []string{"M00000", "M00001", "M00002", "M00003"}}))(t).Invitations
			for _, i := range all[:3] {
				done := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), i.ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
				tt.end(t, h, done.Introduction)
			}
			h.clock.advance(25 * time.Hour)
			h.round()
			if got := h.invitation(all[3].ID).Status; got != tt.want {
				t.Errorf("the next wave is %q, want %q", got, tt.want)
			}
		})
	}
}

// TestAReminderTakesItsDay: what is asked after a reminder waits as long as after an invitation.
func TestAReminderTakesItsDay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	first := h.ask(h.published(mason()), "M00000").Invitations[0]
	h.clock.advance(73 * time.Hour)
	h.round()
	reminded := h.invitation(first.ID).Reminded
	if reminded.IsZero() {
		t.Fatal("no reminder")
	}
	h.clock.advance(time.Hour)
	second := h.ask(h.published(mason()), "M00000").Invitations[0]
	if second.Status != domain.InvitationQueued || !second.Due.Equal(reminded.Add(domain.ChannelRest)) {
		t.Errorf("an hour after a reminder: %s, due %s", second.Status, second.Due)
	}
}

// TestASlotThatWasDroppedIsProposedAgain with an invitation: it may be chosen.
func TestASlotThatWasDroppedIsProposedAgain(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.published(mason())
	slot := domain.Slot{At: morning.Add(48 * time.Hour)}
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{slot}))(t)
	must(h.DropSlot(t.Context(), boss, o.ID, slot.ID()))(t)
	must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Profiles: []string{"M00000"}, Slots: []domain.Slot{slot}}))(t)
	if free := must(h.FreeSlots(t.Context(), referent, o.ID))(t); len(free) != 1 {
		t.Errorf("%d slots may be chosen", len(free))
	}
}

// spoiltOffers are offers of which one cannot be read.
type spoiltOffers struct {
	Offers
	spoilt string
}

func (r spoiltOffers) Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Offer, error) {
	if id == r.spoilt {
		return nil, &domain.Error{Code: domain.CodeInternal, Message: "document illisible"}
	}
	return r.Offers.Get(ctx, viewer, id)
}

// TestOneSpoiltOfferStopsNobodyElse: the invitations to others leave, are recalled and end on their day.
func TestOneSpoiltOfferStopsNobodyElse(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	var asked []*domain.Invitation
	offers := []*domain.Offer{h.published(mason()), h.published(mason())}
	for n, o := range offers {
		plan := InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 1, Profiles: []string{[]string{"M00000", "M00002"}[n], []string{"M00001", "M00003"}[n]}}
		asked = append(asked, must(h.Invite(t.Context(), referent, plan))(t).Invitations...)
	}
	h.deliver()
	for n, o := range offers {
		h.Deps.Offers = spoiltOffers{h.store.Offers, o.ID}
		h.clock.advance(80 * time.Hour)
		if err := h.Rounds(t.Context()); err != nil {
			t.Errorf("the rounds end: %v", err)
		}
		for k, i := range asked {
			i = h.invitation(i.ID)
			if spoilt := k/2 == n; !spoilt && (i.Sent.IsZero() || k%2 == 0 && i.Reminded.IsZero()) {
				t.Errorf("%s: sent %s, reminded %s", i.Profile, i.Sent, i.Reminded)
			}
		}
	}
}
