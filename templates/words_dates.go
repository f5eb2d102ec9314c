package templates

import (
	"fmt"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

var weekdays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// longDay writes « mardi 15 décembre 2026 »; nothing for an unknown day.
func longDay(d domain.Date) string {
	if !d.Known() {
		return ""
	}
	return weekdays[d.Weekday()] + " " + d.French()
}

// Moment is an instant as the page says it: « il y a 3 jours », with the full date beside for who wants it.
type Moment struct {
	ISO, Full, Words string
}

// momentOf words an instant from now; the zero instant gives an empty Moment.
func momentOf(t, now time.Time) Moment {
	if t.IsZero() {
		return Moment{}
	}
	local := t.In(domain.Paris())
	full := longDay(domain.DayOf(t)) + " à " + hourWords(local.Hour(), local.Minute())
	return Moment{ISO: t.UTC().Format(time.RFC3339), Full: full, Words: since(t, now)}
}

// dayMomentOf words a day from now.
func dayMomentOf(d domain.Date, now time.Time) Moment {
	if !d.Known() {
		return Moment{}
	}
	return Moment{ISO: d.String(), Full: longDay(d), Words: daysBetween(int(domain.DayOf(now)-d), d)}
}

// freeWords says from when somebody is free.
func freeWords(d domain.Date, now time.Time) string {
	today := domain.DayOf(now)
	switch {
	case !d.Known():
		return ""
	case d <= today:
		return "libre"
	}
	return "libre " + daysBetween(int(today-d), d)
}

// since counts in the largest unit that is not zero, by Paris days from yesterday on.
func since(t, now time.Time) string {
	days := int(domain.DayOf(now) - domain.DayOf(t))
	elapsed := now.Sub(t)
	switch {
	case elapsed < 0 || days > 0:
		return daysBetween(days, domain.DayOf(t))
	case elapsed < time.Minute:
		return "à l'instant"
	case elapsed < time.Hour:
		return "il y a " + count(int(elapsed.Minutes()), "minute", "minutes")
	}
	return "il y a " + count(int(elapsed.Hours()), "heure", "heures")
}

// daysBetween words a distance in days, past when positive; beyond two months the date itself is clearer.
func daysBetween(days int, d domain.Date) string {
	switch {
	case days == 0:
		return "aujourd'hui"
	case days == 1:
		return "hier"
	case days == -1:
		return "demain"
	case days > 60 || days < -60:
		return "le " + d.French()
	case days > 0:
		return fmt.Sprintf("il y a %d jours", days)
	}
	return fmt.Sprintf("dans %d jours", -days)
}

// hourWords writes 8 h, 16 h 30.
func hourWords(hour, minute int) string {
	if minute == 0 {
		return fmt.Sprintf("%d\u00a0h", hour)
	}
	return fmt.Sprintf("%d\u00a0h\u00a0%02d", hour, minute)
}

// clockWords writes a time of day as people say it.
func clockWords(c domain.Clock) string {
	if !c.Known() {
		return ""
	}
	return hourWords(c.Minutes()/60, c.Minutes()%60)
}

var dayNames = [...]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}

// windowWords writes « du lundi au vendredi, de 8 h à 16 h 30 ».
func windowWords(w domain.Window) string {
	var spans []string
	for d := 0; d < 7; d++ {
		if w.Days>>d&1 == 0 {
			continue
		}
		end := d
		for end+1 < 7 && w.Days>>(end+1)&1 == 1 {
			end++
		}
		switch {
		case end-d >= 2:
			spans = append(spans, "du "+dayNames[d]+" au "+dayNames[end])
		case end-d == 1:
			spans = append(spans, "le "+dayNames[d], "le "+dayNames[end])
		default:
			spans = append(spans, "le "+dayNames[d])
		}
		d = end
	}
	days := join(spans)
	if w.Days == domain.EveryDay {
		days = "tous les jours"
	}
	return strings.TrimSpace(days + ", de " + clockWords(w.From) + " à " + clockWords(w.To))
}
