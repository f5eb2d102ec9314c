package search

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"pgregory.net/rapid"
)

// today is the day of the queries of this file.
var today = domain.DayOf(noon)

// someone draws a person with any mix of what the filters read.
func someone(r *rand.Rand, id string) domain.IndexEntry {
	towns := referential.BuiltinCommunes().All()
	town := towns[r.IntN(12)]
	p := domain.Profile{Presentation: draw(r, "", "soudure et zorglub", "maçonnerie", "travail en calorix")}
	for range r.IntN(3) {
		p.Targets = append(p.Targets, domain.Target{ROME: draw(r, domain.ROME("F1703"), "N1101", "K1304", "D1106", "F1602")})
	}
	if r.IntN(4) > 0 {
		p.Place = domain.Commune{INSEE: town.INSEE, Name: town.Name, Lat: town.Lat, Lon: town.Lon}
		p.Available = today + domain.Date(r.IntN(90)-30)
	}
	for range r.IntN(3) {
		p.Licences = append(p.Licences, domain.HeldLicence{Licence: draw(r, domain.Licences()...), InProgress: r.IntN(5) == 0})
		p.Certificates = append(p.Certificates, domain.HeldCertificate{Code: draw(r, "R489-3", "R389-3", "SST", "FCO", "SSIAP 2", "H0B0"),
			Delivered: today - domain.Date(r.IntN(4000)-100)})
		p.Contracts |= draw(r, domain.CDI, domain.CDD, domain.CTT).Bit()
	}
	if r.IntN(3) == 0 {
		p.Windows = []domain.Window{{Days: draw(r, domain.Weekdays, domain.EveryDay), From: domain.ClockAt(draw(r, 5, 7, 9, 20), 0), To: domain.ClockAt(draw(r, 4, 13, 19, 22), 0)}}
		p.RefusedSchedule = draw(r, 0, domain.TraitNight, domain.TraitWeekend)
	}
	p.Domain = draw(r, append(domain.PoolDomains(), "")...)
	return domain.IndexEntry{ID: id, Profile: p, Pool: draw(r, append(domain.PoolStates(), domain.PoolIn, domain.PoolIn)...),
		Updated: noon.Add(time.Duration(r.IntN(5)) * time.Hour)}
}

// matches reads a query by the rules alone, without the table: what the index answers is compared with it.
func matches(e domain.IndexEntry, q domain.PeopleQuery) bool {
	p := e.Profile
	has := func(any bool, test func() bool) bool { return !any || test() }
	codes, _ := testLabels.occupations(p)
	return has(len(q.ROMEs) > 0, func() bool {
		return slices.ContainsFunc(q.ROMEs, func(c domain.ROME) bool {
			return slices.ContainsFunc(append(referential.Builtin().Expand(c), c), func(one domain.ROME) bool { return slices.Contains(codes, string(one)) })
		})
	}) && has(len(q.Communes) > 0, func() bool { return slices.Contains(q.Communes, p.Place.INSEE) }) &&
		has(q.Near.Known(), func() bool {
			return p.Place.Known() && (q.Km == 0 && p.Place.INSEE == q.Near.INSEE || q.Km > 0 && q.Near.DistanceKm(p.Place) <= q.Km)
		}) && has(len(q.Licences) > 0, func() bool {
		return slices.ContainsFunc(q.Licences, func(l domain.Licence) bool {
			return slices.ContainsFunc(p.Licences, func(h domain.HeldLicence) bool { return !h.InProgress && h.Licence.Covers(l) })
		})
	}) && has(len(q.Certificates) > 0, func() bool {
		return slices.ContainsFunc(q.Certificates, func(c string) bool { return hasCertificate(p, c, q) })
	}) &&
		has(len(q.Availability) > 0, func() bool { return slices.Contains(q.Availability, domain.AvailabilityOf(p.Available, q.On)) }) &&
		has(len(q.Contracts) > 0, func() bool {
			return p.Contracts == 0 || slices.ContainsFunc(q.Contracts, p.Contracts.Has)
		}) && has(q.Slots != 0, func() bool { return p.PossibleSlots()&q.Slots != 0 }) &&
		has(len(q.Domains) > 0, func() bool { return slices.Contains(q.Domains, p.Domain) }) &&
		has(!q.Outside || len(q.Pool) > 0, func() bool {
			return slices.Contains(q.Pool, e.Pool) || len(q.Pool) == 0 && e.Pool == domain.PoolIn
		}) && has(q.Text != "", func() bool { return strings.Contains(p.Presentation, q.Text) })
}

