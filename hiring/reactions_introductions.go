package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// introductionReactions are what follows from a yes that goes on, and from the end of the offer it was for.
var introductionReactions = []reaction{
	on(string(domain.IntroductionWaiting), (*Service).introductionWaits),
	on(string(domain.IntroductionAccepted), (*Service).introductionBegins),
	on(string(domain.IntroductionSlotChosen), (*Service).slotChosen),
	on(string(domain.IntroductionHired), (*Service).introductionHired),
	on(string(domain.IntroductionNotHired), (*Service).introductionEnded),
	on(string(domain.IntroductionCancelled), (*Service).introductionEnded),
	on(string(domain.IntroductionWithdrew), (*Service).introductionEnded),

	on(string(domain.OfferFilled), (*Service).offerEnded),
	on(string(domain.OfferWithdrawn), (*Service).offerEnded),
	on(string(domain.OfferExpired), (*Service).offerEnded),
}

// introductionWaits ends the wait of somebody for whom a place was freed at that moment.
func (s *Service) introductionWaits(ctx context.Context, _ event, x *domain.Introduction) ([]post, error) {
	return nil, s.keepStep(ctx, x)
}

func (s *Service) introductionBegins(ctx context.Context, _ event, x *domain.Introduction) ([]post, error) {
	return nil, s.keepStep(ctx, x)
}

// keepStep ends a yes that came while the offer ended, and gives a place that was freed meanwhile to whoever waits.
func (s *Service) keepStep(ctx context.Context, x *domain.Introduction) error {
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return err
	}
	if x.Status == domain.IntroductionWaiting && o.Open() {
		return s.promote(ctx, o)
	}
	return s.endOffer(ctx, o)
}

// introductionHired ends what a crash may have cut short.
func (s *Service) introductionHired(ctx context.Context, _ event, x *domain.Introduction) ([]post, error) {
	return nil, s.settleHire(ctx, x)
}

func (s *Service) introductionEnded(ctx context.Context, _ event, x *domain.Introduction) ([]post, error) {
	return nil, s.freed(ctx, x)
}
