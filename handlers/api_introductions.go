package handlers

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// introductionBody is an introduction as its reader may know it: Candidate from the yes on, for those whom it concerns;
// Profile and what was said of the person for referents alone.
type introductionBody struct {
	ID        string                    `json:"id"`
	Offer     string                    `json:"offer"`
	Status    domain.IntroductionStatus `json:"status"`
	CallBy    string                    `json:"call_by"`
	Slots     []string                  `json:"slots"`
	Slot      string                    `json:"slot"`
	NoShow    domain.Side               `json:"no_show"`
	AnswerDue string                    `json:"answer_due"`
	Outcome   *outcomeBody              `json:"outcome"`
	Candidate *domain.Contact           `json:"candidate,omitempty"`
	Profile   string                    `json:"profile,omitempty"`
	FollowUps []followUpBody            `json:"follow_ups,omitempty"`
}

type outcomeBody struct {
	Hired       bool    `json:"hired"`
	Contract    string  `json:"contract"`
	Start       string  `json:"start"`
	End         string  `json:"end"`
	WeeklyHours float64 `json:"weekly_hours"`
	Seat        int     `json:"seat"`
	Reason      string  `json:"reason"`
}

type followUpBody struct {
	Months int                 `json:"months"`
	Due    string              `json:"due"`
	State  domain.FollowUpWord `json:"state"`
	Note   string              `json:"note"`
}

// slotsBody are the times of an offer; Free those that may still be chosen.
type slotsBody struct {
	Offer string     `json:"offer"`
	Slots []slotBody `json:"slots"`
	Free  []string   `json:"free"`
}

func introductionBodyOf(m hiring.Meeting, viewer domain.Actor) introductionBody {
	x, staff := m.Introduction, m.Introduction.ReadByStaff(viewer)
	b := introductionBody{ID: x.ID, Offer: x.OfferID, Status: x.StatusFor(viewer), CallBy: x.CallBy.String(), Slots: []string{}, NoShow: x.NoShow}
	for _, slot := range m.Free {
		b.Slots = append(b.Slots, slot.ID())
	}
	if x.Slot != nil {
		b.Slot = x.Slot.ID()
	}
	if due, _, owed := x.AnswerOwed(); owed {
		b.AnswerDue = due.String()
	}
	if o := x.Outcome; o != nil {
		b.Outcome = &outcomeBody{Hired: o.Hired, Contract: string(o.Contract), Start: o.Start.String(), End: o.End.String(), WeeklyHours: o.WeeklyHours, Seat: o.Seat}
		if staff {
			b.Outcome.Reason = o.Reason
		}
	}
	if m.Contact != (domain.Contact{}) {
		b.Candidate = &m.Contact
	}
	if staff {
		b.Profile = x.Profile
		for _, f := range x.FollowUps {
			b.FollowUps = append(b.FollowUps, followUpBody{f.Months, f.Due.String(), f.State, f.Note})
		}
	}
	return b
}

// apiIntroductions lists introductions, the latest first; ?offer= those of one.
func (s *Server) apiIntroductions(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	q := hiring.IntroductionQuery{Cursor: c.Query("cursor"), Limit: pageSize}
	if id := strings.TrimSpace(c.Query("offer")); id != "" {
		if _, err := s.hiring.Offer(ctx, who, id); err != nil {
			return err
		}
		q.Offers = []string{id}
	}
	found, next, err := s.hiring.OpenMeetings(ctx, who, q)
	if err != nil {
		return err
	}
	list := listBody[introductionBody]{Items: []introductionBody{}, Next: next}
	for _, m := range found {
		list.Items = append(list.Items, introductionBodyOf(m, who))
	}
	c.JSON(http.StatusOK, list)
	return nil
}

func (s *Server) apiIntroduction(c *gin.Context) error {
	m, err := s.hiring.OpenMeeting(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, introductionBodyOf(m, actor(c)))
	return nil
}

