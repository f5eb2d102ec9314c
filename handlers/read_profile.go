package handlers

import (
	"encoding/json"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// maxList bounds each list of a person's file.
const maxList = 100

// fillPerson puts what the API sent into a person's file, over what it held: the identity and the proofs that the
// caller did not send stay as they are. f receives what is wrong, by field. The place is left to the caller.
func fillPerson(p *domain.Person, b profileBody, today domain.Date, f fields) {
	p.Profile = profileOf(b, p.Profile, f)
	if b.Candidate != nil {
		fillCandidate(&p.Candidate, *b.Candidate, today, f)
	}
	if b.Criteria != nil {
		p.Candidate.Criteria = criteriaOf(b.Criteria, p.Candidate.Criteria, f)
	}
}

// profileOf reads the whole of what may be matched. Interests, commitments and the wish to discover, which the API
// does not carry, are those of before.
func profileOf(b profileBody, before domain.Profile, f fields) domain.Profile {
	p := domain.Profile{
		Interests: before.Interests, Commitments: before.Commitments, Discovery: before.Discovery,
		Level: b.Level, LevelObtained: triOf(b.LevelObtained), RadiusKm: b.RadiusKm, HoursWanted: b.HoursWanted,
		Presentation: f.long("presentation", b.Presentation),
	}
	f.within("level", b.Level, 8)
	f.within("radius_km", b.RadiusKm, 200)
	f.within("weekly_hours_wanted", int(b.HoursWanted), 48)
	readOccupations(&p, b, f)
	for _, text := range b.Skills {
		p.Skills = append(p.Skills, skillOf(f.short("skills", text), before.Skills))
	}
	p.Licences = licencesOf(b.Licences, before.Licences, f)
	for _, held := range b.Certificates {
		p.Certificates = append(p.Certificates, domain.HeldCertificate{Code: f.short("certificates", held.Code),
			Delivered: optional(f, "certificates", held.Delivered, domain.ParseDate)})
	}
	for _, code := range b.Communes {
		p.Communes = append(p.Communes, f.short("communes", code))
	}
	for _, word := range b.Means {
		p.Means |= collect(f, "means", word, domain.ParseMeans)
	}
	p.Available = optional(f, "available", b.Available, domain.ParseDate)
	for _, word := range b.Contracts {
		p.Contracts |= collect(f, "contracts", word, func(s string) (domain.Contract, error) { return domain.ParseContract(s, 0) }).Bit()
	}
	for _, text := range b.Windows {
		p.Windows = append(p.Windows, collect(f, "windows", text, domain.ParseWindow))
	}
	for _, word := range b.RefusedSchedule {
		p.RefusedSchedule |= collect(f, "refused_schedule", word, domain.ParseTrait)
	}
	for _, word := range b.RefusedContexts {
		p.RefusedContexts = append(p.RefusedContexts, f.short("refused_contexts", word))
	}
	for code, l := range b.Languages {
		p.Languages = append(p.Languages, domain.Language{Code: f.short("languages", code),
			Understand: triOf(l.Understand), Read: triOf(l.Read), Write: triOf(l.Write)})
	}
	slices.SortFunc(p.Languages, func(a, b domain.Language) int { return strings.Compare(a.Code, b.Code) })
	p.Domain = optional(f, "domain", b.Domain, domain.ParsePoolDomain)
	return p
}

// licencesOf reads the licences held. Their dates, and those being prepared, are those of before: the API has neither.
func licencesOf(codes []string, before []domain.HeldLicence, f fields) (out []domain.HeldLicence) {
	for _, text := range codes {
		held := domain.HeldLicence{Licence: collect(f, "licences", text, domain.ParseLicence)}
		if i := slices.IndexFunc(before, func(l domain.HeldLicence) bool { return l.Licence == held.Licence && !l.InProgress }); i >= 0 {
			held = before[i]
		}
		out = append(out, held)
	}
	for _, l := range before {
		if l.InProgress && !slices.ContainsFunc(out, func(h domain.HeldLicence) bool { return h.Licence == l.Licence }) {
			out = append(out, l)
		}
	}
	return out
}

// readOccupations reads what the person seeks, did, studied and no longer wants.
func readOccupations(p *domain.Profile, b profileBody, f fields) {
	for name, n := range map[string]int{"targets": len(b.Targets), "practised": len(b.Practised), "refused": len(b.Refused),
		"trainings": len(b.Trainings), "immersions": len(b.Immersions), "skills": len(b.Skills), "licences": len(b.Licences),
		"certificates": len(b.Certificates), "communes": len(b.Communes), "windows": len(b.Windows), "languages": len(b.Languages)} {
		if n > maxList {
			f.Add(name, domain.Invalid(name, "%d lignes au plus.", maxList))
			return
		}
	}
	for _, text := range b.Targets {
		target := domain.Target{Title: f.short("targets", text)}
		if domain.IsROME(text) {
			target = domain.Target{ROME: collect(f, "targets", text, domain.ParseROME)}
		}
		p.Targets = append(p.Targets, target)
	}
	for _, done := range b.Practised {
		f.within("practised", done.Months, 720)
		code, title := domain.ROME(""), f.short("practised", done.Title)
		if done.ROME != "" || title == "" { // an occupation without a code keeps the person's own words
			code, title = collect(f, "practised", done.ROME, domain.ParseROME), ""
		}
		p.Practised = append(p.Practised, domain.Practice{ROME: code, Title: title, Months: done.Months,
			Until: optional(f, "practised", done.Until, domain.ParseDate)})
	}
	for _, code := range b.Refused {
		p.Refused = append(p.Refused, collect(f, "refused", code, domain.ParseROME))
	}
	for _, done := range b.Trainings {
		f.within("trainings", done.Hours, 10_000)
		p.Trainings = append(p.Trainings, domain.Studied{ROME: collect(f, "trainings", done.ROME, domain.ParseROME),
			Hours: done.Hours, End: optional(f, "trainings", done.End, domain.ParseDate)})
	}
	for _, done := range b.Immersions {
		p.Immersions = append(p.Immersions, domain.Immersion{ROME: collect(f, "immersions", done.ROME, domain.ParseROME),
			End: optional(f, "immersions", done.End, domain.ParseDate), Assessed: done.Assessed,
			Host: optional(f, "immersions", done.Host, domain.ParseSIRET)})
	}
}

// fillCandidate reads the identity, and the accord that the program tells of.
func fillCandidate(k *domain.Candidate, b candidateBody, today domain.Date, f fields) {
	k.FirstName, k.LastName = f.short("candidate.first_name", b.FirstName), f.short("candidate.last_name", b.LastName)
	k.Email = collect(f, "candidate.email", b.Email, domain.ParseEmail)
	k.Phone, k.Sex = f.short("candidate.phone", b.Phone), f.short("candidate.sex", b.Sex)
	k.BirthDate = optional(f, "candidate.birth_date", b.BirthDate, domain.ParseDate)
	on := optional(f, "candidate.consent_on", b.ConsentOn, domain.ParseDate)
	f.addAt("candidate.consent_on", k.Consent.Tell(on, today))
	if b.Programmes == nil {
		return
	}
	k.Accompaniments = nil
	for _, programme := range b.Programmes {
		k.Accompaniments = append(k.Accompaniments, programme.accompaniment(today, f))
	}
}

// programmeBody is an accompaniment. A bare code stands for one that begins today; a missing end is the programme's own.
type programmeBody struct {
	Programme string `json:"programme"`
	From      string `json:"from"`
	To        string `json:"to"`
	Renewed   bool   `json:"renewed"`
}

// UnmarshalJSON reads "PLIE" or {"programme":"PLIE","from":"2026-09-01"}.
func (b *programmeBody) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &b.Programme)
	}
	type plain programmeBody
	return json.Unmarshal(raw, (*plain)(b))
}

