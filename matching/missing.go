package matching

import (
	"math/bits"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// Lacking is a person whom nothing but certificates keeps from an offer: Codes are those to obtain or renew.
type Lacking struct {
	Profile string
	Codes   []string
}

// Missing lists everybody whom the certificates of day one alone stop, by key: what they cost the offer. An offer that
// asks for none costs nobody.
func (p *Pool) Missing(q Query) (list []Lacking) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.compile(q)
	defer a.release()
	if len(a.wanted) == 0 {
		return nil
	}
	others := a.blank()
	copy(others, a.ix.columns[colLive])
	for i := range a.stages {
		if s := &a.stages[i]; s.gate != gateCertificate {
			for b := range others {
				others[b] &^= s.stops(b)
			}
		}
	}
	for b, w := range others {
		for ; w != 0; w &= w - 1 {
			row := uint32(b*blockRows + bits.TrailingZeros64(w))
			person := &a.ix.people[row]
			if codes := a.lacks(person); len(codes) > 0 && a.late(row, gateCount) == 0 {
				list = append(list, Lacking{person.id, codes})
			}
		}
	}
	slices.SortFunc(list, func(x, y Lacking) int {
		if x.Profile < y.Profile {
			return -1
		}
		return 1
	})
	return list
}

// lacks lists the certificates of day one that the person does not hold, valid, on the day of hire.
func (a *ask) lacks(p *person) (codes []string) {
	for i := range a.wanted {
		if w := &a.wanted[i]; !a.valid(p, w) {
			codes = append(codes, w.code)
		}
	}
	return codes
}

// WantedCertificates lists the certificates an offer asks for on day one, its occupation's own cards with them.
func (p *Pool) WantedCertificates(o *domain.Offer) []string { return p.refs.wantedCertificates(o) }
