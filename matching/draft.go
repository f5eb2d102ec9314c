package matching

import (
	"math"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// draft is a subject with its texts analysed: what takes time is done before the pool is locked.
type draft struct {
	subject Subject
	words   []string   // distinct words of the presentation, sorted
	skills  []string   // keys of the skills held
	held    []interval // days of the certificates, beside Profile.Certificates
}

type interval struct{ from, until domain.Date }

// Skills are known under two keys: ROME's number, and the words of their label.
const (
	skillByID    = "#"
	skillByWords = "~"
)

func newDraft(s Subject, refs References, words *lexicon) *draft {
	d := &draft{subject: s, words: distinct(words.analyse(s.Profile.Presentation))}
	for _, k := range s.Profile.Skills {
		d.skills = append(d.skills, skillKeys(k, words)...)
	}
	d.skills = distinct(d.skills)
	for _, h := range s.Profile.Certificates {
		d.held = append(d.held, validity(h, refs.Certificates))
	}
	return d
}

// skillKeys are the names under which a skill may be asked for.
func skillKeys(s domain.Skill, lexicon *lexicon) (keys []string) {
	if s.ID != "" {
		keys = append(keys, skillByID+s.ID)
	}
	if key := lexicon.label(s.Label); key != "" {
		keys = append(keys, key)
	}
	return keys
}

// distinct sorts words and keeps one of each.
func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// validity is when a held certificate is worth something, asked of the table about its own code.
func validity(h domain.HeldCertificate, table Certificates) interval {
	held := []domain.HeldCertificate{h}
	if ok, last := table.Valid(held, h.Code, math.MaxInt32); !ok {
		return interval{h.Delivered, last}
	}
	return interval{h.Delivered, forever}
}

// enter numbers all that is known of a person. broad has a bit for each broad domain they know or seek.
func (ix *index) enter(d *draft) (p person, broad uint16) {
	s := &d.subject
	p = person{
		id: s.ID, hours: float32(s.Profile.HoursWanted), lastProposed: s.Standing.LastProposed, reenterUntil: s.Standing.ReenterUntil,
		level: uint8(min(max(s.Profile.Level, 0), 8)), obtained: s.Profile.LevelObtained,
	}
	p.experience = ix.experienceOf(&s.Profile)
	for i, c := range s.Profile.Certificates {
		p.held = append(p.held, held{ix.heldOf(c.Code), d.held[i].from, d.held[i].until})
	}
	p.rare = rareOf(s)

	known := make([]feature, 0, len(d.skills)+len(d.words)+3*len(p.experience)+4)
	for _, k := range d.skills {
		known = append(known, ix.words.of(kindSkill, k))
	}
	p.skills = uint16(len(known))
	for _, w := range d.words {
		f := ix.words.of(kindWord, w)
		ix.words.weight[f] = ix.idf.of(w)
		known = append(known, f)
	}
	p.words = uint16(len(known))
	known, broad = ix.tradeFeatures(known, p.experience)
	p.known = ix.rareFeatures(known, s)
	for _, h := range p.held {
		p.known = append(p.known, h.code)
	}
	p.known = packed(&ix.slab.features, p.known)
	p.experience = packed(&ix.slab.experiences, p.experience)
	return p, broad
}

// experienceOf lists what the person has to do with occupations, in the order of the profile's own lists.
func (ix *index) experienceOf(p *domain.Profile) []experience {
	list := make([]experience, 0, len(p.Targets)+len(p.Practised)+len(p.Trainings)+len(p.Immersions))
	add := func(code domain.ROME, e experience) {
		if code == "" {
			return // a title not yet tied to a code links to nothing
		}
		e.occupation = ix.occupations.of(code, &ix.words)
		list = append(list, e)
	}
	for _, t := range p.Targets {
		add(t.ROME, experience{how: sought})
	}
	for _, t := range p.Practised {
		add(t.ROME, experience{how: practised, months: uint16(min(max(t.Months, 0), math.MaxUint16)), end: t.Until})
	}
	for _, t := range p.Trainings {
		add(t.ROME, experience{how: trained, end: t.End})
	}
	for _, t := range p.Immersions {
		e := experience{how: touched, end: t.End}
		if t.Assessed {
			e.how = immersed
		}
		add(t.ROME, e)
	}
	return list
}

// tradeFeatures adds what finds the row from an occupation offered.
func (ix *index) tradeFeatures(known []feature, list []experience) ([]feature, uint16) {
	var broad uint16
	for _, e := range list {
		switch e.how {
		case sought:
			known = append(known, ix.occupations.sought[e.occupation])
		case practised:
			if e.months >= practisedMonths {
				known = append(known, ix.occupations.sought[e.occupation])
			}
		case trained, immersed:
			known = append(known, ix.occupations.dated[e.occupation])
		}
		for _, d := range ix.occupations.domains(e.occupation) {
			known = append(known, ix.words.of(kindDomain, d))
			if letter := d[0] - 'A'; letter < 14 {
				broad |= 1 << letter
			}
		}
	}
	return known, broad
}

func (ix *index) rareFeatures(known []feature, s *Subject) []feature {
	add := func(k kind, name string) { known = append(known, ix.words.of(k, name)) }
	for _, code := range s.Profile.Refused {
		ix.occupations.of(code, &ix.words)
		add(kindRefused, string(code))
	}
	for _, i := range s.Profile.Interests {
		if i.ROME != "" {
			ix.occupations.of(i.ROME, &ix.words)
			add(kindInterest, string(i.ROME))
		}
		if i.SIRET != "" {
			add(kindHost, string(i.SIRET))
		}
	}
	for _, insee := range s.Profile.Communes {
		add(kindCommune, insee)
	}
	for _, offer := range s.Standing.AskedFor {
		add(kindAsked, offer)
	}
	if len(s.Profile.Commitments) > 0 {
		known = append(known, ix.engagementOf(s.Profile.Commitments))
	}
	return known
}

func rareOf(s *Subject) *rare {
	p := &s.Profile
	r := rare{criteria: slices.Clone(s.Standing.Criteria)}
	for _, i := range p.Immersions {
		if i.Assessed && i.Host != "" {
			r.hosts = append(r.hosts, i.Host)
		}
	}
	if len(r.criteria)+len(r.hosts) == 0 {
		return nil
	}
	return &r
}
