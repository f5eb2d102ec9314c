package hiring

import (
	"context"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// RegisterEmployer opens an establishment, active at once, by a referent or an administrator without a seat in it.
// It returns Conflict when the SIRET is registered already.
func (s *Service) RegisterEmployer(ctx context.Context, actor domain.Actor, n NewEmployer) (*domain.Employer, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seuls un référent ou un administrateur enregistrent un établissement.")
	}
	f := domain.FieldErrors{}
	siret, err := domain.ParseSIRET(string(n.SIRET))
	f.Add("siret", err)
	name := strings.Join(strings.Fields(n.Name), " ")
	if name == "" {
		f.Add("name", domain.Invalid("name", "Donnez le nom de l'établissement."))
	}
	naf := ""
	if n.NAF != "" {
		naf, err = referential.ParseNAF(n.NAF)
		f.Add("naf", err)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	e := &domain.Employer{Record: domain.Record{ID: string(siret), Created: now}, Status: domain.EmployerAwaiting,
		Name: name, NAF: naf, Place: n.Place, SizeBand: n.SizeBand}
	e.Note(string(domain.EmployerAwaiting), actor, now, "")
	if err := e.Move(domain.EmployerActive, actor, now, ""); err != nil {
		return nil, err
	}
	return e, s.Deps.Employers.Save(ctx, e)
}

// SuspendEmployer closes an establishment's offers to publication and pauses those published, with the reason that its
// members read. What a crash cuts short, its reaction ends. ResumeEmployer opens them again, and each offer is taken up by hand.
func (s *Service) SuspendEmployer(ctx context.Context, actor domain.Actor, siret domain.SIRET, reason string) (*domain.Employer, error) {
	e, err := s.moveEmployer(ctx, actor, siret, domain.EmployerSuspended, reason)
	if err != nil {
		return nil, err
	}
	return e, s.pauseOffers(ctx, siret)
}

// ResumeEmployer makes a suspended establishment active again.
func (s *Service) ResumeEmployer(ctx context.Context, actor domain.Actor, siret domain.SIRET) (*domain.Employer, error) {
	e, err := s.Deps.Employers.Get(ctx, actor, string(siret))
	if err == nil && e.Status != domain.EmployerSuspended {
		err = domain.Refuse(domain.CodeConflict, "Cet établissement n'est pas suspendu : il est %s.", e.Status.French())
	}
	if err != nil {
		return nil, err
	}
	return s.moveEmployer(ctx, actor, siret, domain.EmployerActive, "")
}

func (s *Service) moveEmployer(ctx context.Context, actor domain.Actor, siret domain.SIRET, to domain.EmployerStatus, reason string) (*domain.Employer, error) {
	now := s.Now()
	e, err := s.Deps.Employers.Get(ctx, actor, string(siret))
	if err != nil {
		return nil, err
	}
	if err := e.Move(to, actor, now, reason); err != nil {
		return nil, err
	}
	return e, s.Deps.Employers.Save(ctx, e)
}

// Activity words an activity code, empty for none.
func (s *Service) Activity(naf string) string {
	if label := referential.NAFLabel(naf); label != "" {
		return naf + ", " + label
	}
	return naf
}

// Employer reads an establishment.
func (s *Service) Employer(ctx context.Context, actor domain.Actor, siret domain.SIRET) (*domain.Employer, error) {
	return s.Deps.Employers.Get(ctx, actor, string(siret))
}

// Employers lists the establishments that the actor may see.
func (s *Service) Employers(ctx context.Context, actor domain.Actor, q EmployerQuery) (list []*domain.Employer, next string, err error) {
	return s.Deps.Employers.Find(ctx, actor, q)
}
