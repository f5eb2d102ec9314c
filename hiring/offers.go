package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Offer reads one offer. While it may still change, its wording is read with the lexicon of today.
func (s *Service) Offer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	o, err := s.Deps.Offers.Get(ctx, actor, id)
	if err == nil && o.Editable() {
		s.ReadWording(o)
	}
	return o, err
}

// Offers lists the offers that the actor may see, the latest first.
func (s *Service) Offers(ctx context.Context, actor domain.Actor, q OfferQuery) (list []*domain.Offer, next string, err error) {
	return s.Deps.Offers.Find(ctx, actor, q)
}

// DraftOffer opens an offer with what the draft asks: what is missing may come later, what is wrong is refused by field.
// An employer's member posts for their own establishment; a referent who names an unknown one registers it.
func (s *Service) DraftOffer(ctx context.Context, actor domain.Actor, draft *domain.Offer) (*domain.Offer, error) {
	now := s.Now()
	o := &domain.Offer{Record: domain.Record{ID: newID(ctx), Created: now}, Status: domain.OfferDraft}
	if err := s.fill(ctx, actor, o, draft, now); err != nil {
		return nil, err
	}
	o.Note("create", actor, now, "")
	if err := s.Deps.Offers.Save(ctx, o); err != nil {
		return nil, inserted(ctx, err)
	}
	return o, nil
}

// EditOffer replaces what the offer asks, over the revision that was read. Once published an offer no longer changes:
// people may have been told of it.
func (s *Service) EditOffer(ctx context.Context, actor domain.Actor, id string, revision int64, draft *domain.Offer) (*domain.Offer, error) {
	now := s.Now()
	o, err := s.ownOffer(ctx, actor, id)
	switch {
	case err != nil:
		return nil, err
	case o.Revision != revision:
		return nil, domain.Refuse(domain.CodeConflict, "L'offre a changé depuis que vous l'avez ouverte. Relisez-la, puis recommencez : rien n'a été écrasé.")
	case !o.Editable():
		return nil, domain.Refuse(domain.CodeConflict, "Une offre %s ne se modifie plus. Retirez-la et dupliquez-la pour la corriger.", o.Status.French())
	}
	if err := s.fill(ctx, actor, o, draft, now); err != nil {
		return nil, err
	}
	o.Note("edit", actor, now, "")
	return o, s.Deps.Offers.Save(ctx, o)
}

// ownOffer reads an offer that the actor may change: NotFound when they may not even see it.
func (s *Service) ownOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	o, err := s.Offer(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if !domain.CanEditOffer(actor, o) {
		return nil, domain.Refuse(domain.CodeForbidden, "Cette offre est celle d'un autre établissement : vous pouvez la lire, pas la changer.")
	}
	return o, nil
}

// DuplicateOffer opens a draft that asks the same, without dates.
func (s *Service) DuplicateOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	now := s.Now()
	original, err := s.ownOffer(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	o := &domain.Offer{Record: domain.Record{ID: newID(ctx), Created: now}, Status: domain.OfferDraft}
	ask(o, original)
	o.Start, o.Deadline, o.Clause = 0, 0, original.Clause.Again()
	s.ReadWording(o)
	o.Note("duplicate", actor, now, original.ID)
	if err := s.Deps.Offers.Save(ctx, o); err != nil {
		return nil, inserted(ctx, err)
	}
	return o, nil
}

// longestLifeDays is how far ahead an offer may be extended (param, domain.md §3).
const longestLifeDays = 90

// ExtendOffer moves the last day of an open offer.
func (s *Service) ExtendOffer(ctx context.Context, actor domain.Actor, id string, until domain.Date) (*domain.Offer, error) {
	now := s.Now()
	o, err := s.ownOffer(ctx, actor, id)
	switch today := domain.DayOf(now); {
	case err != nil:
		return nil, err
	case o.Status != domain.OfferPublished && o.Status != domain.OfferPaused:
		return nil, domain.Refuse(domain.CodeConflict, "Seule une offre publiée ou en pause se prolonge : celle-ci est %s.", o.Status.French())
	case until <= today || until > today+longestLifeDays:
		return nil, domain.Invalid("until", "Choisissez un jour entre demain et le %s.", (today + longestLifeDays).French())
	}
	o.ExpiresOn = until
	if o.Deadline.Known() {
		o.Deadline = until
	}
	o.Note("extend", actor, now, until.String())
	return o, s.Deps.Offers.Save(ctx, o)
}

