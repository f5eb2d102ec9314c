package domain

import (
	"math/bits"
	"slices"
	"time"
)

// IndexEntry is a person as the index may know them: what may be matched, whether they may be proposed, never who it is.
type IndexEntry struct {
	ID      string
	Profile Profile
	Pool    PoolState
	Updated time.Time
}

// PeopleQuery is a search of the candidathèque: free text of at most 200 characters, and filters. Several values of one
// filter are alternatives; the filters hold together. A zero field filters nothing, but Pool: empty, it asks for people
// who may be proposed, unless Outside asks for everybody. On is the day for which « valid » and « available » are told.
type PeopleQuery struct {
	Text string
	// Literal takes the words as typed: none is mended, none is widened by a synonym.
	Literal bool

	ROMEs    []ROME
	Communes []string // INSEE codes
	// Km is the distance from Near, in km: 0 is its commune alone.
	Near     Commune
	Km       float64
	Licences []Licence
	// Certificates held, or that those held stand for; ValidOnly asks that they be valid on On.
	Certificates []string
	ValidOnly    bool
	AvailableBy  Date
	Availability []Availability
	Contracts    []Contract
	Domains      []PoolDomain
	Slots        Slots
	Pool         []PoolState
	Outside      bool

	On     Date
	Sort   PeopleSort
	Limit  int
	Cursor string
}

// PeoplePage is one page of what was found: Total answers the whole query, Possible only its filter on the pool.
type PeoplePage struct {
	Hits     []PeopleHit
	Total    int
	Possible int
	Next     string
	Facets   []Facet
	// Mended are the words that nobody's file holds and that were read as others.
	Mended []Mended
}

// Mended is a word of the query, and the one it was read as.
type Mended struct{ From, To string }

// PeopleHit is one person found, with passages in which <mark> surrounds what matched.
type PeopleHit struct {
	ID         string
	Score      float64
	Highlights []string
}

// FacetName names one filter of the search, as its addresses do.
type FacetName string

// The facets, in the order of the page.
const (
	FacetOccupation   FacetName = "rome"
	FacetDistance     FacetName = "km"
	FacetCommune      FacetName = "commune"
	FacetAvailability FacetName = "availability"
	FacetContract     FacetName = "contract"
	FacetLicence      FacetName = "licence"
	FacetCertificate  FacetName = "certificate"
	FacetSlot         FacetName = "slot"
	FacetDomain       FacetName = "domain"
	FacetPool         FacetName = "pool"
)

// Facet counts, for each value of one filter, the people found were that value alone chosen in it, all else kept. Only
// values that somebody has are there, the chosen ones apart; the most counted first where they have no order of their own.
type Facet struct {
	Name   FacetName
	Values []FacetCount
}

// FacetCount is one value of a facet.
type FacetCount struct {
	Value string
	Count int
}

// FacetOf finds a facet of the page; an empty one when it is not there.
func (p PeoplePage) FacetOf(name FacetName) Facet { return FacetNamed(p.Facets, name) }

// FacetNamed finds a facet of a list; an empty one when it is not there.
func FacetNamed(list []Facet, name FacetName) Facet {
	if i := slices.IndexFunc(list, func(f Facet) bool { return f.Name == name }); i >= 0 {
		return list[i]
	}
	return Facet{Name: name}
}

// FacetKm are the distances offered around a place, in km.
var FacetKm = []int{0, 5, 10, 20, 30, 50}

// PeopleSort is the order of a search. The zero value is the best answer first where there are words, else the latest
// updated; equal ones come by their last update, then by key.
type PeopleSort string

// The orders.
const (
	SortDefault      PeopleSort = ""
	SortRelevance    PeopleSort = "relevance"
	SortUpdated      PeopleSort = "updated"
	SortAvailability PeopleSort = "availability"
	SortDistance     PeopleSort = "distance"
)

var peopleSorts = []struct {
	sort  PeopleSort
	label string
}{
	{SortRelevance, "les plus proches des mots"},
	{SortUpdated, "les dossiers mis à jour"},
	{SortAvailability, "les premiers disponibles"},
	{SortDistance, "les plus près"},
}

