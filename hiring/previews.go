package hiring

import (
	"context"
	"errors"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// Preview is a file that waits, as its first rows will be read: Looked of them, of which Shown are people.
type Preview struct {
	Import  *domain.Import
	Mapping domain.FileMapping
	Aside   []domain.Aside
	Missing []string
	Shown   []*domain.Person
	Lines   []int
	Report  intake.Report
}

// previewed rows are read, shown ones given.
const (
	previewed = 200
	shown     = 10
)

// Preview reads the first rows of a file that waits, with the mapping it has; Invalid when it has none.
func (s *Service) Preview(ctx context.Context, actor domain.Actor, id string) (p *Preview, err error) {
	record, err := s.waiting(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if record.Mapping == "" && record.Draft == nil {
		return nil, errNoMapping
	}
	file := s.parkedFile(ctx, record)
	table, plan, err := s.openFile(ctx, file.Body, file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	p = &Preview{Import: record, Mapping: plan.Mapping, Aside: plan.Aside, Missing: plan.Missing}
	table.First(previewed)
	err = intake.ReadTable(&p.Report, table, plan, s.Refs, func(row intake.ProfileRow) error {
		if len(p.Shown) < shown {
			p.Shown, p.Lines = append(p.Shown, row.Person), append(p.Lines, row.Line)
		}
		return nil
	})
	if domain.CodeOf(err) == domain.CodeInvalid { // the end of the file is bad: the import will say it too
		p.Report.Errors = append(p.Report.Errors, domain.RowError{Reason: messageOf(err)})
		err = nil
	}
	return p, err
}

var errNoMapping = domain.Invalid("columns", "Personne n'a encore dit ce que contient chaque colonne de ce fichier.")

// FileColumns shows the columns of a file that waits, with their first values.
func (s *Service) FileColumns(ctx context.Context, actor domain.Actor, id string) (record *domain.Import, columns []intake.Column, err error) {
	if record, err = s.waiting(ctx, actor, id); err != nil {
		return nil, nil, err
	}
	kinds, err := s.FileMappings(ctx, actor)
	if err != nil {
		return nil, nil, err
	}
	table, err := intake.OpenParked(s.parkedFile(ctx, record).Body, kinds)
	if err != nil {
		return nil, nil, err
	}
	columns, err = table.Columns()
	return record, columns, err
}

// MapColumns says how a file that waits is read. With a label, the mapping is kept under it for the files to come, over
// one that a referent kept under the same.
func (s *Service) MapColumns(ctx context.Context, actor domain.Actor, id string, m domain.FileMapping) (*domain.Import, error) {
	record, err := s.waiting(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := intake.CheckMapping(m); err != nil {
		return nil, err
	}
	if m.Label != "" {
		if err := s.keepMapping(ctx, actor, &m); err != nil {
			return nil, err
		}
	}
	record.Draft, record.Mapping = &m, m.Name
	record.Note("columns", actor, s.Now(), "")
	if err := s.Deps.Imports.Save(ctx, record); err != nil {
		return nil, err
	}
	return record, nil
}

func (s *Service) keepMapping(ctx context.Context, actor domain.Actor, m *domain.FileMapping) error {
	m.Label = strings.Join(strings.Fields(m.Label), " ")
	m.Name = domain.MappingName(m.Label)
	if m.Name == "" || len([]rune(m.Label)) > longestMappingLabel {
		return domain.Invalid("label", "Donnez à ce type de fichier un nom d'au plus %d caractères, comme « Extrait de la mission locale ».", longestMappingLabel)
	}
	if _, err := intake.MappingNamed(m.Name, intake.Mappings()); err == nil {
		return domain.Invalid("label", "Ce nom est celui d'une correspondance livrée avec le service. Choisissez-en un autre.")
	}
	now := s.Now()
	kept := *m
	before, err := s.Deps.Mappings.Get(ctx, actor, m.Name)
	switch {
	case err == nil:
		kept.Record = before.Record
	case domain.CodeOf(err) == domain.CodeNotFound:
		kept.Record = domain.Record{ID: m.Name, Created: now}
	default:
		return err
	}
	kept.By = actor.ID
	kept.Note("kept", actor, now, "")
	return s.Deps.Mappings.Save(ctx, &kept)
}

// longestMappingLabel is in characters.
const longestMappingLabel = 80
