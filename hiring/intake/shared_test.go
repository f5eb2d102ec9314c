package intake

import (
	"os"
	"path/filepath"
	"testing"
)

// shared is the folder of data that tests may read and nobody commits.
func shared(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("CANDIDATHEQUE_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; dir != "/"; dir = filepath.Dir(dir) {
		if data := filepath.Join(dir, "..", "shared", "data"); exists(data) {
			return data
		}
	}
	tb.Fatal("the folder of shared data is not there: set CANDIDATHEQUE_SHARED, or unpack it beside the project as ../shared/data")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
