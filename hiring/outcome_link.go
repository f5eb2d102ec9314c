package hiring

import (
	"context"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// OutcomeByLink opens an introduction to the member of the establishment whom a link was sent to: NotFound once they are no
// member any more, Gone when the link is too old. It changes nothing; what they say is done as who, by link.
func (s *Service) OutcomeByLink(ctx context.Context, token string) (who domain.Actor, m Meeting, err error) {
	secret, err := s.openLink(ctx, domain.SecretOutcome, token)
	if err != nil {
		return who, m, err
	}
	u, err := s.Deps.Users.Get(ctx, secret.UserID)
	if err != nil || u.Deactivated {
		return who, m, unknownLink(orGone(err))
	}
	if who, err = s.ActorOf(ctx, u); err != nil {
		return who, m, err
	}
	// The link is for the employer's side: whatever else the account may do is not done by a mail.
	who.Roles, who.Channel = who.Roles&domain.RoleEmployer, string(domain.ChannelLink)
	m, err = s.OpenMeeting(ctx, who, secret.Object)
	return who, m, unknownLink(err)
}

// orGone is the refusal of a link whose holder is gone.
func orGone(err error) error {
	if err == nil {
		return domain.NotFound("Lien")
	}
	return err
}

// Opinion is what one side is asked about one introduction, and what they answered already.
type Opinion struct {
	Side  domain.Side
	Title string
	Given *domain.Opinion
}

// OpinionByLink opens the two questions of a link, and changes nothing.
func (s *Service) OpinionByLink(ctx context.Context, token string) (Opinion, error) {
	side, x, err := s.opinionLink(ctx, token)
	if err != nil {
		return Opinion{}, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return Opinion{}, unknownLink(err)
	}
	asked := Opinion{Side: side, Title: o.Title}
	for _, given := range x.Opinions {
		if given.Side == side {
			asked.Given = &given
		}
	}
	return asked, nil
}

func (s *Service) opinionLink(ctx context.Context, token string) (domain.Side, *domain.Introduction, error) {
	secret, err := s.openLink(ctx, domain.SecretOpinion, token)
	if err != nil {
		return "", nil, err
	}
	id, side, _ := strings.Cut(secret.Object, "/")
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), id)
	if err == nil && domain.Side(side) == domain.SidePerson && domain.IsErased(x.Profile) {
		err = domain.NotFound("Lien")
	}
	return domain.Side(side), x, unknownLink(err)
}

// GiveOpinion keeps the two marks of a link's holder; given again they replace the first.
func (s *Service) GiveOpinion(ctx context.Context, token string, fit, again int) error {
	side, x, err := s.opinionLink(ctx, token)
	if err != nil {
		return err
	}
	_, err = s.changeIntroduction(ctx, domain.System(), x.ID, func(x *domain.Introduction, now time.Time) error {
		return x.Think(domain.Opinion{Side: side, Fit: fit, Again: again}, domain.Holder(domain.ChannelLink), now)
	})
	return err
}
