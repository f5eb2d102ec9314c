package handlers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// occasions lists meetups and proposed immersions, for staff.
func (s *Server) occasions(c *gin.Context) error {
	if wantsSheet(c) {
		return s.download(c, s.occasionsSheet(c))
	}
	list, next, err := s.hiring.Occasions(c.Request.Context(), actor(c), domain.OccasionQuery{Cursor: c.Query("cursor"), Limit: pageSize})
	if err != nil {
		return err
	}
	page := templates.OccasionsPage{Base: s.base(c), Keep: domain.CanKeepOccasions(actor(c)), NextHref: nextPage(c, next)}
	for _, o := range list {
		page.Items = append(page.Items, occasionLine(o))
	}
	return s.render(c, http.StatusOK, page)
}

func occasionLine(o *domain.Occasion) templates.OccasionLine {
	return templates.OccasionLine{ID: o.ID, Title: o.Title, Host: o.Host, Place: o.Place.Name, When: templates.OccasionWhen(o), For: o.For, Status: o.Status, Places: o.Places}
}

func (s *Server) occasion(c *gin.Context) error {
	return s.occasionPage(c, http.StatusOK, "", nil)
}

// occasionPage shows one, with who was invited for referents. typed and errors come back from a refused cancel.
func (s *Server) occasionPage(c *gin.Context, status int, typed string, errors domain.FieldErrors) error {
	ctx, who := c.Request.Context(), actor(c)
	o, err := s.hiring.Occasion(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.OccasionPage{Base: s.base(c), OccasionLine: occasionLine(o), Where: o.Where, Words: o.Words, Reason: o.LastReason(), Typed: typed, Errors: errors,
		Keep: domain.CanKeepOccasions(who) && !slices.ContainsFunc(o.Establishments(), who.Sits), Known: domain.CanReadInvitations(who),
		History: templates.OccasionHistory(o.History, s.names(c))}
	page.Path = "/rencontres/" + o.ID
	page.Open = page.Keep && o.Status == domain.OccasionOpen && o.LastDay() >= domain.DayOf(s.now())
	for _, code := range o.ROMEs {
		page.Occupations = append(page.Occupations, s.occupation(code))
	}
	if page.Known {
		if err := s.addInvited(c, &page); err != nil {
			return err
		}
	}
	if wantsSheet(c) {
		return s.exportPeople(c, invitedSheet(page))
	}
	return s.render(c, status, page)
}

func (s *Server) addInvited(c *gin.Context, page *templates.OccasionPage) error {
	ctx, who := c.Request.Context(), actor(c)
	list, err := s.hiring.InvitedTo(ctx, who, page.ID)
	if err != nil {
		return err
	}
	object, person := s.objectRefs(ctx, who), s.people(c)
	for _, i := range list {
		line, err := s.invitationLine(i, object, person)
		if err != nil {
			return err
		}
		page.Invited = append(page.Invited, line)
		if i.Status == domain.InvitationAccepted {
			page.Coming++
		}
	}
	return nil
}

func (s *Server) newOccasion(c *gin.Context) error {
	number, err := formNumber()
	if err != nil {
		return err
	}
	return s.occasionForm(c, http.StatusOK, templates.OccasionFormPage{Revision: number, Form: templates.OccasionForm{Places: "10"}})
}

func (s *Server) occasionForm(c *gin.Context, status int, page templates.OccasionFormPage) error {
	page.Base = s.base(c)
	if page.Path = "/rencontres/nouvelle"; page.ID != "" {
		page.Path = "/rencontres/" + page.ID + "/modifier"
	}
	return s.render(c, status, page)
}

// createOccasion opens a meetup or an immersion; the same form sent twice is one.
func (s *Server) createOccasion(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.OccasionFormPage{Form: readOccasionForm(f), Revision: revisionOf(f)}
	draft, err := s.occasionOf(page.Form)
	who, id := actor(c), ""
	if err == nil {
		id, err = s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) { return idOf(s.hiring.OpenOccasion(ctx, who, draft)) })
	}
	return s.afterOccasion(c, page, id, "occasion-ouverte", err)
}

