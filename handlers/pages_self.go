package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// selfPage is where somebody proposes themself, without an account.
func (s *Server) selfPage(c *gin.Context) error {
	number, err := formNumber()
	if err != nil {
		return err
	}
	return s.selfForm(c, http.StatusOK, templates.SelfPage{Revision: number, Sent: c.Query("fait") == string(deedProposed)})
}

// deedProposed is what the page says once a proposal is kept.
const deedProposed deed = "proposition-recue"

func (s *Server) selfForm(c *gin.Context, status int, page templates.SelfPage) error {
	page.Base, page.Wording = s.base(c), domain.ConsentText(domain.ConsentWording)
	if page.Errors["commune"] != "" {
		page.CommuneChoices = s.communeChoices(page.Form.PostalCode)
	}
	return s.render(c, status, page)
}

// proposeSelf keeps a proposal, once however often the button is pressed. It answers the same whoever is known already.
func (s *Server) proposeSelf(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.SelfPage{Revision: revisionOf(f), Form: templates.SelfForm{FirstName: f.line("first_name"), LastName: f.line("last_name"),
		Phone: f.line("phone"), Email: f.line("email"), PostalCode: f.line("postal_code"), Commune: f.line("commune"), Work: f.line("work"),
		Available: f.line("available"), Licence: f.line("licence"), Agree: f.checked("agree")}}
	wrong := newFields()
	said := s.readSelf(page.Form, wrong)
	if !page.Form.Agree {
		wrong.Add("agree", domain.Invalid("agree", "Cochez la case si vous êtes d'accord. Sans votre accord, nous ne gardons rien."))
	}
	if page.Errors = wrong.FieldErrors; len(page.Errors) > 0 {
		return s.selfForm(c, http.StatusUnprocessableEntity, page)
	}
	if err := s.floods.proposals.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	_, err = s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) {
		p, err := s.hiring.ProposeSelf(ctx, said)
		return idOf(p, err)
	})
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid && r.fields != nil {
		page.Errors = domain.FieldErrors{}
		for field, message := range r.fields {
			page.Errors[strings.TrimPrefix(field, "candidate.")] = message
		}
		return s.selfForm(c, r.status, page)
	}
	if err != nil {
		return err
	}
	if err := s.floods.proposals.take(c, s.proxies.address(c.Request)); err != nil {
		return err
	}
	return s.done(c, "/se-proposer", deedProposed)
}

// mostWork is how many occupations somebody may name on the open page.
const mostWork = 5

// readSelf reads what somebody says of themself; what is missing is refused with what is wrong, all in one go.
func (s *Server) readSelf(t templates.SelfForm, f fields) hiring.SelfProposal {
	said := hiring.SelfProposal{FirstName: f.limited("first_name", t.FirstName, maxName), LastName: f.limited("last_name", t.LastName, maxName),
		Phone: f.limited("phone", t.Phone, maxName), Email: collect(f, "email", t.Email, domain.ParseEmail),
		Available: optional(f, "available", t.Available, domain.ParseDate), Licence: collect(f, "licence", t.Licence, domain.ParseTri)}
	said.Place = s.place(t.PostalCode, t.Commune, f)
	for part := range strings.SplitSeq(f.short("work", t.Work), ",") {
		if part = strings.TrimSpace(part); part != "" && len(said.Work) < mostWork {
			said.Work = append(said.Work, part)
		}
	}
	for field, message := range refusalOf(said.Lacks()).fields {
		f.Add(field, domain.Invalid(field, "%s", message))
	}
	return said
}

// maxName bounds what a stranger may write in a name or a number, in characters.
const maxName = 80
