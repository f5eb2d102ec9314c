package referential

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// fixedHolidays and movingHolidays are the eleven of Code du travail L3133-1. Alsace-Moselle has two more, not here.
var fixedHolidays = [...]struct {
	month time.Month
	day   int
	name  string
}{
	{time.January, 1, "Jour de l'an"},
	{time.May, 1, "Fête du travail"}, // the only one that must be off for everybody: L3133-4
	{time.May, 8, "Victoire 1945"},
	{time.July, 14, "Fête nationale"},
	{time.August, 15, "Assomption"},
	{time.November, 1, "Toussaint"},
	{time.November, 11, "Armistice 1918"},
	{time.December, 25, "Noël"},
}

var movingHolidays = [...]struct {
	afterEaster domain.Date
	name        string
}{
	{1, "Lundi de Pâques"},
	{39, "Ascension"},
	{50, "Lundi de Pentecôte"},
}

// PublicHoliday names the public holiday of a day (L3133-1). Two may fall together: the fixed one is named.
func PublicHoliday(d domain.Date) (name string, ok bool) {
	if !d.Known() {
		return "", false
	}
	year, month, day := d.Time().Date()
	for _, h := range fixedHolidays {
		if h.month == month && h.day == day {
			return h.name, true
		}
	}
	after := d - Easter(year)
	for _, h := range movingHolidays {
		if h.afterEaster == after {
			return h.name, true
		}
	}
	return "", false
}

// Easter is the Sunday of Easter in the Gregorian calendar (Meeus, Jones and Butcher).
func Easter(year int) domain.Date {
	a, b, c := year%19, year/100, year%100
	g := (8*b + 13) / 25
	h := (19*a + b - b/4 - g + 15) % 30
	m := (a + 11*h) / 319
	l := (2*(b%4) + 2*(c/4) - c%4 - h + m + 32) % 7
	month := (h - m + l + 90) / 25
	day := (h - m + l + month + 19) % 32
	return domain.NewDate(year, time.Month(month), day)
}

// WorkingDayAfter is the n-th working day after a day.
func WorkingDayAfter(from domain.Date, n int) domain.Date {
	day := from
	for n > 0 {
		day++
		n -= WorkingDaysBetween(day-1, day)
	}
	return day
}

// WorkingDaysBetween counts the working days after from, up to and with to: Monday to Friday, public holidays out. 0 when
// to is not later, or a day is not known.
func WorkingDaysBetween(from, to domain.Date) (days int) {
	if !from.Known() {
		return 0
	}
	for day := from + 1; day <= to; day++ {
		_, holiday := PublicHoliday(day)
		if weekday := day.Weekday(); !holiday && weekday != time.Saturday && weekday != time.Sunday {
			days++
		}
	}
	return days
}
