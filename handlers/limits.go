package handlers

import (
	"math"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/httprate"

	"eedk.fr/candidatheque/domain"
)

// Limits are the floods that are cut short, per process; links asked for are counted by hiring, in the store. A valid
// API token is not touched below 200 requests a second.
type Limits struct {
	StrangersPerMinute   int // requests without session nor token, per address
	BadLinksPerMinute    int // unknown or used links, per address
	BadTokensPerMinute   int // unknown API tokens, per address
	TokenRequestsASecond int // requests of one valid API token
	ProposalsPerHour     int // people who proposed themselves, per address: a public room shares one
}

// DefaultLimits are those of production (param; quality.md, Accounts and Signed links).
func DefaultLimits() Limits {
	return Limits{StrangersPerMinute: 3000, BadLinksPerMinute: 20, BadTokensPerMinute: 100, TokenRequestsASecond: 400, ProposalsPerHour: 30}
}

// floods holds one counter for each limit.
type floods struct {
	strangers, badLinks, badTokens, tokens, proposals flood
}

func newFloods(l Limits) floods {
	return floods{
		strangers: newFlood(l.StrangersPerMinute, time.Minute),
		badLinks:  newFlood(l.BadLinksPerMinute, time.Minute),
		badTokens: newFlood(l.BadTokensPerMinute, time.Minute),
		tokens:    newFlood(l.TokenRequestsASecond, time.Second),
		proposals: newFlood(l.ProposalsPerHour, time.Hour),
	}
}

// flood counts acts by key over a sliding window.
type flood struct {
	limiter *httprate.RateLimiter
	limit   int
	window  time.Duration
}

func newFlood(limit int, window time.Duration) flood {
	silent := httprate.WithResponseHeaders(httprate.ResponseHeaders{})
	return flood{limiter: httprate.NewRateLimiter(limit, window, silent), limit: limit, window: window}
}

// take counts one act and refuses it when the window is full.
func (f flood) take(c *gin.Context, key string) error {
	if f.limiter.OnLimit(c.Writer, c.Request, key) {
		return f.refusal()
	}
	return nil
}

// full refuses without counting: the acts counted are the bad ones only, known after the fact.
func (f flood) full(key string) error {
	if _, rate, err := f.limiter.Status(key); err == nil && int(math.Round(rate)) >= f.limit {
		return f.refusal()
	}
	return nil
}

func (f flood) refusal() error {
	return &tooMany{after: f.window, refusal: domain.Refuse(domain.CodeTooMany,
		"Trop de demandes en peu de temps. Attendez un peu, puis recommencez.")}
}

// tooMany is a refusal that says when to come back.
type tooMany struct {
	refusal *domain.Error
	after   time.Duration
}

func (t *tooMany) Error() string { return t.refusal.Error() }

func (t *tooMany) Unwrap() error { return t.refusal }
