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

// pauseOffers takes the published offers of a suspended establishment out of matching. Each is taken up again by hand.
func (s *Service) pauseOffers(ctx context.Context, actor domain.Actor, siret domain.SIRET) error {
	now := s.Now()
	q := domain.OfferQuery{SIRET: siret, Statuses: []domain.OfferStatus{domain.OfferPublished}, Limit: pageOfAll}
	var open []*domain.Offer
	for {
		list, next, err := s.Deps.Offers.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		open = append(open, list...)
		if next == "" {
			break
		}
		q.Cursor = next
	}
	for _, o := range open {
		if o.SIRET != siret { // the work is done there, somebody else pays
			continue
		}
		err := o.Move(domain.OfferPaused, actor, now, "établissement suspendu")
		if err == nil {
			err = s.Deps.Offers.Save(ctx, o)
		}
		if err != nil && domain.CodeOf(err) != domain.CodeConflict {
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
	list, _, err := s.Deps.Employers.Find(ctx, actor, domain.EmployerQuery{Status: domain.EmployerAwaiting, Limit: pageOfAll})
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
	list, _, err := s.Deps.SignUps.Find(ctx, actor, domain.SignUpQuery{Status: domain.SignUpPending, Limit: pageOfAll})
	return list, err
}
