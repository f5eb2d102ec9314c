package demo

import (
	"fmt"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// meetings play what follows from a list: people invited in every state, a question, meetings today and tomorrow, an answer
// owed for nine days, somebody hired of whom news is due.
func (p *player) meetings(offers []*domain.Offer) error {
	if len(offers) < 12 {
		return fmt.Errorf("rencontres : %d offres publiées", len(offers))
	}
	for _, play := range []func([]*domain.Offer) error{p.hiredLongAgo, p.answerOwed, p.meetingsToCome, p.lastDays} {
		if err := play(offers); err != nil {
			return fmt.Errorf("rencontres : %w", err)
		}
	}
	p.clock.ago(0, 0)
	return p.h.Rounds(p.ctx) // who did not answer in time
}

// invited makes a list of an offer, keeps its first people and invites them, that many days ago.
func (p *player) invited(o *domain.Offer, days, people int, slots ...domain.Slot) ([]*domain.Invitation, error) {
	p.clock.ago(days, 2)
	if err := p.h.Settle(p.ctx); err != nil {
		return nil, err
	}
	list, err := p.h.BuildShortlist(p.ctx, p.referent, o.ID)
	if err != nil {
		return nil, err
	}
	var profiles []string
	for _, e := range list.Entries[:min(people, len(list.Entries))] {
		if _, err := p.h.Decide(p.ctx, p.referent, list.ID, e.Profile, domain.Kept, ""); err != nil {
			return nil, err
		}
		profiles = append(profiles, e.Profile)
	}
	p.clock.ago(days, 1)
	done, err := p.h.Invite(p.ctx, p.referent, hiring.InvitePlan{ListID: list.ID, Profiles: profiles, Wave: people, Slots: slots})
	if err != nil {
		return nil, err
	}
	if len(done.Invitations) < people {
		return nil, fmt.Errorf("%s : %d personnes invitées sur %d, %v", o.Title, len(done.Invitations), people, done.Refused)
	}
	return done.Invitations, nil
}

// says is what one of them answers, that many days ago, by phone.
func (p *player) says(i *domain.Invitation, days int, a hiring.PersonAnswer) (*domain.Introduction, error) {
	p.clock.ago(days, 0)
	done, err := p.h.AnswerFor(p.ctx, p.referent, i.ID, a, "", domain.ChannelPhone)
	return done.Introduction, err
}

var yes = hiring.PersonAnswer{Answer: hiring.AnswerYes}

// hiredLongAgo is somebody at work for more than a month: news is due.
func (p *player) hiredLongAgo(offers []*domain.Offer) error {
	o := offers[1]
	list, err := p.invited(o, 39, 2)
	if err != nil {
		return err
	}
	x, err := p.says(list[0], 38, yes)
	if err != nil {
		return err
	}
	p.clock.ago(37, 0)
	if _, err := p.h.Met(p.ctx, p.referent, x.ID); err != nil {
		return err
	}
	p.clock.ago(36, 0)
	hire := o.AsHire(p.today - 35)
	hire.Hired, hire.Start = true, p.today-35
	if hire.Contract.HasEnd() {
		hire.End = hire.Start.AddMonths(max(o.Months, 6))
	}
	_, err = p.h.Outcome(p.ctx, p.referent, x.ID, hire)
	return err
}

// answerOwed is somebody met nine days ago of whom the employer says nothing, a no, and somebody who never answered.
func (p *player) answerOwed(offers []*domain.Offer) error {
	list, err := p.invited(offers[8], 12, 3)
	if err != nil {
		return err
	}
	x, err := p.says(list[0], 11, yes)
	if err != nil {
		return err
	}
	if _, err := p.says(list[1], 11, hiring.PersonAnswer{Answer: hiring.AnswerNo, Text: "Le trajet est trop long."}); err != nil {
		return err
	}
	p.clock.ago(9, 0)
	_, err = p.h.Met(p.ctx, p.referent, x.ID)
	return err
}

// meetingsToCome are one today, one tomorrow, a question, and somebody who has time to answer.
func (p *player) meetingsToCome(offers []*domain.Offer) error {
	p.clock.ago(0, 0)
	soon := domain.Slot{At: p.clock.Now().Truncate(time.Hour).Add(2 * time.Hour)}
	tomorrow := domain.Slot{At: (p.today + 1).StartIn().Add(10 * time.Hour)}
	list, err := p.invited(offers[9], 3, 4, soon, tomorrow)
	if err != nil {
		return err
	}
	for n, slot := range []domain.Slot{soon, tomorrow} {
		if _, err := p.says(list[n], 2, hiring.PersonAnswer{Answer: hiring.AnswerYes, Slot: slot.ID()}); err != nil {
			return err
		}
	}
	_, err = p.says(list[2], 1, hiring.PersonAnswer{Answer: hiring.AnswerQuestion, Text: "Y a-t-il un bus pour arriver à l'heure ?"})
	return err
}

// lastDays are two people whose last day to answer comes.
func (p *player) lastDays(offers []*domain.Offer) error {
	_, err := p.invited(offers[4], 8, 2)
	return err
}
