package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// maxKey bounds an Idempotency-Key, in bytes.
const maxKey = 200

// creation makes one object, with the context it receives, and gives its key.
type creation func(ctx context.Context) (id string, err error)

// once answers a creating POST of the API. Without an Idempotency-Key it creates and shows. With one, the first
// request creates and the others show the same object, even at the same instant.
func (s *Server) once(c *gin.Context, create creation, show func(id string) error) error {
	key, err := sentKey(c)
	if err != nil {
		return err
	}
	id, err := s.hiring.Once(c.Request.Context(), key, create)
	if err != nil {
		return err
	}
	return show(id)
}

// sentKey is the Idempotency-Key of a request, bound to who sends it and where; empty when there is none.
func sentKey(c *gin.Context) (string, error) {
	key := c.GetHeader("Idempotency-Key")
	if len(key) > maxKey {
		return "", domain.Invalid("Idempotency-Key", "%d caractères au plus.", maxKey)
	}
	return onceKey(c, key), nil
}

// onceVerb runs a verb that changes an object and makes none, so that its key needs no reserved id: the first request
// acts, the others show the object as it stands. A refused act leaves its key free. Requests of one key wait for each
// other, for the second must find what the first did.
func onceVerb[T any](s *Server, c *gin.Context, act, show func() (T, error)) (done T, err error) {
	return onceKept(s, c, act, func(T) string { return c.FullPath() }, func(string) (T, error) { return show() })
}

// onceKept is onceVerb for a verb of which the first answer said more than the objects do: kept is that, without a word of
// anybody, given back to show.
func onceKept[T any](s *Server, c *gin.Context, act func() (T, error), kept func(T) string, show func(kept string) (T, error)) (done T, err error) {
	key, err := sentKey(c)
	switch {
	case err != nil:
		return done, err
	case key == "":
		return act()
	}
	key += "/acted"
	defer s.verbs.hold(key)()
	ctx := c.Request.Context()
	if first, err := s.hiring.Deps.Once.Get(ctx, key); err == nil {
		return show(first)
	} else if domain.CodeOf(err) != domain.CodeNotFound {
		return done, err
	}
	if done, err = act(); err != nil {
		return done, err
	}
	if err := s.hiring.Deps.Once.Insert(ctx, key, kept(done)); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return done, err
	}
	return done, nil
}

// keyLocks holds requests of one key apart. Two keys that share a lock wait for each other, which costs next to nothing.
type keyLocks [64]sync.Mutex

// hold takes the lock of a key and gives what releases it.
func (l *keyLocks) hold(key string) (release func()) {
	h := fnv.New32a()
	h.Write([]byte(key)) // never fails
	lock := &l[h.Sum32()%uint32(len(l))]
	lock.Lock()
	return lock.Unlock
}

// onceForm creates what a page's form asks, once however often its button is pressed: key is what the form sent, its
// own number included; a form that sends nothing creates once in ten seconds.
func (s *Server) onceForm(c *gin.Context, key string, create creation) (id string, err error) {
	if key == "" {
		key = s.moment()
	}
	return s.hiring.Once(c.Request.Context(), onceKey(c, key), create)
}

// doublePress is how close two presses of one button are taken for one.
const doublePress = 10 * time.Second

// moment names the ten seconds that a press falls in.
func (s *Server) moment() string { return s.now().Truncate(doublePress).Format(time.RFC3339) }

// pressOf is the key of a form without a number of its own: what it says, within ten seconds. The same said later is
// another one, for who threw the first away.
func (s *Server) pressOf(f form) string { return s.moment() + "\x00" + f.values.Encode() }

// onceKey is the caller's key, bound to who calls and to what is asked; empty when there is none.
func onceKey(c *gin.Context, key string) string {
	if key == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{actor(c).ID, c.Request.Method, c.Request.URL.Path, key}, "\x00")))
	return "request/" + hex.EncodeToString(sum[:])
}

// idOf takes the key of what an action made.
func idOf[T interface{ Head() *domain.Record }](made T, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return made.Head().ID, nil
}
