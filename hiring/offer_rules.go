package hiring

import (
	"context"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
)

// ask copies what an offer asks, and leaves its record, its state, its dates of life and the reasons of referents.
func ask(dst, src *domain.Offer) {
	kept := *dst
	*dst = *src
	dst.Record, dst.Status, dst.PublishedOn, dst.ExpiresOn = kept.Record, kept.Status, kept.PublishedOn, kept.ExpiresOn
	dst.Flags, dst.Overrides = kept.Flags, kept.Overrides
	dst.SecondLevel = kept.SecondLevel
}

// fill puts the draft in the offer after all that can be checked of it.
func (s *Service) fill(ctx context.Context, actor domain.Actor, o, draft *domain.Offer, now time.Time) error {
	if err := s.fillIn(actor, o, draft, now); err != nil {
		return err
	}
	return s.nameEmployer(ctx, actor, o)
}

// fillIn is fill for what needs no look at the establishment.
func (s *Service) fillIn(actor domain.Actor, o, draft *domain.Offer, now time.Time) error {
	before := o.Clause
	ask(o, draft)
	if o.SIRET == "" && !actor.Roles.Has(domain.RoleReferent) && len(actor.SIRETs) == 1 {
		o.SIRET = actor.SIRETs[0]
	}
	if !domain.CanPostFor(actor, o.SIRET) {
		if o.SIRET == "" {
			return domain.Invalid("siret", "Indiquez pour lequel de vos établissements vous recrutez.")
		}
		return domain.Refuse(domain.CodeForbidden, "Vous n'êtes pas membre de l'établissement %s.", o.SIRET.Spaced())
	}
	o.Hidden = o.Hidden && actor.Roles.Has(domain.RoleReferent) // found by staff: staff say so
	if draft.Clause != nil {
		settled, err := draft.Clause.Settled(before, actor)
		if err != nil {
			return err
		}
		o.Clause = settled
	}
	f := s.normalise(o, domain.FieldErrors{})
	f.Add("pay_min", s.paidEnough(o, domain.DayOf(now)))
	if err := f.Err(); err != nil {
		return err
	}
	s.ReadWording(o)
	return nil
}

// normalise brings codes and labels to those of the referential; f receives what is wrong, by field.
func (s *Service) normalise(o *domain.Offer, f domain.FieldErrors) domain.FieldErrors {
	if o.ROME != "" {
		// A code of ROME 3 that became one occupation is that one; one that became several is kept and stands for all.
		switch codes := s.Refs.ROME.Expand(o.ROME); len(codes) {
		case 0:
			f.Add("rome", domain.Invalid("rome", "Le métier %s n'est pas dans le référentiel. Choisissez-en un dans la liste proposée.", o.ROME))
		case 1:
			o.ROME = codes[0]
		}
	}
	if o.Contract == domain.CDD && o.Months >= 6 {
		o.Contract = domain.CDD6
	}
	o.Skills = s.skillNeeds(o.Skills)
	o.Contexts = s.contexts(o.Contexts)
	certificates := make([]domain.CertificateNeed, 0, len(o.Certificates))
	for _, n := range o.Certificates {
		code, _ := s.Refs.Certificates.Parse(n.Code)
		if code != "" {
			certificates = append(certificates, domain.CertificateNeed{Code: code, Need: n.Need})
		}
	}
	o.Certificates = certificates
	texts := []written{{"title", o.Title}, {"description", o.Description}, {"employer_name", o.EmployerName}}
	if k := o.Clause; k != nil {
		texts = append(texts, written{"market_reference", k.MarketReference}, written{"clause_lot", k.Lot})
	}
	refuseNIR(f, texts...)
	return f
}

// written is a text that somebody typed, under its field.
type written struct{ field, text string }

// refuseNIR refuses the texts that hold a social-security number: it is never stored (domain.md §4).
func refuseNIR(f domain.FieldErrors, texts ...written) {
	for _, w := range texts {
		if _, found := intake.WithoutNIR(w.text); found {
			f.Add(w.field, domain.Invalid(w.field, "Ce texte contient un numéro de sécurité sociale : retirez-le."))
		}
	}
}

