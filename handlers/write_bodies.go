package handlers

import (
	"eedk.fr/candidatheque/domain"
)

// offerBodyOf shows an offer to whoever may see it: nothing in it is about a person. Which publics a market accepts is for
// staff.
func offerBodyOf(o *domain.Offer, viewer domain.Actor) offerBody {
	b := offerBody{
		ID: o.ID, Status: o.Status, Revision: o.Revision, EmployerName: o.EmployerName, PublishedOn: o.PublishedOn,
		ExpiresOn: o.ExpiresOn, Flags: flagBodies(o, domain.ToMend), Advice: flagBodies(o, domain.ToImprove),
		SIRET: string(o.SIRET), UserSIRET: string(o.UserSIRET), HideEmployer: o.HideEmployer, Hidden: o.Hidden,
		Title: o.Title, ROME: string(o.ROME), Description: o.Description, Contract: string(o.Contract), Months: o.Months,
		Places: o.Places, PostalCode: o.Place.PostalCode, Commune: o.Place.Name, Start: o.Start.String(),
		Deadline: o.Deadline.String(), BeginnerOK: o.BeginnerOK, Experience: o.ExperienceMonths, Level: o.Level,
		LevelRequired: o.LevelRequired, WeeklyHours: o.WeeklyHours, FirstStart: o.FirstStart.String(),
		LastEnd: o.LastEnd.String(), Schedule: o.Schedule.API(), Shuttle: o.Shuttle, VehicleRequired: o.VehicleRequired,
		Contexts: listOf(o.Contexts), PayMin: float64(o.Pay.Min) / 100, PayMax: float64(o.Pay.Max) / 100, PayUnit: string(o.Pay.Unit),
	}
	skills, licences, certificates := [3][]string{{}, {}, {}}, [3][]string{{}, {}, {}}, [3][]string{{}, {}, {}}
	for _, n := range o.Skills {
		skills[n.Need] = append(skills[n.Need], skillText(n.Skill))
	}
	for _, n := range o.Licences {
		licences[n.Need] = append(licences[n.Need], string(n.Licence))
	}
	for _, n := range o.Certificates {
		certificates[n.Need] = append(certificates[n.Need], n.Code)
	}
	b.RequiredSkills, b.TrainableSkills, b.WishedSkills = skills[domain.DayOne], skills[domain.Trainable], skills[domain.Plus]
	b.Licences, b.TrainableLicences, b.WishedLicences = licences[domain.DayOne], licences[domain.Trainable], licences[domain.Plus]
	b.Certificates, b.TrainableCertificates, b.WishedCertificates = certificates[domain.DayOne], certificates[domain.Trainable], certificates[domain.Plus]
	if k := o.Clause; k != nil {
		b.Clause = &clauseBody{MarketReference: k.MarketReference, People: k.People, Hours: k.Hours, Way: string(k.Way),
			TempAgency: string(k.TempAgency), Lot: k.Lot, CompletedOn: k.CompletedOn, Publics: []string{}}
		if domain.CanSeePublics(viewer) {
			b.Clause.Publics = texts(k.Publics)
		}
	}
	return b
}

// skillText is the label; the number stands in for it when no label is known.
func skillText(s domain.Skill) string {
	if s.Label != "" {
		return s.Label
	}
	return s.ID
}

// profileBodyOf shows a person to staff; the proofs only to who may see them. An employer never gets this body.
func profileBodyOf(p *domain.Person, viewer domain.Actor) profileBody {
	m := &p.Profile
	b := profileBody{
		ID: p.ID, Revision: p.Revision, Admission: p.Stage(), Targets: []string{}, Practised: []practiceBody{}, Refused: texts(m.Refused),
		Trainings: []trainingBody{}, Immersions: []immersionBody{}, Skills: []string{}, Licences: []string{},
		Certificates: []certificateBody{}, Level: m.Level, LevelObtained: boolOf(m.LevelObtained),
		PostalCode: m.Place.PostalCode, Commune: m.Place.Name, RadiusKm: m.RadiusKm, Communes: listOf(m.Communes),
		Means: m.Means.Codes(), Available: m.Available.String(), Contracts: texts(m.Contracts.List()), HoursWanted: m.HoursWanted,
		Windows: []string{}, RefusedSchedule: m.RefusedSchedule.API(), RefusedContexts: listOf(m.RefusedContexts),
		Languages: map[string]languageBody{}, Presentation: m.Presentation, Domain: string(m.Domain),
		Candidate: candidateBodyOf(p.Candidate),
	}
	for _, t := range m.Targets {
		if t.ROME != "" {
			b.Targets = append(b.Targets, string(t.ROME))
		} else {
			b.Targets = append(b.Targets, t.Title)
		}
	}
	for _, d := range m.Practised {
		b.Practised = append(b.Practised, practiceBody{string(d.ROME), d.Title, d.Months, d.Until.String()})
	}
	for _, d := range m.Trainings {
		b.Trainings = append(b.Trainings, trainingBody{string(d.ROME), d.Hours, d.End.String()})
	}
	for _, d := range m.Immersions {
		b.Immersions = append(b.Immersions, immersionBody{string(d.ROME), d.End.String(), string(d.Host), d.Assessed})
	}
	for _, k := range m.Skills {
		b.Skills = append(b.Skills, skillText(k))
	}
	for _, l := range m.Licences {
		if !l.InProgress {
			b.Licences = append(b.Licences, string(l.Licence))
		}
	}
	for _, h := range m.Certificates {
		b.Certificates = append(b.Certificates, certificateBody{h.Code, h.Delivered.String()})
	}
	for _, w := range m.Windows {
		b.Windows = append(b.Windows, w.String())
	}
	for _, l := range m.Languages {
		b.Languages[l.Code] = languageBody{boolOf(l.Understand), boolOf(l.Read), boolOf(l.Write)}
	}
	if domain.CanSeeCriteria(viewer) {
		b.Criteria = []criterionBody{} // who may see them is told that there are none
		for _, k := range p.Candidate.Criteria {
			b.Criteria = append(b.Criteria, criterionBody{string(k.Code), k.SeenOn.String(), k.ValidUntil.String()})
		}
	}
	return b
}

