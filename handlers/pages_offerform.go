package handlers

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"math/big"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// actSubmit is the button that saves the offer and sends it to be read.
const actSubmit = "submit"

// onlyHelps tells the buttons that show the form again with what is new in it, and save nothing.
func onlyHelps(act string) bool {
	return slices.Contains([]string{"suggest", "add_skill", "add_certificate", "add_licence", "add_clause", "drop_clause", "count", "preview", "reread"}, act) ||
		isReword(act)
}

// newOffer shows an empty form; the establishment is filled in for who has only one.
func (s *Server) newOffer(c *gin.Context) error {
	return s.emptyForm(c, templates.OfferForm{})
}

// emptyForm shows a form in which nothing is typed yet.
func (s *Server) emptyForm(c *gin.Context, form templates.OfferForm) error {
	who := actor(c)
	form.PayUnit, form.Places = string(domain.PayHour), "1"
	if len(who.SIRETs) == 1 {
		form.SIRET = string(who.SIRETs[0])
	} else if asked := domain.SIRET(c.Query("siret")); who.Sits(asked) {
		form.SIRET = string(asked)
	}
	number, err := formNumber()
	if err != nil {
		return err
	}
	return s.offerForm(c, http.StatusOK, templates.OfferFormPage{Form: form, Status: domain.OfferDraft, Revision: number})
}

// formNumber names one showing of the form of a new offer. It travels in the field of the revision, which an offer
// that is not stored does not have: the same form sent twice with the same values is one offer.
func formNumber() (int64, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(math.MaxInt64))
	if err != nil {
		return 0, fmt.Errorf("handlers: %w", err)
	}
	return n.Int64(), nil
}

// createOffer keeps a draft, or only helps to fill the form, by the button pressed. A refused form comes back as typed.
func (s *Server) createOffer(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.OfferFormPage{Form: readOfferForm(f), Status: domain.OfferDraft, Revision: revisionOf(f)}
	draft, wrong := s.draftOf(page.Form)
	if act := f.line("action"); onlyHelps(act) {
		return s.offerForm(c, http.StatusOK, s.helped(page, act, draft))
	}
	if wrong != nil {
		page.Errors = wrong
		return s.offerForm(c, http.StatusUnprocessableEntity, page)
	}
	who := actor(c)
	id, err := s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) {
		o, err := s.hiring.DraftOffer(ctx, who, draft)
		return idOf(o, err)
	})
	if err != nil {
		return s.refusedForm(c, page, err)
	}
	return s.afterSave(c, f, id)
}

// editOffer shows a stored offer in the form, with the revision it was read at.
func (s *Server) editOffer(c *gin.Context) error {
	o, err := s.editable(c)
	if err != nil {
		return err
	}
	return s.offerForm(c, http.StatusOK, templates.OfferFormPage{OfferID: o.ID, Status: o.Status, Revision: o.Revision,
		Form: offerFormOf(o, actor(c)), Returned: returnedFor(o), Completed: o.Clause.Completed()})
}

// editable reads an offer that the actor may change now.
func (s *Server) editable(c *gin.Context) (*domain.Offer, error) {
	who := actor(c)
	o, err := s.hiring.Offer(c.Request.Context(), who, c.Param("id"))
	switch {
	case err != nil:
		return nil, err
	case !domain.CanEditOffer(who, o):
		return nil, domain.NotFound("Offre")
	case !o.Editable():
		return nil, domain.Refuse(domain.CodeConflict, "Cette offre est %s : elle ne se modifie plus. Dupliquez-la pour en faire une autre.", o.Status.French())
	}
	return o, nil
}

