package hiring

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
type attempt []*domain.Attempt

// begin takes a place for a try, before it is made: of fifty tries at once no more pass than there are places. account is
// an address or a key, from the network address of who tries, empty when there is none. TooMany says when to come back.
func (s *Service) begin(ctx context.Context, what tried, account, from string) (attempt, error) {
	now := s.Now()
	var byAddress attempt
	if from != "" {
		var err error
		if byAddress, err = s.place(ctx, quota{key: string(what) + "/address/" + from, most: attemptsPerAddress, window: attemptWindow}, now); err != nil {
			return nil, err
		}
	}
	byAccount, err := s.place(ctx, quota{key: string(what) + "/account/" + account, most: attemptsPerAccount, window: attemptWindow}, now)
	if err == nil {
		return append(byAddress, byAccount...), nil
	}
	// Refused for the account: the address has tried nothing.
	return nil, cmp.Or(s.succeeded(ctx, byAddress), err)
}

// countOne counts one ask of somebody: all of them count, there is nothing to succeed at.
func (s *Service) countOne(ctx context.Context, q quota, now time.Time) error {
	_, err := s.place(ctx, q, now)
	return err
}

// place takes the next place of somebody: an insert, so that two processes cannot take the same one. Places are numbered
// on from the last one kept, so that a place given back never hides one taken meanwhile.
func (s *Service) place(ctx context.Context, q quota, now time.Time) (attempt, error) {
	key := s.attemptKey(q.key)
	for {
		before, err := s.Attempts.Of(ctx, key)
		if err != nil {
			return nil, err
		}
		next, counting := 0, []time.Time{}
		for _, a := range before {
			if rank, err := strconv.Atoi(a.ID[strings.LastIndexByte(a.ID, '/')+1:]); err == nil {
				next = max(next, rank+1)
			}
			if !a.Succeeded && now.Before(a.Expires) {
				counting = append(counting, a.Expires)
			}
		}
		if len(counting) >= q.most {
			slices.SortFunc(counting, time.Time.Compare)
			return nil, q.refuse(counting[len(counting)-q.most].Sub(now))
		}
		a := &domain.Attempt{Record: domain.Record{ID: fmt.Sprintf("%s/%d", key, next), Created: now, Updated: now}, Who: key, Expires: now.Add(q.window)}
		err = s.Attempts.Save(ctx, a)
		if err == nil {
			return attempt{a}, nil
		}
		if domain.CodeOf(err) != domain.CodeConflict {
			return nil, err
		}
	}
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
	for _, a := range places {
		a.Succeeded = true
		if err := s.Attempts.Save(ctx, a); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return nil
}

// attemptKey hides an account or a network address: with the database alone, neither is found back.
func (s *Service) attemptKey(who string) string {
	sum := hmac.New(sha256.New, s.Secret)
	sum.Write([]byte("attempt\n" + who))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}
