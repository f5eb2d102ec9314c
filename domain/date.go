package domain

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // legal days are Paris days, on any machine
)

// Date is a civil day, counted from 0001-01-01 = 1. The zero value is "no date".
// Legal delays are counted in days of Europe/Paris, instants are UTC.
type Date int32

var (
	paris     = mustLocation("Europe/Paris")
	dateEpoch = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
)

// epochToUnix is the ordinal of 1970-01-01.
const epochToUnix = 719163

func mustLocation(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		// tzdata is embedded above: this cannot happen on a sane build.
		return time.UTC
	}
	return l
}

// Paris is the time zone of every legal day.
func Paris() *time.Location { return paris }

// DayOf is the Paris day of an instant; the zero instant has no day.
func DayOf(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.In(paris).Date()
	return NewDate(y, m, d)
}

// NewDate makes a day; out-of-range values roll over as in time.Date.
func NewDate(y int, m time.Month, d int) Date {
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 + epochToUnix)
}

// ParseDate reads 2026-11-23 or 23/11/2026. Empty text is the zero Date.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	for _, layout := range []string{"2006-01-02", "02/01/2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 && t.Year() < 2200 {
			return NewDate(t.Date()), nil
		}
	}
	return 0, Invalid("", "« %s » n'est pas une date. Écrivez-la 2026-11-23 ou 23/11/2026.", clip(s))
}

// Known is false for "no date".
func (d Date) Known() bool { return d != 0 }

// Time is midnight UTC of that day, for calendars and formatting only.
func (d Date) Time() time.Time { return dateEpoch.AddDate(0, 0, int(d)-1) }

// StartIn is the instant at which the day begins in Paris.
func (d Date) StartIn() time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, paris)
}

// AddMonths moves by whole months and stays in the month aimed at: 31/01 + 1 = 28/02 (29 in a leap year).
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Time().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return NewDate(y, m+time.Month(n), min(day, last))
}

// YearsAt is the age in whole years on day at; a person born on 29/02 is a year older on 01/03 of common years.
func (d Date) YearsAt(at Date) int {
	by, bm, bd := d.Time().Date()
	y, m, day := at.Time().Date()
	age := y - by
	if m < bm || (m == bm && day < bd) {
		age--
	}
	return age
}

// Weekday follows time.Weekday (Sunday = 0).
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

func (d Date) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// French writes the day as people read it: « 15 décembre 2026 ».
func (d Date) French() string {
	if !d.Known() {
		return ""
	}
	y, m, day := d.Time().Date()
	if day == 1 {
		return fmt.Sprintf("1er %s %d", frenchMonths[m-1], y)
	}
	return fmt.Sprintf("%d %s %d", day, frenchMonths[m-1], y)
}

// FrenchMonth is the name of a month, « janvier » for time.January.
func FrenchMonth(m time.Month) string { return frenchMonths[m-1] }

var frenchMonths = [...]string{"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// MarshalText writes 2026-11-23, or nothing for "no date".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
