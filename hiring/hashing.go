package hiring

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"

	"eedk.fr/candidatheque/domain"
)

// hashCost is what one guess costs: 46 MiB and one pass, the first setting of OWASP's list for argon2id (param). A hash
// carries its own cost, so that it may be raised.
var hashCost = &argon2id.Params{Memory: 46 << 10, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashPatience is how long a password waits for its turn: behind it stands somebody with a page that does not come.
const hashPatience = 10 * time.Second

// argon hashes passwords, as many at once as there are processors: a flood of sign-ins must not take all the memory.
type argon struct{ turns *semaphore.Weighted }

func newArgon() argon {
	return argon{turns: semaphore.NewWeighted(int64(max(1, runtime.GOMAXPROCS(0))))}
}

var errBusy = domain.Refuse(domain.CodeUnavailable, "Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes.")

func (a argon) turn(ctx context.Context) (end func(), err error) {
	waiting, cancel := context.WithTimeout(ctx, hashPatience)
	defer cancel()
	if err := a.turns.Acquire(waiting, 1); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, errBusy
	}
	return func() { a.turns.Release(1) }, nil
}

func (a argon) Hash(ctx context.Context, password string) (string, error) {
	end, err := a.turn(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	return argon2id.CreateHash(password, hashCost)
}

// Match compares with the decoy when there is no hash: somebody unknown takes as long as somebody known.
func (a argon) Match(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		var err error
		if hash, err = decoy(); err != nil {
			return false, err
		}
	}
	end, err := a.turn(ctx)
	if err != nil {
		return false, err
	}
	defer end()
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	if errors.Is(err, argon2id.ErrInvalidHash) {
		return false, domain.Refuse(domain.CodeInternal, "Ce compte est abîmé. Prévenez l'administrateur.").WithCause(err)
	}
	return same && known, err
}

// decoy is the hash of a password that nobody has.
var decoy = sync.OnceValues(func() (string, error) { return argon2id.CreateHash(rand.Text(), hashCost) })
