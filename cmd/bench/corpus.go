package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/matching"
	"eedk.fr/candidatheque/search"
)

// corpus is an invented world: communes, people and offers drawn from a seed. Occupations and skills are the built-in ones;
// nothing comes from an outside file.
type corpus struct {
	rng      *rand.Rand
	rome     *referential.ROME
	jobs     []job
	communes []domain.Commune
	weight   []float64 // people in the communes up to this one, as a share of all
	people   []matching.Subject
	offers   []*domain.Offer
}

// job is an occupation with what people and offers say of it.
type job struct {
	code   domain.ROME
	label  string
	skills []domain.Skill
	near   []int // occupations that people of this one also seek
}

// today is the day of every query.
var today = domain.NewDate(2026, 11, 23)

// offerCount is how many offers are asked: enough for a 99th percentile to mean something.
const offerCount = 400

func newCorpus(n int, spread string, seed uint64) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(seed, 2026)), rome: referential.Builtin()} //nolint:gosec // a corpus must be drawn again from its seed
	c.drawJobs()
	c.drawCommunes(spread)
	for i := range n {
		c.people = append(c.people, c.person(fmt.Sprintf("P%07d", i)))
	}
	for i := range offerCount {
		c.offers = append(c.offers, c.offer(fmt.Sprintf("O%04d", i)))
	}
	return c
}

func (c *corpus) references() matching.References {
	return matching.References{Occupations: c.rome, Certificates: referential.Certificates(), Buses: referential.BusTable{}, Stems: search.Stems}
}

func (c *corpus) drawJobs() {
	at := map[domain.ROME]int{}
	for _, o := range c.rome.Occupations() {
		at[o.Code] = len(c.jobs)
		c.jobs = append(c.jobs, job{code: o.Code, label: o.Label, skills: c.rome.Skills(o.Code)})
	}
	for i := range c.jobs {
		for _, l := range c.rome.LinksFrom(c.jobs[i].code) {
			if n, ok := at[l.ROME]; ok {
				c.jobs[i].near = append(c.jobs[i].near, n)
			}
		}
	}
}

// drawCommunes spreads communes over a country (35,000 in about 550,000 km²) or one territory (400 around a port), their
// people as in life: a few towns hold most.
func (c *corpus) drawCommunes(spread string) {
	count, south, north, west, east := 35_000, 43.0, 50.0, -1.5, 7.0
	if spread == "territory" {
		count, south, north, west, east = 400, 50.6, 51.05, 1.8, 2.9
	}
	sum := 0.0
	for i := range count {
		c.communes = append(c.communes, domain.Commune{INSEE: fmt.Sprintf("%05d", i+1), Name: fmt.Sprintf("Commune %d", i+1),
			PostalCode: fmt.Sprintf("%05d", i+1), Lat: south + (north-south)*c.rng.Float64(), Lon: west + (east-west)*c.rng.Float64()})
		sum += 1 / math.Pow(float64(i+3), 0.9) // Zipf, flattened at the top
		c.weight = append(c.weight, sum)
	}
	for i := range c.weight {
		c.weight[i] /= sum
	}
}

func (c *corpus) commune() domain.Commune {
	i, _ := slices.BinarySearch(c.weight, c.rng.Float64())
	return c.communes[min(i, len(c.communes)-1)]
}

func (c *corpus) chance(share float64) bool { return c.rng.Float64() < share }

func draw[T any](c *corpus, from []T) T { return from[c.rng.IntN(len(from))] }

// jobNear is the occupation, or one near it.
func (c *corpus) jobNear(i int) int {
	if len(c.jobs[i].near) > 0 && c.chance(0.5) {
		return draw(c, c.jobs[i].near)
	}
	return i
}

var (
	everyday = strings.Fields("bonjour je cherche un poste stable motivé sérieux ponctuel dynamique équipe expérience entreprise travail contact rigueur " +
		"disponible rapidement permis véhicule autonome polyvalent atelier client chantier production rendement sécurité formation diplôme horaires")
	certificateCodes = []string{"R489-1B", "R489-3", "R489-5", "R482-A", "R486-B", "SST", "FIMO marchandises", "CNAPS", "AIPR opérateur"}
	accepted         = []domain.Contract{domain.CDI, domain.CDD6, domain.CDD, domain.CTT, domain.PRO, domain.APP, domain.SAIS}
	radii            = []int{5, 10, 15, 20, 20, 30, 30, 50}
	contexts         = []string{"403091", "403087", "403094", "403103"}
	publics          = []domain.CriterionCode{"RSA", "TH", "QPV", "DELD", "JEUNE"}
)

// words are a text of so many words, some of the occupation.
func (c *corpus) words(j *job, n int) string {
	own := strings.Fields(strings.ReplaceAll(j.label, "/", " "))
	for _, s := range j.skills[:min(4, len(j.skills))] {
		own = append(own, strings.Fields(s.Label)...)
	}
	list := make([]string, 0, n)
	for range n {
		if c.chance(0.3) {
			list = append(list, draw(c, own))
		} else {
			list = append(list, draw(c, everyday))
		}
	}
	return strings.Join(list, " ")
}

