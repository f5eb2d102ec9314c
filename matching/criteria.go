package matching

import (
	"math"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// lateness is how many days after the hire the person becomes free; negative when earlier.
func (a *ask) lateness(h *hot) int { return int(h.available) - int(a.hire) }

// availability is full at the start, then falls linearly to 0 at the end of the contract's window.
func (a *ask) availability(h *hot) part {
	most := a.w.Availability.Max
	switch {
	case !a.offer.Start.Known():
		return part{points: hundredths(most), note: noteNotAsked}
	case !h.available.Known():
		return part{points: hundredths(most * a.w.Unknown), note: noteToCheck}
	}
	late := a.lateness(h)
	switch {
	case late <= 0:
		return part{points: hundredths(most)}
	case a.window <= 0:
		return part{}
	}
	return part{points: hundredths(most * clamp(1-float64(late)/float64(a.window)))}
}

func (a *ask) availabilityText(h *hot, m part) string {
	switch m.note {
	case noteNotAsked:
		return "la date de début n'est pas fixée"
	case noteToCheck:
		return "date de disponibilité inconnue : à vérifier"
	}
	late := a.lateness(h)
	if late <= 0 {
		if a.onTime == "" {
			a.onTime = "disponible pour le début, le " + a.hire.French()
		}
		return a.onTime
	}
	return "disponible le " + h.available.French() + ", " + days(late) + " après le début"
}

func days(n int) string {
	if n == 1 {
		return "1 jour"
	}
	return strconv.Itoa(n) + " jours"
}

// level is full for the level wished, a part of it when nobody knows or the diploma was not obtained.
func (a *ask) level(p *person) part {
	most := a.w.Level.Max
	switch wished := a.offer.Level; {
	case wished <= 0:
		return part{points: hundredths(most), note: noteNotAsked}
	case p.level == 0:
		return part{points: hundredths(most * a.w.Unknown), note: noteToCheck}
	case diplomaLevel(int(p.level), p.obtained) >= wished:
		return part{points: hundredths(most)}
	case int(p.level) >= wished:
		return part{points: hundredths(most * a.w.Unknown)}
	}
	return part{}
}

func (a *ask) levelText(p *person, m part) string {
	switch {
	case m.note == noteNotAsked:
		return "aucun niveau demandé"
	case m.note == noteToCheck:
		return "niveau inconnu : à vérifier"
	case int(p.level) < a.offer.Level:
		return domain.LevelFrench(int(p.level)) + ", souhaité : " + domain.LevelFrench(a.offer.Level)
	case p.obtained == domain.No:
		return domain.LevelFrench(int(p.level)) + ", sans le diplôme"
	}
	return domain.LevelFrench(int(p.level))
}

// preference adds the weekly hours wanted, a confirmed interest, and hours inside the person's windows.
// The order in which contracts are accepted means nothing. Somebody who said nothing is not contradicted.
func (a *ask) preference(row uint32, p *person, h *hot) part {
	w := &a.w.Preference
	sum := w.Hours*a.hoursShare(p) + w.Windows*a.windowsShare(h)
	if a.keen(row, p) {
		sum += w.Interest
	}
	return part{points: hundredths(sum)}
}

// hoursShare is 1 for a gap of hours nobody minds, then falls linearly.
func (a *ask) hoursShare(p *person) float64 {
	w := &a.w.Preference
	if a.offer.WeeklyHours <= 0 || p.hours <= 0 {
		return 1
	}
	gap := math.Abs(a.offer.WeeklyHours - float64(p.hours))
	return clamp(1 - (gap-w.HoursClose)/(w.HoursFar-w.HoursClose))
}

// windowsShare is the share of the offer's days on which its hours are inside the person's windows.
func (a *ask) windowsShare(h *hot) float64 {
	if h.terms == 0 {
		return 1
	}
	return a.onTerms(h.terms).share
}

// keen tells whether the person confirmed an interest in the occupation or the company: by a link, at a meetup, or in a
// PMSMP with a good assessment.
func (a *ask) keen(row uint32, p *person) bool {
	if a.interested != nil && a.interested.has(row) {
		return true
	}
	for i := range p.experience {
		if e := &p.experience[i]; e.how == immersed && a.class[e.occupation] == domain.LinkSame {
			return true
		}
	}
	return p.rare != nil && a.hosted(p.rare)
}

// hosted tells whether the company, or the user company, hosted the person in a PMSMP with a good assessment.
func (a *ask) hosted(r *rare) bool {
	for _, s := range r.hosts {
		if s == a.offer.SIRET || s == a.offer.UserSIRET {
			return true
		}
	}
	return false
}

// interestedRows marks people who confirmed an interest in the occupation or the company; nil when there is none.
func (a *ask) interestedRows() (c column) {
	words := &a.ix.words
	for _, target := range a.targets {
		n, ok := a.ix.occupations.number[target]
		if !ok {
			continue
		}
		for _, code := range a.ix.occupations.including(n) {
			for _, row := range words.having(kindInterest, string(code)) {
				c = a.mark(c, row)
			}
		}
	}
	for _, siret := range []domain.SIRET{a.offer.SIRET, a.offer.UserSIRET} {
		if siret == "" {
			continue
		}
		for _, row := range words.having(kindHost, string(siret)) {
			c = a.mark(c, row)
		}
	}
	return c
}

func (a *ask) preferenceText(row uint32, p *person, h *hot) string {
	var said []string
	switch gap := a.hoursShare(p); {
	case p.hours <= 0:
	case gap == 1:
		said = append(said, "les heures souhaitées ("+hours(float64(p.hours))+" par semaine)")
	default:
		said = append(said, "souhaite "+hours(float64(p.hours))+" par semaine, l'offre en propose "+hours(a.offer.WeeklyHours))
	}
	if a.keen(row, p) {
		said = append(said, "a confirmé son intérêt pour ce métier ou cette entreprise")
	}
	if len(a.ix.terms[h.terms].windows) > 0 && a.hoursKnown() {
		switch share := a.windowsShare(h); share {
		case 1:
			said = append(said, "horaires dans ses plages")
		case 0:
			said = append(said, "horaires hors de ses plages")
		default:
			said = append(said, "horaires dans ses plages une partie de la semaine")
		}
	}
	if len(said) == 0 {
		return "aucun souhait contraire"
	}
	return strings.Join(said, " ; ")
}
