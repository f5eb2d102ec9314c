package handlers

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// The form of an offer begun before the address is confirmed. It is the form of any offer, but nothing of the pool is
// counted for a stranger, and the draft stays with the sign-up until it is somebody's.

// beginner reads the browser's sign-up, or sends it to make one.
func (s *Server) beginner(c *gin.Context, serve func(*domain.SignUp) error) error {
	x, err := s.ownSignUp(c)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return s.redirect(c, "/inscription")
	}
	if err != nil {
		return err
	}
	return serve(x)
}

// beginOffer shows the draft, or an empty form.
func (s *Server) beginOffer(c *gin.Context) error {
	return s.beginner(c, func(x *domain.SignUp) error {
		form := templates.OfferForm{PayUnit: string(domain.PayHour), Places: "1"}
		if x.Draft != nil {
			form = offerFormOf(x.Draft, stranger)
		}
		return s.begunForm(c, http.StatusOK, x, templates.OfferFormPage{Form: form, Revision: x.Revision})
	})
}

// begunForm is the form of any offer, for somebody who has no account yet.
func (s *Server) begunForm(c *gin.Context, status int, x *domain.SignUp, page templates.OfferFormPage) error {
	page.Beginner, page.Status = true, domain.OfferDraft
	page.Form.SIRET = string(x.SIRET)
	page.Establishments = []templates.Option{{Value: string(x.SIRET), Label: x.Company + ", " + x.SIRET.Spaced()}}
	return s.offerForm(c, status, page)
}

// keepBegunOffer keeps the draft, or only helps to fill the form, by the button pressed.
func (s *Server) keepBegunOffer(c *gin.Context) error {
	return s.beginner(c, func(x *domain.SignUp) error {
		f, err := readForm(c)
		if err != nil {
			return err
		}
		page := templates.OfferFormPage{Form: readOfferForm(f), Revision: revisionOf(f)}
		draft, wrong := s.draftOf(page.Form)
		if act := f.line("action"); onlyHelps(act) {
			return s.begunForm(c, http.StatusOK, x, s.helped(page, act, draft))
		}
		if page.Errors = wrong; wrong == nil {
			_, err = s.hiring.KeepSignUpDraft(c.Request.Context(), x.ID, page.Revision, draft)
			if err == nil {
				return s.done(c, "/inscription/merci", "brouillon-garde")
			}
			r := refusalOf(err)
			if r.code != domain.CodeInvalid || r.fields == nil {
				return err
			}
			page.Errors = r.fields
		}
		return s.begunForm(c, http.StatusUnprocessableEntity, x, page)
	})
}

// previewBegunOffer answers the moving part of the form alone, for the page's script: what a candidate would read.
func (s *Server) previewBegunOffer(c *gin.Context) error {
	return s.beginner(c, func(*domain.SignUp) error {
		f, err := readForm(c)
		if err != nil {
			return err
		}
		draft, _ := s.draftOf(readOfferForm(f))
		live := s.live(c, draft)
		live.Remarks = s.remarks(c, draft, nil)
		var out bytes.Buffer
		if err := templates.RenderLive(&out, live); err != nil {
			return fmt.Errorf("handlers: %w", err)
		}
		c.Data(http.StatusOK, "text/html; charset=utf-8", out.Bytes())
		return nil
	})
}

// suggestToBeginner answers the page's script while a title is typed.
func (s *Server) suggestToBeginner(c *gin.Context) error {
	if _, err := s.ownSignUp(c); err != nil {
		return err
	}
	return s.suggestions(c)
}
