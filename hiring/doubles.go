package hiring

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// Double is two files that may be of one person, the older first, and why. Who they are is compared here only: matching
// and search never know.
type Double struct {
	A, B *domain.Person
	Why  []domain.Likeness
}

const (
	// mostShared is how many files may share an address or a number before it says nothing of a person: it is then an
	// agency's, or a family's.
	mostShared = 8
	// mostBorn is how many people born on a day are compared name by name; more are a date typed by default, and only
	// equal names count.
	mostBorn = 300
	// mostDoubles is how many pairs a list gives at most.
	mostDoubles = 200
)

// identityOf is a person as files are compared.
func identityOf(p *domain.Person) domain.Identity {
	return domain.Identity{Name: referential.Fold(p.Candidate.LastName + " " + p.Candidate.FirstName), Keys: p.Candidate.IdentityKeys(),
		Birth: p.Candidate.BirthDate}
}

// DoublesOf lists the files that may be of the same person as this one, those set apart by somebody left out.
func (s *Service) DoublesOf(ctx context.Context, actor domain.Actor, p *domain.Person) (doubles []Double, err error) {
	keys := p.Candidate.IdentityKeys()
	if !domain.CanModeratePeople(actor) || len(keys) == 0 {
		return nil, nil
	}
	others, err := s.Identities.Alike(ctx, keys)
	if err != nil {
		return nil, err
	}
	self := identityOf(p)
	for _, o := range others {
		why := self.Like(identityOf(o))
		if o.ID == p.ID || len(why) == 0 || o.Stage() == domain.AdmissionRefused {
			continue
		}
		if apart, err := s.apart(ctx, p.ID, o.ID); err != nil || apart {
			if err != nil {
				return nil, err
			}
			continue
		}
		doubles = append(doubles, ordered(p, o, why))
	}
	return doubles, nil
}

// ordered puts the older file first.
func ordered(a, b *domain.Person, why []domain.Likeness) Double {
	if b.Created.Before(a.Created) || b.Created.Equal(a.Created) && b.ID < a.ID {
		a, b = b, a
	}
	return Double{a, b, why}
}

// Doubles reads every file and lists the pairs that may be of one person, the strongest reasons first, at most 200 of
// them; total counts all.
func (s *Service) Doubles(ctx context.Context, actor domain.Actor) (doubles []Double, total int, err error) {
	if !domain.CanModeratePeople(actor) {
		return nil, 0, errNoDoubles
	}
	c := comparison{sharing: map[domain.IdentityKey][]int{}}
	err = s.Feed.Each(ctx, func(p *domain.Person) error {
		if p.Stage() != domain.AdmissionRefused {
			c.add(p)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	for _, pair := range c.pairs() {
		apart, err := s.apart(ctx, pair.a, pair.b)
		if err != nil {
			return nil, 0, err
		}
		if apart {
			continue
		}
		total++
		if len(doubles) < mostDoubles {
			doubles, err = s.withPair(ctx, doubles, pair)
		}
		if err != nil {
			return nil, 0, err
		}
	}
	return doubles, total, nil
}

var errNoDoubles = domain.Refuse(domain.CodeForbidden, "Seuls les référents comparent et réunissent des dossiers.")

// withPair reads the two files of a pair; one that left meanwhile is no double any more.
func (s *Service) withPair(ctx context.Context, doubles []Double, k pair) ([]Double, error) {
	a, err := s.Deps.People.Get(ctx, domain.System(), k.a)
	if err != nil {
		return doubles, unlessGone(err)
	}
	b, err := s.Deps.People.Get(ctx, domain.System(), k.b)
	if err != nil {
		return doubles, unlessGone(err)
	}
	return append(doubles, ordered(a, b, k.why)), nil
}

func unlessGone(err error) error {
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil
	}
	return err
}

// comparison holds, for the time of a list, who everybody is: nothing else of their files.
type comparison struct {
	ids     []string
	people  []domain.Identity
	sharing map[domain.IdentityKey][]int
}

// pair is two files, by key.
type pair struct {
	a, b string
	why  []domain.Likeness
}

func (c *comparison) add(p *domain.Person) {
	n := len(c.ids)
	c.ids, c.people = append(c.ids, p.ID), append(c.people, identityOf(p))
	for _, key := range c.people[n].Keys {
		c.sharing[key] = append(c.sharing[key], n)
	}
}

// groups are the people worth comparing with one another: those who share an address or a number that few share, and
// those born on one day, cut by name when they are many.
func (c *comparison) groups(yield func([]int) bool) {
	for key, group := range c.sharing {
		born := strings.HasPrefix(string(key), "born:")
		switch {
		case !born && len(group) > mostShared:
			continue
		case born && len(group) > mostBorn:
			named := map[string][]int{}
			for _, n := range group {
				named[c.people[n].Name] = append(named[c.people[n].Name], n)
			}
			for _, same := range named {
				if !yield(same) {
					return
				}
			}
		default:
			if !yield(group) {
				return
			}
		}
	}
}

// pairs compares who shares something, each pair once.
func (c *comparison) pairs() (list []pair) {
	seen := map[[2]int]bool{}
	for group := range c.groups {
		for i, a := range group {
			for _, b := range group[i+1:] {
				if seen[[2]int{a, b}] {
					continue
				}
				if why := c.people[a].Like(c.people[b]); len(why) > 0 {
					seen[[2]int{a, b}] = true
					list = append(list, pair{c.ids[a], c.ids[b], why})
				}
			}
		}
	}
	slices.SortFunc(list, func(x, y pair) int {
		if d := len(y.why) - len(x.why); d != 0 {
			return d
		}
		if d := x.why[0].Rank() - y.why[0].Rank(); d != 0 {
			return d
		}
		return strings.Compare(x.a+x.b, y.a+y.b)
	})
	return list
}

// pairKey names two files whatever their order. A person's key has no slash.
func pairKey(a, b string) string {
	if b < a {
		a, b = b, a
	}
	return a + "/" + b
}

// apart tells whether somebody said that two files are of two people.
func (s *Service) apart(ctx context.Context, a, b string) (bool, error) {
	_, err := s.Deps.Once.Get(ctx, "distinct/"+pairKey(a, b))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// SetApart remembers that two files are of two people: they are proposed as doubles no more.
func (s *Service) SetApart(ctx context.Context, actor domain.Actor, a, b string) error {
	if _, err := s.Compare(ctx, actor, a, b); err != nil {
		return err
	}
	err := s.Deps.Once.Insert(ctx, "distinct/"+pairKey(a, b), actor.ID)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil // somebody said so already
	}
	return err
}

// Compare reads two files for a referent who wonders whether they are of one person.
func (s *Service) Compare(ctx context.Context, actor domain.Actor, a, b string) (Double, error) {
	if !domain.CanModeratePeople(actor) {
		return Double{}, errNoDoubles
	}
	if a == b {
		return Double{}, domain.NotFound("Deuxième dossier")
	}
	one, err := s.Deps.People.Get(ctx, actor, a)
	if err != nil {
		return Double{}, err
	}
	two, err := s.Deps.People.Get(ctx, actor, b)
	if err != nil {
		return Double{}, err
	}
	return ordered(one, two, identityOf(one).Like(identityOf(two))), nil
}
