package templates

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// staffPages may hold people. Every other page is held to what an employer, or a stranger, may read.
var staffPages = []Page{
	PersonPage{}, PersonFormPage{}, PersonOffersPage{}, PeoplePage{}, ProposalsPage{}, ConsentsPage{}, DoublesPage{}, ComparePage{},
	InvitePage{}, InvitedPage{}, InvitationsPage{}, InvitationPage{}, InvitationLetterPage{}, OccasionPage{},
	WalletPage{}, EndingPage{}, SearchPage{}, ListPage{}, ListsPage{}, ShortlistPage{}, StaffOfferPage{}, ExcludedPage{},
	ClausePage{}, ImportsPage{}, ImportPage{}, PreviewPage{}, ColumnsPage{}, CertificatePage{}, TrainingsPage{}, JournalPage{},
	GalleryPage{},                                                                                                        // invented data
	AccordPage{}, OwnPage{}, OwnEditPage{}, OwnErasePage{}, KeepingPage{}, ArchivePage{}, ErasingPage{}, ReturningPage{}, // the person's own
}

// ofPeople are the types that tell somebody: nothing of them may be reached from a page of employers.
var ofPeople = []reflect.Type{
	reflect.TypeFor[domain.Person](), reflect.TypeFor[domain.Candidate](), reflect.TypeFor[domain.Profile](), reflect.TypeFor[domain.Consent](),
	reflect.TypeFor[domain.Shortlist](), reflect.TypeFor[domain.Entry](), reflect.TypeFor[domain.Seen](), reflect.TypeFor[domain.NearMiss](), reflect.TypeFor[domain.Reason](),
	reflect.TypeFor[domain.Position](), reflect.TypeFor[domain.Alert](), reflect.TypeFor[domain.SavedList](), reflect.TypeFor[domain.Accompaniment](),
	reflect.TypeFor[PersonCard](), reflect.TypeFor[PersonRef](), reflect.TypeFor[ProfileView](), reflect.TypeFor[ShortlistPerson](), reflect.TypeFor[FollowedRow](),
}

// TestPagesOfEmployersHoldNobody reflects over every page that is not for staff.
func TestPagesOfEmployersHoldNobody(t *testing.T) {
	held := 0
	for _, e := range examples {
		page := reflect.TypeOf(mustExample(t, e.name))
		if page.Kind() == reflect.Pointer {
			page = page.Elem()
		}
		if slices.ContainsFunc(staffPages, func(p Page) bool { return reflect.TypeOf(p) == page }) {
			continue
		}
		held++
		reach(page, page.Name(), map[reflect.Type]bool{}, func(path string, at reflect.Type) {
			if slices.Contains(ofPeople, at) {
				t.Errorf("%s is %s: take it out, or list %s among the pages of staff", path, at, page.Name())
			}
		})
	}
	if held < 8 {
		t.Errorf("only %d pages were held: they are not found", held)
	}
}

// reach visits every type that a type holds, once.
func reach(at reflect.Type, path string, seen map[reflect.Type]bool, visit func(string, reflect.Type)) {
	for at.Kind() == reflect.Pointer || at.Kind() == reflect.Slice || at.Kind() == reflect.Map || at.Kind() == reflect.Array {
		at = at.Elem()
	}
	visit(path, at)
	if at.Kind() != reflect.Struct || seen[at] {
		return
	}
	seen[at] = true
	for field := range at.Fields() {
		reach(field.Type, path+"."+field.Name, seen, visit)
	}
}

// TestTheCardIsAClosedList holds what an employer reads of a person before they accept to the list of domain.md §4: a new
// field is a decision, not a convenience.
func TestTheCardIsAClosedList(t *testing.T) {
	for _, tt := range []struct {
		name string
		of   reflect.Type
		want string
	}{
		{"the card", reflect.TypeFor[domain.Card](), "ID Band Occupations Skills Licences Certificates Level Experience Distance Availability Contracts Reasons Eligible"},
		{"the card with the employer's answer", reflect.TypeFor[SharedCard](), "Card Side Note"},
		{"the page of the cards", reflect.TypeFor[SharedShortlistPage](), "Base ID OfferID OfferTitle Status Cards Errors ErrorFor"},
		{"a line of the lists of an offer", reflect.TypeFor[ShortlistLine](), "ID On Status Eligible Proposed Kept Interested ToAnswer"},
	} {
		var fields []string
		for field := range tt.of.Fields() {
			fields = append(fields, field.Name)
		}
		if got := strings.Join(fields, " "); got != tt.want {
			t.Errorf("%s holds %s, and may hold %s", tt.name, got, tt.want)
		}
	}
}
