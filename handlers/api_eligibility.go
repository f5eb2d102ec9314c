package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// eligibilityRequest is a proof somebody saw. Proof is a code of the table or words of its label; nothing is the usual
// document of the criterion. ValidUntil is for a document that bears its own end.
type eligibilityRequest struct {
	Lot        string `json:"lot"`
	Profile    string `json:"profile"`
	Criterion  string `json:"criterion"`
	Proof      string `json:"proof"`
	SeenOn     string `json:"seen_on"`
	ValidUntil string `json:"valid_until"`
}

// eligibilityBody is a proof seen. ValidUntil is its last day, empty when it has none; By the account that saw it.
type eligibilityBody struct {
	ID         string               `json:"id"`
	Lot        string               `json:"lot"`
	Profile    string               `json:"profile"`
	Criterion  domain.CriterionCode `json:"criterion"`
	Proof      domain.ProofKind     `json:"proof"`
	SeenOn     domain.Date          `json:"seen_on"`
	ValidUntil string               `json:"valid_until"`
	By         string               `json:"by"`
}

func eligibilityBodyOf(profile string, k domain.Criterion) eligibilityBody {
	b := eligibilityBody{ID: profile + "/" + string(k.Code), Lot: k.Lot, Profile: profile, Criterion: k.Code, Proof: k.Proof, SeenOn: k.SeenOn, By: k.By}
	if until := k.Until(); !until.Endless() {
		b.ValidUntil = until.String()
	}
	return b
}

// proofOf reads a proof; f receives what is wrong, by field.
func proofOf(b eligibilityRequest, f fields) domain.Criterion {
	k := domain.Criterion{SeenOn: optional(f, "seen_on", b.SeenOn, domain.ParseDate), Lot: f.short("lot", b.Lot),
		ValidUntil: optional(f, "valid_until", b.ValidUntil, domain.ParseDate)}
	code, known, err := domain.ParseCriterion(b.Criterion)
	if err != nil || !known {
		f.Add("criterion", domain.Invalid("criterion", "Choisissez le critère et le justificatif dans la liste."))
		return k
	}
	k.Code = code
	k.Proof = collect(f, "proof", b.Proof, code.ParseProof)
	return k
}

// apiRecordProof keeps a proof, as its page does; an older one of the same criterion is replaced.
func (s *Server) apiRecordProof(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	var b eligibilityRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	f := newFields()
	k := proofOf(b, f)
	if err := f.Err(); err != nil {
		return err
	}
	w, err := onceVerb(s, c, func() (hiring.Wallet, error) { return s.hiring.RecordProof(ctx, who, b.Profile, k) },
		func() (hiring.Wallet, error) { return s.hiring.OpenWallet(ctx, who, b.Profile) })
	if err != nil {
		return err
	}
	for _, held := range w.Proofs {
		if held.Code == k.Code {
			c.JSON(http.StatusCreated, eligibilityBodyOf(w.Profile, held))
			return nil
		}
	}
	return domain.NotFound("Justificatif") // kept, and withdrawn since by somebody else
}

// apiEligibilities lists the wallet of ?profile=, or else the proofs that end within the window, a day never cut.
func (s *Server) apiEligibilities(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	list := listBody[eligibilityBody]{Items: []eligibilityBody{}}
	if profile := c.Query("profile"); profile != "" {
		w, err := s.hiring.OpenWallet(ctx, who, profile)
		return answerWallet(c, w, err)
	}
	f := newFields()
	from, today := optional(f, "cursor", c.Query("cursor"), domain.ParseDate), domain.DayOf(s.now())
	if err := f.Err(); err != nil {
		return err
	}
	ending, next, err := s.hiring.EndingProofs(ctx, who, max(from, today), today+hiring.ProofWindow)
	if err != nil {
		return err
	}
	for _, e := range ending {
		list.Items = append(list.Items, eligibilityBodyOf(e.Profile, e.Proof))
	}
	list.Next = next.String()
	c.JSON(http.StatusOK, list)
	return nil
}

func answerWallet(c *gin.Context, w hiring.Wallet, err error) error {
	if err != nil {
		return err
	}
	list := listBody[eligibilityBody]{Items: []eligibilityBody{}}
	for _, k := range w.Proofs {
		list.Items = append(list.Items, eligibilityBodyOf(w.Profile, k))
	}
	c.JSON(http.StatusOK, list)
	return nil
}

// apiWithdrawProof takes a proof out, and shows the wallet as it stands.
func (s *Server) apiWithdrawProof(c *gin.Context) error {
	ctx, who, profile := c.Request.Context(), actor(c), c.Param("profile")
	if _, err := s.hiring.OpenWallet(ctx, who, profile); err != nil {
		return err
	}
	if err := readNoBody(c); err != nil {
		return err
	}
	w, err := onceVerb(s, c,
		func() (hiring.Wallet, error) {
			return s.hiring.WithdrawProof(ctx, who, profile, domain.CriterionCode(c.Param("criterion")))
		},
		func() (hiring.Wallet, error) { return s.hiring.OpenWallet(ctx, who, profile) })
	return answerWallet(c, w, err)
}
