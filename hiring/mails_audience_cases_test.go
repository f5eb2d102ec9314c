package hiring

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// happening is something that happens and of which the platform writes.
type happening struct {
	name    string
	happens func(*plantedHouse)
}

// whatIsWritten brings about every letter, in the states in which they say most.
func whatIsWritten() []happening {
	list := invitationsWritten
	for _, more := range [][]happening{introductionsWritten, establishmentsWritten, accountsWritten} {
		list = append(list, more...)
	}
	return list
}

var invitationsWritten = []happening{
	{"an offer to read", func(h *plantedHouse) {
		h.offer.Status = domain.OfferSubmitted
		h.told(h.offer, h.step("offer", &h.offer.Record, "draft", string(domain.OfferSubmitted), "boss"))
	}},
	{"an offer proposed", func(h *plantedHouse) {
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationSent, "queued", string(domain.InvitationSent))
	}},
	{"an offer proposed, with slots", func(h *plantedHouse) {
		h.offer.Slots = []domain.Slot{{At: inTwoDays.At, Where: "Zqofferslotswherex"}}
		h.marks = append(h.marks, mark{"offer.Slots.Where", []string{"Zqofferslotswherex"}})
		h.keep(h.offer)
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationSent, "queued", string(domain.InvitationSent))
	}},
	{"a meetup proposed", func(h *plantedHouse) {
		h.invited(domain.ForMeetup, h.meetup.ID, domain.InvitationSent, "queued", string(domain.InvitationSent))
	}},
	{"an immersion proposed", func(h *plantedHouse) {
		h.invited(domain.ForPMSMP, h.immersion.ID, domain.InvitationSent, "queued", string(domain.InvitationSent))
	}},
	{"a reminder", func(h *plantedHouse) {
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationSent, "", domain.ActRemind)
	}},
	{"an offer that was proposed is filled", func(h *plantedHouse) {
		h.offer.Status = domain.OfferFilled
		h.keep(h.offer)
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationCancelled, "sent", string(domain.InvitationCancelled))
	}},
	{"a meetup that was proposed is called off", func(h *plantedHouse) {
		h.meetup.Status = domain.OccasionCancelled
		h.step("occasion", &h.meetup.Record, "open", string(domain.OccasionCancelled), referent.ID)
		h.keep(h.meetup)
		h.invited(domain.ForMeetup, h.meetup.ID, domain.InvitationCancelled, "sent", string(domain.InvitationCancelled))
	}},
	{"a yes to a meetup is taken back", func(h *plantedHouse) {
		h.invited(domain.ForMeetup, h.meetup.ID, domain.InvitationCancelled, "accepted", string(domain.InvitationCancelled))
	}},
	{"a meetup to which somebody comes moves", func(h *plantedHouse) {
		h.invited(domain.ForMeetup, h.meetup.ID, domain.InvitationAccepted, "sent", string(domain.InvitationAccepted))
		h.clock.advance(time.Minute)
		h.step("occasion", &h.meetup.Record, "", domain.ActEdit, referent.ID)
		last := &h.meetup.History[len(h.meetup.History)-1]
		last.Fields = []string{"at", "where"}
		h.told(h.meetup, *last)
	}},
	{"a yes to an offer", func(h *plantedHouse) {
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationAccepted, "sent", string(domain.InvitationAccepted))
	}},
	{"a yes to a meetup", func(h *plantedHouse) {
		h.invited(domain.ForMeetup, h.meetup.ID, domain.InvitationAccepted, "sent", string(domain.InvitationAccepted))
	}},
	{"a question, and what waits in the morning", func(h *plantedHouse) {
		h.invited(domain.ForOffer, h.offer.ID, domain.InvitationSent, "", domain.ActQuestion)
		if err := h.sendDigests(h.tb.Context(), h.Now()); err != nil {
			h.tb.Fatal(err)
		}
		h.left(0)
	}},
}

var introductionsWritten = []happening{
	{"somebody said yes", func(h *plantedHouse) {
		h.introduced(domain.IntroductionAccepted, "", string(domain.IntroductionAccepted), "link", func(x *domain.Introduction) { x.Slot = nil })
	}},
	{"a place is freed for somebody who waited", func(h *plantedHouse) {
		h.introduced(domain.IntroductionAccepted, string(domain.IntroductionWaiting), string(domain.IntroductionAccepted), "system", func(x *domain.Introduction) { x.Slot = nil })
	}},
	{"a slot is chosen", func(h *plantedHouse) {
		h.offer.Slots = []domain.Slot{inTwoDays}
		h.keep(h.offer)
		h.introduced(domain.IntroductionSlotChosen, string(domain.IntroductionAccepted), string(domain.IntroductionSlotChosen), "link")
	}},
	{"an answer is owed", func(h *plantedHouse) {
		h.introduced(domain.IntroductionMet, "", domain.ActOwed, "system")
	}},
	{"somebody is hired", func(h *plantedHouse) {
		h.introduced(domain.IntroductionHired, string(domain.IntroductionMet), string(domain.IntroductionHired), referent.ID, func(x *domain.Introduction) {
			out := cdi()
			out.Seat, out.Reason = 1, "Zqintroductionoutcomereasonx"
			x.Outcome, x.FollowUps = &out, []domain.FollowUp{{Months: 1, Due: today + 52, Note: "Zqintroductionfollowupsnotex"}}
		})
	}},
	{"somebody is not hired", func(h *plantedHouse) {
		h.introduced(domain.IntroductionNotHired, string(domain.IntroductionSlotChosen), string(domain.IntroductionNotHired), referent.ID, func(x *domain.Introduction) {
			x.Outcome = &domain.HiringOutcome{Reason: "Zqintroductionoutcomereasonx"}
		})
	}},
	{"a meeting is called off", func(h *plantedHouse) {
		h.introduced(domain.IntroductionCancelled, string(domain.IntroductionSlotChosen), string(domain.IntroductionCancelled), referent.ID)
	}},
	{"somebody withdraws", func(h *plantedHouse) {
		h.introduced(domain.IntroductionWithdrew, string(domain.IntroductionSlotChosen), string(domain.IntroductionWithdrew), "link")
	}},
}

