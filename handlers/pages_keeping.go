package handlers

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// keeping shows administrators what goes and when, the counts that outlive people, and where to erase or export somebody.
func (s *Server) keeping(c *gin.Context) error {
	plan, err := s.hiring.RetentionPlan(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.download(c, leavingSheet(plan))
	}
	page := templates.KeepingPage{Base: s.base(c), Next: leavingRows(plan.Next), Archive: s.hiring.MayOpenArchive(actor(c)) == nil}
	for _, l := range plan.Lines {
		page.Lines = append(page.Lines, templates.KeepingLine{What: l.What, Count: l.Count})
	}
	figures, err := s.hiring.PeopleFigures(c.Request.Context(), actor(c))
	for _, f := range figures {
		page.Figures = append(page.Figures, templates.FigureRow{Year: f.Year, What: f.Kind.French(), Count: masked(f.Count)})
	}
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, page)
}

// fewest is the least count that is said as it is: a smaller one could point at somebody (domain.md §4, Visibility).
const fewest = 5

func masked(n int) string {
	if n < fewest {
		return "moins de " + strconv.Itoa(fewest)
	}
	return strconv.Itoa(n)
}

func leavingRows(list []hiring.LeavingPerson) (rows []templates.LeavingRow) {
	for _, p := range list {
		rows = append(rows, templates.LeavingRow{ID: p.ID, Name: p.Name, On: p.On})
	}
	return rows
}

func leavingSheet(plan hiring.RetentionRun) documents.Sheet {
	return documents.Sheet{Name: "dossiers-bientot-effaces", Columns: []string{"dossier", "nom", "jour"},
		Rows: documents.Rows(plan.Next, func(p hiring.LeavingPerson) []string { return []string{p.ID, p.Name, p.On.String()} })}
}

// erasing shows whose file a number is, before anything is done: what goes, what stays.
func (s *Server) erasing(c *gin.Context) error {
	return s.erasingPage(c, http.StatusOK, templates.ErasingPage{PersonID: oneLine(c.Query("dossier"))})
}

func (s *Server) erasingPage(c *gin.Context, status int, page templates.ErasingPage) error {
	page.Base, page.Kept = s.base(c), keptFor()
	for _, r := range domain.ErasureReasons() {
		page.Reasons = append(page.Reasons, templates.Option{Value: string(r), Label: r.French()})
	}
	if page.PersonID == "" {
		return s.render(c, status, page)
	}
	p, err := s.hiring.PersonToErase(c.Request.Context(), actor(c), page.PersonID)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		page.Missing = true
	case err != nil:
		return err
	default:
		page.PersonID, page.Name = p.ID, p.Candidate.FullName()
		after, err := s.hiring.ArchivedAfter(c.Request.Context(), actor(c), p.ID)
		if err != nil {
			return err
		}
		page.Archived = templates.ArchivedView(after)
	}
	return s.render(c, status, page)
}

// erasePerson erases for good, with a reason.
func (s *Server) erasePerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.ErasingPage{PersonID: f.line("person"), Reason: f.line("reason")}
	wrong := newFields()
	if domain.ErasureReason(page.Reason).French() == "" {
		wrong.Add("reason", domain.Invalid("reason", "Dites pourquoi : le journal garde cette raison, sans le nom."))
	}
	if !f.checked("sure") {
		wrong.Add("sure", domain.Invalid("sure", "Cochez la case pour confirmer. Rien n'est effacé pour l'instant."))
	}
	if page.Errors = wrong.FieldErrors; len(page.Errors) > 0 {
		return s.erasingPage(c, http.StatusUnprocessableEntity, page)
	}
	if _, err := s.hiring.ErasePerson(c.Request.Context(), actor(c), page.PersonID, domain.ErasureReason(page.Reason)); err != nil {
		return err
	}
	return s.done(c, "/admin/conservation", "efface")
}

// exportPerson gives an administrator everything held of somebody, to hand over to them.
func (s *Server) exportPerson(c *gin.Context) error {
	export, err := s.hiring.ExportPerson(c.Request.Context(), actor(c), oneLine(c.Query("dossier")))
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(export, "", "  ")
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="personne.json"`)
	c.Data(http.StatusOK, "application/json; charset=utf-8", raw)
	return nil
}

// returning is where a referent notes that somebody who had themself erased came back in front of them.
func (s *Server) returning(c *gin.Context) error {
	return s.render(c, http.StatusOK, templates.ReturningPage{Base: s.base(c), Form: templates.ReturnForm{On: domain.DayOf(s.now()).String()}})
}

func (s *Server) welcomeBack(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	form := templates.ReturnForm{FirstName: f.line("first_name"), LastName: f.line("last_name"), BirthDate: f.line("birth_date"), Email: f.line("email"),
		On: f.line("on"), Seen: f.checked("seen")}
	wrong := newFields()
	said := hiring.Return{FirstName: form.FirstName, LastName: form.LastName, BirthDate: optional(wrong, "birth_date", form.BirthDate, domain.ParseDate),
		Email: collect(wrong, "email", form.Email, domain.ParseEmail), On: optional(wrong, "on", form.On, domain.ParseDate)}
	if form.Seen {
		said.Seen = domain.Yes
	}
	err = wrong.Err()
	if err == nil {
		err = s.hiring.WelcomeBack(c.Request.Context(), actor(c), said)
	}
	if r := refusalOf(err); err != nil && (r.fields != nil || r.code == domain.CodeNotFound) {
		page := templates.ReturningPage{Base: s.base(c), Form: form, Errors: r.fields}
		if r.code == domain.CodeNotFound {
			page.Nobody = r.message
		}
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/personnes/nouvelle", "revenue")
}
