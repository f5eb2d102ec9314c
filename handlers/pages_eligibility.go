package handlers

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// wallet shows the proofs of eligibility of one person.
func (s *Server) wallet(c *gin.Context) error {
	w, err := s.hiring.OpenWallet(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := s.walletPage(c, w)
	if wantsSheet(c) {
		c.Set(keyAbout, w.Profile)
		return s.exportPeople(c, walletSheet(page))
	}
	page.Form.SeenOn = page.Today.String()
	return s.render(c, http.StatusOK, page)
}

func (s *Server) walletPage(c *gin.Context, w hiring.Wallet) templates.WalletPage {
	page := templates.WalletPage{Base: s.base(c), Profile: w.Profile, Name: w.Name, Today: domain.DayOf(s.now())}
	if page.Name == "" {
		page.Name = "dossier " + w.Profile
	}
	page.Path = "/candidatheque/" + w.Profile + "/eligibilite"
	name := s.names(c)
	for _, k := range w.Proofs {
		page.Proofs = append(page.Proofs, proofLine(k, name))
	}
	return page
}

// proofLine puts words beside a proof; a file that brought one has no name.
func proofLine(k domain.Criterion, name func(string) string) templates.ProofLine {
	line := templates.ProofLine{Criterion: k.Code, SeenOn: k.SeenOn, Until: k.Until(), Lot: k.Lot, By: "un fichier"}
	if k.Proof != "" {
		line.Document = k.Code.ProofText(k.Proof)
	}
	if k.By != intake.ByImport {
		line.By = name(k.By)
	}
	return line
}

// recordProof keeps a proof; a refused form comes back as typed.
func (s *Server) recordProof(c *gin.Context) error {
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	before, err := s.hiring.OpenWallet(ctx, who, id)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	form := templates.ProofForm{Document: f.line("document"), SeenOn: f.line("seen_on"), ValidUntil: f.line("valid_until"), Lot: f.line("lot")}
	criterion, kind := templates.ParseDocument(form.Document)
	wrong := newFields()
	k := proofOf(eligibilityRequest{Criterion: criterion, Proof: kind, SeenOn: form.SeenOn, ValidUntil: form.ValidUntil, Lot: form.Lot}, wrong)
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.RecordProof(ctx, who, id, k)
	}
	if domain.CodeOf(err) == domain.CodeInvalid {
		page := s.walletPage(c, before)
		page.Form, page.Errors = form, onDocument(refusalOf(err).fields)
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+url.PathEscape(id)+"/eligibilite", "vue")
}

// onDocument leads what is wrong with a criterion or a proof to the one list of the form that chooses both.
func onDocument(wrong domain.FieldErrors) domain.FieldErrors {
	for _, name := range []string{"criterion", "proof"} {
		if message := wrong[name]; message != "" {
			wrong["document"] = message
			delete(wrong, name)
		}
	}
	return wrong
}

// withdrawProof takes one proof out.
func (s *Server) withdrawProof(c *gin.Context) error {
	id := c.Param("id")
	if _, err := s.hiring.WithdrawProof(c.Request.Context(), actor(c), id, domain.CriterionCode(c.Param("criterion"))); err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+url.PathEscape(id)+"/eligibilite", "justificatif-retire")
}

