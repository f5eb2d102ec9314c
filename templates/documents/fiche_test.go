package documents_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"eedk.fr/candidatheque/templates/documents"
)

var samira = documents.Fiche{Name: "Éloïse L'Hœuvre", OfferTitle: "Maçon coffreur", Phone: "06 12 34 56 78", Email: "eloise@exemple.fr",
	Made: "Fiche du 23 novembre 2026", Parts: []documents.FichePart{
		{Title: "Métiers", Lines: []string{"Maçon / Maçonne, 4 ans"}},
		{Title: "Certificats", Lines: []string{"CACES R489 catégorie 3, valable jusqu'au 10 mai 2029"}},
		{Title: "Langues", Lines: []string{"Français : comprend, lit et écrit"}}}}

// TestTheSheetReadsAsItIsKept reads the text back from the file: one page, every word of it, accents and all.
func TestTheSheetReadsAsItIsKept(t *testing.T) {
	var out bytes.Buffer
	if err := samira.WritePDF(&out, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{"Éloïse L'Hœuvre", "Pour l'offre « Maçon coffreur »", "06 12 34 56 78 · eloise@exemple.fr",
		"Métiers", "– Maçon / Maçonne, 4 ans", "Certificats", "– CACES R489 catégorie 3, valable jusqu'au 10 mai 2029",
		"Langues", "– Français : comprend, lit et écrit", "Fiche du 23 novembre 2026"}, "\n")
	if got := textOf(t, out.Bytes()); got != want {
		t.Errorf("the file says:\n%s\nwant:\n%s", got, want)
	}
	if n := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); n != 1 {
		t.Errorf("%d pages", n)
	}
}

// A long file stays one page.
func TestTheSheetIsOnePage(t *testing.T) {
	long := samira
	for range 200 {
		long.Parts[0].Lines = append(long.Parts[0].Lines, "Un métier de plus, avec un nom assez long pour la ligne")
	}
	var out bytes.Buffer
	if err := long.WritePDF(&out, time.Now()); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); n != 1 {
		t.Errorf("%d pages", n)
	}
}

// The fonts of the file have every letter of French.
func TestTheFontsWriteFrench(t *testing.T) {
	for _, ttf := range [][]byte{goregular.TTF, gobold.TTF} {
		font, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		var buffer sfnt.Buffer
		for _, r := range "àâäæçéèêëîïôœöùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ€«»–—·’… \u00a0" {
			if glyph, err := font.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
				t.Errorf("no glyph for %q", r)
			}
		}
	}
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown   = regexp.MustCompile(`(?s)BT [^(]*\((.*?)\) ?Tj ET`)
)

// textOf reads the lines that a page shows.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	var lines []string
	for _, m := range streams.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		page, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(page, []byte("Tj")) {
			continue
		}
		for _, s := range shown.FindAllSubmatch(page, -1) {
			raw := unescaped(s[1])
			units := make([]uint16, 0, len(raw)/2)
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, binary.BigEndian.Uint16(raw[i:]))
			}
			lines = append(lines, strings.TrimSpace(string(utf16.Decode(units))))
		}
	}
	return strings.Join(lines, "\n")
}

func unescaped(raw []byte) (plain []byte) {
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' && i+1 < len(raw) {
			i++
			if raw[i] == 'r' {
				plain = append(plain, '\r')
				continue
			}
		}
		plain = append(plain, raw[i])
	}
	return plain
}
