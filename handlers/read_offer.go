package handlers

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// Longest texts that are read, in characters.
const (
	maxLine = 200
	maxText = 10000
)

// collect parses one value and keeps its refusal under the field; the zero value stands in for what cannot be read.
func collect[T any](f fields, field, text string, parse func(string) (T, error)) T {
	value, err := parse(text)
	f.addAt(field, err)
	return value
}

// offerOf reads the codes, dates and lists of an offer that came as text; f receives what is wrong, by field.
// The place is left to the caller, who can look communes up; known are the skills that may be sent back by their label.
func offerOf(b offerBody, known []domain.SkillNeed, f fields) *domain.Offer {
	o := &domain.Offer{
		HideEmployer: b.HideEmployer, Hidden: b.Hidden, EmployerName: f.short("employer_name", b.EmployerName),
		Title: f.short("title", b.Title), Description: f.long("description", b.Description),
		Months: b.Months, Places: b.Places, WeeklyHours: b.WeeklyHours, Shuttle: b.Shuttle,
		VehicleRequired: b.VehicleRequired, BeginnerOK: b.BeginnerOK, ExperienceMonths: b.Experience,
		Level: b.Level, LevelRequired: b.LevelRequired,
	}
	o.SIRET = optional(f, "siret", b.SIRET, domain.ParseSIRET)
	o.UserSIRET = optional(f, "user_siret", b.UserSIRET, domain.ParseSIRET)
	o.ROME = optional(f, "rome", b.ROME, domain.ParseROME)
	o.Contract = optional(f, "contract", b.Contract, func(s string) (domain.Contract, error) { return domain.ParseContract(s, b.Months) })
	o.FirstStart = optional(f, "first_start", b.FirstStart, domain.ParseClock)
	o.LastEnd = optional(f, "last_end", b.LastEnd, domain.ParseClock)
	o.Start = optional(f, "start", b.Start, domain.ParseDate)
	o.Deadline = optional(f, "deadline", b.Deadline, domain.ParseDate)
	for _, word := range b.Schedule {
		o.Schedule |= optional(f, "schedule", word, domain.ParseTrait)
	}
	for _, word := range b.Contexts {
		if word = oneLine(word); word != "" {
			o.Contexts = append(o.Contexts, f.short("contexts", word))
		}
	}
	o.Pay.Min, o.Pay.Max = f.cents("pay_min", b.PayMin), f.cents("pay_max", b.PayMax)
	o.Pay.Unit = optional(f, "pay_unit", b.PayUnit, domain.ParsePayUnit)
	if o.Pay.Unit == "" {
		o.Pay.Unit = domain.PayHour
	}
	f.within("months", b.Months, 60)
	f.within("places", b.Places, 500)
	f.within("experience_months", b.Experience, 600)
	f.within("level", b.Level, 8)
	if b.WeeklyHours < 0 || b.WeeklyHours > 168 || math.IsNaN(b.WeeklyHours) {
		f.Add("weekly_hours", domain.Invalid("weekly_hours", "Indiquez les heures par semaine, entre 1 et 48."))
	}
	readRequirements(o, b, known, f)
	o.Clause = clauseOf(b.Clause, f)
	return o
}

// readRequirements puts the lists of the three states together.
func readRequirements(o *domain.Offer, b offerBody, known []domain.SkillNeed, f fields) {
	before := make([]domain.Skill, len(known))
	for i, n := range known {
		before[i] = n.Skill
	}
	for need, list := range [][]string{b.RequiredSkills, b.TrainableSkills, b.WishedSkills} {
		for _, text := range list {
			if skill := skillOf(f.short("skills", text), before); skill != (domain.Skill{}) {
				o.Skills = append(o.Skills, domain.SkillNeed{Skill: skill, Need: domain.Need(need)})
			}
		}
	}
	for need, list := range [][]string{b.Licences, b.TrainableLicences, b.WishedLicences} {
		for _, text := range list {
			licence := collect(f, "licences", text, domain.ParseLicence)
			o.Licences = append(o.Licences, domain.LicenceNeed{Licence: licence, Need: domain.Need(need)})
		}
	}
	for need, list := range [][]string{b.Certificates, b.TrainableCertificates, b.WishedCertificates} {
		for _, text := range list {
			if code := f.short("certificates", text); code != "" {
				o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: code, Need: domain.Need(need)})
			}
		}
	}
	if len(o.Skills) > maxLines || len(o.Licences) > maxLines || len(o.Certificates) > maxLines || len(o.Contexts) > maxLines {
		f.Add("skills", domain.Invalid("skills", "%d exigences de chaque sorte au plus.", maxLines))
	}
}

// skillOf reads a skill: one of before sent back by its label, the number of a ROME skill, or else a label.
func skillOf(text string, before []domain.Skill) domain.Skill {
	for _, known := range before {
		if skillText(known) == text {
			return known
		}
	}
	if text != "" && strings.Trim(text, "0123456789") == "" {
		return domain.Skill{ID: text}
	}
	return domain.Skill{Label: text}
}

// clauseOf reads the clause part; whether the market exists is the facilitator's to say.
func clauseOf(b *clauseBody, f fields) *domain.Clause {
	if b == nil {
		return nil
	}
	k := &domain.Clause{MarketReference: f.short("market_reference", b.MarketReference), People: b.People, Hours: b.Hours,
		Way:        optional(f, "clause_way", b.Way, domain.ParseClauseWay),
		TempAgency: collect(f, "temp_agency", b.TempAgency, domain.ParseAgencyAccord), Lot: f.short("clause_lot", b.Lot)}
	f.within("clause_people", b.People, 500)
	f.within("clause_hours", b.Hours, 1_000_000)
	k.Publics = publicsOf(b.Publics, f)
	return k
}

