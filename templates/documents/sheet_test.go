package documents_test

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates/documents"
)

func sheetOf(rows ...[]string) documents.Sheet {
	return documents.Sheet{Name: "essai", Columns: []string{"nom", "remarque"},
		Rows: documents.Rows(rows, func(row []string) []string { return row })}
}

func TestASheetIsWhatAFrenchSpreadsheetOpens(t *testing.T) {
	var out strings.Builder
	if err := sheetOf([]string{"Éloïse", "dit : « oui ; demain »"}, []string{"=cmd()", "+33 6"}).WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffnom;remarque\nÉloïse;\"dit : « oui ; demain »\"\n'=cmd();'+33 6\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// Whatever people wrote comes back from the file as it was, and no cell begins as a formula.
func TestNothingIsLostAndNothingRuns(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom([]string{"=1+1", "'=1", "''@x", "\tx", "＝A1", "-5", "'"}), rapid.StringMatching(`[a-z;"'=+@éà\n -]{0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		cells := []string{text.Draw(t, "first"), text.Draw(t, "second")}
		var out strings.Builder
		if err := sheetOf(cells).WriteCSV(&out); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, cell := range rows[1] {
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "-") || strings.HasPrefix(cell, "@") {
				t.Errorf("%q runs in a spreadsheet", cell)
			}
			rows[1][i] = domain.PlainCell(cell)
		}
		if !slices.Equal(rows[1], cells) {
			t.Errorf("%q came back as %q", cells, rows[1])
		}
	})
}

func TestASheetThatIsNotWholeSaysSo(t *testing.T) {
	broken := errors.New("la base ne répond plus")
	unread := documents.Sheet{Name: "essai", Columns: []string{"nom"}, Rows: func(yield func([]string, error) bool) {
		if yield([]string{"Ana"}, nil) {
			yield(nil, broken)
		}
	}}
	if err := unread.WriteCSV(io.Discard); !errors.Is(err, broken) {
		t.Errorf("rows that broke off: %v", err)
	}
	if err := sheetOf([]string{"seul"}).WriteCSV(io.Discard); err == nil {
		t.Error("a row of another width was written")
	}
}
