package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// suggested reads the answers of « rome suggest -stdin -format json ».
func suggested(t *testing.T, o outcome) (answers []titleSuggestions) {
	t.Helper()
	if o.code != 0 || o.err != "" {
		t.Fatalf("exit %d: %s", o.code, o.err)
	}
	for line := range strings.Lines(o.out) {
		var answer titleSuggestions
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, answer)
	}
	return answers
}

// Each line in has its answer, whatever it holds.
func TestTitlesInEveryDress(t *testing.T) {
	endless := strings.Repeat("maçon ", 300_000)
	whole := strings.Repeat("maçon ", 100)
	in := "\ufeffmaçon\r\n\n" + endless + "\nma\xe7on coffreur\n" + whole + "\nmaçon"
	answers := suggested(t, command(t, in, "rome", "suggest", "-stdin", "-format", "json"))
	if len(answers) != 6 {
		t.Fatalf("%d answers", len(answers))
	}
	for i, want := range []struct {
		title string
		found bool
	}{{"maçon", true}, {"", false}, {searched(endless), false}, {"maçon coffreur", true}, {whole, true}, {"maçon", true}} {
		if a := answers[i]; a.Title != want.title || (len(a.Suggestions) > 0) != want.found || a.Suggestions == nil {
			t.Errorf("line %d: %.60q, %d suggestions, want %.60q", i+1, a.Title, len(a.Suggestions), want.title)
		}
	}
	if n := utf8.RuneCountInString(answers[2].Title); n != maxSearched {
		t.Errorf("the title of an endless line has %d characters", n)
	}
}

// A line of just one megabyte is a title, of one byte more it is none.
func TestTheLongestTitle(t *testing.T) {
	title := "macon" + strings.Repeat(" ", maxTitleLine-len("macon"))
	for _, end := range []string{"\n", "\r\n"} {
		answers := suggested(t, command(t, title+end+"macon\n", "rome", "suggest", "-stdin", "-format", "json"))
		if len(answers) != 2 || len(answers[0].Suggestions) == 0 || len(answers[1].Suggestions) == 0 {
			t.Errorf("ended by %q: %d answers", end, len(answers))
		}
		over := suggested(t, command(t, title+" "+end+"macon\n", "rome", "suggest", "-stdin", "-format", "json"))
		if len(over) != 2 || len(over[0].Suggestions) > 0 || len(over[1].Suggestions) == 0 {
			t.Errorf("one more, ended by %q: %d answers", end, len(over))
		}
	}
}

// A service holds ./data: suggestions do not need it unless it is named.
func TestSuggestLeavesTheFolderOfAServiceAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	mustRun(t, "user", "add", "-email", "a@exemple.fr", "-role", "admin")
	held, err := (&dataFlag{Data: "data"}).openStore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := held.Close(); err != nil {
			t.Error(err)
		}
	}()
	mustRun(t, "rome", "suggest", "maçon")
	if o := command(t, "", "rome", "suggest", "maçon", "-data", "data"); o.code != 1 || !strings.Contains(o.err, "déjà utilisé") {
		t.Errorf("named: exit %d, %s", o.code, o.err)
	}
	t.Setenv("CANDIDATHEQUE_DATA", "data")
	if o := command(t, "", "rome", "suggest", "maçon"); o.code != 1 || !strings.Contains(o.err, "déjà utilisé") {
		t.Errorf("named by the environment: exit %d, %s", o.code, o.err)
	}
	t.Setenv("CANDIDATHEQUE_DATA", filepath.Join(t.TempDir(), "rien"))
	mustRun(t, "rome", "suggest", "maçon")
}
