package domain

import (
	"strings"
	"testing"
	"time"
)

func TestPossibleSlots(t *testing.T) {
	week := func(from, to int) Profile {
		return Profile{Windows: []Window{{Days: Weekdays, From: ClockAt(from, 0), To: ClockAt(to, 0)}}}
	}
	refusing := func(p Profile, traits Traits) Profile { p.RefusedSchedule = traits; return p }
	for _, tt := range []struct {
		name string
		p    Profile
		want string
	}{
		{"nothing said: nothing excluded", Profile{}, "day early evening night weekend"},
		{"office hours", week(8, 17), "day"},
		{"from six, an early start", week(6, 13), "day early"},
		{"from seven is not early enough", week(7, 13), "day"},
		{"until eight in the evening", week(14, 20), "day evening"},
		{"over midnight", week(22, 5), "night"},
		{"night refused, no window", refusing(Profile{}, TraitNight|TraitWeekend), "day early evening"},
		{"the day refused", refusing(week(5, 22), TraitDay), "early evening"},
		{"Saturday morning", Profile{Windows: []Window{{Days: 0b0100000, From: ClockAt(8, 0), To: ClockAt(12, 0)}}}, "weekend"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(tt.p.PossibleSlots().Codes(), " "); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestAvailabilityIsOneBand(t *testing.T) {
	on := NewDate(2026, time.November, 23)
	for _, tt := range []struct {
		days Date
		want Availability
	}{{-300, AvailableNow}, {0, AvailableNow}, {1, AvailableSoon}, {14, AvailableSoon}, {15, AvailableMonth}, {30, AvailableMonth}, {31, AvailableLater}} {
		if got := AvailabilityOf(on+tt.days, on); got != tt.want {
			t.Errorf("in %d days: %s, want %s", tt.days, got, tt.want)
		}
	}
	if got := AvailabilityOf(0, on); got != AvailableUnknown {
		t.Errorf("no date: %s", got)
	}
}

func TestPoolStateSaysWhy(t *testing.T) {
	on := NewDate(2026, time.November, 23)
	running := []Accompaniment{{Programme: CandidathequeProgramme, From: on - 10, To: on + 10}}
	ended := []Accompaniment{{Programme: CandidathequeProgramme, From: on - 100, To: on - 10}}
	for _, tt := range []struct {
		name string
		c    Candidate
		want PoolState
	}{
		{"an accord and a programme", Candidate{Consent: Consent{On: on - 5}, Accompaniments: running}, PoolIn},
		{"no accord yet", Candidate{Accompaniments: running}, PoolNoAccord},
		{"taken back, whatever else", Candidate{Consent: Consent{On: on - 50, Withdrawn: on - 1}, Accompaniments: ended}, PoolWithdrawn},
		{"the programme ended", Candidate{Consent: Consent{On: on - 50}, Accompaniments: ended}, PoolEnded},
		{"never followed", Candidate{Consent: Consent{On: on - 50}}, PoolNone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &Person{Candidate: tt.c}
			if got := p.PoolStateOn(on); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}
