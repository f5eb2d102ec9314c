package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// People keeps the files of people. A file that the viewer may not see is NotFound.
// SaveMany is one durable batch: Revision 0 inserts, another replaces only the same stored one, else Conflict.
type People interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Person, error)
	Save(ctx context.Context, p *domain.Person) error
	SaveMany(ctx context.Context, people []*domain.Person) error
	ByName(ctx context.Context, viewer domain.Actor, prefix string, limit int) ([]*domain.Person, error)
	Find(ctx context.Context, viewer domain.Actor, q domain.PersonQuery) (list []*domain.Person, next string, err error)
}

// Identities finds people by who they are, which matching and search never do. Take removes a file and gives it as it
// was last: of several takers exactly one gets it.
type Identities interface {
	Take(ctx context.Context, id string) (*domain.Person, error)
	Alike(ctx context.Context, keys []domain.IdentityKey) ([]*domain.Person, error)
}

// Feed tells what happened to people, for the pool and the index. Changes since an empty mark is everything; the same
// person may come twice, with the same content.
type Feed interface {
	Each(ctx context.Context, visit func(*domain.Person) error) error
	Changes(ctx context.Context, mark string) (changed []*domain.Person, removed []string, next string, err error)
	Count(ctx context.Context) (int, error)
}

// Offers keeps the offers.
type Offers interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Offer, error)
	Save(ctx context.Context, o *domain.Offer) error
	Find(ctx context.Context, viewer domain.Actor, q domain.OfferQuery) (list []*domain.Offer, next string, err error)
}

// OfferFeed tells what happened to offers, the latest state of each. Changes since an empty mark is everything.
type OfferFeed interface {
	Changes(ctx context.Context, mark string) (changed []*domain.Offer, next string, err error)
}

// Employers keeps the establishments, by SIRET.
type Employers interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Employer, error)
	Save(ctx context.Context, e *domain.Employer) error
	Find(ctx context.Context, viewer domain.Actor, q domain.EmployerQuery) (list []*domain.Employer, next string, err error)
}

// Shortlists keeps the frozen lists.
type Shortlists interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Shortlist, error)
	Save(ctx context.Context, s *domain.Shortlist) error
	Find(ctx context.Context, viewer domain.Actor, q domain.ShortlistQuery) (list []*domain.Shortlist, next string, err error)
}

// Users keeps the accounts. Get and ByEmail serve the sign-in itself, before anybody is a viewer.
type Users interface {
	Get(ctx context.Context, id string) (*domain.User, error)
	ByEmail(ctx context.Context, email string) (*domain.User, error)
	Save(ctx context.Context, u *domain.User) error
	Find(ctx context.Context, viewer domain.Actor, q domain.UserQuery) (list []*domain.User, next string, err error)
}

// Secrets keeps the hashes of links and tokens. Take gives a one-time secret to exactly one of several takers.
type Secrets interface {
	Save(ctx context.Context, s *domain.Secret) error
	Take(ctx context.Context, hash string) (*domain.Secret, error)
	Get(ctx context.Context, hash string) (*domain.Secret, error)
	OfUser(ctx context.Context, userID, purpose string) ([]*domain.Secret, error)
	Remove(ctx context.Context, hash string) error
}

// Sessions lists and ends what a user has open, everywhere.
type Sessions interface {
	OfUser(ctx context.Context, userID string) ([]*domain.Session, error)
	End(ctx context.Context, id string) error
	EndAll(ctx context.Context, userID string) error
}

// Imports keeps the accounts of files brought in.
type Imports interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Import, error)
	Save(ctx context.Context, i *domain.Import) error
	Find(ctx context.Context, viewer domain.Actor, q domain.ImportQuery) (list []*domain.Import, next string, err error)
}

// Mappings keeps how files of people are read, by name; All lists them by label.
type Mappings interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.FileMapping, error)
	Save(ctx context.Context, m *domain.FileMapping) error
	All(ctx context.Context, viewer domain.Actor) ([]*domain.FileMapping, error)
}

// Uploads keeps the pieces of files received and not yet brought in. Removing what is gone already is not an error.
type Uploads interface {
	Put(ctx context.Context, key string, body []byte) error
	Get(ctx context.Context, key string) ([]byte, error)
	Remove(ctx context.Context, key string) error
}

// Once keeps what may happen one time only: the second Insert of a key is a Conflict. Removing a key that is gone is not an
// error: what it held may happen again.
type Once interface {
	Insert(ctx context.Context, key, value string) error
	Get(ctx context.Context, key string) (value string, err error)
	Remove(ctx context.Context, key string) error
}

// Index is the full-text index of the candidathèque. IndexState tells how far behind the store it is.
type Index interface {
	Put(ctx context.Context, entries []domain.IndexEntry) error
	Delete(ctx context.Context, ids []string) error
	Search(ctx context.Context, q domain.PeopleQuery) (domain.PeoplePage, error)
}

// IndexState is the change mark of the store up to which the index holds everything; empty when fresh.
type IndexState interface {
	Count() (int, error)
	Mark() (string, error)
	SetMark(mark string) error
	Reset() error
}
