package referential

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// sharedData is the folder of the official files: CANDIDATHEQUE_SHARED, or ../shared above the project.
func sharedData(tb testing.TB) fs.FS {
	tb.Helper()
	if dir := os.Getenv("CANDIDATHEQUE_SHARED"); dir != "" {
		for _, d := range []string{filepath.Join(dir, "data"), dir} {
			if _, err := os.Stat(filepath.Join(d, "rome")); err == nil {
				return os.DirFS(d)
			}
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		if d := filepath.Join(parent, "shared", "data"); isDir(filepath.Join(d, "rome")) {
			return os.DirFS(d)
		}
	}
	tb.Fatal("the official files are not here: set CANDIDATHEQUE_SHARED to the folder that holds data/rome")
	return nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func mustSub(tb testing.TB, dir fs.FS, name string) fs.FS {
	tb.Helper()
	sub, err := fs.Sub(dir, name)
	if err != nil {
		tb.Fatal(err)
	}
	return sub
}

// mustArchive reads the archive as published.
func mustArchive(tb testing.TB) *ROME {
	tb.Helper()
	rome, _, err := ReadArchive(mustSub(tb, sharedData(tb), "rome"))
	if err != nil {
		tb.Fatal(err)
	}
	return rome
}

func mustDate(tb testing.TB, s string) domain.Date {
	tb.Helper()
	d, err := domain.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
