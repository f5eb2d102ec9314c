package hiring

import (
	"cmp"
	"context"

	"eedk.fr/candidatheque/domain"
)

// yesSaid ends what a crash may have cut short between a yes and its introduction, then tells the person what comes next and
// the adviser of their path that they said yes, once.
func (s *Service) yesSaid(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if i.Status != domain.InvitationAccepted {
		return nil, nil // another answer since
	}
	x, err := s.settleAnswer(ctx, i, sayer(e.Step))
	if err != nil || !i.Since(e.Step.To).Equal(e.Step.At) {
		return nil, err
	}
	return s.aboutInvitation(ctx, i, func(p *domain.Person, words domain.ProposedLetter) ([]post, error) {
		posts, err := s.yesToAdviser(ctx, e, i, p, words)
		if err != nil {
			return nil, err
		}
		noted, err := s.yesNoted(ctx, i, x, p, domain.YesNotedLetter{ProposedLetter: words, For: i.For})
		return append(posts, noted...), err
	})
}

// yesToAdviser tells the adviser once, whatever the person says later: a second yes would tell of a no in between.
func (s *Service) yesToAdviser(ctx context.Context, e event, i *domain.Invitation, p *domain.Person, words domain.ProposedLetter) ([]post, error) {
	first, err := s.agreed(ctx, "invitation/"+i.ID+"/yes-told", e.Step.At)
	if err != nil || !first.Equal(e.Step.At) {
		return nil, err
	}
	return s.toAdviser(ctx, p, domain.PersonSaidYesLetter{PersonID: p.ID, Title: words.Title, Commune: words.Commune})
}

// yesNoted is the letter to the person; none when a meeting is agreed already, which has its own, or nothing comes of it.
func (s *Service) yesNoted(ctx context.Context, i *domain.Invitation, x *domain.Introduction, p *domain.Person, letter domain.YesNotedLetter) ([]post, error) {
	switch {
	case i.For != domain.ForOffer:
		o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if o.For == domain.ForMeetup {
			letter.Meeting = domain.OccasionEvent(i, o)
			letter.When, letter.Where = domain.Slot{At: o.At}.French(), letter.Meeting.Where
		}
	case x == nil || x.Status != domain.IntroductionWaiting && x.Status != domain.IntroductionAccepted:
		return nil, nil
	default:
		o, err := s.Deps.Offers.Get(ctx, domain.System(), i.Object)
		if err != nil {
			return nil, err
		}
		open, err := s.openSlots(ctx, o, x.ID)
		if err != nil {
			return nil, err
		}
		letter.Waiting, letter.Slots, letter.CallBy = x.Status == domain.IntroductionWaiting, len(open) > 0, x.CallBy
	}
	return []post{{To: domain.PersonRecipient(p), Letter: letter, Grant: answerGrant(i, p)}}, nil
}

// placeFreed tells somebody who waited that the employer meets them after all.
func (s *Service) placeFreed(ctx context.Context, x *domain.Introduction) ([]post, error) {
	return s.toWhoSaidYes(ctx, x, domain.YesNotedLetter{Freed: true})
}

// toWhoSaidYes says to a person where their yes stands.
func (s *Service) toWhoSaidYes(ctx context.Context, x *domain.Introduction, letter domain.YesNotedLetter) ([]post, error) {
	i, err := s.Deps.Invitations.Get(ctx, domain.System(), x.InvitationID)
	if err != nil {
		return nil, err
	}
	return s.aboutInvitation(ctx, i, func(p *domain.Person, words domain.ProposedLetter) ([]post, error) {
		letter.ProposedLetter, letter.For = words, i.For
		return s.yesNoted(ctx, i, x, p, letter)
	})
}

// noSaid ends what a crash may have cut short between a no and the end of its introduction. A no is told to nobody.
func (s *Service) noSaid(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if i.Status != domain.InvitationDeclined {
		return nil, nil
	}
	_, err := s.settleAnswer(ctx, i, sayer(e.Step))
	return nil, err
}

// questionAsked tells the referents, as long as nobody answered.
func (s *Service) questionAsked(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if !i.Asks() {
		return nil, nil
	}
	words, err := s.proposed(ctx, i)
	if err != nil {
		return nil, err
	}
	return s.toRole(ctx, domain.RoleReferent, domain.QuestionAskedLetter{InvitationID: i.ID, Title: words.Title, Commune: words.Commune}, e.Step.Actor)
}

// slotChosen brings the claims in step with a choice that a crash may have cut short, then tells both sides, with the event
// for their calendars. A choice that was changed since is told by the step that changed it.
func (s *Service) slotChosen(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if x.Status != domain.IntroductionSlotChosen || !x.Since(e.Step.To).Equal(e.Step.At) {
		return nil, nil
	}
	if _, err := s.settleSlot(ctx, x, sayer(e.Step)); err != nil {
		if domain.CodeOf(err) == domain.CodeConflict {
			return nil, nil // the slot was another's: the person chooses again
		}
		return nil, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	toEmployer := domain.MeetingSetForEmployerLetter{IntroductionID: x.ID, Title: o.Title, When: x.Slot.French(), Meets: domain.Meets{Meeting: domain.MeetingEvent(x, o, "")}}
	toEmployer.Where, toEmployer.Moved = toEmployer.Meeting.Where, toEmployer.Meeting.Sequence > 0
	posts, err := s.toEmployers(ctx, x, toEmployer, noGrant)
	if err != nil {
		return nil, err
	}
	own, err := s.meetingToPerson(ctx, e.Step, x, o)
	return append(posts, own...), err
}

// meetingToPerson is the letter to the person, who now knows whom they meet. step is the choice.
func (s *Service) meetingToPerson(ctx context.Context, step domain.Step, x *domain.Introduction, o *domain.Offer) ([]post, error) {
	i, err := s.Deps.Invitations.Get(ctx, domain.System(), x.InvitationID)
	if err != nil {
		return nil, err
	}
	return s.aboutInvitation(ctx, i, func(p *domain.Person, words domain.ProposedLetter) ([]post, error) {
		letter := domain.MeetingSetLetter{ProposedLetter: words, Employer: o.EmployerName, When: x.Slot.French(), Meets: domain.Meets{Meeting: domain.MeetingEvent(x, o, o.EmployerName)}}
		letter.Where, letter.Moved = letter.Meeting.Where, letter.Meeting.Sequence > 0
		letter.Agreed = step.Actor == domain.Holder(domain.Channel(step.Channel)).ID || step.OnBehalf != ""
		return []post{{To: domain.PersonRecipient(p), Letter: letter, Grant: answerGrant(i, p)}}, nil
	})
}

// slotUndone tells somebody that the meeting that they chose cannot be kept, and that they choose another.
func (s *Service) slotUndone(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if x.Status != domain.IntroductionAccepted || !x.Since(e.Step.To).Equal(e.Step.At) || x.Was == nil {
		return nil, nil // another was chosen since
	}
	return s.toWhoSaidYes(ctx, x, domain.YesNotedLetter{Undone: x.Was.French()})
}

// calledOff is for the letters of the end of an introduction: the meeting that was agreed, and not past, is called off. when
// is its hour, in words; empty for none.
func calledOff(e event, x *domain.Introduction, o *domain.Offer) (off domain.Meets, when string) {
	slot := cmp.Or(x.Slot, x.Was)
	if e.Step.From != string(domain.IntroductionSlotChosen) || slot != nil && !slot.At.After(e.Step.At) {
		return domain.Meets{}, ""
	}
	if slot != nil {
		when = slot.French()
	}
	return domain.Meets{Meeting: domain.CalledOff(x, o)}, when
}
