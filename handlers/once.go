package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
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
	key := c.GetHeader("Idempotency-Key")
	if len(key) > maxKey {
		return domain.Refuse(domain.CodeInvalid, "Idempotency-Key : %d caractères au plus.", maxKey)
	}
	id, err := s.hiring.Once(c.Request.Context(), onceKey(c, key), create)
	if err != nil {
		return err
	}
	return show(id)
}

// onceForm creates what a page's form asks, once however often its button is pressed: key is what the form sent, its
// own number included; a form that sends nothing creates once in ten seconds.
func (s *Server) onceForm(c *gin.Context, key string, create creation) (id string, err error) {
	if key == "" {
		key = s.now().Truncate(doublePress).Format(time.RFC3339)
	}
	return s.hiring.Once(c.Request.Context(), onceKey(c, key), create)
}

// doublePress is how close two presses of one button are taken for one.
const doublePress = 10 * time.Second

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
