package search

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
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

// mustSegment is the largest segment file.
func mustSegment(tb testing.TB, dir string) (file string) {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(files) == 0 {
		tb.Fatal("no segment on disk", err)
	}
	var size int64
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.Size() > size {
			file, size = f, info.Size()
		}
	}
	return file
}

func mustChange(tb testing.TB, file string, change func([]byte) []byte) {
	tb.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, change(content), 0o600); err != nil {
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
		{"a bit flipped in a segment", func(tb testing.TB, dir string) {
			mustChange(tb, mustSegment(tb, dir), func(b []byte) []byte { b[len(b)/3] ^= 4; return b })
		}},
		{"a segment cut", func(tb testing.TB, dir string) { mustChange(tb, mustSegment(tb, dir), half) }},
		{"a segment emptied", func(tb testing.TB, dir string) {
			mustChange(tb, mustSegment(tb, dir), func([]byte) []byte { return nil })
		}},
		{"a segment missing", func(tb testing.TB, dir string) { mustRemove(tb, mustSegment(tb, dir)) }},
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

// TestNoFlippedByteEverLies flips one byte in many places of root.bolt: each time the index is set aside, or what
// stands is whole. Bleve may panic on the way, the service must not.
func TestNoFlippedByteEverLies(t *testing.T) {
	whole := mustFill(t)
	root, err := os.ReadFile(filepath.Join(whole, "store", "root.bolt"))
	if err != nil {
		t.Fatal(err)
	}
	step := len(root)/60 + 1
	for at := 3; at < len(root); at += step {
		dir := filepath.Join(t.TempDir(), "index")
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		mustChange(t, filepath.Join(dir, "store", "root.bolt"), func(b []byte) []byte { b[at] ^= 0xff; return b })
		x, err := Open(dir, testLabels)
		if err != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
		count, _ := x.Count()
		mark, _ := x.Mark()
		if x.Fresh() {
			if count != 0 || mark != "" {
				t.Errorf("byte %d: fresh with %d people and mark %q", at, count, mark)
			}
		} else if total := mustSearch(t, x, domain.PeopleQuery{Text: "maçon"}).Total; count != 300 || total != 300 || mark != "77" {
			t.Errorf("byte %d: %d people, %d found, mark %q", at, count, total, mark)
		}
		if err := x.Close(); err != nil {
			t.Errorf("byte %d: close: %v", at, err)
		}
	}
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

// TestPanicOfTheEngineIsAnAnswer takes the engine's files away under it.
func TestPanicOfTheEngineIsAnAnswer(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	err := x.use("test", func(bleve.Index) error { panic("segment of another world") })
	if domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "recherche") {
		t.Errorf("panic came back as %v", err)
	}
	if _, err := x.Search(context.Background(), domain.PeopleQuery{}); err != nil {
		t.Errorf("search after a panic: %v", err)
	}
}
