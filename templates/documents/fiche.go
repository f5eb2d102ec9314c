package documents

import (
	"bytes"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Fiche is the one-page sheet of a person, as its page shows it. Made is the day it was printed, in words: what an employer
// keeps is dated.
type Fiche struct {
	Name, OfferTitle, Phone, Email, Made string
	Parts                                []FichePart
}

// FichePart is one heading with its lines.
type FichePart struct {
	Title string
	Lines []string
}

// Sizes of the page, in millimetres and points.
const (
	ficheMargin, ficheLine   = 20, 6
	titleSize, headSize, txt = 20, 12, 11
)

// WritePDF writes the sheet as one A4 page, with its fonts. PDF has no tags here: the HTML page says the same to who reads it
// aloud. Long lists are cut at the end of the page, as the page of a person is one page.
func (f Fiche) WritePDF(w io.Writer, at time.Time) error {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetTitle("Fiche : "+f.OfferTitle, true)
	pdf.SetLang("fr-FR")
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	pdf.SetMargins(ficheMargin, ficheMargin, ficheMargin)
	pdf.SetAutoPageBreak(false, ficheMargin)
	pdf.AddPage()
	_, height := pdf.GetPageSize()
	write := func(style string, size float64, text string) {
		if pdf.GetY() > height-2*ficheMargin {
			return
		}
		pdf.SetFont("go", style, size)
		pdf.MultiCell(0, ficheLine*size/txt, text, "", "L", false)
	}
	write("B", titleSize, f.Name)
	write("", txt, "Pour l'offre « "+f.OfferTitle+" »")
	write("", txt, strings.Trim(f.Phone+" · "+f.Email, " ·"))
	for _, part := range f.Parts {
		pdf.Ln(ficheLine / 2)
		write("B", headSize, part.Title)
		for _, line := range part.Lines {
			write("", txt, "– "+line)
		}
	}
	pdf.SetY(height - ficheMargin)
	pdf.SetFont("go", "", txt-2)
	pdf.MultiCell(0, ficheLine, f.Made, "", "L", false)
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}
