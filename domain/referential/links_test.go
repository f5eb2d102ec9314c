package referential

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// grades of jugements.csv; a pair that is not judged is 0, as is a link by domain alone.
var gradeOf = map[Link]string{LinkSame: "3", LinkClose: "2", LinkEvolution: "1", LinkDomain: "", LinkNone: ""}

// TestLinksAgreeWithTheJudgements compares every pair of offer and person of the development set: 60 × 1,500.
func TestLinksAgreeWithTheJudgements(t *testing.T) {
	rome := mustArchive(t)
	dir := mustSub(t, sharedData(t), "eval/shortlist_dev_codes")
	offers := mustColumns(t, dir, "offres.csv", "id", "rome")
	profiles := mustColumns(t, dir, "profils.csv", "id", "metiers_recherches")
	judged := map[[2]string]string{}
	for _, j := range mustColumns(t, dir, "jugements.csv", "offre", "profil", "metier") {
		judged[[2]string{j[0], j[1]}] = j[2]
	}
	pairs, agreed := 0, 0
	wrong := map[string]int{}
	for _, o := range offers {
		for _, p := range profiles {
			want, got := judged[[2]string{o[0], p[0]}], gradeOf[rome.Link(domain.ROME(p[1]), domain.ROME(o[1]))]
			pairs++
			if want == got {
				agreed++
				continue
			}
			wrong[fmt.Sprintf("judged %q, linked %q, such as %s → %s", want, got, p[1], o[1])]++
		}
	}
	if pairs < 50_000 || agreed != pairs {
		t.Errorf("%d of %d pairs agree: %v", agreed, pairs, wrong)
	}
}

// TestLinksListIsTheLink holds what matching precomputes equal to the question asked one pair at a time.
func TestLinksListIsTheLink(t *testing.T) {
	for name, rome := range map[string]*ROME{"built-in": Builtin(), "official": mustArchive(t)} {
		for i, o := range rome.Occupations() {
			if i%7 != 0 {
				continue
			}
			listed := map[domain.ROME]Link{}
			for _, l := range rome.Links(o.Code) {
				listed[l.ROME] = l.Link
			}
			for _, from := range rome.Occupations() {
				got, want := rome.Link(from.Code, o.Code), listed[from.Code]
				switch {
				case from.Code == o.Code:
					want = LinkSame
				case want == LinkNone && from.Code.Domain() == o.Code.Domain():
					want = LinkDomain
				}
				if got != want {
					t.Fatalf("%s: Link(%s, %s) = %v, list says %v", name, from.Code, o.Code, got, want)
				}
			}
			for _, l := range rome.LinksFrom(o.Code) {
				if rome.Link(o.Code, l.ROME) != l.Link {
					t.Fatalf("%s: LinksFrom(%s) has %v", name, o.Code, l)
				}
			}
		}
	}
}

// TestBuiltinLinksAreTheOfficialOnes: without an import the links between two occupations are the same.
func TestBuiltinLinksAreTheOfficialOnes(t *testing.T) {
	official := mustArchive(t)
	for _, to := range Builtin().Occupations() {
		for _, from := range Builtin().Occupations() {
			if got, want := Builtin().Link(from.Code, to.Code), official.Link(from.Code, to.Code); got != want {
				t.Fatalf("Link(%s, %s) = %v, officially %v", from.Code, to.Code, got, want)
			}
		}
	}
}

// mustColumns reads some columns of a CSV file of ours.
func mustColumns(tb testing.TB, dir fs.FS, name string, columns ...string) [][]string {
	tb.Helper()
	f, err := dir.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	places := make([]int, len(columns))
	for i, c := range columns {
		places[i] = -1
		for j, heading := range rows[0] {
			if heading == c {
				places[i] = j
			}
		}
		if places[i] < 0 {
			tb.Fatalf("%s has no column %s", name, c)
		}
	}
	var list [][]string
	for _, row := range rows[1:] {
		picked := make([]string, len(places))
		for i, place := range places {
			picked[i] = row[place]
		}
		list = append(list, picked)
	}
	return list
}
