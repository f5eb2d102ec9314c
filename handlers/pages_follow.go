package handlers

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// nameSought is the name that the page of people is asked for, empty for none.
func nameSought(c *gin.Context) string { return firstRunes(oneLine(c.Query("nom")), maxQuery) }

// peoplePage is whom an adviser follows, and what waits for a referent about people.
func (s *Server) peoplePage(c *gin.Context) error {
	if wantsSheet(c) {
		return s.exportPeople(c, s.followedSheet(c))
	}
	ctx, who := c.Request.Context(), actor(c)
	page := templates.PeoplePage{Base: s.base(c), Follows: who.Roles.Has(domain.RoleAdviser)}
	ending, err := s.hiring.EndingSoon(ctx, who)
	if err != nil {
		return err
	}
	page.Ending = s.followedRows(ending)
	if page.Search, page.Most = nameSought(c), hiring.NamesShown; page.Search != "" {
		named, err := s.hiring.PeopleByName(ctx, who, page.Search)
		if err != nil {
			return err
		}
		page.Found = s.followedRows(named)
	}
	if page.Follows {
		list, next, err := s.hiring.FollowedPeople(ctx, who, c.Query("cursor"))
		if err != nil {
			return err
		}
		page.Items, page.NextHref = s.followedRows(list), nextPage(c, next)
	}
	if !who.Roles.Has(domain.RoleReferent) {
		return s.render(c, http.StatusOK, page)
	}
	waiting, more, err := s.hiring.ProposedPeople(ctx, who, "")
	if err != nil {
		return err
	}
	page.Waiting = howMany(len(waiting), more, "proposition attend un référent", "propositions attendent un référent", "Aucune proposition n'attend")
	unasked, more, err := s.hiring.PeopleWithoutConsent(ctx, who, "")
	if err != nil {
		return err
	}
	page.Unasked = howMany(len(unasked), more, "personne à qui demander son accord", "personnes à qui demander leur accord", "Aucun accord à demander")
	return s.render(c, http.StatusOK, page)
}

// howMany words a count of one page of a list: « plus de 50 » when there are more pages.
func howMany(n int, more, one, many, none string) string {
	switch {
	case n == 0:
		return none
	case more != "":
		return fmt.Sprintf("Plus de %d %s", n, many)
	case n == 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// nextPage is the address of the following page of a list, empty on the last.
func nextPage(c *gin.Context, cursor string) string {
	if cursor == "" {
		return ""
	}
	query := c.Request.URL.Query()
	query.Set("cursor", cursor)
	query.Del("fait")
	return c.Request.URL.Path + "?" + query.Encode()
}

func (s *Server) followedRows(list []*domain.Person) (rows []templates.FollowedRow) {
	for _, p := range list {
		rows = append(rows, s.followedRow(p))
	}
	return rows
}

// followedRow is a person as the lists of staff show them.
func (s *Server) followedRow(p *domain.Person) templates.FollowedRow {
	today := domain.DayOf(s.now())
	row := templates.FollowedRow{ID: p.ID, Name: p.Candidate.FullName(), Summary: s.summary(p), Stage: p.Stage(), Until: p.Candidate.AccompaniedUntil(),
		LastProposed: s.hiring.LastProposed(p), Since: p.Created, From: proposedBy(p)}
	row.Open = !row.Until.Known() && len(p.Candidate.Accompaniments) > 0
	switch row.Stage {
	case domain.AdmissionAccepted:
		row.Outside = outside(p, today)
	case domain.AdmissionRefused:
		row.Note = refusalReason(p)
	}
	return row
}

// proposedBy says where a proposal comes from.
func proposedBy(p *domain.Person) string {
	if p.Candidate.Adviser != "" {
		return p.Candidate.Adviser
	}
	return domain.Holder("").Name
}

// refusalReason is what the referent wrote when they refused last.
func refusalReason(p *domain.Person) (reason string) {
	for _, step := range p.History {
		if step.To == string(domain.AdmissionRefused) {
			reason = step.Reason
		}
	}
	return reason
}

// proposals lists who waits for a referent, with how many known files are like theirs.
func (s *Server) proposals(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	list, next, err := s.hiring.ProposedPeople(ctx, who, c.Query("cursor"))
	if err != nil {
		return err
	}
	page := templates.ProposalsPage{Base: s.base(c), NextHref: nextPage(c, next)}
	for _, p := range list {
		row := s.followedRow(p)
		doubles, err := s.hiring.DoublesOf(ctx, who, p)
		if err != nil {
			return err
		}
		row.Doubles = len(doubles)
		page.Items = append(page.Items, row)
	}
	return s.render(c, http.StatusOK, page)
}