func (s *Server) editOccasion(c *gin.Context) error {
	o, err := s.hiring.Occasion(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.occasionForm(c, http.StatusOK, templates.OccasionFormPage{ID: o.ID, Revision: o.Revision, Form: formOfOccasion(o)})
}

// saveOccasion replaces what it says over the revision of the form: a second tab gets 409.
func (s *Server) saveOccasion(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	stored, err := s.hiring.Occasion(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.OccasionFormPage{ID: stored.ID, Form: readOccasionForm(f), Revision: revisionOf(f)}
	page.Form.For = string(stored.For)
	said, err := s.occasionOf(page.Form)
	if err == nil {
		_, err = s.hiring.EditOccasion(c.Request.Context(), actor(c), stored.ID, page.Revision, said)
	}
	return s.afterOccasion(c, page, stored.ID, "occasion-modifiee", err)
}

func (s *Server) afterOccasion(c *gin.Context, page templates.OccasionFormPage, id string, what deed, err error) error {
	if r := refusalOf(err); domain.CodeOf(err) == domain.CodeInvalid && r.fields != nil {
		page.Errors = r.fields
		return s.occasionForm(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/rencontres/"+url.PathEscape(id), what)
}

func readOccasionForm(f form) templates.OccasionForm {
	return templates.OccasionForm{For: f.line("for"), Title: f.line("title"), SIRET: f.line("siret"), Host: f.line("host"), ROME: f.line("rome"), PostalCode: f.line("postal_code"),
		Commune: f.line("commune"), Where: f.line("where"), At: f.line("at"), From: f.line("from"), To: f.line("to"), Places: f.line("places"), Words: f.text("words")}
}

// occasionOf reads what was typed; what belongs to the other kind is left.
func (s *Server) occasionOf(t templates.OccasionForm) (domain.Occasion, error) {
	f := newFields()
	o := domain.Occasion{For: domain.InvitationFor(t.For), Title: f.limited("title", t.Title, 120), Host: f.limited("host", t.Host, 200), Where: f.limited("where", t.Where, 200),
		Places: f.integer("places", t.Places), Words: t.Words}
	if t.PostalCode != "" || t.Commune != "" {
		place, err := s.hiring.FindCommune(t.PostalCode, t.Commune)
		f.addAt("commune", err)
		o.Place = place
	}
	if o.For == domain.ForPMSMP {
		o.SIRET, o.From, o.To = optional(f, "siret", t.SIRET, domain.ParseSIRET), optional(f, "from", t.From, domain.ParseDate), optional(f, "to", t.To, domain.ParseDate)
		if code := optional(f, "rome", t.ROME, domain.ParseROME); code != "" {
			o.ROMEs = []domain.ROME{code}
		}
	}
	if o.For == domain.ForMeetup {
		o.At = optional(f, "at", t.At, domain.ReadSlot).At
	}
	return o, f.Err()
}

func formOfOccasion(o *domain.Occasion) templates.OccasionForm {
	form := templates.OccasionForm{For: string(o.For), Title: o.Title, SIRET: string(o.SIRET), Host: o.Host, PostalCode: o.Place.PostalCode, Commune: o.Place.Name, Where: o.Where,
		At: templates.LocalInstant(o.At), From: dateText(o.From), To: dateText(o.To), Places: strconv.Itoa(o.Places), Words: o.Words}
	if len(o.ROMEs) > 0 {
		form.ROME = string(o.ROMEs[0])
	}
	return form
}

func (s *Server) closeOccasion(c *gin.Context) error {
	return s.occasionAct(c, "occasion-close", s.hiring.CloseOccasion)
}

func (s *Server) reopenOccasion(c *gin.Context) error {
	return s.occasionAct(c, "occasion-ouverte", s.hiring.ReopenOccasion)
}

func (s *Server) occasionAct(c *gin.Context, what deed, act func(context.Context, domain.Actor, string) (*domain.Occasion, error)) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	if _, err := act(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/rencontres/"+url.PathEscape(c.Param("id")), what)
}

// cancelOccasion gives it up, and tells whoever was invited.
func (s *Server) cancelOccasion(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	reason := f.line("reason")
	_, err = s.hiring.CancelOccasion(c.Request.Context(), actor(c), c.Param("id"), reason)
	if r := refusalOf(err); domain.CodeOf(err) == domain.CodeInvalid {
		if r.fields == nil {
			r.fields = domain.FieldErrors{"reason": r.message}
		}
		return s.occasionPage(c, r.status, reason, r.fields)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/rencontres/"+url.PathEscape(c.Param("id")), "occasion-annulee")
}

// occasionsSheet gives every occasion.
func (s *Server) occasionsSheet(c *gin.Context) documents.Sheet {
	ctx, who := c.Request.Context(), actor(c)
	found := everyPage(func(cursor string) ([]*domain.Occasion, string, error) {
		return s.hiring.Occasions(ctx, who, domain.OccasionQuery{Cursor: cursor, Limit: pageSize})
	})
	return documents.Sheet{Name: "rencontres", Columns: []string{"numero", "genre", "titre", "avec", "commune", "quand", "places", "etat"},
		Rows: func(yield func([]string, error) bool) {
			for found, err := range found {
				var row []string
				if err == nil {
					o := occasionLine(found)
					row = []string{o.ID, o.Kind(), o.Title, o.Host, o.Place, o.When, strconv.Itoa(o.Places), o.Status.French()}
				}
				if !yield(row, err) {
					return
				}
			}
		}}
}

// invitedSheet gives who was invited to an occasion; what nobody else may know of an answer is one word.
func invitedSheet(page templates.OccasionPage) documents.Sheet {
	return invitedRows("invites-d-une-rencontre", func(yield func(templates.InvitationLine, error) bool) {
		for _, line := range page.Invited {
			if !yield(line, nil) {
				return
			}
		}
	})
}