// publicsOf reads the publics of a market: those of the table, each once.
func publicsOf(list []string, f fields) (publics []domain.CriterionCode) {
	for _, text := range list {
		code, known, err := domain.ParseCriterion(text)
		if err == nil && !known {
			err = domain.Invalid("clause_publics", "Public inconnu. Choisissez-le dans la liste.")
		}
		f.addAt("clause_publics", err)
		if !slices.Contains(publics, code) {
			publics = append(publics, code)
		}
	}
	return publics
}

// completedOn is zero for no clause.
func (b *clauseBody) completedOn() domain.Date {
	if b == nil {
		return 0
	}
	return b.CompletedOn
}

// offerBodyOfForm reads the figures of a form, and leaves the codes to offerOf.
func offerBodyOfForm(t templates.OfferForm, f fields) offerBody {
	b := offerBody{
		SIRET: t.SIRET, EmployerName: t.EmployerName, UserSIRET: t.UserSIRET, Title: t.Title, ROME: t.ROME,
		Description: t.Description, HideEmployer: t.HideEmployer, Contract: t.Contract,
		Months: f.integer("months", t.Months), Places: f.integer("places", t.Places), PostalCode: t.PostalCode, Commune: t.Commune,
		WeeklyHours: f.decimal("weekly_hours", t.WeeklyHours), FirstStart: t.FirstStart, LastEnd: t.LastEnd,
		Schedule: t.Schedule, Shuttle: t.Shuttle, VehicleRequired: t.VehicleRequired, Contexts: t.Contexts,
		PayMin: f.decimal("pay_min", t.PayMin), PayMax: f.decimal("pay_max", t.PayMax), PayUnit: t.PayUnit,
		Start: t.Start, Deadline: t.Deadline, BeginnerOK: t.BeginnerOK,
		Experience: f.integer("experience_months", t.ExperienceMonths), Level: f.integer("level", t.Level), LevelRequired: t.LevelRequired,
	}
	if t.Clause {
		b.Clause = &clauseBody{MarketReference: t.MarketReference, People: f.integer("clause_people", t.ClausePeople),
			Hours: f.integer("clause_hours", t.ClauseHours), Way: t.ClauseWay, Lot: t.ClauseLot, Publics: t.ClausePublics}
		if t.TempAgency {
			b.Clause.TempAgency = string(domain.AgencyAsked)
		}
	}
	return b
}

// offerOfForm reads a whole form.
func offerOfForm(t templates.OfferForm, f fields) *domain.Offer {
	o := offerOf(offerBodyOfForm(t, f), nil, f)
	for _, line := range t.Skills {
		o.Skills = append(o.Skills, domain.SkillNeed{Skill: domain.Skill{ID: line.ID, Label: f.short("skills", line.Value)}, Need: line.Need})
	}
	for _, line := range t.Certificates {
		o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: f.short("certificates", line.Value), Need: line.Need})
	}
	for _, line := range t.Licences {
		o.Licences = append(o.Licences, domain.LicenceNeed{Licence: collect(f, "licences", line.Value, domain.ParseLicence), Need: line.Need})
	}
	return o
}

// fields gathers what is wrong while values are read.
type fields struct{ domain.FieldErrors }

func newFields() fields { return fields{domain.FieldErrors{}} }

// addAt files a refusal under this field, whatever field the parser names.
func (f fields) addAt(field string, err error) {
	var own *domain.Error
	if errors.As(err, &own) {
		err = domain.Refuse(own.Code, "%s", own.Message)
	}
	f.Add(field, err)
}

// short reads a single line, long a text of several; within, integer, decimal and cents read figures.
func (f fields) short(field, text string) string { return f.limited(field, oneLine(text), maxLine) }

func (f fields) long(field, text string) string {
	return f.limited(field, strings.TrimSpace(straight(text)), maxText)
}

// limited refuses a text past its length rather than cutting it: nothing is lost in silence.
func (f fields) limited(field, text string, limit int) string {
	if len([]rune(text)) > limit {
		f.Add(field, domain.Invalid(field, "Ce texte est trop long : %d caractères au plus.", limit))
		return ""
	}
	return text
}

func (f fields) within(field string, n, limit int) {
	if n < 0 || n > limit {
		f.Add(field, domain.Invalid(field, "Indiquez un nombre entre 0 et %d.", limit))
	}
}

// integer and decimal read figures as people type them; an empty box is 0.
func (f fields) integer(field, text string) int {
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		f.Add(field, domain.Invalid(field, "« %s » n'est pas un nombre entier.", firstRunes(text, 30)))
	}
	return n
}

func (f fields) decimal(field, text string) float64 {
	if text == "" {
		return 0
	}
	x, err := strconv.ParseFloat(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".", "€", "").Replace(text), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		f.Add(field, domain.Invalid(field, "« %s » n'est pas un nombre.", firstRunes(text, 30)))
		return 0
	}
	return x
}

// maxEuros bounds a salary: a year's pay of a million is a slip of the finger.
const maxEuros = 1_000_000

func (f fields) cents(field string, euros float64) int {
	if euros < 0 || euros > maxEuros || math.IsNaN(euros) {
		f.Add(field, domain.Invalid(field, "Ce montant n'est pas possible."))
		return 0
	}
	return int(math.Round(euros * 100))
}

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// optional parses a value that may be left empty.
func optional[T any](f fields, field, text string, parse func(string) (T, error)) (value T) {
	if strings.TrimSpace(text) == "" {
		return value
	}
	return collect(f, field, text, parse)
}
