package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// invitationSent asks the person, unless somebody told their answer meanwhile, and tells the adviser of their path.
func (s *Service) invitationSent(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	if i.Status != domain.InvitationSent || !i.Sent.Equal(e.Step.At) {
		return nil, nil
	}
	p, err := s.proposable(ctx, i.Profile, domain.DayOf(s.Now()))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	letter, words, err := s.invitationLetter(ctx, i)
	if err != nil {
		return nil, err
	}
	told, err := s.toAdviser(ctx, p, domain.PersonInvitedLetter{PersonID: p.ID, Title: words.Title, Commune: words.Commune})
	if err != nil || i.ByHand {
		return told, err
	}
	return append(told, post{To: domain.PersonRecipient(p), Letter: letter, Grant: answerGrant(i, p)}), nil
}

// invitationRecalled reminds the person, unless they answered meanwhile.
func (s *Service) invitationRecalled(ctx context.Context, _ event, i *domain.Invitation) ([]post, error) {
	if i.Status != domain.InvitationSent {
		return nil, nil
	}
	p, err := s.proposable(ctx, i.Profile, domain.DayOf(s.Now()))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	words, err := s.proposed(ctx, i)
	if err != nil {
		return nil, err
	}
	return []post{{To: domain.PersonRecipient(p), Letter: domain.InvitationReminderLetter{ProposedLetter: words}, Grant: answerGrant(i, p)}}, nil
}

// invitationTakenBack tells somebody who had been asked that it is over, and why when an offer or an occasion says so.
// Whoever was not written to yet, or whose time was over already, learns nothing.
func (s *Service) invitationTakenBack(ctx context.Context, e event, i *domain.Invitation) ([]post, error) {
	awaited := e.Step.From == string(domain.InvitationSent) || e.Step.From == string(domain.InvitationAccepted)
	if i.Status != domain.InvitationCancelled || !awaited {
		return nil, nil
	}
	w, err := s.wantsOf(ctx, i)
	// Whoever was to be phoned or handed a letter, and of whom nothing is known, may never have heard of the work.
	unheard := i.ByHand && len(i.Questions) == 0 && w.offer != nil && e.Step.From == string(domain.InvitationSent)
	if err != nil || w.offer == nil && w.occasion == nil || unheard {
		return nil, err
	}
	return s.aboutInvitation(ctx, i, func(p *domain.Person, words domain.ProposedLetter) ([]post, error) {
		letter := domain.InvitationEndedLetter{ProposedLetter: words, Filled: w.offer != nil && w.offer.Status == domain.OfferFilled}
		if accordEnded(e, p) {
			if letter.Gone = true; p.WithdrewAlone() {
				return nil, nil
			}
		}
		if o := w.occasion; o != nil {
			if o.Status == domain.OccasionCancelled {
				letter.Reason = o.LastReason()
			}
			if o.For == domain.ForMeetup && e.Step.From == string(domain.InvitationAccepted) {
				letter.Meeting = domain.OccasionEvent(i, o)
			}
		}
		return []post{{To: domain.PersonRecipient(p), Letter: letter}}, nil
	})
}

// aboutInvitation writes the letters that speak of an invitation to its person: nothing once they are erased.
func (s *Service) aboutInvitation(ctx context.Context, i *domain.Invitation, write func(p *domain.Person, words domain.ProposedLetter) ([]post, error)) ([]post, error) {
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	words, err := s.proposed(ctx, i)
	if err != nil {
		return nil, err
	}
	return write(p, words)
}

// proposed is what every letter about an invitation says; empty when its object is gone.
func (s *Service) proposed(ctx context.Context, i *domain.Invitation) (domain.ProposedLetter, error) {
	_, words, err := s.invitationLetter(ctx, i)
	return words, err
}

// invitationLetter asks what an invitation asks, in the words of its object.
func (s *Service) invitationLetter(ctx context.Context, i *domain.Invitation) (domain.Letter, domain.ProposedLetter, error) {
	w, err := s.wantsOf(ctx, i)
	if err != nil || w.offer == nil && w.occasion == nil {
		return domain.PersonInvitedLetter{}, domain.ProposedLetter{}, err
	}
	words := domain.ProposedLetter{LastDay: i.Expires, Phone: s.Phone}
	if by, err := s.Deps.Users.Get(ctx, i.By); err == nil {
		words.Referent = by.Name
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return nil, words, err
	}
	if o := w.offer; o != nil {
		words.Title, words.Commune = o.Title, o.Place.Name
		letter := offerLetter(i, o, words)
		if !i.CallBy.Known() {
			letter.Slots, err = s.freeSlots(ctx, o)
		}
		return letter, words, err
	}
	o := w.occasion
	words.Title, words.Commune = o.Title, o.Place.Name
	if o.For == domain.ForPMSMP {
		return domain.ImmersionInvitationLetter{ProposedLetter: words, Host: o.Host, From: o.From, To: o.To, Word: i.Word, Words: o.Words}, words, nil
	}
	return domain.MeetupInvitationLetter{ProposedLetter: words, At: domain.Slot{At: o.At}, Host: o.Host, Where: o.Where, Word: i.Word, Words: o.Words}, words, nil
}

func offerLetter(i *domain.Invitation, o *domain.Offer, words domain.ProposedLetter) domain.OfferInvitationLetter {
	letter := domain.OfferInvitationLetter{ProposedLetter: words, Contract: o.Contract, Months: o.Months, WeeklyHours: o.WeeklyHours,
		FirstStart: o.FirstStart, LastEnd: o.LastEnd, Pay: o.Pay, Start: o.Start, Why: domain.WhyYou(i.Reasons), Word: i.Word,
		CallBy: i.CallBy, Shuttle: o.Shuttle, NeedsOwnCar: o.VehicleRequired}
	if !o.HideEmployer {
		letter.Employer = o.EmployerName
	}
	return letter
}

// toAdviser is a letter to the account of the adviser of somebody's path; nothing when there is none.
func (s *Service) toAdviser(ctx context.Context, p *domain.Person, letter domain.Letter) ([]post, error) {
	if p.Candidate.Adviser == "" {
		return nil, nil
	}
	u, err := s.Deps.Users.ByEmail(ctx, p.Candidate.Adviser)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && (u.Deactivated || !u.Roles.Has(domain.RoleAdviser)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []post{{To: domain.UserRecipient(u), Letter: letter}}, nil
}
