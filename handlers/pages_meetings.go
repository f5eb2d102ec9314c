package handlers

import (
	"cmp"
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

// meetingTrouble is what a refused act brings back to the page of a meeting, or to that of its offer.
type meetingTrouble struct {
	templates.SentBack

	slots templates.SlotForm
}

// meeting shows what became of a yes, to the employer of the offer and to referents.
func (s *Server) meeting(c *gin.Context) error {
	return s.meetingPage(c, http.StatusOK, meetingTrouble{})
}

func (s *Server) meetingPage(c *gin.Context, status int, trouble meetingTrouble) error {
	who := actor(c)
	m, err := s.hiring.OpenMeeting(c.Request.Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	x := m.Introduction
	page := templates.MeetingPage{Base: s.base(c), ID: x.ID, OfferID: x.OfferID, OfferTitle: m.Offer.Title, Status: x.StatusFor(who),
		Name: m.Contact.Name(), Email: m.Contact.Email, Phone: m.Contact.Phone, CallBy: x.CallBy, Seats: m.Seats, Places: m.Offer.Places,
		Acts: templates.MeetingActsFor(x, who), SentBack: trouble.SentBack}
	page.Path = "/mises-en-relation/" + x.ID
	if x.Slot != nil && x.Status.Going() {
		page.When, page.Where = x.Slot.French(), x.Slot.Where
	}
	if due, _, owed := x.AnswerOwed(); owed {
		page.Due, page.Late = due, due < domain.DayOf(s.now())
	}
	for _, slot := range m.Free {
		page.Slots = append(page.Slots, templates.Option{Value: slot.ID(), Label: slot.French()})
	}
	page.Hire = s.hireTyped(trouble, m.Offer)
	page.Result = resultWords(x)
	if x.ReadByStaff(who) {
		page.Staff = s.staffMeeting(c, x)
		page.Staff.Seatless = m.Seatless
		if page.ByMail, err = s.hiring.ByMail(c.Request.Context(), x.Profile); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
	}
	return s.render(c, status, page)
}

func resultWords(x *domain.Introduction) string {
	switch {
	case x.Status == domain.IntroductionHired && x.Outcome != nil:
		return "Embauchée : " + templates.HireWords(*x.Outcome) + "."
	case x.Status == domain.IntroductionNoShow:
		return "Rendez-vous manqué par " + x.NoShow.French() + "."
	}
	return ""
}

func hireForm(h domain.HiringOutcome) templates.HireForm {
	return templates.HireForm{Contract: string(h.Contract), Start: h.Start.String(), End: h.End.String(),
		Hours: strings.Replace(strconv.FormatFloat(h.WeeklyHours, 'f', -1, 64), ".", ",", 1)}
}

// hireTyped is the form of a hire as it was typed, or as the offer announces it.
func (s *Server) hireTyped(trouble meetingTrouble, o *domain.Offer) templates.HireForm {
	if trouble.ErrorFor != aboutHire {
		return hireForm(o.AsHire(domain.DayOf(s.now())))
	}
	f := form{trouble.Typed}
	return templates.HireForm{Contract: f.line("contract"), Start: f.line("start"), End: f.line("end"), Hours: f.line("weekly_hours")}
}

// meetingTroubleOf is what a form that was refused brings back under about.
func meetingTroubleOf(r refusal, about string, f form) meetingTrouble {
	if r.fields == nil {
		r.fields = domain.FieldErrors{"reason": r.message}
	}
	return meetingTrouble{SentBack: templates.SentBack{Errors: r.fields, ErrorFor: about, Typed: f.values}}
}

func (s *Server) staffMeeting(c *gin.Context, x *domain.Introduction) templates.StaffMeeting {
	staff := templates.StaffMeeting{Profile: x.Profile, History: templates.MeetingHistory(x.History, s.names(c))}
	if x.Outcome != nil {
		staff.Reason = x.Outcome.Reason
	}
	today := domain.DayOf(s.now())
	for _, f := range x.FollowUps {
		staff.FollowUps = append(staff.FollowUps, templates.FollowUpLine{Months: f.Months, Due: f.Due, On: f.On, Words: f.State.French(), Note: f.Note,
			Ask: f.State == "" && f.Due <= today && x.Status == domain.IntroductionHired})
	}
	return staff
}

// meetingAct runs one act from the page of a meeting: a refusal of a field comes back beside it, under about.
func (s *Server) meetingAct(c *gin.Context, about string, what deed, act func(f form) error) error {
	return s.meetingActOf(c, func(form) string { return about }, what, act)
}

// meetingActOf is meetingAct where the form says which it is.
func (s *Server) meetingActOf(c *gin.Context, about func(f form) string, what deed, act func(f form) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	before, err := s.hiring.Introduction(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	err = act(f)
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid {
		return s.meetingPage(c, r.status, meetingTroubleOf(r, about(f), f))
	}
	if err != nil {
		return err
	}
	if what, err = s.toldOfMeeting(c, what, before); err != nil {
		return err
	}
	return s.done(c, "/mises-en-relation/"+url.PathEscape(id), what)
}

// toldOfMeeting words how the person learns of an act on their meeting. before is the introduction as it was.
func (s *Server) toldOfMeeting(c *gin.Context, what deed, before *domain.Introduction) (deed, error) {
	switch {
	case what == "refus-note" && before.Status == domain.IntroductionHired:
		return "embauche-corrigee", nil
	case slices.Contains([]deed{"rendez-vous-fixe", "embauche-notee", "refus-note", "rencontre-annulee"}, what):
		return s.told(c, what, before.Profile)
	}
	return what, nil
}

// Places of the page to which a refused act comes back.
const (
	aboutHire     = templates.FormHire
	aboutRefusal  = "refus"
	aboutMissed   = "absence"
	aboutSlot     = "creneau"
	aboutWithdraw = "retrait"
	aboutCancel   = "annuler"
	aboutFollowUp = "suivi-" // and the months
	aboutSlots    = "creneaux"
	aboutReopen   = "rouvrir"
)

func (s *Server) takeSlot(c *gin.Context) error {
	return s.meetingAct(c, aboutSlot, "rendez-vous-fixe", func(f form) error {
		_, err := s.hiring.ChooseSlotFor(c.Request.Context(), actor(c), c.Param("id"), f.line("slot"))
		return err
	})
}

func (s *Server) sayMet(c *gin.Context) error {
	return s.meetingAct(c, "", "rencontre-notee", func(form) error {
		_, err := s.hiring.Met(c.Request.Context(), actor(c), c.Param("id"))
		return err
	})
}

func (s *Server) sayMissed(c *gin.Context) error {
	return s.meetingAct(c, aboutMissed, "absence-notee", func(f form) error {
		side, err := domain.ParseSide(f.line("whose"))
		if err != nil {
			return err
		}
		_, err = s.hiring.NoShow(c.Request.Context(), actor(c), c.Param("id"), side)
		return err
	})
}

func (s *Server) sayHired(c *gin.Context) error {
	return s.meetingAct(c, aboutHire, "embauche-notee", func(f form) error {
		hire, err := readHire(f)
		if err != nil {
			return err
		}
		_, err = s.hiring.Outcome(c.Request.Context(), actor(c), c.Param("id"), hire)
		return err
	})
}

// readHire reads the form of a hire; what is missing is told with what is wrong.
func readHire(f form) (domain.HiringOutcome, error) {
	wrong := newFields()
	h := domain.HiringOutcome{Hired: true, Contract: domain.Contract(f.line("contract")),
		Start: optional(wrong, "start", f.line("start"), domain.ParseDate), End: optional(wrong, "end", f.line("end"), domain.ParseDate),
		WeeklyHours: wrong.decimal("weekly_hours", f.line("weekly_hours"))}
	return h, wrong.Err()
}

func (s *Server) sayNotHired(c *gin.Context) error {
	return s.meetingAct(c, aboutRefusal, "refus-note", func(f form) error {
		_, err := s.hiring.Outcome(c.Request.Context(), actor(c), c.Param("id"), domain.HiringOutcome{Reason: f.line("reason")})
		return err
	})
}

func (s *Server) cancelMeeting(c *gin.Context) error {
	return s.meetingAct(c, aboutCancel, "rencontre-annulee", func(f form) error {
		_, err := s.hiring.Cancel(c.Request.Context(), actor(c), c.Param("id"), f.line("reason"))
		return err
	})
}

func (s *Server) withdrawMeeting(c *gin.Context) error {
	return s.meetingAct(c, aboutWithdraw, "retrait-note", func(f form) error {
		_, err := s.hiring.Withdraw(c.Request.Context(), actor(c), c.Param("id"), domain.Channel(f.line("channel")), f.line("reason"))
		return err
	})
}

func (s *Server) noteFollowUp(c *gin.Context) error {
	about := func(f form) string { return aboutFollowUp + f.line("months") }
	return s.meetingActOf(c, about, "nouvelles-notees", func(f form) error {
		months, _ := strconv.Atoi(f.line("months")) // another one is NotFound
		_, err := s.hiring.FollowUp(c.Request.Context(), actor(c), c.Param("id"), months, domain.FollowUpWord(f.line("state")), f.line("note"))
		return err
	})
}

// addMeetings fills who said yes to an offer, for its employer and for referents.
func (s *Server) addMeetings(c *gin.Context, page *templates.OfferMeetings, o *domain.Offer, trouble meetingTrouble) error {
	ctx, who := c.Request.Context(), actor(c)
	if !who.Roles.Has(viewers) || !o.PublishedOn.Known() {
		return nil
	}
	met, _, err := s.hiring.OpenMeetings(ctx, who, hiring.IntroductionQuery{Offers: []string{o.ID}, Limit: mostMeetings})
	if err != nil {
		return err
	}
	seats, err := s.hiring.SeatsTaken(ctx, o)
	if err != nil {
		return err
	}
	may := !o.Own(who) || !who.Roles.Has(domain.RoleReferent)
	*page = templates.OfferMeetings{Shown: len(met) > 0 || o.Open(), Seats: seats, Places: o.Places, Propose: o.Open() && may, Form: trouble.slots,
		Reopen: o.Status == domain.OfferFilled && seats < o.Places && who.Roles.Has(domain.RoleReferent) && may, Errors: trouble.Errors, ErrorFor: trouble.ErrorFor}
	if page.Form == (templates.SlotForm{}) {
		page.Form = templates.SlotForm{Count: "4", Minutes: strconv.Itoa(domain.SlotMinutes)}
	}
	if page.Answers, err = s.answerWords(c, o.SIRET); err != nil {
		return err
	}
	slices.Reverse(met)
	for _, m := range met {
		line := s.meetingLine(m, who)
		if m.Introduction.Status == domain.IntroductionWaiting {
			page.Waiting = append(page.Waiting, line)
		} else {
			page.People = append(page.People, line)
		}
	}
	slices.SortStableFunc(page.People, byUrgency)
	return s.addSlots(c, page, o)
}

// answerWords counts the answers of an establishment after meetings, for referents; empty for the others.
func (s *Server) answerWords(c *gin.Context, siret domain.SIRET) (string, error) {
	if !actor(c).Roles.Has(domain.RoleReferent) {
		return "", nil
	}
	r, err := s.hiring.ReliabilityOf(c.Request.Context(), actor(c), siret)
	return templates.AnswerWords(r[siret]), err
}

// mostMeetings bounds the people of an offer on its page: the yeses are capped, and those who are over are few.
const mostMeetings = 200

func (s *Server) meetingLine(m hiring.Meeting, who domain.Actor) templates.MeetingLine {
	x, today := m.Introduction, domain.DayOf(s.now())
	line := templates.MeetingLine{ID: x.ID, Name: m.Contact.Name(), Status: x.StatusFor(who)}
	if x.Slot != nil && x.Status == domain.IntroductionSlotChosen {
		line.When = x.Slot.French()
	}
	if due, _, owed := x.AnswerOwed(); owed {
		line.Due, line.Late = due, due < today
		_, line.Owed = x.Owes(s.now())
	}
	return line
}

// byUrgency puts the answers owed first, the oldest first, then what goes on, then what is over.
func byUrgency(a, b templates.MeetingLine) int {
	rank := func(l templates.MeetingLine) int {
		switch {
		case l.Owed:
			return 0
		case l.Status.Going():
			return 1
		case l.Status == domain.IntroductionHired:
			return 2
		}
		return 3
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Due, b.Due))
}

func (s *Server) addSlots(c *gin.Context, page *templates.OfferMeetings, o *domain.Offer) error {
	free, err := s.hiring.FreeSlots(c.Request.Context(), actor(c), o.ID)
	if err != nil {
		return err
	}
	for _, slot := range o.SlotsAfter(s.now()) {
		taken := !slices.ContainsFunc(free, func(f domain.Slot) bool { return f.ID() == slot.ID() })
		page.Slots = append(page.Slots, templates.SlotLine{ID: slot.ID(), Words: slot.French(), Where: slot.Where, Taken: taken})
	}
	return nil
}

// offerMeetingAct runs an act on the meetings of an offer from its page.
func (s *Server) offerMeetingAct(c *gin.Context, about string, what deed, act func(f form) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	o, err := s.hiring.Offer(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	err = act(f)
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid {
		trouble := meetingTroubleOf(r, about, f)
		if trouble.slots = slotForm(f); r.fields["slots"] != "" && r.fields["day"] == "" && about == aboutSlots {
			r.fields["day"] = r.fields["slots"]
			delete(r.fields, "slots")
		}
		return s.offerPage(c, r.status, o, refusedAct{meetings: trouble})
	}
	if err != nil {
		return err
	}
	return s.done(c, "/offres/"+url.PathEscape(o.ID)+"#rencontres", what)
}

func (s *Server) proposeSlots(c *gin.Context) error {
	return s.offerMeetingAct(c, aboutSlots, "creneaux-proposes", func(f form) error {
		slots, err := readSlotRow(slotForm(f))
		if err != nil {
			return err
		}
		_, err = s.hiring.ProposeSlots(c.Request.Context(), actor(c), c.Param("id"), slots)
		return err
	})
}

func (s *Server) dropSlot(c *gin.Context) error {
	return s.offerMeetingAct(c, aboutSlots, "creneau-retire", func(f form) error {
		_, err := s.hiring.DropSlot(c.Request.Context(), actor(c), c.Param("id"), f.line("slot"))
		return err
	})
}

func (s *Server) reopenOffer(c *gin.Context) error {
	return s.offerMeetingAct(c, aboutReopen, "offre-rouverte", func(f form) error {
		_, err := s.hiring.ReopenOffer(c.Request.Context(), actor(c), c.Param("id"), f.line("reason"))
		return err
	})
}
