package domain

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Absorb takes into this file what another of the same person holds, and notes who decided so. A single value of this
// file wins over the other's, which fills what is missing; lists are put together. The accord is the one said last, and
// of two said the same day the no: a merge never gives back an accord that was taken away. What the person refuses in
// either file stays refused.
func (p *Person) Absorb(o *Person, actor Actor, at time.Time) {
	before := *p
	p.Complete(o)
	if o.Stage() == AdmissionAccepted || p.Stage() == AdmissionAccepted {
		p.Admission = AdmissionAccepted
	}
	p.Merged = unique(append(append(slices.Clone(p.Merged), o.ID), o.Merged...), same)
	p.takeSteps(o)
	p.NoteChange("merge", p.ChangedFields(&before), actor, at)
	p.History[len(p.History)-1].Reason = o.ID
}

// takeSteps adds the steps of a file that is taken over, each named as that one's. Those that an earlier run of the same
// merge took are taken anew, not twice.
func (p *Person) takeSteps(o *Person) {
	list := slices.DeleteFunc(slices.Clone(p.History), func(step Step) bool {
		return step.Of != "" && (step.Of == o.ID || slices.Contains(o.Merged, step.Of))
	})
	for _, step := range o.History {
		step.Of = cmp.Or(step.Of, o.ID)
		list = append(list, step)
	}
	slices.SortStableFunc(list, func(a, b Step) int { return a.At.Compare(b.At) })
	p.History = list
}

// Complete is the part of Absorb that is about what is known of the person, without a trace of a merge.
func (p *Person) Complete(o *Person) {
	p.Profile = unionProfile(p.Profile, o.Profile)
	p.Candidate = unionCandidate(p.Candidate, o.Candidate)
}

func unionProfile(a, b Profile) Profile {
	u := a
	u.Targets = unique(slices.Concat(a.Targets, b.Targets), func(x, y Target) bool {
		return x.ROME == y.ROME && (x.ROME != "" || strings.EqualFold(x.Title, y.Title))
	})
	u.Practised = unionPractised(a.Practised, b.Practised)
	u.Refused = unique(slices.Concat(a.Refused, b.Refused), same)
	u.Trainings = unique(slices.Concat(a.Trainings, b.Trainings), same)
	u.Immersions = unique(slices.Concat(a.Immersions, b.Immersions), func(x, y Immersion) bool { return x.ROME == y.ROME && x.End == y.End })
	u.Interests = unique(slices.Concat(a.Interests, b.Interests), same)
	u.Skills = unique(slices.Concat(a.Skills, b.Skills), func(x, y Skill) bool {
		return x.ID != "" && x.ID == y.ID || strings.EqualFold(x.Label, y.Label)
	})
	u.Licences = unique(slices.Concat(a.Licences, b.Licences), func(x, y HeldLicence) bool { return x.Licence == y.Licence })
	u.Certificates = unionCertificates(a.Certificates, b.Certificates)
	u.Languages = unique(slices.Concat(a.Languages, b.Languages), func(x, y Language) bool { return x.Code == y.Code })
	u.Commitments = unique(slices.Concat(a.Commitments, b.Commitments), func(x, y Commitment) bool { return reflect.DeepEqual(x, y) })
	u.Communes = unique(slices.Concat(a.Communes, b.Communes), same)
	u.RefusedContexts = unique(slices.Concat(a.RefusedContexts, b.RefusedContexts), same)
	u.Means, u.RefusedSchedule, u.Discovery = a.Means|b.Means, a.RefusedSchedule|b.RefusedSchedule, a.Discovery || b.Discovery
	u.Level, u.LevelObtained = a.Level, a.LevelObtained
	if a.Level == 0 {
		u.Level, u.LevelObtained = b.Level, b.LevelObtained
	}
	if !a.Place.Known() {
		u.Place = b.Place
	}
	if len(a.Windows) == 0 {
		u.Windows = b.Windows
	}
	u.RadiusKm, u.HoursWanted = cmp.Or(a.RadiusKm, b.RadiusKm), cmp.Or(a.HoursWanted, b.HoursWanted)
	u.Available, u.Contracts = cmp.Or(a.Available, b.Available), cmp.Or(a.Contracts, b.Contracts)
	u.Presentation, u.Domain = cmp.Or(a.Presentation, b.Presentation), cmp.Or(a.Domain, b.Domain)
	return u
}

