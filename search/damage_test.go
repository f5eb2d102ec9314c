package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// mustFill makes an index of 300 people on disk and closes it.
func mustFill(tb testing.TB) (dir string) {
	tb.Helper()
	dir = filepath.Join(tb.TempDir(), "index")
	x := mustOpen(tb, dir)
	people := crowd(300, mason())
	for len(people) > 0 {
		mustPut(tb, x, people[:60]...)
		people = people[60:]
	}
	if err := x.SetMark("77"); err != nil {
		tb.Fatal(err)
	}
	if err := x.Close(); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// mustSegments lists the segment files. One alone may be the rest of a merge, which nobody misses.
func mustSegments(tb testing.TB, dir string) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(files) == 0 {
		tb.Fatal("no segment on disk", err)
	}
	return files
}

// changeSegments changes every segment file.
func changeSegments(change func([]byte) []byte) func(testing.TB, string) {
	return func(tb testing.TB, dir string) {
		tb.Helper()
		for _, file := range mustSegments(tb, dir) {
			mustChange(tb, file, change)
		}
	}
}

func mustChange(tb testing.TB, file string, change func([]byte) []byte) {
	tb.Helper()
	if err := os.WriteFile(file, change(mustRead(tb, file)), 0o600); err != nil {
		tb.Fatal(err)
	}
}

