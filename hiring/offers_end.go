package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// placeTaken is why the introductions of a full offer end.
const placeTaken = "la place est prise"

// offerEndings say what the end of an offer ends, and what the people who met the employer are told (never why another was
// chosen). An offer that expired still owes an answer to those whom the employer knows; nobody is called from its waiting
// list any more.
var offerEndings = []struct {
	status domain.OfferStatus
	reason string // of the introductions
	ends   func(domain.IntroductionStatus) bool
}{
	{domain.OfferFilled, placeTaken, stillOpen},
	{domain.OfferWithdrawn, "l'offre est retirée", stillOpen},
	{domain.OfferExpired, "l'offre est terminée", func(s domain.IntroductionStatus) bool { return s == domain.IntroductionWaiting }},
}

func stillOpen(s domain.IntroductionStatus) bool { return s == domain.IntroductionWaiting || s.Going() }

// endOffer ends what an offer that looks for nobody any more leaves open: the invitations that wait, and the introductions
// of those who were not hired. It may be run again.
func (s *Service) endOffer(ctx context.Context, o *domain.Offer) error {
	for _, ending := range offerEndings {
		if ending.status != o.Status {
			continue
		}
		if err := s.endInvitations(ctx, o.ID); err != nil {
			return err
		}
		return s.endIntroductions(ctx, o, ending.reason, ending.ends)
	}
	return nil
}

func (s *Service) endInvitations(ctx context.Context, offerID string) error {
	open, err := all(func(cursor string) ([]*domain.Invitation, string, error) {
		return s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: offerID,
			Statuses: []domain.InvitationStatus{domain.InvitationQueued, domain.InvitationSent}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, i := range open {
		_, err := s.changeInvitation(ctx, i.ID, func(i *domain.Invitation, now time.Time) error {
			if !i.Status.Open() {
				return nil
			}
			return i.Move(domain.InvitationCancelled, domain.System(), now, "")
		})
		if err != nil {
			return err
		}
	}
	return s.followAsked(ctx)
}

func (s *Service) endIntroductions(ctx context.Context, o *domain.Offer, reason string, ends func(domain.IntroductionStatus) bool) error {
	list, err := s.introductionsFor(ctx, domain.System(), o.ID)
	if err != nil {
		return err
	}
	for _, x := range list {
		if !ends(x.Status) {
			continue
		}
		if err := s.endIntroduction(ctx, x.ID, reason); err != nil {
			return err
		}
	}
	return nil
}

// endIntroduction ends one for the platform: somebody who met the employer is not hired, the others did not come to that.
func (s *Service) endIntroduction(ctx context.Context, id, reason string) error {
	x, err := s.changeIntroduction(ctx, domain.System(), id, func(x *domain.Introduction, now time.Time) error {
		switch {
		case x.Status == domain.IntroductionMet:
			return x.NotHire(reason, domain.System(), now)
		case x.Status == domain.IntroductionWaiting || x.Status.Going():
			return x.Move(domain.IntroductionCancelled, domain.System(), now, reason)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.freed(ctx, x)
}

// offerEnded ends what a crash may have cut short.
func (s *Service) offerEnded(ctx context.Context, _ event, o *domain.Offer) ([]post, error) {
	return nil, s.endOffer(ctx, o)
}