// skillNeeds ties skills to ROME's by number or by label.
func (s *Service) skillNeeds(needs []domain.SkillNeed) []domain.SkillNeed {
	out := make([]domain.SkillNeed, 0, len(needs))
	for _, n := range needs {
		n.Skill = s.skill(n.Skill)
		if n.Label != "" {
			out = append(out, n)
		}
	}
	return out
}

func (s *Service) skill(k domain.Skill) domain.Skill {
	text := k.ID
	if text == "" {
		text = k.Label
	}
	if known, ok := s.Refs.ROME.SkillNamed(text); ok {
		return domain.Skill{ID: known.ID, Label: known.Label}
	}
	if k.Label == "" {
		k.Label = k.ID
	}
	return k
}

// contexts brings work contexts to their codes; what the referential does not know stays as written.
func (s *Service) contexts(words []string) []string {
	out := make([]string, 0, len(words))
	for _, word := range words {
		if known, ok := s.Refs.ROME.ParseContext(word); ok {
			word = known.Code
		}
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// weeksPerYear and months bring pay to the hour, as the monthly minimum wage is published: 35 h × 52 ÷ 12.
const (
	weeksPerYear  = 52
	monthsPerYear = 12
)

// paidEnough refuses pay below the minimum wage at the start of the work (L3231-2). Apprentices and people in contrat de
// professionnalisation have a scale of their own (D6222-26, D6325-14) and are left to the moderator.
func (s *Service) paidEnough(o *domain.Offer, today domain.Date) error {
	if o.Pay.Min <= 0 || o.Contract == domain.APP || o.Contract == domain.PRO {
		return nil
	}
	hourly := referential.MinimumWage(max(o.Start, today))
	least := float64(hourly)
	switch {
	case o.Pay.Unit == domain.PayMonth:
		least *= o.WeeklyHours * weeksPerYear / monthsPerYear
	case o.Pay.Unit == domain.PayYear:
		least *= o.WeeklyHours * weeksPerYear
	}
	if o.Pay.Min >= int(least) {
		return nil
	}
	unit := map[domain.PayUnit]string{domain.PayMonth: "par mois pour ces heures", domain.PayYear: "par an pour ces heures"}[o.Pay.Unit]
	if unit == "" {
		unit = "de l'heure"
	}
	return domain.Invalid("pay_min", "Le salaire est en dessous du minimum légal, %s brut %s (L3231-2).", euros(int(least)), unit)
}

// fitForReading is what submission and publication ask beyond the form: the wage of the day.
func (s *Service) fitForReading(o *domain.Offer, now time.Time) error {
	today := domain.DayOf(now)
	f := o.Missing()
	for field, message := range o.Over(today) {
		f[field] = message // a wrong day says more than a day too far from it
	}
	f.Add("pay_min", s.paidEnough(o, today))
	return f.Err()
}

// activeEmployer refuses an establishment that is unknown, waiting or suspended (domain.md §3).
func (s *Service) activeEmployer(ctx context.Context, siret domain.SIRET) error {
	e, err := s.Deps.Employers.Get(ctx, domain.System(), string(siret))
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return domain.Invalid("siret", "L'établissement %s n'est pas enregistré : indiquez son nom dans l'offre, ou enregistrez-le.", siret.Spaced())
	case err != nil:
		return err
	case e.Status != domain.EmployerActive:
		return domain.Refuse(domain.CodeConflict, "L'établissement %s est %s : ses offres ne peuvent pas être publiées.", e.Name, e.Status.French())
	}
	return nil
}

// nameEmployer puts the registered name on the offer. A referent who types for somebody who phones registers the
// establishment by the way.
func (s *Service) nameEmployer(ctx context.Context, actor domain.Actor, o *domain.Offer) error {
	if o.SIRET == "" {
		return nil
	}
	e, err := s.Deps.Employers.Get(ctx, domain.System(), string(o.SIRET))
	switch {
	case err == nil:
		o.EmployerName = e.Name
		return nil
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	case o.EmployerName == "" || !actor.Roles.Has(domain.RoleReferent) || actor.Sits(o.SIRET):
		return nil
	}
	_, err = s.RegisterEmployer(ctx, actor, NewEmployer{SIRET: o.SIRET, Name: o.EmployerName, Place: o.Place})
	if domain.CodeOf(err) == domain.CodeConflict { // somebody registered it at the same moment
		return nil
	}
	return err
}
