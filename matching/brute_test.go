package matching

import (
	"math"
	"slices"
	"sort"

	"eedk.fr/candidatheque/domain"
)

// brute answers a query person by person, straight from matching.md, with none of the pool's machinery: slow and plain.
type brute struct {
	refs   References
	idf    *idfTable
	people []Subject
	q      Query
}

type bruteScore struct {
	id     string
	parts  [8]float64
	score  float64
	rested bool
	hash   uint64
}

type bruteAnswer struct {
	pool, eligible, far int
	counts              map[domain.Gate]int
	entries             []bruteScore
	near                []bruteScore
	blocker             map[string]domain.Gate
}

func (b *brute) answer() bruteAnswer {
	ans := bruteAnswer{pool: len(b.people), counts: map[domain.Gate]int{}, blocker: map[string]domain.Gate{}}
	for i := range b.people {
		s := &b.people[i]
		fails := b.fails(s)
		if len(fails) == 0 {
			ans.eligible++
			ans.entries = append(ans.entries, b.score(s))
			continue
		}
		ans.counts[fails[0]]++
		liftable := true
		for _, g := range fails {
			liftable = liftable && b.canLift(s, g)
		}
		switch {
		case liftable && len(fails) == 1:
			ans.near = append(ans.near, b.score(s))
			ans.blocker[s.ID] = fails[0]
		case liftable && len(fails) == 2:
			ans.far++
		}
	}
	order := func(list []bruteScore) {
		sort.Slice(list, func(i, j int) bool {
			x, y := list[i], list[j]
			switch {
			case math.Abs(x.score-y.score) > 1e-6:
				return x.score > y.score
			case x.rested != y.rested:
				return x.rested
			case x.hash != y.hash:
				return x.hash < y.hash
			}
			return x.id < y.id
		})
	}
	order(ans.entries)
	order(ans.near)
	return ans
}

func (b *brute) hire() domain.Date {
	if b.q.Offer.Start == 0 {
		return b.q.On
	}
	return b.q.Offer.Start
}

func (b *brute) fails(s *Subject) (fails []domain.Gate) {
	o, p, st := b.q.Offer, &s.Profile, &s.Standing
	test := func(g domain.Gate, bad bool) {
		if bad {
			fails = append(fails, g)
		}
	}
	test(domain.GateConsent, !st.Consent)
	test(domain.GateAccompaniment, !st.Accompanied)
	test(domain.GateBusy, b.busy(p))
	test(domain.GateAsked, slices.Contains(st.AskedFor, o.ID))
	test(domain.GateQuota, st.OpenInvitations >= domain.MaxOpenInvitations)
	test(domain.GateRefused, b.refused(p))
	test(domain.GateOccupation, o.ROME != "" && b.best(p) == domain.LinkNone)
	test(domain.GateLegal, o.Contract != "" && (!st.Legal.Contracts.Has(o.Contract) || !st.Legal.Adult && b.night()))
	test(domain.GateContract, o.Contract != "" && p.Contracts != 0 && !p.Contracts.Has(o.Contract))
	test(domain.GateLicence, b.lacksLicence(p))
	test(domain.GateCertificate, b.lacksCertificate(p))
	test(domain.GateLevel, o.LevelRequired && o.Level > 0 && p.Level > 0 && b.diploma(p) < o.Level)
	test(domain.GateDistance, !b.reach(p))
	test(domain.GateAvailability, p.Available != 0 && int(p.Available-b.hire()) > b.window())
	test(domain.GateSchedule, !b.scheduleFits(p))
	test(domain.GateContext, b.meetsRefusedContext(p))
	test(domain.GateEligibility, o.Clause != nil && !b.proved(st))
	return fails
}

func (b *brute) meetsRefusedContext(p *domain.Profile) bool {
	for _, c := range b.q.Offer.Contexts {
		if slices.Contains(p.RefusedContexts, c) {
			return true
		}
	}
	return false
}

func (b *brute) window() int {
	if b.q.Offer.Contract == "" {
		return 30
	}
	return b.q.Offer.StartWindowDays()
}

func (b *brute) diploma(p *domain.Profile) int {
	if p.LevelObtained == domain.No {
		return p.Level - 1
	}
	return p.Level
}

func (b *brute) targets() []domain.ROME {
	if t := b.refs.Occupations.Expand(b.q.Offer.ROME); len(t) > 0 {
		return t
	}
	return []domain.ROME{b.q.Offer.ROME}
}

func (b *brute) expand(code domain.ROME) []domain.ROME {
	if t := b.refs.Occupations.Expand(code); len(t) > 0 {
		return t
	}
	return []domain.ROME{code}
}

func (b *brute) refused(p *domain.Profile) bool {
	if b.q.Offer.ROME == "" {
		return false
	}
	for _, t := range b.targets() {
		found := false
		for _, r := range p.Refused {
			found = found || slices.Contains(b.expand(r), t)
		}
		if !found {
			return false
		}
	}
	return true
}

// linkOf grades one occupation of a person against the offer's: the best pair of ROME 4 codes.
func (b *brute) linkOf(code domain.ROME) (best domain.Link) {
	if b.q.Offer.ROME == "" {
		return domain.LinkNone
	}
	for _, from := range b.expand(code) {
		for _, to := range b.targets() {
			switch {
			case from == to:
				best = max(best, domain.LinkSame)
			case from.Domain() == to.Domain():
				best = max(best, domain.LinkDomain)
			}
			for _, l := range b.refs.Occupations.Links(to) {
				if l.ROME == from {
					best = max(best, l.Link)
				}
			}
		}
	}
	return best
}

