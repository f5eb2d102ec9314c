package matching

import (
	"math/bits"
	"strconv"

	"eedk.fr/candidatheque/domain"
)

// needs are the skills an offer asks, with the certificates and licences that it does not ask on day one: one bit each.
type needs struct {
	labels  []string
	groups  [3]uint64 // by domain.Need
	skills  uint64    // those that unknown does not make lacking
	columns []licenceNeed
	held    []certificateNeed
	// keys are the features that meet each skill: a sign is counted on them.
	keys [][]feature
}

type licenceNeed struct {
	column column
	bit    uint64
}

type certificateNeed struct {
	wanted wantedCertificate
	bit    uint64
}

// mostNeeds is how many needs are told apart; an offer that asks more is not read beyond.
const mostNeeds = 64

func (n *needs) add(label string, group domain.Need) (bit uint64) {
	if len(n.labels) == mostNeeds {
		return 0
	}
	bit = 1 << len(n.labels)
	n.labels = append(n.labels, label)
	n.groups[group] |= bit
	return bit
}

// skillNeeds numbers the needs and marks the features that meet them.
func (a *ask) skillNeeds() {
	n := &a.needs
	for _, need := range a.offer.Skills {
		bit := n.add(need.Label, need.Need)
		n.skills |= bit
		n.keys = append(n.keys, a.meeting(need.Skill, bit))
	}
	for _, need := range a.offer.Certificates {
		if need.Need == domain.DayOne {
			continue // a gate
		}
		bit := n.add(a.refs.Certificates.Label(need.Code), need.Need)
		n.held = append(n.held, certificateNeed{wantedCertificate{need.Code, a.answering(need.Code)}, bit})
	}
	for _, need := range a.offer.Licences {
		for i, l := range a.ix.licences {
			if need.Need != domain.DayOne && l == need.Licence {
				bit := n.add("permis "+string(l), need.Need)
				n.columns = append(n.columns, licenceNeed{a.ix.columns[colLicence+i], bit})
			}
		}
	}
}

// meeting marks the features and the occupations that meet a skill asked.
func (a *ask) meeting(s domain.Skill, bit uint64) (list []feature) {
	for _, key := range skillKeys(s, a.pool.words) {
		f, ok := a.ix.words.known(kindSkill, key)
		if !ok {
			continue
		}
		list = append(list, f)
		a.scratch.needs[f] |= bit
		a.scratch.dirty = append(a.scratch.dirty, f)
		for _, n := range a.ix.occupations.implying[f] {
			a.scratch.implied[n] |= bit
		}
	}
	return list
}

// skills gives each group its points by the share of needs met. A skill nobody spoke of counts in part: unknown is not
// lacking. What a done occupation implies counts a little more.
func (a *ask) skills(row uint32, p *person) part {
	n := &a.needs
	if len(n.labels) == 0 {
		return part{points: hundredths(a.w.Skills.DayOne + a.w.Skills.Trainable + a.w.Skills.Plus), note: noteNotAsked}
	}
	var m part
	for _, f := range p.skillList() {
		m.needs |= a.scratch.needs[f]
	}
	for i := range n.held {
		if a.valid(p, &n.held[i].wanted) {
			m.needs |= n.held[i].bit
		}
	}
	for _, l := range n.columns {
		if l.column.has(row) {
			m.needs |= l.bit
		}
	}
	for i := range p.experience {
		if implied := a.scratch.implied[p.experience[i].occupation]; implied != 0 && a.done(&p.experience[i]) {
			m.hinted |= implied
		}
	}
	m.hinted &^= m.needs
	sum := a.group(domain.DayOne, m, a.w.Skills.DayOne) + a.group(domain.Trainable, m, a.w.Skills.Trainable) +
		a.group(domain.Plus, m, a.w.Skills.Plus)
	m.points = hundredths(sum)
	return m
}

// group is the points of one group of needs; all of them when the offer has none.
func (a *ask) group(need domain.Need, m part, most float64) float64 {
	all := a.needs.groups[need]
	if all == 0 {
		return most
	}
	held := bits.OnesCount64(m.needs & all)
	hinted := bits.OnesCount64(m.hinted & all)
	unknown := bits.OnesCount64(all & a.needs.skills &^ m.needs &^ m.hinted)
	share := float64(held) + a.w.Skills.Implied*float64(hinted) + a.w.Skills.Unknown*float64(unknown)
	return most * share / float64(bits.OnesCount64(all))
}

// saidOfSkills is a sentence already worded: people who hold the same needs share it.
type saidOfSkills struct {
	needs, hinted uint64
	text          string
}

func (a *ask) skillsText(m part) string {
	if m.note == noteNotAsked {
		return "aucune compétence particulière demandée"
	}
	for i := range a.said {
		if s := &a.said[i]; s.needs == m.needs && s.hinted == m.hinted {
			return s.text
		}
	}
	text := a.needs.sentence(m)
	a.said = append(a.said, saidOfSkills{m.needs, m.hinted, text})
	return text
}

// sentence words which needs are met, which are not known, which are lacking.
func (n *needs) sentence(m part) string {
	text := ""
	add := func(head string, set uint64) {
		if words := n.named(set); len(words) > 0 {
			if text != "" {
				text += " ; "
			}
			text += head + listing(words)
		}
	}
	add("a : ", m.needs)
	add("sans doute, par son métier : ", m.hinted)
	add("à vérifier : ", n.skills&^m.needs&^m.hinted)
	add("n'a pas : ", (n.groups[0]|n.groups[1]|n.groups[2])&^n.skills&^m.needs)
	return text
}

// mostNamed is how many needs a sentence names before it counts the rest.
const mostNamed = 4

// named lists the labels of a set of needs.
func (n *needs) named(set uint64) (words []string) {
	for i, label := range n.labels {
		if set>>i&1 == 0 {
			continue
		}
		if len(words) == mostNamed {
			rest := bits.OnesCount64(set) - mostNamed
			return append(words, strconv.Itoa(rest)+" de plus")
		}
		words = append(words, label)
	}
	return words
}
