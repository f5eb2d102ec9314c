package matching

import (
	"fmt"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"pgregory.net/rapid"
)

// Random people and offers draw from few values, so that they meet.

// world is what random people and offers are made of.
type world struct {
	refs     References
	idf      *idfTable
	lexicon  *lexicon
	codes    []domain.ROME
	skills   []domain.Skill
	communes []domain.Commune
}

// builtinWorld is a corner of the built-in tables: masonry and its neighbours, driving, guarding, a ROME 3 parent.
func builtinWorld() world {
	rome := referential.Builtin()
	w := world{refs: References{Occupations: rome, Certificates: referential.Certificates(), Buses: referential.BusTable{}, Stems: testStems},
		codes: []domain.ROME{"F1703", "F1707", "F1701", "F1702", "F1610", "N1101", "N1103", "N4101", "K2503", "K1304", "F1708", "H2901", "Z9999"}}
	w.idf, w.lexicon = newIDFTable(testStems), newLexicon(testStems)
	for _, code := range w.codes[:6] {
		for i, s := range rome.Skills(code) {
			if i < 3 {
				w.skills = append(w.skills, s)
			}
		}
	}
	w.skills = append(w.skills, domain.Skill{Label: "monter un échafaudage"}, domain.Skill{Label: "Montage d'échafaudages"}, domain.Skill{Label: "parler anglais"})
	for _, insee := range []string{"59183", "59271", "59155", "59273", "62193", "62765", "59309", "59260"} {
		if c, ok := referential.BuiltinCommunes().ByINSEE(insee); ok {
			w.communes = append(w.communes, c)
		}
	}
	return w
}

// pool is a pool with these people. The tables are read once for all of them.
func (w *world) pool(people ...Subject) *Pool {
	p := &Pool{refs: w.refs, idf: w.idf, words: w.lexicon, ix: newIndex(w.refs, w.idf)}
	p.Replace(people)
	return p
}

const vocabulaire = "je cherche un poste de maçon coffreur sur chantier conduite de chariot cariste gardien motivé échafaudage"

var worldDay = domain.NewDate(2026, 11, 23)

func pick[T any](t *rapid.T, from []T, name string) T {
	return from[rapid.IntRange(0, len(from)-1).Draw(t, name)]
}

func some[T any](t *rapid.T, from []T, most int, name string) (list []T) {
	for range rapid.IntRange(0, most).Draw(t, name+" count") {
		list = append(list, pick(t, from, name))
	}
	return list
}

// often is true one time in n.
func oneIn(t *rapid.T, n int, name string) bool { return rapid.IntRange(1, n).Draw(t, name) == n }

func around(t *rapid.T, days int, name string) domain.Date {
	if oneIn(t, 6, name+" unknown") {
		return 0
	}
	return worldDay + domain.Date(rapid.IntRange(-days, days).Draw(t, name))
}

func text(t *rapid.T, name string) string {
	return strings.Join(some(t, testStems(vocabulaire), 6, name), " ")
}

func windows(t *rapid.T) (list []domain.Window) {
	for range rapid.IntRange(0, 2).Draw(t, "windows") {
		list = append(list, domain.Window{Days: pick(t, []domain.Days{domain.Weekdays, domain.EveryDay, 0b0011011, 0b1100000, 0b0000001}, "days"),
			From: pick(t, clocks, "from"), To: pick(t, clocks, "to")})
		if w := &list[len(list)-1]; w.From == w.To {
			w.To += 60
		}
	}
	return list
}

var clocks = []domain.Clock{domain.ClockAt(4, 50), domain.ClockAt(8, 0), domain.ClockAt(12, 0), domain.ClockAt(13, 30), domain.ClockAt(17, 0), domain.ClockAt(21, 0)}

