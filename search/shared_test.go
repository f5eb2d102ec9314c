package search

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// sharedData is the folder of the official files: CANDIDATHEQUE_SHARED, or ../shared above the project.
func sharedData(tb testing.TB) fs.FS {
	tb.Helper()
	var candidates []string
	if dir := os.Getenv("CANDIDATHEQUE_SHARED"); dir != "" {
		candidates = append(candidates, filepath.Join(dir, "data"), dir)
	}
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		candidates = append(candidates, filepath.Join(parent, "shared", "data"))
	}
	for _, c := range candidates {
		if _, err := os.Stat(filepath.Join(c, "rome")); err == nil {
			return os.DirFS(c)
		}
	}
	tb.Fatal("the official files are not here: set CANDIDATHEQUE_SHARED to the folder that holds data/rome")
	return nil
}

var archive struct {
	once sync.Once
	rome *referential.ROME
	err  error
}

// mustArchive reads the whole ROME as published, once for all tests.
func mustArchive(tb testing.TB) *referential.ROME {
	tb.Helper()
	data := sharedData(tb)
	archive.once.Do(func() {
		dir, err := fs.Sub(data, "rome")
		if err != nil {
			archive.err = err
			return
		}
		archive.rome, _, archive.err = referential.ReadArchive(dir)
	})
	if archive.err != nil {
		tb.Fatal(archive.err)
	}
	return archive.rome
}

// judgedTitle is a line of the evaluation: a title nobody here wrote, and its occupation.
type judgedTitle struct {
	set, title string
	rome       domain.ROME
}

func mustTitles(tb testing.TB, file string) []judgedTitle {
	tb.Helper()
	f, err := sharedData(tb).Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var list []judgedTitle
	for _, row := range rows[1:] {
		list = append(list, judgedTitle{row[0], row[1], domain.ROME(row[2])})
	}
	return list
}

// mustHear loads a file of titles heard elsewhere, as -synonyms does.
func mustHear(tb testing.TB, rome *referential.ROME, file string) *referential.ROME {
	tb.Helper()
	f, err := sharedData(tb).Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	with, _, err := rome.WithSynonyms(f)
	if err != nil {
		tb.Fatal(err)
	}
	return with
}
