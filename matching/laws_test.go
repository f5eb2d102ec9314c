package matching

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The laws of matching.md §3, on random people and offers.

func whole(o *domain.Offer) Query {
	return Query{Offer: o, On: worldDay, Top: 50, NearMisses: 50, Seed: 7}
}

func scoreOf(tb rapid.TB, pool *Pool, q Query, id string) Verdict {
	tb.Helper()
	v, ok := pool.Verdict(q, id)
	if !ok {
		tb.Fatalf("%s is not in the pool", id)
	}
	return v
}

// TestGettingBetterNeverLowersAScore: a skill more, a valid certificate, a contract accepted, months up to those asked, a
// home nearer.
func TestGettingBetterNeverLowersAScore(t *testing.T) {
	w := builtinWorld()
	for _, tt := range []struct {
		name   string
		better func(*rapid.T, *domain.Profile, *domain.Offer)
	}{
		{"a skill more", func(t *rapid.T, p *domain.Profile, _ *domain.Offer) {
			p.Skills = append(slices.Clone(p.Skills), pick(t, w.skills, "new skill"))
		}},
		{"a valid certificate", func(t *rapid.T, p *domain.Profile, _ *domain.Offer) {
			p.Certificates = append(slices.Clone(p.Certificates), domain.HeldCertificate{Code: pick(t, certificates, "new"), Delivered: worldDay - 60})
		}},
		{"a contract accepted", func(_ *rapid.T, p *domain.Profile, o *domain.Offer) {
			if p.Contracts != 0 {
				p.Contracts |= o.Contract.Bit()
			}
		}},
		{"months done", func(t *rapid.T, p *domain.Profile, o *domain.Offer) {
			p.Practised = slices.Clone(p.Practised)
			for i := range p.Practised {
				if p.Practised[i].Months < o.ExperienceMonths {
					p.Practised[i].Months = rapid.IntRange(p.Practised[i].Months, o.ExperienceMonths).Draw(t, "more months")
				}
			}
		}},
		{"a home nearer", func(t *rapid.T, p *domain.Profile, o *domain.Offer) {
			next := pick(t, w.communes, "new home")
			if p.Place.Known() && o.Place.Known() && next.DistanceKm(o.Place) < p.Place.DistanceKm(o.Place) {
				p.Place = next
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s, o := w.subject(t, "P"), w.offer(t)
				pool := w.pool(s)
				before := scoreOf(t, pool, whole(o), "P")
				tt.better(t, &s.Profile, o)
				pool.Upsert(s)
				after := scoreOf(t, pool, whole(o), "P")
				if after.Score < before.Score-1e-9 {
					t.Fatalf("from %.2f %v down to %.2f %v", before.Score, before.Reasons, after.Score, after.Reasons)
				}
				if before.Gate == "" && after.Gate != "" {
					t.Fatalf("eligible before, stopped by %s after", after.Gate)
				}
			})
		})
	}
}

// TestLooseningAnOfferRemovesNobody: whatever an offer asks less, who was eligible stays.
func TestLooseningAnOfferRemovesNobody(t *testing.T) {
	w := builtinWorld()
	for _, tt := range []struct {
		name  string
		loose func(*domain.Offer)
	}{
		{"no skill", func(o *domain.Offer) { o.Skills = nil }},
		{"no certificate of its own", func(o *domain.Offer) { o.Certificates = nil }},
		{"certificates the company can train", func(o *domain.Offer) {
			o.Certificates = slices.Clone(o.Certificates)
			for i := range o.Certificates {
				o.Certificates[i].Need = domain.Trainable
			}
		}},
		{"no licence", func(o *domain.Offer) { o.Licences = nil }},
		{"no vehicle", func(o *domain.Offer) { o.VehicleRequired = false }},
		{"no level by law", func(o *domain.Offer) { o.LevelRequired = false }},
		{"a lower level", func(o *domain.Offer) { o.Level = max(0, o.Level-1) }},
		{"no experience", func(o *domain.Offer) { o.ExperienceMonths = 0 }},
		{"beginners accepted", func(o *domain.Offer) { o.BeginnerOK = true }},
		{"a shuttle", func(o *domain.Offer) { o.Shuttle = true }},
		{"no context", func(o *domain.Offer) { o.Contexts = nil }},
		{"no night work", func(o *domain.Offer) { o.Schedule &^= domain.TraitNight }},
		{"hours not said", func(o *domain.Offer) { o.FirstStart, o.LastEnd = 0, 0 }},
		{"fewer hours a week", func(o *domain.Offer) {
			if o.WeeklyHours > 5 {
				o.WeeklyHours -= 5
			}
		}},
		{"no clause", func(o *domain.Offer) { o.Clause = nil }},
		{"another public accepted", func(o *domain.Offer) {
			if o.Clause != nil && len(o.Clause.Publics) > 0 {
				o.Clause = &domain.Clause{Publics: append(slices.Clone(o.Clause.Publics), publics...)}
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				people, o := w.people(t, 12), w.offer(t)
				pool := w.pool(people...)
				before := pool.Shortlist(whole(o))
				easier := *o
				tt.loose(&easier)
				for _, e := range before.Entries {
					if v := scoreOf(t, pool, whole(&easier), e.Profile); v.Gate != "" {
						t.Fatalf("%s was eligible and is now stopped by %s", e.Profile, v.Gate)
					}
				}
			})
		})
	}
}