func TestDamagedIndexIsSetAside(t *testing.T) {
	half := func(b []byte) []byte { return b[:len(b)/2] }
	zeros := func(b []byte) []byte { return make([]byte, len(b)) }
	for _, tt := range []struct {
		name   string
		damage func(tb testing.TB, dir string)
	}{
		{"a bit flipped in the segments", changeSegments(func(b []byte) []byte { b[len(b)/3] ^= 4; return b })},
		{"segments cut", changeSegments(half)},
		{"segments emptied", changeSegments(func([]byte) []byte { return nil })},
		{"segments missing", func(tb testing.TB, dir string) {
			for _, file := range mustSegments(tb, dir) {
				mustRemove(tb, file)
			}
		}},
		{"the seal missing", func(tb testing.TB, dir string) { mustRemove(tb, sealFile(dir)) }},
		{"the seal cut", func(tb testing.TB, dir string) { mustChange(tb, sealFile(dir), half) }},
		{"root.bolt cut", func(tb testing.TB, dir string) { mustChange(tb, filepath.Join(dir, "store", "root.bolt"), half) }},
		{"root.bolt full of zeros", func(tb testing.TB, dir string) { mustChange(tb, filepath.Join(dir, "store", "root.bolt"), zeros) }},
		{"root.bolt missing", func(tb testing.TB, dir string) { mustRemove(tb, filepath.Join(dir, "store", "root.bolt")) }},
		{"the description missing", func(tb testing.TB, dir string) { mustRemove(tb, filepath.Join(dir, "index_meta.json")) }},
		{"the description damaged", func(tb testing.TB, dir string) { mustChange(tb, filepath.Join(dir, "index_meta.json"), zeros) }},
		{"the store gone", func(tb testing.TB, dir string) { mustRemove(tb, filepath.Join(dir, "store")) }},
		{"everything gone but the folder", func(tb testing.TB, dir string) {
			mustRemove(tb, dir)
			if err := os.Mkdir(dir, 0o700); err != nil {
				tb.Fatal(err)
			}
		}},
		{"a file in place of the folder", func(tb testing.TB, dir string) {
			mustRemove(tb, dir)
			if err := os.WriteFile(dir, []byte("?"), 0o600); err != nil {
				tb.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := mustFill(t)
			tt.damage(t, dir)
			requireFreshAndWorking(t, dir)
			if aside, _ := filepath.Glob(dir + ".abime-*"); len(aside) != 1 {
				t.Errorf("set aside: %v", aside)
			}
		})
	}
}

func mustRemove(tb testing.TB, path string) {
	tb.Helper()
	if err := os.RemoveAll(path); err != nil {
		tb.Fatal(err)
	}
}

// requireFreshAndWorking opens an index that must be new, empty and of use.
func requireFreshAndWorking(t *testing.T, dir string) {
	t.Helper()
	x := mustOpen(t, dir)
	if !x.Fresh() {
		t.Fatal("the damage was not seen")
	}
	mark, err := x.Mark()
	if count, _ := x.Count(); count != 0 || mark != "" || err != nil {
		t.Errorf("the new index holds %d people, mark %q, %v", count, mark, err)
	}
	mustPut(t, x, crowd(3, mason())...)
	if total := mustSearch(t, x, domain.PeopleQuery{Text: "maçon"}).Total; total != 3 {
		t.Errorf("%d people found in the new index", total)
	}
}

// TestDamageNeverLies flips a byte in many places of root.bolt, and loses each segment in turn, of an index that was
// closed and of one that was killed: each time the index is set aside, at once or at the next start, or what stands is whole and takes new people.
func TestDamageNeverLies(t *testing.T) {
	closed := mustFill(t)
	killed := filepath.Join(t.TempDir(), "index")
	mustCopy(t, closed, killed)
	mustChange(t, sealFile(killed), func([]byte) []byte { return []byte(`{"sequence":7}`) })
	for name, whole := range map[string]string{"closed": closed, "killed": killed} {
		size := len(mustRead(t, rootFile(whole)))
		for at := 3; at < size; at += size/40 + 1 {
			dir := filepath.Join(t.TempDir(), "index")
			mustCopy(t, whole, dir)
			mustChange(t, rootFile(dir), func(b []byte) []byte { b[at] ^= 0xff; return b })
			requireFreshOrWhole(t, fmt.Sprintf("%s, byte %d", name, at), dir)
		}
		for i, file := range mustSegments(t, whole) {
			dir := filepath.Join(t.TempDir(), "index")
			mustCopy(t, whole, dir)
			mustRemove(t, filepath.Join(dir, "store", filepath.Base(file)))
			requireFreshOrWhole(t, fmt.Sprintf("%s, segment %d", name, i), dir)
		}
	}
}

func mustRead(tb testing.TB, file string) []byte {
	tb.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func mustCopy(tb testing.TB, from, to string) {
	tb.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		tb.Fatal(err)
	}
}

func requireFreshOrWhole(t *testing.T, damage, dir string) {
	t.Helper()
	x, err := Open(dir, testLabels)
	if err != nil {
		t.Fatalf("%s: %v", damage, err)
	}
	count, mark, used := useAll(x)
	closed := x.Close()
	switch {
	case closed != nil && domain.CodeOf(closed) != domain.CodeUnavailable:
		t.Fatalf("%s: close: %v", damage, closed)
	case closed != nil: // the engine stopped between the last use and the close: the next start tells
		requireFreshAndWorking(t, dir)
	case used != nil && (x.Fresh() || domain.CodeOf(used) != domain.CodeUnavailable):
		t.Fatalf("%s: %v", damage, used)
	case used != nil:
		requireFreshAndWorking(t, dir)
	case x.Fresh() && (count != 0 || mark != ""):
		t.Errorf("%s: fresh with %d people and mark %q", damage, count, mark)
	case !x.Fresh() && (count != 300 || mark != "77"):
		t.Errorf("%s: %d people found, mark %q", damage, count, mark)
	}
}

// useAll does with an index what the service does: the mark, a search, a write.
func useAll(x *Index) (found int, mark string, err error) {
	if mark, err = x.Mark(); err != nil {
		return 0, "", err
	}
	page, err := x.Search(context.Background(), domain.PeopleQuery{Text: "maçon"})
	if err != nil {
		return 0, "", err
	}
	return page.Total, mark, x.Put(context.Background(), crowd(3, mason()))
}

// TestRestOfAnUnfinishedBatchIsNoDamage leaves what a kill in the middle of a write leaves.
func TestRestOfAnUnfinishedBatchIsNoDamage(t *testing.T) {
	dir := mustFill(t)
	if err := os.WriteFile(filepath.Join(dir, "store", "00000000ffff.zap"), []byte("half a segm"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir)
	if x.Fresh() {
		t.Fatal("a good index was set aside")
	}
	if count, err := x.Count(); count != 300 || err != nil {
		t.Errorf("%d people, %v", count, err)
	}
}

func TestIndexOfAnotherVersionIsFilledAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	mustPut(t, x, crowd(3, mason())...)
	if err := x.engine.SetInternal(versionKey, []byte("0")); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	requireFreshAndWorking(t, dir)
}

// TestStoppedEngineRefusesInsteadOfWaiting tells the index what Bleve tells when its background work has panicked.
func TestStoppedEngineRefusesInsteadOfWaiting(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	mustPut(t, x, crowd(3, mason())...)
	report := scorch.RegistryAsyncErrorCallbacks[callbackName]
	report(scorch.NewScorchError("persister", "disk full", scorch.ErrPersist), filepath.Join(dir, "store"))
	mustPut(t, x, crowd(4, mason())...)
	report(scorch.NewScorchError("persister", "panic", scorch.ErrAsyncPanic), filepath.Join(dir, "store"))
	if err := x.Put(context.Background(), crowd(5, mason())); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Errorf("put: %v", err)
	}
	// The batch given up may still be under way in the engine, which then refuses to close: the next Open does not mind.
	if err := x.Close(); err != nil && domain.CodeOf(err) != domain.CodeUnavailable {
		t.Fatal(err)
	}
	requireFreshAndWorking(t, dir)
}

// TestPanicOfTheEngineIsAnAnswer takes the engine's files away under it.
func TestPanicOfTheEngineIsAnAnswer(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	err := x.use("test", func(bleve.Index) error { panic("segment of another world") }) //nolint:forbidigo // stands for a panic of the engine
	if domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "recherche") {
		t.Errorf("panic came back as %v", err)
	}
	if _, err := x.Search(context.Background(), domain.PeopleQuery{}); err != nil {
		t.Errorf("search after a panic: %v", err)
	}
}
