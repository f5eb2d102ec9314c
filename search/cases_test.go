package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// casesFile is a folder of people and of what is found among them, as a person would say it.
type casesFile struct {
	People   []casePerson `json:"people"`
	Searches []searchCase `json:"searches"`
}

type casePerson struct {
	ID      string         `json:"id"`
	Town    string         `json:"town"`
	Outside bool           `json:"outside"`
	Profile domain.Profile `json:"profile"`
}

type searchCase struct {
	Say         string            `json:"say"`
	Text        string            `json:"text"`
	ROME        domain.ROME       `json:"rome"`
	Near        string            `json:"near"`
	Km          float64           `json:"km"`
	Certificate string            `json:"certificate"`
	Licence     domain.Licence    `json:"licence"`
	By          domain.Date       `json:"by"`
	Contract    domain.Contract   `json:"contract"`
	Domain      domain.PoolDomain `json:"domain"`
	Outside     bool              `json:"outside"`
	Literal     bool              `json:"literal"`

	Want      []string `json:"want"`
	AnyOrder  bool     `json:"any_order"`
	Highlight string   `json:"highlight"`
	// Mended is what the words were read as, « masson: maçon ».
	Mended string `json:"mended"`
}

func (c searchCase) query(tb testing.TB) domain.PeopleQuery {
	tb.Helper()
	q := domain.PeopleQuery{Text: c.Text, ROMEs: listOf(c.ROME), Km: c.Km, Certificates: listOf(c.Certificate), Licences: listOf(c.Licence),
		AvailableBy: c.By, Contracts: listOf(c.Contract), Domains: listOf(c.Domain), Outside: c.Outside, Literal: c.Literal, On: domain.DayOf(noon)}
	if c.Near != "" {
		q.Near = mustTown(tb, c.Near)
	}
	return q
}

func (p casePerson) pool() domain.PoolState {
	if p.Outside {
		return domain.PoolEnded
	}
	return domain.PoolIn
}

// listOf is a list of what is said, empty when nothing is.
func listOf[S ~string](value S) []S {
	if value == "" {
		return nil
	}
	return []S{value}
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no case", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var cases casesFile
			if err := json.Unmarshal(text, &cases); err != nil {
				t.Fatal(err)
			}
			x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
			for i, p := range cases.People {
				if p.Town != "" {
					p.Profile.Place = mustTown(t, p.Town)
				}
				mustPut(t, x, domain.IndexEntry{ID: p.ID, Profile: p.Profile, Pool: p.pool(), Updated: noon.Add(time.Duration(i) * time.Hour)})
			}
			for _, c := range cases.Searches {
				t.Run(c.Say, func(t *testing.T) { checkCase(t, x, c) })
			}
		})
	}
}

func checkCase(t *testing.T, x *Index, c searchCase) {
	t.Helper()
	page := mustSearch(t, x, c.query(t))
	got, want := ids(page), slices.Clone(c.Want)
	if c.AnyOrder {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) || page.Total != len(want) {
		t.Errorf("found %v of %d, want %v", got, page.Total, want)
	}
	var mended []string
	for _, m := range page.Mended {
		mended = append(mended, m.From+": "+m.To)
	}
	if got := strings.Join(mended, ", "); got != c.Mended {
		t.Errorf("read as %q, want %q", got, c.Mended)
	}
	if c.Highlight == "" || len(page.Hits) == 0 {
		return
	}
	if all := strings.Join(page.Hits[0].Highlights, "\n"); !strings.Contains(all, c.Highlight) {
		t.Errorf("highlights %q, want %q", all, c.Highlight)
	}
}
