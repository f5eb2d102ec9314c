package domain

import (
	"strings"
	"time"
)

// OfferStatus is where an offer stands.
type OfferStatus string

// The states of an offer.
const (
	OfferDraft     OfferStatus = "draft"
	OfferSubmitted OfferStatus = "submitted"
	OfferReturned  OfferStatus = "returned"
	OfferPublished OfferStatus = "published"
	OfferPaused    OfferStatus = "paused"
	OfferFilled    OfferStatus = "filled"
	OfferWithdrawn OfferStatus = "withdrawn"
	OfferExpired   OfferStatus = "expired"
)

// OfferStatuses lists the states with their words for people.
func OfferStatuses() []OfferStatus {
	return []OfferStatus{OfferDraft, OfferSubmitted, OfferReturned, OfferPublished, OfferPaused, OfferFilled, OfferWithdrawn, OfferExpired}
}

var offerStatusFrench = map[OfferStatus]string{
	OfferDraft: "brouillon", OfferSubmitted: "en attente de relecture", OfferReturned: "à corriger",
	OfferPublished: "publiée", OfferPaused: "en pause", OfferFilled: "pourvue", OfferWithdrawn: "retirée", OfferExpired: "expirée",
}

// French words the state for people.
func (s OfferStatus) French() string { return offerStatusFrench[s] }

// Offer is what an employer looks for: a job, or a need under a clause of a public contract when Clause is set.
// Salary is gross, in cents of euro per Pay.Unit; WeeklyHours in hours; durations in months; levels 1 to 8.
type Offer struct {
	Record
	Status OfferStatus `json:"status"`
	// Employer pays; UserSIRET is where the work is done when another (temp agency, GEIQ, structure of insertion).
	SIRET        SIRET  `json:"siret"`
	UserSIRET    SIRET  `json:"user_siret,omitempty"`
	EmployerName string `json:"employer_name"`
	// HideEmployer keeps the name from candidates until they meet; Hidden marks an offer that staff found.
	HideEmployer bool `json:"hide_employer,omitempty"`
	Hidden       bool `json:"hidden,omitempty"`

	Title       string   `json:"title"`
	ROME        ROME     `json:"rome"`
	Description string   `json:"description"`
	Contract    Contract `json:"contract"`
	Months      int      `json:"months,omitempty"`
	Places      int      `json:"places"`
	Place       Commune  `json:"place"`

	WeeklyHours     float64  `json:"weekly_hours"`
	FirstStart      Clock    `json:"first_start,omitzero"`
	LastEnd         Clock    `json:"last_end,omitzero"`
	Schedule        Traits   `json:"schedule,omitzero"`
	Shuttle         bool     `json:"shuttle,omitempty"`
	VehicleRequired bool     `json:"vehicle_required,omitempty"`
	Contexts        []string `json:"contexts,omitempty"`
	BeginnerOK      bool     `json:"beginner_ok,omitempty"`
	Pay             Pay      `json:"pay"`
	Start           Date     `json:"start"`
	Deadline        Date     `json:"deadline,omitzero"`

	Skills           []SkillNeed       `json:"skills,omitempty"`
	Licences         []LicenceNeed     `json:"licences,omitempty"`
	Certificates     []CertificateNeed `json:"certificates,omitempty"`
	ExperienceMonths int               `json:"experience_months,omitempty"`
	Level            int               `json:"level,omitempty"`
	// LevelRequired: the level is asked by law for this occupation; otherwise it is only wished.
	LevelRequired bool `json:"level_required,omitempty"`

	Clause *Clause `json:"clause,omitempty"`

	// Flags are what the wording guard found when the offer was last read; Overrides the reasons of referents.
	Flags     []Flag     `json:"flags,omitempty"`
	Overrides []Override `json:"overrides,omitempty"`
	// Slots are the times at which the employer may meet people: not a part of what is asked.
	Slots []Slot `json:"slots,omitempty"`
	// SecondLevel says whether advisers are shown the offer, when the pool has nobody for it.
	SecondLevel SecondLevel `json:"second_level,omitzero"`

	PublishedOn Date `json:"published_on,omitzero"`
	ExpiresOn   Date `json:"expires_on,omitzero"`
}

// Pay is a gross salary in cents of euro per unit; Max 0 when there is no range.
type Pay struct {
	Min  int     `json:"min"`
	Max  int     `json:"max,omitempty"`
	Unit PayUnit `json:"unit"`
}

// PayUnit is hour, month or year.
type PayUnit string

// The units of pay.
const (
	PayHour  PayUnit = "hour"
	PayMonth PayUnit = "month"
	PayYear  PayUnit = "year"
)

