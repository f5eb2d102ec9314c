package matching

import (
	"math"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// part is what one criterion gives: points in hundredths, so that sums and ties are exact, and what its sentence needs.
type part struct {
	points int32
	note   note
	line   int16 // the experience it speaks of
	months int   // months of experience counted
	km     float64
	needs  uint64 // needs met
	hinted uint64 // needs that a done occupation implies
}

// note says what kind of sentence explains a part.
type note uint8

const (
	notePlain note = iota
	noteNotAsked
	noteToCheck
	noteSoughtDone
	noteSought
	noteBeginner
	noteDone
	noteClose
	noteEvolution
	noteDomain
	noteNoLink
)

// marks are the parts of a score, in the order of domain.Parts.
type marks [8]part

func (m *marks) total() (sum int32) {
	for i := range m {
		sum += m[i].points
	}
	return sum
}

// value is the score, 0 to 100.
func (m *marks) value() float64 { return points(m.total()) }

// points turns hundredths into points.
func points(hundredths int32) float64 { return float64(hundredths) / 100 }

// hundredths rounds points to what is stored and shown: less than that is no difference between people.
// Half a hundredth goes up, even when the order of a sum left its last bits a little below.
func hundredths(points float64) int32 { return int32(math.Floor(points*100 + 0.501)) }

func clamp(share float64) float64 { return min(max(share, 0), 1) }

// score weighs a row as if every gate were open. It allocates nothing.
func (a *ask) score(row uint32) marks {
	p, h := &a.ix.people[row], &a.ix.hot[row]
	return marks{a.occupation(p), a.skills(row, p), a.experience(p), a.distance(h),
		a.availability(h), a.level(p), a.preference(row, p, h), a.text(p)}
}

// reasons puts the parts of a score in words.
func (a *ask) reasons(row uint32, m *marks) []domain.Reason {
	p, h := &a.ix.people[row], &a.ix.hot[row]
	texts := [8]string{
		a.occupationText(p, m[0]), a.skillsText(m[1]), a.experienceText(m[2]), a.distanceText(h, m[3]),
		a.availabilityText(h, m[4]), a.levelText(p, m[5]), a.preferenceText(row, p, h), a.textText(p, m[7]),
	}
	most := a.w.parts()
	list := make([]domain.Reason, 0, len(m))
	for i, name := range domain.Parts() {
		list = append(list, domain.Reason{Criterion: name, Points: points(m[i].points), Max: most[i], Text: texts[i], NotAsked: m[i].note == noteNotAsked})
	}
	return list
}

// months words a length of time: « 24 mois », « 15 ans », « 3 ans et 4 mois ».
func months(n int) string {
	if n < 36 {
		return strconv.Itoa(n) + " mois"
	}
	text := strconv.Itoa(n/12) + " ans"
	if n%12 > 0 {
		text += " et " + strconv.Itoa(n%12) + " mois"
	}
	return text
}

// kilometres words a distance to the nearest kilometre; « moins de 1 km » below.
func kilometres(km float64) string {
	if km < 1 {
		return "moins de 1 km"
	}
	return strconv.Itoa(int(math.Round(km))) + " km"
}

// hours words weekly hours: « 35 h », « 17,5 h ».
func hours(h float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(h, 'f', -1, 32), ".", ",") + " h"
}

// listing joins words as people do: « a, b et c ».
func listing(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " et " + words[len(words)-1]
}

func quoted(label string) string { return "« " + label + " »" }
