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
)

// listTrouble is what an act that was refused brings back to the page of its shortlist.
type listTrouble struct {
	status int
	errors domain.FieldErrors
	about  string // the person or card it was about
	add    templates.AddForm
}

// shortlist shows a list, and the people found by name when one is being added (?personne=).
func (s *Server) shortlist(c *gin.Context) error {
	trouble := listTrouble{status: http.StatusOK, add: templates.AddForm{Search: firstRunes(oneLine(c.Query("personne")), maxQuery)}}
	return s.showShortlist(c, c.Param("id"), trouble)
}

// showShortlist shows a referent the whole list, an employer the shared cards.
func (s *Server) showShortlist(c *gin.Context, id string, trouble listTrouble) error {
	list, err := s.hiring.OpenShortlist(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	offer, err := s.hiring.Offer(c.Request.Context(), actor(c), list.OfferID)
	if err != nil {
		return err
	}
	if !actor(c).Roles.Has(domain.RoleReferent) {
		return s.sharedPage(c, list, offer, trouble)
	}
	return s.shortlistPage(c, list, offer, trouble)
}

// sharedPage takes nothing but the snapshots made when the list was shared: what the employer reads does not change under
// them, and nothing else of the list reaches the template.
func (s *Server) sharedPage(c *gin.Context, list *domain.Shortlist, offer *domain.Offer, trouble listTrouble) error {
	page := templates.SharedShortlistPage{Base: s.base(c), ID: list.ID, OfferID: offer.ID, OfferTitle: offer.Title, Status: list.Status,
		Errors: trouble.errors, ErrorFor: trouble.about}
	page.Path = "/preselections/" + list.ID
	for _, e := range list.Entries {
		if e.Snapshot != nil {
			page.Cards = append(page.Cards, templates.SharedCard{Card: *e.Snapshot, Side: e.Employer, Note: e.EmployerNote})
		}
	}
	return s.render(c, trouble.status, page)
}

// shortlistPage shows a referent the funnel, the ranked people with reasons, and the near misses. A referent with a seat in
// the establishment may read, and decides nothing: nobody decides on both sides.
func (s *Server) shortlistPage(c *gin.Context, list *domain.Shortlist, offer *domain.Offer, trouble listTrouble) error {
	who, person, name := actor(c), s.people(c), s.names(c)
	open := list.Status != domain.ShortlistClosed && !list.Own(who)
	page := templates.ShortlistPage{Base: s.base(c), ID: list.ID, Status: list.Status, On: list.On, Created: list.Created, By: name(list.By),
		Weights: list.Weights, IDF: list.IDF, Sheet: s.sheet(offer),
		Funnel:    templates.Funnel{Pool: list.Pool, Eligible: list.Eligible, Proposed: len(list.Entries), Excluded: list.Excluded},
		FarMisses: list.FarMisses, Add: trouble.add, Errors: trouble.errors, ErrorFor: trouble.about,
		Decide: open, Review: open && list.Status == domain.ShortlistDraft, Share: open && list.Status == domain.ShortlistReviewed,
		Close: open, Invite: open && offer.Status == domain.OfferPublished, History: templates.ShortlistHistory(list.History, name, func(id string) string { return person(id).Name })}
	page.Path = "/preselections/" + list.ID
	for _, e := range list.Entries {
		page.Entries = append(page.Entries, shortlistPerson(e, person(e.Profile), name))
	}
	if err := s.addEligibility(c, &page, offer); err != nil {
		return err
	}
	if err := s.addStandings(c, &page, offer.ID); err != nil {
		return err
	}
	for _, n := range list.NearMisses {
		known := person(n.Profile)
		lift, err := s.liftSessions(c, offer, n.Profile, n.Missing)
		if err != nil {
			return err
		}
		page.NearMisses = append(page.NearMisses, templates.NearMissPerson{Profile: n.Profile, Name: known.Name, Score: n.Score,
			Blocker: n.Blocker, Lift: n.Lift, Text: n.Text, Summary: known.Summary, Sessions: lift})
	}
	if err := s.addChanges(c, &page, list, person); err != nil {
		return err
	}
	var err error
	if page.Beyond, err = s.beyond(c, offer, list.Eligible, beyondTrouble{}); err != nil {
		return err
	}
	if err := s.findByName(c, &page.Add); err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.exportPeople(c, shortlistSheet(page))
	}
	return s.render(c, trouble.status, page)
}

