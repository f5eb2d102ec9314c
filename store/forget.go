package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// forgetting is a repository of which documents may speak of people.
type forgetting interface {
	kept
	// forget erases somebody from one document, and tells what it made of it.
	forget(ctx context.Context, id string, who domain.Forgotten) (domain.Fate, error)
}

// forgetTries bounds the tries at a document that others are writing.
const forgetTries = 20

func (r repo[T, P]) forget(ctx context.Context, id string, who domain.Forgotten) (domain.Fate, error) {
	for try := 1; ; try++ {
		t, err := r.read(ctx, id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return domain.FateUntouched, nil
		}
		if err != nil {
			return domain.FateUntouched, err
		}
		forgetter, speaks := any(P(t)).(domain.Forgetter)
		if !speaks {
			return domain.FateUntouched, nil
		}
		fate := forgetter.ForgetPerson(who)
		switch fate {
		case domain.FateGone:
			return fate, r.drop(ctx, id)
		case domain.FateChanged:
			err = r.Save(ctx, t)
		}
		if domain.CodeOf(err) != domain.CodeConflict || try == forgetTries {
			return fate, err
		}
	}
}

// Forget erases somebody from everything but their own file, which the caller takes last, so that an erasure cut short is
// found again and finished. It tells what it did, collection by collection. Copies of the database that stand in the data
// folder (set aside by a restore, or backups written there) lose the person too, file included.
func (s *Store) Forget(ctx context.Context, who domain.Forgotten) (done []domain.ForgottenCount, err error) {
	for _, r := range s.repos() {
		f, speaks := r.(forgetting)
		if !speaks || r.collection() == collPeople {
			continue
		}
		count, err := s.forgetIn(ctx, f, who)
		if err != nil {
			return done, err
		}
		if count != (domain.ForgottenCount{Collection: r.collection()}) {
			done = append(done, count)
		}
	}
	count, err := s.forgetOnce(ctx, who)
	if err != nil {
		return done, err
	}
	if count.Removed > 0 {
		done = append(done, count)
	}
	count, err = s.forgetCopies(ctx, who)
	if count.Changed > 0 {
		done = append(done, count)
	}
	return done, err
}

// forgetIn looks at the documents whose text quotes the person, and leaves the others unread.
func (s *Store) forgetIn(ctx context.Context, r forgetting, who domain.Forgotten) (domain.ForgottenCount, error) {
	count := domain.ForgottenCount{Collection: r.collection()}
	marks := marksOf(who)
	many := len(who.IDs)+len(who.Quotes)+len(who.LastNames()) > mostNeedles
	var quoted []string
	err := s.walk(ctx, r, func(d Doc) error {
		if many || marks.in(d.Body) {
			quoted = append(quoted, d.ID)
		}
		return nil
	})
	if err != nil {
		return count, err
	}
	for _, id := range quoted {
		fate, err := r.forget(ctx, id, who)
		if err != nil {
			return count, err
		}
		switch fate {
		case domain.FateChanged:
			count.Changed++
		case domain.FateGone:
			count.Removed++
		}
	}
	return count, nil
}

// mostNeedles is how many texts are looked for in each body; for more, reading every document is quicker.
const mostNeedles = 60

// marks are what a body that speaks of somebody holds: one of their keys, or every word of one of their quotes. Reading the
// document then tells whether it does.
type marks struct {
	keys   []string // as JSON and as addresses of pages write them, in lower case
	quotes [][]string
}

func marksOf(who domain.Forgotten) (m marks) {
	for _, id := range who.IDs {
		raw, err := json.Marshal(id)
		if err != nil || id == "" {
			continue
		}
		m.keys = append(m.keys, strings.ToLower(string(raw[1:len(raw)-1])))
		if escaped := strings.ToLower(url.QueryEscape(id)); !slices.Contains(m.keys, escaped) {
			m.keys = append(m.keys, escaped)
		}
	}
	for _, q := range slices.Concat(who.Quotes, who.LastNames()) {
		words := append([]string{}, q.Words()...)
		slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) }) // a long word tells most bodies apart
		m.quotes = append(m.quotes, words)
	}
	return m
}

func (m marks) in(body []byte) bool {
	text := strings.ToLower(string(body))
	if slices.ContainsFunc(m.keys, func(key string) bool { return strings.Contains(text, key) }) {
		return true
	}
	text = domain.FoldLetters(unescaped(text))
	return slices.ContainsFunc(m.quotes, func(words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

// unescaped reads the bytes that a search kept as the address of a page writes by their number.
func unescaped(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if b, err := hex.DecodeString(text[i+1 : i+3]); err == nil {
				out, i = append(out, b[0]), i+2
				continue
			}
		}
		out = append(out, text[i])
	}
	return strings.ToLower(string(out))
}

// forgetOnce removes what happens once and names the person, as a part of its key or as what it holds.
func (s *Store) forgetOnce(ctx context.Context, who domain.Forgotten) (domain.ForgottenCount, error) {
	count := domain.ForgottenCount{Collection: collOnce}
	var named []string
	err := walk(ctx, s.engine, collOnce, func(docs []Doc) error {
		for _, d := range docs {
			if who.Is(string(d.Body)) || namedIn(d.ID, who) {
				named = append(named, d.ID)
			}
		}
		return nil
	})
	if err != nil {
		return count, err
	}
	for _, id := range named {
		if _, err := s.engine.Take(ctx, collOnce, id); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return count, err
		}
		count.Removed++
	}
	return count, nil
}

