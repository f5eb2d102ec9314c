package templates

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// MapPoint is a commune with people: its centre in degrees (both zero when not known), how many, and the address that
// adds it to the search, or takes it back when it is Chosen.
type MapPoint struct {
	Name, Href string
	Lat, Lon   float64
	Count      int
	Chosen     bool
}

// CommuneMap is a drawing of communes by count, and the same as a table. Elsewhere is how many are in neither: in
// communes left out, or in none known.
type CommuneMap struct {
	Points        []MapPoint // all of them, the most peopled first
	Circles       []MapCircle
	Width, Height int
	Scale         MapScale
	Elsewhere     int
}

// MapCircle is a commune on the drawing, in its units. The area is proportional to the count. Label is the
// name and the count, the count alone in the circle where the name would cover another's, empty where even that would.
type MapCircle struct {
	MapPoint
	X, Y, R float64
	Label   string
	LabelX  float64
	LabelY  float64
	Anchor  string
	wide    float64
}

// MapScale is a length of Km on the drawing, empty when the communes are in one place.
type MapScale struct {
	Km   int
	X, Y float64
	W    float64
}

// Sizes of the drawing, in its units: a pixel at its full width.
const (
	mapWidth      = 640.0
	mapMargin     = 48.0
	mapLow        = 300.0
	mapHigh       = 560.0
	mapMostRadius = 34.0
	mapLeast      = 3.5
	mapMostDrawn  = 150
	mapLetter     = 7.2 // width of a letter of a label
	mapLine       = 16.0
	kmADegree     = 111.2
)

// NewCommuneMap draws the communes; those whose centre is not known stand in the table alone.
func NewCommuneMap(points []MapPoint, total int) *CommuneMap {
	m := &CommuneMap{Points: slices.Clone(points), Width: int(mapWidth), Elsewhere: total}
	slices.SortStableFunc(m.Points, func(a, b MapPoint) int { return cmp.Compare(b.Count, a.Count) })
	for _, p := range m.Points {
		if m.Elsewhere -= p.Count; (p.Lat != 0 || p.Lon != 0) && len(m.Circles) < mapMostDrawn && p.Count > 0 {
			m.Circles = append(m.Circles, MapCircle{MapPoint: p})
		}
	}
	m.Elsewhere = max(0, m.Elsewhere)
	if len(m.Circles) > 0 {
		m.project()
		m.name()
	}
	return m
}

// frame is the stretch of the earth to show: its west and north, and units a km.
type frame struct {
	west, north, kmEast, unit float64
}

// project puts the communes on a flat map: over a territory, a degree of longitude is as long everywhere.
func (m *CommuneMap) project() {
	south, north, west, east := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, c := range m.Circles {
		south, north = min(south, c.Lat), max(north, c.Lat)
		west, east = min(west, c.Lon), max(east, c.Lon)
	}
	f := frame{west: west, north: north, kmEast: kmADegree * math.Cos((south+north)/2*math.Pi/180)}
	wide, high := (east-west)*f.kmEast, (north-south)*kmADegree
	f.unit = min((mapWidth-2*mapMargin)/max(wide, 1), (mapHigh-2*mapMargin)/max(high, 1))
	height := min(mapHigh, max(mapLow, high*f.unit+2*mapMargin))
	m.Height = int(height)
	left, top := (mapWidth-wide*f.unit)/2, (height-high*f.unit)/2
	most := float64(m.Circles[0].Count)
	for i := range m.Circles {
		c := &m.Circles[i]
		c.X, c.Y = rounded(left+(c.Lon-f.west)*f.kmEast*f.unit), rounded(top+(f.north-c.Lat)*kmADegree*f.unit)
		c.R = rounded(max(mapLeast, mapMostRadius*math.Sqrt(float64(c.Count)/most)))
	}
	m.Scale = scaleOf(f.unit, height)
}

// scaleOf is the longest round length that takes at most a quarter of the width.
func scaleOf(unit, height float64) (s MapScale) {
	for _, km := range []int{1, 2, 5, 10, 20, 50, 100, 200} {
		if w := float64(km) * unit; w <= mapWidth/4 {
			s = MapScale{Km: km, X: mapMargin / 3, Y: height - mapMargin/3, W: rounded(w)}
		}
	}
	return s
}

func rounded(x float64) float64 { return math.Round(x*10) / 10 }

// box is where words stand on the drawing.
type box struct{ left, top, right, bottom float64 }

func (b box) covers(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// spot is where a circle stands, a little less than its square.
func (c *MapCircle) spot() box {
	r := c.R * 0.8
	return box{c.X - r, c.Y - r, c.X + r, c.Y + r}
}

// sides are the places a label may take around its circle, the best first.
func (c *MapCircle) sides(label string) []MapCircle {
	wide, gap := float64(len([]rune(label)))*mapLetter, c.R+4
	list := make([]MapCircle, 0, 4)
	for _, at := range []struct {
		anchor string
		x, y   float64
	}{{"start", c.X + gap, c.Y}, {"end", c.X - gap, c.Y}, {"middle", c.X, c.Y - c.R - mapLine/2}, {"middle", c.X, c.Y + c.R + mapLine/2}} {
		placed := *c
		placed.Label, placed.Anchor, placed.LabelX, placed.LabelY, placed.wide = label, at.anchor, rounded(at.x), rounded(at.y+mapLine/3), wide
		list = append(list, placed)
	}
	return list
}

// words is where the label stands.
func (c *MapCircle) words() box {
	left := c.LabelX
	switch c.Anchor {
	case "end":
		left -= c.wide
	case "middle":
		left -= c.wide / 2
	}
	return box{left, c.LabelY - mapLine*5/6, left + c.wide, c.LabelY + mapLine/6}
}

// places are those of the name and the count, then of the count alone, in the circle.
func (c *MapCircle) places() []MapCircle {
	figure := strconv.Itoa(c.Count)
	inside := *c
	inside.Label, inside.Anchor, inside.LabelX, inside.LabelY = figure, "middle", c.X, rounded(c.Y+mapLine/3)
	inside.wide = float64(len(figure)) * mapLetter
	return append(c.sides(c.Name+" "+figure), inside)
}

// name labels every commune, the most peopled first, where neither a label nor another circle stands.
func (m *CommuneMap) name() {
	var taken []box
	for i := range m.Circles {
		taken = append(taken, m.Circles[i].spot())
	}
	for i := range m.Circles {
		own := m.Circles[i].spot()
		for _, placed := range m.Circles[i].places() {
			at := placed.words()
			inside := at.left >= 0 && at.right <= mapWidth && at.top >= 0 && at.bottom <= float64(m.Height)
			if !inside || slices.ContainsFunc(taken, func(b box) bool { return b != own && b.covers(at) }) {
				continue
			}
			m.Circles[i] = placed
			taken = append(taken, at)
			break
		}
	}
}
