package handlers

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// The kinds of objects to which people are invited, as the forms name them before their key.
const (
	objectOffer    = "offre/"
	objectOccasion = "rencontre/"
)

// maxPicked is how many people one page of invitation shows.
const maxPicked = 100

// inviteForm asks to what, and how, the people chosen elsewhere are invited: ?liste= a shortlist, ?objet= what, ?person=.
func (s *Server) inviteForm(c *gin.Context) error {
	query := c.Request.URL.Query()
	page := templates.InvitePage{ListID: strings.TrimSpace(c.Query("liste")), Object: strings.TrimSpace(c.Query("objet")),
		Form: templates.InviteForm{Wave: strconv.Itoa(domain.WaveSize)}}
	return s.invitePage(c, http.StatusOK, page, query["person"], everybody)
}

// everybody stands for the choice of a page that nobody answered yet.
var everybody []string

// invitePage fills what a page of invitation shows around what was typed: the people to choose from, and those chosen,
// everybody at first. Those of a shortlist are the ones kept there.
func (s *Server) invitePage(c *gin.Context, status int, page templates.InvitePage, shown, chosen []string) error {
	ctx, who := c.Request.Context(), actor(c)
	page.Base = s.base(c)
	page.Path = "/inviter"
	if page.ListID != "" {
		list, err := s.hiring.OpenShortlist(ctx, who, page.ListID)
		if err != nil {
			return err
		}
		page.Object, page.BackHref, page.BackLabel = objectOffer+list.OfferID, "/preselections/"+url.PathEscape(list.ID), "La présélection"
		shown = nil
		for _, e := range list.Entries {
			if e.Decision == domain.Kept {
				shown = append(shown, e.Profile)
			}
		}
	}
	if chosen == nil {
		chosen = shown
	}
	if len(shown) > maxPicked {
		shown = shown[:maxPicked]
	}
	if err := s.inviteObject(c, &page); err != nil {
		return err
	}
	asked, err := s.askedFor(c, page.Object)
	if err != nil {
		return err
	}
	person := s.people(c)
	for _, id := range shown {
		known := person(id)
		line := templates.InvitePerson{PersonRef: templates.PersonRef{ID: id, Name: known.Name}, Summary: known.Summary, Chosen: slices.Contains(chosen, id)}
		if i := asked(id); i != nil {
			line.Why, line.Chosen = "déjà invitée : "+i.Status.French(), false
		}
		page.People = append(page.People, line)
	}
	if len(page.People) == 0 && len(page.Errors) == 0 {
		page.Errors = domain.FieldErrors{"profiles": "Cochez au moins une personne, sur une présélection ou dans la candidathèque."}
	}
	return s.render(c, status, page)
}

// askedFor finds the invitation of somebody to an object, under whichever of their keys; nil for none.
func (s *Server) askedFor(c *gin.Context, object string) (func(id string) *domain.Invitation, error) {
	_, id, named := strings.Cut(object, "/")
	byPerson := map[string]*domain.Invitation{}
	for cursor := ""; named; {
		list, next, err := s.hiring.Invitations(c.Request.Context(), actor(c), domain.InvitationQuery{Object: id, Cursor: cursor, Limit: pageSize})
		if err != nil {
			return nil, err
		}
		for _, i := range list {
			byPerson[i.Profile] = i
			if p, err := s.hiring.Person(c.Request.Context(), actor(c), i.Profile); err == nil {
				byPerson[p.ID] = i
			}
		}
		if cursor = next; next == "" {
			break
		}
	}
	return func(id string) *domain.Invitation { return byPerson[id] }, nil
}

// inviteObject words the object of a page, or lists those to choose.
func (s *Server) inviteObject(c *gin.Context, page *templates.InvitePage) error {
	ctx, who := c.Request.Context(), actor(c)
	if page.Object == "" {
		objects, err := s.openObjects(c)
		page.Objects = objects
		return err
	}
	if id, offer := strings.CutPrefix(page.Object, objectOffer); offer {
		o, err := s.hiring.Offer(ctx, who, id)
		if err != nil {
			return err
		}
		page.ForOffer, page.ObjectWords, page.Coming = true, o.Title+", "+o.Place.Name, o.SlotsAfter(s.now())
		page.BackHref, page.BackLabel = cmp.Or(page.BackHref, "/offres/"+url.PathEscape(o.ID)), cmp.Or(page.BackLabel, "L'offre")
		return nil
	}
	id, occasion := strings.CutPrefix(page.Object, objectOccasion)
	if !occasion {
		return domain.NotFound("Page")
	}
	o, err := s.hiring.Occasion(ctx, who, id)
	if err != nil {
		return err
	}
	page.ObjectWords, page.BackHref, page.BackLabel = o.Title+", "+o.Place.Name, "/rencontres/"+url.PathEscape(o.ID), o.Title
	return nil
}

