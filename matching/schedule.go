package matching

import (
	"math/bits"
	"slices"

	"eedk.fr/candidatheque/domain"
)

const dayMinutes = 24 * 60

// span is a stretch of one day in minutes after its midnight; beyond 1440 it runs into the next day.
type span struct{ from, to int }

func spanOf(from, to domain.Clock) span {
	s := span{from.Minutes(), to.Minutes()}
	if s.to <= s.from {
		s.to += dayMinutes
	}
	return s
}

func (a *ask) hoursKnown() bool { return a.offer.FirstStart.Known() && a.offer.LastEnd.Known() }

// mealBreak joins two windows of a day: nobody works through lunch.
const mealBreak = 120

// weekDays are the days on which the offer's work may fall: an offer does not name them, so the whole week when it speaks
// of the week-end.
func weekDays(o *domain.Offer) domain.Days {
	if o.Schedule&domain.TraitWeekend != 0 {
		return domain.EveryDay
	}
	return domain.Weekdays
}

// verdictOnTerms is what the offer says of terms that many people may share: worked out once a query.
type verdictOnTerms struct {
	turn   uint32
	failed failed
	share  float64 // of the offer's days, five by default, on which its hours are inside the windows
}

// onTerms tells which gates the terms close, and how much of the week suits them.
func (a *ask) onTerms(n uint32) *verdictOnTerms {
	v := &a.scratch.terms[n]
	if v.turn == a.scratch.turn {
		return v
	}
	t := &a.ix.terms[n]
	*v = verdictOnTerms{turn: a.scratch.turn, share: 1}
	days := domain.EveryDay
	if len(t.windows) > 0 && a.hoursKnown() {
		days = coveredDays(t.windows, spanOf(a.offer.FirstStart, a.offer.LastEnd)) & weekDays(a.offer)
		v.share = clamp(float64(bits.OnesCount8(uint8(days))) / 5)
	}
	if t.refused&a.offer.Schedule != 0 || !a.enough(days) {
		v.failed |= 1 << gateSchedule
	}
	if a.refusesContext(t) {
		v.failed |= 1 << gateContext
	}
	return v
}

// coveredDays are the days of the week on which the windows hold the whole span, meal breaks apart.
func coveredDays(windows []domain.Window, work span) (days domain.Days) {
	open := make([]span, 0, 16)
	for d := range 7 {
		open = open[:0]
		for _, w := range windows {
			s := spanOf(w.From, w.To)
			if w.Days>>d&1 == 1 {
				open = append(open, s)
			}
			if w.Days>>((d+6)%7)&1 == 1 { // the night before
				open = append(open, span{s.from - dayMinutes, s.to - dayMinutes})
			}
			if w.Days>>((d+1)%7)&1 == 1 { // the day after, for work that runs over midnight
				open = append(open, span{s.from + dayMinutes, s.to + dayMinutes})
			}
		}
		if covers(open, work) {
			days |= 1 << d
		}
	}
	return days
}

func covers(open []span, work span) bool {
	slices.SortFunc(open, func(a, b span) int { return a.from - b.from })
	reached, started := 0, false
	for _, s := range open {
		switch {
		case started && s.from <= reached+mealBreak && s.from < work.to: // work goes on after the meal
			reached = max(reached, s.to)
		case s.from <= work.from && s.to > work.from:
			started, reached = true, max(reached, s.to)
		}
	}
	return started && reached >= work.to
}

// enough tells whether the days on which the hours suit a person are enough for the offer: as many as the weekly hours
// need, five at most, and one of them at the week-end when the offer asks it. Hours that the offer does not say, and
// windows that nobody gave, are not held against anybody: every day suits.
func (a *ask) enough(days domain.Days) bool {
	if days == domain.EveryDay {
		return true
	}
	const weekend = domain.EveryDay &^ domain.Weekdays
	if a.offer.Schedule&domain.TraitWeekend != 0 && days&weekend == 0 {
		return false
	}
	return bits.OnesCount8(uint8(days)) >= a.daysNeeded(spanOf(a.offer.FirstStart, a.offer.LastEnd))
}

// daysNeeded is how many days the weekly hours fill, 1 to 5.
func (a *ask) daysNeeded(work span) int {
	minutes := int(a.offer.WeeklyHours * 60)
	if minutes <= 0 {
		return 5
	}
	length := work.to - work.from
	return min(max((minutes+length-1)/length, 1), 5)
}

func (a *ask) refusesContext(t *terms) bool {
	for _, c := range t.contexts {
		if slices.Contains(a.offer.Contexts, c) {
			return true
		}
	}
	return false
}

// nightWork is work between 22:00 and 06:00, which the law closes to minors (L3163-1, L3163-2).
func nightWork(o *domain.Offer) bool {
	if o.Schedule&domain.TraitNight != 0 {
		return true
	}
	if !o.FirstStart.Known() || !o.LastEnd.Known() {
		return o.FirstStart.Known() && o.FirstStart < domain.ClockAt(6, 0) || o.LastEnd > domain.ClockAt(22, 0)
	}
	work := spanOf(o.FirstStart, o.LastEnd)
	return work.from < 6*60 || work.to > 22*60
}

// longestWeek in hours, all work together (L3121-20).
const longestWeek = 48

// collides tells whether work or a placement already held stands in the way: on the same days and hours, or because both
// together are more than a week may hold. Having a contract is no obstacle in itself.
func (a *ask) collides(held []domain.Commitment) bool {
	end := forever
	if a.offer.Months > 0 {
		end = a.hire.AddMonths(a.offer.Months) - 1
	}
	total := a.offer.WeeklyHours
	for _, c := range held {
		if c.From > end || c.To.Known() && c.To < a.hire {
			continue
		}
		total += c.Hours
		if a.hoursKnown() && overlaps(c.Windows, spanOf(a.offer.FirstStart, a.offer.LastEnd), weekDays(a.offer)) {
			return true
		}
	}
	return total > longestWeek
}

// overlaps tells whether a window and the work share a minute on one of the days.
func overlaps(windows []domain.Window, work span, days domain.Days) bool {
	for _, w := range windows {
		s := spanOf(w.From, w.To)
		for shift := -1; shift <= 1; shift++ { // work of the day before, of the day, of the day after
			moved := span{work.from + shift*dayMinutes, work.to + shift*dayMinutes}
			if s.from < moved.to && moved.from < s.to && w.Days&turned(days, -shift) != 0 {
				return true
			}
		}
	}
	return false
}

// turned moves a set of days on by so many days, Sunday before Monday.
func turned(days domain.Days, by int) domain.Days {
	by = (by + 7) % 7
	return (days<<by | days>>(7-by)) & domain.EveryDay
}
