package hiring

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestWhoOpensAFile(t *testing.T) {
	h := newHouse(t)
	h.bring("id;nom;conseiller\nSUIVI;A;Conseil@exemple.fr\nAUTRE;B;autre@exemple.fr\n")
	for _, tt := range []struct {
		actor  domain.Actor
		id     string
		opened bool
	}{
		{referent, "SUIVI", true}, {adviser, "SUIVI", true}, {adviser, "AUTRE", false},
		{boss, "SUIVI", false}, {admin, "SUIVI", false}, {fac, "SUIVI", false}, {nobodyYet, "SUIVI", false},
	} {
		_, err := h.Person(t.Context(), tt.actor, tt.id)
		if tt.opened != (err == nil) || !tt.opened && domain.CodeOf(err) != domain.CodeNotFound {
			t.Errorf("%s opens %s: %v", tt.actor.ID, tt.id, err)
		}
		_, err = h.SearchPeople(t.Context(), tt.actor, PeopleQuery{})
		if (tt.actor.ID == referent.ID) != (err == nil) {
			t.Errorf("%s searches: %v", tt.actor.ID, err)
		}
	}
	list, _, err := h.FollowedPeople(t.Context(), adviser, "")
	if err != nil || len(list) != 1 || list[0].ID != "SUIVI" {
		t.Errorf("followed %v %v", list, err)
	}
}

func TestSavingAFile(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := &domain.Person{Record: domain.Record{ID: "P1"}}
	p.Profile.Certificates = []domain.HeldCertificate{{Code: "caces r489 cat 3"}}
	p.Profile.Communes = []string{"Gravelines", "59183"}
	p.Candidate.Consent = domain.Consent{On: today, Channel: "phone"}
	saved := must(h.SavePerson(ctx, referent, p))(t)
	if saved.Profile.Certificates[0].Code != "R489-3" || saved.Profile.Communes[0] != "59273" || saved.Candidate.Consent.By != referent.ID || saved.Revision != 1 {
		t.Errorf("saved %+v", saved)
	}
	_, err := h.SavePerson(ctx, referent, p) // opened twice
	wantCode(t, err, domain.CodeConflict)
	stale := *saved
	must(h.SavePerson(ctx, referent, saved))(t)
	_, err = h.SavePerson(ctx, referent, &stale)
	wantCode(t, err, domain.CodeConflict)
	for _, actor := range []domain.Actor{boss, admin, nobodyYet} {
		_, err := h.SavePerson(ctx, actor, p)
		wantCode(t, err, domain.CodeForbidden)
	}
	_, err = h.SavePerson(ctx, adviser, saved) // nobody's file but a referent's
	wantCode(t, err, domain.CodeNotFound)
	for _, wrong := range []func(*domain.Person){
		func(p *domain.Person) { p.Profile.Presentation = "mon numéro : 2 91 07 59 183 044 12" },
		func(p *domain.Person) { p.Profile.Communes = []string{"Atlantis"} },
		func(p *domain.Person) { p.ID = "a/b" },
	} {
		bad := &domain.Person{Record: domain.Record{ID: "P2"}}
		wrong(bad)
		_, err := h.SavePerson(ctx, referent, bad)
		wantCode(t, err, domain.CodeInvalid)
	}
}

func TestAPersonIsFoundByTheBeginningOfTheirName(t *testing.T) {
	h := newHouse(t)
	h.bring("id;nom;prenom\nP1;Vanhoutte;Élodie\nP2;Durand;Paul\n")
	if found := must(h.PeopleByName(t.Context(), referent, "vanh"))(t); len(found) != 1 || found[0].ID != "P1" {
		t.Errorf("found %v", found)
	}
	if found, err := h.PeopleByName(t.Context(), boss, "vanh"); err == nil && len(found) > 0 {
		t.Error("an employer found somebody")
	}
}
