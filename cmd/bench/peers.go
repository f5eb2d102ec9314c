package main

import (
	"fmt"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// What the peers are told: the same facts as words, the same gates as filters, the same criteria as boosts. They give the
// people they think best; the gates that have no equivalent there (hours, dates of certificates) are left to a new ranking.

// peerDepth is how many people a peer gives, to be ranked again.
const peerDepth = 50

// facts of a profile, as a peer indexes them.
type peerDocument struct {
	id        string
	cell      string
	open      bool // accord, accompaniment, quota
	sought    []string
	done      []string
	domains   []string
	contracts []string
	legal     []string
	licences  []string
	skills    []string
	text      string
	lat, lon  float64
	radius    int
	available int
}

// peerCell is the square of a commune, of the side the pool uses.
func peerCell(lat, lon float64) string {
	return fmt.Sprintf("%dx%d", int(lat/0.2), int(lon/0.2))
}

func documentOf(s *matching.Subject) peerDocument {
	p := &s.Profile
	d := peerDocument{id: s.ID, cell: peerCell(p.Place.Lat, p.Place.Lon), text: p.Presentation, lat: p.Place.Lat, lon: p.Place.Lon, radius: p.RadiusKm,
		available: int(p.Available), open: s.Standing.Consent && s.Standing.Accompanied && s.Standing.OpenInvitations < domain.MaxOpenInvitations}
	for _, t := range p.Targets {
		d.sought = append(d.sought, string(t.ROME))
		d.domains = append(d.domains, t.ROME.Domain())
	}
	for _, t := range p.Practised {
		if t.Months >= 3 {
			d.done = append(d.done, string(t.ROME))
		}
		d.domains = append(d.domains, t.ROME.Domain())
	}
	for _, k := range p.Contracts.List() {
		d.contracts = append(d.contracts, string(k))
	}
	for _, k := range s.Standing.Legal.Contracts.List() {
		d.legal = append(d.legal, string(k))
	}
	for _, l := range p.Licences {
		d.licences = append(d.licences, string(l.Licence))
	}
	for _, k := range p.Skills {
		d.skills = append(d.skills, k.ID)
	}
	return d
}

// peerQuestion is an offer in the same terms.
type peerQuestion struct {
	offer     *domain.Offer
	same      string
	close     []string
	evolution []string
	domain    string
	cells     []string
	text      string
	latest    int
}

func (c *corpus) questionOf(o *domain.Offer) peerQuestion {
	q := peerQuestion{offer: o, same: string(o.ROME), domain: o.ROME.Domain(), text: o.Title + " " + o.Description, latest: int(o.Start) + o.StartWindowDays()}
	for _, l := range c.rome.Links(o.ROME) {
		if l.Link == domain.LinkClose {
			q.close = append(q.close, string(l.ROME))
		} else {
			q.evolution = append(q.evolution, string(l.ROME))
		}
	}
	const side = 0.2
	for lat := o.Place.Lat - 0.5 - side; lat <= o.Place.Lat+0.5+side; lat += side {
		for lon := o.Place.Lon - 0.75 - side; lon <= o.Place.Lon+0.75+side; lon += side {
			q.cells = append(q.cells, peerCell(lat, lon))
		}
	}
	// words alone: the syntax of a query language is never given what somebody wrote
	q.text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"*^():-/,.'`, r) {
			return ' '
		}
		return r
	}, q.text)
	return q
}