// shortlistPerson puts names beside the identifiers of an entry; the reasons stay those that were computed.
func shortlistPerson(e domain.Entry, known knownPerson, name func(string) string) templates.ShortlistPerson {
	p := templates.ShortlistPerson{Profile: e.Profile, Name: known.Name, Rank: e.Rank, Score: e.Score, Reasons: e.Reasons,
		Decision: e.Decision, Motive: e.Motive, AddedReason: e.AddedReason, Summary: known.Summary, Warnings: known.Warnings,
		Employer: e.Employer, EmployerNote: e.EmployerNote}
	if e.DecidedBy != "" {
		p.DecidedBy = name(e.DecidedBy)
	}
	if e.AddedBy != "" {
		p.AddedBy = name(e.AddedBy)
	}
	return p
}

// addChanges says who entered and left since the list made before it for the same offer, if any.
func (s *Server) addChanges(c *gin.Context, page *templates.ShortlistPage, list *domain.Shortlist, person func(string) knownPerson) error {
	changes, err := s.hiring.ChangesSince(c.Request.Context(), actor(c), list.ID)
	if err != nil {
		return err
	}
	page.Changes = templates.ListChanges{Previous: changes.Previous, Since: changes.Since}
	for _, id := range changes.Entered {
		page.Changes.Entered = append(page.Changes.Entered, templates.PersonRef{ID: id, Name: person(id).Name})
	}
	for _, id := range changes.Left {
		page.Changes.Left = append(page.Changes.Left, templates.PersonRef{ID: id, Name: person(id).Name})
	}
	return nil
}

// findByName answers « Ajouter quelqu'un ».
func (s *Server) findByName(c *gin.Context, add *templates.AddForm) error {
	if add.Search == "" {
		return nil
	}
	found, err := s.hiring.PeopleByName(c.Request.Context(), actor(c), add.Search)
	if err != nil {
		return err
	}
	add.Searched = true
	for _, p := range found {
		add.Found = append(add.Found, templates.PersonRef{ID: p.ID, Name: p.Candidate.FullName()})
	}
	return nil
}

// listAct runs one act on a shortlist from its page; about is the person or card it is on, empty for the whole list.
func (s *Server) listAct(c *gin.Context, what deed, about string, act func(id, reason string) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	switch err := act(id, f.line("reason")); {
	case domain.CodeOf(err) == domain.CodeInvalid:
		return s.showShortlist(c, id, troubleOf(err, about))
	case err != nil:
		return err
	}
	return s.done(c, "/preselections/"+url.PathEscape(id)+s.placeOf(c, id, about), what)
}

// troubleOf keeps a refusal without a field beside the reason, the only box of these forms.
func troubleOf(err error, about string) listTrouble {
	r := refusalOf(err)
	if r.fields == nil {
		r.fields = domain.FieldErrors{"reason": r.message}
	}
	return listTrouble{status: r.status, errors: r.fields, about: about}
}

// placeOf is where a person or card stands on the page, so that the browser comes back there.
func (s *Server) placeOf(c *gin.Context, id, about string) string {
	list, err := s.hiring.OpenShortlist(c.Request.Context(), actor(c), id)
	if err != nil || about == "" {
		return ""
	}
	card := 0
	for _, e := range list.Entries {
		switch {
		case e.Profile == about:
			return "#personne-" + strconv.Itoa(e.Rank)
		case e.Card == about && e.Snapshot != nil:
			return "#carte-" + strconv.Itoa(card)
		case e.Snapshot != nil:
			card++
		}
	}
	return ""
}

