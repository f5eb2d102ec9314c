package hiring

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// listed is a house with masons in the pool, a published offer and its list.
func listed(t *testing.T, masons int) (*house, *domain.Offer, *domain.Shortlist) {
	t.Helper()
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(masons))
	o := h.published(mason())
	return h, o, must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
}

func TestAListIsFrozenWithAllThatExplainsIt(t *testing.T) {
	_, o, list := listed(t, 30)
	excluded := 0
	for _, x := range list.Excluded {
		excluded += x.Count
	}
	if list.Pool != 30 || list.Eligible+excluded != list.Pool {
		t.Errorf("pool %d, eligible %d, excluded %d", list.Pool, list.Eligible, excluded)
	}
	if len(list.Entries) != entriesShown || list.OfferID != o.ID || list.OfferHash == "" || list.Weights == "" || list.IDF == "" || list.On != today {
		t.Errorf("list %+v", list)
	}
	cards := map[string]bool{}
	for i, e := range list.Entries {
		sum := 0.0
		for _, r := range e.Reasons {
			sum += r.Points
		}
		if e.Rank != i+1 || e.Decision != domain.Proposed || e.Employer != domain.SideUnanswered || len(e.Card) < 20 || sum-e.Score > 1e-9 || e.Score-sum > 1e-9 {
			t.Errorf("entry %+v", e)
		}
		cards[e.Card] = true
	}
	if len(cards) != len(list.Entries) {
		t.Error("two people have one card")
	}
}

func TestWhoMayBuildAndReadAList(t *testing.T) {
	h, o, list := listed(t, 5)
	for _, tt := range []struct {
		name  string
		actor domain.Actor
		want  domain.Code
	}{
		{"the employer", boss, domain.CodeForbidden}, {"another employer", stranger, domain.CodeNotFound},
		{"an adviser", adviser, domain.CodeForbidden}, {"a referent with a seat in it", seated, domain.CodeForbidden},
		{"a stranger", nobodyYet, domain.CodeNotFound}, {"a referent", referent, ""},
	} {
		_, err := h.BuildShortlist(t.Context(), tt.actor, o.ID)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("built by %s: %v, want %q", tt.name, err, tt.want)
		}
	}
	for _, actor := range []domain.Actor{boss, stranger, adviser, fac, admin, nobodyYet} {
		_, err := h.Shortlist(t.Context(), actor, list.ID)
		wantCode(t, err, domain.CodeNotFound)
		_, err = h.Decide(t.Context(), actor, list.ID, list.Entries[0].Profile, domain.Kept, "")
		wantCode(t, err, domain.CodeNotFound)
		_, err = h.ExcludedBy(t.Context(), actor, list.ID, domain.GateDistance)
		wantCode(t, err, domain.CodeNotFound)
	}
}

func TestADraftOfferHasNoList(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	_, err := h.BuildShortlist(t.Context(), referent, o.ID)
	wantCode(t, err, domain.CodeConflict)
}

// What an employer may never read is planted in a person's file, then looked for in all that the employer gets.
func TestAnEmployerSeesNothingThatIsPlanted(t *testing.T) {
	h := newHouse(t)
	h.register()
	planted := []string{"NomPlanté", "PrenomPlante", "plante@exemple.fr", "0612345678", "1987-04-19", "avril 1987", "TitrePlante", "PresentationPlantee",
		"RSA", "PLIE", "Bray-Dunes", "59123", "lu-ve", "nuit", "CompetencePlantee", "CertificatPlante", "referentplante", "P-PLANTE", "tigrigna"}
	h.bring("id;nom;prenom;email;telephone;date_naissance;code_postal;commune;metiers_recherches;metiers_exerces;competences;certificats;mobilite_km;vehicule;disponible_le;contrats;plages;horaires_refuses;langues;presentation;programme;referent;entree_le;consentement_le;criteres\n" +
		"P-PLANTE;NomPlanté;PrenomPlante;plante@exemple.fr;0612345678;1987-04-19;59123;Bray-Dunes;F1703|TitrePlante;F1703:30|TitrePlante:8;CompetencePlantee;CertificatPlante@2026-01-01|SST@2026-01-01;60;oui;2026-11-01;CDI;lu-ve 06:00-20:00;nuit;tigrigna:c+;PresentationPlantee;PLIE;referentplante;2026-10-01;2026-10-01;RSA@2026-10-01\n")
	o := h.published(mason())
	list := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	if len(list.Entries) != 1 {
		t.Fatalf("%d entries: %+v", len(list.Entries), list.Excluded)
	}
	must(h.Decide(t.Context(), referent, list.ID, "P-PLANTE", domain.Kept, ""))(t)
	must(h.ShareShortlist(t.Context(), referent, list.ID))(t)

	seen := must(h.Shortlist(t.Context(), boss, list.ID))(t)
	answered := must(h.AnswerCard(t.Context(), boss, list.ID, seen.Entries[0].Card, domain.SideInterested, ""))(t)
	of := must(h.ShortlistsOf(t.Context(), boss, o.ID))(t)
	offer := must(h.Offer(t.Context(), boss, o.ID))(t)
	raw, err := json.Marshal([]any{seen, answered, of, offer})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range planted {
		if strings.Contains(string(raw), secret) {
			t.Errorf("the employer reads %q in %s", secret, raw)
		}
	}
	card := seen.Entries[0].Snapshot
	want := domain.Card{ID: list.Entries[0].Card, Band: "fort", Occupations: []string{"Maçon / Maçonne, 2 ans"}, Certificates: []string{card.Certificates[0]},
		Experience: "3 ans", Distance: "à moins de 20 km", Availability: "tout de suite", Contracts: []string{"CDI"}}
	if card.Experience != want.Experience || card.Distance != want.Distance || card.Availability != want.Availability ||
		!slices.Equal(card.Contracts, want.Contracts) || len(card.Certificates) != 1 || len(card.Reasons) != 3 || card.ID != want.ID {
		t.Errorf("card %+v", card)
	}
	if seen.Entries[0].Profile != "" || seen.Entries[0].Score != 0 || seen.Pool != 0 || seen.By != "" {
		t.Errorf("the employer reads %+v", seen)
	}
}