// establishment has the establishment come to a state.
func establishment(status domain.EmployerStatus, from string) func(*plantedHouse) {
	return func(h *plantedHouse) {
		h.employer.Status = status
		h.told(h.employer, h.step("employer", &h.employer.Record, from, string(status), referent.ID))
	}
}

// seat has the request of somebody to join the establishment, itself in some state, come to a state.
func seat(of domain.EmployerStatus, status domain.MembershipStatus) func(*plantedHouse) {
	return func(h *plantedHouse) {
		h.employer.Status = of
		h.keep(h.employer)
		m := &domain.Membership{Record: domain.Record{ID: "zqmembershipx", Created: h.clock.Now()}, SIRET: masonry, UserID: h.asker.ID, Status: status}
		h.told(m, h.step("membership", &m.Record, "", string(status), referent.ID))
	}
}

// signedUp has somebody sign up with an address.
func signedUp(email string) func(*plantedHouse) {
	return func(h *plantedHouse) {
		x := &domain.SignUp{Record: domain.Record{ID: "zqsignupx", Created: h.clock.Now()}, Status: domain.SignUpPending, SIRET: masonry, Company: "Zqsignupcompanyx",
			Name: "Zqsignupnamex", Email: email, Phone: "0611223344"}
		h.marks = append(h.marks, mark{"signup.Company", []string{x.Company}}, mark{"signup.Name", []string{x.Name}}, mark{"signup.Phone", []string{x.Phone}})
		h.told(x, h.step("signup", &x.Record, "", string(domain.SignUpPending), ""))
	}
}

var establishmentsWritten = []happening{
	{"a stranger signs up", signedUp("zqstrangerx@exemple.fr")},
	{"an employer signs up again", signedUp("zqaskerx@exemple.fr")},
	{"staff sign up", signedUp("zqreferentx@exemple.fr")},
	{"an establishment waits", establishment(domain.EmployerAwaiting, "registered")},
	{"an establishment is active again", establishment(domain.EmployerActive, string(domain.EmployerSuspended))},
	{"an establishment is refused", establishment(domain.EmployerRefused, string(domain.EmployerAwaiting))},
	{"an establishment is suspended", establishment(domain.EmployerSuspended, string(domain.EmployerActive))},
	{"somebody asks to join", seat(domain.EmployerActive, domain.MembershipWaiting)},
	{"somebody asks to join where a referent has yet to answer", seat(domain.EmployerAwaiting, domain.MembershipWaiting)},
	{"somebody joins", seat(domain.EmployerActive, domain.MembershipMember)},
	{"somebody does not join", seat(domain.EmployerActive, domain.MembershipRefused)},
	{"somebody loses their seat", seat(domain.EmployerActive, domain.MembershipEnded)},
}

// account has something happen to the account of an employer.
func account(act string, change func(*domain.User)) happening {
	return happening{act, func(h *plantedHouse) {
		change(h.asker)
		h.told(h.asker, h.step("asker", &h.asker.Record, "", act, admin.ID))
	}}
}

// proof has something happen to what an account proves itself with.
func proof(act string) happening {
	return happening{act, func(h *plantedHouse) {
		c := &domain.Credential{Record: domain.Record{ID: h.asker.ID, Created: h.clock.Now()}, Password: "Zqpasswordx"}
		h.marks = append(h.marks, mark{"credential.Password", []string{c.Password}})
		h.told(c, h.step("credential", &c.Record, "", act, h.asker.ID))
	}}
}

// own has something happen on the page of the person.
func own(act string) happening {
	return happening{act, func(h *plantedHouse) {
		h.told(h.person, h.step("person", &h.person.Record, "", act, "link"))
	}}
}

// linkAsked is a link that somebody asks for.
func linkAsked(name string, ask func(*plantedHouse) error) happening {
	return happening{name, func(h *plantedHouse) {
		before := len(h.sent.all())
		if err := ask(h); err != nil {
			h.tb.Fatal(err)
		}
		h.left(before)
	}}
}

var accountsWritten = []happening{
	account(domain.ActInvited, func(*domain.User) {}),
	account(domain.ActEmailAsked, func(u *domain.User) { u.NewEmail = "zqnewx@exemple.fr" }),
	account(domain.ActEmailChanged, func(u *domain.User) { u.FormerEmail = "zqformerx@exemple.fr" }),
	account(string(domain.AccountClosed), func(u *domain.User) { u.Deactivated = true }),
	proof(domain.ActPasswordSet), proof(domain.ActTOTPSet), proof(domain.ActTOTPRemoved), proof(domain.ActTOTPReset), proof(domain.ActCodesRenewed),
	own(domain.ActSelfCorrect), own(domain.ActWarnRetention),
	linkAsked("a sign-in link", func(h *plantedHouse) error { return h.AskSignInLink(h.tb.Context(), "zqbossx@exemple.fr", "192.0.2.1") }),
	linkAsked("a forgotten password", func(h *plantedHouse) error {
		return h.AskPasswordReset(h.tb.Context(), "zqbossx@exemple.fr", "192.0.2.1")
	}),
	linkAsked("the page of one's data", func(h *plantedHouse) error {
		return h.AskSelfLink(h.tb.Context(), h.person.Candidate.Email, "192.0.2.1")
	}),
}