func (w *world) profile(t *rapid.T) domain.Profile {
	p := domain.Profile{
		Refused: some(t, w.codes, 1, "refused"), Skills: some(t, w.skills, 4, "skills"),
		Level: rapid.IntRange(0, 5).Draw(t, "level"), LevelObtained: domain.Tri(rapid.IntRange(0, 2).Draw(t, "obtained")),
		RadiusKm: pick(t, []int{0, 5, 10, 20, 30}, "radius"), Available: around(t, 40, "available"),
		HoursWanted: pick(t, []float64{0, 0, 10, 24, 35}, "hours"), Windows: windows(t),
		Presentation: text(t, "presentation"), Discovery: oneIn(t, 3, "discovery"),
		Means: pick(t, []domain.Means{0, domain.MeansCar, domain.MeansBike, domain.MeansBus, domain.MeansBike | domain.MeansBus, domain.MeansCarpool}, "means"),
	}
	if !oneIn(t, 10, "nowhere") {
		p.Place = pick(t, w.communes, "commune")
	}
	for _, c := range some(t, w.communes, 1, "listed") {
		p.Communes = append(p.Communes, c.INSEE)
	}
	for _, code := range some(t, w.codes, 2, "sought") {
		p.Targets = append(p.Targets, domain.Target{ROME: code})
	}
	for _, code := range some(t, w.codes, 2, "practised") {
		p.Practised = append(p.Practised, domain.Practice{ROME: code, Months: rapid.IntRange(0, 40).Draw(t, "months")})
	}
	for _, code := range some(t, w.codes, 1, "trained") {
		p.Trainings = append(p.Trainings, domain.Studied{ROME: code, End: around(t, 900, "end")})
	}
	for _, code := range some(t, w.codes, 1, "tried") {
		p.Immersions = append(p.Immersions, domain.Immersion{ROME: code, End: around(t, 500, "end"), Assessed: oneIn(t, 2, "assessed"), Host: pick(t, sirets, "host")})
	}
	for _, code := range some(t, w.codes, 1, "interest") {
		p.Interests = append(p.Interests, domain.Interest{ROME: code, SIRET: pick(t, sirets, "interest in")})
	}
	for _, l := range some(t, []domain.Licence{"B", "C", "AM"}, 2, "licence") {
		p.Licences = append(p.Licences, domain.HeldLicence{Licence: l, InProgress: oneIn(t, 5, "in progress")})
	}
	for _, c := range some(t, certificates, 2, "certificate") {
		p.Certificates = append(p.Certificates, domain.HeldCertificate{Code: c, Delivered: around(t, 2600, "delivered")})
	}
	if !oneIn(t, 4, "any contract") {
		p.Contracts = domain.ContractSet(rapid.Uint16().Draw(t, "contracts")) & domain.AllContracts()
	}
	p.RefusedSchedule = pick(t, []domain.Traits{0, 0, 0, domain.TraitNight, domain.TraitWeekend | domain.TraitSplit}, "refused schedule")
	p.RefusedContexts = some(t, []string{"c1", "c2"}, 1, "refused context")
	if oneIn(t, 5, "committed") {
		p.Commitments = []domain.Commitment{{From: around(t, 60, "from"), To: around(t, 60, "to"), Windows: windows(t), Hours: pick(t, []float64{0, 15, 35}, "held hours")}}
	}
	return p
}

var (
	sirets       = []domain.SIRET{"", "11111111111111", "22222222222222"}
	certificates = []string{"R489-3", "R489-1B", "SST", "CNAPS", "FIMO marchandises", "FCO marchandises", "R389-3", "HE B2V"}
	publics      = []domain.CriterionCode{"RSA", "TH", "QPV"}
)