// ParsePayUnit reads the files' heure, mois, an or the API's words. Empty means hour.
func ParsePayUnit(s string) (PayUnit, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "heure", "hour", "h":
		return PayHour, nil
	case "mois", "month":
		return PayMonth, nil
	case "an", "annee", "année", "year":
		return PayYear, nil
	}
	return "", Invalid("pay_unit", "« %s » : le salaire est par heure, mois ou an.", clip(s))
}

const (
	// offerLifeDays is how long a published offer lives without a deadline (param, domain.md §3).
	offerLifeDays = 90
	// minDescription in characters: shorter texts tell a candidate nothing (param, domain.md §4).
	minDescription = 100
)

// offerMoves lists every legal move of an offer. The moderation step is L5331-3: nothing false or misleading is
// published; a referent with a seat in the same establishment cannot moderate it (nobody decides on both sides).
var offerMoves = moves[OfferStatus, Offer]{
	{OfferDraft, OfferSubmitted, RoleEmployer | RoleReferent, (*Offer).complete},
	{OfferReturned, OfferSubmitted, RoleEmployer | RoleReferent, (*Offer).complete},
	{OfferSubmitted, OfferPublished, RoleReferent, (*Offer).moderable},
	{OfferSubmitted, OfferReturned, RoleReferent, (*Offer).returnable},
	{OfferPublished, OfferPaused, RoleEmployer | RoleReferent | RoleSystem, nil},
	{OfferPaused, OfferPublished, RoleEmployer | RoleReferent, nil},
	{OfferPublished, OfferFilled, RoleReferent | RoleSystem, (*Offer).notOwn},
	{OfferPaused, OfferFilled, RoleReferent | RoleSystem, (*Offer).notOwn},
	{OfferFilled, OfferPublished, RoleReferent, (*Offer).reopenable},
	{OfferDraft, OfferWithdrawn, RoleEmployer | RoleReferent, nil},
	{OfferSubmitted, OfferWithdrawn, RoleEmployer | RoleReferent, nil},
	{OfferReturned, OfferWithdrawn, RoleEmployer | RoleReferent, nil},
	{OfferPublished, OfferWithdrawn, RoleEmployer | RoleReferent, nil},
	{OfferPaused, OfferWithdrawn, RoleEmployer | RoleReferent, nil},
	{OfferPublished, OfferExpired, RoleSystem, nil},
	{OfferPaused, OfferExpired, RoleSystem, nil},
}

// Move brings the offer to another state.
// It returns Conflict when the state does not allow it, Forbidden when the actor may not, Invalid when the offer is
// incomplete or a needed reason is missing.
func (o *Offer) Move(to OfferStatus, actor Actor, at time.Time, reason string) error {
	if err := offerMoves.check(o, o.Status, to, actor, reason); err != nil {
		return err
	}
	if to == OfferPublished && o.PublishedOn == 0 {
		o.PublishedOn = DayOf(at)
		o.ExpiresOn = o.PublishedOn + offerLifeDays
		if o.Deadline.Known() {
			o.ExpiresOn = o.Deadline
		}
	}
	from := o.Status
	o.Status = to
	o.trace(string(from), string(to), actor, at, reason)
	return nil
}

// Editable tells whether what is asked may still be changed: moderation reads what will be published.
func (o *Offer) Editable() bool {
	return o.Status == OfferDraft || o.Status == OfferReturned || o.Status == OfferSubmitted
}

// Open tells whether the offer still looks for people: published, or paused for a while.
func (o *Offer) Open() bool { return o.Status == OfferPublished || o.Status == OfferPaused }

// Matchable tells whether shortlists may be built: the offer is moderated and still open, or being read by a referent.
func (o *Offer) Matchable() bool {
	return o.Status == OfferSubmitted || o.Status == OfferPublished || o.Status == OfferPaused
}

func (o *Offer) returnable(actor Actor, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Invalid("reason", "Dites à l'employeur ce qu'il faut corriger.")
	}
	return o.notOwn(actor, reason)
}

// reopenable: a hire did not begin, or more people are wanted than were said; the reason stays in the history.
func (o *Offer) reopenable(actor Actor, reason string) error {
	if err := readableReason(strings.TrimSpace(reason), "Dites pourquoi l'offre cherche à nouveau : une embauche qui n'a pas commencé, par exemple."); err != nil {
		return err
	}
	return o.notOwn(actor, reason)
}

// WorkWindows are the hours of the work in the week, as far as the offer says them: it names no days, so the whole week when
// it speaks of the week-end.
func (o *Offer) WorkWindows() []Window {
	if !o.FirstStart.Known() || !o.LastEnd.Known() {
		return nil
	}
	days := Weekdays
	if o.Schedule&TraitWeekend != 0 {
		days = EveryDay
	}
	return []Window{{Days: days, From: o.FirstStart, To: o.LastEnd}}
}

