package domain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Clock is a time of day in minutes after midnight, plus one: the zero value is "not known", 24:00 is allowed.
type Clock int16

// ClockAt makes a time of day.
func ClockAt(hour, minute int) Clock { return Clock(hour*60 + minute + 1) }

var clockShape = regexp.MustCompile(`^(\d{1,2})\s*[:hH]\s*(\d{2})?$`)

// ParseClock reads 04:50, 4h50 or 8h. Empty text is "not known".
func ParseClock(s string) (Clock, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	m := clockShape.FindStringSubmatch(s)
	if m == nil {
		return 0, Invalid("", "« %s » n'est pas une heure. Écrivez-la 08:00.", clip(s))
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return 0, Invalid("", "« %s » n'est pas une heure. Écrivez-la entre 00:00 et 24:00.", clip(s))
	}
	return ClockAt(hour, minute), nil
}

// Known is false for the zero value.
func (c Clock) Known() bool { return c != 0 }

// Minutes after midnight, 0 to 1440. Only meaningful when Known.
func (c Clock) Minutes() int { return int(c) - 1 }

func (c Clock) String() string {
	if !c.Known() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Minutes()/60, c.Minutes()%60)
}

// MarshalText writes 08:00.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads.
func (c *Clock) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClock(string(b))
	return err
}

// Days is a set of week days, bit 0 = Monday … bit 6 = Sunday.
type Days uint8

// Weekdays is Monday to Friday, EveryDay the whole week.
const (
	Weekdays Days = 0b0011111
	EveryDay Days = 0b1111111
)

var dayNames = [7]string{"lu", "ma", "me", "je", "ve", "sa", "di"}

// Window is a stretch of the week in which a person can or wants to work: Days, From to To.
// To before From runs over midnight. No reason is ever stored for a window.
type Window struct {
	Days Days
	From Clock
	To   Clock
}

var windowShape = regexp.MustCompile(`^([a-zé,-]+)\s+(\S+?)\s*-\s*(\S+)$`)

// ParseWindow reads « lu-ve 08:00-16:30 » or « lu,me 9h-12h ».
func ParseWindow(s string) (Window, error) {
	bad := Invalid("", "« %s » n'est pas une plage. Écrivez « lu-ve 08:00-16:30 ».", clip(s))
	m := windowShape.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return Window{}, bad
	}
	var w Window
	for _, part := range strings.Split(m[1], ",") {
		from, to, isRange := strings.Cut(part, "-")
		a, b := dayIndex(from), dayIndex(to)
		if !isRange {
			b = a
		}
		if a < 0 || b < 0 || b < a {
			return Window{}, bad
		}
		for d := a; d <= b; d++ {
			w.Days |= 1 << d
		}
	}
	var err error
	if w.From, err = ParseClock(m[2]); err != nil || !w.From.Known() {
		return Window{}, bad
	}
	if w.To, err = ParseClock(m[3]); err != nil || !w.To.Known() || w.To == w.From {
		return Window{}, bad
	}
	return w, nil
}

// dayIndex accepts lu, lun, lundi …; -1 when it is no day.
func dayIndex(s string) int {
	for i, name := range dayNames {
		if strings.HasPrefix(s, name) && len(s) <= 8 {
			return i
		}
	}
	return -1
}

func (w Window) String() string {
	var parts []string
	for d := 0; d < 7; d++ {
		if w.Days>>d&1 == 0 {
			continue
		}
		end := d
		for end+1 < 7 && w.Days>>(end+1)&1 == 1 {
			end++
		}
		if end > d {
			parts = append(parts, dayNames[d]+"-"+dayNames[end])
		} else {
			parts = append(parts, dayNames[d])
		}
		d = end
	}
	return strings.Join(parts, ",") + " " + w.From.String() + "-" + w.To.String()
}

// MarshalText writes « lu-ve 08:00-16:30 ».
func (w Window) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what ParseWindow reads.
func (w *Window) UnmarshalText(b []byte) (err error) {
	*w, err = ParseWindow(string(b))
	return err
}
