package handlers

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// offersRead is how many offers of one person a page shows.
const offersRead = 20

// personOffers shows the open offers as they see one person, the best first.
func (s *Server) personOffers(c *gin.Context) error {
	return s.showPersonOffers(c, http.StatusOK, listTrouble{})
}

// showPersonOffers shows the page again with what was refused, if anything: trouble.about is the offer it was about.
func (s *Server) showPersonOffers(c *gin.Context, status int, trouble listTrouble) error {
	who := actor(c)
	found, err := s.hiring.OffersFor(c.Request.Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.PersonOffersPage{Base: s.base(c), ID: found.Person.ID, Name: nameOf(found.Person), Summary: s.summary(found.Person),
		Outside: outside(found.Person, found.On), On: found.On, Weights: found.Weights, Open: found.Open, Eligible: found.Eligible,
		Excluded: found.Excluded, NearCount: found.NearCount, Errors: trouble.errors, Reason: trouble.add.Reason, ErrorFor: trouble.about}
	page.Path = "/candidatheque/" + found.Person.ID + "/offres"
	for _, m := range found.Entries[:min(offersRead, len(found.Entries))] {
		page.Offers = append(page.Offers, personOffer(m, who))
	}
	for _, m := range found.NearMisses {
		row := personOffer(m, who)
		if row.Sessions, err = s.liftSessions(c, m.Offer, found.Person.ID, m.Miss.Missing); err != nil {
			return err
		}
		page.NearMisses = append(page.NearMisses, row)
	}
	if wantsSheet(c) {
		c.Set(keyAbout, found.Person.ID)
		return s.exportPeople(c, personOffersSheet(page))
	}
	return s.render(c, status, page)
}

// personOffer words one offer for the person's page. A referent with a seat in the establishment may only read.
func personOffer(m hiring.OfferMatch, who domain.Actor) templates.PersonOffer {
	o := m.Offer
	return templates.PersonOffer{ID: o.ID, Title: o.Title, Employer: o.EmployerName, Summary: templates.OfferLine(o), Rank: m.Rank, Score: m.Score,
		Reasons: m.Reasons, Blocker: m.Miss.Blocker, Lift: m.Miss.Lift, Text: m.Miss.Text, ListID: m.ListID,
		Add: who.Roles.Has(domain.RoleReferent) && !o.Own(who)}
}

// nominate puts the person on the offer's open shortlist, made if need be, and leads to their place on it.
func (s *Server) nominate(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	profile, offer, reason := c.Param("id"), c.Param("offer"), f.line("reason")
	list, err := s.hiring.Nominate(c.Request.Context(), actor(c), offer, profile, reason)
	if domain.CodeOf(err) == domain.CodeInvalid {
		trouble := troubleOf(err, offer)
		if message, known := trouble.errors["profile"]; known { // the form has one box
			trouble.errors = domain.FieldErrors{"reason": message}
		}
		trouble.add.Reason = reason
		return s.showPersonOffers(c, trouble.status, trouble)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+url.PathEscape(list.ID)+s.placeOf(c, list.ID, profile), "ajoutee")
}