// openObjects lists what people may be invited to now.
func (s *Server) openObjects(c *gin.Context) (list []templates.Option, err error) {
	ctx, who := c.Request.Context(), actor(c)
	for q := (hiring.OfferQuery{Statuses: []domain.OfferStatus{domain.OfferPublished}, Limit: pageSize}); ; {
		offers, next, err := s.hiring.Offers(ctx, who, q)
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			list = append(list, templates.Option{Value: objectOffer + o.ID, Label: o.Title + ", " + o.EmployerName + ", " + o.Place.Name})
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	occasions, _, err := s.hiring.Occasions(ctx, who, domain.OccasionQuery{Status: domain.OccasionOpen, Limit: pageSize})
	for _, o := range occasions {
		list = append(list, templates.Option{Value: objectOccasion + o.ID, Label: o.Title + ", " + o.Place.Name})
	}
	return list, err
}

// invite asks them, and says who was asked, who waits, and who could not be. Sent twice, it asks once.
func (s *Server) invite(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.InvitePage{ListID: f.line("liste"), Object: f.line("objet"), Form: templates.InviteForm{Meeting: f.line("meeting"), Slots: f.all("slot"),
		Where: f.line("where"), CallBy: f.line("call_by"), Wave: f.line("wave"), Word: f.line("word")}}
	plan, err := s.planOf(c, page)
	plan.Profiles = f.all("person")
	var done hiring.Invited
	if err == nil {
		done, err = s.hiring.Invite(c.Request.Context(), actor(c), plan)
	}
	if r := refusalOf(err); domain.CodeOf(err) == domain.CodeInvalid && r.fields != nil {
		page.Errors = r.fields
		// Whoever was unticked is still there to be ticked, and stays unticked.
		return s.invitePage(c, r.status, page, f.all("shown"), append([]string{}, plan.Profiles...))
	}
	if err != nil {
		return err
	}
	return s.invitedPage(c, page, done)
}

// planOf reads what was typed. For an offer the referent says how somebody who says yes will meet the employer.
func (s *Server) planOf(c *gin.Context, page templates.InvitePage) (plan hiring.InvitePlan, err error) {
	plan = hiring.InvitePlan{ListID: page.ListID, For: domain.ForMeetup, Word: page.Form.Word}
	if id, offer := strings.CutPrefix(page.Object, objectOffer); offer {
		plan.For, plan.Object = domain.ForOffer, id
	} else {
		plan.Object = strings.TrimPrefix(page.Object, objectOccasion)
	}
	f := newFields()
	plan.Wave = f.integer("wave", page.Form.Wave)
	if plan.For != domain.ForOffer && plan.ListID == "" {
		return plan, f.Err()
	}
	switch page.Form.Meeting {
	case "slots":
		plan.Slots = formSlots(f, page.Form)
		if len(plan.Slots) == 0 && len(f.FieldErrors) == 0 {
			o, err := s.hiring.Offer(c.Request.Context(), actor(c), plan.Object)
			if err == nil && len(o.SlotsAfter(s.now())) == 0 {
				f.addAt("slots", domain.Invalid("slots", "Proposez au moins un rendez-vous, ou choisissez un appel."))
			}
		}
	case "call":
		if plan.CallBy = optional(f, "call_by", page.Form.CallBy, domain.ParseDate); !plan.CallBy.Known() && len(f.FieldErrors) == 0 {
			f.addAt("call_by", domain.Invalid("call_by", "Dites avant quel jour la personne sera appelée."))
		}
	default:
		f.addAt("meeting", domain.Invalid("meeting", "Choisissez : un rendez-vous, ou un appel. La personne doit savoir ce qui l'attend."))
	}
	return plan, f.Err()
}

// formSlots reads the lines of new meetings.
func formSlots(f fields, form templates.InviteForm) (slots []domain.Slot) {
	for _, text := range form.Slots {
		if strings.TrimSpace(text) == "" {
			continue
		}
		slot, err := domain.ReadSlot(text)
		if err != nil {
			f.addAt("slots", err)
			continue
		}
		slot.Where = form.Where
		slots = append(slots, slot)
	}
	return slots
}

// invitedPage says in words what became of a plan.
func (s *Server) invitedPage(c *gin.Context, form templates.InvitePage, done hiring.Invited) error {
	if form.ListID != "" {
		list, err := s.hiring.Shortlist(c.Request.Context(), actor(c), form.ListID)
		if err != nil {
			return err
		}
		form.Object = objectOffer + list.OfferID
	}
	if err := s.inviteObject(c, &form); err != nil {
		return err
	}
	page := templates.InvitedPage{Base: s.base(c), ObjectWords: form.ObjectWords, ObjectHref: form.BackHref, ListID: form.ListID}
	person := s.people(c)
	for _, i := range done.Invitations {
		line := templates.InvitedPerson{PersonRef: templates.PersonRef{ID: i.Profile, Name: person(i.Profile).Name}, InvitationID: i.ID, Wave: i.Wave, Due: i.Due}
		switch {
		case i.Status == domain.InvitationQueued:
			page.Waiting = append(page.Waiting, line)
		case i.ByHand:
			page.ByHand = append(page.ByHand, line)
		default:
			page.Asked = append(page.Asked, line)
		}
	}
	for _, r := range done.Refused {
		page.Refused = append(page.Refused, templates.InvitedPerson{PersonRef: templates.PersonRef{ID: r.Profile, Name: person(r.Profile).Name}, Why: r.Text})
	}
	return s.render(c, http.StatusOK, page)
}

// objectRefs names the objects of invitations, each once for a page.
func (s *Server) objectRefs(ctx context.Context, who domain.Actor) func(*domain.Invitation) (templates.ObjectRef, error) {
	seen := map[string]templates.ObjectRef{}
	return func(i *domain.Invitation) (templates.ObjectRef, error) {
		if ref, known := seen[i.Object]; known {
			return ref, nil
		}
		o, err := s.hiring.ObjectOf(ctx, who, i)
		ref := templates.ObjectRef{For: i.For, ID: i.Object, Title: o.Title, Detail: o.Detail}
		seen[i.Object] = ref
		return ref, err
	}
}