// introductionVerb answers a verb: another's introduction is absent before the body is read.
func introductionVerb[T any](s *Server, c *gin.Context, read func(*gin.Context, *T) error, act func(*domain.Introduction, T) error) error {
	ctx, who := c.Request.Context(), actor(c)
	x, err := s.hiring.Introduction(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	var b T
	if err := read(c, &b); err != nil {
		return err
	}
	show := func() (hiring.Meeting, error) { return s.hiring.OpenMeeting(ctx, who, x.ID) }
	m, err := onceVerb(s, c, func() (hiring.Meeting, error) {
		if err := act(x, b); err != nil {
			return hiring.Meeting{}, err
		}
		return show()
	}, show)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, introductionBodyOf(m, who))
	return nil
}

// noBody is the body of verbs that say everything by their address.
type noBody struct{}

// apiChooseSlot takes one of the slots of the offer for the person: 409 when it is another's.
func (s *Server) apiChooseSlot(c *gin.Context) error {
	return introductionVerb(s, c, readJSON[slotChoice], func(x *domain.Introduction, b slotChoice) error {
		_, err := s.hiring.ChooseSlotFor(c.Request.Context(), actor(c), x.ID, b.Slot)
		return err
	})
}

type slotChoice struct {
	Slot string `json:"slot"`
}

func (s *Server) apiMet(c *gin.Context) error {
	return introductionVerb(s, c, readOptionalJSON[noBody], func(x *domain.Introduction, _ noBody) error {
		_, err := s.hiring.Met(c.Request.Context(), actor(c), x.ID)
		return err
	})
}

// apiNoShow records a meeting that did not take place, and whose absence it was.
func (s *Server) apiNoShow(c *gin.Context) error {
	return introductionVerb(s, c, readJSON[noShowRequest], func(x *domain.Introduction, b noShowRequest) error {
		side, err := domain.ParseSide(b.Whose)
		if err != nil {
			return err
		}
		_, err = s.hiring.NoShow(c.Request.Context(), actor(c), x.ID, side)
		return err
	})
}

type noShowRequest struct {
	Whose string `json:"whose"`
}

// outcomeRequest is what came of a meeting: of a hire, what is not said is as the offer says it. Seat may be said, and is
// refused when it is not the one that the hire takes.
type outcomeRequest struct {
	Hired       bool    `json:"hired"`
	Contract    string  `json:"contract"`
	Start       string  `json:"start"`
	End         string  `json:"end"`
	WeeklyHours float64 `json:"weekly_hours"`
	Seat        int     `json:"seat"`
	Reason      string  `json:"reason"`
}

func (s *Server) apiOutcome(c *gin.Context) error {
	return introductionVerb(s, c, readJSON[outcomeRequest], func(x *domain.Introduction, b outcomeRequest) error {
		outcome, err := s.outcomeOf(c, x, b)
		if err != nil {
			return err
		}
		_, err = s.hiring.Outcome(c.Request.Context(), actor(c), x.ID, outcome)
		return err
	})
}

// outcomeOf reads a request over what the offer announces.
func (s *Server) outcomeOf(c *gin.Context, x *domain.Introduction, b outcomeRequest) (domain.HiringOutcome, error) {
	if !b.Hired {
		return domain.HiringOutcome{Reason: oneLine(b.Reason)}, nil
	}
	f := newFields()
	out, err := s.hiring.AnnouncedHire(c.Request.Context(), actor(c), x.ID, optional(f, "start", b.Start, domain.ParseDate))
	if err != nil {
		return out, err
	}
	out.Seat = b.Seat
	if b.Contract != "" {
		out.Contract = domain.Contract(strings.ToUpper(strings.TrimSpace(b.Contract)))
		if !out.Contract.HasEnd() {
			out.End = 0
		}
	}
	if b.End != "" {
		out.End = optional(f, "end", b.End, domain.ParseDate)
	}
	if b.WeeklyHours != 0 {
		out.WeeklyHours = b.WeeklyHours
	}
	return out, f.Err()
}

func (s *Server) apiCancelIntroduction(c *gin.Context) error {
	return introductionVerb(s, c, readOptionalJSON[reasonRequest], func(x *domain.Introduction, b reasonRequest) error {
		_, err := s.hiring.Cancel(c.Request.Context(), actor(c), x.ID, oneLine(b.Reason))
		return err
	})
}

// withdrawRequest is what the person told a referent, and by which channel.
type withdrawRequest struct {
	Channel string `json:"channel"`
	Reason  string `json:"reason"`
}

