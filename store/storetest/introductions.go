package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// invitations are found by what they are for, whose they are, their state, and when they may leave.
func invitations(t *testing.T, s *store.Store) {
	for n, x := range []struct {
		id, object, profile string
		status              domain.InvitationStatus
		due                 time.Duration
	}{{"a", "o1", "p1", domain.InvitationSent, 0}, {"b", "o1", "p2", domain.InvitationQueued, 2 * time.Hour}, {"c", "o2", "p1", domain.InvitationQueued, time.Hour}, {"d", "o2", "old", domain.InvitationDeclined, 0}} {
		i := &domain.Invitation{Record: domain.Record{ID: x.id, Created: day.Add(time.Duration(n) * time.Hour)}, Object: x.object, Profile: x.profile, Status: x.status}
		if x.due > 0 {
			i.Due = day.Add(x.due)
		}
		switch x.id {
		case "a": // without a mailbox, and asks
			i.ByHand, i.Sent, i.Questions = true, day, []domain.Question{{At: day.Add(30 * time.Minute)}}
		case "d":
			i.Questions = []domain.Question{{At: day.Add(-time.Hour), Answered: day}, {At: day}}
		}
		must(t, s.Invitations.Save(ctx, i))
	}
	must(t, s.Invitations.Save(ctx, &domain.Invitation{Record: domain.Record{ID: "e", Created: day.Add(-time.Hour)}, Object: "o3", Profile: "p3", Status: domain.InvitationExpired, Expires: domain.DayOf(day) - 5}))
	wantCode(t, s.Invitations.Save(ctx, &domain.Invitation{Record: domain.Record{ID: "a"}}), domain.CodeConflict)
	referent := domain.Actor{ID: "r", Roles: domain.RoleReferent}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.InvitationQuery
		want   string
	}{
		{"all, the latest first", sys, domain.InvitationQuery{}, "dcbae"},
		{"for an offer", referent, domain.InvitationQuery{Object: "o1"}, "ba"},
		{"of somebody, under any of their keys", referent, domain.InvitationQuery{Profiles: []string{"p1", "old"}}, "dca"},
		{"in a state", sys, domain.InvitationQuery{Statuses: []domain.InvitationStatus{domain.InvitationSent, domain.InvitationDeclined}}, "da"},
		{"due, the first due first", sys, domain.InvitationQuery{DueBefore: day.Add(3 * time.Hour)}, "cb"},
		{"with a question that waits, the first asked first", referent, domain.InvitationQuery{AskedBefore: day.Add(time.Hour)}, "da"},
		{"with a question, before that one", referent, domain.InvitationQuery{AskedBefore: day.Add(time.Minute)}, "d"},
		{"asking something by a day", referent, domain.InvitationQuery{WakesBy: domain.DayOf(day)}, "ea"},
		{"asking something since a day", referent, domain.InvitationQuery{WakesFrom: domain.DayOf(day), WakesBy: domain.DayOf(day)}, "a"},
		{"not due yet", sys, domain.InvitationQuery{DueBefore: day.Add(90 * time.Minute)}, "c"},
		{"an adviser's", domain.Actor{ID: "c", Roles: domain.RoleAdviser}, domain.InvitationQuery{}, ""},
		{"an employer's", domain.Actor{ID: "e", Roles: domain.RoleEmployer}, domain.InvitationQuery{}, ""},
	} {
		list, _, err := s.Invitations.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var ids []string
		for _, i := range list {
			ids = append(ids, i.ID)
		}
		if got := strings.Join(ids, ""); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// introductions are for referents, and for the establishments of their offer once they are off the waiting list.
func introductions(t *testing.T, s *store.Store) {
	const own, site, other = domain.SIRET("73282932000074"), domain.SIRET("55208131766522"), domain.SIRET("35600000049837")
	for n, x := range []struct {
		id     string
		sirets []domain.SIRET
		status domain.IntroductionStatus
	}{{"a", []domain.SIRET{own}, domain.IntroductionAccepted}, {"b", []domain.SIRET{own, site}, domain.IntroductionHired}, {"c", []domain.SIRET{own}, domain.IntroductionWaiting}, {"d", []domain.SIRET{other}, domain.IntroductionMet}} {
		must(t, s.Introductions.Save(ctx, &domain.Introduction{Record: domain.Record{ID: x.id, Created: day.Add(time.Duration(n) * time.Hour), History: []domain.Step{{To: string(x.status), At: day}}}, OfferID: "o" + x.id, Profile: "p" + x.id, SIRETs: x.sirets, Status: x.status}))
	}
	employer := func(of ...domain.SIRET) domain.Actor {
		return domain.Actor{ID: "e", Roles: domain.RoleEmployer, SIRETs: of}
	}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.IntroductionQuery
		want   string
	}{
		{"all, the latest first", sys, domain.IntroductionQuery{}, "dcba"},
		{"of an establishment", sys, domain.IntroductionQuery{SIRETs: []domain.SIRET{site}}, "b"},
		{"of some offers", sys, domain.IntroductionQuery{Offers: []string{"oa", "od"}}, "da"},
		{"in states", sys, domain.IntroductionQuery{Statuses: []domain.IntroductionStatus{domain.IntroductionWaiting, domain.IntroductionMet}}, "dc"},
		{"asking something by a day", sys, domain.IntroductionQuery{WakesBy: domain.DayOf(day) + 2}, "a"},
		{"asking something by a later day, the first first", sys, domain.IntroductionQuery{WakesBy: domain.DayOf(day) + 8}, "ad"},
		{"asking something of an employer's own", employer(own), domain.IntroductionQuery{WakesBy: domain.DayOf(day) + 8}, "a"},
		{"of a person", sys, domain.IntroductionQuery{Profiles: []string{"pa"}}, "a"},
		{"those who pay", employer(own), domain.IntroductionQuery{}, "ba"},
		{"where the work is done", employer(site), domain.IntroductionQuery{}, "b"},
		{"another's, asked for", employer(site), domain.IntroductionQuery{SIRETs: []domain.SIRET{other}}, ""},
		{"an adviser's", domain.Actor{ID: "c", Roles: domain.RoleAdviser}, domain.IntroductionQuery{}, ""},
	} {
		list, _, err := s.Introductions.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var ids []string
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		if got := strings.Join(ids, ""); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	_, err := s.Introductions.Get(ctx, employer(own), "c")
	wantCode(t, err, domain.CodeNotFound)
}

// occasions are found by kind and state, by staff.
func occasions(t *testing.T, s *store.Store) {
	must(t, s.Occasions.Save(ctx, &domain.Occasion{Record: domain.Record{ID: "m", Created: day}, For: domain.ForMeetup, Status: domain.OccasionOpen}))
	must(t, s.Occasions.Save(ctx, &domain.Occasion{Record: domain.Record{ID: "p", Created: day}, For: domain.ForPMSMP, Status: domain.OccasionClosed}))
	list, _, err := s.Occasions.Find(ctx, sys, domain.OccasionQuery{For: domain.ForMeetup})
	must(t, err)
	open, _, err := s.Occasions.Find(ctx, sys, domain.OccasionQuery{Status: domain.OccasionClosed})
	must(t, err)
	if !slices.ContainsFunc(list, func(o *domain.Occasion) bool { return o.ID == "m" }) || len(list) != 1 || len(open) != 1 || open[0].ID != "p" {
		t.Errorf("%d meetups, %d closed", len(list), len(open))
	}
	_, err = s.Occasions.Get(ctx, domain.Actor{ID: "e", Roles: domain.RoleEmployer}, "m")
	wantCode(t, err, domain.CodeNotFound)
}
