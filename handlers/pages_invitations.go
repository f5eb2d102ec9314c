package handlers

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// invitations lists those asked, the latest first; ?status= and ?offer= filter.
func (s *Server) invitations(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	page := templates.InvitationsPage{Base: s.base(c), Offer: strings.TrimSpace(c.Query("offer")), Statuses: []templates.Option{{Label: "Tous"}}}
	for _, status := range domain.InvitationStatuses() {
		page.Statuses = append(page.Statuses, templates.Option{Value: string(status), Label: status.French()})
	}
	q := domain.InvitationQuery{Object: page.Offer, Cursor: c.Query("cursor"), Limit: pageSize}
	if status := domain.InvitationStatus(c.Query("status")); status.French() != "" {
		page.Status, q.Statuses = string(status), []domain.InvitationStatus{status}
	}
	if wantsSheet(c) {
		return s.exportPeople(c, s.invitationsSheet(c, q))
	}
	list, next, err := s.hiring.Invitations(ctx, who, q)
	if err != nil {
		return err
	}
	object, person := s.objectRefs(ctx, who), s.people(c)
	for _, i := range list {
		line, err := s.invitationLine(i, object, person)
		if err != nil {
			return err
		}
		if page.Offer != "" {
			page.About = line.Object.Title
		}
		page.Items = append(page.Items, line)
	}
	if page.Offers, err = s.invitedTo(c, page.Offer, page.About); err != nil {
		return err
	}
	page.NextHref = nextPage(c, next)
	return s.render(c, http.StatusOK, page)
}

// mostInvitedTo bounds the offers among which invitations are filtered: the latest, open or over.
const mostInvitedTo = 200

// invitedTo are the offers, meetups and immersions to which people may have been invited, the latest first, and the one
// chosen whichever it is.
func (s *Server) invitedTo(c *gin.Context, chosen, words string) ([]templates.Option, error) {
	ctx, who := c.Request.Context(), actor(c)
	list := []templates.Option{{Label: "Tout"}}
	add := func(id, title, place string) {
		list = append(list, templates.Option{Value: id, Label: strings.TrimSuffix(title+", "+place, ", ")})
	}
	offers, _, err := s.hiring.Offers(ctx, who, domain.OfferQuery{Limit: mostInvitedTo, Statuses: []domain.OfferStatus{domain.OfferPublished,
		domain.OfferPaused, domain.OfferFilled, domain.OfferExpired, domain.OfferWithdrawn}})
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		add(o.ID, o.Title, o.Place.Name)
	}
	occasions, _, err := s.hiring.Occasions(ctx, who, domain.OccasionQuery{Limit: mostInvitedTo})
	for _, o := range occasions {
		add(o.ID, o.Title, o.Place.Name)
	}
	if !slices.ContainsFunc(list, func(o templates.Option) bool { return o.Value == chosen }) {
		add(chosen, cmp.Or(words, "L'offre choisie"), "")
	}
	return list, err
}

func (s *Server) invitationLine(i *domain.Invitation, object func(*domain.Invitation) (templates.ObjectRef, error), person func(string) knownPerson) (templates.InvitationLine, error) {
	ref, err := object(i)
	return templates.InvitationLine{ID: i.ID, Person: templates.PersonRef{ID: i.Profile, Name: person(i.Profile).Name}, Object: ref, Status: i.Status,
		Sent: i.Sent, Due: i.Due, Expires: i.Expires, ByHand: i.ByHand, Asks: i.Asks()}, err
}

// proposition shows one invitation, which speaks of a person: reading it leaves a line.
func (s *Server) proposition(c *gin.Context) error {
	page, err := s.invitationPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, page)
}

