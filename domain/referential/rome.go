package referential

import (
	"iter"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Link and Linked are the domain's: matching reads them too.
type (
	Link   = domain.Link
	Linked = domain.Linked
)

// The grades of matching.md §3.
const (
	LinkNone      = domain.LinkNone
	LinkDomain    = domain.LinkDomain
	LinkEvolution = domain.LinkEvolution
	LinkClose     = domain.LinkClose
	LinkSame      = domain.LinkSame
)

// Occupation is one card of ROME 4.0.
type Occupation struct {
	Code   domain.ROME
	Label  string
	Parent domain.ROME // the ROME 3 code it comes from, often itself
}

// Appellation is a name under which people know an occupation.
type Appellation struct {
	Label   string
	Code    domain.ROME
	Synonym bool // an everyday word (« nounou »), ours or the user's, not an official name
	Heard   bool // a title of the user's, that led to the occupation elsewhere
}

// Skill is a skill or a piece of knowledge of ROME. ID is France Travail's OGR code.
type Skill struct {
	ID    string
	Label string
	Core  bool // at the heart of the occupation asked about
}

// Context is a work condition of ROME (« Travail de nuit », « En extérieur »). Code is France Travail's OGR code.
type Context struct {
	Code  string
	Label string
	Kind  ContextKind
}

// ContextKind sorts contexts as France Travail numbers them.
type ContextKind uint8

// The kinds a person may refuse; the others describe publics, structures and statuses.
const (
	ContextConditions ContextKind = 1
	ContextHours      ContextKind = 2
	ContextTravel     ContextKind = 3
	ContextPublics    ContextKind = 5
	ContextStructures ContextKind = 6
	ContextStatus     ContextKind = 7
)

// ROME is a set of occupations with their names, links, skills and contexts. It never changes once built.
type ROME struct {
	version      string
	occupations  []Occupation // by code
	appellations []Appellation
	skills       []Skill   // each label once, Core unset
	contexts     []Context // by kind, then label
	details      []details // one per occupation, same order
	children     []family  // by parent
	skillAt      map[string]int32
	contextAt    map[string]int32
	skillNames   func() map[string]int32  // folded label → skill, made at the first use
	bothNames    func() map[string]string // names of one sex, folded → for both, made at the first use
}

// details is what hangs on one occupation.
type details struct {
	into     []Linked // occupations a person may come from, by code
	from     []Linked // occupations a person of this one may go to, by code
	skills   []skillRef
	contexts []int32
}

// skillRef points into ROME.skills.
type skillRef struct {
	index int32
	core  bool
}

// family is a ROME 3 code and the ROME 4 codes made of it.
type family struct {
	parent   domain.ROME
	children []domain.ROME
}

// Version names where the set comes from: « intégré », or the archive's version such as « v460 ».
func (r *ROME) Version() string { return r.version }

func (r *ROME) at(code domain.ROME) (int, bool) {
	return slices.BinarySearchFunc(r.occupations, code, func(o Occupation, c domain.ROME) int {
		return strings.Compare(string(o.Code), string(c))
	})
}

func (r *ROME) familyOf(parent domain.ROME) []domain.ROME {
	i, ok := slices.BinarySearchFunc(r.children, parent, func(f family, c domain.ROME) int {
		return strings.Compare(string(f.parent), string(c))
	})
	if !ok {
		return nil
	}
	return r.children[i].children
}

// Known tells whether code is an occupation of ROME 4 or a ROME 3 code that stands for some.
func (r *ROME) Known(code domain.ROME) bool {
	_, ok := r.at(code)
	return ok || len(r.familyOf(code)) > 0
}

// Label is the name of an occupation; the code itself when it is not known, so that a page never shows nothing.
func (r *ROME) Label(code domain.ROME) string {
	if i, ok := r.at(code); ok {
		return r.occupations[i].Label
	}
	if kids := r.familyOf(code); len(kids) > 0 {
		return r.Label(kids[0]) + " (et métiers voisins)"
	}
	return string(code)
}

// Occupation looks a ROME 4 code up.
func (r *ROME) Occupation(code domain.ROME) (Occupation, bool) {
	i, ok := r.at(code)
	if !ok {
		return Occupation{}, false
	}
	return r.occupations[i], true
}

// Occupations lists the whole set, by code. The slice must not be changed.
func (r *ROME) Occupations() []Occupation { return r.occupations }

// Appellations walks every name of every occupation: its own label first, then official names, then everyday words.
// One label may stand for several occupations.
func (r *ROME) Appellations() iter.Seq[Appellation] { return slices.Values(r.appellations) }

// Names pairs every name of an occupation, its own label and everyday words included, with its code.
func (r *ROME) Names() iter.Seq2[string, domain.ROME] {
	return func(yield func(string, domain.ROME) bool) {
		for _, o := range r.occupations {
			if !yield(o.Label, o.Code) {
				return
			}
		}
		for _, a := range r.appellations {
			if !yield(a.Label, a.Code) {
				return
			}
		}
	}
}

// Parent is the ROME 3 code of an occupation; a code that is not known is its own parent.
func (r *ROME) Parent(code domain.ROME) domain.ROME {
	if i, ok := r.at(code); ok {
		return r.occupations[i].Parent
	}
	return code
}

// Expand gives the ROME 4 codes that code stands for: itself when ROME 4 has it (F1703 went on under its own number),
// its children when it is only known as a ROME 3 parent, nothing when it is not known.
// Use Children for a code that is surely of ROME 3, as in offers of 2023.
func (r *ROME) Expand(code domain.ROME) []domain.ROME {
	if _, ok := r.at(code); ok {
		return []domain.ROME{code}
	}
	return slices.Clone(r.familyOf(code))
}

// Children gives the ROME 4 codes made of a ROME 3 code: F1703 « Maçonnerie » became F1703, F1707 and F1708.
func (r *ROME) Children(parent domain.ROME) []domain.ROME { return slices.Clone(r.familyOf(parent)) }

// Skills lists what an occupation asks, the core first, as profiles and offers write skills.
func (r *ROME) Skills(code domain.ROME) []domain.Skill {
	graded := r.GradedSkills(code)
	list := make([]domain.Skill, len(graded))
	for n, s := range graded {
		list[n] = domain.Skill{ID: s.ID, Label: s.Label}
	}
	return list
}

// GradedSkills lists the same with what is at the core; empty when the code is not known.
func (r *ROME) GradedSkills(code domain.ROME) []Skill {
	i, ok := r.at(code)
	if !ok {
		return nil
	}
	list := make([]Skill, len(r.details[i].skills))
	for n, ref := range r.details[i].skills {
		list[n] = r.skills[ref.index]
		list[n].Core = ref.core
	}
	return list
}

// Skill looks a skill up by its id, whatever the occupation.
func (r *ROME) Skill(id string) (Skill, bool) {
	i, ok := r.skillAt[id]
	if !ok {
		return Skill{}, false
	}
	return r.skills[i], true
}

// AllSkills lists every skill once. The slice must not be changed.
func (r *ROME) AllSkills() []Skill { return r.skills }

// Contexts lists every work context, by kind then label. The slice must not be changed.
func (r *ROME) Contexts() []Context { return r.contexts }

// Context looks a work context up by its code.
func (r *ROME) Context(code string) (Context, bool) {
	i, ok := r.contextAt[code]
	if !ok {
		return Context{}, false
	}
	return r.contexts[i], true
}

// ContextsOf lists the usual work contexts of an occupation.
func (r *ROME) ContextsOf(code domain.ROME) []Context {
	i, ok := r.at(code)
	if !ok {
		return nil
	}
	list := make([]Context, len(r.details[i].contexts))
	for n, index := range r.details[i].contexts {
		list[n] = r.contexts[index]
	}
	return list
}