// PeopleSorts lists the orders that may be asked for.
func PeopleSorts() (list []PeopleSort) {
	for _, s := range peopleSorts {
		list = append(list, s.sort)
	}
	return list
}

// ParsePeopleSort reads the code of an order; empty is SortDefault.
func ParsePeopleSort(text string) (PeopleSort, error) {
	if s := PeopleSort(text); s == SortDefault || s.French() != "" {
		return s, nil
	}
	return "", Invalid("sort", "Ordre « %s » inconnu : relevance, updated, availability ou distance.", clip(text))
}

// French says what comes first; empty for an unknown order.
func (s PeopleSort) French() string {
	for _, known := range peopleSorts {
		if known.sort == s {
			return known.label
		}
	}
	return ""
}

// Availability is how soon somebody is free, counted from a day. Each person is in exactly one.
type Availability string

// The bands: AvailableSoon is within two weeks, AvailableMonth within a month of 30 days.
const (
	AvailableNow     Availability = "now"
	AvailableSoon    Availability = "two_weeks"
	AvailableMonth   Availability = "month"
	AvailableLater   Availability = "later"
	AvailableUnknown Availability = "unknown"
)

var availabilities = []struct {
	band  Availability
	days  Date
	label string
}{
	{AvailableNow, 0, "maintenant"},
	{AvailableSoon, 14, "d'ici deux semaines"},
	{AvailableMonth, 30, "d'ici un mois"},
	{AvailableLater, 1 << 30, "plus tard"},
	{AvailableUnknown, -1, "date non dite"},
}

// Availabilities lists the bands, the soonest first.
func Availabilities() (list []Availability) {
	for _, a := range availabilities {
		list = append(list, a.band)
	}
	return list
}

// AvailabilityOf is the band of somebody free on available, seen from a day.
func AvailabilityOf(available, on Date) Availability {
	return availabilities[AvailabilityBand(available, on)].band
}

// AvailabilityBand is the place of that band in Availabilities.
func AvailabilityBand(available, on Date) int {
	last := len(availabilities) - 1
	if !available.Known() {
		return last
	}
	for i := range last {
		if available-on <= availabilities[i].days {
			return i
		}
	}
	return last - 1
}

// ParseAvailability reads the code of a band.
func ParseAvailability(text string) (Availability, error) {
	if a := Availability(text); a.French() != "" {
		return a, nil
	}
	return "", Invalid("availability", "Disponibilité « %s » inconnue : now, two_weeks, month, later ou unknown.", clip(text))
}

// French words the band; empty for an unknown one.
func (a Availability) French() string {
	for _, known := range availabilities {
		if known.band == a {
			return known.label
		}
	}
	return ""
}

// PoolState is whether a person may be proposed, and if not why, without more than the page of the file says.
type PoolState string

// The states: who waits to be accepted is nowhere yet; then a withdrawn accord, the person's own word, before the rest.
const (
	PoolIn        PoolState = "in"
	PoolWithdrawn PoolState = "withdrawn"
	PoolNoAccord  PoolState = "no_accord"
	PoolEnded     PoolState = "ended"
	PoolPaused    PoolState = "paused"
	PoolLeft      PoolState = "left"
	PoolNone      PoolState = "none"
	PoolProposed  PoolState = "proposed"
	PoolRefused   PoolState = "refused"
)

var poolStates = []struct {
	state PoolState
	label string
}{
	{PoolIn, "peut être proposé"},
	{PoolNoAccord, "pas encore d'accord"},
	{PoolWithdrawn, "accord retiré"},
	{PoolPaused, "en pause, à sa demande"},
	{PoolEnded, "accompagnement terminé"},
	{PoolLeft, "sorti du vivier, accompagnement terminé depuis plus de 3 mois"},
	{PoolNone, "aucun accompagnement"},
	{PoolProposed, "proposé, à accepter"},
	{PoolRefused, "proposition refusée"},
}

