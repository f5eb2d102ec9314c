package handlers

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestLinesOfAnOfferTakeTheirOwnDates counts the things of an offer with the dates of the first and the last of them.
func TestLinesOfAnOfferTakeTheirOwnDates(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC) }
	list := []*domain.Position{{OfferID: "a", Record: domain.Record{Created: at(5)}}, {OfferID: "b", Record: domain.Record{Created: at(9)}},
		{OfferID: "a", Record: domain.Record{Created: at(3)}}, {OfferID: "a", Record: domain.Record{Created: at(7)}}}
	got := offersOf(list, func(p *domain.Position) (string, time.Time) { return p.OfferID, p.Created })
	want := []offerCount{{"a", 3, at(3), at(7)}, {"b", 1, at(9), at(9)}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v, want %+v", got, want)
	}
}