// namedIn tells whether a key of a person stands, whole, between the slashes of a key of what happens once.
func namedIn(key string, who domain.Forgotten) bool {
	if len(who.IDs) <= mostNeedles {
		return slices.ContainsFunc(who.IDs, func(id string) bool { return strings.Contains("/"+key+"/", "/"+id+"/") })
	}
	return slices.ContainsFunc(strings.Split(key, "/"), who.Is)
}

// forgetCopies erases somebody from the other databases of the folder. One that cannot be opened is removed: nobody could
// put it back, and it may hold the person.
func (s *Store) forgetCopies(ctx context.Context, who domain.Forgotten) (domain.ForgottenCount, error) {
	count := domain.ForgottenCount{Collection: "copies"}
	own, embedded := s.engine.(*sqliteEngine)
	if !embedded || s.copied {
		return count, nil
	}
	copies, err := copiesBeside(own.file)
	if err != nil {
		return count, err
	}
	for _, file := range copies {
		if err := s.forgetCopy(ctx, file, who); err != nil {
			return count, err
		}
		count.Changed++
	}
	return count, nil
}

func (s *Store) forgetCopy(ctx context.Context, file string, who domain.Forgotten) error {
	e, err := openSQLite(ctx, file)
	if err != nil {
		return removeAll(file)
	}
	defer func() { _ = e.Close() }()
	if err := migrate(ctx, e.write); err != nil {
		return err
	}
	copied := New(e, e, s.Leavers.now)
	copied.copied = true
	if err := copied.renewKeys(ctx, e); err != nil {
		return err
	}
	if _, err := copied.Forget(ctx, who); err != nil {
		return err
	}
	for _, id := range who.IDs {
		if err := copied.People.drop(ctx, id); err != nil {
			return err
		}
	}
	if err := copied.dropPieces(ctx); err != nil {
		return err
	}
	return copied.Scrub(ctx)
}

// dropPieces removes the files that were waiting when the copy was made: their day is over.
func (s *Store) dropPieces(ctx context.Context) error {
	var pieces []string
	err := walk(ctx, s.engine, collBlobs, func(docs []Doc) error {
		for _, d := range docs {
			if strings.HasPrefix(d.ID, uploadPrefix) {
				pieces = append(pieces, d.ID)
			}
		}
		return nil
	})
	for _, id := range pieces {
		if err == nil {
			err = s.Blobs.Remove(ctx, id)
		}
	}
	return err
}

// uploadPrefix begins the keys of the pieces of files that wait.
const uploadPrefix = "upload/"

// copiesBeside lists the SQLite databases of the folder, and of those in it, that are not the one in use.
func copiesBeside(own string) (copies []string, err error) {
	err = filepath.WalkDir(filepath.Dir(own), func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case entry.Type().IsRegular() && path != own && isDatabase(path):
			copies = append(copies, path)
		}
		return nil
	})
	return copies, err
}

// sqliteHeader begins every SQLite database.
const sqliteHeader = "SQLite format 3\x00"

func isDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, len(sqliteHeader))
	n, _ := f.Read(head)
	return string(head[:n]) == sqliteHeader
}

// Scrub forgets which people were removed, once the followers know, and overwrites the room that what was removed took in
// the files.
func (s *Store) Scrub(ctx context.Context) error { return s.keeper.Scrub(ctx, collPeople) }

// Scrub drops the marks of removals, and makes the file anew: pages freed are overwritten already (secure_delete), the
// journal is not until it is folded in.
func (e *sqliteEngine) Scrub(ctx context.Context, coll string) error {
	if _, err := e.write.ExecContext(ctx, "DELETE FROM removed WHERE coll = ?", coll); err != nil {
		return refusal(err)
	}
	if _, err := e.write.ExecContext(ctx, "VACUUM"); err != nil {
		return refusal(err)
	}
	var busy, pages, folded int // a reader that holds the journal back is told by the row, not by an error
	if err := e.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &folded); err != nil {
		return refusal(err)
	}
	if busy != 0 {
		return unavailable("La base est lue en ce moment : ce qui a été effacé n'est pas encore écrasé. Réessayez dans un instant.", nil)
	}
	return nil
}
