package templates

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestSheetSaysTheOfferInWords(t *testing.T) {
	full, empty := sampleSheet(), OfferSheet{}
	hidden := sampleSheet()
	hidden.Offer.HideEmployer, hidden.Offer.UserSIRET = true, "35600000000048"
	for _, tt := range []struct{ name, got, want string }{
		{"employer", full.Employer(), "Maçonnerie des Dunes"},
		{"hidden employer", hidden.Employer(), "Une entreprise de Grande-Synthe"},
		{"nobody yet", empty.Employer(), "Une entreprise"},
		{"signature", full.Signature(), "Maçonnerie des Dunes, SIRET 123 456 782 00010"},
		{"signature elsewhere", hidden.Signature(), "Maçonnerie des Dunes (nom gardé jusqu'à la rencontre), SIRET 123 456 782 00010, travail chez 356 000 000 00048"},
		{"no signature", empty.Signature(), ""},
		{"place", full.Place(), "Grande-Synthe (59760)"},
		{"no place", empty.Place(), ""},
		{"contract", full.Contract(), "CDD de 6 mois ou plus, 8 mois"},
		{"no contract", empty.Contract(), ""},
		{"hours", full.Hours(), "35 h par semaine, entre 7\u00a0h\u00a030 et 16\u00a0h\u00a030, de jour"},
		{"no hours", empty.Hours(), ""},
		{"travel", full.Travel(), "navette de l'entreprise"},
		{"experience", full.Experience(), "débutant accepté, 1 an d'expérience serait un plus"},
		{"no experience", empty.Experience(), ""},
		{"level", full.Level(), "niveau 3, CAP ou BEP (ancien V), souhaité"},
		{"no level", empty.Level(), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestSheetSortsNeedsByState(t *testing.T) {
	s := sampleSheet()
	for _, tt := range []struct {
		state     domain.Need
		got, want []string
	}{
		{domain.DayOne, s.Indispensable(), []string{"lire un plan"}},
		{domain.Trainable, s.Teachable(), []string{"coffrer une dalle"}},
		{domain.Plus, s.Pluses(), []string{"CACES R489 catégorie 3", "permis B"}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.state, tt.got, tt.want)
		}
	}
	s.Certificates = nil
	if got := s.Pluses(); !slices.Equal(got, []string{"R489-3", "permis B"}) {
		t.Errorf("a certificate without label is said %v", got)
	}
}

func TestOfferActionsFollowTheState(t *testing.T) {
	boss := domain.Actor{ID: "patron", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{"12345678200010"}}
	referent := domain.Actor{ID: "référente", Roles: domain.RoleReferent}
	ownReferent := domain.Actor{ID: "juge et partie", Roles: domain.RoleReferent, SIRETs: []domain.SIRET{"12345678200010"}}
	adviser := domain.Actor{ID: "conseiller", Roles: domain.RoleAdviser}
	for _, tt := range []struct {
		name   string
		status domain.OfferStatus
		actor  domain.Actor
		want   OfferActions
	}{
		{"a draft, its employer", domain.OfferDraft, boss, OfferActions{Edit: true, Submit: true, Withdraw: true, Duplicate: true}},
		{"to be read, its employer", domain.OfferSubmitted, boss, OfferActions{Edit: true, Withdraw: true, Duplicate: true}},
		{"to be read, a referent", domain.OfferSubmitted, referent, OfferActions{Edit: true, Publish: true, Return: true, Withdraw: true, Duplicate: true, BuildShortlist: true}},
		{"published, its employer", domain.OfferPublished, boss, OfferActions{Pause: true, Withdraw: true, Duplicate: true}},
		{"published, a referent of the establishment", domain.OfferPublished, ownReferent, OfferActions{Pause: true, Withdraw: true, Duplicate: true}},
		{"paused, its employer", domain.OfferPaused, boss, OfferActions{Resume: true, Withdraw: true, Duplicate: true}},
		{"withdrawn, a referent", domain.OfferWithdrawn, referent, OfferActions{Duplicate: true}},
		{"published, an adviser", domain.OfferPublished, adviser, OfferActions{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := domain.Offer{Status: tt.status, SIRET: "12345678200010"}
			if got := OfferActionsFor(&o, tt.actor); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestNavigationFollowsTheRoles(t *testing.T) {
	for _, tt := range []struct {
		name  string
		path  string
		roles domain.Role
		want  []NavEntry
	}{
		{"a stranger", "/", domain.RoleStranger, nil},
		{"an employer filling an offer", "/offres/nouvelle", domain.RoleEmployer,
			[]NavEntry{{"/offres", "Vos offres", false}, {"/offres/nouvelle", "Déposer une offre", true}, {"/besoins/nouveau", "Besoin en clause", false}, {"/entreprises", "Vos établissements", false}}},
		{"a referent reading a file", "/candidatheque/P1", domain.RoleReferent,
			[]NavEntry{{"/offres", "Offres", false}, {"/entreprises", "Entreprises", false}, {"/offres/nouvelle", "Déposer une offre", false}, {"/candidatheque", "Candidathèque", true}, {"/personnes", "Personnes", false}, {"/invitations", "Invitations", false}, {"/listes", "Listes", false}, {"/eligibilites", "Éligibilité", false}, {"/formations", "Formations", false}, {"/rencontres", "Rencontres", false}, {"/imports", "Imports", false}, {"/courriels", "Courriels", false}}},
		{"an adviser reading an offer", "/offres/offre-1", domain.RoleAdviser, []NavEntry{{"/offres", "Offres", true}, {"/personnes", "Personnes", false}, {"/formations", "Formations", false}, {"/rencontres", "Rencontres", false}}},
		{"an administrator", "/admin", domain.RoleAdmin, []NavEntry{{"/offres", "Offres", false}, {"/entreprises", "Entreprises", false}, {"/formations", "Formations", false}, {"/rencontres", "Rencontres", false}, {"/courriels", "Courriels", false}, {"/admin", "Comptes", true}, {"/journal", "Journal", false}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Base{Path: tt.path, Viewer: Viewer{Roles: tt.roles}}).Nav(); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestHistoriesReadLatestFirst(t *testing.T) {
	name := func(id string) string { return "Mme " + id }
	steps := []domain.Step{{To: "edited", Actor: "A"}, {From: "submitted", To: "returned", Actor: "B", Reason: "horaires", Channel: "par téléphone"}}
	got := OfferHistory(steps, name)
	want := []HistoryLine{{Who: "Mme B", What: "à corriger", Reason: "horaires", Channel: "par téléphone"}, {Who: "Mme A", What: "modifiée"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	list := ShortlistHistory([]domain.Step{{From: "draft", To: "reviewed"}, {From: "P1 proposed", To: "dropped", Reason: "emploi"},
		{To: "add P2"}, {From: "P1 unanswered", To: "interested"}}, name, func(id string) string { return "personne " + id })
	var said []string
	for _, l := range list {
		said = append(said, l.What)
	}
	if want := []string{"personne P1 : l'employeur répond « intéressé »", "personne P2 : ajoutée", "personne P1 : écartée", "relue"}; !slices.Equal(said, want) {
		t.Errorf("got %q", said)
	}
}