// CountMatches counts who would fit a draft, saved or not.
func (s *Service) CountMatches(ctx context.Context, actor domain.Actor, draft *domain.Offer) (Matches, error) {
	if !actor.Roles.Has(domain.RoleEmployer | domain.RoleReferent) {
		return Matches{}, domain.Refuse(domain.CodeForbidden, "Seuls un employeur ou un référent préparent une offre.")
	}
	if !actor.Roles.Has(domain.RoleReferent) && len(actor.SIRETs) == 0 {
		return Matches{}, domain.Refuse(domain.CodeForbidden, "Le compte s'affiche une fois que vous êtes membre d'un établissement.")
	}
	if err := s.poolInStep(ctx); err != nil {
		return Matches{}, err
	}
	o := *draft
	if err := s.normalise(&o, domain.FieldErrors{}).Err(); err != nil {
		return Matches{}, err
	}
	if !actor.Roles.Has(domain.RoleReferent) {
		forEmployers(&o)
	}
	r := s.pool.Shortlist(s.query(&o, domain.DayOf(s.Now())))
	return Matches{Eligible: r.Eligible, Pool: r.Pool}, nil
}

// forEmployers leaves in a draft only what an employer may count by: asking again with other hours or other publics would
// tell how many people have which windows, refusals and criteria (quality.md, Authorisation).
func forEmployers(o *domain.Offer) {
	o.Clause, o.Contexts, o.Schedule = nil, nil, 0
	o.FirstStart, o.LastEnd, o.WeeklyHours = 0, 0, 0
}

// moveOffer is the walk of every verb of an offer: read, may, move, save.
func (s *Service) moveOffer(ctx context.Context, actor domain.Actor, id string, to domain.OfferStatus, reason string, guard func(*domain.Offer, time.Time) error) (*domain.Offer, error) {
	now := s.Now()
	o, err := s.ownOffer(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if guard != nil {
		if err := guard(o, now); err != nil {
			return nil, err
		}
	}
	if err := o.Move(to, actor, now, reason); err != nil {
		return nil, err
	}
	return o, s.Deps.Offers.Save(ctx, o)
}

// SubmitOffer hands a draft, or a returned offer, to the referents: all that is missing is told at once.
func (s *Service) SubmitOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferSubmitted, "", s.fitForReading)
}

// PublishOffer opens a submitted offer to matching: moderation (L5331-3), by a referent without a seat in it, and for an
// active establishment. A flagged passage that stays uncleared is a *domain.WordingError.
func (s *Service) PublishOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return s.PublishOfferWith(ctx, actor, id, nil)
}

// PublishOfferWith publishes and lets flagged passages through for these reasons, in one act: refused, it keeps none.
func (s *Service) PublishOfferWith(ctx context.Context, actor domain.Actor, id string, reasons []WordingReason) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferPublished, "", func(o *domain.Offer, now time.Time) error {
		if o.Status != domain.OfferSubmitted {
			return s.notSubmitted(o)
		}
		if !actor.Roles.Has(domain.RoleReferent) {
			return nil // the table refuses
		}
		if err := s.fitForReading(o, now); err != nil {
			return err
		}
		if err := override(o, reasons, actor, now); err != nil {
			return err
		}
		return s.activeEmployer(ctx, o.SIRET)
	})
}

func (s *Service) notSubmitted(o *domain.Offer) error {
	return domain.Refuse(domain.CodeConflict, "Impossible ici : l'offre est « %s ». Rechargez la page pour voir où en sont les choses.", o.Status.French())
}

// ReturnOffer gives a submitted offer back to its author, with what to mend.
func (s *Service) ReturnOffer(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferReturned, reason, nil)
}

// PauseOffer takes a published offer out of matching for a while.
func (s *Service) PauseOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferPaused, "", nil)
}

// ResumeOffer publishes a paused offer again; its last day does not move.
func (s *Service) ResumeOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferPublished, "", func(o *domain.Offer, _ time.Time) error {
		if o.Status != domain.OfferPaused {
			return s.notSubmitted(o)
		}
		return s.activeEmployer(ctx, o.SIRET)
	})
}

// WithdrawOffer ends an offer before its term.
func (s *Service) WithdrawOffer(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferWithdrawn, reason, nil)
}

// FillOffer marks an offer as filled, by a referent, as long as hires do not claim seats themselves.
func (s *Service) FillOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return s.moveOffer(ctx, actor, id, domain.OfferFilled, "", nil)
}
