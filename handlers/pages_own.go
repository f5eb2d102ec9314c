package handlers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// askOwnPage is where somebody asks for the link of their own page.
func (s *Server) askOwnPage(c *gin.Context) error {
	return s.render(c, http.StatusOK, templates.OwnLinkPage{Base: s.base(c)})
}

// askOwnLink answers the same page for a known and an unknown address.
func (s *Server) askOwnLink(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.OwnLinkPage{Base: s.base(c), Email: f.line("email")}
	email, err := domain.ParseEmail(page.Email)
	if err == nil && email == "" {
		err = domain.Invalid("email", "Écrivez votre adresse e-mail.")
	}
	if err != nil {
		page.Errors = refusalOf(err).fields
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	if err := s.hiring.AskSelfLink(c.Request.Context(), email, s.proxies.address(c.Request)); err != nil {
		return err
	}
	page.Sent = true
	return s.render(c, http.StatusOK, page)
}

// ownBase keeps the token out of the page's own path.
func (s *Server) ownBase(c *gin.Context) templates.Base {
	b := s.base(c)
	b.Path = "/mes-donnees"
	return b
}

func ownAction(c *gin.Context) string { return "/mes-donnees/" + url.PathEscape(c.Param("token")) }

// own opens the file of a link; an old one shows how to ask for another.
func (s *Server) own(c *gin.Context) (own hiring.OwnFile, done bool, err error) {
	return openedByLink(s, c, s.hiring.OwnFile, templates.OwnLinkPage{Base: s.ownBase(c), Expired: true})
}

// ownPage shows a person all that is kept of them. It changes nothing: mail scanners follow links.
func (s *Server) ownPage(c *gin.Context) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	return s.render(c, http.StatusOK, s.ownView(c, own))
}

func (s *Server) ownView(c *gin.Context, own hiring.OwnFile) templates.OwnPage {
	p, today := own.Person, domain.DayOf(s.now())
	page := templates.OwnPage{Base: s.ownBase(c), Action: ownAction(c), FirstName: p.Candidate.FirstName, Until: own.Expires, Ends: own.Ends,
		Consent: p.Candidate.Consent, Wording: accordText(p.Candidate.Consent), Pause: p.Candidate.Pause, Paused: p.Candidate.Pause.On(today), RemindersOff: p.Candidate.RemindersOff,
		Proposed: p.Stage() == domain.AdmissionProposed, Asks: p.Candidate.Asks, Groups: s.ownGroups(p)}
	for _, x := range own.Proposals {
		page.Proposals = append(page.Proposals, templates.OwnProposal{On: x.On, Title: x.Title, Commune: x.Commune, Shown: x.Shown})
	}
	return page
}

// ownForm is what a person may correct by themself.
func (s *Server) ownForm(c *gin.Context) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	k := domain.CorrectionOf(own.Person)
	form := templates.OwnForm{Email: k.Email, Phone: k.Phone, Available: dateText(k.Available), Radius: figure(k.RadiusKm), Hours: decimalText(k.HoursWanted),
		Means: k.Means.Codes(), Contracts: texts(k.Contracts.List()), Presentation: k.Presentation}
	for _, w := range k.Windows {
		form.Windows = append(form.Windows, windowLine(w))
	}
	var work []string
	for _, t := range k.Targets {
		work = append(work, s.targetLabel(t))
	}
	form.Work = strings.Join(work, " ; ")
	return s.render(c, http.StatusOK, templates.OwnEditPage{Base: s.ownBase(c), Action: ownAction(c), Form: form})
}

// correctOwn applies corrections at once; what is wrong stands beside its field.
func (s *Server) correctOwn(c *gin.Context) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	form := templates.OwnForm{Email: f.line("email"), Phone: f.line("phone"), Work: f.line("work"), Available: f.line("available"), Radius: f.line("radius"),
		Hours: f.line("hours"), Means: f.all("means"), Contracts: f.all("contracts"), Windows: readWindowRows(f), Presentation: f.text("presentation")}
	wrong := newFields()
	k := s.readOwn(form, own.Person, wrong)
	moved := false
	err = wrong.Err()
	if err == nil {
		moved, err = s.hiring.CorrectOwn(c.Request.Context(), c.Param("token"), k)
	}
	if r := refusalOf(err); err != nil && r.fields != nil {
		return s.render(c, http.StatusUnprocessableEntity, templates.OwnEditPage{Base: s.ownBase(c), Action: ownAction(c), Form: form, Errors: ownErrors(r.fields)})
	}
	if err != nil {
		return err
	}
	if moved { // this link is of the old address
		return s.render(c, http.StatusOK, templates.OwnLinkPage{Base: s.ownBase(c), Email: k.Email, Moved: true})
	}
	return s.done(c, ownAction(c), "corrige")
}

// ownErrors names fields as the form does.
func ownErrors(fields domain.FieldErrors) domain.FieldErrors {
	named := domain.FieldErrors{}
	for field, message := range fields {
		named[strings.TrimPrefix(field, "candidate.")] = message
	}
	return named
}

