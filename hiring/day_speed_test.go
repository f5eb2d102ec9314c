package hiring

import (
	"fmt"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// BenchmarkDay reads the page of the day with 300 open invitations, 100 that nobody answered, 100 introductions and 2,000 of
// the past.
func BenchmarkDay(b *testing.B) {
	h := newHouse(b)
	h.register()
	h.bring(masonsFile(300))
	o := h.published(mason())
	ctx := b.Context()
	for n := range 2400 {
		i := &domain.Invitation{Record: domain.Record{ID: fmt.Sprintf("i%04d", n), Created: h.Now()}, For: domain.ForOffer, Object: o.ID, SIRETs: o.Establishments(),
			Profile: fmt.Sprintf("M%05d", n%300), Status: domain.InvitationDeclined, Sent: h.Now().AddDate(0, 0, -9), Expires: today + 1}
		switch {
		case n < 300:
			i.Status = domain.InvitationSent
		case n < 400:
			i.Status, i.Expires = domain.InvitationExpired, today-3
		}
		if err := h.Deps.Invitations.Save(ctx, i); err != nil {
			b.Fatal(err)
		}
	}
	for n := range 100 {
		x := &domain.Introduction{Record: domain.Record{ID: fmt.Sprintf("x%03d", n), Created: h.Now().AddDate(0, 0, -9), History: []domain.Step{{To: string(domain.IntroductionMet), At: h.Now().AddDate(0, 0, -8)}}},
			OfferID: o.ID, SIRETs: o.Establishments(), Profile: fmt.Sprintf("M%05d", n), Status: domain.IntroductionMet}
		if err := h.Deps.Introductions.Save(ctx, x); err != nil {
			b.Fatal(err)
		}
	}
	var longest time.Duration
	for b.Loop() {
		begin := time.Now()
		groups, err := h.Day(ctx, referent, DayLinesShown)
		if err != nil {
			b.Fatal(err)
		}
		longest = max(longest, time.Since(begin))
		if groups[0].Total < 100 {
			b.Fatalf("%+v", groups[0])
		}
	}
	b.ReportMetric(float64(longest.Milliseconds()), "longest-ms")
}
