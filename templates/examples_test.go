package templates

import (
	"bytes"
	"testing"
	"time"
)

var testNow = time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)

// renderExample gives the HTML of one example of the gallery.
func renderExample(tb testing.TB, name string) []byte {
	tb.Helper()
	page, found := Example(name, Base{Now: testNow, Demo: true})
	if !found {
		tb.Fatalf("no example %q", name)
	}
	var out bytes.Buffer
	if err := Render(&out, page); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func TestExamplesRender(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) { renderExample(t, e.name) })
	}
}
