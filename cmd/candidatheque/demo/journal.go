package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// reads is an ordinary day of the referent and of the facilitator, as the journal tells it: files opened, a table taken away,
// a page refused.
func (p *player) reads() error {
	p.clock.ago(1, 3)
	found, err := p.h.SearchPeople(p.ctx, p.referent, domain.PeopleQuery{Text: "cariste", Limit: 4})
	if err != nil {
		return fmt.Errorf("lectures : %w", err)
	}
	for _, hit := range found.Hits {
		if _, err := p.h.OpenPerson(p.ctx, p.referent, hit.Person.ID); err != nil {
			return err
		}
		if _, err := p.h.OpenWallet(p.ctx, p.facilitator, hit.Person.ID); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
	}
	if err := p.h.TellExport(p.ctx, p.referent, hiring.Export{Name: "candidatheque.csv", Rows: len(found.Hits)}); err != nil {
		return err
	}
	return p.h.TellRefusal(p.ctx, p.facilitator, "GET /candidatheque")
}
