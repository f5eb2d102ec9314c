package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// invitationBody is an invitation as referents read it: nobody else reads what a person answered. Offer is empty for a meetup
// or an immersion, whose key is Object.
type invitationBody struct {
	ID           string                  `json:"id"`
	For          domain.InvitationFor    `json:"for"`
	Object       string                  `json:"object"`
	Offer        string                  `json:"offer"`
	Shortlist    string                  `json:"shortlist"`
	Profile      string                  `json:"profile"`
	Status       domain.InvitationStatus `json:"status"`
	Wave         int                     `json:"wave"`
	Due          string                  `json:"due"`
	Sent         string                  `json:"sent"`
	Expires      domain.Date             `json:"expires"`
	CallBy       domain.Date             `json:"call_by"`
	ByHand       bool                    `json:"by_hand"`
	Reminded     bool                    `json:"reminded"`
	Delivered    bool                    `json:"delivered"`
	Bounced      bool                    `json:"bounced"`
	Question     string                  `json:"question"`
	Reason       string                  `json:"reason"`
	Introduction string                  `json:"introduction"`
}

// invitedBody is what became of a plan.
type invitedBody struct {
	Invitations []invitationBody `json:"invitations"`
	Refused     []refusedBody    `json:"refused"`
}

type refusedBody struct {
	Profile string `json:"profile"`
	Code    string `json:"code"`
	Text    string `json:"text"`
}

func (s *Server) invitationBodyOf(c *gin.Context, i *domain.Invitation) (invitationBody, error) {
	b := invitationBody{ID: i.ID, For: i.For, Object: i.Object, Shortlist: i.ListID, Profile: i.Profile, Status: i.Status, Wave: i.Wave, Due: stampOf(i.Due),
		Sent: stampOf(i.Sent), Expires: i.Expires, CallBy: i.CallBy, ByHand: i.ByHand, Reminded: !i.Reminded.IsZero(), Reason: i.Reason, Introduction: i.Introduction}
	if i.For == domain.ForOffer {
		b.Offer = i.Object
	}
	for _, q := range i.Questions {
		if q.Answered.IsZero() {
			b.Question = q.Text
		}
	}
	mails, err := s.hiring.InvitationMails(c.Request.Context(), actor(c), i)
	if err != nil {
		return b, err
	}
	if len(mails) > 0 { // the latest first
		b.Delivered, b.Bounced = mails[0].Status == domain.MailSent, mails[0].Status == domain.MailBounced
	}
	return b, nil
}

// stampOf writes an instant; empty when it never was.
func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *Server) answerInvitation(c *gin.Context, status int, i *domain.Invitation, err error) error {
	if err != nil {
		return err
	}
	b, err := s.invitationBodyOf(c, i)
	if err != nil {
		return err
	}
	c.JSON(status, b)
	return nil
}

// meetingRequest is how somebody who says yes will meet the employer: slots, or the day by which somebody calls.
type meetingRequest struct {
	Slots  []slotBody `json:"slots"`
	CallBy string     `json:"call_by"`
	Word   string     `json:"word"`
}

// inviteRequest asks people of a shortlist. Wave is how many are asked at a time.
type inviteRequest struct {
	Profiles []string   `json:"profiles"`
	Wave     int        `json:"wave"`
	Slots    []slotBody `json:"slots"`
	CallBy   string     `json:"call_by"`
	Word     string     `json:"word"`
}

// plan reads a request; a meeting that is said neither way is a call within two working days.
func (b meetingRequest) plan() (plan hiring.InvitePlan, err error) {
	f := newFields()
	plan.CallBy = optional(f, "call_by", b.CallBy, domain.ParseDate)
	plan.Word = oneLine(b.Word)
	if len(b.Slots) > 0 {
		if plan.Slots, err = readSlots(b.Slots); err != nil {
			return plan, err
		}
	}
	if plan.CallBy.Known() && len(plan.Slots) > 0 {
		f.addAt("call_by", domain.Invalid("call_by", "Proposez des rendez-vous ou promettez un appel, pas les deux."))
	}
	return plan, f.Err()
}