// TestWhoPeopleAreChangesNothing: name, sex, birth date (the legal bit apart), address, criteria, prescriber, domain,
// languages; the same answer to the last sentence.
func TestWhoPeopleAreChangesNothing(t *testing.T) {
	w := builtinWorld()
	identity := func(t *rapid.T, c *domain.Candidate) {
		c.FirstName, c.LastName = rapid.String().Draw(t, "first name"), rapid.String().Draw(t, "last name")
		c.Sex, c.Civility = pick(t, []string{"", "F", "M"}, "sex"), pick(t, []string{"", "Mme", "M."}, "civility")
		c.Email, c.Phone = rapid.String().Draw(t, "email"), rapid.String().Draw(t, "phone")
		c.BirthDate = domain.NewDate(rapid.IntRange(1965, 1990).Draw(t, "born"), 6, 1)
		c.Referent, c.Adviser = rapid.String().Draw(t, "referent"), rapid.String().Draw(t, "adviser")
	}
	rapid.Check(t, func(t *rapid.T) {
		o := w.offer(t)
		o.Clause = nil
		if o.Contract == domain.APP || o.Contract == domain.CDDI {
			o.Contract = domain.CDI // the legal bit apart
		}
		var first, second []Subject
		for _, s := range w.people(t, 10) {
			person := domain.Person{Profile: s.Profile, Candidate: domain.Candidate{Consent: domain.Consent{On: worldDay - 9},
				Accompaniments: []domain.Accompaniment{{From: worldDay - 9}}}}
			for _, list := range []*[]Subject{&first, &second} {
				identity(t, &person.Candidate)
				person.Candidate.Criteria = s.Standing.Criteria
				person.Profile.Domain = pick(t, domain.PoolDomains(), "domain")
				person.Profile.Languages = []domain.Language{{Code: pick(t, []string{"fr", "ar", "pl"}, "language")}}
				person.Profile.Place.PostalCode = rapid.StringMatching(`59\d{3}`).Draw(t, "street and postal code")
				s.Standing.Criteria = nil
				*list = append(*list, Subject{ID: s.ID, Profile: person.Profile, Standing: person.StandingOn(worldDay)})
			}
		}
		a, b := w.pool(first...), w.pool(second...)
		if d := cmp.Diff(a.Shortlist(whole(o)), b.Shortlist(whole(o))); d != "" {
			t.Fatal(d)
		}
	})
}

func TestImportOrderChangesNothing(t *testing.T) {
	w := builtinWorld()
	rapid.Check(t, func(t *rapid.T) {
		people, o := w.people(t, 30), w.offer(t)
		pool, mixed := w.pool(), w.pool()
		pool.Replace(people)
		shuffled := slices.Clone(people)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		mixed.Replace(shuffled)
		if d := cmp.Diff(pool.Shortlist(whole(o)), mixed.Shortlist(whole(o))); d != "" {
			t.Fatal(d)
		}
	})
}

// TestUpdatesEqualARebuild: people come, change and go one by one; the answer is that of a pool loaded afresh.
func TestUpdatesEqualARebuild(t *testing.T) {
	w := builtinWorld()
	rapid.Check(t, func(t *rapid.T) {
		pool := w.pool()
		now := map[string]Subject{}
		pool.Replace(w.people(t, 10))
		for _, id := range pool.ids() {
			pool.Remove(id)
		}
		for range rapid.IntRange(0, 60).Draw(t, "changes") {
			id := "P" + strings.Repeat("x", rapid.IntRange(0, 9).Draw(t, "who"))
			if oneIn(t, 3, "leaves") {
				pool.Remove(id)
				delete(now, id)
				continue
			}
			s := w.subject(t, id)
			pool.Upsert(s)
			now[id] = s
		}
		fresh := w.pool()
		var people []Subject
		for _, s := range now {
			people = append(people, s)
		}
		fresh.Replace(people)
		if pool.Len() != len(now) {
			t.Fatalf("%d people, want %d", pool.Len(), len(now))
		}
		for range 3 {
			o := w.offer(t)
			if d := cmp.Diff(fresh.Shortlist(whole(o)), pool.Shortlist(whole(o))); d != "" {
				t.Fatal(d)
			}
		}
	})
}

// ids lists everybody.
func (p *Pool) ids() (ids []string) {
	for id := range p.ix.byID {
		ids = append(ids, id)
	}
	return ids
}

// TestEveryDoorSaysTheSame: a person's own verdict, the groups that the referent opens and the counts agree.
func TestEveryDoorSaysTheSame(t *testing.T) {
	w := builtinWorld()
	rapid.Check(t, func(t *rapid.T) {
		people, o := w.people(t, 30), w.offer(t)
		pool := w.pool(people...)
		q := whole(o)
		r := pool.Shortlist(q)
		for _, c := range r.Excluded {
			ids := pool.ExcludedBy(q, c.Gate, len(people))
			if len(ids) != c.Count || !slices.IsSorted(ids) {
				t.Fatalf("%s: %v, counted %d", c.Gate, ids, c.Count)
			}
			for _, id := range ids {
				if v := scoreOf(t, pool, q, id); v.Gate != c.Gate {
					t.Fatalf("%s is listed under %s, the verdict says %s", id, c.Gate, v.Gate)
				}
			}
		}
		for _, e := range r.Entries {
			v := scoreOf(t, pool, q, e.Profile)
			if d := cmp.Diff(Verdict{Score: e.Score, Reasons: e.Reasons}, v); d != "" {
				t.Fatal(d)
			}
		}
		for i := range r.NearMisses {
			v := scoreOf(t, pool, q, r.NearMisses[i].Profile)
			if d := cmp.Diff(&r.NearMisses[i], v.NearMiss); d != "" || v.Gate != r.NearMisses[i].Blocker {
				t.Fatal(v.Gate, d)
			}
		}
		if far := pool.TwoLiftsAway(q, len(people)); len(far) != r.FarMisses {
			t.Fatalf("%v, counted %d", far, r.FarMisses)
		}
	})
}
