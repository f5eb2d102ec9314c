package handlers

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// Places of an offer's page to which a refused act of the second level comes back.
const (
	aboutShowing    = "diffusion"
	aboutPositioned = "positionner"
)

// beyond gathers what an offer's page tells staff of the second level: a referent all of it, an adviser the form and what
// they positioned.
func (s *Server) beyond(c *gin.Context, o *domain.Offer, eligible int, trouble beyondTrouble) (templates.OfferBeyond, error) {
	who := actor(c)
	b := templates.OfferBeyond{Errors: trouble.errors, ErrorFor: trouble.about, Reason: trouble.reason}
	own := o.Own(who)
	if who.Roles.Has(domain.RoleReferent) {
		level := &b.SecondLevel
		*level = templates.SecondLevelView{Known: o.Status == domain.OfferPublished || o.SecondLevel.Status != domain.SecondLevelNone,
			Status: o.SecondLevel.Status, Eligible: eligible, Places: o.Places, Enough: o.Suitable(eligible),
			Show:    o.Status == domain.OfferPublished && o.SecondLevel.Status != domain.SecondLevelOpen && !own,
			Stop:    o.SecondLevel.Status == domain.SecondLevelOpen && !own,
			History: templates.SecondLevelHistory(o.SecondLevel.History, s.names(c))}
		b.Answer = !own
		if err := s.addAlerts(c, &b, o); err != nil {
			return b, err
		}
	}
	if err := s.addPositions(c, &b, o); err != nil {
		return b, err
	}
	if domain.CanPosition(who, o) {
		b.Form = templates.PositionForm{Shown: true, Profile: trouble.profile, Why: trouble.why}
		return b, s.addFollowed(c, &b.Form)
	}
	return b, nil
}

// beyondTrouble is what a refused act of the second level brings back to the page: what was typed, and what is wrong.
type beyondTrouble struct {
	errors               domain.FieldErrors
	about                string
	reason, profile, why string
}

func (s *Server) addPositions(c *gin.Context, b *templates.OfferBeyond, o *domain.Offer) error {
	list, err := s.hiring.PositionsOn(c.Request.Context(), actor(c), o.ID)
	if err != nil {
		return err
	}
	person, name := s.people(c), s.names(c)
	for _, p := range list {
		known := person(p.Position.Profile)
		b.Positions = append(b.Positions, templates.PositionLine{ID: p.Position.ID, Profile: p.Position.Profile, Name: known.Name,
			Summary: known.Summary, By: name(p.Position.By), Why: p.Position.Why, At: p.Position.Created, Status: p.Position.Status,
			Reason: p.Position.Reason, Gates: p.Gates, ListID: p.ListID})
	}
	return nil
}

// addFollowed lists the people an adviser may position, by name.
func (s *Server) addFollowed(c *gin.Context, f *templates.PositionForm) error {
	people, err := s.hiring.AllFollowed(c.Request.Context(), actor(c))
	if err != nil || len(people) == 0 {
		return err
	}
	f.Choices = []templates.Option{{Label: "Choisissez une personne"}}
	for _, p := range people {
		label := p.Candidate.LastName + " " + p.Candidate.FirstName
		if summary := s.summary(p); summary != "" {
			label += " (" + summary + ")"
		}
		f.Choices = append(f.Choices, templates.Option{Value: p.ID, Label: label})
	}
	return nil
}

// showToAdvisers and hideFromAdvisers open and stop the second level of an offer.
func (s *Server) showToAdvisers(c *gin.Context) error {
	return s.secondLevelAct(c, "diffusee", func(id, reason string) error {
		_, err := s.hiring.ShowToAdvisers(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

func (s *Server) hideFromAdvisers(c *gin.Context) error {
	return s.secondLevelAct(c, "arretee", func(id, reason string) error {
		_, err := s.hiring.HideFromAdvisers(c.Request.Context(), actor(c), id, reason)
		return err
	})
}

// secondLevelAct runs one of both; a refusal comes back beside its box.
func (s *Server) secondLevelAct(c *gin.Context, what deed, act func(id, reason string) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id, reason := c.Param("id"), f.line("reason")
	err = act(id, reason)
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.backToOffer(c, id, err, beyondTrouble{about: aboutShowing, reason: reason})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(id)+"#antennes", what)
}

// backToOffer shows the offer again with a refusal beside its field.
func (s *Server) backToOffer(c *gin.Context, id string, refused error, trouble beyondTrouble) error {
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	r := refusalOf(refused)
	trouble.errors = r.fields
	if trouble.errors == nil {
		trouble.errors = domain.FieldErrors{"reason": r.message}
	}
	return s.offerPage(c, r.status, o, refusedAct{beyond: trouble})
}

// positionPerson is an adviser's answer in two fields: who, and why.
func (s *Server) positionPerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id, profile, why := c.Param("id"), f.line("profile"), f.line("why")
	_, err = s.hiring.PositionPerson(c.Request.Context(), actor(c), id, profile, why)
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.backToOffer(c, id, err, beyondTrouble{about: aboutPositioned, profile: profile, why: why})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(id)+"#positions", "positionnee")
}

// addPositioned puts the person positioned on the offer's shortlist, and leads to their place on it.
func (s *Server) addPositioned(c *gin.Context) error {
	position, err := s.position(c)
	if err != nil {
		return err
	}
	list, err := s.hiring.AddPositioned(c.Request.Context(), actor(c), position.ID)
	if domain.CodeOf(err) == domain.CodeInvalid { // past the accord or the law: no box to come back to
		return domain.Refuse(domain.CodeConflict, "%s", refusalOf(err).message)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/preselections/"+url.PathEscape(list.ID)+s.placeOf(c, list.ID, position.Profile), "ajoutee")
}

// declinePositioned answers no, with a reason that the adviser reads.
func (s *Server) declinePositioned(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	position, err := s.position(c)
	if err != nil {
		return err
	}
	reason := f.line("reason")
	_, err = s.hiring.DeclinePositioned(c.Request.Context(), actor(c), position.ID, reason)
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.backToOffer(c, position.OfferID, err, beyondTrouble{about: position.ID, reason: reason})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(position.OfferID)+"#position-"+position.ID, "reponse")
}

// position reads the position of the address, as its reader may.
func (s *Server) position(c *gin.Context) (*domain.Position, error) {
	return s.hiring.Deps.Positions.Get(c.Request.Context(), actor(c), c.Param("id"))
}

// shownOffers are the offers at the second level, for an adviser's list.
func (s *Server) shownOffers(c *gin.Context) (rows []templates.ShownOffer, err error) {
	who := actor(c)
	if !who.Roles.Has(domain.RoleAdviser) {
		return nil, nil
	}
	offers, err := s.hiring.ShownOffers(c.Request.Context(), who)
	if err != nil || len(offers) == 0 {
		return nil, err
	}
	mine, err := s.hiring.MyPositions(c.Request.Context(), who)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		steps := o.SecondLevel.History
		row := templates.ShownOffer{ID: o.ID, Title: o.Title, Employer: o.EmployerName, Summary: templates.OfferLine(o), Since: steps[len(steps)-1].At}
		for _, p := range mine {
			if p.OfferID == o.ID {
				row.Positioned++
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