// saveOffer replaces what the offer asks, over the revision of the form: a second tab gets 409 and overwrites nothing.
func (s *Server) saveOffer(c *gin.Context) error {
	o, err := s.editable(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.OfferFormPage{OfferID: o.ID, Status: o.Status, Revision: revisionOf(f), Form: readOfferForm(f), Returned: returnedFor(o),
		Completed: o.Clause.Completed()}
	draft, wrong := s.draftOf(page.Form)
	if act := f.line("action"); onlyHelps(act) {
		return s.offerForm(c, http.StatusOK, s.helped(page, act, draft))
	}
	if wrong != nil {
		page.Errors = wrong
		return s.offerForm(c, http.StatusUnprocessableEntity, page)
	}
	if _, err := s.hiring.EditOffer(c.Request.Context(), actor(c), o.ID, page.Revision, draft); err != nil {
		return s.refusedForm(c, page, err)
	}
	return s.afterSave(c, f, o.ID)
}

// afterSave submits the offer when asked. What it still lacks is shown on the saved form, not lost.
func (s *Server) afterSave(c *gin.Context, f form, id string) error {
	if f.line("action") != actSubmit {
		return s.done(c, "/offres/"+id, "enregistree")
	}
	ctx, who := c.Request.Context(), actor(c)
	if o, err := s.hiring.Offer(ctx, who, id); err == nil && len(o.Missing()) == 0 && unread(f, o) {
		return s.mendFirst(c, f, o)
	}
	_, err := s.hiring.SubmitOffer(ctx, who, id)
	if domain.CodeOf(err) != domain.CodeInvalid {
		if err != nil {
			return err
		}
		return s.done(c, "/offres/"+id, "soumise")
	}
	o, readErr := s.hiring.Offer(ctx, who, id)
	if readErr != nil {
		return readErr
	}
	page := templates.OfferFormPage{OfferID: id, Status: o.Status, Revision: o.Revision, Form: readOfferForm(f), Errors: refusalOf(err).fields}
	page.Flash = templates.Flash{Kind: templates.FlashNotice, Message: "Brouillon enregistré. Il manque encore quelque chose pour l'envoyer."}
	return s.offerForm(c, http.StatusUnprocessableEntity, page)
}

// refusedForm shows the form again when the refusal is about its fields.
func (s *Server) refusedForm(c *gin.Context, page templates.OfferFormPage, err error) error {
	r := refusalOf(err)
	if r.code != domain.CodeInvalid || r.fields == nil {
		return err
	}
	page.Errors = r.fields
	return s.offerForm(c, r.status, page)
}

// revisionOf reads the revision that the form was shown with.
func revisionOf(f form) int64 {
	n, err := strconv.ParseInt(f.line("revision"), 10, 64)
	if err != nil {
		return -1 // no stored offer has that revision: saving it is a conflict
	}
	return n
}

// draftOf reads the offer of a form with its commune; wrong is nil when every value could be read.
func (s *Server) draftOf(t templates.OfferForm) (draft *domain.Offer, wrong domain.FieldErrors) {
	f := newFields()
	draft = offerOfForm(t, f)
	draft.Place = s.place(t.PostalCode, t.Commune, f)
	if len(f.FieldErrors) > 0 {
		wrong = f.FieldErrors
	}
	return draft, wrong
}

// withHelp answers the buttons that only help to fill: one more empty line, or a look at the suggestions.
func withHelp(page templates.OfferFormPage, act string) templates.OfferFormPage {
	empty := templates.NeedLine{Need: domain.DayOne}
	switch act {
	case "add_skill":
		page.Form.Skills = append(page.Form.Skills, empty)
	case "add_certificate":
		page.Form.Certificates = append(page.Form.Certificates, empty)
	case "add_licence":
		page.Form.Licences = append(page.Form.Licences, empty)
	case "add_clause":
		page.Form.Clause = true
	case "drop_clause":
		page.Form.Clause = false
	case "suggest":
		page.NoSuggestion = true // until some are found
	}
	return page
}

// offerForm fills the lists of the form and shows it.
func (s *Server) offerForm(c *gin.Context, status int, page templates.OfferFormPage) error {
	flash := page.Flash
	page.Base = s.base(c)
	switch {
	case page.Beginner:
		page.Path = page.Action()
	case page.OfferID != "":
		page.Path = "/offres/" + page.OfferID
	case page.Form.Clause:
		page.Path = "/besoins/nouveau"
	default:
		page.Path = "/offres/nouvelle"
	}
	if flash.Message != "" {
		page.Flash = flash
	}
	if page.Form.Title != "" && (page.NoSuggestion || page.Form.ROME == "") {
		page.Suggestions = s.hiring.Suggest(firstRunes(page.Form.Title, maxQuery), page.Form.Description)
	}
	page.NoSuggestion = page.NoSuggestion && len(page.Suggestions) == 0

	draft, wrong := s.draftOf(page.Form)
	page.Warnings = draft.Warnings()
	page.Occupation, page.SkillIdeas = s.hiring.Refs.ROME.Label(draft.ROME), s.hiring.Refs.ROME.Skills(draft.ROME)
	page.CertificateNames, page.Contexts = s.certificateNames(), s.contextNames()
	if wrong["commune"] != "" && draft.SIRET != "" || page.Form.PostalCode != "" && page.Form.Commune == "" {
		page.CommuneChoices = s.communeChoices(page.Form.PostalCode)
	}
	if !page.Beginner {
		page.Establishments = s.establishments(c)
	}
	page.Remarks = s.remarks(c, draft, s.reasonsOf(c, page.OfferID))
	page.Live = s.live(c, draft)
	return s.render(c, status, page)
}

// establishments are those the viewer may post for; a referent types the SIRET.
func (s *Server) establishments(c *gin.Context) (options []templates.Option) {
	for _, siret := range actor(c).SIRETs {
		label := siret.Spaced()
		if e, err := s.hiring.Employer(c.Request.Context(), actor(c), siret); err == nil {
			label = e.Name + ", " + label
		}
		options = append(options, templates.Option{Value: string(siret), Label: label})
	}
	return options
}

// communeChoices lists the communes of a postal code, to choose from when the code alone does not decide.
func (s *Server) communeChoices(postalCode string) (options []templates.Option) {
	for _, place := range s.communesIn(postalCode) {
		options = append(options, templates.Option{Value: place.Name, Label: place.Name})
	}
	return options
}

// countMatches answers the live part of the form alone, for the page's script.
func (s *Server) countMatches(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	draft, _ := s.draftOf(readOfferForm(f))
	live := s.live(c, draft)
	live.Remarks = s.remarks(c, draft, s.reasonsOf(c, c.Query("offre")))
	var out bytes.Buffer
	if err := templates.RenderLive(&out, live); err != nil {
		return fmt.Errorf("handlers: %w", err)
	}
	if err := s.saveSession(c); err != nil {
		return err
	}
	c.Data(http.StatusOK, "text/html; charset=utf-8", out.Bytes())
	return nil
}

// live is the moving part of the form: what a candidate will read, and the count.
func (s *Server) live(c *gin.Context, draft *domain.Offer) templates.OfferLive {
	return templates.OfferLive{Sheet: s.sheet(draft), Count: s.matchCount(c, draft)}
}

// matchCount counts who corresponds, and who would if the company trained for one of its indispensable requirements.
// A count that fails is said on the page: the form itself stays usable.
func (s *Server) matchCount(c *gin.Context, o *domain.Offer) templates.MatchCount {
	ctx, who := c.Request.Context(), actor(c)
	if !who.Roles.Has(posters) {
		return templates.MatchCount{State: templates.CountLater}
	}
	if o.ROME == "" || o.Contract == "" {
		return templates.MatchCount{}
	}
	count, err := s.hiring.CountMatches(ctx, who, o)
	if err != nil {
		return templates.MatchCount{State: templates.CountFailed}
	}
	m := templates.MatchCount{State: templates.CountKnown, Eligible: count.Eligible, Pool: count.Pool, Exact: who.Roles.Has(domain.RoleStaff) && !o.Own(who),
		BeforeClause: o.Clause != nil && !who.Roles.Has(domain.RoleReferent)}
	for i, need := range o.Certificates {
		if need.Need != domain.DayOne {
			continue
		}
		softer := *o
		softer.Certificates = slices.Clone(o.Certificates)
		softer.Certificates[i].Need = domain.Trainable
		if n, err := s.hiring.CountMatches(ctx, who, &softer); err == nil {
			m.IfTrainable = append(m.IfTrainable, templates.CountIf{Requirement: s.hiring.Refs.Certificates.Label(need.Code), Eligible: n.Eligible})
		}
	}
	return m
}

// suggestions answers the page's script while a title is typed.
func (s *Server) suggestions(c *gin.Context) error {
	title, err := searchText(c.Query("q"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, listBody[domain.Suggestion]{Items: listOf(s.hiring.Suggest(title, describedWork(c)))})
	return nil
}

// describedWork is the description that goes with a title: its beginning, which is all that helps. It is never refused,
// since a form sends it as it stands.
func describedWork(c *gin.Context) string {
	return firstRunes(oneLine(c.Query("description")), maxDescribed)
}

// maxDescribed bounds the description that goes with a title, in characters.
const maxDescribed = 1000

// maxQuery bounds any text that is searched, in characters (quality.md, HTTP and input).
const maxQuery = 200

func searchText(q string) (string, error) {
	q = oneLine(q)
	if len([]rune(q)) > maxQuery {
		return "", domain.Invalid("q", "La recherche est trop longue : %d caractères au plus.", maxQuery)
	}
	return q, nil
}
