package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// heldByClause tells whether an offer stays past its own time: a contract was signed under its clause, and what auditors may
// ask of it is owed longer. Whoever is erased meanwhile leaves it in the archive.
func (k *keeping) heldByClause(ctx context.Context, o *domain.Offer) (bool, error) {
	if o.Clause == nil {
		return false, nil
	}
	hired, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return k.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Offers: []string{o.ID},
			Statuses: []domain.IntroductionStatus{domain.IntroductionHired}, Cursor: cursor, Limit: pageOfAll})
	})
	for _, x := range hired {
		h, under := o.UnderClause(x.Outcome)
		if under && h.Until() >= domain.DayOf(k.now) {
			return true, err
		}
	}
	return false, err
}

// endOccasions ends the meetups and immersions that were over 24 months ago, with who was invited to them.
func (k *keeping) endOccasions(ctx context.Context) error {
	occasions, err := all(func(cursor string) ([]*domain.Occasion, string, error) {
		return k.Deps.Occasions.Find(ctx, domain.System(), domain.OccasionQuery{Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	var due []string
	for _, o := range occasions {
		if domain.RetainOccasion.EndedBy(max(o.LastDay(), o.To).StartIn(), k.now) {
			due = append(due, o.ID)
		}
	}
	k.tell(domain.JobOccasions, "rencontres et immersions passées depuis 24 mois, avec leurs invitations", len(due))
	if !k.acts() {
		return nil
	}
	for _, id := range due {
		asked, err := keysOf(func(cursor string) ([]*domain.Invitation, string, error) {
			return k.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: id, Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return err
		}
		if err := k.drop(ctx, inInvitations, asked); err != nil {
			return err
		}
	}
	return k.drop(ctx, inOccasions, due)
}
