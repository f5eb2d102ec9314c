package hiring

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// open publishes offers that differ in what they ask: the first fits every mason, each next one a little less.
func (h *house) open(n int) (offers []*domain.Offer) {
	h.tb.Helper()
	for i := range n {
		o := mason()
		o.Title = fmt.Sprintf("Maçon %d", i)
		o.ExperienceMonths = 6 * i
		switch i % 5 {
		case 2:
			o.Certificates = []domain.CertificateNeed{{Code: "R489-3"}}
		case 3:
			o.ROME, o.Title = "K2204", "Agent de propreté"
		case 4:
			o.Contract, o.Months = domain.CDD, 3
		}
		offers = append(offers, h.published(o))
	}
	return offers
}

// An offer lists a person exactly when the person's own list has the offer, with the same score and the same sentences.
func TestAPersonReadsTheOffersThatListThem(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(9))
	offers := h.open(10)
	if found := must(h.OffersFor(t.Context(), referent, "M00000"))(t); found.Open != 10 {
		t.Fatalf("%d open offers", found.Open)
	}
	must(h.PauseOffer(t.Context(), referent, offers[0].ID))(t)
	for i := range 9 {
		id := fmt.Sprintf("M%05d", i)
		found := must(h.OffersFor(t.Context(), referent, id))(t)
		excluded := 0
		for _, x := range found.Excluded {
			excluded += x.Count
		}
		if found.Open != 9 || found.Eligible+excluded != found.Open || found.Eligible != len(found.Entries) {
			t.Fatalf("%s: %d open, %d eligible, %v", id, found.Open, found.Eligible, found.Excluded)
		}
		for _, o := range offers[1:] {
			list := h.pool.Shortlist(h.query(o, today))
			listed := slices.IndexFunc(list.Entries, func(e matching.Scored) bool { return e.Profile == id })
			read := slices.IndexFunc(found.Entries, func(m OfferMatch) bool { return m.Offer.ID == o.ID })
			switch {
			case (listed >= 0) != (read >= 0):
				t.Errorf("%s and %s: listed %d, read %d", id, o.Title, listed, read)
			case listed >= 0:
				e, m := list.Entries[listed], found.Entries[read]
				if e.Score != m.Score || cmp.Diff(e.Reasons, m.Reasons) != "" || m.Rank != read+1 {
					t.Errorf("%s and %s: %v and %v", id, o.Title, e, m)
				}
			}
		}
	}
	best := must(h.OffersFor(t.Context(), referent, "M00003"))(t)
	if !slices.IsSortedFunc(best.Entries, func(a, b OfferMatch) int { return int(b.Score*100) - int(a.Score*100) }) {
		t.Error("the best is not first")
	}
	if len(best.NearMisses) != best.NearCount || best.NearCount == 0 || best.NearMisses[0].Miss.Blocker == "" || best.NearMisses[0].Miss.Lift == "" {
		t.Errorf("near misses %+v", best.NearMisses)
	}
}

func TestWhoReadsTheOffersOfAPerson(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.open(1)
	p := must(h.Person(t.Context(), referent, "M00001"))(t)
	p.Candidate.Adviser = adviser.Email
	must(h.SavePerson(t.Context(), referent, p))(t)
	for _, tt := range []struct {
		name   string
		actor  domain.Actor
		person string
		want   domain.Code
	}{
		{"a referent", referent, "M00000", ""}, {"the adviser who follows them", adviser, "M00001", ""},
		{"an adviser who does not", adviser, "M00000", domain.CodeNotFound}, {"the employer", boss, "M00001", domain.CodeNotFound},
		{"a facilitator", fac, "M00001", domain.CodeNotFound}, {"nobody's file", referent, "ZZZ", domain.CodeNotFound},
	} {
		_, err := h.OffersFor(t.Context(), tt.actor, tt.person)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t)
	gone := must(h.OffersFor(t.Context(), referent, "M00000"))(t)
	if gone.Eligible != 0 || len(gone.NearMisses) != 0 || len(gone.Excluded) != 1 || gone.Excluded[0].Gate != domain.GateConsent {
		t.Errorf("without their accord: %+v", gone)
	}
}

func TestNominating(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(30))
	o := h.open(1)[0]
	ctx := t.Context()
	_, err := h.Nominate(ctx, referent, o.ID, "M00000", " ")
	wantCode(t, err, domain.CodeInvalid)
	for _, actor := range []domain.Actor{boss, adviser, seated, fac} {
		if _, err := h.Nominate(ctx, actor, o.ID, "M00000", "motivé"); domain.CodeOf(err) != domain.CodeForbidden {
			t.Errorf("by %s: %v", actor.Name, err)
		}
	}
	must(h.WithdrawConsent(ctx, referent, "M00001"))(t)
	_, err = h.Nominate(ctx, referent, o.ID, "M00001", "motivé")
	wantCode(t, err, domain.CodeInvalid)
	if lists := must(h.ShortlistsOf(ctx, referent, o.ID))(t); len(lists) != 0 {
		t.Fatalf("%d lists made for refused nominations", len(lists))
	}
	list := must(h.Nominate(ctx, referent, o.ID, "M00000", "motivé"))(t) // the list is made for them
	again := must(h.Nominate(ctx, referent, o.ID, "M00000", "motivé"))(t)
	if list.ID != again.ID || again.Entry("M00000") == nil {
		t.Errorf("twice: %s then %s", list.ID, again.ID)
	}
	found := must(h.OffersFor(ctx, referent, "M00000"))(t)
	if len(found.Entries) != 1 || found.Entries[0].ListID != list.ID {
		t.Errorf("the person does not read where they stand: %+v", found.Entries)
	}
	must(h.CloseShortlist(ctx, referent, list.ID))(t)
	next := must(h.Nominate(ctx, referent, o.ID, "M00002", "motivée"))(t)
	if next.ID == list.ID || next.Entry("M00002") == nil {
		t.Errorf("after the close: %s", next.ID)
	}
}