func (s *Server) invitationPage(c *gin.Context) (page templates.InvitationPage, err error) {
	ctx, who := c.Request.Context(), actor(c)
	i, err := s.hiring.OpenInvitationOf(ctx, who, c.Param("id"))
	if err != nil {
		return page, err
	}
	person, names := s.people(c), s.names(c)
	page = templates.InvitationPage{Base: s.base(c), By: names(i.By), Wave: i.Wave, Rounds: i.Rounds, CallBy: i.CallBy, Word: i.Word, Reason: i.Reason,
		Why: domain.WhyYou(i.Reasons), Questions: i.Questions, Reminded: i.Reminded, Introduction: i.Introduction, Decide: true,
		History: templates.InvitationHistory(i.History, names)}
	page.Path = "/propositions/" + i.ID
	page.Form.Channel = string(domain.ChannelPhone)
	if page.InvitationLine, err = s.invitationLine(i, s.objectRefs(ctx, who), person); err != nil {
		return page, err
	}
	for _, siret := range i.SIRETs {
		page.Decide = page.Decide && !who.Sits(siret)
	}
	page.Summary = person(i.Profile).Summary
	if p, err := s.hiring.Person(ctx, who, i.Profile); err == nil {
		page.Person.ID, page.Phone, page.Email, page.RemindersOff = p.ID, p.Candidate.Phone, p.Candidate.Email, p.Candidate.RemindersOff
		if page.ByMail, err = s.hiring.ByMail(ctx, p.ID); err != nil {
			return page, err
		}
	}
	err = s.addAround(c, &page, i)
	return page, err
}

// addAround adds to an invitation its object and its letters.
func (s *Server) addAround(c *gin.Context, page *templates.InvitationPage, i *domain.Invitation) error {
	ctx, who := c.Request.Context(), actor(c)
	object, err := s.hiring.ObjectOf(ctx, who, i)
	if err != nil {
		return err
	}
	if page.Closed = object.Closed; object.Title == "" {
		page.Closed = "Ce qui était proposé a été effacé."
	}
	if object.Offer != nil {
		if page.Coming, err = s.hiring.FreeSlots(ctx, who, object.Offer.ID); err != nil {
			return err
		}
	}
	if o := object.Occasion; o != nil && i.Status == domain.InvitationAccepted {
		page.Comes = o.Status != domain.OccasionCancelled && o.LastDay() >= domain.DayOf(s.now())
	}
	if page.CalledOff, err = s.hiring.MayBeAskedAnew(ctx, who, i); err != nil {
		return err
	}
	mails, err := s.hiring.InvitationMails(ctx, who, i)
	if err != nil {
		return err
	}
	for n, m := range mails {
		page.Mails = append(page.Mails, templates.InvitationMail{ID: m.ID, Kind: domain.LetterFrench(m.Kind), Status: m.Status, At: m.Created, Answer: m.Answer})
		page.Bounced = page.Bounced || n == 0 && m.Status == domain.MailBounced
	}
	return nil
}

