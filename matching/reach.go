package matching

import (
	"math"

	"eedk.fr/candidatheque/domain"
)

// earthRadiusKm is the domain's; here it only widens a cut that is never exact.
const earthRadiusKm = 6371

// measured is a distance worked out in one turn.
type measured struct {
	km   float64
	turn uint32
}

// km is the distance from the person's commune to the offer's; -1 when one of them is not known.
func (a *ask) km(h *hot) float64 {
	if h.place == 0 || !a.offer.Place.Known() {
		return -1
	}
	m := &a.scratch.kms[h.place]
	if m.turn != a.scratch.turn {
		*m = measured{a.ix.places[h.place].commune.DistanceKm(a.offer.Place), a.scratch.turn}
	}
	return m.km
}

// radius is how far the person goes, in km: nothing beyond their commune when they only listed communes, a default when
// they said nothing.
func (a *ask) radius(h *hot) float64 {
	switch {
	case h.radius > 0:
		return float64(h.radius)
	case h.listed:
		return 0
	}
	return float64(a.w.Distance.UnknownRadiusKm)
}

// reaches tells whether the person can come to work: near enough, or in a commune they listed, by the means they have.
// Where means, hours or bus hours are not known, the radius alone decides; carpooling has no limit of its own.
func (a *ask) reaches(row uint32, h *hot) bool {
	km := a.km(h)
	if km < 0 {
		return true
	}
	if km > a.radius(h) && !(h.listed && a.listed != nil && a.listed.has(row)) {
		return false
	}
	return a.carried(h.means, km)
}

// carried tells whether the means get the person there and back at the offer's hours.
func (a *ask) carried(means domain.Means, km float64) bool {
	switch {
	case means == 0, a.offer.Shuttle, means&(domain.MeansMotor|domain.MeansCarpool) != 0:
		return true
	case means&domain.MeansBike != 0 && km <= a.w.Distance.BikeKm:
		return true
	}
	return means&domain.MeansBus != 0 && a.busRuns
}

// busServes tells whether buses run in the offer's commune when work begins and when it ends; true when not known.
func busServes(o *domain.Offer, buses Buses) bool {
	first, last, ok := buses.BusHours(o.Place.INSEE)
	if !ok {
		return true
	}
	inside := func(c domain.Clock) bool { return !c.Known() || first <= c && c <= last }
	return inside(o.FirstStart) && inside(o.LastEnd)
}

// tooFar tells whether the person lives farther than even help with mobility reaches: nothing else matters then.
func (a *ask) tooFar(row uint32, h *hot) bool {
	return a.km(h) > a.radius(h)+a.w.Distance.LiftKm && !(h.listed && a.listed != nil && a.listed.has(row))
}

// reachable has the rows of each block that may be within reach of help with mobility: those of the near cells, of the
// distant ones only who goes far enough, and who listed the offer's commune.
func (a *ask) reachable() column {
	near := a.blank()
	if a.listed != nil {
		copy(near, a.listed)
	}
	var goes column
	for b, n := range a.ix.cellOfBlock {
		if b == 0 || n != a.ix.cellOfBlock[b-1] {
			goes = a.travellers(&a.ix.cells[n])
		}
		if goes != nil {
			near[b] |= goes[b]
		}
	}
	return near
}

// travellers is a column with everybody of the cell who may be within reach; nil when nobody is.
func (a *ask) travellers(at *cell) column {
	least := a.leastKm(at) - a.w.Distance.LiftKm - 0.01
	if least > float64(max(int(at.radius), a.w.Distance.UnknownRadiusKm)) {
		return nil
	}
	goes := colLive
	for i, km := range farKm {
		if least > float64(km) {
			goes = colFar + i
		}
	}
	return a.ix.columns[goes]
}

// leastKm is a distance that everybody of the cell lives at, at least: lower bounds to the cell's box, along the meridian,
// and to the nearest meridian of the box, whose sine is cos(latitude) × sin(difference of longitudes); an angle x is more
// than sin(x), and sin(x) more than x - x³/6.
func (a *ask) leastKm(at *cell) float64 {
	if at.unknown || !a.offer.Place.Known() {
		return 0
	}
	const rad = math.Pi / 180
	here := &a.offer.Place
	angle, gap := outside(here.Lat, at.south, at.north)*rad, outside(here.Lon, at.west, at.east)*rad
	if across := a.cosLat * (gap - gap*gap*gap/6); across > angle {
		angle = across
	}
	return angle * earthRadiusKm
}

// outside is how far x is from the interval.
func outside(x, low, high float64) float64 {
	switch {
	case x < low:
		return low - x
	case x > high:
		return x - high
	}
	return 0
}

// distance is full up to the near distance, then falls linearly to 0 at the person's own radius.
func (a *ask) distance(h *hot) part {
	most := a.w.Distance.Max
	km := a.km(h)
	switch {
	case !a.offer.Place.Known():
		return part{points: hundredths(most), note: noteNotAsked}
	case km < 0:
		return part{points: hundredths(most * a.w.Unknown), note: noteToCheck}
	case km <= a.w.Distance.NearKm:
		return part{points: hundredths(most), km: km}
	}
	radius := a.radius(h)
	if h.radius == 0 {
		radius = float64(a.w.Distance.UnknownRadiusKm)
	}
	if radius <= a.w.Distance.NearKm {
		return part{km: km}
	}
	return part{points: hundredths(most * clamp(1-(km-a.w.Distance.NearKm)/(radius-a.w.Distance.NearKm))), km: km}
}

func (a *ask) distanceText(h *hot, p part) string {
	switch p.note {
	case noteNotAsked:
		return "le lieu de travail n'est pas encore indiqué"
	case noteToCheck:
		return "commune inconnue : à vérifier"
	}
	text := "dans la commune"
	if p.km > 0 {
		text = "à " + kilometres(p.km)
	}
	switch {
	case h.radius > 0:
		text += ", cherche jusqu'à " + kilometres(float64(h.radius))
	case h.listed:
		text += ", a choisi ses communes"
	default:
		text += " ; rayon de recherche à vérifier"
	}
	if h.means != 0 {
		text += " (" + h.means.French() + ")"
	}
	return text
}