// accompaniment computes the end from the table of programmes when none is sent.
func (b programmeBody) accompaniment(today domain.Date, f fields) domain.Accompaniment {
	const field = "candidate.programmes"
	programme := collect(f, field, b.Programme, domain.ParseProgramme)
	from, to := optional(f, field, b.From, domain.ParseDate), optional(f, field, b.To, domain.ParseDate)
	if !from.Known() {
		from = today
	}
	renewed := domain.No
	if b.Renewed {
		renewed = domain.Yes
	}
	a := domain.NewAccompaniment(programme, from, renewed)
	if to.Known() {
		a.To = to
	}
	if a.To.Known() && a.To < a.From {
		f.Add(field, domain.Invalid(field, "L'accompagnement finit avant de commencer."))
	}
	return a
}

// criteriaOf reads proofs seen. The confidential criterion never comes in by a program (RGPD art. 10): it may only be
// sent back as it was read, and leaving it out takes nothing away.
func criteriaOf(list []criterionBody, before []domain.Criterion, f fields) (out []domain.Criterion) {
	for _, k := range before {
		told := slices.ContainsFunc(list, func(b criterionBody) bool { return strings.EqualFold(b.Code, string(k.Code)) })
		if k.Code == domain.CriterionConfidential && !told {
			out = append(out, k)
		}
	}
	for _, b := range list {
		code, _, err := domain.ParseCriterion(b.Code)
		known := slices.IndexFunc(before, func(k domain.Criterion) bool { return k.Code == code })
		if err == nil && code == domain.CriterionConfidential && known >= 0 {
			out = append(out, before[known])
			continue
		}
		if err == nil && code == domain.CriterionConfidential {
			err = domain.Invalid("criteria", "Ce critère ne s'importe pas : un référent ou un facilitateur l'atteste.")
		}
		f.addAt("criteria", err)
		k := domain.Criterion{Code: code, SeenOn: optional(f, "criteria", b.SeenOn, domain.ParseDate),
			ValidUntil: optional(f, "criteria", b.ValidUntil, domain.ParseDate)}
		if known >= 0 && before[known].SeenOn == k.SeenOn { // the same document: what it was stays known
			k.Proof, k.Lot, k.By = before[known].Proof, before[known].Lot, before[known].By
		}
		out = append(out, k)
	}
	return out
}

// triOf reads an answer of the API: null is unknown, which is not lacking.
func triOf(b *bool) domain.Tri {
	switch {
	case b == nil:
		return domain.Unknown
	case *b:
		return domain.Yes
	}
	return domain.No
}

// boolOf is the reverse of triOf: nil is unknown.
func boolOf(t domain.Tri) *bool {
	yes, no := true, false
	switch t {
	case domain.Yes:
		return &yes
	case domain.No:
		return &no
	}
	return nil
}
