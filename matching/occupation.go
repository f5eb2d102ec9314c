package matching

import (
	"eedk.fr/candidatheque/domain"
)

// An occupation counts as done (matching.md §3) after so many months of practice, or when trained for it or tried in an
// assessed PMSMP at most so many months ago. These are part of the meaning, not of the weights.
const (
	practisedMonths = 3
	trainedMonths   = 24
	immersedMonths  = 12
)

// done tells whether a line of experience makes the occupation a done one. A training that ends before work begins counts,
// and so does one whose end nobody wrote: unknown is not lacking.
func (a *ask) done(e *experience) bool {
	switch e.how {
	case practised:
		return e.months >= practisedMonths
	case trained:
		return e.end == 0 || a.trainedSince <= e.end && e.end <= a.hire
	case immersed:
		return e.end == 0 || a.immersedSince <= e.end && e.end <= a.hire
	}
	return false
}

// link is what a line of experience is worth: the link of its occupation when sought or done, else the domain at most.
func (a *ask) link(e *experience) domain.Link {
	link := a.class[e.occupation]
	if e.how == sought || a.done(e) {
		return link
	}
	if link == domain.LinkNone || !a.sharesDomain(e.occupation) {
		return domain.LinkNone
	}
	return domain.LinkDomain
}

// sharesDomain tells whether one of the codes behind the occupation is in the offer's professional domain.
func (a *ask) sharesDomain(n occupation) bool {
	for _, d := range a.ix.occupations.domains(n) {
		for _, target := range a.targets {
			if target.Domain() == d {
				return true
			}
		}
	}
	return false
}

// bestLink is the person's best link to the occupation offered.
func (a *ask) bestLink(p *person) (best domain.Link) {
	for i := range p.experience {
		best = max(best, a.link(&p.experience[i]))
	}
	return best
}

// occupation: sought and done, sought, done, close, evolution, same domain. The best of all that the person seeks or did.
func (a *ask) occupation(p *person) part {
	w := &a.w.Occupation
	if a.offer.ROME == "" {
		return part{points: hundredths(w.SoughtDone), note: noteNotAsked}
	}
	var seeks bool
	did, other, best := -1, -1, domain.LinkNone
	for i := range p.experience {
		e := &p.experience[i]
		link := a.link(e)
		switch {
		case link == domain.LinkSame && e.how == sought:
			seeks = true
		case link == domain.LinkSame:
			if did < 0 || better(e, &p.experience[did]) {
				did = i
			}
		case link > best:
			best, other = link, i
		}
	}
	switch {
	case seeks && did >= 0:
		return part{points: hundredths(w.SoughtDone), note: noteSoughtDone, line: int16(did)}
	case seeks && a.offer.BeginnerOK:
		return part{points: hundredths(w.SoughtDone), note: noteBeginner}
	case seeks:
		return part{points: hundredths(w.Sought), note: noteSought}
	case did >= 0:
		return part{points: hundredths(w.Done), note: noteDone, line: int16(did)}
	}
	linked := [...]struct {
		points float64
		note   note
	}{domain.LinkNone: {0, noteNoLink}, domain.LinkDomain: {w.Domain, noteDomain},
		domain.LinkEvolution: {w.Evolution, noteEvolution}, domain.LinkClose: {w.Close, noteClose}}[best]
	return part{points: hundredths(linked.points), note: linked.note, line: int16(other)}
}

// better chooses which of two ways of having done an occupation is told: practice first, the longer first.
func better(a, b *experience) bool {
	if a.how != b.how {
		return a.how < b.how
	}
	return a.months > b.months || a.months == b.months && a.end > b.end
}

func (a *ask) occupationText(p *person, m part) string {
	switch m.note {
	case noteNotAsked:
		return "le métier n'est pas encore indiqué"
	case noteSoughtDone:
		return "cherche ce métier et " + didText(&p.experience[m.line])
	case noteSought:
		return "cherche ce métier, sans l'avoir encore exercé"
	case noteBeginner:
		return "cherche ce métier ; les débutants sont acceptés"
	case noteDone:
		return didText(&p.experience[m.line]) + ", mais ne le demande pas"
	case noteNoLink:
		return "aucun lien avec les métiers cherchés ou exercés"
	}
	e := &p.experience[m.line]
	label := quoted(a.refs.Occupations.Label(a.ix.occupations.codes[e.occupation]))
	switch m.note {
	case noteClose:
		return "métier proche : " + fromText(e) + label
	case noteEvolution:
		return "évolution possible : " + fromText(e) + label
	}
	return "même domaine professionnel : " + fromText(e) + label
}

// didText says how an occupation was done.
func didText(e *experience) string {
	switch {
	case e.how == practised:
		return "l'a exercé " + months(int(e.months))
	case e.how == trained && e.end.Known():
		return "y est formé (formation finie le " + e.end.French() + ")"
	case e.how == trained:
		return "y est formé (date à vérifier)"
	case e.end.Known():
		return "l'a essayé en PMSMP, bilan favorable (" + e.end.French() + ")"
	}
	return "l'a essayé en PMSMP, bilan favorable"
}

func fromText(e *experience) string {
	switch e.how {
	case sought:
		return "cherche "
	case practised:
		return "a exercé " + months(int(e.months)) + " "
	case trained:
		return "formation en "
	}
	return "PMSMP en "
}

// experience counts months done in the occupation, months in close ones for less, a recent training as some months,
// against the months asked.
func (a *ask) experience(p *person) part {
	w := &a.w.Experience
	if a.offer.ExperienceMonths <= 0 {
		return part{points: hundredths(w.Max), note: noteNotAsked}
	}
	sum := 0.0
	for i := range p.experience {
		e := &p.experience[i]
		worth := 0.0
		switch a.class[e.occupation] {
		case domain.LinkSame:
			worth = 1
		case domain.LinkClose:
			worth = w.Close
		}
		switch {
		case e.how == practised:
			sum += worth * float64(e.months)
		case e.how == trained && e.end.Known() && a.done(e):
			sum += worth * float64(w.TrainingMonths)
		}
	}
	share := clamp(sum / float64(a.offer.ExperienceMonths))
	return part{points: hundredths(w.Max * share), months: int(sum)}
}

func (a *ask) experienceText(m part) string {
	asked := months(a.offer.ExperienceMonths)
	switch {
	case m.note == noteNotAsked:
		return "aucune expérience demandée"
	case m.months == 0:
		return "pas d'expérience connue dans ce métier, " + asked + " demandés"
	case m.months >= a.offer.ExperienceMonths:
		return months(m.months) + " d'expérience, " + asked + " demandés"
	}
	return months(m.months) + " d'expérience sur les " + asked + " demandés"
}
