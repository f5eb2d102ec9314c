package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// newNeed shows the form of an offer with the clause part on top.
func (s *Server) newNeed(c *gin.Context) error {
	return s.emptyForm(c, templates.OfferForm{Clause: true})
}

// clausePage shows a facilitator what a need asks, and what is theirs to settle.
func (s *Server) clausePage(c *gin.Context) error {
	o, err := s.completable(c)
	if err != nil {
		return err
	}
	return s.showClause(c, http.StatusOK, o, clauseFormOf(o.Clause), nil)
}

// completable reads a need that the facilitator may settle now.
func (s *Server) completable(c *gin.Context) (*domain.Offer, error) {
	who := actor(c)
	o, err := s.hiring.Offer(c.Request.Context(), who, c.Param("id"))
	switch {
	case err != nil:
		return nil, err
	case o.Clause == nil:
		return nil, domain.NotFound("Besoin")
	case !domain.CanCompleteClause(who, o):
		return nil, domain.Refuse(domain.CodeConflict, "Ce besoin ne peut pas être complété : l'offre est « %s », ou vous êtes membre de l'établissement.", o.Status.French())
	}
	return o, nil
}

// clauseFormOf shows what was settled, or what the author proposed.
func clauseFormOf(k *domain.Clause) templates.ClauseForm {
	f := templates.ClauseForm{Way: string(k.Way), Lot: k.Lot, Publics: texts(k.Publics)}
	if k.TempAgency == domain.AgencyGiven || k.TempAgency == domain.AgencyRefused {
		f.TempAgency = string(k.TempAgency)
	}
	switch {
	case len(k.Publics) > 0:
		f.Scope = scopeSome
	case k.Completed():
		f.Scope = scopeAll
	}
	return f
}

func (s *Server) showClause(c *gin.Context, status int, o *domain.Offer, form templates.ClauseForm, wrong domain.FieldErrors) error {
	page := templates.ClausePage{Base: s.base(c), Sheet: s.sheet(o), Form: form, Errors: wrong}
	s.fillClause(c, &page.View, o)
	page.View.Complete = false // this is that page
	page.Path = "/offres/" + o.ID
	return s.render(c, status, page)
}

// fillClause puts the clause part of a need in a page, as its reader may see it.
func (s *Server) fillClause(c *gin.Context, v *templates.ClauseView, o *domain.Offer) {
	who := actor(c)
	*v = templates.ClauseView{OfferID: o.ID, Clause: o.Clause.AsSeenBy(who), Staff: domain.CanSeePublics(who), Complete: domain.CanCompleteClause(who, o)}
	if v.Staff && o.Clause.Completed() {
		v.By = s.names(c)(o.Clause.CompletedBy)
	}
}

// The scopes of the facilitator's form.
const (
	scopeAll  = "all"
	scopeSome = "some"
)

// completeNeed settles the need; a refused form comes back as typed.
func (s *Server) completeNeed(c *gin.Context) error {
	o, err := s.completable(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	form := templates.ClauseForm{Scope: f.line("scope"), Publics: f.all("clause_publics"), Way: f.line("clause_way"),
		TempAgency: f.line("temp_agency"), Lot: f.line("clause_lot"), Note: f.line("note")}
	done, wrong := completionOf(form, o.Clause)
	if err := wrong.Err(); err != nil {
		return s.showClause(c, http.StatusUnprocessableEntity, o, form, wrong.FieldErrors)
	}
	if _, err = s.hiring.CompleteNeed(c.Request.Context(), actor(c), o.ID, done); domain.CodeOf(err) == domain.CodeInvalid {
		return s.showClause(c, http.StatusUnprocessableEntity, o, form, refusalOf(err).fields)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+o.ID, "completee")
}

// completionOf reads the facilitator's answers; f receives what lacks, by field.
func completionOf(form templates.ClauseForm, k *domain.Clause) (domain.Completion, fields) {
	f := newFields()
	done := domain.Completion{Way: optional(f, "clause_way", form.Way, domain.ParseClauseWay), Lot: f.short("clause_lot", form.Lot),
		TempAgency: optional(f, "temp_agency", form.TempAgency, domain.ParseAgencyAccord), Note: f.limited("note", form.Note, maxNote)}
	switch form.Scope {
	case scopeAll:
	case scopeSome:
		if done.Publics = publicsOf(form.Publics, f); len(done.Publics) == 0 {
			f.Add("clause_publics", domain.Invalid("clause_publics", "Cochez au moins un public, ou choisissez « tous ceux de la liste »."))
		}
	default:
		f.Add("scope", domain.Invalid("scope", "Dites quels publics ce marché accepte : tous, ou ceux que vous cochez."))
	}
	if done.Way == "" && f.FieldErrors["clause_way"] == "" {
		f.Add("clause_way", domain.Invalid("clause_way", "Confirmez la façon de faire."))
	}
	if k.TempAgency != "" && done.Way == domain.WayProvision && done.TempAgency == "" {
		f.Add("temp_agency", domain.Invalid("temp_agency", "L'employeur demande une agence d'intérim : donnez votre accord, ou refusez."))
	}
	return done, f
}

// maxNote bounds a note, in characters.
const maxNote = 300

// lotRequest is what a facilitator settles of a need by program. What is not sent stays as the need has it.
type lotRequest struct {
	Lot        *string  `json:"lot"`
	Publics    []string `json:"publics"`
	Way        string   `json:"way"`
	TempAgency string   `json:"temp_agency"`
	Note       string   `json:"note"`
}

// apiCompleteNeed ties the need to its lot, and settles publics, way and accord with the same act as the page.
func (s *Server) apiCompleteNeed(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	o, err := s.hiring.Offer(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	var b lotRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	if o.Clause == nil {
		o.Clause = &domain.Clause{} // the action refuses, as it does on the page
	}
	f := newFields()
	done := domain.Completion{Publics: o.Clause.Publics, Way: optional(f, "clause_way", b.Way, domain.ParseClauseWay), Lot: o.Clause.Lot,
		TempAgency: optional(f, "temp_agency", b.TempAgency, domain.ParseAgencyAccord), Note: f.limited("note", oneLine(b.Note), maxNote)}
	if b.Lot != nil {
		done.Lot = f.short("lot", *b.Lot)
	}
	if b.Publics != nil {
		done.Publics = publicsOf(b.Publics, f)
	}
	if err := f.Err(); err != nil {
		return err
	}
	o, err = s.hiring.CompleteNeed(ctx, who, o.ID, done)
	return answerOffer(c, http.StatusOK, o, err)
}

// addFacilitatorTodos lists the needs to settle: those that employers sent, or that are open already.
func (s *Server) addFacilitatorTodos(c *gin.Context, page *templates.HomePage) error {
	who := actor(c)
	needs, _, err := s.hiring.Offers(c.Request.Context(), who, domain.OfferQuery{Kind: domain.KindToComplete, Limit: maxTodos,
		Statuses: []domain.OfferStatus{domain.OfferSubmitted, domain.OfferPublished, domain.OfferPaused}})
	if err != nil {
		return err
	}
	for _, o := range needs {
		if domain.CanCompleteClause(who, o) {
			page.Todos = append(page.Todos, todo(o, templates.TodoMend, o.Updated, "besoin en clause à compléter", "Compléter le besoin", "/offres/"+o.ID+"/clause"))
		}
	}
	return nil
}
