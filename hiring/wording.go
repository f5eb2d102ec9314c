package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// WordingReason lets the flags of one passage through. Field may be empty: wherever the passage is flagged.
type WordingReason struct {
	Field   string
	Passage string
	Reason  string
}

// ReadWording puts on an offer what the wording guard says of its texts: the title, the description, the skills written
// by hand, the words of the market. What it finds never stops a draft; publication does (domain.Offer.Move).
func (s *Service) ReadWording(o *domain.Offer) {
	lexicon := referential.Wording()
	flags := lexicon.Read("title", o.Title, o.Contract)
	flags = append(flags, s.titleAdvice(o.Title, flags)...)
	flags = append(flags, lexicon.Read("description", o.Description, o.Contract)...)
	for _, n := range o.Skills {
		if n.ID == "" {
			flags = append(flags, lexicon.Read("skills", n.Label, o.Contract)...)
		}
	}
	if o.Clause != nil {
		flags = append(flags, lexicon.Read("market_reference", o.Clause.MarketReference, o.Contract)...)
	}
	o.SetFlags(flags)
}

// titleAdvice waits until the title has nothing else to mend: one remark at a time.
func (s *Service) titleAdvice(title string, flags []domain.Flag) []domain.Flag {
	if len(flags) > 0 || s.Refs.ROME == nil {
		return nil
	}
	return s.Refs.ROME.TitleAdvice(title)
}

// OverrideWording keeps the reason for which a passage may stay, by a referent without a seat in the establishment.
func (s *Service) OverrideWording(ctx context.Context, actor domain.Actor, id string, reason WordingReason) (*domain.Offer, error) {
	now := s.Now()
	o, err := s.ownOffer(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := override(o, []WordingReason{reason}, actor, now); err != nil {
		return nil, err
	}
	return o, s.Deps.Offers.Save(ctx, o)
}

func override(o *domain.Offer, reasons []WordingReason, actor domain.Actor, at time.Time) error {
	for _, r := range reasons {
		if err := o.OverrideFlags(r.Field, r.Passage, r.Reason, actor, at); err != nil {
			return err
		}
	}
	return nil
}
