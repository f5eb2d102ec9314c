package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/matching"
	"eedk.fr/candidatheque/search"
)

// qualityCommand measures how right the answers are, against grades and codes that people outside gave.
type qualityCommand struct {
	format
}

// quality is what the command prints.
type quality struct {
	Weights    string           `json:"weights"`
	Shortlists []shortlistScore `json:"shortlists"`
	Titles     titleScores      `json:"titles"`
	// Heard are the same titles once those of eval/titres_train.csv were heard; absent without that file.
	Heard titleScores `json:"titles_heard,omitempty"`
}

// shortlistScore is the mean over the offers of a set that have somebody to find. Broken counts people in a top 10 whom a
// hard constraint leaves out.
type shortlistScore struct {
	Set      string  `json:"set"`
	Offers   int     `json:"offers"`
	NDCG10   float64 `json:"ndcg_at_10"`
	Recall20 float64 `json:"recall_at_20"`
	MRR      float64 `json:"mrr"`
	Broken   int     `json:"broken"`
}

func (q *qualityCommand) Run(out io.Writer) error {
	dir, err := sharedData()
	if err != nil {
		return err
	}
	figures, err := measureQuality(dir)
	if err != nil {
		return err
	}
	return q.write(out, figures, figures.text())
}

// sharedData is the folder of the graded sets: CANDIDATHEQUE_SHARED, or ../shared from here or from a folder above.
func sharedData() (string, error) {
	var tries []string
	if dir := os.Getenv("CANDIDATHEQUE_SHARED"); dir != "" {
		tries = []string{filepath.Join(dir, "data"), dir}
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		tries = append(tries, filepath.Join(parent, "shared", "data"))
	}
	for _, d := range tries {
		if info, err := os.Stat(filepath.Join(d, "eval")); err == nil && info.IsDir() {
			return d, nil
		}
	}
	return "", errors.New("les jeux d'évaluation ne sont pas là : donnez leur dossier dans CANDIDATHEQUE_SHARED")
}

func measureQuality(dir string) (*quality, error) {
	rome, _, err := referential.ReadArchive(os.DirFS(filepath.Join(dir, "rome")))
	if err != nil {
		return nil, err
	}
	m := &measure{dir: filepath.Join(dir, "eval"), rome: rome, suggester: search.NewSuggester(rome, nil)}
	figures := new(quality)
	for _, set := range []string{"shortlist_dev_codes", "shortlist_dev_titres"} {
		s, err := m.shortlists(set, figures)
		if err != nil {
			return nil, fmt.Errorf("%s : %w", set, err)
		}
		figures.Shortlists = append(figures.Shortlists, s)
	}
	return figures, m.measureTitles(figures)
}

// measure holds the tables that every figure needs.
type measure struct {
	dir       string
	rome      *referential.ROME
	suggester *search.Suggester
}

// gradedOn is the day of the graded sets.
var gradedOn = domain.NewDate(2026, 11, 23)

func (m *measure) refs() intake.Refs {
	return intake.Refs{ROME: m.rome, Communes: referential.BuiltinCommunes(), Certificates: referential.Certificates(),
		Suggest: func(title, description string) []domain.Suggestion {
			return m.suggester.SuggestDescribed(title, description, 1)
		}}
}

func (m *measure) pool(file string) (*matching.Pool, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var people []matching.Subject
	_, err = intake.ReadProfiles(f, m.refs(), func(r intake.ProfileRow) error {
		people = append(people, matching.Subject{ID: r.Person.ID, Profile: r.Person.Profile, Standing: r.Person.StandingOn(gradedOn)})
		return nil
	})
	pool := matching.NewPool(matching.References{Occupations: m.rome, Certificates: referential.Certificates(), Buses: referential.BusTable{}, Stems: search.Stems})
	pool.Replace(people)
	return pool, err
}