// PoolStates lists the states, those in the pool first.
func PoolStates() (list []PoolState) {
	for _, s := range poolStates {
		list = append(list, s.state)
	}
	return list
}

// ParsePoolState reads the code of a state.
func ParsePoolState(text string) (PoolState, error) {
	if s := PoolState(text); s.French() != "" {
		return s, nil
	}
	return "", Invalid("pool", "Situation « %s » inconnue : in, no_accord, withdrawn, paused, ended, left, none, proposed ou refused.", clip(text))
}

// French words the state; empty for an unknown one.
func (s PoolState) French() string {
	for _, known := range poolStates {
		if known.state == s {
			return known.label
		}
	}
	return ""
}

// Slots is a set of parts of the week in which work may be asked.
type Slots uint8

// The parts of the week: by day from Monday to Friday, before 8, after 18, the night of the labour code, Saturday or Sunday.
const (
	SlotDay Slots = 1 << iota
	SlotEarly
	SlotEvening
	SlotNight
	SlotWeekend

	// AllSlots is the whole week.
	AllSlots Slots = 1<<iota - 1
)

// slotTable: minutes of the day at which a part begins and ends (End past 1440 runs over midnight), its days, and the
// trait whose refusal closes it. Night is 21:00 to 6:00 (L3122-2).
var slotTable = []struct {
	slot       Slots
	code       string
	label      string
	days       Days
	start, end int
	refused    Traits
}{
	{SlotDay, "day", "en journée", Weekdays, 8 * 60, 18 * 60, TraitDay},
	{SlotEarly, "early", "tôt le matin (avant 8 h)", EveryDay, 4 * 60, 8 * 60, 0},
	{SlotEvening, "evening", "le soir (après 18 h)", EveryDay, 18 * 60, 21 * 60, 0},
	{SlotNight, "night", "la nuit (21 h à 6 h)", EveryDay, 21 * 60, 30 * 60, TraitNight},
	{SlotWeekend, "weekend", "le week-end", 0b1100000, 0, 24 * 60, TraitWeekend},
}

// leastSlot is how many minutes of a part somebody must have free on one day for it to be possible (param).
const leastSlot = 120

// PossibleSlots are the parts of the week in which the person can work. No window said is no limit: unknown is not lacking.
func (p Profile) PossibleSlots() Slots {
	var set Slots
	for _, s := range slotTable {
		free := len(p.Windows) == 0
		for _, w := range p.Windows {
			free = free || w.Days&s.days != 0 && w.overlap(s.start, s.end) >= leastSlot
		}
		if free && p.RefusedSchedule&s.refused == 0 {
			set |= s.slot
		}
	}
	return set
}

// overlap is the longest stretch, in minutes, that the window leaves free of one of the day (end may pass 1440).
func (w Window) overlap(start, end int) int {
	from, to := w.From.Minutes(), w.To.Minutes()
	if to <= from {
		to += 24 * 60
	}
	longest := 0
	for _, turn := range [...]int{-24 * 60, 0, 24 * 60} {
		longest = max(longest, min(to+turn, end)-max(from+turn, start))
	}
	return longest
}

// Codes lists the parts of the set, in the week's order.
func (s Slots) Codes() []string {
	codes := make([]string, 0, bits.OnesCount8(uint8(s)))
	for _, k := range slotTable {
		if s&k.slot != 0 {
			codes = append(codes, k.code)
		}
	}
	return codes
}

// SlotFrench words one part by its code; empty for an unknown one.
func SlotFrench(code string) string {
	for _, k := range slotTable {
		if k.code == code {
			return k.label
		}
	}
	return ""
}

// ParseSlot reads the code of one part of the week.
func ParseSlot(text string) (Slots, error) {
	for _, k := range slotTable {
		if k.code == text {
			return k.slot, nil
		}
	}
	return 0, Invalid("slot", "Horaire « %s » inconnu : day, early, evening, night ou weekend.", clip(text))
}
