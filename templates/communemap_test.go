package templates

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestMapHoldsWhatTheTableSays draws any communes: circles stand inside the drawing, their areas follow the counts, north
// is up and east to the right, no label covers another.
func TestMapHoldsWhatTheTableSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var points []MapPoint
		total := 0
		for i := range rapid.IntRange(1, 60).Draw(rt, "communes") {
			p := MapPoint{Name: fmt.Sprintf("Commune %d", i), Lat: rapid.Float64Range(42, 51).Draw(rt, "lat"), Lon: rapid.Float64Range(-4, 8).Draw(rt, "lon"),
				Count: rapid.IntRange(1, 900).Draw(rt, "count")}
			points = append(points, p)
			total += p.Count
		}
		m := NewCommuneMap(points, total+3)
		if len(m.Circles) != len(points) || len(m.Points) != len(points) || m.Elsewhere != 3 {
			rt.Fatalf("%d circles, %d lines, %d elsewhere of %d communes", len(m.Circles), len(m.Points), m.Elsewhere, len(points))
		}
		most := m.Circles[0]
		for i, c := range m.Circles {
			for _, o := range m.Circles[i+1:] {
				if c.Label != "" && o.Label != "" && c.words().covers(o.words()) {
					rt.Fatalf("%s covers %s", c.Label, o.Label)
				}
			}
		}
		for i, c := range m.Circles {
			if c.X < 0 || c.Y < 0 || c.X > float64(m.Width) || c.Y > float64(m.Height) {
				rt.Fatalf("%s stands at %g, %g of %d × %d", c.Name, c.X, c.Y, m.Width, m.Height)
			}
			if share := float64(c.Count) / float64(most.Count); c.R > mapLeast && math.Abs(c.R*c.R/(most.R*most.R)-share) > 0.02 {
				rt.Fatalf("%s: %d people of %d, area %g of %g", c.Name, c.Count, most.Count, c.R*c.R, most.R*most.R)
			}
			if o := m.Circles[(i+1)%len(m.Circles)]; c.Lat > o.Lat+0.1 && c.Y > o.Y || c.Lon > o.Lon+0.1 && c.X < o.X {
				rt.Fatalf("%v and %v change places", c, o)
			}
		}
	})
}

func TestMapOfWhatItCannotPlace(t *testing.T) {
	m := NewCommuneMap([]MapPoint{{Name: "Nulle part", Count: 2}, {Name: "Dunkerque", Lat: 51.03, Lon: 2.37, Count: 5}}, 7)
	if len(m.Circles) != 1 || len(m.Points) != 2 || m.Points[0].Name != "Dunkerque" || m.Elsewhere != 0 {
		t.Errorf("%+v", m)
	}
	if one := m.Circles[0]; one.Label != "Dunkerque 5" || math.Abs(one.X-mapWidth/2) > 1 {
		t.Errorf("alone, it stands at %g under %q", one.X, one.Label)
	}
	if m := NewCommuneMap([]MapPoint{{Name: "Nulle part", Count: 2}}, 2); len(m.Circles) != 0 || len(m.Points) != 1 {
		t.Errorf("nothing to draw: %+v", m)
	}
}

func TestMapNamesEveryCommuneThatHasRoom(t *testing.T) {
	var points []MapPoint
	for i := range 24 {
		points = append(points, MapPoint{Name: fmt.Sprintf("C%d", i), Lat: 50 + float64(i%6)/10, Lon: 2 + float64(i/6)/5, Count: 30 - i})
	}
	for _, c := range NewCommuneMap(points, 400).Circles {
		if c.Label == "" {
			t.Errorf("%s has no label", c.Name)
		}
	}
}
