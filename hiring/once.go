package hiring

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"eedk.fr/candidatheque/domain"
)

// reserved is the key of the id that an object made under Once must take.
type reserved struct{}

// errMade says that the object of a reserved id exists already: made before, or by another at the same instant.
var errMade = errors.New("the object of this id is made already")

// newID gives the id of a new object: the one reserved for it, or a fresh one that sorts by time.
func newID(ctx context.Context) string {
	if id, ok := ctx.Value(reserved{}).(string); ok {
		return id
	}
	return uuid.Must(uuid.NewV7()).String()
}

// inserted judges the first save of an object made under Once: a conflict of the reserved id is no fault.
func inserted(ctx context.Context, err error) error {
	if _, ok := ctx.Value(reserved{}).(string); ok && domain.CodeOf(err) == domain.CodeConflict {
		return errMade
	}
	return err
}

// Once runs create under a key: the first call creates, the others give the same id, even at the same instant and after
// a crash. create must make its object with the ctx it receives. An empty key creates each time.
//
// The id is reserved before the object is made, so that whoever comes second, or again after a crash, makes the same
// object or finds it made. A refused create leaves its key free for a corrected one.
func (s *Service) Once(ctx context.Context, key string, create func(context.Context) (id string, err error)) (string, error) {
	if key == "" {
		return create(ctx)
	}
	if made, err := s.Deps.Once.Get(ctx, key+"/made"); err == nil {
		return made, nil
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return "", err
	}
	id, err := s.reserve(ctx, key)
	if err != nil {
		return "", err
	}
	switch made, err := create(context.WithValue(ctx, reserved{}, id)); {
	case err != nil && !errors.Is(err, errMade):
		return "", err
	case err == nil && made != id:
		return "", fmt.Errorf("once %q: the object took another id than the reserved one", key)
	}
	if err := s.Deps.Once.Insert(ctx, key+"/made", id); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return "", err
	}
	return id, nil
}

// reserve gives the id of a key, the same to everybody.
func (s *Service) reserve(ctx context.Context, key string) (string, error) {
	id := uuid.Must(uuid.NewV7()).String()
	err := s.Deps.Once.Insert(ctx, key, id)
	if domain.CodeOf(err) == domain.CodeConflict {
		return s.Deps.Once.Get(ctx, key)
	}
	return id, err
}
