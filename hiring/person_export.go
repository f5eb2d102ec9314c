package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// PersonExport is everything held of somebody (RGPD art. 15 and 20): their file whole, then what each other object holds
// of them and of nobody else.
type PersonExport struct {
	Made   time.Time        `json:"made"`
	Person *domain.Person   `json:"person"`
	Holds  []domain.Excerpt `json:"holds"`
}

// ExportPerson gives everything held of somebody, to administrators and to the platform.
func (s *Service) ExportPerson(ctx context.Context, actor domain.Actor, id string) (PersonExport, error) {
	if !domain.CanErasePeople(actor) {
		return PersonExport{}, domain.Refuse(domain.CodeForbidden, "Seul un administrateur exporte tout ce qui est gardé d'une personne.")
	}
	p, err := s.Person(ctx, domain.System(), id)
	if err != nil {
		return PersonExport{}, err
	}
	if err := s.journal(ctx, actor, domain.Deed{Act: domain.ActExportPerson, Person: domain.PersonSubject(p.ID)}); err != nil {
		return PersonExport{}, err
	}
	return s.exportOf(ctx, p)
}

func (s *Service) exportOf(ctx context.Context, p *domain.Person) (PersonExport, error) {
	holds, err := s.Forgetting.Excerpts(ctx, p.Forgotten())
	return PersonExport{Made: s.Now().UTC(), Person: p, Holds: holds}, err
}

// PersonToErase reads whose file a key is, for an administrator about to export or erase it: the reading is journaled.
func (s *Service) PersonToErase(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	if !domain.CanErasePeople(actor) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un administrateur efface une personne.")
	}
	p, err := s.Person(ctx, domain.System(), id)
	if err != nil {
		return nil, err
	}
	return p, s.journalRead(ctx, actor, domain.Deed{Act: domain.ActOpenPerson, Person: domain.PersonSubject(p.ID)})
}
