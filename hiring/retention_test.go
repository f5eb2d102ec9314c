package hiring

import (
	"context"
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// months moves the clock of a house.
func (h *house) months(n int) { h.clock.advance(h.clock.Now().AddDate(0, n, 0).Sub(h.clock.Now())) }

func TestTheDeclaredJobsAreThoseThatRun(t *testing.T) {
	for _, rule := range domain.RetentionRules() {
		runs := slices.ContainsFunc(retentionJobs, func(j struct {
			job domain.RetentionJob
			run func(*keeping, context.Context) error
		}) bool {
			return j.job == rule.Job
		})
		if rule.Job != "" && !runs {
			t.Errorf("%s is declared to be ended by %q, which nobody runs", rule.Code, rule.Job)
		}
	}
}

func TestAFileWithoutAnActIsToldThenGoes(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	list := h.plantEverywhere()
	figures := must(h.PeopleFigures(ctx, admin))(t)
	warned := func() bool { return must(h.Person(ctx, referent, "EE-PLANTE-77"))(t).Warned() }

	h.months(22)
	must(h.RunRetention(ctx, admin))(t)
	if warned() {
		t.Error("told at 22 months")
	}
	h.months(1)
	plan := must(h.RetentionPlan(ctx, admin))(t)
	if len(plan.Warn) != 13 || len(plan.Leave) != 0 || warned() {
		t.Errorf("the plan at 23 months: %d to warn, %d to leave; it acted: %t", len(plan.Warn), len(plan.Leave), warned())
	}
	must(h.RunRetention(ctx, admin))(t)
	if again := must(h.RunRetention(ctx, admin))(t); !warned() || len(again.Warn) != 0 {
		t.Errorf("told: %t, and again: %d", warned(), len(again.Warn))
	}
	must(h.RecordConsent(ctx, referent, "M00003", domain.ChannelPhone, domain.DayOf(h.clock.Now())))(t)

	h.months(1)
	run := must(h.RunRetention(ctx, admin))(t)
	if len(run.Leave) != 12 {
		t.Errorf("%d leave at 24 months", len(run.Leave))
	}
	if _, err := h.Person(ctx, referent, "M00003"); err != nil {
		t.Errorf("somebody who said something last month left: %v", err)
	}
	h.background.Wait()
	if err := h.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("anonymised, and yet: %v", found)
	}
	if after := withoutErased(must(h.PeopleFigures(ctx, admin))(t)); !slices.Equal(after, figures) {
		t.Errorf("the counts changed:\n%v\n%v", figures, after)
	}
	kept := must(h.Shortlist(ctx, referent, list.ID))(t)
	if len(kept.Entries) != len(list.Entries) {
		t.Errorf("the list lost its form")
	}
	for _, id := range kept.Named() {
		if id != "M00003" {
			t.Errorf("the list still names %s", id)
		}
	}
}

func TestTheWorkOfADayIsDoneOnce(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(masonsFile(3))
	h.months(25)
	if run := must(h.Daily(ctx))(t); len(run.Leave) != 3 {
		t.Errorf("%d leave", len(run.Leave))
	}
	if run := must(h.Daily(ctx))(t); run.On.Known() {
		t.Error("the work of a day is done twice")
	}
	h.clock.advance(24 * time.Hour)
	if run := must(h.Daily(ctx))(t); !run.On.Known() {
		t.Error("the next day has no work")
	}
}

func TestOffersImportsAndAccountsEnd(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.register()
	o := h.published(mason())
	h.bring(profilesHeader + "X;;;pas-une-adresse;;99999;Nulle part;;;;;;;;;;;;\n")
	u := must(h.AddUser(ctx, admin, NewUser{Email: "partie@exemple.fr", Name: "Partie", Roles: domain.RoleReferent}))(t)
	must(h.NewList(ctx, u.Actor(), "À moi", nil))(t)
	must(h.DeactivateUser(ctx, admin, u.ID))(t)
	if _, err := h.WithdrawOffer(ctx, boss, o.ID, "pourvue"); err != nil {
		t.Fatal(err)
	}
	count := func() (imports, quoted int) {
		list, _, err := h.Deps.Imports.Find(ctx, domain.System(), domain.ImportQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range list {
			quoted += len(i.Errors) + len(i.Warnings)
		}
		return len(list), quoted
	}
	h.months(2)
	must(h.RunRetention(ctx, admin))(t)
	if n, quoted := count(); n != 1 || quoted != 0 {
		t.Errorf("after two months: %d accounts of files, %d values", n, quoted)
	}
	h.months(11)
	must(h.RunRetention(ctx, admin))(t)
	if n, _ := count(); n != 0 {
		t.Errorf("after 13 months: %d accounts of files", n)
	}
	if _, err := h.User(ctx, u.ID); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a closed account stays: %v", err)
	}
	if lists := must(h.Lists(ctx, u.Actor()))(t); len(lists) != 0 {
		t.Error("the lists of a closed account stay")
	}
	if _, err := h.Offer(ctx, referent, o.ID); err != nil {
		t.Errorf("the offer left before its time: %v", err)
	}
	h.months(12)
	must(h.RunRetention(ctx, admin))(t)
	if _, err := h.Offer(ctx, referent, o.ID); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("an offer stays past its time: %v", err)
	}
}
