package templates

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// What is read before the buttons is short (pages.md): 150 words at most, the longest of each kind.
func TestAnInvitationIsShortBeforeItsButtons(t *testing.T) {
	for _, name := range []string{"invitation", "invitation-sans-accord", "invitation-immersion", "invitation-rencontre"} {
		main := MustRender(t, mustExample(t, name)).Find("main")
		html, err := main.Html()
		if err != nil {
			t.Fatal(err)
		}
		before, _, found := strings.Cut(html, `class="answers"`)
		if !found {
			t.Fatalf("%s: no buttons", name)
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(strings.ReplaceAll(before, "</", " </")))
		if err != nil {
			t.Fatal(err)
		}
		if words := len(strings.Fields(doc.Text())); words > 150 || words < 30 {
			t.Errorf("%s: %d words before the buttons", name, words)
		}
		for _, answer := range []string{"yes", "no", "question"} {
			if main.Find(`form.answers button[name="answer"][value="`+answer+`"]`).Length() != 1 {
				t.Errorf("%s: no button for %s", name, answer)
			}
		}
	}
}
