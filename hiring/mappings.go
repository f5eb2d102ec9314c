package hiring

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// FileMappings lists the mappings that files are read with: the house's own format, those that referents kept, which
// win over a shipped one that knows as many headings, and those shipped.
func (s *Service) FileMappings(ctx context.Context, actor domain.Actor) ([]domain.FileMapping, error) {
	if !domain.CanUseMappings(actor) {
		return nil, errNoImport
	}
	shipped := intake.Mappings()
	kinds := shipped[:1:1]
	kept, err := s.Deps.Mappings.All(ctx, actor)
	if err != nil {
		return nil, err
	}
	for _, m := range kept {
		kinds = append(kinds, *m)
	}
	return append(kinds, shipped[1:]...), nil
}

// CheckMappingName refuses a name that no mapping has, and says which there are; empty lets the headings decide.
func (s *Service) CheckMappingName(ctx context.Context, actor domain.Actor, name string) error {
	kinds, err := s.FileMappings(ctx, actor)
	if err != nil || name == "" {
		return err
	}
	_, err = intake.MappingNamed(name, kinds)
	return err
}

// openFile opens a file of people and lays a mapping over it: the one named, else the one its headings are made for,
// else the house's own.
func (s *Service) openFile(ctx context.Context, body io.Reader, file ImportFile) (*intake.Table, *intake.Plan, error) {
	kinds, err := s.FileMappings(ctx, domain.System())
	if err != nil {
		return nil, nil, err
	}
	open := intake.Open
	if file.parked {
		open = intake.OpenParked
	}
	table, err := open(body, kinds)
	if err != nil {
		return nil, nil, err
	}
	plan, err := s.planFor(ctx, table, kinds, file)
	if err != nil {
		_ = table.Close() // the refusal says more than what a temporary file could
		return nil, nil, err
	}
	return table, plan, nil
}

func (s *Service) planFor(ctx context.Context, table *intake.Table, kinds []domain.FileMapping, file ImportFile) (*intake.Plan, error) {
	m := kinds[0]
	switch {
	case file.columns != nil:
		m = *file.columns
	case file.Mapping != "":
		var err error
		if m, err = intake.MappingNamed(file.Mapping, kinds); err != nil {
			return nil, err
		}
	default:
		if known, ok := table.Recognised(); ok {
			m = known
		}
	}
	m.Fixed = merged(m.Fixed, file.Fixed)
	seal, err := s.sealer(ctx)
	if err != nil {
		return nil, err
	}
	return table.Plan(m, seal)
}

// merged lets what was said for this file win over what its mapping fixes.
func merged(fixed, said domain.FixedValues) domain.FixedValues {
	if said.Programme != "" {
		fixed.Programme = said.Programme
	}
	if said.Domain != "" {
		fixed.Domain = said.Domain
	}
	if said.EnteredOn.Known() {
		fixed.EnteredOn = said.EnteredOn
	}
	if said.Adviser != "" {
		fixed.Adviser = said.Adviser
	}
	return fixed
}

// saltKey is where the salt of sealed keys stands: made once, for ever, or the same file would make people anew.
const saltKey = "import/salt"

// sealer makes keys out of what must not stand in clear: nobody without the salt can try names against them.
func (s *Service) sealer(ctx context.Context) (func(string) string, error) {
	salt, err := s.Deps.Once.Get(ctx, saltKey)
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = s.Deps.Once.Insert(ctx, saltKey, rand.Text()+rand.Text())
		if err == nil || domain.CodeOf(err) == domain.CodeConflict { // another process made it at the same moment
			salt, err = s.Deps.Once.Get(ctx, saltKey)
		}
	}
	if err != nil {
		return nil, err
	}
	return func(text string) string {
		sum := hmac.New(sha256.New, []byte(salt))
		sum.Write([]byte(text)) // never fails
		return hex.EncodeToString(sum.Sum(nil)[:16])
	}, nil
}