func TestTheEmployerSeesOnlyWhoWasKept(t *testing.T) {
	h, _, list := listed(t, 5)
	ctx := t.Context()
	_, err := h.ShareShortlist(ctx, referent, list.ID)
	if err == nil {
		t.Fatal("a list nobody was kept of was shared")
	}
	must(h.Decide(ctx, referent, list.ID, list.Entries[1].Profile, domain.Kept, ""))(t)
	_, err = h.Decide(ctx, referent, list.ID, list.Entries[0].Profile, domain.Dropped, " ")
	wantCode(t, err, domain.CodeInvalid)
	must(h.Decide(ctx, referent, list.ID, list.Entries[0].Profile, domain.Dropped, "a trouvé ailleurs"))(t)
	must(h.ShareShortlist(ctx, referent, list.ID))(t)
	seen := must(h.Shortlist(ctx, boss, list.ID))(t)
	if len(seen.Entries) != 1 || seen.Entries[0].Card != list.Entries[1].Card || seen.Entries[0].Rank != 1 {
		t.Fatalf("the employer sees %+v", seen.Entries)
	}
	_, err = h.AnswerCard(ctx, boss, list.ID, list.Entries[0].Card, domain.SideInterested, "")
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.AnswerCard(ctx, boss, list.ID, list.Entries[1].Profile, domain.SideInterested, "")
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.AnswerCard(ctx, stranger, list.ID, list.Entries[1].Card, domain.SideInterested, "")
	wantCode(t, err, domain.CodeNotFound)
	// Somebody kept later joins the cards at once.
	must(h.Decide(ctx, referent, list.ID, list.Entries[2].Profile, domain.Kept, ""))(t)
	if seen = must(h.Shortlist(ctx, boss, list.ID))(t); len(seen.Entries) != 2 {
		t.Errorf("the employer sees %d cards", len(seen.Entries))
	}
}

// What the employer saw stays what they saw: the card does not follow the file.
func TestASharedCardIsFrozen(t *testing.T) {
	h, _, list := listed(t, 3)
	id := list.Entries[0].Profile
	must(h.Decide(t.Context(), referent, list.ID, id, domain.Kept, ""))(t)
	must(h.ShareShortlist(t.Context(), referent, list.ID))(t)
	before := must(h.Shortlist(t.Context(), boss, list.ID))(t).Entries[0].Snapshot
	p := must(h.Person(t.Context(), referent, id))(t)
	p.Profile.Practised, p.Profile.Licences = nil, nil
	must(h.SavePerson(t.Context(), referent, p))(t)
	after := must(h.Shortlist(t.Context(), boss, list.ID))(t).Entries[0].Snapshot
	a, errA := json.Marshal(before)
	b, errB := json.Marshal(after)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("the card became %s, was %s", b, a)
	}
}