// apiInvite asks people kept on a shortlist; those who cannot be are listed with why.
func (s *Server) apiInvite(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	list, err := s.hiring.Shortlist(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	var b inviteRequest
	if err := readJSON(c, &b); err != nil {
		return err
	}
	plan, err := meetingRequest{b.Slots, b.CallBy, b.Word}.plan()
	if err != nil {
		return err
	}
	for n, profile := range b.Profiles {
		b.Profiles[n] = strings.TrimSpace(profile)
	}
	plan.ListID, plan.Profiles, plan.Wave = list.ID, b.Profiles, b.Wave
	done, err := onceKept(s, c, func() (hiring.Invited, error) { return s.hiring.Invite(ctx, who, plan) },
		func(done hiring.Invited) string { return refusedAt(done, b.Profiles) },
		func(refused string) (hiring.Invited, error) { return s.invitedAlready(c, list, b.Profiles, refused) })
	if err != nil {
		return err
	}
	out := invitedBody{Invitations: []invitationBody{}, Refused: []refusedBody{}}
	for _, i := range done.Invitations {
		body, err := s.invitationBodyOf(c, i)
		if err != nil {
			return err
		}
		out.Invitations = append(out.Invitations, body)
	}
	for _, r := range done.Refused {
		out.Refused = append(out.Refused, refusedBody{r.Profile, r.Code, r.Text})
	}
	c.JSON(http.StatusCreated, out)
	return nil
}

// refusedAt is who was refused and why, by their places in what was asked: « 3=quota 7=asked ».
func refusedAt(done hiring.Invited, profiles []string) string {
	var places []string
	for _, r := range done.Refused {
		places = append(places, fmt.Sprintf("%d=%s", slices.Index(profiles, r.Profile), r.Code))
	}
	return strings.Join(places, " ")
}

// invitedAlready is the answer that a request got, for who sends its key again: the invitations as they stand now, those
// refused as they were.
func (s *Server) invitedAlready(c *gin.Context, list *domain.Shortlist, profiles []string, refused string) (done hiring.Invited, err error) {
	was := map[string]bool{}
	for place := range strings.FieldsSeq(refused) {
		at, code, _ := strings.Cut(place, "=")
		if n, err := strconv.Atoi(at); err == nil && n >= 0 && n < len(profiles) {
			was[profiles[n]] = true
			done.Refused = append(done.Refused, hiring.RefusedFor(profiles[n], code))
		}
	}
	q := domain.InvitationQuery{Object: list.OfferID, Profiles: profiles, Limit: max(len(profiles), 1)}
	found, _, err := s.hiring.Invitations(c.Request.Context(), actor(c), q)
	for _, i := range slices.Backward(found) {
		if i.ListID == list.ID && !was[i.Profile] {
			done.Invitations = append(done.Invitations, i)
		}
	}
	slices.SortStableFunc(done.Invitations, func(a, b *domain.Invitation) int {
		return slices.Index(profiles, a.Profile) - slices.Index(profiles, b.Profile)
	})
	return done, err
}

// apiInvitations lists invitations, the latest first: ?offer= of an offer, ?profile= of a person, ?status= in a state.
func (s *Server) apiInvitations(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	q := domain.InvitationQuery{Object: strings.TrimSpace(c.Query("offer")), Cursor: c.Query("cursor"), Limit: pageSize}
	if q.Object != "" {
		if _, err := s.hiring.Offer(ctx, who, q.Object); err != nil {
			return err
		}
	}
	if profile := strings.TrimSpace(c.Query("profile")); profile != "" {
		p, err := s.hiring.Person(ctx, who, profile)
		if err != nil {
			return err
		}
		q.Profiles = append([]string{p.ID}, p.Merged...)
	}
	if status := domain.InvitationStatus(c.Query("status")); status != "" {
		if status.French() == "" {
			return domain.Invalid("status", "État inconnu.")
		}
		q.Statuses = []domain.InvitationStatus{status}
	}
	found, next, err := s.hiring.Invitations(ctx, who, q)
	if err != nil {
		return err
	}
	list := listBody[invitationBody]{Items: []invitationBody{}, Next: next}
	for _, i := range found {
		b, err := s.invitationBodyOf(c, i)
		if err != nil {
			return err
		}
		list.Items = append(list.Items, b)
	}
	c.JSON(http.StatusOK, list)
	return nil
}

func (s *Server) apiInvitation(c *gin.Context) error {
	i, err := s.hiring.OpenInvitationOf(c.Request.Context(), actor(c), c.Param("id"))
	return s.answerInvitation(c, http.StatusOK, i, err)
}

// invitationVerb answers a verb: an invitation that is not there is absent before the body is read.
func invitationVerb[T any](s *Server, c *gin.Context, act func(id string, b T) error) error {
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.hiring.Invitation(ctx, who, c.Param("id")); err != nil {
		return err
	}
	var b T
	if err := readJSON(c, &b); err != nil {
		return err
	}
	show := func() (*domain.Invitation, error) { return s.hiring.Invitation(ctx, who, c.Param("id")) }
	i, err := onceVerb(s, c, func() (*domain.Invitation, error) {
		if err := act(c.Param("id"), b); err != nil {
			return nil, err
		}
		return show()
	}, show)
	return s.answerInvitation(c, http.StatusOK, i, err)
}

// answerRequest is what a person told staff: Reason is why they said no, or their question.
type answerRequest struct {
	Answer  string `json:"answer"`
	Reason  string `json:"reason"`
	Slot    string `json:"slot"`
	Channel string `json:"channel"`
	By      string `json:"by"`
}

// apiAnswerInvitation records what the person said by phone, on paper or face to face. A slot that was taken meanwhile leaves
// the yes standing, without a slot: Conflict says so.
func (s *Server) apiAnswerInvitation(c *gin.Context) error {
	return invitationVerb(s, c, func(id string, b answerRequest) error {
		said := hiring.PersonAnswer{Answer: b.Answer, Text: oneLine(b.Reason), Slot: b.Slot}
		answered, err := s.hiring.AnswerFor(c.Request.Context(), actor(c), id, said, oneLine(b.By), domain.Channel(b.Channel))
		return slotKept(answered, err)
	})
}

// apiCancelInvitation takes an invitation back.
func (s *Server) apiCancelInvitation(c *gin.Context) error {
	return invitationVerb(s, c, func(id string, b reasonRequest) error {
		_, err := s.hiring.CancelInvitation(c.Request.Context(), actor(c), id, oneLine(b.Reason))
		return err
	})
}

// againRequest asks somebody again, and says why after a no.
type againRequest struct {
	Reason string     `json:"reason"`
	Slots  []slotBody `json:"slots"`
	CallBy string     `json:"call_by"`
	Word   string     `json:"word"`
}

func (s *Server) apiInviteAgain(c *gin.Context) error {
	return invitationVerb(s, c, func(id string, b againRequest) error {
		plan, err := meetingRequest{b.Slots, b.CallBy, b.Word}.plan()
		if err != nil {
			return err
		}
		_, err = s.hiring.InviteAgain(c.Request.Context(), actor(c), id, oneLine(b.Reason), plan)
		return err
	})
}
