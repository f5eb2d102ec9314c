package hiring

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// CertificateCost is what one certificate costs across the open offers: the people who would be possible for an offer if
// they held it, it alone. Each is counted once, however many offers wait for them.
type CertificateCost struct {
	Code   string
	People int
	// Offers and Places count the open offers that ask for it on day one, the occupation's own card included.
	Offers, Places int
	// Lines are the offers that somebody lacks it for, those who would gain most first; for who may search people.
	Lines []CostLine
}

// CostLine is one offer and the people whom the certificate alone keeps from it.
type CostLine struct {
	Offer  *domain.Offer
	People []string
}

// CertificateCosts counts exactly, from the pool of this moment, what each certificate costs across the open offers; the
// dearest first. Staff read the counts, referents the people too.
func (s *Service) CertificateCosts(ctx context.Context, actor domain.Actor) ([]CertificateCost, error) {
	if !actor.Roles.Has(domain.RoleStaff) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ces comptes sont ceux de l'équipe.")
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	offers, err := s.openOffers(ctx)
	if err != nil {
		return nil, err
	}
	costs := map[string]*costing{}
	today := domain.DayOf(s.Now())
	for _, o := range offers {
		s.addCosts(costs, o, today)
	}
	list := make([]CertificateCost, 0, len(costs))
	for _, c := range costs {
		c.People = len(c.people)
		slices.SortStableFunc(c.Lines, func(a, b CostLine) int { return len(b.People) - len(a.People) })
		if !domain.CanSearchPeople(actor) {
			c.Lines = nil
		}
		list = append(list, c.CertificateCost)
	}
	slices.SortFunc(list, func(a, b CertificateCost) int {
		return cmp.Or(b.People-a.People, b.Places-a.Places, strings.Compare(a.Code, b.Code))
	})
	return list, nil
}

// costing is a cost while it is counted.
type costing struct {
	CertificateCost
	people map[string]bool
}

// addCosts counts one offer under each certificate it asks for, with the people who lack that one only.
func (s *Service) addCosts(costs map[string]*costing, o *domain.Offer, today domain.Date) {
	wanted := s.pool.WantedCertificates(o)
	if len(wanted) == 0 {
		return
	}
	lacking := map[string][]string{}
	for _, x := range s.pool.Missing(s.query(o, today)) {
		if len(x.Codes) == 1 {
			lacking[x.Codes[0]] = append(lacking[x.Codes[0]], x.Profile)
		}
	}
	for _, code := range wanted {
		c := costs[code]
		if c == nil {
			c = &costing{CertificateCost: CertificateCost{Code: code}, people: map[string]bool{}}
			costs[code] = c
		}
		c.Offers++
		c.Places += o.Places
		for _, id := range lacking[code] {
			c.people[id] = true
		}
		if len(lacking[code]) > 0 {
			c.Lines = append(c.Lines, CostLine{o, lacking[code]})
		}
	}
}
