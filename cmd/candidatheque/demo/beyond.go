package demo

import (
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// lonely is the offer of the demonstration that the pool has too few people for: a certificate that few hold.
const lonely = "Soudeur semi-automatique"

// sessions are the trainings of the demonstration: days from today.
var sessions = []struct {
	title, certificate, town, postal, provider, funder string
	start, end                                         int
	places, hours                                      int
	programmes                                         []domain.Programme
}{
	{"CACES R489 catégorie 3", "R489-3", "Dunkerque", "59140", "École de conduite du Bassin", "Région", 12, 16, 8, 35, nil},
	{"Sauveteur secouriste du travail", "SST", "Gravelines", "59820", "Secours des Dunes", "PLIE", 8, 9, 10, 14, []domain.Programme{"PLIE"}},
}

// newcomer enters today and fits an open offer: the alert of the demonstration.
func (p *player) newcomer() error {
	place, err := p.h.FindCommune("59140", "Dunkerque")
	if err != nil {
		return err
	}
	_, err = p.h.SavePerson(p.ctx, p.referent, &domain.Person{Record: domain.Record{ID: "EE-0901"},
		Profile: domain.Profile{Targets: []domain.Target{{ROME: "F1703"}}, Practised: []domain.Practice{{ROME: "F1703", Months: 60, Until: p.today - 40}},
			Licences: []domain.HeldLicence{{Licence: "B"}}, Certificates: []domain.HeldCertificate{{Code: "SST", Delivered: p.today - 200}}, Level: 3,
			Place: place, RadiusKm: 30, Means: domain.MeansCar, Available: p.today, Contracts: domain.CDI.Bit() | domain.CDD6.Bit(), HoursWanted: 35,
			Presentation: "J'ai monté des murs et coulé des dalles pendant cinq ans sur des chantiers de maisons.", Domain: "batiment"},
		Candidate: domain.Candidate{FirstName: "Yanis", LastName: "Coudeville", Phone: "06 39 98 90 01", Adviser: "conseillere@demo.exemple.fr",
			Consent:        domain.Consent{On: p.today, Wording: domain.ConsentWording, Channel: string(domain.ChannelPhone)},
			Accompaniments: []domain.Accompaniment{domain.NewAccompaniment(domain.CandidathequeProgramme, p.today, domain.No)}, EnteredOn: p.today}})
	return err
}

// trainings adds the sessions behind the lift « Voir les formations ».
func (p *player) trainings() error {
	for _, x := range sessions {
		place, err := p.h.FindCommune(x.postal, x.town)
		if err != nil {
			return err
		}
		if _, err := p.h.SaveTraining(p.ctx, p.referent, &domain.Training{Title: x.title, Certificates: []string{x.certificate}, Place: place,
			Start: p.today + domain.Date(x.start), End: p.today + domain.Date(x.end), Places: x.places, Hours: x.hours, Provider: x.provider,
			Funder: x.funder, Programmes: x.programmes}); err != nil {
			return err
		}
	}
	return nil
}

// beyond shows one offer to the advisers, and positions on it somebody whom one certificate keeps out.
func (p *player) beyond(published []*domain.Offer) error {
	if err := p.trainings(); err != nil {
		return err
	}
	for _, o := range published {
		if o.Title != lonely {
			continue
		}
		p.clock.ago(1, 5)
		if err := p.h.Settle(p.ctx); err != nil { // what the platform does of that day is done
			return err
		}
		if o, err := p.h.Offer(p.ctx, p.referent, o.ID); err != nil || !o.ShownToAdvisers() { // the platform may have shown it
			if _, err := p.h.ShowToAdvisers(p.ctx, p.referent, o.ID, "l'employeur cherche aussi hors du vivier"); err != nil {
				return err
			}
		}
		list, err := p.h.BuildShortlist(p.ctx, p.referent, o.ID)
		if err != nil || len(list.NearMisses) == 0 {
			return err
		}
		p.clock.ago(0, 20)
		u, err := p.h.UserByEmail(p.ctx, "conseillere@demo.exemple.fr")
		if err != nil {
			return err
		}
		if _, err = p.h.PositionPerson(p.ctx, u.Actor(), o.ID, list.NearMisses[0].Profile, "A soudé trois ans en atelier ; repasse sa qualification ce mois-ci."); err != nil {
			return err
		}
		p.clock.ago(0, 0)
		return p.newcomer()
	}
	return fmt.Errorf("« %s » n'est plus dans la démonstration", lonely)
}
