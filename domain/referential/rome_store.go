package referential

import (
	_ "embed"
	"io"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// savedROME is the stored shape; a new shape takes a new Format.
type savedROME struct {
	Format       int
	Version      string
	Occupations  []Occupation
	Appellations []Appellation
	Skills       []Skill
	Contexts     []Context
	Details      []savedDetails
}

// savedDetails points by index into the lists of savedROME; CoreSkills are the first of Skills.
type savedDetails struct {
	Into       []savedLink
	Skills     []int32
	CoreSkills int
	Contexts   []int32
}

type savedLink struct {
	From  int32
	Close bool
}

const romeFormat = 1

// Save writes the set in the compact form that LoadROME reads.
func (r *ROME) Save(w io.Writer) error {
	s := savedROME{
		Format: romeFormat, Version: r.version, Occupations: r.occupations, Appellations: r.appellations,
		Skills: r.skills, Contexts: r.contexts, Details: make([]savedDetails, len(r.details)),
	}
	for i, d := range r.details {
		saved := &s.Details[i]
		saved.Contexts = d.contexts
		for _, l := range d.into {
			from, _ := r.at(l.ROME)
			saved.Into = append(saved.Into, savedLink{int32(from), l.Link == LinkClose})
		}
		for _, ref := range d.skills {
			saved.Skills = append(saved.Skills, ref.index)
			if ref.core {
				saved.CoreSkills++
			}
		}
	}
	return saveGob(w, s)
}

// LoadROME reads what Save wrote. It refuses a damaged or foreign file.
func LoadROME(r io.Reader) (*ROME, error) {
	var s savedROME
	if err := loadGob(r, &s); err != nil || s.Format != romeFormat {
		return nil, damagedROME().WithCause(err)
	}
	set := romeSet{Version: s.Version, Occupations: s.Occupations, Skills: s.Skills, Contexts: s.Contexts}
	if len(s.Details) != len(s.Occupations) {
		return nil, damagedROME()
	}
	for i, d := range s.Details {
		if !set.restore(s.Occupations[i].Code, d) {
			return nil, damagedROME()
		}
	}
	set.Appellations = s.Appellations
	return set.build(), nil
}

// restore hangs stored details back on their occupation; false when an index points outside.
func (s *romeSet) restore(code domain.ROME, d savedDetails) bool {
	for _, l := range d.Into {
		if int(l.From) >= len(s.Occupations) || l.From < 0 {
			return false
		}
		grade := LinkEvolution
		if l.Close {
			grade = LinkClose
		}
		s.Moves = append(s.Moves, gradedMove{s.Occupations[l.From].Code, code, grade})
	}
	for n, i := range d.Skills {
		if int(i) >= len(s.Skills) || i < 0 {
			return false
		}
		s.SkillLinks = append(s.SkillLinks, itemLink{Code: code, ID: s.Skills[i].ID, Core: n < d.CoreSkills})
	}
	for _, i := range d.Contexts {
		if int(i) >= len(s.Contexts) || i < 0 {
			return false
		}
		s.ContextLinks = append(s.ContextLinks, itemLink{Code: code, ID: s.Contexts[i].Code})
	}
	return true
}

func damagedROME() *domain.Error {
	return domain.Refuse(domain.CodeInternal, "Le ROME enregistré est illisible. Relancez « rome import ».")
}

//go:embed builtin/metiers.txt
var builtinROME string

//go:embed builtin/synonymes.txt
var builtinSynonyms string

//go:embed builtin/contextes.txt
var builtinContexts string

// Builtin is the set that serves before any import: the occupations of the local sectors with everyday words.
//
// metiers.txt has one kind of fact a line: M code|parent|label, A code|appellation, P to|close from…, E to|evolution
// from…, K skill id|label, S code|core skill ids|other skill ids, C code|context codes. synonymes.txt: code|word|word…
// contextes.txt: code|kind|label.
var Builtin = sync.OnceValue(func() *ROME {
	set := romeSet{Version: "intégré", Contexts: parseContexts(builtinContexts)}
	for _, f := range facts(builtinROME) {
		set.addFact(f)
	}
	set.Appellations = append(set.Appellations, parseSynonyms(builtinSynonyms)...)
	return set.build()
})

func (s *romeSet) addFact(f []string) {
	code := domain.ROME(f[1])
	switch f[0] {
	case "M":
		s.Occupations = append(s.Occupations, Occupation{Code: code, Parent: domain.ROME(f[2]), Label: f[3]})
	case "A":
		s.Appellations = append(s.Appellations, Appellation{Code: code, Label: f[2]})
	case "P", "E":
		grade := LinkEvolution
		if f[0] == "P" {
			grade = LinkClose
		}
		for _, from := range strings.Fields(f[2]) {
			s.Moves = append(s.Moves, gradedMove{domain.ROME(from), code, grade})
		}
	case "K":
		s.Skills = append(s.Skills, Skill{ID: f[1], Label: f[2]})
	case "S":
		for n, core := range [...]bool{true, false} {
			for _, id := range strings.Fields(f[2+n]) {
				s.SkillLinks = append(s.SkillLinks, itemLink{code, id, core})
			}
		}
	case "C":
		for _, id := range strings.Fields(f[2]) {
			s.ContextLinks = append(s.ContextLinks, itemLink{Code: code, ID: id})
		}
	}
}

func parseSynonyms(text string) []Appellation {
	var list []Appellation
	for _, f := range facts(text) {
		for _, word := range f[1:] {
			list = append(list, Appellation{Label: word, Code: domain.ROME(f[0]), Synonym: true})
		}
	}
	return list
}

func parseContexts(text string) []Context {
	var list []Context
	for _, f := range facts(text) {
		list = append(list, Context{Code: f[0], Kind: ContextKind(f[1][0] - '0'), Label: f[2]})
	}
	return list
}
