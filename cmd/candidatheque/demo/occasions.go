package demo

import (
	"fmt"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// occasions are a meetup to which people are invited, and an immersion that a company proposes.
func (p *player) occasions() error {
	p.clock.ago(2, 4)
	place, err := p.h.FindCommune("59140", "Dunkerque")
	if err != nil {
		return fmt.Errorf("rencontres : %w", err)
	}
	evening := time.Date(p.today.Time().Year(), p.today.Time().Month(), p.today.Time().Day()+16, 18, 0, 0, 0, domain.Paris())
	meetup, err := p.h.OpenOccasion(p.ctx, p.referent, domain.Occasion{For: domain.ForMeetup, Title: "Les métiers du port, racontés par ceux qui les font", Host: "trois chefs d'entreprise du port",
		Place: place, Where: "Maison de l'emploi, salle du rez-de-chaussée", At: evening, Places: 15, Words: "Une heure et demie pour poser vos questions, autour d'un café. Venez comme vous êtes."})
	if err != nil {
		return fmt.Errorf("rencontres : %w", err)
	}
	if _, err := p.h.OpenOccasion(p.ctx, p.referent, domain.Occasion{For: domain.ForPMSMP, Title: "Découvrir la maçonnerie sur un chantier", SIRET: siretOf(0), Place: place, ROMEs: []domain.ROME{"F1703"},
		From: p.today + 20, To: p.today + 31, Places: 2, Words: "Deux semaines avec une équipe de maçons, de l'atelier au chantier, avec un tuteur."}); err != nil {
		return fmt.Errorf("immersions : %w", err)
	}
	if err := p.h.Settle(p.ctx); err != nil {
		return err
	}
	found, err := p.h.SearchPeople(p.ctx, p.referent, domain.PeopleQuery{Text: "maçon", Limit: 4})
	if err != nil {
		return fmt.Errorf("rencontres : %w", err)
	}
	plan := hiring.InvitePlan{For: domain.ForMeetup, Object: meetup.ID, Word: "Un premier pas, sans engagement."}
	for _, hit := range found.Hits {
		plan.Profiles = append(plan.Profiles, hit.Person.ID)
	}
	if len(plan.Profiles) == 0 {
		return nil
	}
	_, err = p.h.Invite(p.ctx, p.referent, plan)
	return err
}
