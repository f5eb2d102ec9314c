package search

import (
	_ "embed"
	"iter"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// tradeWords are ways to say the same in the trades, one group a line: each phrase of a group finds the others.
//
//go:embed equivalents.txt
var tradeWords string

// The longest phrase read as one, in words, and the most occupations that one name may lead to: « agent » names none.
const (
	longestPhrase  = 6
	mostNamesakes  = 3
	mostMeanings   = 12
	phraseStemSign = " "
)

// meaning is another way to say a phrase: its stems, or an occupation that people have by its code.
type meaning struct {
	stems []string
	rome  domain.ROME
}

// thesaurus leads from a phrase, as stems, to its other meanings. It never changes once made.
type thesaurus map[string][]meaning

// newThesaurus joins the house's groups to the names of the referential: an occupation's everyday names find whoever has
// its code. The names of the referential come as pairs of a name and a code.
func newThesaurus(names iter.Seq2[string, domain.ROME]) thesaurus {
	t := thesaurus{}
	for line := range strings.Lines(tradeWords) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			t.addGroup(strings.Split(line, "|"))
		}
	}
	if names == nil {
		return t
	}
	codes := map[string][]domain.ROME{}
	for name, code := range names {
		if key := phraseKey(Stems(name)); key != "" && !slices.Contains(codes[key], code) {
			codes[key] = append(codes[key], code)
		}
	}
	for key, list := range codes {
		if len(list) <= mostNamesakes {
			for _, code := range list {
				t[key] = append(t[key], meaning{rome: code})
			}
		}
	}
	return t
}

func (t thesaurus) addGroup(phrases []string) {
	var group [][]string
	for _, p := range phrases {
		if stems := unique(Stems(p)); len(stems) > 0 {
			group = append(group, stems)
		}
	}
	for i, one := range group {
		for j, other := range group {
			if i != j && len(t[phraseKey(one)]) < mostMeanings {
				t[phraseKey(one)] = append(t[phraseKey(one)], meaning{stems: other})
			}
		}
	}
}

// phraseKey is a phrase without repeats: « Maçon / Maçonne » is « macon ».
func phraseKey(stems []string) string {
	stems = unique(stems)
	if len(stems) > longestPhrase {
		return ""
	}
	return strings.Join(stems, phraseStemSign)
}

// phrase is a stretch of the words of a search that has other meanings.
type phrase struct {
	from, to int
	meanings []meaning
}

// phrases finds the longest known phrases among the words, from the left.
func (t thesaurus) phrases(stems []string) (list []phrase) {
	for from := 0; from < len(stems); from++ {
		for to := min(len(stems), from+longestPhrase); to > from; to-- {
			if meanings := t[phraseKey(stems[from:to])]; len(meanings) > 0 {
				list = append(list, phrase{from, to, meanings})
				from = to - 1
				break
			}
		}
	}
	return list
}

// names tells whether a word alone is known to the trades: it is then not mistyped, whoever has it or not.
func (t thesaurus) names(stem string) bool { return len(t[stem]) > 0 }

// widen finds, for each word of a known phrase, who says the phrase otherwise.
func (x *Index) widen(s *snapshot, list []*asked) error {
	stems := make([]string, len(list))
	for i, a := range list {
		if stems[i] = a.stem; !a.known() && a.best != "" {
			stems[i] = a.best
		}
	}
	for _, p := range x.thesaurus.phrases(stems) {
		set, marks, err := x.meanings(s, p.meanings)
		if err != nil {
			return err
		}
		for _, a := range list[p.from:p.to] {
			a.synonym.or(set)
			a.marks = append(a.marks, marks...)
		}
	}
	return nil
}

// meanings is who answers one of the meanings, and the texts that say so.
func (x *Index) meanings(s *snapshot, list []meaning) (set rowSet, marks [][]string, err error) {
	set = newRowSet(s.rows)
	for _, m := range list {
		if m.rome != "" {
			x.table.practising(m.rome, set)
			marks = append(marks, unique(Stems(x.labels.rome(m.rome))))
			continue
		}
		whole := newRowSet(s.rows)
		for i, stem := range m.stems {
			one := newRowSet(s.rows)
			if err := s.holders(fieldText, stem, one); err != nil {
				return nil, nil, err
			}
			if i == 0 {
				whole.or(one)
			} else {
				whole.and(one)
			}
		}
		set.or(whole)
		marks = append(marks, m.stems)
	}
	return set, marks, nil
}

// practising adds who seeks or practised an occupation. The table is locked for reading.
func (t *table) practising(code domain.ROME, into rowSet) {
	number, known := t.jobs.at[string(code)]
	if !known {
		return
	}
	for i := range into {
		for row := i << 6; row < min(len(t.rows), (i+1)<<6); row++ {
			if slices.Contains(t.rows[row].jobs, number) {
				into.add(int32(row))
			}
		}
	}
}
