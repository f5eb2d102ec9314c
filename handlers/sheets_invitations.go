package handlers

import (
	"iter"

	"github.com/gin-gonic/gin"

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

// invitationsSheet gives every invitation that a page shows. One of those without a sequel is not told from another by the
// choice of a state either: the file then holds them all.
func (s *Server) invitationsSheet(c *gin.Context, q domain.InvitationQuery) documents.Sheet {
	ctx, who := c.Request.Context(), actor(c)
	var asked []domain.InvitationStatus
	for _, status := range domain.InvitationStatuses() {
		if len(q.Statuses) == 0 || leaving(q.Statuses[0]) == leaving(status) {
			asked = append(asked, status)
		}
	}
	q.Statuses, q.Limit = asked, pageSize
	object, person := s.objectRefs(ctx, who), s.people(c)
	found := everyPage(func(cursor string) ([]*domain.Invitation, string, error) {
		q.Cursor = cursor
		return s.hiring.Invitations(ctx, who, q)
	})
	return invitedRows("invitations", func(yield func(templates.InvitationLine, error) bool) {
		for i, err := range found {
			var line templates.InvitationLine
			if err == nil {
				line, err = s.invitationLine(i, object, person)
			}
			if !yield(line, err) {
				return
			}
		}
	})
}

// invitedRows is a file of invitations.
func invitedRows(name string, lines iter.Seq2[templates.InvitationLine, error]) documents.Sheet {
	return documents.Sheet{Name: name, Columns: []string{"dossier", "nom", "numero", "intitule", "detail", "suite", "partie_le"},
		Rows: func(yield func([]string, error) bool) {
			for i, err := range lines {
				sent := ""
				if !i.Sent.IsZero() {
					sent = domain.DayOf(i.Sent).String()
				}
				if !yield([]string{i.Person.ID, i.Person.Name, i.Object.ID, i.Object.Title, i.Object.Detail, leaving(i.Status), sent}, err) {
					return
				}
			}
		}}
}