func TestAddingByHandStopsAtAccordAndLaw(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring("id;date_naissance;code_postal;commune;metiers_recherches;mobilite_km;vehicule;disponible_le;contrats;entree_le;consentement_le\n" +
		"FITS;1990-01-01;59140;Dunkerque;F1703;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01\n" +
		"FAR;1990-01-01;62100;Calais;F1703;5;oui;2026-11-01;CDI;2026-10-01;2026-10-01\n" +
		"NO-ACCORD;1990-01-01;59140;Dunkerque;F1703;30;oui;2026-11-01;CDI;2026-10-01;\n" +
		"TOO-YOUNG;2011-06-01;59140;Dunkerque;K2204;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01\n")
	o := h.published(mason())
	list := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	for _, tt := range []struct {
		profile, reason string
		want            domain.Code
	}{
		{"FAR", "", domain.CodeInvalid},
		{"FAR", "déménage à Dunkerque le mois prochain", ""},
		{"FAR", "encore", domain.CodeConflict},
		{"FITS", "déjà là", domain.CodeConflict},
		{"NO-ACCORD", "elle est d'accord au téléphone", domain.CodeInvalid},
		{"TOO-YOUNG", "motivé", domain.CodeInvalid}, // another gate comes first: the law holds all the same
		{"NOBODY", "qui ?", domain.CodeNotFound},
	} {
		_, err := h.AddByHand(t.Context(), referent, list.ID, tt.profile, tt.reason)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s « %s »: %v, want %q", tt.profile, tt.reason, err, tt.want)
		}
	}
	list = must(h.Shortlist(t.Context(), referent, list.ID))(t)
	if e := list.Entry("FAR"); e == nil || e.AddedBy != referent.ID || e.AddedReason == "" || e.Rank != 2 || len(e.Reasons) == 0 {
		t.Errorf("added %+v", e)
	}
}

func TestExcludedPeopleAreCountedAndOpenable(t *testing.T) {
	h, _, list := listed(t, 3)
	h.bring(profilesHeader + "LOIN;A;B;;1990-01-01;62100;Calais;F1703;;B;;3;10;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n")
	far := must(h.ExcludedBy(t.Context(), referent, list.ID, domain.GateDistance))(t)
	if !slices.Equal(far, []string{"LOIN"}) {
		t.Errorf("excluded by distance: %v", far)
	}
}

