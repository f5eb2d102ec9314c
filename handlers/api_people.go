package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// consentBody is an accord that a person gave: Channel is face_to_face, phone or paper, On the day.
type consentBody struct {
	Channel string `json:"channel"`
	On      string `json:"on"`
}

// apiRecordConsent records an accord told to the caller.
func (s *Server) apiRecordConsent(c *gin.Context) error {
	return s.personVerb(c, func() (*domain.Person, error) {
		var b consentBody
		if err := readJSON(c, &b); err != nil {
			return nil, err
		}
		f := newFields()
		channel, on := collect(f, "channel", b.Channel, domain.ParseChannel), optional(f, "on", b.On, domain.ParseDate)
		if err := f.Err(); err != nil {
			return nil, err
		}
		return s.hiring.RecordConsent(c.Request.Context(), actor(c), c.Param("id"), channel, on)
	})
}

// acceptanceBody is what a referent decides of a proposed person: an empty From is today, an empty Programme none.
type acceptanceBody struct {
	Domain    string `json:"domain"`
	Programme string `json:"programme"`
	From      string `json:"from"`
	Referent  string `json:"referent"`
}

// apiAcceptPerson takes a proposed person into the candidathèque.
func (s *Server) apiAcceptPerson(c *gin.Context) error {
	return s.personVerb(c, func() (*domain.Person, error) {
		var b acceptanceBody
		if err := readOptionalJSON(c, &b); err != nil {
			return nil, err
		}
		f := newFields()
		a := hiring.Acceptance{Domain: optional(f, "domain", b.Domain, domain.ParsePoolDomain), Referent: f.short("referent", b.Referent),
			Programme: optional(f, "programme", b.Programme, domain.ParseProgramme), From: optional(f, "from", b.From, domain.ParseDate)}
		if err := f.Err(); err != nil {
			return nil, err
		}
		if !a.From.Known() {
			a.From = domain.DayOf(s.now())
		}
		return s.hiring.AcceptPerson(c.Request.Context(), actor(c), c.Param("id"), a)
	})
}

// refusalBody says why a proposal is sent back.
type refusalBody struct {
	Reason string `json:"reason"`
}

// apiRefusePerson sends a proposal back, with its reason.
func (s *Server) apiRefusePerson(c *gin.Context) error {
	return s.personVerb(c, func() (*domain.Person, error) {
		var b refusalBody
		if err := readJSON(c, &b); err != nil {
			return nil, err
		}
		f := newFields()
		reason := f.limited("reason", b.Reason, maxReason)
		if err := f.Err(); err != nil {
			return nil, err
		}
		return s.hiring.RefusePerson(c.Request.Context(), actor(c), c.Param("id"), reason)
	})
}

// personVerb answers a verb on a file: a file that the caller may not see is 404 whatever the body, and the same
// Idempotency-Key acts once.
func (s *Server) personVerb(c *gin.Context, act func() (*domain.Person, error)) error {
	read := func() (*domain.Person, error) {
		return s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	}
	if _, err := read(); err != nil {
		return err
	}
	p, err := onceVerb(s, c, act, read)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, profileBodyOf(p, actor(c)))
	return nil
}
