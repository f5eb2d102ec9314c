package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestSpeedSpeaksTheContract runs everything on a small corpus: the names are those that others read; no time is judged.
func TestSpeedSpeaksTheContract(t *testing.T) {
	for _, spread := range []string{"france", "territory"} {
		var out strings.Builder
		command := speedCommand{N: 1500, Spread: spread, Seed: 3, format: format{"json"}}
		if err := command.Run(&out); err != nil {
			t.Fatal(err)
		}
		var got struct {
			N       int    `json:"n"`
			Spread  string `json:"spread"`
			Results []struct {
				Engine string   `json:"engine"`
				P50    *float64 `json:"p50_us"`
				P95    *float64 `json:"p95_us"`
				P99    *float64 `json:"p99_us"`
				Recall *float64 `json:"recall_at_20"`
			} `json:"results"`
			Bytes  *float64 `json:"bytes_per_profile"`
			Update *float64 `json:"update_us"`
			Ready  *float64 `json:"ready_s"`
		}
		decoder := json.NewDecoder(strings.NewReader(out.String()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&got); err != nil {
			t.Fatalf("%v in %s", err, out.String())
		}
		var engines []string
		for _, r := range got.Results {
			engines = append(engines, r.Engine)
			if r.P50 == nil || r.P95 == nil || r.P99 == nil || r.Recall == nil || *r.P50 > *r.P95 || *r.P95 > *r.P99 {
				t.Errorf("%s: %+v", r.Engine, r)
			}
			if (r.Engine == "pool" || r.Engine == "scan") && *r.Recall != 1 {
				t.Errorf("%s finds %v of the true twenty", r.Engine, *r.Recall)
			}
			if *r.Recall < 0.2 {
				t.Errorf("%s finds %v of the true twenty: it was not asked the same thing", r.Engine, *r.Recall)
			}
		}
		if !slices.Equal(engines, []string{"pool", "scan", "bleve", "sqlite_fts5"}) || got.N != 1500 || got.Spread != spread {
			t.Errorf("engines %v, n %d, spread %s", engines, got.N, got.Spread)
		}
		if got.Bytes == nil || *got.Bytes <= 0 || got.Update == nil || *got.Update <= 0 || got.Ready == nil || *got.Ready <= 0 {
			t.Errorf("%s", out.String())
		}
	}
}

func TestTheSameSeedDrawsTheSameWorld(t *testing.T) {
	a, b, c := newCorpus(200, "france", 5), newCorpus(200, "france", 5), newCorpus(200, "france", 6)
	if a.people[17].Profile.Place != b.people[17].Profile.Place || a.offers[9].Description != b.offers[9].Description {
		t.Error("one seed, two worlds")
	}
	if a.offers[9].Description == c.offers[9].Description {
		t.Error("two seeds, one world")
	}
}

func TestFlagsWithOneDash(t *testing.T) {
	got := doubled([]string{"speed", "-n", "10", "-spread", "france", "--seed", "2", "-format=json"})
	want := []string{"speed", "-n", "10", "--spread", "france", "--seed", "2", "--format=json"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