// candidateBodyOf is the identity, for the staff who may open the file.
func candidateBodyOf(k domain.Candidate) *candidateBody {
	b := &candidateBody{FirstName: k.FirstName, LastName: k.LastName, Email: k.Email, Phone: k.Phone,
		BirthDate: k.BirthDate.String(), Sex: k.Sex, ConsentOn: k.Consent.On.String(),
		ConsentWithdrawn: k.Consent.Withdrawn.String(), Programmes: []programmeBody{}}
	for _, a := range k.Accompaniments {
		b.Programmes = append(b.Programmes, programmeBody{string(a.Programme), a.From.String(), a.To.String(), a.Renewed})
	}
	return b
}

// shortlistBodyOf shows the whole of a shortlist to a referent.
func shortlistBodyOf(s *domain.Shortlist) shortlistBody {
	b := shortlistBody{ID: s.ID, Offer: s.OfferID, Status: s.Status, On: s.On, Weights: s.Weights, IDF: s.IDF, Pool: s.Pool,
		Eligible: s.Eligible, FarMisses: s.FarMisses, Excluded: map[domain.Gate]int{}, Entries: []entryBody{}, NearMisses: []nearMissBody{}}
	for _, x := range s.Excluded {
		b.Excluded[x.Gate] = x.Count
	}
	for _, e := range s.Entries {
		entry := entryBody{Profile: e.Profile, Rank: e.Rank, Score: e.Score, Decision: e.Decision, Motive: e.Motive,
			AddedBy: e.AddedBy, Employer: e.Employer, Reasons: []reasonBody{}}
		for _, r := range e.Reasons {
			entry.Reasons = append(entry.Reasons, reasonBody{r.Criterion, r.Points, r.Max, r.Text})
		}
		b.Entries = append(b.Entries, entry)
	}
	for _, n := range s.NearMisses {
		b.NearMisses = append(b.NearMisses, nearMissBody{n.Profile, n.Score, n.Blocker, n.Lift, n.Text})
	}
	return b
}

// sharedBodyOf shows an employer the cards that were shared, ranked among themselves, and nothing else.
func sharedBodyOf(s *domain.Shortlist) sharedBody {
	b := sharedBody{ID: s.ID, Offer: s.OfferID, Status: s.Status, Entries: []cardBody{}}
	for _, e := range s.Entries {
		if k := e.Snapshot; k != nil {
			b.Entries = append(b.Entries, cardBody{Profile: k.ID, Rank: len(b.Entries) + 1, Band: k.Band,
				Occupations: listOf(k.Occupations), Skills: listOf(k.Skills), Licences: listOf(k.Licences),
				Certificates: listOf(k.Certificates), Level: k.Level, Experience: k.Experience, Distance: k.Distance,
				Availability: k.Availability, Contracts: listOf(k.Contracts), Reasons: listOf(k.Reasons), Eligible: k.Eligible, Employer: e.Employer})
		}
	}
	return b
}

// importBodyOf gives counts and faults; the rows themselves are not kept.
func importBodyOf(i *domain.Import) importBody {
	return importBody{ID: i.ID, Status: i.Status, Rows: i.Rows, Created: i.CreatedRows, Updated: i.UpdatedRows,
		Unchanged: i.Unchanged, OutsidePool: i.OutsidePool, Rejected: i.Rejected, Errors: listOf(i.Errors),
		Warnings: listOf(i.Warnings), Failure: i.Failure, At: i.Created,
		Mapping: i.Mapping, Aside: listOf(i.Aside), Awaiting: i.Awaiting}
}

// listOf writes [] and not null for an empty list.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// texts writes coded values as plain texts.
func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
