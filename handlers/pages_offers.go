package handlers

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// offers lists what the reader may see, with the next step of each: who said yes, and on which cards an employer owes an answer.
func (s *Server) offers(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	q, err := offerQuery(c)
	if err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.download(c, s.offersSheet(c, q))
	}
	offers, next, err := s.hiring.Offers(ctx, who, q)
	if err != nil {
		return err
	}
	page := templates.OfferListPage{Base: s.base(c), Status: domain.OfferStatus(c.Query("status")), Kind: q.Kind, Tabs: offerTabs()}
	page.Kinds = templates.OfferKinds(page.Viewer, page.Status, page.Kind)
	if page.Status == "" && q.Cursor == "" {
		if page.Shown, err = s.shownOffers(c); err != nil {
			return err
		}
	}
	yeses, err := s.hiring.YesesOf(ctx, who, offers)
	if err != nil {
		return err
	}
	for _, o := range offers {
		row := templates.OfferRow{ID: o.ID, Title: o.Title, Employer: o.EmployerName, Commune: o.Place.Name, Contract: o.Contract,
			Places: o.Places, Start: o.Start, Status: o.Status, Updated: o.Updated, Need: o.Clause != nil,
			ToComplete: o.AwaitsFacilitator(), Shown: o.ShownToAdvisers(), Yeses: yeses[o.ID]}
		if who.Roles.Has(domain.RoleEmployer) {
			if err := s.addAnswersOwed(c, &row); err != nil {
				return err
			}
		}
		page.Items = append(page.Items, row)
	}
	if next != "" {
		page.NextHref = "/offres?" + url.Values{"status": {string(page.Status)}, "kind": {string(page.Kind)}, "cursor": {next}}.Encode()
	}
	return s.render(c, http.StatusOK, page)
}

// offerTabs offers each state as a filter. Counts are not shown: each would cost a query more than the page.
func offerTabs() []templates.OfferTab {
	tabs := []templates.OfferTab{{Count: -1}}
	for _, status := range domain.OfferStatuses() {
		tabs = append(tabs, templates.OfferTab{Status: status, Count: -1})
	}
	return tabs
}

// addAnswersOwed finds the shared cards of an offer that wait for the employer.
func (s *Server) addAnswersOwed(c *gin.Context, row *templates.OfferRow) error {
	if row.Status != domain.OfferPublished && row.Status != domain.OfferPaused {
		return nil
	}
	lists, err := s.hiring.ShortlistsOf(c.Request.Context(), actor(c), row.ID)
	if err != nil {
		return err
	}
	for _, l := range lists {
		if n := toAnswer(l); n > 0 && l.Status == domain.ShortlistShared {
			row.ToAnswer, row.ShortlistID, row.Waiting = row.ToAnswer+n, l.ID, l.Since(string(domain.ShortlistShared))
		}
	}
	return nil
}

// toAnswer counts the shared cards of a list that wait for the employer.
func toAnswer(l *domain.Shortlist) (n int) {
	for _, e := range l.Entries {
		if e.Snapshot != nil && e.Employer == domain.SideUnanswered {
			n++
		}
	}
	return n
}

// offer shows one offer.
func (s *Server) offer(c *gin.Context) error {
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.offerPage(c, http.StatusOK, o, refusedAct{})
}

// refusedAct is what comes back on the page of an offer from an act that was refused: what is wrong, the reason typed,
// and the remarks when the reason was for a passage.
type refusedAct struct {
	fields  domain.FieldErrors
	reason  string
	remarks []templates.Remark
	beyond  beyondTrouble

	meetings meetingTrouble
}

// offerPage shows an offer, after an act that was refused or none.
func (s *Server) offerPage(c *gin.Context, status int, o *domain.Offer, refused refusedAct) error {
	ctx, who := c.Request.Context(), actor(c)
	page := templates.OfferPage{Base: s.base(c), Sheet: s.sheet(o), Actions: templates.OfferActionsFor(o, who),
		Missing: o.Missing(), Warnings: o.Warnings(), Errors: refused.fields, Reason: refused.reason, Returned: returnedFor(o)}
	page.Path = "/offres/" + o.ID
	if o.Clause != nil {
		page.ClauseView, page.Sheet.Offer.Clause = &templates.ClauseView{}, o.Clause.AsSeenBy(who)
		s.fillClause(c, page.ClauseView, o)
	}
	if domain.CanEditOffer(who, o) {
		lists, err := s.hiring.ShortlistsOf(ctx, who, o.ID)
		if err != nil {
			return err
		}
		for _, l := range lists {
			page.Shortlists = append(page.Shortlists, shortlistLine(l))
		}
		page.Count = s.matchCount(c, o)
		if page.Remarks = refused.remarks; page.Remarks == nil {
			page.Remarks = templates.RemarksOf(o, s.names(c))
		}
		page.History = templates.OfferHistory(o.History, s.names(c))
	}
	if wantsSheet(c) {
		return s.download(c, offerListsSheet(page))
	}
	if err := s.addMeetings(c, &page.Meetings, o, refused.meetings); err != nil {
		return err
	}
	if !who.Roles.Has(domain.RoleReferent|domain.RoleAdviser) && !page.ForFacilitator() {
		return s.render(c, status, page)
	}
	beyond, err := s.beyond(c, o, page.Count.Eligible, refused.beyond)
	if err == nil && page.ForFacilitator() {
		beyond.NeedPeople, err = s.needPeople(c, o)
	}
	if err != nil {
		return err
	}
	return s.render(c, status, templates.StaffOfferPage{OfferPage: page, Beyond: beyond})
}