func hasCertificate(p domain.Profile, code string, q domain.PeopleQuery) bool {
	table := referential.Certificates()
	if q.ValidOnly {
		valid, _ := table.Valid(p.Certificates, code, today)
		return valid
	}
	return slices.ContainsFunc(p.Certificates, func(h domain.HeldCertificate) bool {
		return slices.ContainsFunc(table.Covers(h.Code), func(c referential.Covered) bool { return c.Code == code })
	})
}

// narrowed is the query with one value alone in one filter.
func narrowed(q domain.PeopleQuery, name domain.FacetName, value string) domain.PeopleQuery {
	switch name {
	case domain.FacetOccupation:
		q.ROMEs = []domain.ROME{domain.ROME(value)}
	case domain.FacetCommune:
		q.Communes = []string{value}
	case domain.FacetDistance:
		q.Km, _ = strconv.ParseFloat(value, 64)
	case domain.FacetLicence:
		q.Licences = []domain.Licence{domain.Licence(value)}
	case domain.FacetCertificate:
		q.Certificates = []string{value}
	case domain.FacetAvailability:
		q.Availability = []domain.Availability{domain.Availability(value)}
	case domain.FacetContract:
		q.Contracts = []domain.Contract{domain.Contract(value)}
	case domain.FacetSlot:
		q.Slots, _ = domain.ParseSlot(value)
	case domain.FacetDomain:
		q.Domains = []domain.PoolDomain{domain.PoolDomain(value)}
	case domain.FacetPool:
		q.Pool, q.Outside = []domain.PoolState{domain.PoolState(value)}, false
	}
	return q
}

// anyQuery draws a mix of filters.
func anyQuery(t *rapid.T, near domain.Commune) domain.PeopleQuery {
	some := rapid.IntRange(0, 2)
	q := domain.PeopleQuery{On: today, Limit: maxLimit,
		Text:         rapid.SampledFrom([]string{"", "", "", "zorglub", "calorix"}).Draw(t, "text"),
		ROMEs:        rapid.SliceOfN(rapid.SampledFrom([]domain.ROME{"F1703", "K1304", "D1106"}), 0, some.Draw(t, "romes")).Draw(t, "rome"),
		Licences:     rapid.SliceOfN(rapid.SampledFrom(domain.Licences()), 0, some.Draw(t, "licences")).Draw(t, "licence"),
		Certificates: rapid.SliceOfN(rapid.SampledFrom([]string{"R489-3", "SST", "SSIAP 1"}), 0, some.Draw(t, "papers")).Draw(t, "paper"),
		ValidOnly:    rapid.Bool().Draw(t, "valid"), Outside: rapid.Bool().Draw(t, "outside"),
		Availability: rapid.SliceOfN(rapid.SampledFrom(domain.Availabilities()), 0, some.Draw(t, "bands")).Draw(t, "band"),
		Contracts:    rapid.SliceOfN(rapid.SampledFrom([]domain.Contract{domain.CDI, domain.CTT}), 0, some.Draw(t, "contracts")).Draw(t, "contract"),
		Domains:      rapid.SliceOfN(rapid.SampledFrom(domain.PoolDomains()), 0, some.Draw(t, "domains")).Draw(t, "domain"),
		Slots:        rapid.SampledFrom([]domain.Slots{0, 0, domain.SlotNight, domain.SlotEarly | domain.SlotWeekend}).Draw(t, "slots"),
	}
	if rapid.Bool().Draw(t, "near") {
		q.Near, q.Km = near, rapid.SampledFrom([]float64{0, 5, 12.5, 50}).Draw(t, "km")
	}
	return q
}

