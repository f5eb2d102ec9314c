package hiring

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// firstOf leaves out where a list goes on.
func firstOf[T any](list []T, _ string, err error) ([]T, error) { return list, err }

// Where somebody was before, whoever signs the establishment up is a newcomer: a referent answers.
func TestAStrangerTakesNoSeatWhereOthersAre(t *testing.T) {
	agency := domain.Actor{ID: "agence", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}
	for name, before := range map[string]func(*house){
		"an account of an administrator's": func(h *house) {
			must(h.AddUser(t.Context(), domain.System(), NewUser{Email: "membre@exemple.fr", Name: "Membre", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{bakery}}))(t)
		},
		"an offer that a referent typed": func(h *house) {
			draft := mason()
			draft.SIRET, draft.EmployerName = bakery, ""
			must(h.DraftOffer(t.Context(), referent, draft))(t)
		},
		"an offer of an agency that works there": func(h *house) {
			draft := mason()
			draft.SIRET, draft.UserSIRET = masonry, bakery
			o := must(h.DraftOffer(t.Context(), agency, draft))(t)
			must(h.SubmitOffer(t.Context(), agency, o.ID))(t)
			must(h.PublishOffer(t.Context(), referent, o.ID))(t)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.staff()
			before(h)
			c := h.join(luc())
			if c.Membership.Status != domain.MembershipWaiting || h.whoIs(c.User.ID).Sits(bakery) || c.Employer.Status != domain.EmployerAwaiting {
				t.Fatalf("%+v, an establishment %s", c.Membership, c.Employer.Status)
			}
			who := h.whoIs(c.User.ID)
			if offers := must(firstOf(h.Offers(t.Context(), who, OfferQuery{})))(t); len(offers) != 0 {
				t.Errorf("reads %d offers", len(offers))
			}
			_, err := h.Members(t.Context(), who, bakery)
			wantCode(t, err, domain.CodeNotFound)
			if got := h.mailsTo("ref@exemple.fr"); !slices.Contains(got, "employer_to_approve_for_referent") || !slices.Contains(got, "colleague_to_approve_for_referent") {
				t.Errorf("the referent: %v", got)
			}
			if again := must(h.AskToJoin(t.Context(), who, string(bakery), "Carillon"))(t); again.Status != domain.MembershipWaiting {
				t.Errorf("asked again, it is %s", again.Status)
			}
		})
	}
}

// A member of an establishment that has no accord, or lost it, reads nothing of others: neither who joins nor what an
// agency says of the place.
func TestAnUnvouchedMemberReadsNothingOfOthers(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx, ref := t.Context(), h.staff()
	c := h.join(luc())
	asked := h.join(anne())
	must(h.AddUser(ctx, domain.System(), NewUser{Email: "membre@exemple.fr", Name: "Membre", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{bakery}}))(t)
	draft := mason()
	draft.UserSIRET = bakery
	h.published(draft)
	reads := func(when string, others bool) {
		t.Helper()
		who := h.whoIs(c.User.ID)
		offers := must(firstOf(h.Offers(ctx, who, OfferQuery{})))(t)
		members := must(h.Members(ctx, who, bakery))(t)
		requests := must(firstOf(h.Requests(ctx, who, domain.MembershipQuery{SIRET: bakery, Status: domain.MembershipWaiting})))(t)
		if others != (len(offers) == 1) || others != (len(members) == 2) || others != (len(requests) == 1) || !slices.ContainsFunc(members, func(m Member) bool { return m.ID == who.ID }) {
			t.Errorf("%s: %d offers, members %+v, %d requests", when, len(offers), members, len(requests))
		}
	}
	reads("before an answer", false)
	must(h.RefuseEmployer(ctx, ref, bakery, "inconnu"))(t)
	reads("refused", false)
	must(h.ApproveEmployer(ctx, ref, bakery))(t)
	reads("vouched for", true)
	must(h.SuspendEmployer(ctx, ref, bakery, "impayés"))(t)
	reads("suspended", false)
	must(h.AcceptColleague(ctx, ref, bakery, asked.Membership.ID))(t)
	if got := h.mailsTo("luc@exemple.fr"); slices.Contains(got, "colleague_joined_for_member") || slices.Contains(got, "colleague_to_approve_for_member") {
		t.Errorf("a member of a suspended establishment: %v", got)
	}
}
