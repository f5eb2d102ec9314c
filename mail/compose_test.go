package mail

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

var update = flag.Bool("update", false, "write the letters of testdata")

const site = "https://candidatheque.exemple.fr"

// sample is a letter, and the page of its signed link if it has one.
type sample = struct {
	letter domain.Letter
	path   string
}

// samples has one letter of each kind, with what people type at its worst.
var samples = slices.Concat(employerSamples, staffSamples, invitationSamples, answerSamples, introductionSamples, []sample{
	{domain.SignInLetter{Minutes: 15}, "/connexion/"},
	{domain.DayLetter{Day: []domain.DayCount{{Kind: domain.DayQuestion, Count: 1}, {Kind: domain.DaySilent, Count: 2}}, Own: []domain.DayCount{{Kind: domain.DayOwnYes, Count: 3}}}, ""},
	{domain.SelfLinkLetter{FirstName: "Samira"}, "/mes-donnees/"},
	{domain.FileEndingLetter{FirstName: "Samira", On: "23 décembre 2026"}, "/mes-donnees/"},
	{domain.SelfChangedLetter{PersonID: "EE-1", What: "a demandé une pause"}, ""},
	{domain.OfferToReadLetter{OfferID: "o-1", Title: "Maçon <coffreur> & \"boiseur\"\r\nBcc: x@exemple.fr", Employer: "Bâti'Nord & Fils", Commune: "Dunkerque", Places: 2}, ""},
})

func composer(tb testing.TB) *Composer {
	tb.Helper()
	c, err := NewComposer(site)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// Every letter, as it is read: run with -update, then look at testdata/*.html.
func TestLettersReadAsTheyAreKept(t *testing.T) {
	c := composer(t)
	to := domain.Recipient{Kind: domain.RecipientUser, ID: "u1", Address: "anne@exemple.fr", Name: "Anne Coppin"}
	for _, s := range samples {
		kind := s.letter.Kind()
		t.Run(kind, func(t *testing.T) {
			body, err := c.Compose(s.letter, to, s.path)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, kind+".txt", "Sujet : "+body.Subject+"\n\n"+body.Text)
			golden(t, kind+".html", body.HTML)
			if linked := strings.Contains(body.Text, domain.LinkMark) && strings.Contains(body.HTML, domain.LinkMark); linked != (s.path != "") {
				t.Errorf("the mark of the link stands in both bodies: %v", linked)
			}
			if strings.ContainsAny(body.Subject, "\r\n") || strings.Contains(body.HTML, "<coffreur>") || strings.Contains(body.HTML, "class=") {
				t.Errorf("subject %q, or a tag typed by somebody, or a class that no reader knows", body.Subject)
			}
			if strings.Contains(body.Text, "&#") || strings.Contains(body.Text, "&amp;") {
				t.Errorf("the text is written as HTML:\n%s", body.Text)
			}
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was kept; look at it with -update. Got:\n%s", name, got)
	}
}

func TestEveryTemplateHasItsLetter(t *testing.T) {
	c := composer(t)
	for kind := range c.texts {
		if domain.LetterFrench(kind) == kind {
			t.Errorf("%s has no words: give it a line in domain/letterkinds.go", kind)
		}
		if !slices.ContainsFunc(samples, func(s struct {
			letter domain.Letter
			path   string
		}) bool {
			return s.letter.Kind() == kind
		}) {
			t.Errorf("no sample of %s: add it to samples, and its texts to testdata", kind)
		}
	}
}

type unknownLetter struct{}

func (unknownLetter) Kind() string { return "unknown_for_nobody" }

func TestALetterWithoutTemplatesIsRefused(t *testing.T) {
	if _, err := composer(t).Compose(unknownLetter{}, domain.Recipient{}, ""); err == nil {
		t.Error("composed")
	}
}
