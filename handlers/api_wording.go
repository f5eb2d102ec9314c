package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// publishRequest may give, by the way, the reasons for which flagged passages stay.
type publishRequest struct {
	Override []overrideRequest `json:"override"`
}

// overrideRequest is the reason for one passage. Field may be left out: wherever the passage is flagged.
type overrideRequest struct {
	Field   string `json:"field"`
	Passage string `json:"passage"`
	Reason  string `json:"reason"`
}

// apiPublishOffer publishes an offer that was read, and reopens one that was paused. While a flagged passage is neither
// mended nor let through with a reason it answers 422, with the flags; then no reason of the request is kept.
func (s *Server) apiPublishOffer(c *gin.Context) error {
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	o, err := s.hiring.Offer(ctx, who, id)
	if err != nil {
		return err
	}
	var b publishRequest
	if err := readOptionalJSON(c, &b); err != nil {
		return err
	}
	reasons := make([]hiring.WordingReason, len(b.Override))
	for i, r := range b.Override {
		reasons[i] = hiring.WordingReason{Field: r.Field, Passage: r.Passage, Reason: oneLine(r.Reason)}
	}
	o, err = s.actOnOffer(c, func() (*domain.Offer, error) {
		if o.Status == domain.OfferPaused {
			return s.hiring.ResumeOffer(ctx, who, id)
		}
		return s.hiring.PublishOfferWith(ctx, who, id, reasons)
	})
	return answerOffer(c, http.StatusOK, o, err)
}

// uncleared lists the flags that stopped a publication.
func uncleared(flags []domain.Flag) []flagBody {
	return flagBodies(&domain.Offer{Flags: flags}, domain.ToMend)
}

// flagBodies lists the flags of one level, with the reason of who let one through.
func flagBodies(o *domain.Offer, level domain.FlagLevel) []flagBody {
	list := []flagBody{}
	for _, f := range o.Flags {
		if f.Level != level {
			continue
		}
		passed, _ := o.OverrideOf(f)
		list = append(list, flagBody{Field: f.Field, Passage: f.Passage, Criterion: f.Criterion, Article: f.Article,
			Explanation: f.Explanation, Suggestion: f.Suggestion, Override: passed.Reason})
	}
	return list
}
