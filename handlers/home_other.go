package handlers

import (
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// answersShownFor is how long an adviser reads the answers to their positions on the day page.
const answersShownFor = 14 * 24 * time.Hour

// addBeyondTodos lists the alerts and what the second level asks of a referent, then of an adviser.
func (s *Server) addBeyondTodos(c *gin.Context, page *templates.HomePage) error {
	who := actor(c)
	if who.Roles.Has(domain.RoleReferent) {
		if err := s.addAlertTodos(c, page); err != nil {
			return err
		}
		if err := s.addPositionTodos(c, page); err != nil {
			return err
		}
	}
	if who.Roles.Has(domain.RoleAdviser) {
		return s.addAdviserTodos(c, page)
	}
	return nil
}

// addPositionTodos is one line for each offer on which advisers wait for an answer.
func (s *Server) addPositionTodos(c *gin.Context, page *templates.HomePage) error {
	waiting, err := s.hiring.WaitingPositions(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	return s.oneLineAnOffer(c, page, offersOf(waiting, func(p *domain.Position) (string, time.Time) { return p.OfferID, p.Created }), func(o *domain.Offer, x offerCount) templates.Todo {
		return todo(o, templates.TodoAnswer, x.first, templates.Count(x.n, "personne positionnée attend", "personnes positionnées attendent")+" votre réponse", "Répondre aux conseillers", "/offres/"+o.ID+"#positions")
	})
}

// offerCount is how many things wait on one offer, and when the first and the last came.
type offerCount struct {
	offer       string
	n           int
	first, last time.Time
}

// offersOf counts things by offer, in the order in which offers come.
func offersOf[T any](list []T, offer func(T) (string, time.Time)) (counts []offerCount) {
	at := map[string]int{}
	for _, x := range list {
		id, came := offer(x)
		i, known := at[id]
		if !known {
			i, at[id] = len(counts), len(counts)
			counts = append(counts, offerCount{offer: id, first: came, last: came})
		}
		k := &counts[i]
		k.n++
		if came.Before(k.first) {
			k.first = came
		}
		if came.After(k.last) {
			k.last = came
		}
	}
	return counts
}

// oneLineAnOffer adds a line for each open offer on which the viewer may decide, at most maxTodos.
func (s *Server) oneLineAnOffer(c *gin.Context, page *templates.HomePage, counts []offerCount, line func(*domain.Offer, offerCount) templates.Todo) error {
	for _, x := range counts[:min(maxTodos, len(counts))] {
		o, err := s.hiring.Offer(c.Request.Context(), actor(c), x.offer)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		if o.Matchable() && !o.Own(actor(c)) {
			page.Todos = append(page.Todos, line(o, x))
		}
	}
	return nil
}

// addAdviserTodos lists the offers shown on which the adviser positioned nobody yet, then the answers they got lately.
func (s *Server) addAdviserTodos(c *gin.Context, page *templates.HomePage) error {
	ctx, who := c.Request.Context(), actor(c)
	shown, err := s.hiring.ShownOffers(ctx, who)
	if err != nil {
		return err
	}
	mine, err := s.hiring.MyPositions(ctx, who)
	if err != nil {
		return err
	}
	on := map[string]bool{}
	for _, p := range mine {
		on[p.OfferID] = true
	}
	for _, o := range shown[:min(maxTodos, len(shown))] {
		if domain.CanPosition(who, o) && !on[o.ID] {
			page.Todos = append(page.Todos, todo(o, templates.TodoPosition, o.ShownSince(), "le vivier n'a pas assez de monde", "Positionner quelqu'un", "/offres/"+o.ID+"#positionner"))
		}
	}
	return s.addAnswers(c, page, mine)
}

// addAnswers tells what referents answered, without a name: the line leads to where it is read.
func (s *Server) addAnswers(c *gin.Context, page *templates.HomePage, mine []*domain.Position) error {
	lines := 0
	for _, p := range mine {
		if p.Status == domain.PositionProposed || s.now().Sub(p.Updated) > answersShownFor || lines == maxTodos {
			continue
		}
		o, err := s.hiring.Offer(c.Request.Context(), actor(c), p.OfferID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue // closed since
		}
		if err != nil {
			return err
		}
		page.Todos = append(page.Todos, todo(o, templates.TodoLook, p.Updated, "votre proposition est "+p.Status.French(), "Lire la réponse", "/offres/"+o.ID+"#position-"+p.ID))
		lines++
	}
	return nil
}
