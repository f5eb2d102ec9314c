package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// occasionMoved tells whoever was invited, and still may come, that the day, the hour or the place changed: who said yes, in
// a pause too, and who may be proposed. Of two changes in a row, the last is told.
func (s *Service) occasionMoved(ctx context.Context, e event, o *domain.Occasion) (posts []post, err error) {
	if at, moved := o.Moved(); !moved || !at.Equal(e.Step.At) || o.Status == domain.OccasionCancelled {
		return nil, nil
	}
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Object: o.ID, Statuses: []domain.InvitationStatus{domain.InvitationSent, domain.InvitationAccepted}})
	for _, i := range list {
		if !i.Sent.Before(e.Step.At) {
			continue // asked with the new day already
		}
		told, err := s.aboutInvitation(ctx, i, func(p *domain.Person, words domain.ProposedLetter) ([]post, error) {
			if i.Status == domain.InvitationSent && !p.MayBeProposed(domain.DayOf(s.Now())) || p.Candidate.Consent.Answer() == domain.AnswerWithdrawn {
				return nil, nil
			}
			words.LastDay = min(words.LastDay, o.LastDay())
			letter := domain.OccasionMovedLetter{ProposedLetter: words, For: o.For, Comes: i.Status == domain.InvitationAccepted}
			letter.When, letter.Where = o.WhenWhere()
			if letter.Comes && o.For == domain.ForMeetup {
				letter.Meeting = domain.OccasionEvent(i, o)
			}
			return []post{{To: domain.PersonRecipient(p), Letter: letter, Grant: answerGrant(i, p)}}, nil
		})
		if err != nil {
			return nil, err
		}
		posts = append(posts, told...)
	}
	return posts, err
}