func (c *corpus) person(id string) matching.Subject {
	main := c.rng.IntN(len(c.jobs))
	j := &c.jobs[main]
	p := domain.Profile{
		Place: c.commune(), RadiusKm: draw(c, radii), Available: today + domain.Date(c.rng.IntN(120)-60), Level: 1 + c.rng.IntN(6),
		Targets: []domain.Target{{ROME: j.code}},
	}
	if c.chance(0.4) {
		p.Targets = append(p.Targets, domain.Target{ROME: c.jobs[c.jobNear(main)].code})
	}
	for range c.rng.IntN(3) {
		p.Practised = append(p.Practised, domain.Practice{ROME: c.jobs[c.jobNear(main)].code, Months: 1 + int(c.rng.ExpFloat64()*30)})
	}
	if c.chance(0.2) {
		p.Trainings = []domain.Studied{{ROME: j.code, Hours: 200, End: today - domain.Date(c.rng.IntN(1000))}}
	}
	if c.chance(0.1) {
		p.Immersions = []domain.Immersion{{ROME: c.jobs[c.jobNear(main)].code, End: today - domain.Date(c.rng.IntN(600)), Assessed: c.chance(0.7)}}
	}
	if c.chance(0.6) {
		for range 2 + c.rng.IntN(5) {
			if len(j.skills) > 0 {
				p.Skills = append(p.Skills, draw(c, j.skills))
			}
		}
	}
	c.conditions(&p)
	if c.chance(0.6) {
		p.Presentation = c.words(j, 15+c.rng.IntN(20))
	}
	return matching.Subject{ID: id, Profile: p, Standing: c.standing()}
}

// conditions draws papers, means, contracts, hours and refusals.
func (c *corpus) conditions(p *domain.Profile) {
	if c.chance(0.55) {
		p.Licences = []domain.HeldLicence{{Licence: "B"}}
		p.Means = domain.MeansCar
	} else {
		p.Means = draw(c, []domain.Means{0, domain.MeansBike, domain.MeansBus, domain.MeansBus | domain.MeansBike, domain.MeansCarpool})
	}
	for c.chance(0.25) {
		p.Certificates = append(p.Certificates, domain.HeldCertificate{Code: draw(c, certificateCodes), Delivered: today - domain.Date(c.rng.IntN(2600))})
	}
	for _, k := range accepted {
		if c.chance(0.6) {
			p.Contracts |= k.Bit()
		}
	}
	if c.chance(0.3) {
		p.HoursWanted = draw(c, []float64{20, 24, 30, 35})
	}
	if c.chance(0.2) {
		p.Windows = []domain.Window{{Days: domain.Weekdays, From: domain.ClockAt(draw(c, []int{7, 8, 9}), 0), To: domain.ClockAt(draw(c, []int{13, 17, 18}), 0)}}
	}
	if c.chance(0.2) {
		p.RefusedSchedule = draw(c, []domain.Traits{domain.TraitNight, domain.TraitWeekend, domain.TraitNight | domain.TraitShifts})
	}
	if c.chance(0.15) {
		p.RefusedContexts = []string{draw(c, contexts)}
	}
	if c.chance(0.02) {
		p.Commitments = []domain.Commitment{{From: today - 60, Hours: 20, Windows: []domain.Window{{Days: domain.Weekdays, From: domain.ClockAt(8, 0), To: domain.ClockAt(12, 0)}}}}
	}
	p.Discovery = c.chance(0.1)
}

func (c *corpus) standing() domain.Standing {
	s := domain.Standing{Consent: c.chance(0.95), Accompanied: c.chance(0.9), Legal: domain.Legal{Contracts: domain.AllContracts(), Adult: true}}
	if !s.Accompanied {
		s.ReenterUntil = today + domain.Date(c.rng.IntN(120)-60)
	}
	if c.chance(0.7) {
		s.Legal.Contracts &^= domain.APP.Bit() | domain.CDDI.Bit() | domain.CTTI.Bit()
	}
	if c.chance(0.3) {
		s.Criteria = []domain.Criterion{{Code: draw(c, publics), SeenOn: today - domain.Date(c.rng.IntN(200))}}
	}
	if c.chance(0.05) {
		s.OpenInvitations = c.rng.IntN(4)
	}
	if c.chance(0.2) {
		s.LastProposed = today - domain.Date(c.rng.IntN(60))
	}
	return s
}

func (c *corpus) offer(id string) *domain.Offer {
	main := c.rng.IntN(len(c.jobs))
	j := &c.jobs[main]
	o := &domain.Offer{Record: domain.Record{ID: id}, Title: j.label, ROME: j.code, Description: c.words(j, 60), Place: c.commune(),
		Contract: draw(c, []domain.Contract{domain.CDI, domain.CDI, domain.CDD6, domain.CDD, domain.CTT}), Places: 1, WeeklyHours: 35,
		Start: today + domain.Date(c.rng.IntN(40)), ExperienceMonths: draw(c, []int{0, 0, 6, 12, 24}), BeginnerOK: c.chance(0.3)}
	if c.chance(0.6) {
		o.FirstStart, o.LastEnd = domain.ClockAt(draw(c, []int{5, 8, 8, 9}), 0), domain.ClockAt(draw(c, []int{13, 16, 17}), 0)
	}
	if c.chance(0.2) {
		o.Schedule = draw(c, []domain.Traits{domain.TraitNight, domain.TraitWeekend, domain.TraitShifts})
	}
	if c.chance(0.35) {
		o.Licences = []domain.LicenceNeed{{Licence: "B"}}
	}
	if c.chance(0.2) {
		o.Certificates = []domain.CertificateNeed{{Code: draw(c, certificateCodes), Need: domain.Need(c.rng.IntN(3))}}
	}
	for range min(len(j.skills), c.rng.IntN(6)) {
		o.Skills = append(o.Skills, domain.SkillNeed{Skill: draw(c, j.skills), Need: domain.Need(c.rng.IntN(3))})
	}
	if c.chance(0.3) {
		o.Contexts = []string{draw(c, contexts)}
	}
	if c.chance(0.3) {
		o.Level = 3 + c.rng.IntN(3)
	}
	if c.chance(0.1) {
		o.Clause = &domain.Clause{Publics: publics[:2+c.rng.IntN(3)]}
	}
	return o
}
