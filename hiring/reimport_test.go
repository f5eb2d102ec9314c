package hiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func (h *house) bringFixed(file string, fixed domain.FixedValues) *domain.Import {
	h.tb.Helper()
	return must(h.RunImport(h.tb.Context(), referent, ImportFile{Name: "extrait.csv", Body: strings.NewReader(file), Fixed: fixed}, nil))(h.tb)
}

// An extract that comes back another day, with what is said for all of it said otherwise, restarts nobody.
func TestAnImportAgainLaterRestartsNobody(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bringFixed(extract, domain.FixedValues{EnteredOn: today, Programme: domain.CandidathequeProgramme, Domain: "batiment", Adviser: "Conseil@Exemple.fr"})
	first := must(h.Person(ctx, referent, "FT-0001A"))(t)
	h.clock.advance(48 * time.Hour)
	later := domain.FixedValues{EnteredOn: today + 2, Programme: "PLIE", Domain: "industrie", Adviser: "autre@exemple.fr"}
	if again := h.bringFixed(extract, later); again.Unchanged != 2 {
		t.Errorf("again %+v", again)
	}
	if p := must(h.Person(ctx, referent, "FT-0001A"))(t); p.Revision != first.Revision || p.Candidate.EnteredOn != today || p.Candidate.Adviser != "conseil@exemple.fr" {
		t.Errorf("restarted: %+v", p.Candidate)
	}
	first.Candidate.Adviser, first.Profile.Domain = "", ""
	must(h.SavePerson(ctx, referent, first))(t)
	filled := h.bringFixed(extract, later)
	p := must(h.Person(ctx, referent, "FT-0001A"))(t)
	if filled.UpdatedRows != 1 || p.Candidate.Adviser != "autre@exemple.fr" || p.Profile.Domain != "industrie" || p.Candidate.EnteredOn != today || len(p.Candidate.Accompaniments) != 1 {
		t.Errorf("what was empty is not filled alone: %+v", p)
	}
}

// One person under two keys of one file: once their files are one, neither row undoes the other.
func TestAnImportOfMergedRowsSettles(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	const file = "id;nom;prenom;email;telephone;date_naissance;metiers_exerces;metiers_refuses;moyens;entree_le;consentement_le\n" +
		"A;Lefebvre;Samira;;06 12 34 56 78;1990-01-15;F1703:12;K2204;;2026-11-02;2026-11-02\n" +
		"B;Lefebvre;Samira;s@exemple.fr;06 99 99 99 99;1990-01-15;F1703:30|K1304:6;G1605;velo;2026-11-01;2026-11-01\n"
	if record := h.bring(file); record.CreatedRows != 2 {
		t.Fatalf("the file %+v", record)
	}
	kept := must(h.MergePeople(ctx, referent, "A", "B"))(t)
	h.bring(file)
	again := h.bring(file)
	p := must(h.Person(ctx, referent, "B"))(t)
	if again.Unchanged != 2 || again.UpdatedRows+again.CreatedRows > 0 {
		t.Errorf("it never settles: %+v", again)
	}
	if p.ID != "A" || p.Candidate.Phone != "06 12 34 56 78" || p.Candidate.Email != "s@exemple.fr" {
		t.Errorf("the one that stays was overwritten: %+v", p.Candidate)
	}
	if !slices.Equal(p.Profile.Refused, []domain.ROME{"K2204", "G1605"}) || p.Candidate.Consent != kept.Candidate.Consent || p.Profile.Means != kept.Profile.Means {
		t.Errorf("what both said is lost: %+v", p.Profile)
	}
	h.bring("id;metiers_refuses\nA;K2204\n") // a file with one of the two
	if p := must(h.Person(ctx, referent, "A"))(t); len(p.Profile.Refused) != 2 {
		t.Errorf("one row alone took back a refusal: %v", p.Profile.Refused)
	}
}
