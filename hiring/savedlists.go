package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// SavedLists keeps the lists of people and the searches that referents want at hand, by name.
type SavedLists interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.SavedList, error)
	Save(ctx context.Context, l *domain.SavedList) error
	Find(ctx context.Context, viewer domain.Actor, q domain.SavedListQuery) (list []*domain.SavedList, next string, err error)
	Remove(ctx context.Context, id string) error
}

// mostLists is how many lists a page shows; nobody keeps more at hand.
const mostLists = 200

var errOnlyReferents = domain.Refuse(domain.CodeForbidden, "Les listes sont celles des référents.")

// Lists gives the referent's own lists and those that colleagues share, by name.
func (s *Service) Lists(ctx context.Context, actor domain.Actor) ([]*domain.SavedList, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, errOnlyReferents
	}
	list, _, err := s.Deps.SavedLists.Find(ctx, actor, domain.SavedListQuery{Limit: mostLists})
	return list, err
}

// OpenedList is a list with the people it holds; who left the candidathèque is not there.
type OpenedList struct {
	*domain.SavedList
	Files []*domain.Person
}

// List opens a list. Somebody whose file was merged is there once, whatever the list knows of it.
func (s *Service) List(ctx context.Context, actor domain.Actor, id string) (OpenedList, error) {
	l, err := s.Deps.SavedLists.Get(ctx, actor, id)
	if err != nil {
		return OpenedList{}, err
	}
	opened := OpenedList{SavedList: l}
	for _, id := range l.People {
		p, err := s.Person(ctx, actor, id)
		switch {
		case err == nil:
			if !slices.ContainsFunc(opened.Files, func(other *domain.Person) bool { return other.ID == p.ID }) {
				opened.Files = append(opened.Files, p)
			}
		case domain.CodeOf(err) != domain.CodeNotFound: // somebody just left: the list learns it in an instant
			return OpenedList{}, err
		}
	}
	return opened, nil
}

// NewList makes a private list of the people given, none if need be, and returns it.
func (s *Service) NewList(ctx context.Context, actor domain.Actor, name string, people []string) (*domain.SavedList, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, errOnlyReferents
	}
	now := s.Now()
	l, err := domain.NewPeopleList(newID(ctx), name, actor, now)
	if err != nil {
		return nil, err
	}
	if people, err = s.present(ctx, actor, people); err != nil {
		return nil, err
	}
	if _, err := l.Add(people, actor, now); err != nil {
		return nil, err
	}
	return l, inserted(ctx, s.Deps.SavedLists.Save(ctx, l))
}

// KeepSearch keeps a search under a name.
func (s *Service) KeepSearch(ctx context.Context, actor domain.Actor, name, query string) (*domain.SavedList, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, errOnlyReferents
	}
	l, err := domain.NewSavedSearch(newID(ctx), name, query, actor, s.Now())
	if err != nil {
		return nil, err
	}
	return l, inserted(ctx, s.Deps.SavedLists.Save(ctx, l))
}

// present keeps the keys of people who are there: a list must not hold what its page cannot show.
func (s *Service) present(ctx context.Context, actor domain.Actor, people []string) (there []string, err error) {
	for _, id := range people {
		p, err := s.Person(ctx, actor, id)
		switch {
		case err == nil:
			there = append(there, p.ID)
		case domain.CodeOf(err) != domain.CodeNotFound:
			return nil, err
		}
	}
	return there, nil
}

// changeTries is how often a change of a list is made again when a colleague was quicker: all of them can be.
const changeTries = 5

// changeList reads a list, changes it, and saves it unless nothing changed.
func (s *Service) changeList(ctx context.Context, actor domain.Actor, id string, change func(*domain.SavedList) (changed int, err error)) (*domain.SavedList, error) {
	for try := 1; ; try++ {
		l, err := s.Deps.SavedLists.Get(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		changed, err := change(l)
		if err != nil || changed == 0 {
			return l, err
		}
		if err := s.Deps.SavedLists.Save(ctx, l); err == nil || domain.CodeOf(err) != domain.CodeConflict || try == changeTries {
			return l, err
		}
	}
}

// AddToList adds people to a list that the actor reads.
func (s *Service) AddToList(ctx context.Context, actor domain.Actor, id string, people []string) (*domain.SavedList, error) {
	people, err := s.present(ctx, actor, people)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	return s.changeList(ctx, actor, id, func(l *domain.SavedList) (int, error) { return l.Add(people, actor, now) })
}

// RemoveFromList takes people out of a list that the actor reads.
func (s *Service) RemoveFromList(ctx context.Context, actor domain.Actor, id string, people []string) (*domain.SavedList, error) {
	now := s.Now()
	return s.changeList(ctx, actor, id, func(l *domain.SavedList) (int, error) { return l.TakeOut(people, actor, now), nil })
}

// RenameList gives a list another name.
func (s *Service) RenameList(ctx context.Context, actor domain.Actor, id, name string) (*domain.SavedList, error) {
	now := s.Now()
	return s.changeList(ctx, actor, id, func(l *domain.SavedList) (int, error) { return 1, l.Rename(name, actor, now) })
}

// ShowList opens a list to colleagues, or closes it.
func (s *Service) ShowList(ctx context.Context, actor domain.Actor, id string, to domain.Visibility) (*domain.SavedList, error) {
	now := s.Now()
	return s.changeList(ctx, actor, id, func(l *domain.SavedList) (int, error) { return 1, l.Show(to, actor, now) })
}

// DeleteList throws a list away; the people stay where they are.
func (s *Service) DeleteList(ctx context.Context, actor domain.Actor, id string) error {
	l, err := s.Deps.SavedLists.Get(ctx, actor, id)
	if err != nil {
		return err
	}
	if err := l.Delete(actor); err != nil {
		return err
	}
	return s.Deps.SavedLists.Remove(ctx, id)
}

// leaveLists takes people who left the candidathèque out of every list. A file that was merged leaves its place to the one
// that took it over.
func (s *Service) leaveLists(ctx context.Context, gone []string) error {
	system, now := domain.System(), s.Now()
	for _, id := range gone {
		leave := func(l *domain.SavedList) int { return l.TakeOut([]string{id}, system, now) }
		switch p, err := s.Person(ctx, system, id); {
		case err == nil && p.ID == id:
			continue // came back since
		case err == nil:
			leave = func(l *domain.SavedList) int { return l.Replace(id, p.ID, system, now) }
		case domain.CodeOf(err) != domain.CodeNotFound:
			return err
		}
		if err := s.eachListWith(ctx, id, leave); err != nil {
			return err
		}
	}
	return nil
}

// eachListWith changes every list that holds somebody, until none does.
func (s *Service) eachListWith(ctx context.Context, id string, leave func(*domain.SavedList) (changed int)) error {
	system := domain.System()
	for {
		lists, _, err := s.Deps.SavedLists.Find(ctx, system, domain.SavedListQuery{Person: id, Limit: mostLists})
		if err != nil {
			return err
		}
		for _, l := range lists {
			_, err := s.changeList(ctx, system, l.ID, func(l *domain.SavedList) (int, error) { return leave(l), nil })
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
		}
		if len(lists) < mostLists {
			return nil
		}
	}
}
