package hiring

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// tried is what is counted: passwords and codes that were wrong, links that were asked for.
type tried string

// What is counted apart: somebody whom others keep from their password still gets a link.
const (
	triedPassword tried = "password"
	triedCode     tried = "code"
	triedLink     tried = "link"
	triedSelf     tried = "self" // the link of a person's own page
)

// Limits of what is tried in vain (quality.md, Accounts and sessions), kept in the store: they survive a restart and hold
// across processes. Nothing is locked for ever: what is refused does not count, and each try counts for a quarter of an
// hour from its own instant.
const (
	attemptsPerAccount = 5
	attemptsPerAddress = 10
	attemptWindow      = 15 * time.Minute
	dayWindow          = 24 * time.Hour
)

// quota is how often something may be tried under a key in a window, and what whoever tries more is told; nothing said
// tells the minutes to wait.
type quota struct {
	key    string
	most   int
	window time.Duration
	said   string
}

// attempt is a place taken for one try, among those of the account and of the network address.
type attempt []takenPlace

// takenPlace is one try of those kept under a key, by its random name.
type takenPlace struct{ key, try string }

// begin takes a place for a try, before it is made: of fifty tries at once no more pass than there are places. account is
// an address or a key, from the network address of who tries, empty when there is none. TooMany says when to come back.
func (s *Service) begin(ctx context.Context, what tried, account, from string) (attempt, error) {
	now := s.Now()
	quotas := []quota{{key: string(what) + "/account/" + account, most: attemptsPerAccount, window: attemptWindow}}
	if from != "" {
		quotas = append(quotas, quota{key: string(what) + "/address/" + from, most: attemptsPerAddress, window: attemptWindow})
	}
	var taken attempt
	for _, q := range quotas {
		p, err := s.take(ctx, q, now)
		if err != nil {
			// What is refused counts nowhere.
			return nil, cmp.Or(s.succeeded(context.WithoutCancel(ctx), taken), err)
		}
		taken = append(taken, p)
	}
	return taken, nil
}

// countOne counts one ask of somebody: all of them count, there is nothing to succeed at.
func (s *Service) countOne(ctx context.Context, q quota, now time.Time) error {
	_, err := s.take(ctx, q, now)
	return err
}

// take takes a place of somebody, written over the revision that was counted: two processes cannot take the same one. All
// that counts stands in one object, so that nothing others do pushes a try out of sight; what is refused writes nothing.
func (s *Service) take(ctx context.Context, q quota, now time.Time) (takenPlace, error) {
	p := takenPlace{key: s.attemptKey(q.key), try: rand.Text()}
	for {
		a, err := s.tries(ctx, p.key, now)
		if err != nil {
			return takenPlace{}, err
		}
		if len(a.Tries) >= q.most {
			slices.SortFunc(a.Tries, func(x, y domain.Try) int { return x.Expires.Compare(y.Expires) })
			return takenPlace{}, q.refuse(a.Tries[len(a.Tries)-q.most].Expires.Sub(now))
		}
		a.Tries = append(a.Tries, domain.Try{Name: p.try, Expires: now.Add(q.window)})
		if a.Expires.Before(now.Add(q.window)) {
			a.Expires = now.Add(q.window)
		}
		a.Updated = now
		if err := s.Attempts.Save(ctx, a); domain.CodeOf(err) != domain.CodeConflict {
			return p, err
		}
	}
}

// tries reads those of a key that count still; none yet is an object not saved yet.
func (s *Service) tries(ctx context.Context, key string, now time.Time) (*domain.Attempt, error) {
	a, err := s.Attempts.Get(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Attempt{Record: domain.Record{ID: key, Created: now}}, nil
	}
	if err != nil {
		return nil, err
	}
	a.Tries = slices.DeleteFunc(a.Tries, func(t domain.Try) bool { return !now.Before(t.Expires) })
	return a, nil
}

// refuse is the same whether the account exists or not.
func (q quota) refuse(after time.Duration) error {
	said := q.said
	if said == "" {
		said = fmt.Sprintf("Trop d'essais. Attendez %d min, puis recommencez : rien n'est bloqué au-delà.", int((after+time.Minute-1)/time.Minute))
	}
	refusal := domain.Refuse(domain.CodeTooMany, "%s", said)
	refusal.After = after
	return refusal
}

// succeeded gives the places back: what succeeds does not count.
func (s *Service) succeeded(ctx context.Context, places attempt) error {
	for _, p := range places {
		if err := s.giveBack(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) giveBack(ctx context.Context, p takenPlace) error {
	for {
		now := s.Now()
		a, err := s.tries(ctx, p.key, now)
		if err != nil {
			return err
		}
		kept := slices.DeleteFunc(slices.Clone(a.Tries), func(t domain.Try) bool { return t.Name == p.try })
		if len(kept) == len(a.Tries) {
			return nil
		}
		a.Tries, a.Updated = kept, now
		if err := s.Attempts.Save(ctx, a); domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
}

// attemptKey hides an account or a network address: with the database alone, neither is found back.
func (s *Service) attemptKey(who string) string {
	sum := hmac.New(sha256.New, s.Secret)
	sum.Write([]byte("attempt\n" + who))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}