func (b *brute) sameDomain(code domain.ROME) bool {
	for _, from := range b.expand(code) {
		for _, to := range b.targets() {
			if from.Domain() == to.Domain() {
				return true
			}
		}
	}
	return false
}

func (b *brute) recent(end domain.Date, months int) bool {
	return end == 0 || end >= b.q.On.AddMonths(-months) && end <= b.hire()
}

// done lists the occupations that count as done, touched those that do not quite.
func (b *brute) done(p *domain.Profile) (done, touched []domain.ROME) {
	put := func(code domain.ROME, is bool) {
		if code == "" {
			return
		}
		if is {
			done = append(done, code)
		} else {
			touched = append(touched, code)
		}
	}
	for _, e := range p.Practised {
		put(e.ROME, e.Months >= 3)
	}
	for _, e := range p.Trainings {
		put(e.ROME, b.recent(e.End, 24))
	}
	for _, e := range p.Immersions {
		put(e.ROME, e.Assessed && b.recent(e.End, 12))
	}
	return done, touched
}

func (b *brute) best(p *domain.Profile) (best domain.Link) {
	done, touched := b.done(p)
	for _, t := range p.Targets {
		if t.ROME != "" {
			best = max(best, b.linkOf(t.ROME))
		}
	}
	for _, code := range done {
		best = max(best, b.linkOf(code))
	}
	for _, code := range touched {
		if b.sameDomain(code) {
			best = max(best, domain.LinkDomain)
		}
	}
	return best
}

func (b *brute) lacksLicence(p *domain.Profile) bool {
	for _, need := range b.q.Offer.Licences {
		if need.Need == domain.DayOne && !b.holds(p, need.Licence) {
			return true
		}
	}
	return b.q.Offer.VehicleRequired && p.Means&(domain.MeansCar|domain.MeansMotorbike) == 0
}

func (b *brute) holds(p *domain.Profile, l domain.Licence) bool {
	for _, h := range p.Licences {
		if !h.InProgress && h.Licence.Covers(l) {
			return true
		}
	}
	return false
}

func (b *brute) lacksCertificate(p *domain.Profile) bool {
	wanted := b.refs.Certificates.RequiredCards(b.q.Offer.ROME)
	for _, need := range b.q.Offer.Certificates {
		if need.Need == domain.DayOne {
			wanted = append(wanted, need.Code)
		}
	}
	for _, code := range wanted {
		if ok, _ := b.refs.Certificates.Valid(p.Certificates, code, b.hire()); !ok {
			return true
		}
	}
	return false
}

func (b *brute) radius(p *domain.Profile) float64 {
	switch {
	case p.RadiusKm > 0:
		return float64(p.RadiusKm)
	case len(p.Communes) > 0:
		return 0
	}
	return 20
}

func (b *brute) reach(p *domain.Profile) bool {
	o := b.q.Offer
	if !o.Place.Known() || !p.Place.Known() {
		return true
	}
	km := p.Place.DistanceKm(o.Place)
	if km > b.radius(p) && !slices.Contains(p.Communes, o.Place.INSEE) {
		return false
	}
	if p.Means == 0 || o.Shuttle || p.Means&(domain.MeansCar|domain.MeansMotorbike|domain.MeansCarpool) != 0 {
		return true
	}
	if p.Means&domain.MeansBike != 0 && km <= 6 {
		return true
	}
	if p.Means&domain.MeansBus == 0 {
		return false
	}
	first, last, ok := b.refs.Buses.BusHours(o.Place.INSEE)
	for _, c := range []domain.Clock{o.FirstStart, o.LastEnd} {
		if ok && c != 0 && (c < first || c > last) {
			return false
		}
	}
	return true
}

func (b *brute) proved(st *domain.Standing) bool {
	for _, c := range st.Criteria {
		accepted := len(b.q.Offer.Clause.Publics) == 0 || slices.Contains(b.q.Offer.Clause.Publics, c.Code)
		if accepted && c.Until() >= b.hire() {
			return true
		}
	}
	return false
}

func (b *brute) canLift(s *Subject, g domain.Gate) bool {
	switch g {
	case domain.GateRefused, domain.GateContract, domain.GateCertificate, domain.GateAvailability, domain.GateSchedule,
		domain.GateContext, domain.GateEligibility:
		return true
	case domain.GateAccompaniment:
		return s.Standing.ReenterUntil != 0 && b.q.On <= s.Standing.ReenterUntil
	case domain.GateDistance:
		return s.Profile.Place.DistanceKm(b.q.Offer.Place) <= b.radius(&s.Profile)+15
	case domain.GateOccupation:
		return b.sign(&s.Profile)
	}
	return false
}

func (b *brute) sign(p *domain.Profile) bool {
	o := b.q.Offer
	held := 0
	for _, need := range o.Skills {
		if b.hasSkill(p, need.Skill) {
			held++
		}
	}
	if len(o.Skills) > 0 && 3*held >= len(o.Skills) {
		return true
	}
	for _, w := range b.refs.Stems(o.Title) {
		if b.idf.of(w) >= 4 && slices.Contains(b.refs.Stems(p.Presentation), w) {
			return true
		}
	}
	if p.Discovery {
		for _, code := range b.trade(p) {
			for _, from := range b.expand(code) {
				for _, to := range b.targets() {
					if from[0] == to[0] {
						return true
					}
				}
			}
		}
	}
	return b.interest(p)
}
