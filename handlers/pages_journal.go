package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// journalRoutes are for administrators who have just proved who they are.
func (s *Server) journalRoutes() []route {
	return []route{
		{"GET", "/journal", admins, s.proven(s.journal)},
	}
}

// journal shows the lines that the filters leave, and what the last reading of the chain found.
func (s *Server) journal(c *gin.Context) error {
	page := templates.JournalPage{Base: s.base(c), State: s.journalState(), Form: templates.JournalForm{
		From: asked(c, "du"), To: asked(c, "au"), Who: asked(c, "qui"), Person: asked(c, "dossier"), Act: asked(c, "acte"), Object: asked(c, "objet")}}
	f, err := journalFilter(page.Form)
	if err == nil && wantsSheet(c) {
		c.Set(keyAbout, f.Person)
		return s.download(c, s.journalSheet(c, f))
	}
	if err == nil {
		f.Cursor, f.Limit = c.Query("cursor"), pageSize
		err = s.showJournal(c, f, &page)
	}
	if err == nil {
		return s.render(c, http.StatusOK, page)
	}
	if page.Errors = refusalOf(err).fields; len(page.Errors) == 0 {
		return err
	}
	return s.render(c, http.StatusUnprocessableEntity, page)
}

func (s *Server) showJournal(c *gin.Context, f hiring.JournalFilter, page *templates.JournalPage) error {
	list, next, err := s.hiring.ReadJournal(c.Request.Context(), actor(c), f)
	if err != nil {
		return err
	}
	for _, e := range list {
		page.Lines = append(page.Lines, journalRow(e, page.Viewer))
	}
	page.NextHref = nextPage(c, next)
	return nil
}

// asked is one value of the query, on one line and no longer than what is searched anywhere.
func asked(c *gin.Context, name string) string { return firstRunes(oneLine(c.Query(name)), maxQuery) }

// journalFilter reads the form: an act ends with a dot when it is a kind of object.
func journalFilter(form templates.JournalForm) (hiring.JournalFilter, error) {
	f := newFields()
	filter := hiring.JournalFilter{From: optional(f, "du", form.From, domain.ParseDate), To: optional(f, "au", form.To, domain.ParseDate),
		Actor: form.Who, Person: form.Person, Object: form.Object}
	if kind, all := strings.CutSuffix(form.Act, "."); all {
		filter.Kind = kind
	} else {
		filter.Act = domain.Act(form.Act)
	}
	return filter, f.Err()
}

// journalState is the last reading of the chain, in words.
func (s *Server) journalState() templates.JournalState {
	check := s.hiring.JournalChecked()
	state := templates.JournalState{At: check.At, Lines: check.Lines, Head: check.Head.String(), Now: s.now()}
	for _, f := range check.Faults {
		state.Faults = append(state.Faults, f.French())
	}
	return state
}

// journalRow is a line as its reader may follow it: names of today, links to what their roles open.
func journalRow(e hiring.JournalEntry, viewer templates.Viewer) templates.JournalRow {
	l := e.Line
	r := templates.JournalRow{Number: l.Number, At: l.Created, Who: e.Actor.Name, WhoGone: e.Actor.Gone(), Act: l.Act, OnGone: l.Person != "" && e.Person.Gone(),
		Channel: domain.Channel(l.Channel).French(), Count: l.Count, Request: l.Request}
	r.On.Name = e.Person.Name
	if id, person := e.Person.Subject.PersonID(); person {
		r.On.ID = id
		if viewer.Referent() {
			r.OnHref = "/candidatheque/" + url.PathEscape(id)
		}
	}
	switch {
	case l.OnBehalf == "":
	case e.OnBehalf.Gone():
		r.OnBehalf = "quelqu'un d'effacé"
	default:
		r.OnBehalf = e.OnBehalf.Name
	}
	r.Object, r.Href = journalObject(l, viewer)
	return r
}

// journalObject names an object, and where it is when the reader's role opens it.
func journalObject(l *domain.JournalLine, viewer templates.Viewer) (label, href string) {
	kind := l.Act.Kind()
	switch {
	case l.Object == "":
		return "", ""
	case kind == "offer", kind == "position", kind == "alert":
		return "offre " + tail(l.Object), "/offres/" + url.PathEscape(l.Object)
	case kind == "shortlist" && viewer.Referent():
		return "présélection " + tail(l.Object), "/preselections/" + url.PathEscape(l.Object)
	case kind == "import" && viewer.Referent():
		return "import " + tail(l.Object), "/imports/" + url.PathEscape(l.Object)
	case kind == "shortlist":
		return "présélection " + tail(l.Object), ""
	case kind == "import":
		return "import " + tail(l.Object), ""
	}
	return l.Object, ""
}

// tailLength is how much of an identifier tells it from the others to the eye.
const tailLength = 6

// tail is the end of an identifier: they begin with their date.
func tail(id string) string {
	if len(id) <= tailLength {
		return id
	}
	return "…" + id[len(id)-tailLength:]
}

// journalSheet gives every line that the filters leave, whole.
func (s *Server) journalSheet(c *gin.Context, f hiring.JournalFilter) documents.Sheet {
	viewer := s.base(c).Viewer
	all := everyPage(func(cursor string) ([]hiring.JournalEntry, string, error) {
		f.Cursor, f.Limit = cursor, journalSheetPage
		return s.hiring.ReadJournal(c.Request.Context(), actor(c), f)
	})
	return documents.Sheet{Name: "journal",
		Columns: []string{"ligne", "instant", "qui", "acte", "code", "personne", "dossier", "objet", "pour", "moyen", "nombre", "demande", "empreinte"},
		Rows: rowsOf(all, func(e hiring.JournalEntry) ([]string, error) {
			r, l := journalRow(e, viewer), e.Line
			if r.WhoGone {
				r.Who = "compte effacé"
			}
			if r.OnGone {
				r.On.Name = "personne effacée"
			}
			return []string{strconv.FormatInt(l.Number, 10), l.Created.In(domain.Paris()).Format("2006-01-02 15:04:05"), r.Who, l.Act.French(), string(l.Act),
				r.On.Name, r.On.ID, l.Object, r.OnBehalf, r.Channel, strconv.Itoa(l.Count), l.Request, l.Hash}, nil
		})}
}

// journalSheetPage is how many lines are read at once for a file.
const journalSheetPage = 500
