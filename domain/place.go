package domain

import "math"

// Commune is a French commune as kept beside a person or an offer: its centre stands for the whole of it.
// Lat and Lon are degrees (WGS 84).
type Commune struct {
	INSEE      string  `json:"insee"`
	Name       string  `json:"name"`
	PostalCode string  `json:"postal_code"`
	Lat        float64 `json:"lat"`
	Lon        float64 `json:"lon"`
}

// Known is false for the zero value.
func (c Commune) Known() bool { return c.INSEE != "" }

// earthRadiusKm is the radius of matching.md §2.
const earthRadiusKm = 6371

// DistanceKm is the haversine distance between two centres, in km, unrounded.
func (c Commune) DistanceKm(o Commune) float64 {
	return Haversine(c.Lat, c.Lon, o.Lat, o.Lon)
}

// Haversine is the great-circle distance in km between two points in degrees.
func Haversine(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	sLat := math.Sin((lat2 - lat1) * rad / 2)
	sLon := math.Sin((lon2 - lon1) * rad / 2)
	h := sLat*sLat + math.Cos(lat1*rad)*math.Cos(lat2*rad)*sLon*sLon
	return 2 * earthRadiusKm * math.Asin(math.Sqrt(math.Min(1, h)))
}
