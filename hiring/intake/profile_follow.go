package intake

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

func followColumns() []profileColumn {
	return []profileColumn{
		{"programme", func(r *profileRow, c cell) { r.programme = parse(c, c.text, domain.ParseProgramme) },
			func(p *domain.Person) string { return string(current(p).Programme) }, takeAccompaniment},
		text("referent", func(p *domain.Person) *string { return &p.Candidate.Referent }),
		{"conseiller", readAdviser, func(p *domain.Person) string { return p.Candidate.Adviser },
			func(dst, src *domain.Person) { dst.Candidate.Adviser = src.Candidate.Adviser }},
		{"entree_le", func(r *profileRow, c cell) { r.person.Candidate.EnteredOn = parse(c, c.text, domain.ParseDate) },
			func(p *domain.Person) string { return p.Candidate.EnteredOn.String() },
			func(dst, src *domain.Person) {
				dst.Candidate.EnteredOn = src.Candidate.EnteredOn
				takeAccompaniment(dst, src)
			}},
		{"renouvele", func(r *profileRow, c cell) { r.renewed = parse(c, c.text, domain.ParseTri) },
			func(p *domain.Person) string { return onlyYes[current(p).Renewed] }, takeAccompaniment},
		{"consentement_le", readConsent, func(p *domain.Person) string { return givenOn(p.Candidate.Consent).String() }, takeConsent},
		many("criteres", func(p *domain.Person) *[]domain.Criterion { return &p.Candidate.Criteria },
			func(_ *profileRow, c cell, v string) (domain.Criterion, bool) { return c.criterion(v) }, criterionText).
			taking(takeCriteria),
	}
}

func (c profileColumn) taking(take func(dst, src *domain.Person)) profileColumn {
	c.take = take
	return c
}

// readAdviser keeps an address in small letters, since it says whose people an adviser sees, and else a name.
func readAdviser(r *profileRow, c cell) {
	r.person.Candidate.Adviser = c.line(c.text)
	if strings.Contains(c.text, "@") {
		r.person.Candidate.Adviser = strings.ToLower(parse(c, c.text, domain.ParseEmail))
	}
}

func readConsent(r *profileRow, c cell) {
	if on := parse(c, c.text, domain.ParseDate); on.Known() {
		r.person.Candidate.Consent = domain.Consent{On: on, Channel: ByImport, By: ByImport}
	}
}

// givenOn is the day of an accord that stands; one that was withdrawn must not come back with the file.
func givenOn(k domain.Consent) domain.Date {
	if k.Withdrawn.Known() {
		return 0
	}
	return k.On
}

// criterionText leaves a confidential criterion out: it comes in by no file, and leaves by none (RGPD art. 10).
func criterionText(k domain.Criterion) string {
	if k.Code == domain.CriterionConfidential {
		return ""
	}
	text := string(k.Code) + atDay(k.SeenOn)
	if k.ValidUntil.Known() {
		text += ">" + k.ValidUntil.String()
	}
	return text
}

// current is the accompaniment that a file tells: the one entered last.
func current(p *domain.Person) (last domain.Accompaniment) {
	for _, a := range p.Candidate.Accompaniments {
		if a.From >= last.From {
			last = a
		}
	}
	return last
}

// takeAccompaniment puts the file's accompaniment among those known. It replaces one of the same programme that it
// overlaps, so that a corrected date leaves no ghost, and stands beside the others: a re-entry keeps the past.
func takeAccompaniment(dst, src *domain.Person) {
	told := current(src)
	if !told.From.Known() {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(dst.Candidate.Accompaniments), func(a domain.Accompaniment) bool {
		return a.Programme == told.Programme && (!a.To.Known() || a.To >= told.From) && (!told.To.Known() || a.From <= told.To)
	})
	kept = append(kept, told)
	dst.Candidate.Accompaniments = kept
	slices.SortStableFunc(dst.Candidate.Accompaniments, func(a, b domain.Accompaniment) int { return int(a.From - b.From) })
}

// takeConsent lets a file give an accord, or take back one that a file gave. An accord recorded by a person stays unless
// the file's is later, and so does a withdrawal.
func takeConsent(dst, src *domain.Person) {
	told, known := src.Candidate.Consent, dst.Candidate.Consent
	switch {
	case known.By != ByImport && told.On <= known.On: // no accord in the cell is the day 0
		return
	case known.Withdrawn.Known() && told.On <= known.Withdrawn:
		return
	case told.On == known.On:
		return
	}
	dst.Candidate.Consent = told
}

// takeCriteria replaces the proofs that files brought and leaves those that a person recorded, which win for a same code.
func takeCriteria(dst, src *domain.Person) {
	var merged []domain.Criterion
	for _, k := range dst.Candidate.Criteria {
		if k.By != ByImport {
			merged = append(merged, k)
		}
	}
	for _, k := range src.Candidate.Criteria {
		if !slices.ContainsFunc(merged, func(m domain.Criterion) bool { return m.Code == k.Code }) {
			merged = append(merged, k)
		}
	}
	dst.Candidate.Criteria = merged
}
