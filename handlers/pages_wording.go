package handlers

import (
	"errors"
	"fmt"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// isReword tells the buttons that put a suggestion in the place of a flagged passage.
func isReword(act string) bool {
	_, _, ok := templates.RewordedBy(act)
	return ok
}

// helped answers the buttons that only help to fill the form.
func (s *Server) helped(page templates.OfferFormPage, act string, draft *domain.Offer) templates.OfferFormPage {
	field, passage, ok := templates.RewordedBy(act)
	if !ok {
		return withHelp(page, act)
	}
	s.hiring.ReadWording(draft)
	for _, f := range draft.Flags {
		if f.Field == field && oneLine(f.Passage) == passage {
			reword(&page.Form, draft, f)
			return page
		}
	}
	return page // the text has changed since: it is read again, and shown
}

// reword puts the suggestion of a flag in its field; other values stay as typed.
func reword(form *templates.OfferForm, draft *domain.Offer, f domain.Flag) {
	switch f.Field {
	case "title":
		form.Title = f.Reword(draft.Title)
	case "description":
		form.Description = f.Reword(draft.Description)
	case "market_reference":
		form.MarketReference = f.Reword(draft.Clause.MarketReference)
	case "skills":
		for i, line := range form.Skills {
			if line.ID == "" {
				form.Skills[i].Value = f.Reword(line.Value)
			}
		}
	}
}

// remarks are what the wording guard says of a draft; given are the reasons that referents gave for the stored offer.
func (s *Server) remarks(c *gin.Context, draft *domain.Offer, given []domain.Override) []templates.Remark {
	draft.Overrides = given
	s.hiring.ReadWording(draft)
	return templates.RemarksOf(draft, s.names(c))
}

// reasonsOf are the reasons kept for the offer that a form changes; none for a new one.
func (s *Server) reasonsOf(c *gin.Context, offerID string) []domain.Override {
	if offerID == "" {
		return nil
	}
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), offerID)
	if err != nil {
		return nil
	}
	return o.Overrides
}

// unread tells whether the author of a form presses « envoyer » before having seen what is to reword in it.
func unread(f form, o *domain.Offer) bool {
	open := templates.SeenRemarks(templates.RemarksOf(o, func(string) string { return "" }))
	return open != "" && open != f.line("wording_seen")
}

// mendFirst shows the saved form with what is to reword, before it is sent: pressed again, it goes as it is.
func (s *Server) mendFirst(c *gin.Context, f form, o *domain.Offer) error {
	page := templates.OfferFormPage{OfferID: o.ID, Status: o.Status, Revision: o.Revision, Form: readOfferForm(f),
		Returned: returnedFor(o), Completed: o.Clause.Completed()}
	page.Flash = templates.Flash{Kind: templates.FlashNotice, Message: "Brouillon enregistré. Avant l'envoi, regardez ce qui est à reformuler : un bouton le fait pour vous."}
	page.Errors = domain.FieldErrors{}
	for _, flag := range o.Uncleared() {
		page.Errors.Add(flag.Field, domain.Invalid(flag.Field, "« %s » est à reformuler.", firstRunes(flag.Passage, 60)))
	}
	return s.offerForm(c, refusalOf(page.Errors).status, page)
}

// wordingRefusal leads a refused publication to the passages of the page.
func wordingRefusal(err error) error {
	var wording *domain.WordingError
	if !errors.As(err, &wording) {
		return err
	}
	what := "Un passage est à reformuler, ou à garder avec une raison"
	if n := len(wording.Flags); n > 1 {
		what = fmt.Sprintf("%d passages sont à reformuler, ou à garder avec une raison", n)
	}
	return domain.FieldErrors{"formulations": what + ", avant de publier."}
}

// keepPassage keeps the reason for which a flagged passage stays. A refused reason comes back under its passage.
func (s *Server) keepPassage(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	o, err := s.hiring.Offer(ctx, who, id)
	if err != nil {
		return err
	}
	kept := hiring.WordingReason{Field: f.line("field"), Passage: f.text("passage"), Reason: f.line("reason")}
	for _, flag := range o.Flags {
		if flag.Field == kept.Field && oneLine(flag.Passage) == oneLine(kept.Passage) {
			kept.Passage = flag.Passage
		}
	}
	_, err = s.hiring.OverrideWording(ctx, who, id, kept)
	if domain.CodeOf(err) != domain.CodeInvalid {
		if err != nil {
			return err
		}
		return s.done(c, "/offres/"+id, "passage")
	}
	r := refusalOf(err)
	return s.offerPage(c, r.status, o, refusedReason(templates.RemarksOf(o, s.names(c)), kept, r))
}

// refusedReason puts the refusal under the passage that it is about.
func refusedReason(remarks []templates.Remark, kept hiring.WordingReason, r refusal) refusedAct {
	problem := r.fields["reason"]
	for i, m := range remarks {
		if problem != "" && m.Field == kept.Field && m.Passage == kept.Passage {
			remarks[i].Problem, remarks[i].Typed = problem, kept.Reason
			return refusedAct{fields: domain.FieldErrors{m.ReasonID(): problem}, remarks: remarks}
		}
	}
	return refusedAct{fields: domain.FieldErrors{"formulations": r.message}, remarks: remarks}
}
