package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/search"
)

// titlesCommand chooses the weights of the suggester on the training titles, by cross-validation, and says what each
// piece of evidence is worth.
type titlesCommand struct {
	Write   string `help:"Écrit les poids trouvés dans ce fichier." placeholder:"FICHIER"`
	Version string `help:"Version des poids écrits." default:"2026-11-1"`
	Dev     bool   `help:"Mesure aussi sur les intitulés de développement, pour confirmer."`
	Ablate  bool   `help:"Refait tout sans chaque famille d'indices."`
}

// parts are the families of evidence that lean on one piece of the suggester, taken out together: one alone is made up
// for by the others of its family.
var parts = []struct {
	name     string
	evidence []string
}{
	{"mots des intitulés", []string{"wording", "bayes", "cover", "sequence", "opening", "station"}},
	{"compétences", []string{"skill"}},
	{"parenté des mots", []string{"kin", "kin_lead"}},
	{"compétences ni parenté", []string{"skill", "kin", "kin_lead"}},
	{"métiers voisins", []string{"sector", "family", "neighbour"}},
	{"nombre d'intitulés", []string{"known", "heard"}},
	{"entendus ailleurs", []string{"heard", "heard_votes", "official"}},
	{"votes", []string{"votes", "heard_votes"}},
	{"rien que le plus proche", []string{"votes", "heard_votes", "known", "heard", "wording", "bayes", "cover", "sequence", "opening", "station", "skill", "kin", "kin_lead",
		"sector", "family", "neighbour"}},
}

// folds is in how many parts the training titles are cut; one is judged by weights and synonyms of the others.
const folds = 5

// titleRow is a line of the title sets.
type titleRow struct {
	set, title string
	code       domain.ROME
	fold       int
}

func (c *titlesCommand) Run(out io.Writer) error {
	dir, err := sharedData()
	if err != nil {
		return err
	}
	rome, _, err := referential.ReadArchive(os.DirFS(filepath.Join(dir, "rome")))
	if err != nil {
		return err
	}
	train, err := readTitles(filepath.Join(dir, "eval", "titres_train.csv"))
	if err != nil {
		return err
	}
	foldTitles(train)
	f := &fitting{out: out, names: search.EvidenceNames()}
	if err := f.gather(rome, train); err != nil {
		return err
	}
	if c.Dev {
		dev, err := readTitles(filepath.Join(dir, "eval", "titres_dev.csv"))
		if err != nil {
			return err
		}
		if err := f.confirm(rome, train, dev); err != nil {
			return err
		}
	}
	f.line("tous les indices", nil)
	if c.Ablate {
		for _, part := range parts {
			f.line("sans "+part.name, part.evidence)
		}
	}
	if c.Write == "" {
		return nil
	}
	return f.write(c.Write, c.Version)
}

func readTitles(file string) (list []titleRow, err error) {
	err = eachRow(file, 3, func(r []string) error { // columns jeu, titre, rome
		list = append(list, titleRow{set: r[0], title: r[1], code: domain.ROME(r[2])})
		return nil
	})
	return list, err
}

// foldTitles puts titles that are nearly the same in the same fold, so that none is judged by its own double: the same
// words whatever the sex marks, or, for the synonyms of another institution, half the words and the same code.
func foldTitles(list []titleRow) {
	leader := make([]int, len(list))
	find := func(i int) int {
		for leader[i] != i {
			i = leader[i]
		}
		return i
	}
	words := make([][]string, len(list))
	first := map[string]int{}
	byCode := map[domain.ROME][]int{}
	for i, t := range list {
		leader[i] = i
		words[i] = slices.Compact(slices.Sorted(slices.Values(search.Stems(t.title))))
		words[i] = slices.DeleteFunc(words[i], func(w string) bool { return w == "h" || w == "f" })
		key := t.set + " " + strings.Join(words[i], " ")
		if t.set == "offre" {
			key += " " + string(t.code)
		}
		if at, known := first[key]; known {
			leader[i] = find(at)
		}
		first[key] = i
		if t.set == "esco" {
			for _, other := range byCode[t.code] {
				if 2*shared(words[i], words[other]) >= len(words[i])+len(words[other])-shared(words[i], words[other]) {
					leader[find(i)] = find(other)
				}
			}
			byCode[t.code] = append(byCode[t.code], i)
		}
	}
	for i := range list {
		h := fnv.New32a()
		fmt.Fprint(h, list[find(i)].title)
		list[i].fold = int(h.Sum32() % folds)
	}
}

