package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestSearchIsMeasured runs the whole on a small corpus: every search answers what it names; no time is judged.
func TestSearchIsMeasured(t *testing.T) {
	var out strings.Builder
	command := searchCommand{N: 800, Spread: "territory", Seed: 3, Rounds: 1, format: format{"json"}}
	if err := command.Run(&out); err != nil {
		t.Fatal(err)
	}
	var got searched
	decoder := json.NewDecoder(strings.NewReader(out.String()))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&got); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	if got.N != 800 || got.P50 <= 0 || got.P50 > got.P95 || got.P95 > got.P99 || got.ReadyS <= 0 || got.AgainS <= 0 {
		t.Errorf("%s", out.String())
	}
	totals := map[string]int{}
	for _, q := range got.Queries {
		totals[q.Say] = q.Total
	}
	if totals["tout le monde, par disponibilité"] != 800 || totals["un mot que personne n'a"] != 0 ||
		totals["tout le vivier"] >= 800 || totals["tout le vivier"] < 400 || totals["un mot de presque tous : travail"] == 0 {
		t.Errorf("people found: %v", totals)
	}
}
