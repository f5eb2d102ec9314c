package templates

import (
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

func sampleJournalState(b Base) JournalState {
	return JournalState{At: b.Now.Add(-3 * time.Hour), Lines: 1482, Head: "1482:" + strings.Repeat("5ac1", 16), Now: b.Now}
}

func sampleJournal(b Base) JournalPage {
	at := func(minutes int) time.Time { return b.Now.Add(-time.Duration(minutes) * time.Minute) }
	return JournalPage{Base: b, State: sampleJournalState(b), NextHref: "/journal?cursor=abc", Lines: []JournalRow{
		{Number: 1482, At: at(2), Who: "Hélène Vasseur", Act: domain.ActOpenPerson, On: PersonRef{"P1", "Samira Lefebvre"}, OnHref: "/candidatheque/P1", Request: "REQ"},
		{Number: 1481, At: at(9), Who: "Hélène Vasseur", Act: "shortlist.kept", On: PersonRef{"P2", "Mehdi Carpentier"}, Object: "présélection …5d1c", Href: "/preselections/liste-1"},
		{Number: 1480, At: at(40), Who: "Hélène Vasseur", Act: domain.ActExport, Object: "candidatheque.csv", Count: 212},
		{Number: 1479, At: at(55), Who: "Paul Dewitte", Act: "person.consent", On: PersonRef{"P3", ""}, OnBehalf: "Nadia Leroy", Channel: "par téléphone"},
		{Number: 1478, At: at(300), Who: "la plateforme", Act: "offer.expired", Object: "offre …88a2", Href: "/offres/offre-1"},
		{Number: 1477, At: at(2000), WhoGone: true, Act: domain.ActOpenPerson, OnGone: true},
		{Number: 1476, At: at(2100), Who: "Luc Martin", Act: domain.ActRefused, Object: "GET /candidatheque/:id"},
		{Number: 1475, At: at(4000), Who: "la plateforme", Act: "user.create", On: PersonRef{Name: "Paul Dewitte"}},
	}}
}

// journalExamples are the pages of the journal.
var journalExamples = []example{
	{"journal", "Journal", domain.RoleAdmin | domain.RoleReferent, "/journal", func(b Base) Page { return sampleJournal(b) }},
	{"journal-vide", "Journal, rien encore", domain.RoleAdmin, "/journal", func(b Base) Page { return JournalPage{Base: b} }},
	{"journal-sans-reponse", "Journal, aucune ligne", domain.RoleAdmin, "/journal", func(b Base) Page {
		return JournalPage{Base: b, State: sampleJournalState(b), Form: JournalForm{From: "2026-11-01", To: "2026-11-02", Act: "offer."}}
	}},
	{"journal-erreurs", "Journal, à corriger", domain.RoleAdmin, "/journal", func(b Base) Page {
		return JournalPage{Base: b, State: sampleJournalState(b), Form: JournalForm{From: "hier", Who: "paul", Person: "P999"}, Errors: domain.FieldErrors{
			"du": "« hier » n'est pas une date : écrivez 2026-11-23 ou 23/11/2026.", "qui": "Aucun compte n'a cette adresse.", "dossier": "Aucun dossier n'a cet identifiant."}}
	}},
	{"journal-touche", "Journal, chaîne rompue", domain.RoleAdmin, "/journal", func(b Base) Page {
		p := sampleJournal(b)
		p.State.Faults = []string{"la ligne 1204 a été modifiée", "les lignes 1300 à 1312 manquent"}
		return p
	}},
}
