package handlers

import (
	"strconv"
	"strings"

	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// previewSheet is the first people of a file that waits, as they will be read.
func previewSheet(page templates.PreviewPage) documents.Sheet {
	return documents.Sheet{Name: "premieres-personnes",
		Columns: []string{"ligne", "identifiant", "nom", "date_naissance", "commune", "metiers_recherches", "telephone", "email", "conseiller"},
		Rows: documents.Rows(page.People, func(p templates.PreviewRow) []string {
			var jobs []string
			for _, o := range p.Occupations {
				jobs = append(jobs, strings.TrimSpace(string(o.ROME)+" "+o.Label))
			}
			return []string{strconv.Itoa(p.Line), p.ID, p.Name, p.Born.String(), p.Place, strings.Join(jobs, "|"), p.Phone, p.Email, p.Adviser}
		})}
}

// columnsSheet is what a file's columns hold and become.
func columnsSheet(page templates.ColumnsPage) documents.Sheet {
	return documents.Sheet{Name: "colonnes-du-fichier", Columns: []string{"colonne", "premieres_valeurs", "devient", "jamais_gardee"},
		Rows: documents.Rows(page.Columns, func(l templates.ColumnLine) []string {
			return []string{l.Heading, strings.Join(l.Values, "|"), l.To, l.Never}
		})}
}
