package hiring

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// strongest is how many reasons a card gives.
const strongest = 3

// CardOf makes the anonymous card of a person for one offer (domain.md §4, Visibility). It reads the profile only, and of
// the profile only what the law of the house lets out: codes worded by the referential, never a text of the person's own,
// a place, an exact distance, a window, a refusal, a language or a criterion.
func CardOf(refs intake.Refs, offer *domain.Offer, p *domain.Profile, e *domain.Entry, on domain.Date) domain.Card {
	k := domain.Card{
		ID: e.Card, Band: domain.Band(e.Score), Level: levelText(p), Experience: experienceText(p),
		Skills: skillsAsked(offer, p), Occupations: occupationsText(refs, p), Licences: licencesText(p),
		Certificates: certificatesText(refs, p, max(on, offer.Start)), Availability: availabilityText(p, on),
	}
	if p.Place.Known() && offer.Place.Known() {
		k.Distance = domain.DistanceBand(offer.Place.DistanceKm(p.Place))
	}
	for _, c := range p.Contracts.List() {
		k.Contracts = append(k.Contracts, c.Kind().Label)
	}
	k.Reasons = reasonsFor(offer, p, e, k)
	return k
}

// occupationsText names what was done, with years, and what is sought. A title that no code answers is the person's own
// words: it stays in the house.
func occupationsText(refs intake.Refs, p *domain.Profile) (list []string) {
	for _, d := range p.Practised {
		if d.ROME != "" {
			list = append(list, refs.ROME.Label(d.ROME)+duration(", ", d.Months))
		}
	}
	for _, t := range p.Targets {
		done := slices.ContainsFunc(p.Practised, func(d domain.Practice) bool { return d.ROME == t.ROME })
		if t.ROME != "" && !done {
			list = append(list, refs.ROME.Label(t.ROME)+" (recherché)")
		}
	}
	return list
}

// duration words months: « 8 mois », « 2 ans »; nothing for none.
func duration(before string, months int) string {
	switch {
	case months <= 0:
		return ""
	case months < 24:
		return fmt.Sprintf("%s%d mois", before, months)
	}
	return fmt.Sprintf("%s%d ans", before, months/12)
}

// skillsAsked are the offer's own skills that the person has.
func skillsAsked(offer *domain.Offer, p *domain.Profile) (list []string) {
	for _, need := range offer.Skills {
		if slices.ContainsFunc(p.Skills, func(k domain.Skill) bool {
			return need.ID != "" && k.ID == need.ID || strings.EqualFold(k.Label, need.Label)
		}) {
			list = append(list, need.Label)
		}
	}
	return list
}

func licencesText(p *domain.Profile) (list []string) {
	for _, l := range p.Licences {
		if !l.InProgress {
			list = append(list, string(l.Licence))
		}
	}
	return list
}

// certificatesText names the certificates valid on the day, those of the table only.
func certificatesText(refs intake.Refs, p *domain.Profile, on domain.Date) (list []string) {
	for _, h := range p.Certificates {
		_, known := refs.Certificates.Certificate(h.Code)
		valid, _ := refs.Certificates.Valid([]domain.HeldCertificate{h}, h.Code, on)
		if known && valid {
			list = append(list, refs.Certificates.Label(h.Code))
		}
	}
	return list
}

func levelText(p *domain.Profile) string {
	if p.Level == 0 {
		return ""
	}
	return domain.LevelFrench(p.Level)
}

func experienceText(p *domain.Profile) string {
	months := 0
	for _, d := range p.Practised {
		months += d.Months
	}
	return duration("", months)
}

func availabilityText(p *domain.Profile, on domain.Date) string {
	switch {
	case !p.Available.Known():
		return ""
	case p.Available <= on:
		return "tout de suite"
	}
	return "à partir du " + p.Available.French()
}

// reasonsFor words the three strongest parts of the score for an employer, from the facts of the card itself. The parts
// that rest on windows, wishes or the person's own words are for staff.
func reasonsFor(offer *domain.Offer, p *domain.Profile, e *domain.Entry, k domain.Card) (list []string) {
	parts := slices.Clone(e.Reasons)
	slices.SortStableFunc(parts, func(a, b domain.Reason) int { return cmp.Compare(b.Points, a.Points) })
	for _, r := range parts {
		if text := reasonFor(r, offer, p, k); text != "" && r.Points > 0 && len(list) < strongest {
			list = append(list, text)
		}
	}
	return list
}

func reasonFor(r domain.Reason, offer *domain.Offer, p *domain.Profile, k domain.Card) string {
	switch r.Criterion {
	case domain.PartOccupation:
		return occupationReason(offer, p)
	case domain.PartSkills:
		if n := len(k.Skills); n > 0 {
			return fmt.Sprintf("a %d des %d compétences demandées", n, len(offer.Skills))
		}
	case domain.PartExperience:
		if k.Experience != "" && offer.ExperienceMonths > 0 {
			return "a " + k.Experience + " d'expérience"
		}
	case domain.PartDistance:
		if k.Distance != "" {
			return "habite " + k.Distance
		}
	case domain.PartAvailability:
		if p.Available.Known() && p.Available <= offer.Start {
			return "disponible à la date voulue"
		}
	case domain.PartLevel:
		if offer.Level > 0 && p.Level >= offer.Level {
			return "a le niveau souhaité"
		}
	}
	return ""
}

func occupationReason(offer *domain.Offer, p *domain.Profile) string {
	done := slices.ContainsFunc(p.Practised, func(d domain.Practice) bool { return d.ROME == offer.ROME })
	sought := slices.ContainsFunc(p.Targets, func(t domain.Target) bool { return t.ROME == offer.ROME })
	switch {
	case done && sought:
		return "cherche ce métier et l'a déjà exercé"
	case done:
		return "a déjà exercé ce métier"
	case sought:
		return "cherche ce métier"
	}
	return "connaît un métier proche"
}
