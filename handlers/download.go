package handlers

import (
	"bytes"
	"fmt"
	"iter"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates/documents"
)

// wantsSheet tells that the reader asks for the table of a page as a file (?format=csv): same address, same roles, same
// filters as the page.
func wantsSheet(c *gin.Context) bool { return c.Query("format") == "csv" }

// download gives a table as a file, whole or not at all: a file cut short would look complete in a spreadsheet.
func (s *Server) download(c *gin.Context, sheet documents.Sheet) error {
	var out bytes.Buffer
	rows := 0
	sheet.Rows = counted(sheet.Rows, &rows)
	if err := sheet.WriteCSV(&out); err != nil {
		return fmt.Errorf("handlers: %w", err)
	}
	if who := actor(c); who.Roles.Has(domain.RoleUser) {
		export := hiring.Export{Name: sheet.Name + ".csv", Rows: rows, Person: c.GetString(keyAbout)}
		if err := s.hiring.TellExport(c.Request.Context(), who, export); err != nil {
			return err
		}
	}
	if err := s.saveSession(c); err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="`+sheet.Name+`.csv"`)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", out.Bytes())
	return nil
}

// counted counts the rows as they are read.
func counted(rows iter.Seq2[[]string, error], n *int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for row, err := range rows {
			*n++
			if !yield(row, err) {
				return
			}
		}
	}
}

// filtersOf is the query of a page that its table as a file keeps: all but the place in the list and what has just happened.
func filtersOf(c *gin.Context) string {
	query := c.Request.URL.Query()
	for _, passing := range []string{"cursor", "fait", "format"} {
		query.Del(passing)
	}
	return query.Encode()
}

// everyPage reads a list to its end, page by page; find answers the page at a cursor, and the next cursor.
func everyPage[T any](find func(cursor string) (list []T, next string, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for cursor := ""; ; {
			list, next, err := find(cursor)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range list {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			cursor = next
		}
	}
}

// rowsOf makes rows of a list read to its end.
func rowsOf[T any](list iter.Seq2[T, error], cells func(T) ([]string, error)) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for item, err := range list {
			var row []string
			if err == nil {
				row, err = cells(item)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
