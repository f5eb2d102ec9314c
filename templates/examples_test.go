package templates

import (
	"bytes"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

var testNow = time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)

// everyExample renders each whole page of the gallery in each of its states, and the gallery itself.
func everyExample(tb testing.TB) iter.Seq2[string, *goquery.Document] {
	tb.Helper()
	return func(yield func(string, *goquery.Document) bool) {
		if !yield("galerie", MustRender(tb, GalleryPage{Base{Now: testNow}})) {
			return
		}
		for _, e := range examples {
			if !yield(e.name, MustRender(tb, mustExample(tb, e.name))) {
				return
			}
		}
	}
}

func mustExample(tb testing.TB, name string) Page {
	tb.Helper()
	page, found := Example(name, Base{Now: testNow, Demo: true})
	if !found {
		tb.Fatalf("no example %q", name)
	}
	return page
}

// MustRender writes a page and reads it back.
func MustRender(tb testing.TB, page Page) *goquery.Document {
	tb.Helper()
	var out bytes.Buffer
	if err := Render(&out, page); err != nil {
		tb.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

func TestEveryPageHasAnExample(t *testing.T) {
	all, err := sets()
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, e := range examples {
		shown = append(shown, mustExample(t, e.name).file())
	}
	for name := range all {
		if !slices.Contains(shown, name) && name != "gallery" {
			t.Errorf("page %q is in no example of the gallery, so in no test", name)
		}
	}
}

func TestExampleNamesAndTitlesAreUnique(t *testing.T) {
	titles := map[string]string{}
	names := map[string]bool{}
	for _, e := range examples {
		if names[e.name] {
			t.Errorf("example %q stands twice", e.name)
		}
		names[e.name] = true
		page := mustExample(t, e.name)
		if other, taken := titles[page.Title()]; taken && other != page.file() {
			t.Errorf("pages %q and %q have the same title %q", other, page.file(), page.Title())
		}
		titles[page.Title()] = page.file()
	}
}

func TestUnknownExampleIsNotFound(t *testing.T) {
	if _, found := Example("nulle-part", Base{}); found {
		t.Error("an unknown name gave a page")
	}
}