// returnedFor is the last reason for which an offer that is returned came back.
func returnedFor(o *domain.Offer) string {
	if o.Status != domain.OfferReturned {
		return ""
	}
	for i := len(o.History) - 1; i >= 0; i-- {
		if o.History[i].To == string(domain.OfferReturned) {
			return o.History[i].Reason
		}
	}
	return ""
}

// shortlistLine counts decisions and answers of a list, for the table of its offer.
func shortlistLine(l *domain.Shortlist) templates.ShortlistLine {
	line := templates.ShortlistLine{ID: l.ID, On: l.On, Status: l.Status, Eligible: l.Eligible, Proposed: len(l.Entries), ToAnswer: toAnswer(l)}
	for _, e := range l.Entries {
		if e.Decision == domain.Kept {
			line.Kept++
		}
		if e.Employer == domain.SideInterested {
			line.Interested++
		}
	}
	return line
}

// sheet puts words beside the codes of an offer.
func (s *Server) sheet(o *domain.Offer) templates.OfferSheet {
	sheet := templates.OfferSheet{Offer: *o, Occupation: s.hiring.Refs.ROME.Label(o.ROME)}
	sheet.Offer.SecondLevel = domain.SecondLevel{} // its reasons are for staff, who read them beside
	for _, n := range o.Certificates {
		sheet.Certificates = append(sheet.Certificates, s.hiring.Refs.Certificates.Label(n.Code))
	}
	return sheet
}

// offerAct runs one act on an offer from its page: done says it, a refusal of a field comes back beside the field.
func (s *Server) offerAct(c *gin.Context, what deed, act func(id, reason string) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id, reason := c.Param("id"), f.line("reason")
	err = act(id, reason)
	if domain.CodeOf(err) == domain.CodeInvalid {
		o, readErr := s.hiring.Offer(c.Request.Context(), actor(c), id)
		if readErr != nil {
			return readErr
		}
		r := refusalOf(err)
		if r.fields == nil {
			r.fields = domain.FieldErrors{"reason": r.message}
		}
		return s.offerPage(c, r.status, o, refusedAct{fields: r.fields, reason: reason})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(id), what)
}

// submitOffer sends the offer to be read; what it lacks comes back on its page.
func (s *Server) submitOffer(c *gin.Context) error {
	return s.offerAct(c, "soumise", func(id, _ string) error {
		_, err := s.hiring.SubmitOffer(c.Request.Context(), actor(c), id)
		return err
	})
}

// publishOffer opens the offer to matching; the referent has read it (L5331-3).
func (s *Server) publishOffer(c *gin.Context) error {
	return s.offerAct(c, "publiee", func(id, _ string) error {
		_, err := s.hiring.PublishOffer(c.Request.Context(), actor(c), id)
		return wordingRefusal(err)
	})
}

// returnOffer gives the offer back, with what to mend: the employer reads the reason on the form.
func (s *Server) returnOffer(c *gin.Context) error {
	return s.offerAct(c, "renvoyee", func(id, reason string) error {
		_, err := s.hiring.ReturnOffer(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

// pauseOffer and resumeOffer take the offer out of matching and back; nothing is lost between.
func (s *Server) pauseOffer(c *gin.Context) error {
	return s.offerAct(c, "suspendue", func(id, _ string) error {
		_, err := s.hiring.PauseOffer(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) resumeOffer(c *gin.Context) error {
	return s.offerAct(c, "reprise", func(id, _ string) error {
		_, err := s.hiring.ResumeOffer(c.Request.Context(), actor(c), id)
		return err
	})
}

// withdrawOffer ends the offer. It stays in the history and can be duplicated, as the page says before.
func (s *Server) withdrawOffer(c *gin.Context) error {
	return s.offerAct(c, "retiree", func(id, reason string) error {
		_, err := s.hiring.WithdrawOffer(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

// duplicateOffer leads to the form of the copy: its dates are to be given again.
func (s *Server) duplicateOffer(c *gin.Context) error {
	who := actor(c)
	id, err := s.onceForm(c, "", func(ctx context.Context) (string, error) {
		o, err := s.hiring.DuplicateOffer(ctx, who, c.Param("id"))
		return idOf(o, err)
	})
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+id+"/modifier", "dupliquee")
}

// buildShortlist leads to the new list; two quick presses are one list.
func (s *Server) buildShortlist(c *gin.Context) error {
	who := actor(c)
	id, err := s.onceForm(c, "", func(ctx context.Context) (string, error) {
		list, err := s.hiring.BuildShortlist(ctx, who, c.Param("id"))
		return idOf(list, err)
	})
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+id, "calculee")
}