// readOwn reads a correction. Work that was there keeps its code; new words wait for the referent to name them.
func (s *Server) readOwn(form templates.OwnForm, p *domain.Person, f fields) domain.Correction {
	k := domain.Correction{Email: collect(f, "email", form.Email, domain.ParseEmail), Phone: f.limited("phone", form.Phone, maxName),
		RadiusKm: f.integer("radius", form.Radius), Available: optional(f, "available", form.Available, domain.ParseDate),
		HoursWanted: f.decimal("hours", form.Hours), Presentation: f.long("presentation", form.Presentation)}
	for _, code := range form.Means {
		k.Means |= collect(f, "means", code, domain.ParseMeans)
	}
	for _, code := range form.Contracts {
		k.Contracts |= collect(f, "contracts", code, func(s string) (domain.Contract, error) { return domain.ParseContract(s, 0) }).Bit()
	}
	k.Windows = windowsOf(form.Windows, f)
	for part := range strings.SplitSeq(f.short("work", form.Work), ";") {
		part = strings.TrimSpace(part)
		if part == "" || len(k.Targets) >= maxLines {
			continue
		}
		target := domain.Target{Title: part}
		for _, t := range p.Profile.Targets {
			if strings.EqualFold(s.targetLabel(t), part) {
				target = t
			}
		}
		k.Targets = append(k.Targets, target)
	}
	return k
}

// windowsOf reads the times at which somebody can work.
func windowsOf(rows []templates.WindowLine, f fields) (windows []domain.Window) {
	for _, row := range rows {
		if len(row.Days) == 0 || row.From == "" || row.To == "" {
			f.Add("windows", domain.Invalid("windows", "Cochez les jours et donnez les deux heures de chaque plage."))
			continue
		}
		windows = append(windows, collect(f, "windows", strings.Join(row.Days, ",")+" "+row.From+"-"+row.To, domain.ParseWindow))
	}
	return windows
}

// onOwn is the walk of a verb of the page: it acts, then shows the page with what was done, or what is wrong.
func (s *Server) onOwn(c *gin.Context, what deed, act func(form) error) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	err = act(f)
	if r := refusalOf(err); err != nil && r.fields != nil {
		page := s.ownView(c, own)
		page.Errors, page.Ask, page.PauseUntil = r.fields, f.text("ask"), f.line("until")
		return s.render(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, ownAction(c), what)
}

func (s *Server) pauseOwn(c *gin.Context) error {
	return s.onOwn(c, "pause", func(f form) error {
		wrong := newFields()
		until := optional(wrong, "until", f.line("until"), domain.ParseDate)
		if err := wrong.Err(); err != nil {
			return err
		}
		return s.hiring.PauseOwn(c.Request.Context(), c.Param("token"), until)
	})
}

func (s *Server) resumeOwn(c *gin.Context) error {
	return s.onOwn(c, "reprise", func(form) error { return s.hiring.ResumeOwn(c.Request.Context(), c.Param("token")) })
}

func (s *Server) remindersOwn(c *gin.Context) error {
	return s.onOwn(c, "rappels-regles", func(f form) error {
		off, err := domain.ParseTri(f.line("off"))
		if err != nil {
			return domain.Invalid("off", "Choisissez : avec ou sans rappel.")
		}
		return s.hiring.RemindersOwn(c.Request.Context(), c.Param("token"), off)
	})
}

func (s *Server) keepOwn(c *gin.Context) error {
	return s.onOwn(c, "garde", func(form) error { return s.hiring.KeepOwn(c.Request.Context(), c.Param("token")) })
}

func (s *Server) askOwn(c *gin.Context) error {
	return s.onOwn(c, "demande", func(f form) error { return s.hiring.AskOwn(c.Request.Context(), c.Param("token"), f.text("ask")) })
}

func (s *Server) answerOwn(c *gin.Context) error {
	return s.onOwn(c, "accord-change", func(f form) error {
		answers := map[string]domain.Answer{"yes": domain.AnswerGiven, "no": domain.AnswerWithdrawn}
		return s.hiring.AnswerOwn(c.Request.Context(), c.Param("token"), answers[f.line("answer")])
	})
}

// eraseOwnPage says what disappears, what stays and until when, before anything is done.
func (s *Server) eraseOwnPage(c *gin.Context) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	return s.render(c, http.StatusOK, templates.OwnErasePage{Base: s.ownBase(c), Action: ownAction(c), FirstName: own.Person.Candidate.FirstName,
		Kept: keptFor(), Archived: templates.ArchivedView(own.Archived)})
}

// eraseOwn erases the person at their word; the link opens nothing any more.
func (s *Server) eraseOwn(c *gin.Context) error {
	_, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if !f.checked("sure") {
		return s.render(c, http.StatusUnprocessableEntity, templates.OwnErasePage{Base: s.ownBase(c), Action: ownAction(c), Kept: keptFor(),
			Errors: domain.FieldErrors{"sure": "Cochez la case pour confirmer. Rien n'est effacé pour l'instant."}})
	}
	if _, err := s.hiring.EraseOwn(c.Request.Context(), c.Param("token")); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, templates.OwnErasePage{Base: s.ownBase(c), Done: true, Kept: keptFor()})
}

// ownFile gives a person all that is held of them: JSON for a program, or text to read and print.
func (s *Server) ownFile(c *gin.Context) error {
	own, done, err := s.own(c)
	if err != nil || done {
		return err
	}
	if c.Query("format") == "texte" {
		c.Header("Content-Disposition", `attachment; filename="mes-donnees.txt"`)
		c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(ownText(s.ownView(c, own))))
		return nil
	}
	export, err := s.hiring.ExportOwn(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(export, "", "  ")
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="mes-donnees.json"`)
	c.Data(http.StatusOK, "application/json; charset=utf-8", raw)
	return nil
}

// answerAsks closes what a person asked, once it was dealt with.
func (s *Server) answerAsks(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	p, err := s.hiring.AnswerAsks(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+url.PathEscape(p.ID), "traite")
}

// keptFor is how long the trace that keeps somebody from coming back by a file stays.
func keptFor() string {
	rule, _ := domain.RetainObjection.Rule()
	return rule.Length()
}