func TestARefreshKeepsDecisionsAndTellsWhoMoved(t *testing.T) {
	h, _, list := listed(t, 4)
	ctx := t.Context()
	h.bring(profilesHeader + "LOIN;A;B;;1990-01-01;62100;Calais;F1703;;B;;3;10;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n")
	kept, dropped, leaves := list.Entries[0], list.Entries[1], list.Entries[2].Profile
	must(h.Decide(ctx, referent, list.ID, kept.Profile, domain.Kept, ""))(t)
	must(h.Decide(ctx, referent, list.ID, dropped.Profile, domain.Dropped, "en formation"))(t)
	must(h.AddByHand(ctx, referent, list.ID, "LOIN", "a un logement à Dunkerque"))(t)
	must(h.WithdrawConsent(ctx, referent, leaves))(t)
	h.bring(profilesHeader + "NEUF;A;B;;1990-01-01;59140;Dunkerque;F1703;F1703:60;B;;3;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n")
	h.clock.advance(time.Hour)
	fresh, changes, err := h.RefreshShortlist(ctx, referent, list.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(changes.Entered, []string{"NEUF"}) || !slices.Equal(changes.Left, []string{leaves}) || changes.Previous != list.ID {
		t.Errorf("changes %+v", changes)
	}
	if again := must(h.ChangesSince(ctx, referent, fresh.ID))(t); !slices.Equal(again.Entered, changes.Entered) || !slices.Equal(again.Left, changes.Left) {
		t.Errorf("told again: %+v", again)
	}
	k, d, l := fresh.Entry(kept.Profile), fresh.Entry(dropped.Profile), fresh.Entry("LOIN")
	if k.Decision != domain.Kept || k.Card != kept.Card || d.Decision != domain.Dropped || d.Motive != "en formation" || l == nil || l.AddedReason == "" {
		t.Errorf("kept %+v, dropped %+v, by hand %+v", k, d, l)
	}
	if fresh.Status != domain.ShortlistReviewed {
		t.Errorf("the new list is %s", fresh.Status)
	}
	if old := must(h.Shortlist(ctx, referent, list.ID))(t); old.Status != domain.ShortlistClosed {
		t.Errorf("the old list is %s", old.Status)
	}
}

// The employer keeps reading the shared cards until the refreshed ones take their place, and answers only once.
func TestARefreshedListTakesThePlaceOfTheSharedOne(t *testing.T) {
	h, _, list := listed(t, 4)
	ctx := t.Context()
	person, card := list.Entries[0].Profile, list.Entries[0].Card
	must(h.Decide(ctx, referent, list.ID, person, domain.Kept, ""))(t)
	must(h.ShareShortlist(ctx, referent, list.ID))(t)
	fresh, _, err := h.RefreshShortlist(ctx, referent, list.ID)
	if err != nil {
		t.Fatal(err)
	}
	must(h.AnswerCard(ctx, boss, list.ID, card, domain.SideInterested, ""))(t)
	must(h.ShareShortlist(ctx, referent, fresh.ID))(t)
	seen := must(h.Shortlist(ctx, boss, fresh.ID))(t)
	if len(seen.Entries) != 1 || seen.Entries[0].Card != card || seen.Entries[0].Employer != domain.SideInterested {
		t.Errorf("the employer reads %+v", seen.Entries)
	}
	_, err = h.AnswerCard(ctx, boss, list.ID, card, domain.SideNot, "finalement non")
	wantCode(t, err, domain.CodeConflict)
}

func TestAListReplaysToTheSame(t *testing.T) {
	h, o, list := listed(t, 40)
	later := must(h.BuildShortlist(t.Context(), referent, o.ID))(t) // its proposals must not change the first one
	h.clock.advance(30 * 24 * time.Hour)
	for _, id := range []string{list.ID, later.ID} {
		if differences := must(h.Replay(t.Context(), referent, id))(t); len(differences) > 0 {
			t.Errorf("replay: %v", differences)
		}
	}
	// A list that was tampered with is told.
	list = must(h.store.Shortlists.Get(t.Context(), domain.System(), list.ID))(t)
	list.Entries[0].Profile, list.Entries[1].Profile = list.Entries[1].Profile, list.Entries[0].Profile
	if err := h.store.Shortlists.Save(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	if differences := must(h.Replay(t.Context(), referent, list.ID))(t); len(differences) != 2 {
		t.Errorf("replay of a changed list: %v", differences)
	}
}

// What was frozen replays to the same, whatever the file and the offer have become since.
func TestAReplayStandsOnWhatWasKept(t *testing.T) {
	h, _, list := listed(t, 20)
	h.clock.advance(time.Hour)
	p := must(h.Person(t.Context(), referent, list.Entries[3].Profile))(t)
	p.Profile.Practised, p.Profile.RadiusKm = nil, 1
	must(h.SavePerson(t.Context(), referent, p))(t)
	if differences := must(h.Replay(t.Context(), referent, list.ID))(t); len(differences) > 0 {
		t.Errorf("replay: %v", differences)
	}
	// The line of somebody erased says so, and nothing else changes.
	list = must(h.store.Shortlists.Get(t.Context(), domain.System(), list.ID))(t)
	list.Seen = slices.DeleteFunc(list.Seen, func(s domain.Seen) bool { return s.Profile == list.Entries[0].Profile })
	if err := h.store.Shortlists.Save(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	differences := must(h.Replay(t.Context(), referent, list.ID))(t)
	if len(differences) != 1 || !strings.HasPrefix(differences[0], "Rang 1 : personne effacée") {
		t.Errorf("replay: %v", differences)
	}
}

// Equal people: who was proposed yields to who was not.
func TestProposalsAreCountedAndOrderTies(t *testing.T) {
	h := newHouse(t)
	h.register()
	row := ";A;B;;1990-01-01;59140;Dunkerque;F1703;F1703:24;B;;3;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n"
	rows := strings.Split("abcdefghijklmnopqrst", "")
	for i := range rows {
		rows[i] += row
	}
	h.bring(profilesHeader + strings.Join(rows, ""))
	o := h.published(mason())
	first := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	second := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	for _, e := range second.Entries[:20-entriesShown] {
		if first.Entry(e.Profile) != nil {
			t.Errorf("%s was proposed and comes again before who never was", e.Profile)
		}
	}
	x := must(h.ExposureOf(t.Context(), referent, first.Entries[0].Profile))(t)
	if x.Proposed30 < 1 || x.Last != today || len(x.Lines) != x.Proposed {
		t.Errorf("exposure %+v", x)
	}
	// It survives the process.
	h.close()
	again := openHouse(t, h.dir)
	if y := must(again.ExposureOf(t.Context(), referent, first.Entries[0].Profile))(t); y.Proposed != x.Proposed {
		t.Errorf("after a restart %+v, before %+v", y, x)
	}
	again.clock.advance(31 * 24 * time.Hour)
	if y := must(again.ExposureOf(t.Context(), referent, first.Entries[0].Profile))(t); y.Proposed30 != 0 || y.Proposed != x.Proposed {
		t.Errorf("a month later %+v", y)
	}
}
