package handlers

import (
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// maxLines bounds the requirement lines of one kind that are read from a form.
const maxLines = 40

// readOfferForm keeps every value as typed, so that a refused form comes back as it was sent.
func readOfferForm(f form) templates.OfferForm {
	return templates.OfferForm{
		SIRET: f.line("siret"), EmployerName: f.line("employer_name"), UserSIRET: f.line("user_siret"),
		Title: f.line("title"), ROME: f.line("rome"), Description: f.text("description"),
		HideEmployer: f.checked("hidden_employer"),
		Contract:     f.line("contract"), Months: f.line("months"), Places: f.line("places"),

		PostalCode: f.line("postal_code"), Commune: f.line("commune"), WeeklyHours: f.line("weekly_hours"),
		FirstStart: f.line("first_start"), LastEnd: f.line("last_end"), Schedule: f.all("schedule"),
		Shuttle: f.checked("shuttle"), VehicleRequired: f.checked("vehicle_required"), Contexts: f.all("contexts"),

		PayMin: f.line("pay_min"), PayMax: f.line("pay_max"), PayUnit: f.line("pay_unit"),
		Start: f.line("start"), Deadline: f.line("deadline"),

		Skills:       readNeeds(f, "skill"),
		Certificates: readNeeds(f, "certificate"),
		Licences:     readNeeds(f, "licence"),
		BeginnerOK:   f.checked("beginner_ok"), ExperienceMonths: f.line("experience_months"),
		Level: f.line("level"), LevelRequired: f.checked("level_required"),

		Clause: f.checked("clause"), MarketReference: f.line("market_reference"), ClausePeople: f.line("clause_people"),
		ClauseHours: f.line("clause_hours"), ClauseWay: f.line("clause_way"), ClausePublics: f.all("clause_publics"),
		ClauseLot: f.line("clause_lot"), TempAgency: f.checked("temp_agency"),
	}
}

// readNeeds reads the parallel lists of one kind of requirement. A need that cannot be read is « indispensable »: the
// state that people see is the one that was sent, or the strictest.
func readNeeds(f form, name string) (lines []templates.NeedLine) {
	values, ids, needs := f.all(name), f.all(name+"_id"), f.all(name+"_need")
	at := func(list []string, i int) string {
		if i < len(list) {
			return list[i]
		}
		return ""
	}
	for i, value := range values {
		if value = oneLine(value); value == "" || len(lines) == maxLines {
			continue
		}
		need, err := domain.ParseNeed(at(needs, i))
		if err != nil {
			need = domain.DayOne
		}
		lines = append(lines, templates.NeedLine{ID: oneLine(at(ids, i)), Value: value, Need: need})
	}
	return lines
}

// offerFormOf shows a stored offer in the form of who may change it.
func offerFormOf(o *domain.Offer, viewer domain.Actor) templates.OfferForm {
	f := templates.OfferForm{
		SIRET: string(o.SIRET), EmployerName: o.EmployerName, UserSIRET: string(o.UserSIRET), Title: o.Title,
		ROME: string(o.ROME), Description: o.Description, HideEmployer: o.HideEmployer, Contract: string(o.Contract),
		Months: number(o.Months), Places: number(o.Places), PostalCode: o.Place.PostalCode, Commune: o.Place.Name,
		WeeklyHours: decimal(o.WeeklyHours), FirstStart: o.FirstStart.String(), LastEnd: o.LastEnd.String(),
		Schedule: o.Schedule.API(), Shuttle: o.Shuttle, VehicleRequired: o.VehicleRequired, Contexts: o.Contexts,
		PayMin: euros(o.Pay.Min), PayMax: euros(o.Pay.Max), PayUnit: string(o.Pay.Unit), Start: o.Start.String(),
		Deadline: o.Deadline.String(), BeginnerOK: o.BeginnerOK, ExperienceMonths: number(o.ExperienceMonths),
		Level: number(o.Level), LevelRequired: o.LevelRequired,
	}
	for _, n := range o.Skills {
		f.Skills = append(f.Skills, templates.NeedLine{ID: n.ID, Value: n.Label, Need: n.Need})
	}
	for _, n := range o.Certificates {
		f.Certificates = append(f.Certificates, templates.NeedLine{Value: n.Code, Need: n.Need})
	}
	for _, n := range o.Licences {
		f.Licences = append(f.Licences, templates.NeedLine{Value: string(n.Licence), Need: n.Need})
	}
	if k := o.Clause.AsSeenBy(viewer); k != nil {
		f.Clause, f.MarketReference, f.ClauseWay = true, k.MarketReference, string(k.Way)
		f.ClausePeople, f.ClauseHours = number(k.People), number(k.Hours)
		f.ClauseLot, f.TempAgency, f.ClausePublics = k.Lot, k.TempAgency != "", texts(k.Publics)
	}
	return f
}

// number leaves an empty box for a figure that was not given.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func decimal(x float64) string {
	if x == 0 {
		return ""
	}
	return strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ",")
}

// euros writes cents as a form shows them: 12,50.
func euros(cents int) string {
	if cents == 0 {
		return ""
	}
	if cents%100 == 0 {
		return strconv.Itoa(cents / 100)
	}
	return strconv.Itoa(cents/100) + "," + strconv.Itoa(cents%100/10) + strconv.Itoa(cents%10)
}
