package search

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// cellDegrees is the side of a cell: about 28 km north to south, 18 km west to east in France.
const cellDegrees = 0.25

// place is the centre of a commune where somebody lives, and its cell.
type place struct{ lat, lon float64 }

// term writes a place exactly, so that a distance is counted on the very figures that were given.
func (p place) term() string {
	return strconv.FormatFloat(p.lat, 'g', -1, 64) + "," + strconv.FormatFloat(p.lon, 'g', -1, 64)
}

func (p place) cell() string {
	return strconv.Itoa(int(math.Floor(p.lat/cellDegrees))) + ":" + strconv.Itoa(int(math.Floor(p.lon/cellDegrees)))
}

func parsePlace(term string) (place, bool) {
	lat, lon, ok := strings.Cut(term, ",")
	p := place{}
	var errLat, errLon error
	p.lat, errLat = strconv.ParseFloat(lat, 64)
	p.lon, errLon = strconv.ParseFloat(lon, 64)
	return p, ok && errLat == nil && errLon == nil
}

// places are the centres known to the index, by cell. There are at most as many as communes, so a distance filter is an
// exact list of places instead of a geometry: its count is right and it needs no check of each hit. A place where nobody
// lives any more stays, harmless.
type places struct {
	mu     sync.RWMutex
	byCell map[string]map[place]struct{}
}

func newPlaces() *places { return &places{byCell: map[string]map[place]struct{}{}} }

func (ps *places) add(c domain.Commune) {
	if c.Known() {
		ps.insert(place{c.Lat, c.Lon})
	}
}

func (ps *places) insert(p place) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	cell := p.cell()
	if ps.byCell[cell] == nil {
		ps.byCell[cell] = map[place]struct{}{}
	}
	ps.byCell[cell][p] = struct{}{}
}

// within lists what lies at most km from a centre: whole cells, then the places of the cells on the edge.
func (ps *places) within(centre domain.Commune, km float64) (cells, points []string) {
	ps.mu.RLock()
	defer ps.mu.RUnlock()
	for cell, in := range ps.byCell {
		var near []string
		for p := range in {
			if domain.Haversine(centre.Lat, centre.Lon, p.lat, p.lon) <= km {
				near = append(near, p.term())
			}
		}
		if len(near) == len(in) {
			cells = append(cells, cell)
			continue
		}
		points = append(points, near...)
	}
	return cells, points
}
