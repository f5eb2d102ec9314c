package store

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

// TestWindowsDoNotPileUp keeps the windows of many large marks: the latest is found, memory stays bounded.
func TestWindowsDoNotPileUp(t *testing.T) {
	var kept windows
	for i := range 60 {
		w := &window{told: map[string]toldWrite{}}
		for n := range 10_000 * (1 + i%3) {
			w.told[strconv.Itoa(n)] = toldWrite{n: 1}
		}
		kept.keep("people", strconv.Itoa(i), w)
		if kept.find("people", strconv.Itoa(i)) != w || kept.find("offers", strconv.Itoa(i)) != nil {
			t.Fatalf("the window of mark %d is not found", i)
		}
		held := 0
		for _, k := range kept.latest {
			held += len(k.told)
		}
		if len(kept.latest) > mostWindows || held > mostTold {
			t.Fatalf("%d windows hold %d writes", len(kept.latest), held)
		}
	}
}

// TestAWindowForgetsOnlyWhatIsSettled moves one along and looks at what it still knows.
func TestAWindowForgetsOnlyWhatIsSettled(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	w := &window{told: map[string]toldWrite{}}
	for i := range 60 {
		v := envelope{ID: fmt.Sprintf("d%02d", i), N: 1, At: start.Add(time.Duration(i) * time.Second)}
		w.tell(v, v)
	}
	last := place{start.Add(59 * time.Second), "d59"}
	w.advance(last, start.Add(30*time.Second))
	if !w.from.at.Equal(start.Add(30 * time.Second)) {
		t.Errorf("the window begins at %s", w.from.at)
	}
	for i, known := range map[int]bool{10: false, 29: false, 31: true, 59: true} {
		if w.hasTold(envelope{ID: fmt.Sprintf("d%02d", i), N: 1}) != known {
			t.Errorf("d%02d: known is %v", i, !known)
		}
	}
	if w.hasTold(envelope{ID: "d59", N: 2}) {
		t.Error("a later write counts as told")
	}
	w.advance(last, start.Add(time.Hour))
	if w.from != last || len(w.told) == 0 || w.mark(7) == "" {
		t.Errorf("once all is settled it begins at %v and knows %d", w.from, len(w.told))
	}
}