// TestCountsAreTheRules compares the total and every count of every facet with the rules read person by person.
func TestCountsAreTheRules(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	r := rand.New(rand.NewPCG(7, 7))
	var people []domain.IndexEntry
	for i := range 400 {
		people = append(people, someone(r, fmt.Sprintf("p%03d", i)))
	}
	mustPut(t, x, people...)
	count := func(q domain.PeopleQuery) (n int) {
		for _, p := range people {
			if matches(p, q) {
				n++
			}
		}
		return n
	}
	near := mustTown(t, "Dunkerque")
	rapid.Check(t, func(rt *rapid.T) {
		q := anyQuery(rt, near)
		page := mustSearch(t, x, q)
		if want := count(q); page.Total != want || len(page.Hits) != min(want, maxLimit) {
			rt.Fatalf("%+v: %d people, %d shown, want %d", q, page.Total, len(page.Hits), want)
		}
		for _, facet := range page.Facets {
			for _, v := range facet.Values {
				if want := count(narrowed(q, facet.Name, v.Value)); v.Count != want {
					rt.Fatalf("%+v: %s %s: %d people, want %d", q, facet.Name, v.Value, v.Count, want)
				}
			}
		}
	})
}

// TestFacetsKeepWhatIsChosen: a value that nobody has any more stays, so that it can be taken back.
func TestFacetsKeepWhatIsChosen(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	mustPut(t, x, crowd(3, mason())...)
	page := mustSearch(t, x, domain.PeopleQuery{ROMEs: []domain.ROME{"A1101"}, Communes: []string{"59183"}, Licences: []domain.Licence{"CE"},
		Certificates: []string{"SST"}, Availability: []domain.Availability{domain.AvailableLater}, Domains: []domain.PoolDomain{"batiment"}})
	for _, want := range []struct {
		name  domain.FacetName
		value string
	}{{domain.FacetOccupation, "A1101"}, {domain.FacetCommune, "59183"}, {domain.FacetLicence, "CE"}, {domain.FacetCertificate, "SST"},
		{domain.FacetAvailability, "later"}, {domain.FacetDomain, "batiment"}} {
		if !slices.Contains(page.FacetOf(want.name).Values, domain.FacetCount{Value: want.value}) {
			t.Errorf("%s: %v, want %s at 0", want.name, page.FacetOf(want.name).Values, want.value)
		}
	}
}

// TestTableComesBackWithTheIndex: what was put, changed and taken out is counted alike once the index is opened again.
func TestTableComesBackWithTheIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	r := rand.New(rand.NewPCG(3, 3))
	for round := range 6 {
		var batch []domain.IndexEntry
		for i := range 80 {
			batch = append(batch, someone(r, fmt.Sprintf("p%03d", (i*7+round*31)%150)))
		}
		mustPut(t, x, batch...)
		if err := x.Delete(t.Context(), []string{fmt.Sprintf("p%03d", round), "nobody"}); err != nil {
			t.Fatal(err)
		}
	}
	queries := []domain.PeopleQuery{{On: today, Outside: true, Limit: maxLimit}, {On: today, Text: "soudure", Outside: true, Limit: maxLimit},
		{On: today, Text: "maçonnerie", Sort: domain.SortAvailability, Outside: true, Limit: maxLimit}}
	var before []string
	for _, q := range queries {
		before = append(before, told(mustSearch(t, x, q)))
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := mustOpen(t, dir)
	if again.Fresh() {
		t.Fatal("the index was set aside")
	}
	for i, q := range queries {
		if after := told(mustSearch(t, again, q)); after != before[i] {
			t.Errorf("%q: was\n%s\nis\n%s", q.Text, before[i], after)
		}
	}
}

// told writes a page so that two of them compare; equal values of a facet may come in the order their codes were met.
func told(page domain.PeoplePage) string {
	for i := range page.Facets {
		slices.SortFunc(page.Facets[i].Values, func(a, b domain.FacetCount) int { return strings.Compare(a.Value, b.Value) })
	}
	return fmt.Sprintf("%d %v %v", page.Total, ids(page), page.Facets)
}