// unionPractised keeps the longer of two practices of one occupation: they are the same years told twice.
func unionPractised(a, b []Practice) []Practice {
	list := slices.Clone(a)
	for _, x := range b {
		i := slices.IndexFunc(list, func(y Practice) bool {
			return x.ROME == y.ROME && (x.ROME != "" || strings.EqualFold(x.Title, y.Title))
		})
		switch {
		case i < 0:
			list = append(list, x)
		case x.Months > list[i].Months:
			list[i] = x
		}
	}
	return list
}

// unionCertificates keeps the latest delivery of each.
func unionCertificates(a, b []HeldCertificate) []HeldCertificate {
	list := slices.Clone(a)
	for _, x := range b {
		i := slices.IndexFunc(list, func(y HeldCertificate) bool { return x.Code == y.Code })
		switch {
		case i < 0:
			list = append(list, x)
		case x.Delivered > list[i].Delivered:
			list[i] = x
		}
	}
	return list
}

func unionCandidate(a, b Candidate) Candidate {
	u := a
	u.FirstName, u.LastName = cmp.Or(a.FirstName, b.FirstName), cmp.Or(a.LastName, b.LastName)
	u.Email, u.Phone = cmp.Or(a.Email, b.Email), cmp.Or(a.Phone, b.Phone)
	u.Sex, u.Civility, u.BirthDate = cmp.Or(a.Sex, b.Sex), cmp.Or(a.Civility, b.Civility), cmp.Or(a.BirthDate, b.BirthDate)
	u.Referent, u.Adviser = cmp.Or(a.Referent, b.Referent), cmp.Or(a.Adviser, b.Adviser)
	u.Consent = laterConsent(a.Consent, b.Consent)
	u.Accompaniments = unique(slices.Concat(a.Accompaniments, b.Accompaniments), func(x, y Accompaniment) bool {
		return x.Programme == y.Programme && x.From == y.From
	})
	slices.SortStableFunc(u.Accompaniments, func(x, y Accompaniment) int { return int(x.From - y.From) })
	u.Criteria = unionCriteria(a.Criteria, b.Criteria)
	// Work found, or reminders refused, under either file holds for the person.
	u.PlacedOn, u.RemindersOff = max(a.PlacedOn, b.PlacedOn), a.RemindersOff || b.RemindersOff
	if !a.EnteredOn.Known() || b.EnteredOn.Known() && b.EnteredOn < a.EnteredOn {
		u.EnteredOn = b.EnteredOn
	}
	return u
}

// unionCriteria keeps the proof of each criterion that was seen last.
func unionCriteria(a, b []Criterion) []Criterion {
	list := slices.Clone(a)
	for _, x := range b {
		i := slices.IndexFunc(list, func(y Criterion) bool { return x.Code == y.Code })
		switch {
		case i < 0:
			list = append(list, x)
		case x.SeenOn > list[i].SeenOn:
			list[i] = x
		}
	}
	return list
}

// laterConsent is what was said last; of two answers of one day, the no.
func laterConsent(a, b Consent) Consent {
	last := func(c Consent) Date { return max(c.On, c.Withdrawn) }
	switch {
	case last(b) > last(a), last(b) == last(a) && b.Withdrawn.Known() && !a.Withdrawn.Known():
		return b
	}
	return a
}

// unique keeps the first of those that are the same.
func unique[T any](list []T, same func(a, b T) bool) []T {
	var out []T
	for _, x := range list {
		if !slices.ContainsFunc(out, func(y T) bool { return same(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}

func same[T comparable](a, b T) bool { return a == b }
