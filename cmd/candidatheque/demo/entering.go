package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// entering leaves people on each step of the way in: proposed by the adviser, by themselves, refused, and one who has two
// files.
func (p *player) entering() error {
	u, err := p.h.UserByEmail(p.ctx, "conseillere@demo.exemple.fr")
	if err != nil {
		return err
	}
	adviser := u.Actor()
	place, err := p.h.FindCommune("59760", "Grande-Synthe")
	if err != nil {
		return err
	}
	p.clock.ago(6, 2)
	refused, err := p.h.SavePerson(p.ctx, adviser, newcomer("Yanis", "Dubrulle", place, "mécanicien vélo", p.today-6))
	if err != nil {
		return err
	}
	p.clock.ago(4, 1)
	if _, err := p.h.RefusePerson(p.ctx, p.referent, refused.ID, "Il manque un moyen de le joindre : ajoutez un téléphone."); err != nil {
		return err
	}
	p.clock.ago(2, 5)
	if _, err := p.h.SavePerson(p.ctx, adviser, newcomer("Awa", "Camara", place, "aide à domicile", p.today-2)); err != nil {
		return err
	}
	p.clock.ago(1, 3)
	if _, err := p.h.ProposeSelf(p.ctx, hiring.SelfProposal{FirstName: "Théo", LastName: "Vandewalle", Phone: "06 39 98 12 34", Place: place,
		Work: []string{"cariste", "préparateur de commandes"}, Available: p.today + 7, Licence: domain.Yes}); err != nil {
		return err
	}
	return p.twice()
}

// newcomer is a file as the adviser first types it.
func newcomer(first, last string, place domain.Commune, work string, agreed domain.Date) *domain.Person {
	return &domain.Person{
		Profile: domain.Profile{Targets: []domain.Target{{Title: work}}, Place: place, RadiusKm: 15, Means: domain.MeansBus},
		Candidate: domain.Candidate{FirstName: first, LastName: last,
			Consent: domain.Consent{On: agreed, Wording: domain.ConsentWording, Channel: string(domain.ChannelFace)}},
	}
}

// twice opens a second file of somebody known, with a slip in the name, as two antennes would.
func (p *player) twice() error {
	known, err := p.h.Person(p.ctx, p.referent, fmt.Sprintf("EE-%04d", 7))
	if err != nil {
		return err
	}
	k := known.Candidate
	p.clock.ago(1, 1)
	_, err = p.h.SavePerson(p.ctx, p.referent, &domain.Person{Profile: domain.Profile{Targets: known.Profile.Targets, Place: known.Profile.Place},
		Candidate: domain.Candidate{FirstName: k.FirstName, LastName: k.LastName + "e", BirthDate: k.BirthDate, Phone: "06 39 98 55 55"}})
	return err
}
