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

// weekMinutes paints the minutes of a week on which windows stand; the week is a circle.
func weekMinutes(windows []domain.Window) (week [7 * 1440]bool) {
	for _, w := range windows {
		length := int(w.To) - int(w.From)
		if length <= 0 {
			length += 1440
		}
		for d := range 7 {
			if w.Days>>d&1 == 1 {
				for m := range length {
					week[(d*1440+w.From.Minutes()+m)%(7*1440)] = true
				}
			}
		}
	}
	return week
}

// offerDay is the minutes of the week that the work of one day takes.
func (b *brute) offerDay(d int) (minutes []int) {
	from, to := b.q.Offer.FirstStart.Minutes(), b.q.Offer.LastEnd.Minutes()
	if to <= from {
		to += 1440
	}
	for m := from; m < to; m++ {
		minutes = append(minutes, (d*1440+m)%(7*1440))
	}
	return minutes
}

func (b *brute) hoursKnown() bool { return b.q.Offer.FirstStart != 0 && b.q.Offer.LastEnd != 0 }

func (b *brute) days() []int {
	if b.q.Offer.Schedule&domain.TraitWeekend != 0 {
		return []int{0, 1, 2, 3, 4, 5, 6}
	}
	return []int{0, 1, 2, 3, 4}
}

func (b *brute) busy(p *domain.Profile) bool {
	o := b.q.Offer
	total := o.WeeklyHours
	for _, c := range p.Commitments {
		if c.To != 0 && c.To < b.hire() || o.Months > 0 && c.From > b.hire().AddMonths(o.Months)-1 {
			continue
		}
		total += c.Hours
		if !b.hoursKnown() {
			continue
		}
		week := weekMinutes(c.Windows)
		for _, d := range b.days() {
			for _, m := range b.offerDay(d) {
				if week[m] {
					return true
				}
			}
		}
	}
	return total > 48
}

// coveredDays counts the days of the offer on which its hours are inside the windows; two hours off at most between two
// windows are a meal.
func (b *brute) coveredDays(p *domain.Profile) (count int, weekend bool) {
	week := weekMinutes(p.Windows)
	for _, d := range b.days() {
		minutes := b.offerDay(d)
		ok := week[minutes[0]]
		for i := 0; i < len(minutes) && ok; i++ {
			if week[minutes[i]] {
				continue
			}
			gap := 0
			for gap <= 120 && !week[(minutes[i]+gap)%len(week)] {
				gap++
			}
			ok = gap <= 120
			i += gap - 1
			// the meal must be over before work ends
			ok = ok && i < len(minutes)-1
		}
		if ok {
			count++
			weekend = weekend || d >= 5
		}
	}
	return count, weekend
}

func (b *brute) scheduleFits(p *domain.Profile) bool {
	o := b.q.Offer
	if p.RefusedSchedule&o.Schedule != 0 {
		return false
	}
	if len(p.Windows) == 0 || !b.hoursKnown() {
		return true
	}
	count, weekend := b.coveredDays(p)
	if o.Schedule&domain.TraitWeekend != 0 && !weekend {
		return false
	}
	need := 5
	if o.WeeklyHours > 0 {
		need = min(5, max(1, int(math.Ceil(math.Floor(o.WeeklyHours*60)/float64(len(b.offerDay(0)))))))
	}
	return count >= need
}

func (b *brute) night() bool {
	o := b.q.Offer
	if o.Schedule&domain.TraitNight != 0 {
		return true
	}
	if b.hoursKnown() {
		for _, m := range b.offerDay(0) {
			if m%1440 < 6*60 || m%1440 >= 22*60 {
				return true
			}
		}
		return false
	}
	return o.FirstStart != 0 && o.FirstStart < domain.ClockAt(6, 0) || o.LastEnd > domain.ClockAt(22, 0)
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

func (b *brute) score(s *Subject) bruteScore {
	p := &s.Profile
	x := bruteScore{id: s.ID, parts: [8]float64{b.occupation(p), b.skills(p), b.experience(p), b.distance(p),
		b.availability(p), b.level(p), b.preference(p), b.text(p)}}
	for i := range x.parts {
		x.parts[i] = math.Round(x.parts[i]*100) / 100
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
	for need, most := range map[domain.Need]float64{domain.DayOne: 15, domain.Trainable: 2, domain.Plus: 3} {
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