func (s *Server) apiWithdrawIntroduction(c *gin.Context) error {
	return introductionVerb(s, c, readJSON[withdrawRequest], func(x *domain.Introduction, b withdrawRequest) error {
		_, err := s.hiring.Withdraw(c.Request.Context(), actor(c), x.ID, domain.Channel(b.Channel), oneLine(b.Reason))
		return err
	})
}

type followUpRequest struct {
	Months int    `json:"months"`
	State  string `json:"state"`
	Note   string `json:"note"`
}

// apiFollowUp records what was learnt some months after the first day of work.
func (s *Server) apiFollowUp(c *gin.Context) error {
	return introductionVerb(s, c, readJSON[followUpRequest], func(x *domain.Introduction, b followUpRequest) error {
		_, err := s.hiring.FollowUp(c.Request.Context(), actor(c), x.ID, b.Months, domain.FollowUpWord(b.State), oneLine(b.Note))
		return err
	})
}

// apiSlots lists the times of an offer that are to come.
func (s *Server) apiSlots(c *gin.Context) error {
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.answerSlots(c, o)
}

func (s *Server) answerSlots(c *gin.Context, o *domain.Offer) error {
	free, err := s.hiring.FreeSlots(c.Request.Context(), actor(c), o.ID)
	if err != nil {
		return err
	}
	b := slotsBody{Offer: o.ID, Slots: []slotBody{}, Free: []string{}}
	for _, slot := range o.SlotsAfter(s.now()) {
		b.Slots = append(b.Slots, slotBody{slot.ID(), slot.Length(), slot.Where})
	}
	for _, slot := range free {
		b.Free = append(b.Free, slot.ID())
	}
	c.JSON(http.StatusOK, b)
	return nil
}

// slotsRequest holds instants, alone or with a length and an address.
type slotsRequest struct {
	Slots []slotBody `json:"slots"`
}

// apiProposeSlots adds times at which the employer meets people.
func (s *Server) apiProposeSlots(c *gin.Context) error {
	return s.slotsVerb(c, func(o *domain.Offer) error {
		var b slotsRequest
		if err := readJSON(c, &b); err != nil {
			return err
		}
		slots, err := readSlots(b.Slots)
		if err != nil {
			return err
		}
		_, err = s.hiring.ProposeSlots(c.Request.Context(), actor(c), o.ID, slots)
		return err
	})
}

// apiDropSlot takes a time away: 409 when somebody holds it.
func (s *Server) apiDropSlot(c *gin.Context) error {
	return s.slotsVerb(c, func(o *domain.Offer) error {
		var b slotChoice
		if err := readJSON(c, &b); err != nil {
			return err
		}
		slot, err := domain.ReadSlot(b.Slot)
		if err != nil {
			return domain.Invalid("slot", "Donnez le rendez-vous à retirer, comme la liste l'écrit.")
		}
		_, err = s.hiring.DropSlot(c.Request.Context(), actor(c), o.ID, slot.ID())
		return err
	})
}

func (s *Server) slotsVerb(c *gin.Context, act func(*domain.Offer) error) error {
	ctx, who := c.Request.Context(), actor(c)
	o, err := s.hiring.Offer(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	show := func() (*domain.Offer, error) { return s.hiring.Offer(ctx, who, o.ID) }
	o, err = onceVerb(s, c, func() (*domain.Offer, error) {
		if err := act(o); err != nil {
			return nil, err
		}
		return show()
	}, show)
	if err != nil {
		return err
	}
	return s.answerSlots(c, o)
}

// apiReopenOffer has an offer that was filled look for people again, for a reason.
func (s *Server) apiReopenOffer(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Offer(ctx, who, c.Param("id")); err != nil {
		return err
	}
	reason, err := readReason(c)
	if err != nil {
		return err
	}
	o, err := onceVerb(s, c, func() (*domain.Offer, error) { return s.hiring.ReopenOffer(ctx, who, c.Param("id"), reason) },
		func() (*domain.Offer, error) { return s.hiring.Offer(ctx, who, c.Param("id")) })
	return answerOffer(c, http.StatusOK, o, err)
}