// AsHire is the hire that the offer announces, for a form to begin with: it begins on the day asked, or today.
func (o *Offer) AsHire(today Date) HiringOutcome { return o.AsHireFrom(o.HireDay(today)) }

// AsHireFrom is the hire that the offer announces, from a day on.
func (o *Offer) AsHireFrom(start Date) HiringOutcome {
	h := HiringOutcome{Contract: o.Contract, Start: start, WeeklyHours: o.WeeklyHours}
	if o.Months > 0 && o.Contract.HasEnd() {
		h.End = h.Start.AddMonths(o.Months) - 1
	}
	return h
}

func (o *Offer) moderable(actor Actor, reason string) error {
	if err := o.notOwn(actor, reason); err != nil {
		return err
	}
	if err := o.complete(actor, reason); err != nil {
		return err
	}
	return o.wordingCleared()
}

// StartWindowDays is how late after Start a person may become free.
func (o *Offer) StartWindowDays() int {
	return o.Contract.Kind().StartWithinDays
}

// complete checks everything L5331-1 and following, and the house, ask before an offer is read by a referent.
func (o *Offer) complete(Actor, string) error {
	return o.Missing().Err()
}

// Missing lists what an offer still lacks, by field: empty when it can be submitted.
// Legal sources: pay at least the minimum wage (L3231-2, checked by hiring against the dated table), French text
// (L5331-4), no money asked from people (L5321-3), no upper age (L5331-2): the last three are the wording guard's.
func (o *Offer) Missing() FieldErrors {
	f := FieldErrors{}
	require := func(ok bool, field, message string) {
		if !ok {
			f.Add(field, Invalid(field, "%s", message))
		}
	}
	require(o.SIRET != "", "siret", "Indiquez l'établissement qui recrute.")
	require(strings.TrimSpace(o.Title) != "", "title", "Donnez un intitulé au poste, par exemple « Maçon ».")
	require(o.ROME != "", "rome", "Choisissez le métier dans la liste proposée : c'est lui qui permet de trouver des personnes.")
	require(o.Contract.Bit() != 0, "contract", "Choisissez le type de contrat.")
	require(o.Contract != CDD || o.Months < 6, "contract", "Un CDD de 6 mois ou plus se choisit dans la liste des contrats.")
	require(o.Contract != CDD || o.Months >= 1, "months", "Indiquez la durée du CDD, en mois.")
	require(o.Places >= 1 && o.Places <= 500, "places", "Indiquez combien de personnes vous cherchez (1 à 500).")
	require(o.Place.Known(), "commune", "Indiquez la commune du lieu de travail.")
	require(o.WeeklyHours > 0 && o.WeeklyHours <= 48, "weekly_hours", "Indiquez les heures par semaine, 48 au plus (L3121-20).")
	require(o.Start.Known(), "start", "Indiquez la date de début souhaitée.")
	require(o.Pay.Min > 0, "pay_min", "Indiquez le salaire brut : une offre sans salaire n'est pas publiée.")
	require(o.Pay.Max == 0 || o.Pay.Max >= o.Pay.Min, "pay_max", "Le salaire le plus haut est en dessous du plus bas.")
	require(len([]rune(strings.TrimSpace(o.Description))) >= minDescription, "description",
		"Décrivez le travail en 100 caractères au moins : les tâches, l'équipe, le lieu.")
	require(!o.Deadline.Known() || !o.Start.Known() || o.Deadline <= o.Start.AddMonths(6), "deadline", "La date limite est trop éloignée du début.")
	o.Clause.missing(require)
	return f
}

// Over lists, by field, what makes an offer a thing of the past on the day it would be read or published: nobody is
// proposed for a job that is closed or began more than a month ago (param).
func (o *Offer) Over(today Date) FieldErrors {
	f := FieldErrors{}
	if o.Deadline.Known() && o.Deadline < today {
		f.Add("deadline", Invalid("deadline", "La fin des candidatures est passée : donnez une date à venir."))
	}
	if o.Start.Known() && o.Start < today.AddMonths(-1) {
		f.Add("start", Invalid("start", "Le début est passé depuis plus d'un mois : donnez la date d'aujourd'hui si le poste est à prendre tout de suite."))
	}
	return f
}

// Warnings are remarks that do not stop an offer, by field.
func (o *Offer) Warnings() FieldErrors {
	f := FieldErrors{}
	if o.WeeklyHours > 0 && o.WeeklyHours < 24 && o.Contract != CTT && o.Contract != CTTI {
		f["weekly_hours"] = "Moins de 24 h par semaine : il faut un accord de branche ou la demande de la personne (L3123-27)."
	}
	return f
}
