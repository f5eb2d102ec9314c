package hiring

import (
	"context"
	"fmt"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// mortal writes as long as it lives: once left writes were made, nothing more comes to the store, as after a crash.
type mortal struct{ left int }

var errDead = domain.Refuse(domain.CodeUnavailable, "le processus est mort")

func (m *mortal) write() error {
	if m.left == 0 {
		return errDead
	}
	m.left--
	return nil
}

type mortalInvitations struct {
	Invitations
	*mortal
}

func (r mortalInvitations) Save(ctx context.Context, i *domain.Invitation) error {
	if err := r.write(); err != nil {
		return err
	}
	return r.Invitations.Save(ctx, i)
}

type mortalIntroductions struct {
	Introductions
	*mortal
}

func (r mortalIntroductions) Save(ctx context.Context, x *domain.Introduction) error {
	if err := r.write(); err != nil {
		return err
	}
	return r.Introductions.Save(ctx, x)
}

type mortalOnce struct {
	Once
	*mortal
}

func (r mortalOnce) Insert(ctx context.Context, key, value string) error {
	if err := r.write(); err != nil {
		return err
	}
	return r.Once.Insert(ctx, key, value)
}

// invitedAt publishes an offer with these slots and invites these people at once.
func (h *house) invitedAt(draft *domain.Offer, slots []domain.Slot, profiles ...string) (*domain.Offer, []*domain.Invitation) {
	h.tb.Helper()
	o := h.published(draft)
	done := must(h.Invite(h.tb.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Profiles: profiles, Slots: slots, Wave: maxWave}))(h.tb)
	if len(done.Refused) > 0 {
		h.tb.Fatalf("refused: %+v", done.Refused)
	}
	return must(h.Deps.Offers.Get(h.tb.Context(), referent, o.ID))(h.tb), done.Invitations
}

// during runs act in a process that dies after so many writes, and tells whether it lived to the end.
func (h *house) during(writes int, act func() error) (lived bool) {
	h.tb.Helper()
	deps, m := h.Deps, &mortal{left: writes}
	h.Deps.Invitations, h.Deps.Introductions, h.Deps.Once = mortalInvitations{deps.Invitations, m}, mortalIntroductions{deps.Introductions, m}, mortalOnce{deps.Once, m}
	err := act()
	h.Deps.Invitations, h.Deps.Introductions, h.Deps.Once = deps.Invitations, deps.Introductions, deps.Once // the index is read meanwhile
	if err != nil && domain.CodeOf(err) != domain.CodeUnavailable {
		h.tb.Fatal(err)
	}
	return err == nil
}

// inStep fails unless each answer has the introduction it should have, and the claims of the offer are those of its
// introductions, no more and no less.
func (h *house) inStep(o *domain.Offer) {
	h.tb.Helper()
	ctx := h.tb.Context()
	o = must(h.Deps.Offers.Get(ctx, domain.System(), o.ID))(h.tb)
	invitations, _, err := h.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: o.ID, Limit: 100})
	if err != nil {
		h.tb.Fatal(err)
	}
	for _, i := range invitations {
		x, err := h.introductionOf(ctx, i)
		switch {
		case i.Status == domain.InvitationAccepted && (err != nil || i.Introduction != x.ID || x.Status == domain.IntroductionWithdrew):
			h.tb.Errorf("%s said yes: %+v %v", i.Profile, x, err)
		case i.Status == domain.InvitationDeclined && err == nil && x.Status != domain.IntroductionWithdrew:
			h.tb.Errorf("%s said no: %s", i.Profile, x.Status)
		}
	}
	introductions, _, err := h.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Offers: []string{o.ID}, Limit: 100})
	if err != nil {
		h.tb.Fatal(err)
	}
	said, held := map[string]string{}, map[string]string{}
	for _, x := range introductions {
		if x.Status.Going() {
			said["yes "+x.ID] = x.ID
		}
		if x.Slot != nil {
			said[x.Slot.ID()] += x.ID
		}
	}
	for _, by := range must(h.claims(ctx, yesesOf(o.ID), o.Places*domain.YesesPerPlace))(h.tb) {
		held["yes "+by] += by
	}
	for _, slot := range o.Slots {
		if by, _, err := h.held(ctx, slotKey(o.ID, slot.ID())); err != nil || by != "" {
			held[slot.ID()] = by
		}
	}
	if fmt.Sprint(said) != fmt.Sprint(held) {
		h.tb.Errorf("the introductions say %v, the claims %v", said, held)
	}
}

// TestACrashBetweenTwoWritesIsHealed stops the process after each of the writes of an answer: what it was about ends well,
// by the relay or when somebody looks, and the same answer said again is the same.
func TestACrashBetweenTwoWritesIsHealed(t *testing.T) {
	holder := domain.Holder(domain.ChannelLink)
	slots := []domain.Slot{{At: morning.Add(48 * time.Hour)}, {At: morning.Add(49 * time.Hour)}}
	yes, no := PersonAnswer{Answer: AnswerYes}, PersonAnswer{Answer: AnswerNo}
	first, second := PersonAnswer{Answer: AnswerYes, Slot: slots[0].ID()}, PersonAnswer{Answer: AnswerYes, Slot: slots[1].ID()}
	for _, tt := range []struct {
		name   string
		before []PersonAnswer
		last   PersonAnswer
	}{
		{"yes", nil, yes}, {"yes with a slot", nil, first}, {"no", nil, no}, {"no after yes", []PersonAnswer{yes}, no},
		{"no after a slot", []PersonAnswer{first}, no}, {"yes after no", []PersonAnswer{yes, no}, yes},
		{"yes after no, with a slot", []PersonAnswer{first, no}, second}, {"another slot", []PersonAnswer{first}, second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(30))
			for writes := 0; ; writes++ {
				o, list := h.invitedAt(mason(), slots, fmt.Sprintf("M%05d", writes))
				for _, a := range tt.before {
					must(h.answer(t.Context(), holder, list[0].ID, a, ""))(t)
				}
				h.deliver()
				lived := h.during(writes, func() error {
					_, err := h.answer(t.Context(), holder, list[0].ID, tt.last, "")
					return err
				})
				h.healed(o, list[0], tt.last)
				if lived {
					return
				}
			}
		})
	}
}

// healed tells what waits, lets a doubt end, and checks that nothing is out of step; then the person says it again.
func (h *house) healed(o *domain.Offer, i *domain.Invitation, last PersonAnswer) {
	h.tb.Helper()
	ctx := h.tb.Context()
	h.deliver()
	for range 2 { // somebody looks at the slots, and again when a doubt has had its time
		must(h.openSlots(ctx, o, "somebody else"))(h.tb)
		h.clock.advance(2 * looseAfter)
	}
	h.inStep(o)
	done := must(h.answer(ctx, domain.Holder(domain.ChannelLink), i.ID, last, ""))(h.tb)
	if done.SlotGone || last.Slot != "" && (done.Introduction.Slot == nil || done.Introduction.Slot.ID() != last.Slot) {
		h.tb.Errorf("said again: %+v", done.Introduction)
	}
	h.deliver()
	h.inStep(o)
}
