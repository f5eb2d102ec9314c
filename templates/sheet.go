package templates

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Employer is who recruits, as a candidate reads it.
func (s OfferSheet) Employer() string {
	if s.Offer.HideEmployer || s.Offer.EmployerName == "" {
		if s.Offer.Place.Known() {
			return "Une entreprise " + domain.OfCommune(s.Offer.Place.Name)
		}
		return "Une entreprise"
	}
	return s.Offer.EmployerName
}

// Signature is who recruits, as the employer and staff read it: name, establishment, where the work is done.
func (s OfferSheet) Signature() string {
	var parts []string
	if name := s.Offer.EmployerName; name != "" {
		if s.Offer.HideEmployer {
			name += " (nom gardé jusqu'à la rencontre)"
		}
		parts = append(parts, name)
	}
	if s.Offer.SIRET != "" {
		parts = append(parts, "SIRET "+s.Offer.SIRET.Spaced())
	}
	if s.Offer.UserSIRET != "" {
		parts = append(parts, "travail chez "+s.Offer.UserSIRET.Spaced())
	}
	return strings.Join(parts, ", ")
}

// Place is the commune of the site with its postal code.
func (s OfferSheet) Place() string {
	return strings.TrimSpace(s.Offer.Place.Name + " " + paren(s.Offer.Place.PostalCode))
}

func paren(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

// Contract is the kind of contract with its length.
func (s OfferSheet) Contract() string {
	label := s.Offer.Contract.Kind().Label
	if s.Offer.Months > 0 && label != "" {
		label += ", " + months(s.Offer.Months)
	}
	return label
}

// Hours is the weekly time, the hours of the day and the traits of the schedule.
func (s OfferSheet) Hours() string {
	var parts []string
	o := s.Offer
	if o.WeeklyHours > 0 {
		parts = append(parts, decimal(o.WeeklyHours)+" h par semaine")
	}
	switch {
	case o.FirstStart.Known() && o.LastEnd.Known():
		parts = append(parts, "entre "+clockWords(o.FirstStart)+" et "+clockWords(o.LastEnd))
	case o.FirstStart.Known():
		parts = append(parts, "dès "+clockWords(o.FirstStart))
	case o.LastEnd.Known():
		parts = append(parts, "jusqu'à "+clockWords(o.LastEnd))
	}
	if traits := o.Schedule.French(); traits != "" {
		parts = append(parts, traits)
	}
	return strings.Join(parts, ", ")
}

// Travel says how to get there, when there is something to say.
func (s OfferSheet) Travel() string {
	var parts []string
	if s.Offer.Shuttle {
		parts = append(parts, "navette de l'entreprise")
	}
	if s.Offer.VehicleRequired {
		parts = append(parts, "véhicule personnel nécessaire pour le travail")
	}
	return strings.Join(parts, ", ")
}

// Experience says what experience is asked.
func (s OfferSheet) Experience() string {
	switch {
	case s.Offer.BeginnerOK && s.Offer.ExperienceMonths == 0:
		return "débutant accepté"
	case s.Offer.BeginnerOK:
		return "débutant accepté, " + months(s.Offer.ExperienceMonths) + " d'expérience serait un plus"
	case s.Offer.ExperienceMonths > 0:
		return months(s.Offer.ExperienceMonths) + " dans le métier"
	}
	return ""
}

// Level says which level is asked, and whether by law.
func (s OfferSheet) Level() string {
	switch {
	case s.Offer.Level == 0:
		return ""
	case s.Offer.LevelRequired:
		return domain.LevelFrench(s.Offer.Level) + ", exigé par la loi"
	}
	return domain.LevelFrench(s.Offer.Level) + ", souhaité"
}

// NeedText is one requirement in words.
type NeedText struct {
	Label string
	Need  domain.Need
}

// Needs lists the requirements of one state: skills, certificates, licences.
func (s OfferSheet) Needs(state domain.Need) (labels []string) {
	for _, n := range s.AllNeeds() {
		if n.Need == state {
			labels = append(labels, n.Label)
		}
	}
	return labels
}

// AllNeeds lists every requirement, indispensable ones first.
func (s OfferSheet) AllNeeds() (all []NeedText) {
	for state := domain.DayOne; state <= domain.Plus; state++ {
		for _, n := range s.Offer.Skills {
			if n.Need == state {
				all = append(all, NeedText{n.Label, state})
			}
		}
		for i, n := range s.Offer.Certificates {
			if n.Need == state {
				all = append(all, NeedText{s.certificate(i), state})
			}
		}
		for _, n := range s.Offer.Licences {
			if n.Need == state {
				all = append(all, NeedText{"permis " + string(n.Licence), state})
			}
		}
	}
	return all
}

func (s OfferSheet) certificate(i int) string {
	if i < len(s.Certificates) && s.Certificates[i] != "" {
		return s.Certificates[i]
	}
	return s.Offer.Certificates[i].Code
}

// Indispensable, Teachable and Pluses are the three states of Needs, for the templates.
func (s OfferSheet) Indispensable() []string { return s.Needs(domain.DayOne) }

// Teachable lists what the company can train for.
func (s OfferSheet) Teachable() []string { return s.Needs(domain.Trainable) }

// Pluses lists what would be a plus.
func (s OfferSheet) Pluses() []string { return s.Needs(domain.Plus) }

// Line is the offer in one line: who (for staff), where, which contract, how many, from when.
func (r OfferRow) Line(v Viewer) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if v.Staff() {
		add(r.Employer)
	}
	add(r.Commune)
	add(r.Contract.Kind().Label)
	if r.Places > 1 {
		add(count(r.Places, "place", "places"))
	}
	if r.Start.Known() {
		add("dès le " + r.Start.French())
	}
	return strings.Join(parts, ", ")
}
