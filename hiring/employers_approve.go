package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// ApproveEmployer vouches for an establishment that waits, or that was refused: its offers may be published. Forbidden for
// its own members.
func (s *Service) ApproveEmployer(ctx context.Context, actor domain.Actor, siret domain.SIRET) (*domain.Employer, error) {
	e, err := s.Deps.Employers.Get(ctx, actor, string(siret))
	if err != nil {
		return nil, err
	}
	if e.Status == domain.EmployerSuspended {
		return nil, domain.Refuse(domain.CodeConflict, "Cet établissement est suspendu : reprenez-le, c'est un autre geste.")
	}
	return s.moveEmployer(ctx, actor, siret, domain.EmployerActive, "")
}

// RefuseEmployer turns an establishment down, with the reason its members read. They may apply again, or call.
func (s *Service) RefuseEmployer(ctx context.Context, actor domain.Actor, siret domain.SIRET, reason string) (*domain.Employer, error) {
	return s.moveEmployer(ctx, actor, siret, domain.EmployerRefused, reason)
}

// ApplyAgain puts a refused establishment back before the referents, with what its member answers.
func (s *Service) ApplyAgain(ctx context.Context, actor domain.Actor, siret domain.SIRET, answer string) (*domain.Employer, error) {
	e, err := s.Deps.Employers.Get(ctx, actor, string(siret))
	if err != nil {
		return nil, err
	}
	if e.Status == domain.EmployerRefused {
		if err := s.countAsk(ctx, actor.ID); err != nil {
			return nil, err
		}
	}
	return s.moveEmployer(ctx, actor, siret, domain.EmployerAwaiting, answer)
}

// pauseOffers takes the published offers of a suspended establishment out of matching, whatever is written of them
// meanwhile. It may be done again as long as the establishment is suspended. Each is taken up again by hand.
func (s *Service) pauseOffers(ctx context.Context, siret domain.SIRET) error {
	open, err := all(func(cursor string) ([]*domain.Offer, string, error) {
		return s.Deps.Offers.Find(ctx, domain.System(), domain.OfferQuery{SIRET: siret, Statuses: []domain.OfferStatus{domain.OfferPublished}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.SIRET != siret { // the work is done there, somebody else pays
			continue
		}
		if err := s.pauseSuspended(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// pauseSuspended pauses one offer, unless it left publication otherwise.
func (s *Service) pauseSuspended(ctx context.Context, o *domain.Offer) error {
	for try := 1; o.Status == domain.OfferPublished; try++ {
		if err := o.Move(domain.OfferPaused, domain.System(), s.Now(), "établissement suspendu"); err != nil {
			return err
		}
		err := s.Deps.Offers.Save(ctx, o)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return err
		}
		if o, err = s.Deps.Offers.Get(ctx, domain.System(), o.ID); err != nil {
			return err
		}
	}
	return nil
}

// EmployerCount is how many establishments stand in a state.
type EmployerCount struct {
	Status domain.EmployerStatus
	Count  int
}

// CountEmployers counts the establishments in each state, what waits first.
func (s *Service) CountEmployers(ctx context.Context, actor domain.Actor) ([]EmployerCount, error) {
	if !domain.CanListEmployers(actor) {
		return nil, errNoList
	}
	var counts []EmployerCount
	for _, status := range domain.EmployerStatuses() {
		counts = append(counts, EmployerCount{Status: status})
	}
	for cursor := ""; ; {
		list, next, err := s.Deps.Employers.Find(ctx, actor, domain.EmployerQuery{Cursor: cursor, Limit: pageOfAll})
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if i := slices.Index(domain.EmployerStatuses(), e.Status); i >= 0 {
				counts[i].Count++
			}
		}
		if cursor = next; next == "" {
			return counts, nil
		}
	}
}

var errNoList = domain.Refuse(domain.CodeForbidden, "La liste des établissements est ouverte aux référents et aux facilitateurs.")

// WaitingEmployers lists the establishments that wait for a referent, the longest first.
func (s *Service) WaitingEmployers(ctx context.Context, actor domain.Actor) ([]*domain.Employer, error) {
	if !domain.CanListEmployers(actor) {
		return nil, errNoList
	}
	list, err := all(func(cursor string) ([]*domain.Employer, string, error) {
		return s.Deps.Employers.Find(ctx, actor, domain.EmployerQuery{Status: domain.EmployerAwaiting, Cursor: cursor, Limit: pageOfAll})
	})
	slices.SortStableFunc(list, func(a, b *domain.Employer) int {
		return a.Since(string(domain.EmployerAwaiting)).Compare(b.Since(string(domain.EmployerAwaiting)))
	})
	return list, err
}

// PendingSignUps lists those whose address is not confirmed, the oldest first: who calls because no mail came is there.
func (s *Service) PendingSignUps(ctx context.Context, actor domain.Actor) ([]*domain.SignUp, error) {
	if !domain.CanListEmployers(actor) {
		return nil, errNoList
	}
	return all(func(cursor string) ([]*domain.SignUp, string, error) {
		return s.Deps.SignUps.Find(ctx, actor, domain.SignUpQuery{Status: domain.SignUpPending, Cursor: cursor, Limit: pageOfAll})
	})
}

// all walks the pages of a list to its end.
func all[T any](page func(cursor string) (list []T, next string, err error)) (whole []T, err error) {
	for cursor := ""; ; {
		list, next, err := page(cursor)
		if err != nil {
			return nil, err
		}
		whole = append(whole, list...)
		if cursor = next; next == "" {
			return whole, nil
		}
	}
}
