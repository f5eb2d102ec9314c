package matching

import (
	"math"

	"eedk.fr/candidatheque/domain"
)

// person is what a row weighs in a score: numbers only, so that thousands are weighed without an allocation.
// What a gate needs of everybody stands in the columns of the index instead.
type person struct {
	id string
	// known lists every feature of the person: skills first, then words, then all that only serves to find the row.
	known         []feature
	skills, words uint16 // where the skills end, where the words end
	experience    []experience
	held          []held
	rare          *rare // nil for most

	hours        float32 // weekly hours wanted, 0 when not said
	lastProposed domain.Date
	reenterUntil domain.Date
	level        uint8
	obtained     domain.Tri
}

// how tells what somebody has to do with an occupation.
type how uint8

const (
	sought how = iota
	practised
	trained
	immersed // a PMSMP done, whose assessment was good
	touched  // a PMSMP not assessed: it only tells the domain
)

// experience is one line of a person's trade. End is 0 when not said; Months counts practice only.
type experience struct {
	end        domain.Date
	occupation occupation
	months     uint16
	how        how
}

// held is a certificate: its code, and the days between which it is worth something.
type held struct {
	code        feature
	from, until domain.Date
}

// forever is the last day of what does not end.
const forever = domain.Date(math.MaxInt32)

// rare holds what few people have.
type rare struct {
	criteria []domain.Criterion
	hosts    []domain.SIRET // of PMSMP with a good assessment
}

func (p *person) skillList() []feature { return p.known[:p.skills] }
func (p *person) wordList() []feature  { return p.known[p.skills:p.words] }

// place is a commune as people write it beside their name: its centre stands for the whole of it.
type place struct {
	commune domain.Commune
}

// terms is what a person accepts of a job's hours and conditions. Few are written often: people share them.
type terms struct {
	windows  []domain.Window
	refused  domain.Traits
	contexts []string
}

// hot is what the gates from distance on need of a row.
type hot struct {
	place     uint32 // number of the person's commune; 0 when not known
	terms     uint32 // number of the person's terms; 0 when nothing is said
	available domain.Date
	radius    uint16 // km; 0 when not said
	means     domain.Means
	listed    bool // accepts some communes whatever the distance
}
