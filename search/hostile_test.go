package search

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestHostileQueriesAreHarmless types what breaks search engines: each answers at once, finds nobody it should not, and
// the index serves afterwards.
func TestHostileQueriesAreHarmless(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	people := crowd(400, mason())
	for i := range people {
		people[i].Profile.Presentation = fmt.Sprintf("Chantier %d, coffrage et ferraillage numéro %d", i*7919, i)
	}
	mustPut(t, x, people...)
	for _, tt := range []struct{ name, text string }{
		{"wildcards", "*a*b*c*d*e*"},
		{"question marks", strings.Repeat("?", 200)},
		{"a regular expression", "/(a+)+(b+)+(c+)+$/"},
		{"fields and operators", "vivier:non +metier:zzz -texte:zzz ^99 ~9"},
		{"a range", "disponible:>0 [* TO *]"},
		{"deep brackets", strings.Repeat("(", 5000) + strings.Repeat(")", 5000)},
		{"ten kilobytes of a letter", strings.Repeat("z", 10_000)},
		{"ten kilobytes of words", strings.Repeat("zorglub ", 1250)},
		{"two hundred one-letter words", strings.Repeat("z ", 200)},
		{"all fuzzy", strings.Repeat("zzzz~2 ", 30)},
		{"control characters", "zor\x00glub\x1b[31m\r\n\t\x7f"},
		{"invalid bytes", "\xff\xfe\xc3\x28 zorglub"},
		{"combining marks", "z" + strings.Repeat("\u0301", 5000)},
		{"right to left", "\u202ezorglub\u202c"},
		{"quotes left open", `"zorglub`},
		{"SQL", "'; DROP TABLE people; --"},
		{"a script", "<script>zorglub</script>"},
		{"a path", "../../../../etc/passwd"},
		{"emoji", strings.Repeat("👷🏽‍♀️", 60)},
		{"wide letters", strings.Repeat("ｚ", 200)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			page, err := x.Search(context.Background(), domain.PeopleQuery{Text: tt.text})
			if err != nil {
				t.Fatal(err)
			}
			if page.Total != 0 {
				t.Errorf("%d people found", page.Total)
			}
			// A bound two hundred times above what is measured: it tells a blow-up from a busy machine.
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	if total := mustSearch(t, x, domain.PeopleQuery{Text: "maçon"}).Total; total != 400 {
		t.Errorf("%d masons afterwards", total)
	}
}

func TestHostileFiltersFindNobody(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	mustPut(t, x, crowd(5, mason())...)
	for _, q := range []domain.PeopleQuery{
		{ROMEs: []domain.ROME{"*"}}, {Certificates: []string{"R4*"}}, {Licences: []domain.Licence{".*"}}, {Domains: []domain.PoolDomain{"?"}},
		{Communes: []string{"*"}}, {Availability: []domain.Availability{"*"}}, {Pool: []domain.PoolState{"*"}}, {Slots: 1 << 7}, {Near: domain.Commune{INSEE: "*"}},
		{Near: domain.Commune{INSEE: "59183", Lat: 1e308, Lon: -1e308}, Km: 1e-300},
	} {
		if page := mustSearch(t, x, q); page.Total != 0 {
			t.Errorf("%+v found %d", q, page.Total)
		}
	}
}

func TestLongTextIsReadToItsLimit(t *testing.T) {
	if got := len(terms(strings.Repeat("abcd ", 1000))); got != maxTerms {
		t.Errorf("%d terms, want %d", got, maxTerms)
	}
	if got := len([]rune(tidy(strings.Repeat("é", 1000)))); got != maxTextLength {
		t.Errorf("%d characters, want %d", got, maxTextLength)
	}
}

// TestHighlightsHoldOnlyMarks puts tags and accents around what is found.
func TestHighlightsHoldOnlyMarks(t *testing.T) {
	words := marks{stems: Stems("maçon équipe")}
	for _, tt := range []struct{ name, text, want string }{
		{"a tag", "<b>Maçonne</b> & Cie", "&lt;b&gt;<mark>Maçonne</mark>&lt;/b&gt; &amp; Cie"},
		{"a mark of their own", "<mark>maçon", "&lt;mark&gt;<mark>maçon</mark>"},
		{"ligature before", "Œuvre, cœur, chef d'équipe", "Œuvre, cœur, chef <mark>d&#39;équipe</mark>"},
		{"two words", "équipe de maçons", "<mark>équipe</mark> de <mark>maçons</mark>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := highlight(tt.text, words); !ok || got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	long, ok := highlight(strings.Repeat("où l'été dure ", 60)+"maçon "+strings.Repeat("à Dunkerque ", 60), words)
	if !ok || !strings.Contains(long, "<mark>maçon</mark>") || len(long) > 2*passageLength || !strings.HasPrefix(long, "… ") || !strings.HasSuffix(long, " …") {
		t.Errorf("long text gives %q", long)
	}
	if _, ok := highlight("boulanger", words); ok {
		t.Error("a text without the words is highlighted")
	}
}