// grades are what people outside said of the people of an offer: relevance by profile, and who is ruled out.
type grades struct {
	relevance map[string]int
	broken    map[string]bool
}

func (m *measure) shortlists(set string, figures *quality) (s shortlistScore, err error) {
	s.Set = set
	dir := filepath.Join(m.dir, set)
	pool, err := m.pool(filepath.Join(dir, "profils.csv"))
	if err != nil {
		return s, err
	}
	f, err := os.Open(filepath.Join(dir, "offres.csv"))
	if err != nil {
		return s, err
	}
	defer f.Close()
	offers, _, err := intake.ReadOffers(f, m.refs())
	if err != nil {
		return s, err
	}
	graded, err := readGrades(filepath.Join(dir, "jugements.csv"))
	if err != nil {
		return s, err
	}
	for _, o := range offers {
		r := pool.Shortlist(matching.Query{Offer: o, On: gradedOn, Top: 20})
		figures.Weights = r.Weights
		if g := graded[o.ID]; g != nil {
			s.add(r.Entries, g)
		}
	}
	n := float64(max(1, s.Offers))
	s.NDCG10, s.Recall20, s.MRR = s.NDCG10/n, s.Recall20/n, s.MRR/n
	return s, nil
}

// add sums the figures of one offer; an offer for which nobody was found suitable by hand says nothing.
func (s *shortlistScore) add(entries []matching.Scored, g *grades) {
	ideal := make([]int, 0, len(g.relevance))
	relevant := 0
	for _, grade := range g.relevance {
		ideal = append(ideal, grade)
		if grade > 0 {
			relevant++
		}
	}
	got, found, first := make([]int, 0, len(entries)), 0, 0
	for i, e := range entries {
		grade := g.relevance[e.Profile]
		got = append(got, grade)
		if grade > 0 {
			found++
			first = cmp.Or(first, i+1)
		}
		if i < 10 && g.broken[e.Profile] {
			s.Broken++
		}
	}
	if relevant == 0 {
		return
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	s.Offers++
	s.NDCG10 += gain(got) / gain(ideal)
	s.Recall20 += float64(found) / float64(min(20, relevant))
	if first > 0 {
		s.MRR += 1 / float64(first)
	}
}

// gain is the discounted cumulative gain of the first ten grades.
func gain(grades []int) (sum float64) {
	for i, g := range grades[:min(10, len(grades))] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}

func readGrades(file string) (map[string]*grades, error) {
	all := map[string]*grades{}
	err := eachRow(file, 5, func(r []string) error { // columns offre, profil, metier, possible, pertinence
		g := all[r[0]]
		if g == nil {
			g = &grades{map[string]int{}, map[string]bool{}}
			all[r[0]] = g
		}
		grade, err := strconv.Atoi(r[4])
		g.relevance[r[1]], g.broken[r[1]] = grade, r[3] == "0"
		return err
	})
	return all, err
}

// eachRow gives the rows of a file under its headings, of so many columns.
func eachRow(file string, columns int, each func([]string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord = ';', columns
	if _, err := r.Read(); err != nil {
		return err
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = each(row)
		}
		if err != nil {
			return fmt.Errorf("%s : %w", filepath.Base(file), err)
		}
	}
}

func (q *quality) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Présélections (poids %s)\n%-24s %7s %9s %10s %7s %22s\n", q.Weights, "jeu", "offres", "nDCG@10", "rappel@20", "MRR", "contraintes enfreintes")
	for _, s := range q.Shortlists {
		fmt.Fprintf(&b, "%-24s %7d %9.4f %10.4f %7.4f %22d\n", s.Set, s.Offers, s.NDCG10, s.Recall20, s.MRR, s.Broken)
	}
	q.Titles.write(&b, "Intitulé → métier")
	if len(q.Heard) > 0 {
		q.Heard.write(&b, "Intitulé → métier, avec -synonyms titres_train.csv")
	}
	return b.String()
}