func shared(a, b []string) (n int) {
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// fitting holds the evidence of every title, plain and with titles heard elsewhere.
type fitting struct {
	out                io.Writer
	names              []string
	plain, heard       []choice
	plainDev, heardDev []choice
}

// appellationVoice keeps the seven thousand names of the referential, all easy, from drowning the rest.
const appellationVoice = 0.05

func (f *fitting) gather(rome *referential.ROME, train []titleRow) error {
	f.plain = choicesOf(search.NewSuggester(rome, nil), train)
	for fold := range folds {
		var others, own []titleRow
		for _, t := range train {
			if t.fold == fold {
				own = append(own, t)
			} else {
				others = append(others, t)
			}
		}
		with, err := heardElsewhere(rome, others)
		if err != nil {
			return err
		}
		f.heard = append(f.heard, choicesOf(search.NewSuggester(with, nil), own)...)
	}
	return nil
}

func (f *fitting) confirm(rome *referential.ROME, train, dev []titleRow) error {
	with, err := heardElsewhere(rome, train)
	if err != nil {
		return err
	}
	f.plainDev, f.heardDev = choicesOf(search.NewSuggester(rome, nil), dev), choicesOf(search.NewSuggester(with, nil), dev)
	return nil
}

func heardElsewhere(rome *referential.ROME, titles []titleRow) (*referential.ROME, error) {
	var file strings.Builder
	w := csv.NewWriter(&file)
	_ = w.Write([]string{"titre", "rome"})
	for _, t := range titles {
		_ = w.Write([]string{t.title, string(t.code)})
	}
	w.Flush()
	with, _, err := rome.WithSynonyms(strings.NewReader(file.String()))
	return with, err
}

func choicesOf(s *search.Suggester, titles []titleRow) []choice {
	list := make([]choice, 0, len(titles))
	for i, t := range titles {
		if t.set == "appellation" && i%10 > 0 {
			continue
		}
		k := choice{set: t.set, fold: t.fold, right: -1, weight: 1}
		if t.set == "appellation" {
			k.weight = 10 * appellationVoice
		}
		for n, c := range s.Evidence(t.title) {
			k.evidence = append(k.evidence, c.Evidence)
			if c.ROME == t.code {
				k.right = n
			}
		}
		list = append(list, k)
	}
	return list
}

// without gives the choices with some evidence taken out.
func without(choices []choice, out []int) []choice {
	list := slices.Clone(choices)
	for i := range list {
		rows := make([][]float64, len(list[i].evidence))
		for n, e := range list[i].evidence {
			rows[n] = slices.Clone(e)
			for _, at := range out {
				rows[n][at] = 0
			}
		}
		list[i].evidence = rows
	}
	return list
}

// line prints the four figures by cross-validation, then on the development titles when they were gathered.
func (f *fitting) line(name string, out []string) {
	var gone []int
	for _, n := range out {
		gone = append(gone, slices.Index(f.names, n))
	}
	fmt.Fprintf(f.out, "%-24s", name)
	for _, pair := range [][2][]choice{{f.plain, f.plainDev}, {f.heard, f.heardDev}} {
		choices, dev := without(pair[0], gone), without(pair[1], gone)
		score := titleScores{}
		for fold := range folds {
			rest := slices.DeleteFunc(slices.Clone(choices), func(k choice) bool { return k.fold == fold })
			w := fit(rest, len(f.names))
			for _, k := range choices {
				if k.fold == fold {
					score.add(k.set, place(&k, w))
				}
			}
		}
		fmt.Fprint(f.out, "  cv", score.close().short())
		if len(dev) > 0 {
			score = titleScores{}
			w := fit(choices, len(f.names))
			for _, k := range dev {
				score.add(k.set, place(&k, w))
			}
			fmt.Fprint(f.out, " dev", score.close().short())
		}
	}
	fmt.Fprintln(f.out)
}

// place is where the right candidate stands under some weights, -1 when it is not there.
func place(k *choice, w []float64) int {
	if k.right < 0 {
		return -1
	}
	list, _ := shares(k, w, nil)
	n := 0
	for i, v := range list {
		if v > list[k.right] || v == list[k.right] && i < k.right {
			n++
		}
	}
	return n
}

// write keeps the weights in the shape that search reads.
func (f *fitting) write(file, version string) error {
	saved := struct {
		Version string             `json:"version"`
		Plain   map[string]float64 `json:"plain"`
		Heard   map[string]float64 `json:"heard"`
	}{version, map[string]float64{}, map[string]float64{}}
	for i, w := range fit(f.plain, len(f.names)) {
		saved.Plain[f.names[i]] = round4(w)
	}
	for i, w := range fit(f.heard, len(f.names)) {
		saved.Heard[f.names[i]] = round4(w)
	}
	body, err := json.MarshalIndent(saved, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(body, '\n'), 0o644)
}

func round4(w float64) float64 { return float64(int(w*1e4)) / 1e4 }
