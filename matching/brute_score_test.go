package matching

import (
	"math"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// The scores of the plain answer.

func (b *brute) score(s *Subject) bruteScore {
	p := &s.Profile
	x := bruteScore{id: s.ID, parts: [8]float64{b.occupation(p), b.skills(p), b.experience(p), b.distance(p),
		b.availability(p), b.level(p), b.preference(p), b.text(p)}}
	for i := range x.parts {
		x.parts[i] = math.Floor(x.parts[i]*100+0.501) / 100 // half a hundredth goes up, whatever the order of the sum
		x.score += x.parts[i]
	}
	x.rested = s.Standing.LastProposed == 0 || b.q.On-s.Standing.LastProposed >= 30
	x.hash = tie(b.q.Seed, b.q.Offer.ID, s.ID)
	return x
}

func (b *brute) occupation(p *domain.Profile) float64 {
	if b.q.Offer.ROME == "" {
		return 40
	}
	seeks, did := false, false
	for _, t := range p.Targets {
		seeks = seeks || t.ROME != "" && b.linkOf(t.ROME) == domain.LinkSame
	}
	done, _ := b.done(p)
	for _, code := range done {
		did = did || b.linkOf(code) == domain.LinkSame
	}
	switch {
	case seeks && (did || b.q.Offer.BeginnerOK):
		return 40
	case seeks:
		return 32
	case did:
		return 24
	}
	return map[domain.Link]float64{domain.LinkClose: 22, domain.LinkEvolution: 14, domain.LinkDomain: 6}[b.best(p)]
}

func (b *brute) skills(p *domain.Profile) float64 {
	o := b.q.Offer
	done, _ := b.done(p)
	sum := 0.0
	for need, most := range [...]float64{domain.DayOne: 15, domain.Trainable: 2, domain.Plus: 3} {
		need := domain.Need(need)
		asked, worth := 0, 0.0
		for _, n := range o.Skills {
			if n.Need != need {
				continue
			}
			asked++
			implied := false
			for _, code := range done {
				for _, k := range b.refs.Occupations.Skills(code) {
					implied = implied || k.ID == n.ID
				}
			}
			switch {
			case b.hasSkill(p, n.Skill):
				worth++
			case implied:
				worth += 0.6
			default:
				worth += 0.5
			}
		}
		for _, n := range o.Certificates {
			if n.Need == need && need != domain.DayOne {
				asked++
				if ok, _ := b.refs.Certificates.Valid(p.Certificates, n.Code, b.hire()); ok {
					worth++
				}
			}
		}
		for _, n := range o.Licences {
			if n.Need == need && need != domain.DayOne {
				asked++
				if b.holds(p, n.Licence) {
					worth++
				}
			}
		}
		if asked == 0 {
			sum += most
		} else {
			sum += most * worth / float64(asked)
		}
	}
	return sum
}

func (b *brute) experience(p *domain.Profile) float64 {
	asked := b.q.Offer.ExperienceMonths
	if asked <= 0 {
		return 10
	}
	worth := func(code domain.ROME) float64 {
		return map[domain.Link]float64{domain.LinkSame: 1, domain.LinkClose: 0.6}[b.linkOf(code)]
	}
	sum := 0.0
	for _, e := range p.Practised {
		if e.ROME != "" {
			sum += worth(e.ROME) * float64(e.Months)
		}
	}
	for _, e := range p.Trainings {
		if e.ROME != "" && e.End != 0 && b.recent(e.End, 24) {
			sum += worth(e.ROME) * 6
		}
	}
	return 10 * math.Min(1, sum/float64(asked))
}

func (b *brute) distance(p *domain.Profile) float64 {
	switch o := b.q.Offer; {
	case !o.Place.Known():
		return 8
	case !p.Place.Known():
		return 4
	}
	km := p.Place.DistanceKm(b.q.Offer.Place)
	radius := float64(p.RadiusKm)
	if p.RadiusKm == 0 {
		radius = 20
	}
	if km <= 5 {
		return 8
	}
	if radius <= 5 {
		return 0
	}
	return 8 * math.Max(0, 1-(km-5)/(radius-5))
}

func (b *brute) availability(p *domain.Profile) float64 {
	if b.q.Offer.Start == 0 {
		return 6
	}
	if p.Available == 0 {
		return 3
	}
	late := float64(p.Available - b.q.Offer.Start)
	switch {
	case late <= 0:
		return 6
	case late >= float64(b.window()):
		return 0
	}
	return 6 * (1 - late/float64(b.window()))
}

func (b *brute) level(p *domain.Profile) float64 {
	switch o := b.q.Offer; {
	case o.Level == 0, p.Level > 0 && b.diploma(p) >= o.Level:
		return 3
	case p.Level == 0, p.Level == o.Level:
		return 1.5
	}
	return 0
}

func (b *brute) preference(p *domain.Profile) float64 {
	o := b.q.Offer
	sum := 3.0
	if p.HoursWanted > 0 && o.WeeklyHours > 0 {
		sum = 3 * math.Max(0, math.Min(1, 1-(math.Abs(p.HoursWanted-o.WeeklyHours)-2)/13))
	}
	keen := b.interest(p)
	for _, i := range p.Immersions {
		keen = keen || i.Assessed && i.Host != "" && (i.Host == o.SIRET || i.Host == o.UserSIRET) ||
			i.Assessed && i.ROME != "" && b.linkOf(i.ROME) == domain.LinkSame
	}
	if keen {
		sum += 3
	}
	if len(p.Windows) == 0 || !b.hoursKnown() {
		return sum + 2
	}
	count, _ := b.coveredDays(p)
	return sum + 2*math.Min(1, float64(count)/5)
}

func (b *brute) text(p *domain.Profile) float64 {
	words := distinct(b.refs.Stems(b.q.Offer.Title + " " + b.q.Offer.Description))
	if len(words) == 0 {
		return 5
	}
	held := b.refs.Stems(p.Presentation)
	sum := 0.0
	for _, w := range words {
		if slices.Contains(held, w) {
			sum += float64(b.idf.of(w))
		}
	}
	return 5 * math.Min(1, sum/12)
}

// trade is every occupation that the person ever named but those refused.
func (b *brute) trade(p *domain.Profile) (codes []domain.ROME) {
	for _, t := range p.Targets {
		if t.ROME != "" {
			codes = append(codes, t.ROME)
		}
	}
	done, touched := b.done(p)
	return append(append(codes, done...), touched...)
}

func (b *brute) interest(p *domain.Profile) bool {
	o := b.q.Offer
	for _, i := range p.Interests {
		if i.SIRET != "" && (i.SIRET == o.SIRET || i.SIRET == o.UserSIRET) {
			return true
		}
		for _, code := range b.expand(i.ROME) {
			if i.ROME != "" && o.ROME != "" && slices.Contains(b.targets(), code) {
				return true
			}
		}
	}
	return false
}

func (b *brute) hasSkill(p *domain.Profile, s domain.Skill) bool {
	for _, h := range p.Skills {
		if s.ID != "" && s.ID == h.ID {
			return true
		}
		words, held := distinct(b.refs.Stems(s.Label)), distinct(b.refs.Stems(h.Label))
		if len(words) > 0 && slices.Equal(words, held) {
			return true
		}
	}
	return false
}
