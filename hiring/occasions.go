package hiring

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Occasion reads a meetup or a proposed immersion.
func (s *Service) Occasion(ctx context.Context, actor domain.Actor, id string) (*domain.Occasion, error) {
	return s.Deps.Occasions.Get(ctx, actor, id)
}

// Occasions lists them, the latest first.
func (s *Service) Occasions(ctx context.Context, actor domain.Actor, q domain.OccasionQuery) (list []*domain.Occasion, next string, err error) {
	if !domain.CanSeeOccasion(actor, nil) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Les rencontres sont préparées par le personnel du service.")
	}
	return s.Deps.Occasions.Find(ctx, actor, q)
}

// errNoOccasions refuses to whoever does not prepare them.
var errNoOccasions = domain.Refuse(domain.CodeForbidden, "Ce sont les référents qui préparent les rencontres et les immersions.")

// OpenOccasion makes a meetup or an immersion, and opens it to invitations.
func (s *Service) OpenOccasion(ctx context.Context, actor domain.Actor, draft domain.Occasion) (*domain.Occasion, error) {
	now := s.Now()
	if !domain.CanKeepOccasions(actor) {
		return nil, errNoOccasions
	}
	o := &draft
	o.Record, o.Status = domain.Record{ID: newID(ctx), Created: now}, ""
	if err := s.tidyOccasion(ctx, o, domain.DayOf(now)); err != nil {
		return nil, err
	}
	if err := o.Move(domain.OccasionOpen, actor, now, ""); err != nil {
		return nil, err
	}
	return o, inserted(ctx, s.Deps.Occasions.Save(ctx, o))
}

// EditOccasion replaces what an open occasion says, read at a revision: Conflict when somebody changed it since.
func (s *Service) EditOccasion(ctx context.Context, actor domain.Actor, id string, revision int64, said domain.Occasion) (*domain.Occasion, error) {
	now := s.Now()
	o, err := s.Deps.Occasions.Get(ctx, actor, id)
	switch {
	case err != nil:
		return nil, err
	case !domain.CanKeepOccasions(actor):
		return nil, errNoOccasions
	case o.Revision != revision:
		return nil, domain.Refuse(domain.CodeConflict, "Quelqu'un a modifié cette page entre-temps. Rechargez-la, puis refaites votre changement.")
	}
	said.Record, said.For, said.Status = o.Record, o.For, o.Status
	if err := s.tidyOccasion(ctx, &said, domain.DayOf(now)); err != nil {
		return nil, err
	}
	fields := said.Differs(o)
	if asked, _, err := s.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: o.ID, Limit: 1}); err != nil {
		return nil, err
	} else if err := said.KeepsHost(fields, len(asked)); err != nil {
		return nil, err
	}
	if err := said.MayBeEdited(actor); err != nil || !said.Edited(fields, actor, now) {
		return o, err
	}
	return &said, s.Deps.Occasions.Save(ctx, &said)
}

// tidyOccasion completes what was typed, and refuses a day that is past.
func (s *Service) tidyOccasion(ctx context.Context, o *domain.Occasion, today domain.Date) error {
	o.Title, o.Host, o.Where, o.Words = strings.TrimSpace(o.Title), strings.TrimSpace(o.Host), strings.TrimSpace(o.Where), strings.TrimSpace(o.Words)
	if o.For == domain.ForPMSMP && o.SIRET != "" {
		e, err := s.Deps.Employers.Get(ctx, domain.System(), string(o.SIRET))
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		if err == nil {
			o.Host = cmp.Or(o.Host, e.Name)
		}
	}
	if o.LastDay().Known() && o.LastDay() < today {
		field := "from"
		if o.For == domain.ForMeetup {
			field = "at"
		}
		return domain.Invalid(field, "Ce jour est passé.")
	}
	return nil
}

// CloseOccasion ends invitations to it; who said yes still comes. ReopenOccasion invites again.
func (s *Service) CloseOccasion(ctx context.Context, actor domain.Actor, id string) (*domain.Occasion, error) {
	return s.moveOccasion(ctx, actor, id, domain.OccasionClosed, "")
}

// ReopenOccasion opens it to invitations again.
func (s *Service) ReopenOccasion(ctx context.Context, actor domain.Actor, id string) (*domain.Occasion, error) {
	return s.moveOccasion(ctx, actor, id, domain.OccasionOpen, "")
}

// CancelOccasion gives it up: whoever was invited, and whoever said yes, reads why.
func (s *Service) CancelOccasion(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Occasion, error) {
	o, err := s.moveOccasion(ctx, actor, id, domain.OccasionCancelled, reason)
	if err != nil {
		return nil, err
	}
	return o, s.endInvitationsTo(ctx, o)
}

func (s *Service) moveOccasion(ctx context.Context, actor domain.Actor, id string, to domain.OccasionStatus, reason string) (*domain.Occasion, error) {
	for try := 1; ; try++ {
		o, err := s.Deps.Occasions.Get(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		if o.Status == to {
			return o, nil
		}
		if err := o.Move(to, actor, s.Now(), reason); err != nil {
			return nil, err
		}
		err = s.Deps.Occasions.Save(ctx, o)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return o, err
		}
	}
}

// endInvitationsTo takes back what a cancelled occasion leaves: the invitations that wait, and the yeses.
func (s *Service) endInvitationsTo(ctx context.Context, o *domain.Occasion) error {
	if o.Status != domain.OccasionCancelled {
		return nil
	}
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Object: o.ID, Statuses: []domain.InvitationStatus{domain.InvitationQueued, domain.InvitationSent, domain.InvitationAccepted}})
	if err != nil {
		return err
	}
	for _, i := range list {
		_, err := s.changeInvitation(ctx, i.ID, func(i *domain.Invitation, now time.Time) error {
			if !i.Status.Open() && i.Status != domain.InvitationAccepted {
				return nil
			}
			at, err := s.agreed(ctx, "invitation/"+i.ID+"/ended/"+o.ID, now)
			if err != nil {
				return err
			}
			return i.Move(domain.InvitationCancelled, domain.System(), at, "")
		})
		if err := s.goOn(ctx, "an invitation to what was given up was not taken back", i.ID, err); err != nil {
			return err
		}
	}
	return s.followAsked(ctx)
}

// occasionCancelled ends what a crash may have cut short.
func (s *Service) occasionCancelled(ctx context.Context, _ event, o *domain.Occasion) ([]post, error) {
	return nil, s.endInvitationsTo(ctx, o)
}

// InvitedTo lists everybody asked to an occasion, those who come first.
func (s *Service) InvitedTo(ctx context.Context, actor domain.Actor, id string) ([]*domain.Invitation, error) {
	if !domain.CanReadInvitations(actor) {
		return nil, errNoInvitations
	}
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Object: id})
	list = visible(actor, list)
	slices.SortStableFunc(list, func(a, b *domain.Invitation) int {
		return cmp.Compare(slices.Index(byInterest, a.Status), slices.Index(byInterest, b.Status))
	})
	return list, err
}

var byInterest = []domain.InvitationStatus{domain.InvitationAccepted, domain.InvitationSent, domain.InvitationQueued, domain.InvitationExpired,
	domain.InvitationDeclined, domain.InvitationCancelled}
