package domain

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// LeaverCause is why somebody must not come back by a file.
type LeaverCause string

// The causes.
const (
	CauseErased   LeaverCause = "erased"   // they, or an administrator for them, had the file erased
	CauseObjected LeaverCause = "objected" // they object to being kept, and had no file
)

// Leaver is one trace of somebody who had themself erased: a keyed hash of one of their keys or of who they are, so that
// an old file, a program or a restored backup does not bring them back (RGPD art. 17 and 21). Without the key of the
// house, which stands apart from the database, nobody can try names against it. ID is the hash, Key tells under which key.
type Leaver struct {
	Record
	Key    string      `json:"key"`
	Group  string      `json:"group"` // the same for all the traces of one departure: the hash of the file's key
	Cause  LeaverCause `json:"cause"`
	On     Date        `json:"on"`
	Lifted Date        `json:"lifted,omitzero"` // when the person came back of their own will
}

// Stands tells whether the trace still keeps the person away.
func (l *Leaver) Stands() bool { return !l.Lifted.Known() }

// ForgetPerson leaves the trace: keeping it is what erasing asks.
func (*Leaver) ForgetPerson(Forgotten) Fate { return FateUntouched }

// LeaverKey is a secret of the house, 32 bytes of chance.
type LeaverKey []byte

// Name tells keys apart without saying them.
func (k LeaverKey) Name() string {
	sum := sha256.Sum256(append([]byte("name of a key\x00"), k...))
	return hex.EncodeToString(sum[:4])
}

// Hash is what is kept of a text: 128 bits that say nothing without the key.
func (k LeaverKey) Hash(text string) string {
	h := hmac.New(sha256.New, k)
	h.Write([]byte(text)) // never fails
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Leavers is everybody who left, as hashes, and the keys under which they were made.
type Leavers struct {
	Keys  []LeaverKey
	Stand map[string]LeaverCause
}

// None tells that nobody left.
func (l Leavers) None() bool { return len(l.Stand) == 0 }

// Has tells whether one of the texts is of somebody who left.
func (l Leavers) Has(texts []string) bool { return len(l.Of(texts)) > 0 }

// Of lists the hashes that stand for the texts.
func (l Leavers) Of(texts []string) (hashes []string) {
	if l.None() {
		return nil
	}
	for _, key := range l.Keys {
		for _, text := range texts {
			hash := key.Hash(text)
			if _, stands := l.Stand[hash]; stands {
				hashes = append(hashes, hash)
			}
		}
	}
	return hashes
}
