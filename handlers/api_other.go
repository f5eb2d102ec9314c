package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// personOffersBody is what the open offers say of one person: open = eligible + the sum of excluded.
type personOffersBody struct {
	Profile    string                `json:"profile"`
	On         domain.Date           `json:"on"`
	Weights    string                `json:"weights"`
	Open       int                   `json:"open"`
	Eligible   int                   `json:"eligible"`
	Excluded   map[domain.Gate]int   `json:"excluded"`
	Items      []personOfferBody     `json:"items"`
	NearMisses []personOfferMissBody `json:"near_misses"`
	Next       string                `json:"next"`
}

type personOfferBody struct {
	Offer        string       `json:"offer"`
	Title        string       `json:"title"`
	EmployerName string       `json:"employer_name"`
	Rank         int          `json:"rank"`
	Score        float64      `json:"score"`
	Band         string       `json:"band"`
	Shortlist    string       `json:"shortlist"`
	Reasons      []reasonBody `json:"reasons"`
}

type personOfferMissBody struct {
	Offer   string      `json:"offer"`
	Title   string      `json:"title"`
	Score   float64     `json:"score"`
	Blocker domain.Gate `json:"blocker"`
	Lift    domain.Lift `json:"lift"`
	Text    string      `json:"text"`
}

// apiPersonOffers gives a person's best open offers with their reasons: a referent anybody's, an adviser those of the
// people they follow, anybody else 404. All of them come in one page.
func (s *Server) apiPersonOffers(c *gin.Context) error {
	found, err := s.hiring.OffersFor(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, personOffersBodyOf(found))
	return nil
}

func personOffersBodyOf(found hiring.PersonOffers) personOffersBody {
	b := personOffersBody{Profile: found.Person.ID, On: found.On, Weights: found.Weights, Open: found.Open, Eligible: found.Eligible,
		Excluded: map[domain.Gate]int{}, Items: []personOfferBody{}, NearMisses: []personOfferMissBody{}}
	for _, x := range found.Excluded {
		b.Excluded[x.Gate] = x.Count
	}
	for _, m := range found.Entries {
		item := personOfferBody{Offer: m.Offer.ID, Title: m.Offer.Title, EmployerName: m.Offer.EmployerName, Rank: m.Rank, Score: m.Score,
			Band: domain.Band(m.Score), Shortlist: m.ListID, Reasons: []reasonBody{}}
		for _, r := range m.Reasons {
			item.Reasons = append(item.Reasons, reasonBody{r.Criterion, r.Points, r.Max, r.Text})
		}
		b.Items = append(b.Items, item)
	}
	for _, m := range found.NearMisses {
		b.NearMisses = append(b.NearMisses, personOfferMissBody{m.Offer.ID, m.Offer.Title, m.Score, m.Miss.Blocker, m.Miss.Lift, m.Miss.Text})
	}
	return b
}
