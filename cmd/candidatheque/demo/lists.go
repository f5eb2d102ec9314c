package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// lists keeps people and a search at the referent's hand, as a colleague would find them.
func (p *player) lists() error {
	p.clock.ago(3, 2)
	if err := p.h.Settle(p.ctx); err != nil {
		return err
	}
	found, err := p.h.SearchPeople(p.ctx, p.referent, domain.PeopleQuery{Text: "maçon", Limit: 5})
	if err != nil {
		return fmt.Errorf("listes : %w", err)
	}
	var people []string
	for _, hit := range found.Hits {
		people = append(people, hit.Person.ID)
	}
	l, err := p.h.NewList(p.ctx, p.referent, "Chantier de l'écluse, à rappeler", people)
	if err != nil {
		return err
	}
	if _, err := p.h.ShowList(p.ctx, p.referent, l.ID, domain.ListShared); err != nil {
		return err
	}
	_, err = p.h.KeepSearch(p.ctx, p.referent, "Caristes autour de Dunkerque", "km=20&near=59140&q=cariste")
	return err
}
