package hiring

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestTheSheetHoldsAnAllowList: these fields, and no other, ever leave for an employer.
func TestTheSheetHoldsAnAllowList(t *testing.T) {
	allowed := []string{"contact", "offer_title", "occupations", "skills", "licences", "certificates", "level", "availability", "languages"}
	var fields []string
	for f := range reflect.TypeFor[domain.Fiche]().Fields() {
		fields = append(fields, f.Tag.Get("json"))
	}
	if !slices.Equal(fields, allowed) {
		t.Errorf("the sheet holds %v", fields)
	}
	var contact []string
	for f := range reflect.TypeFor[domain.Contact]().Fields() {
		contact = append(contact, f.Tag.Get("json"))
	}
	if want := []string{"first_name", "last_name", "email", "phone"}; !slices.Equal(contact, want) {
		t.Errorf("a contact holds %v", contact)
	}
}

// A file full of what stays in the house gives a sheet without any of it; nobody else opens one, and each opening is told.
func TestTheSheetTellsNothingElse(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	p := h.person("M00000")
	p.Candidate.Criteria = []domain.Criterion{{Code: "RSA", SeenOn: today - 3}}
	p.Candidate.Phone = "+33612345678"
	p.Profile.Presentation, p.Profile.RefusedContexts = "Zqpresentation", []string{"Zqcontexte"}
	p.Profile.Refused = []domain.ROME{"K2204"}
	p.Profile.Windows = []domain.Window{{Days: domain.Weekdays, From: domain.ClockAt(9, 7), To: domain.ClockAt(16, 43)}}
	p.Profile.Targets = append(p.Profile.Targets, domain.Target{Title: "Zqreve"})
	p.Profile.Skills = []domain.Skill{{Label: "lire un plan"}}
	must(h.SavePerson(t.Context(), referent, p))(t)
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	f := must(h.OpenFiche(t.Context(), boss, "a"))(t)
	raw := string(must(json.Marshal(f))(t))
	for _, planted := range []string{"RSA", "Zq", "1990", "K2204", "9:07", "09:07", "59140", "Dunkerque"} {
		if strings.Contains(raw, planted) {
			t.Errorf("the sheet says %q: %s", planted, raw)
		}
	}
	for _, want := range []string{"Prénom0", "Nom0", "m0@exemple.fr", "lire un plan", `"B"`, "valable jusqu'au"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the sheet lacks %q: %s", want, raw)
		}
	}
	for _, actor := range []domain.Actor{stranger, adviser, admin, fac, nobodyYet} {
		_, err := h.OpenFiche(t.Context(), actor, "a")
		wantCode(t, err, domain.CodeNotFound)
	}
	must(h.Outcome(t.Context(), boss, "a", domain.HiringOutcome{Reason: "Pas cette fois."}))(t)
	_, err := h.OpenFiche(t.Context(), boss, "a")
	wantCode(t, err, domain.CodeNotFound)
	lines, _, err := h.store.Journal.Find(t.Context(), admin, domain.JournalQuery{Act: domain.ActOpenSheet, Limit: 10})
	if err != nil || len(lines) != 1 {
		t.Errorf("%d lines of the journal, %v", len(lines), err)
	}
}
