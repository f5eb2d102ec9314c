package templates

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// bareCommune is « de » or « à » written straight before the name of a commune: « de Uxem », « à Le Portel ».
var bareCommune = regexp.MustCompile(`(?i)\b(de|à) \{\{[^}]*(Commune|Place\.Name)|[àÀ] \{\{[^}]*(Commune|Place\.Name)|with [^}]*Commune\}\},? (de|à) \{\{`)

// TestNoTextWritesACommuneBare: a commune follows « de » and « à » by the words that know its article.
func TestNoTextWritesACommuneBare(t *testing.T) {
	if !bareCommune.MatchString("Un travail à {{.Letter.Commune}}") || bareCommune.MatchString("Un travail {{incommune .Letter.Commune}}") {
		t.Fatal("this test finds nothing")
	}
	read := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".txt") {
			return err
		}
		text, err := os.ReadFile(path)
		if found := bareCommune.Find(text); found != nil {
			t.Errorf("%s writes %q: use incommune", path, found)
		}
		read++
		return err
	})
	if err != nil || read < 100 {
		t.Fatalf("%d files read: %v", read, err)
	}
}