func (w *world) subject(t *rapid.T, id string) Subject {
	s := Subject{ID: id, Profile: w.profile(t)}
	st := &s.Standing
	st.Consent, st.Accompanied = !oneIn(t, 10, "no accord"), !oneIn(t, 6, "ended")
	if !st.Accompanied {
		st.ReenterUntil = around(t, 60, "re-enter")
	}
	st.Legal = domain.Legal{Contracts: domain.AllContracts(), Adult: !oneIn(t, 8, "minor")}
	if oneIn(t, 5, "legal") {
		st.Legal.Contracts &^= domain.APP.Bit() | domain.CDDI.Bit()
	}
	for _, c := range some(t, publics, 2, "criterion") {
		st.Criteria = append(st.Criteria, domain.Criterion{Code: c, SeenOn: around(t, 200, "seen")})
	}
	st.AskedFor = some(t, []string{"O1", "O2"}, 1, "asked")
	st.OpenInvitations = pick(t, []int{0, 0, 0, 1, 3}, "open")
	st.LastProposed = pick(t, []domain.Date{0, worldDay - 3, worldDay - 30, worldDay - 90}, "proposed")
	return s
}

func (w *world) people(t *rapid.T, most int) []Subject {
	people := make([]Subject, rapid.IntRange(0, most).Draw(t, "people"))
	for i := range people {
		people[i] = w.subject(t, fmt.Sprintf("P%02d", i))
	}
	return people
}

func (w *world) offer(t *rapid.T) *domain.Offer {
	o := &domain.Offer{
		Record: domain.Record{ID: pick(t, []string{"O1", "O3", "O4"}, "offer")}, SIRET: sirets[1],
		Title: text(t, "title"), Description: text(t, "description"),
		Contract: pick(t, []domain.Contract{"", domain.CDI, domain.CDI, domain.CDD, domain.CTT, domain.APP, domain.CDDI}, "contract"),
		Months:   pick(t, []int{0, 0, 2}, "length"), WeeklyHours: pick(t, []float64{0, 10, 20, 35}, "weekly"),
		Schedule: pick(t, []domain.Traits{0, 0, domain.TraitDay, domain.TraitNight, domain.TraitWeekend}, "schedule"),
		Shuttle:  oneIn(t, 5, "shuttle"), VehicleRequired: oneIn(t, 6, "vehicle"), BeginnerOK: oneIn(t, 3, "beginner"),
		Start: around(t, 30, "start"), ExperienceMonths: pick(t, []int{0, 6, 24}, "experience"),
		Level: rapid.IntRange(0, 5).Draw(t, "level"), LevelRequired: oneIn(t, 4, "regulated"),
		Contexts: some(t, []string{"c1", "c2", "c3"}, 2, "context"),
	}
	if !oneIn(t, 12, "no occupation") {
		o.ROME = pick(t, w.codes, "occupation")
	}
	if !oneIn(t, 10, "no place") {
		o.Place = pick(t, w.communes, "place")
	}
	if !oneIn(t, 3, "no hours") {
		o.FirstStart, o.LastEnd = pick(t, clocks, "first"), pick(t, clocks, "last")
		if o.FirstStart == o.LastEnd {
			o.LastEnd = pick(t, []domain.Clock{0, o.LastEnd + 60}, "end")
		}
	}
	for _, s := range some(t, w.skills, 5, "needs") {
		o.Skills = append(o.Skills, domain.SkillNeed{Skill: s, Need: domain.Need(rapid.IntRange(0, 2).Draw(t, "need"))})
	}
	for _, l := range some(t, []domain.Licence{"B", "C"}, 1, "licences") {
		o.Licences = append(o.Licences, domain.LicenceNeed{Licence: l, Need: domain.Need(rapid.IntRange(0, 2).Draw(t, "need"))})
	}
	for _, c := range some(t, certificates, 1, "certificates") {
		o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: c, Need: domain.Need(rapid.IntRange(0, 2).Draw(t, "need"))})
	}
	if oneIn(t, 4, "clause") {
		o.Clause = &domain.Clause{Publics: some(t, publics, 2, "publics")}
	}
	return o
}

func communeOf(insee string) (domain.Commune, bool) {
	return referential.BuiltinCommunes().ByINSEE(insee)
}
