package handlers

import (
	"slices"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// leaving are the words by which a file says where an invitation stands: a no, a silence and what was taken back are one
// same word, since files leave the house (domain.md §3).
func leaving(s domain.InvitationStatus) string {
	switch s {
	case domain.InvitationDeclined, domain.InvitationExpired, domain.InvitationCancelled:
		return "sans suite"
	}
	return s.French()
}

// invitationsSheet gives the invitations of the page.
func invitationsSheet(page templates.InvitationsPage) documents.Sheet {
	var rows [][]string
	for _, i := range page.Items {
		sent := ""
		if !i.Sent.IsZero() {
			sent = domain.DayOf(i.Sent).String()
		}
		rows = append(rows, []string{i.Person.ID, i.Person.Name, i.Object.ID, i.Object.Title, i.Object.Detail, leaving(i.Status), sent})
	}
	return documents.Sheet{Name: "invitations", Columns: []string{"dossier", "nom", "numero", "intitule", "detail", "suite", "partie_le"},
		Rows: documents.Rows(rows, slices.Clone[[]string])}
}
