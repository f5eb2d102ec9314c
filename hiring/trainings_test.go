package hiring

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func session(days domain.Date, certificates ...string) *domain.Training {
	return &domain.Training{Title: "Session", Certificates: certificates, Start: today + days, Place: commune("59140", "Dunkerque"), Places: 8}
}

func TestKeepingTheListOfTrainings(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	for _, actor := range []domain.Actor{boss, adviser, admin, nobodyYet} {
		if _, err := h.SaveTraining(ctx, actor, session(10, "SST")); domain.CodeOf(err) != domain.CodeForbidden {
			t.Errorf("by %s: %v", actor.Name, err)
		}
	}
	made := must(h.SaveTraining(ctx, fac, session(10, "CACES R489 cat 3")))(t)
	if made.Status != domain.TrainingOpen || !slices.Equal(made.Certificates, []string{"R489-3"}) || made.ID == "" {
		t.Errorf("%+v", made)
	}
	_, err := h.SaveTraining(ctx, referent, session(10, "diplôme inconnu"))
	wantCode(t, err, domain.CodeInvalid)
	_, err = h.SaveTraining(ctx, referent, &domain.Training{Title: "vide"})
	wantCode(t, err, domain.CodeInvalid)
	changed := *made
	changed.Places = 4
	must(h.SaveTraining(ctx, referent, &changed))(t)
	made.Places = 6 // an older reading
	_, err = h.SaveTraining(ctx, referent, made)
	wantCode(t, err, domain.CodeConflict)
	must(h.CloseTraining(ctx, referent, made.ID))(t)
	if open := must(h.SessionsGiving(ctx, referent, []string{"R489-3"}))(t); len(open) != 0 {
		t.Errorf("%d sessions, all are closed", len(open))
	}
	must(h.OpenTraining(ctx, fac, made.ID))(t)
	_, err = h.Training(ctx, boss, made.ID)
	wantCode(t, err, domain.CodeNotFound)
}

// A session gives a certificate, or one that covers it; those that began are over.
func TestTheNextSessions(t *testing.T) {
	h := newHouse(t)
	for _, s := range []*domain.Training{session(30, "R489-3"), session(5, "FCO marchandises"), session(-3, "R489-3"), session(10, "R489-3"),
		session(20, "R489-3"), session(40, "R489-3"), session(7, "SST")} {
		must(h.SaveTraining(t.Context(), referent, s))(t)
	}
	var starts []domain.Date
	for _, s := range must(h.SessionsGiving(t.Context(), adviser, []string{"R489-3"}))(t) {
		starts = append(starts, s.Start-today)
	}
	if !slices.Equal(starts, []domain.Date{10, 20, 30}) {
		t.Errorf("in %v days", starts)
	}
	afe := session(6, "R489-3")
	afe.Programmes = []domain.Programme{"PLIE"}
	must(h.SaveTraining(t.Context(), referent, afe))(t)
	h.bring(masonsFile(1))
	if next := must(h.SessionsFor(t.Context(), referent, "M00000", []string{"R489-3"}))(t); len(next) != 3 || next[0].Start != today+10 {
		t.Errorf("somebody out of the PLIE is led to an AFE: %+v", next)
	}
	p := must(h.Person(t.Context(), referent, "M00000"))(t)
	p.Candidate.Accompaniments = append(p.Candidate.Accompaniments, domain.Accompaniment{Programme: "PLIE", From: today - 1})
	must(h.SavePerson(t.Context(), referent, p))(t)
	if next := must(h.SessionsFor(t.Context(), referent, "M00000", []string{"R489-3"}))(t); next[0].Start != today+6 {
		t.Errorf("somebody of the PLIE is not: %+v", next[0])
	}
	if covering := must(h.SessionsGiving(t.Context(), adviser, []string{"FIMO marchandises"}))(t); len(covering) != 1 {
		t.Errorf("%d sessions for a FIMO: a FCO covers it", len(covering))
	}
	if none := must(h.SessionsGiving(t.Context(), adviser, nil))(t); len(none) != 0 {
		t.Errorf("%d sessions for nothing", len(none))
	}
}

func TestWhatAMissingCertificateCosts(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(5))
	for _, codes := range [][]string{{"R489-3"}, {"R489-3"}, {"R489-3", "R482-A"}, {"SST"}, nil} {
		o := mason()
		o.Places = 2
		for _, code := range codes {
			o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: code})
		}
		h.published(o)
	}
	soft := mason()
	soft.Certificates = []domain.CertificateNeed{{Code: "R486-A", Need: domain.Trainable}}
	h.published(soft)
	costs := must(h.CertificateCosts(t.Context(), referent))(t)
	want := []CertificateCost{{Code: "R489-3", People: 5, Offers: 3, Places: 6}, {Code: "R482-A", Offers: 1, Places: 2}, {Code: "SST", Offers: 1, Places: 2}}
	if len(costs) != len(want) {
		t.Fatalf("%+v", costs)
	}
	for i, x := range want {
		got := costs[i]
		if got.Code != x.Code || got.People != x.People || got.Offers != x.Offers || got.Places != x.Places {
			t.Errorf("%d: %+v, want %+v", i, got, x)
		}
	}
	if lines := costs[0].Lines; len(lines) != 2 || len(lines[0].People) != 5 {
		t.Errorf("opened: %+v", lines)
	}
	if read := must(h.CertificateCosts(t.Context(), fac))(t); read[0].People != 5 || read[0].Lines != nil {
		t.Errorf("a facilitator reads %+v", read[0])
	}
	_, err := h.CertificateCosts(t.Context(), boss)
	wantCode(t, err, domain.CodeForbidden)
	must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t)
	if again := must(h.CertificateCosts(t.Context(), referent))(t); again[0].People != 4 {
		t.Errorf("%d people after one withdrew their accord", again[0].People)
	}
}