// onInvitation runs one act from the page of an invitation; what was refused comes back beside its form.
func (s *Server) onInvitation(c *gin.Context, name string, what deed, act func(f form, typed *templates.InvitationForm) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	typed := templates.InvitationForm{}
	err = act(f, &typed)
	if r := refusalOf(err); domain.CodeOf(err) == domain.CodeInvalid || errors.Is(err, errSlotGone) {
		page, failed := s.invitationPage(c)
		if failed != nil {
			return failed
		}
		if r.fields == nil {
			r.fields = domain.FieldErrors{"reason": r.message}
			if errors.Is(err, errSlotGone) {
				r.fields = domain.FieldErrors{"slot": r.message}
			}
		}
		page.Form, page.ErrorFor, page.Errors = typed, name, r.fields
		return s.render(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/propositions/"+url.PathEscape(c.Param("id")), what)
}

// answerProposition writes down what the person told staff.
func (s *Server) answerProposition(c *gin.Context) error {
	return s.onInvitation(c, templates.FormAnswer, "reponse-notee", func(f form, typed *templates.InvitationForm) error {
		typed.Answer, typed.Channel, typed.By, typed.Text, typed.Slot = f.line("answer"), f.line("channel"), f.line("by"), f.line("text"), f.line("slot")
		said := hiring.PersonAnswer{Answer: typed.Answer, Text: typed.Text, Slot: typed.Slot}
		answered, err := s.hiring.AnswerFor(c.Request.Context(), actor(c), c.Param("id"), said, typed.By, domain.Channel(typed.Channel))
		return slotKept(answered, err)
	})
}

// errSlotGone says of a yes that was noted that its meeting was not.
var errSlotGone = domain.Refuse(domain.CodeConflict, "Le oui est noté, mais ce rendez-vous est pris par une autre personne : choisissez-en un autre avec elle.")

// slotKept refuses an answer that is noted without the slot that it chose.
func slotKept(answered hiring.Answered, err error) error {
	if err == nil && answered.SlotGone {
		return errSlotGone
	}
	return err
}

func (s *Server) answerQuestions(c *gin.Context) error {
	return s.onInvitation(c, "", "question-repondue", func(form, *templates.InvitationForm) error {
		_, err := s.hiring.AnswerQuestions(c.Request.Context(), actor(c), c.Param("id"))
		return err
	})
}

func (s *Server) cancelProposition(c *gin.Context) error {
	return s.onInvitation(c, templates.FormCancel, "invitation-annulee", func(f form, typed *templates.InvitationForm) error {
		typed.Reason = f.line("reason")
		_, err := s.hiring.CancelInvitation(c.Request.Context(), actor(c), c.Param("id"), typed.Reason)
		return err
	})
}

// askAgain asks the person again.
func (s *Server) askAgain(c *gin.Context) error {
	return s.onInvitation(c, templates.FormAgain, "sollicitee", func(f form, typed *templates.InvitationForm) error {
		typed.AgainReason, typed.Again.CallBy, typed.Again.Word = f.line("reason"), f.line("call_by"), f.line("word")
		wrong := newFields()
		plan := hiring.InvitePlan{CallBy: optional(wrong, "call_by", typed.Again.CallBy, domain.ParseDate), Word: typed.Again.Word}
		if err := wrong.Err(); err != nil {
			return err
		}
		_, err := s.hiring.InviteAgain(c.Request.Context(), actor(c), c.Param("id"), typed.AgainReason, plan)
		return err
	})
}

// printProposition shows the letter with a link made for it: the page is never kept, and shows the link once.
func (s *Server) printProposition(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	paper, err := s.hiring.PrintInvitation(c.Request.Context(), actor(c), c.Param("id"), s.baseURL)
	if err != nil {
		return err
	}
	secretPage(c)
	page := templates.InvitationLetterPage{Base: s.base(c), Person: templates.PersonRef{ID: paper.Person.ID, Name: paper.Person.Candidate.FullName()},
		Back: "/propositions/" + url.PathEscape(c.Param("id")), Link: paper.Link, Until: paper.Until, CodeSize: paper.Code.Size, CodePath: paper.Code.Path}
	switch letter := paper.Letter.(type) {
	case domain.OfferInvitationLetter:
		page.Offer = &letter
	case domain.MeetupInvitationLetter:
		page.Meetup = &letter
	case domain.ImmersionInvitationLetter:
		page.Immersion = &letter
	}
	return s.render(c, http.StatusOK, page)
}

// setReminders stops or resumes the reminders of a person.
func (s *Server) setReminders(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	off := domain.No
	if f.line("reminders") == "off" {
		off = domain.Yes
	}
	p, err := s.hiring.SuspendReminders(c.Request.Context(), actor(c), c.Param("id"), off)
	if err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+url.PathEscape(p.ID), "rappels")
}

// addInvitations adds to a file what the person was invited to, for referents, and whether mails to them come back.
func (s *Server) addInvitations(c *gin.Context, page *templates.PersonPage, p *domain.Person) (err error) {
	ctx, who := c.Request.Context(), actor(c)
	page.RemindersOff = p.Candidate.RemindersOff
	if page.AddressFails, err = s.hiring.AddressFails(ctx, who, domain.PersonRecipient(p)); err != nil || !domain.CanReadInvitations(who) {
		return err
	}
	page.MayInvite = p.MayBeProposed(domain.DayOf(s.now()))
	list, err := s.hiring.InvitationsOf(ctx, who, p)
	if err != nil {
		return err
	}
	object, person := s.objectRefs(ctx, who), s.people(c)
	for _, i := range list {
		line, err := s.invitationLine(i, object, person)
		if err != nil {
			return err
		}
		page.Invitations = append(page.Invitations, line)
	}
	return nil
}

// addStandings tells where the invitation of each person of a shortlist stands.
func (s *Server) addStandings(c *gin.Context, page *templates.ShortlistPage, offerID string) error {
	asked, err := s.askedFor(c, objectOffer+offerID)
	if err != nil {
		return err
	}
	for n := range page.Entries {
		e := &page.Entries[n]
		if i := asked(e.Profile); i != nil {
			e.Invitation, e.InvitationStatus = i.ID, i.Status
		}
		lately, err := s.hiring.AskedLately(c.Request.Context(), actor(c), e.Profile)
		if err != nil {
			return err
		}
		if lately >= oftenAsked {
			e.Warnings = append(e.Warnings, fmt.Sprintf("invitée %d fois en 30 jours", lately))
		}
	}
	return nil
}

// oftenAsked is from how many invitations in 30 days a referent is warned (pages.md, Referent).
const oftenAsked = 3