// endingProofs lists the proofs to ask for again, and opens the wallet of somebody named in full.
func (s *Server) endingProofs(c *gin.Context) error {
	ctx, who, today := c.Request.Context(), actor(c), domain.DayOf(s.now())
	page := templates.EndingPage{Base: s.base(c), Search: firstRunes(oneLine(c.Query("nom")), maxQuery), Past: c.Query("quand") == "passes",
		Window: hiring.ProofWindow, Today: today}
	from, to := today, today+hiring.ProofWindow
	if page.Past {
		from, to = today-hiring.ProofWindow, today-1
	}
	if wantsSheet(c) {
		return s.exportPeople(c, s.endingSheet(c, from, to))
	}
	if day, err := domain.ParseDate(c.Query("cursor")); err == nil && day > from {
		from = day
	}
	list, next, err := s.hiring.EndingProofs(ctx, who, from, to)
	if err != nil {
		return err
	}
	name := s.names(c)
	for _, e := range list {
		page.Lines = append(page.Lines, templates.EndingLine{PersonRef: templates.PersonRef{ID: e.Profile, Name: e.Name}, Proof: proofLine(e.Proof, name)})
	}
	page.NextDay = next
	if page.Search != "" {
		found, err := s.hiring.WalletsByName(ctx, who, page.Search)
		if err != nil {
			return err
		}
		page.Searched = true
		for _, w := range found {
			page.Found = append(page.Found, templates.PersonRef{ID: w.Profile, Name: w.Name})
		}
	}
	return s.render(c, http.StatusOK, page)
}

// endingSheet is the whole of the list, not only the page shown.
func (s *Server) endingSheet(c *gin.Context, from, to domain.Date) documents.Sheet {
	all := everyPage(func(cursor string) ([]hiring.EndingProof, string, error) {
		start := from
		if day, err := domain.ParseDate(cursor); err == nil && day.Known() {
			start = day
		}
		list, next, err := s.hiring.EndingProofs(c.Request.Context(), actor(c), start, to)
		return list, next.String(), err
	})
	return documents.Sheet{Name: "justificatifs-a-redemander", Columns: []string{"dossier", "personne", "critere", "justificatif", "vu_le", "dernier_jour"},
		Rows: rowsOf(all, func(e hiring.EndingProof) ([]string, error) {
			return []string{e.Profile, e.Name, e.Proof.Code.French(), e.Proof.Code.ProofText(e.Proof.Proof), e.Proof.SeenOn.String(), e.Until.String()}, nil
		})}
}

func walletSheet(page templates.WalletPage) documents.Sheet {
	return documents.Sheet{Name: "eligibilite", Columns: []string{"critere", "justificatif", "vu_le", "sert", "etat", "lot", "vu_par"},
		Rows: documents.Rows(page.Proofs, func(p templates.ProofLine) []string {
			return []string{p.Criterion.French(), p.Document, p.SeenOn.String(), templates.UntilWords(p.Until), templates.ProofState(p, page.Today).Word, p.Lot, p.By}
		})}
}

// addEligibility says beside each person proposed for a need until when they are eligible.
func (s *Server) addEligibility(c *gin.Context, page *templates.ShortlistPage, offer *domain.Offer) error {
	if page.Need = offer.Clause != nil; !page.Need {
		return nil
	}
	page.Unsettled = offer.SettledSince(page.Created)
	for i := range page.Entries {
		until, err := s.hiring.EligibleUntil(c.Request.Context(), actor(c), offer, page.Entries[i].Profile)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			continue // erased: shown as such
		case err != nil:
			return err
		}
		page.Entries[i].Until = until
	}
	return nil
}

// needPeople lists for a facilitator the people proposed for a need, and those whom a fresh proof would let in.
func (s *Server) needPeople(c *gin.Context, o *domain.Offer) (list []templates.NeedPerson, err error) {
	if !actor(c).Roles.Has(domain.RoleFacilitator) {
		return nil, nil
	}
	people, err := s.hiring.WalletsOfNeed(c.Request.Context(), actor(c), o.ID)
	for _, w := range people {
		list = append(list, templates.NeedPerson{PersonRef: templates.PersonRef{ID: w.Profile, Name: w.Name}, Until: w.Until})
	}
	return list, err
}

// eligibleCell says in a file until when a person is eligible; nothing for a job.
func eligibleCell(page templates.ShortlistPage, p templates.ShortlistPerson) string {
	if !page.Need {
		return ""
	}
	return templates.EligibleState(p.Until).Word
}

// clauseCells are the columns of a need in the file of offers.
func clauseCells(k *domain.Clause) []string {
	if k == nil {
		return []string{"offre", "", ""}
	}
	return []string{"besoin en clause", k.MarketReference, strconv.Itoa(k.Hours)}
}
