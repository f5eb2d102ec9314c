package matching

import (
	"math"

	"eedk.fr/candidatheque/domain"
)

// The hours of the plain answer: a week is a circle of minutes.

// weekMinutes paints the minutes of a week on which windows stand; the week is a circle.
func weekMinutes(windows []domain.Window) (week [7 * 1440]bool) {
	for _, w := range windows {
		length := int(w.To) - int(w.From)
		if length <= 0 {
			length += 1440
		}
		for d := range 7 {
			if w.Days>>d&1 == 1 {
				for m := range length {
					week[(d*1440+w.From.Minutes()+m)%(7*1440)] = true
				}
			}
		}
	}
	return week
}

// offerDay is the minutes of the week that the work of one day takes.
func (b *brute) offerDay(d int) (minutes []int) {
	from, to := b.q.Offer.FirstStart.Minutes(), b.q.Offer.LastEnd.Minutes()
	if to <= from {
		to += 1440
	}
	for m := from; m < to; m++ {
		minutes = append(minutes, (d*1440+m)%(7*1440))
	}
	return minutes
}

func (b *brute) hoursKnown() bool { return b.q.Offer.FirstStart != 0 && b.q.Offer.LastEnd != 0 }

func (b *brute) days() []int {
	if b.q.Offer.Schedule&domain.TraitWeekend != 0 {
		return []int{0, 1, 2, 3, 4, 5, 6}
	}
	return []int{0, 1, 2, 3, 4}
}

func (b *brute) busy(p *domain.Profile) bool {
	o := b.q.Offer
	total := o.WeeklyHours
	for _, c := range p.Commitments {
		if c.To != 0 && c.To < b.hire() || o.Months > 0 && c.From > b.hire().AddMonths(o.Months)-1 {
			continue
		}
		total += c.Hours
		if !b.hoursKnown() {
			continue
		}
		week := weekMinutes(c.Windows)
		for _, d := range b.days() {
			for _, m := range b.offerDay(d) {
				if week[m] {
					return true
				}
			}
		}
	}
	return total > 48
}

// coveredDays counts the days of the offer on which its hours are inside the windows; two hours off at most between two
// windows are a meal.
func (b *brute) coveredDays(p *domain.Profile) (count int, weekend bool) {
	week := weekMinutes(p.Windows)
	for _, d := range b.days() {
		minutes := b.offerDay(d)
		ok := week[minutes[0]]
		for i := 0; i < len(minutes) && ok; i++ {
			if week[minutes[i]] {
				continue
			}
			gap := 0
			for gap <= 120 && !week[(minutes[i]+gap)%len(week)] {
				gap++
			}
			ok = gap <= 120
			i += gap - 1
			// the meal must be over before work ends
			ok = ok && i < len(minutes)-1
		}
		if ok {
			count++
			weekend = weekend || d >= 5
		}
	}
	return count, weekend
}

func (b *brute) scheduleFits(p *domain.Profile) bool {
	o := b.q.Offer
	if p.RefusedSchedule&o.Schedule != 0 {
		return false
	}
	if len(p.Windows) == 0 || !b.hoursKnown() {
		return true
	}
	count, weekend := b.coveredDays(p)
	if o.Schedule&domain.TraitWeekend != 0 && !weekend {
		return false
	}
	need := 5
	if o.WeeklyHours > 0 {
		need = min(5, max(1, int(math.Ceil(math.Floor(o.WeeklyHours*60)/float64(len(b.offerDay(0)))))))
	}
	return count >= need
}

func (b *brute) night() bool {
	o := b.q.Offer
	if o.Schedule&domain.TraitNight != 0 {
		return true
	}
	if b.hoursKnown() {
		for _, m := range b.offerDay(0) {
			if m%1440 < 6*60 || m%1440 >= 22*60 {
				return true
			}
		}
		return false
	}
	return o.FirstStart != 0 && o.FirstStart < domain.ClockAt(6, 0) || o.LastEnd > domain.ClockAt(22, 0)
}