func (s *Server) reviewShortlist(c *gin.Context) error {
	return s.listAct(c, "relue", "", func(id, _ string) error {
		_, err := s.hiring.ReviewShortlist(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) shareShortlist(c *gin.Context) error {
	return s.listAct(c, "partagee", "", func(id, _ string) error {
		_, err := s.hiring.ShareShortlist(c.Request.Context(), actor(c), id)
		return err
	})
}

func (s *Server) closeShortlist(c *gin.Context) error {
	return s.listAct(c, "close", "", func(id, _ string) error {
		_, err := s.hiring.CloseShortlist(c.Request.Context(), actor(c), id)
		return err
	})
}

// keepPerson and dropPerson are the referent's decision; a drop without its reason comes back beside the person.
func (s *Server) keepPerson(c *gin.Context) error {
	return s.decidePage(c, "retenue", domain.Kept)
}

func (s *Server) dropPerson(c *gin.Context) error {
	return s.decidePage(c, "ecartee", domain.Dropped)
}

// decidePage is the walk of both.
func (s *Server) decidePage(c *gin.Context, what deed, to domain.Decision) error {
	profile := c.Param("profile")
	return s.listAct(c, what, profile, func(id, reason string) error {
		_, err := s.hiring.Decide(c.Request.Context(), actor(c), id, profile, to, reason)
		return err
	})
}

// cardInterest and cardDecline are the employer's answer to a card; a no without its reason comes back beside the card.
func (s *Server) cardInterest(c *gin.Context) error {
	return s.cardPage(c, "interesse", domain.SideInterested)
}

func (s *Server) cardDecline(c *gin.Context) error {
	return s.cardPage(c, "decline", domain.SideNot)
}

// cardPage is the walk of both.
func (s *Server) cardPage(c *gin.Context, what deed, side domain.EmployerSide) error {
	card := c.Param("card")
	return s.listAct(c, what, card, func(id, reason string) error {
		_, err := s.hiring.AnswerCard(c.Request.Context(), actor(c), id, card, side, reason)
		return err
	})
}

// addPerson adds somebody by hand; a refusal comes back on the form, with the person chosen and the reason kept.
func (s *Server) addPerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	add := templates.AddForm{Profile: f.line("profile"), Reason: f.line("reason")}
	if add.Profile == "" {
		err = domain.Invalid("profile", "Choisissez une personne.")
	} else {
		_, err = s.hiring.AddByHand(ctx, who, id, add.Profile, add.Reason)
	}
	if domain.CodeOf(err) == domain.CodeInvalid {
		trouble := troubleOf(err, "")
		if p, readErr := s.hiring.Person(ctx, who, add.Profile); readErr == nil {
			add.Search = p.Candidate.LastName
		}
		trouble.add = add
		return s.showShortlist(c, id, trouble)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+url.PathEscape(id)+s.placeOf(c, id, add.Profile), "ajoutee")
}

// refreshShortlist leads to the new list; the one before stays as it was.
func (s *Server) refreshShortlist(c *gin.Context) error {
	who := actor(c)
	id, err := s.onceForm(c, "", func(ctx context.Context) (string, error) {
		list, _, err := s.hiring.RefreshShortlist(ctx, who, c.Param("id"))
		return idOf(list, err)
	})
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+id, "actualisee")
}

// excluded lists the people that one gate left out, so that a referent may see why and judge.
func (s *Server) excluded(c *gin.Context) error {
	ctx, who, gate := c.Request.Context(), actor(c), domain.Gate(c.Param("gate"))
	if !slices.Contains(domain.Gates(), gate) {
		return domain.NotFound("Page")
	}
	list, err := s.hiring.OpenShortlist(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	offer, err := s.hiring.Offer(ctx, who, list.OfferID)
	if err != nil {
		return err
	}
	people, err := s.hiring.ExcludedBy(ctx, who, list.ID, gate)
	if err != nil {
		return err
	}
	page := templates.ExcludedPage{Base: s.base(c), ShortlistID: list.ID, OfferTitle: offer.Title, Gate: gate}
	for _, x := range list.Excluded {
		if x.Gate == gate {
			page.Count = x.Count
		}
	}
	person := s.people(c)
	for _, id := range people {
		known := person(id)
		page.People = append(page.People, templates.ExcludedPerson{PersonRef: templates.PersonRef{ID: id, Name: known.Name}, Summary: known.Summary})
	}
	if wantsSheet(c) {
		return s.exportPeople(c, excludedSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}
