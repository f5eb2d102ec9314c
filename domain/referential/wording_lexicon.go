package referential

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// lexiconFile is a lexicon being read. A list must stand above the
// lists that name it.
type lexiconFile struct {
	lexicon    Lexicon
	lists      map[string][][]atom
	frames     []frame
	exceptions []rule
	line       int
}

// frame is a way of keeping a group out, or of wanting no other: its text has @ in the place of the group.
type frame struct{ set, text string }

// refusals is the set of the frames that keep a group out.
const refusals = "sans"

// named are the kinds of lines that others name: criteria, lists, frames.
var named = map[string]bool{"C": true, "L": true, "M": true}

// readLexicon reads the lines of formulations.txt, told at its head; an error names every line that cannot be read, and the
// lexicon is without them.
// What lines name (criteria, lists, frames) is read first, so that they may stand in any order.
func readLexicon(text string) (*Lexicon, error) {
	f := &lexiconFile{lists: map[string][][]atom{}}
	var faults []error
	for _, wanted := range [...]bool{true, false} {
		f.line = 0
		for line := range strings.Lines(text) {
			f.line++
			line = strings.TrimSpace(line)
			kind, _, _ := strings.Cut(line, "|")
			if line == "" || strings.HasPrefix(line, "#") || named[kind] != wanted {
				continue
			}
			if err := f.read(strings.Split(line, "|")); err != nil {
				faults = append(faults, fmt.Errorf("referential: formulations, ligne %d : %w", f.line, err))
			}
		}
	}
	return f.finish(), errors.Join(faults...)
}

// read takes one line: its kind, then its cells.
func (f *lexiconFile) read(cells []string) error {
	kind := cells[0]
	want := map[string]int{"L": 3, "C": 5, "M": 3, "G": 5, "F": 4, "N": 4, "E": 3, "S": 4}[kind]
	if want == 0 || len(cells) != want {
		return fmt.Errorf("ligne « %s » de %d cases", kind, len(cells))
	}
	switch kind {
	case "L":
		among, err := parseAlternatives(cells[2], f.lists)
		f.lists[cells[1]] = append(f.lists[cells[1]], among...)
		return err
	case "C":
		return f.criterion(cells)
	case "M":
		f.frames = append(f.frames, frame{cells[1], cells[2]})
		return nil
	case "G":
		return f.group(cells)
	case "F", "N":
		return f.rule(kind, cells[1], cells[2], cells[3])
	case "E":
		return f.exception(cells[1], cells[2], nil)
	default: // S
		var contracts []domain.Contract
		for code := range strings.FieldsSeq(cells[1]) {
			contracts = append(contracts, domain.Contract(code))
		}
		return f.exception(cells[2], cells[3], contracts)
	}
}

// criterion reads C|name|articles|corriger or améliorer|explanation.
func (f *lexiconFile) criterion(cells []string) error {
	level, known := map[string]domain.FlagLevel{"corriger": domain.ToMend, "améliorer": domain.ToImprove}[cells[3]]
	if !known || len(f.lexicon.criteria) == 63 {
		return fmt.Errorf("critère « %s » : corriger ou améliorer", cells[1])
	}
	f.lexicon.criteria = append(f.lexicon.criteria, criterion{name: cells[1], article: cells[2], level: level, explanation: cells[4]})
	return nil
}

// group reads G|criterion|sets of frames|list|rewording: each frame of these sets, with the list in the place of @.
func (f *lexiconFile) group(cells []string) error {
	for _, frame := range f.frames {
		if !slices.Contains(strings.Fields(cells[2]), frame.set) {
			continue
		}
		kind := "F"
		if frame.set == refusals {
			kind = "N"
		}
		if err := f.rule(kind, cells[1], strings.ReplaceAll(frame.text, "@", "<"+cells[3]+">"), cells[4]); err != nil {
			return err
		}
	}
	return nil
}

// rule reads F|criterion|pattern|rewording, or N for a refusal. A rewording that begins with § takes the place of the sentence.
func (f *lexiconFile) rule(kind, name, text, rewording string) error {
	r, err := f.parsed(name, text)
	if err != nil {
		return err
	}
	r.refusal = kind == "N"
	r.rewording, r.sentence = strings.CutPrefix(rewording, "§")
	if r.criterion == allCriteria || strings.TrimSpace(r.rewording) == "" {
		return fmt.Errorf("« %s » : il faut un critère et une reformulation", text)
	}
	f.lexicon.rules = append(f.lexicon.rules, r)
	return nil
}

func (f *lexiconFile) exception(name, text string, contracts []domain.Contract) error {
	r, err := f.parsed(name, text)
	if err != nil {
		return err
	}
	r.contracts = contracts
	f.exceptions = append(f.exceptions, r)
	return nil
}

func (f *lexiconFile) parsed(name, text string) (rule, error) {
	r := rule{criterion: allCriteria, line: f.line}
	if name != "*" {
		r.criterion = slices.IndexFunc(f.lexicon.criteria, func(c criterion) bool { return c.name == name })
		if r.criterion < 0 {
			return rule{}, fmt.Errorf("critère « %s » inconnu", name)
		}
	}
	var err error
	r.pattern, err = parsePattern(text, f.lists)
	return r, err
}

// finish puts the exceptions after the rules and files all of them by their first word.
func (f *lexiconFile) finish() *Lexicon {
	l := &f.lexicon
	l.excused = len(l.rules)
	l.rules = append(l.rules, f.exceptions...)
	l.index = newIndex()
	for n, r := range l.rules {
		l.index.add(r.pattern, int32(n))
	}
	l.stops[gapSameSubject] = stopAt(f.lists["autre_sujet"])
	l.stops[gapAskless] = stopAt(f.lists["demande"])
	return l
}

// stopAt tells the words that a gap may not go over.
func stopAt(list [][]atom) func(word) bool {
	return func(w word) bool {
		one := []word{w}
		return slices.ContainsFunc(list, func(sequence []atom) bool { return len(sequence) == 1 && sequence[0].width(one, 0) > 0 })
	}
}
