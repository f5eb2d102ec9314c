package matching

import (
	"embed"
	"encoding/json"
	"path"
)

// weights is one version of every number that a score or a lift depends on (matching.md §2 and §3).
// Points are points out of 100, distances km, durations months or days as named.
type weights struct {
	Version    string `json:"version"`
	Occupation struct {
		SoughtDone float64 `json:"sought_done"`
		Sought     float64 `json:"sought"`
		Done       float64 `json:"done"`
		Close      float64 `json:"close"`
		Evolution  float64 `json:"evolution"`
		Domain     float64 `json:"domain"`
	} `json:"occupation"`
	Skills struct {
		DayOne    float64 `json:"day_one"`
		Trainable float64 `json:"trainable"`
		Plus      float64 `json:"plus"`
		Implied   float64 `json:"implied"` // share for a skill that a done occupation implies
		Unknown   float64 `json:"unknown"` // share for a skill nobody spoke of: unknown is not lacking
	} `json:"skills"`
	Experience struct {
		Max            float64 `json:"max"`
		Close          float64 `json:"close"`           // worth of a month in a close occupation
		TrainingMonths int     `json:"training_months"` // worth of a recent training
	} `json:"experience"`
	Distance struct {
		Max             float64 `json:"max"`
		NearKm          float64 `json:"near_km"`           // full points up to here
		UnknownRadiusKm int     `json:"unknown_radius_km"` // stands for a radius that nobody asked
		BikeKm          float64 `json:"bike_km"`
		LiftKm          float64 `json:"lift_km"` // how far beyond the radius help with mobility may reach
	} `json:"distance"`
	Availability struct {
		Max float64 `json:"max"`
	} `json:"availability"`
	Level struct {
		Max float64 `json:"max"`
	} `json:"level"`
	Preference struct {
		Hours      float64 `json:"hours"`
		Interest   float64 `json:"interest"`
		Windows    float64 `json:"windows"`
		HoursClose float64 `json:"hours_close"` // a gap of weekly hours that nobody minds
		HoursFar   float64 `json:"hours_far"`   // the gap that gives nothing
	} `json:"preference"`
	Text struct {
		Max  float64 `json:"max"`
		Full float64 `json:"full"` // sum of idf that gives all the points
		Rare float64 `json:"rare"` // idf from which a word of the title is a sign of interest
	} `json:"text"`
	Unknown    float64 `json:"unknown"` // share for what is not known: level, place, date
	SignSkills float64 `json:"sign_skills"`
	RestDays   int     `json:"rest_days"` // among equals, who was not proposed for so long comes first
}

// parts is the most that each criterion gives, in the order of domain.Parts.
func (w *weights) parts() [8]float64 {
	return [8]float64{w.Occupation.SoughtDone, w.Skills.DayOne + w.Skills.Trainable + w.Skills.Plus, w.Experience.Max, w.Distance.Max,
		w.Availability.Max, w.Level.Max, w.Preference.Hours + w.Preference.Interest + w.Preference.Windows, w.Text.Max}
}

// most is the best score there is.
func (w *weights) most() (sum float64) {
	for _, points := range w.parts() {
		sum += points
	}
	return sum
}

// currentWeights is the version that new shortlists use. Older files stay, so that their shortlists replay.
const currentWeights = "2026-11-1"

//go:embed weights/*.json
var weightFiles embed.FS

// allWeights is every version, by its name.
var allWeights = readWeights()

func readWeights() map[string]*weights {
	all := map[string]*weights{}
	files, err := weightFiles.ReadDir("weights")
	if err != nil {
		return all // the folder is embedded above: it cannot be missing
	}
	for _, f := range files {
		raw, err := weightFiles.ReadFile(path.Join("weights", f.Name()))
		if err != nil {
			continue
		}
		w := new(weights)
		if json.Unmarshal(raw, w) == nil {
			all[w.Version] = w
		}
	}
	return all
}

// HasWeights tells whether a version of the weights is still here to replay with.
func HasWeights(version string) bool { return allWeights[version] != nil }

// weightsOf is the version asked, or today's.
func weightsOf(version string) *weights {
	if w := allWeights[version]; w != nil {
		return w
	}
	return allWeights[currentWeights]
}

// WeightsVersion is the version of today's weights.
func WeightsVersion() string { return currentWeights }
