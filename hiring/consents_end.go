package hiring

import (
	"context"
	"strconv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// accordWithdrawn ends what was going on for somebody who took their accord back, whoever wrote it down, unless they gave it
// again since: employers read that they are not available, whoever waits takes their place; at meetups and immersions
// they leave it. A meeting that took place, or whose hour is past, goes on to its answer; a hire stands.
func (s *Service) accordWithdrawn(ctx context.Context, _ event, p *domain.Person) ([]post, error) {
	if p.Candidate.Consent.Answer() != domain.AnswerWithdrawn {
		return nil, nil
	}
	list, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), IntroductionQuery{Profiles: append([]string{p.ID}, p.Merged...), Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		took := x.Status != domain.IntroductionNoShow && x.Begun(s.Now())
		if x.Status != domain.IntroductionWaiting && !x.Status.Going() || took {
			continue
		}
		if err := s.endIntroduction(ctx, x.ID, personGone); err != nil {
			return nil, err
		}
	}
	return nil, s.leaveOccasions(ctx, p)
}

// leaveOccasions gives back the places that somebody took at meetups and immersions to come. What waits for their answer
// stays: they may still say no, or ask.
func (s *Service) leaveOccasions(ctx context.Context, p *domain.Person) error {
	list, err := s.invitationsOf(ctx, p)
	if err != nil {
		return err
	}
	for _, i := range list {
		if i.For == domain.ForOffer || i.Status != domain.InvitationAccepted {
			continue
		}
		o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
		if domain.CodeOf(err) == domain.CodeNotFound || err == nil && o.Begun(s.Now()) {
			continue
		}
		if err != nil {
			return err
		}
		if err := s.leaveOccasion(ctx, i.ID); err != nil {
			return err
		}
		if err := s.letGoOfPlace(ctx, i); err != nil {
			return err
		}
	}
	return s.followAsked(ctx)
}

// leaveOccasion ends one yes, once whatever the number of processes.
func (s *Service) leaveOccasion(ctx context.Context, id string) error {
	_, err := s.changeInvitation(ctx, id, func(i *domain.Invitation, now time.Time) error {
		if i.Status != domain.InvitationAccepted {
			return nil
		}
		at, err := s.agreed(ctx, "invitation/"+i.ID+"/accord/"+strconv.Itoa(i.Rounds), now)
		if err != nil {
			return err
		}
		return i.Move(domain.InvitationCancelled, domain.System(), at, personGone)
	})
	return err
}

// accordEnded tells whether a step ends what somebody took their accord back from.
func accordEnded(e event, p *domain.Person) bool {
	return e.Step.Actor == domain.System().ID && e.Step.Reason == personGone && p.Candidate.Consent.Answer() == domain.AnswerWithdrawn
}

// meetingLeft takes a meeting out of the calendar of somebody whose accord somebody else noted the end of: on their own page
// they read it. p is nil once they were erased; when is empty where no meeting was agreed.
func (s *Service) meetingLeft(e event, p *domain.Person, o *domain.Offer, when string, off domain.Meets) []post {
	if p == nil || when == "" || !accordEnded(e, p) || p.WithdrewAlone() {
		return nil
	}
	return []post{{domain.PersonRecipient(p), domain.MeetingEndedLetter{Title: o.Title, Commune: o.Place.Name, Gone: true, Phone: s.Phone, When: when, Meets: off}, nil}}
}
