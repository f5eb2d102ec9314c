package templates

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// employerPages are those an employer may be shown. Whatever of the domain they can hold is listed here, so that a
// field about a person cannot enter one of them unseen (quality.md, Authorisation).
var employerPages = []Page{HomePage{}, SignInPage{}, LinkPage{}, ErrorPage{}, AccessibilityPage{}, PersonalDataPage{},
	OfferListPage{}, OfferFormPage{}, OfferPage{}, SharedShortlistPage{}, AccountPage{},
	SignUpPage{}, SignUpSentPage{}, ConfirmPage{}, OwnEmployersPage{}, EmployerPage{}, MeetingPage{}, OutcomePage{}, OpinionPage{}, FichePage{}}

var employerMayHold = []reflect.Type{
	reflect.TypeFor[domain.Role](), reflect.TypeFor[domain.FieldErrors](), reflect.TypeFor[domain.Date](),
	// the offer, which is theirs
	reflect.TypeFor[domain.Offer](), reflect.TypeFor[domain.Record](), reflect.TypeFor[domain.Step](), reflect.TypeFor[domain.OfferStatus](),
	reflect.TypeFor[domain.SIRET](), reflect.TypeFor[domain.ROME](), reflect.TypeFor[domain.Contract](), reflect.TypeFor[domain.Commune](),
	reflect.TypeFor[domain.Clock](), reflect.TypeFor[domain.Traits](), reflect.TypeFor[domain.Pay](), reflect.TypeFor[domain.PayUnit](),
	reflect.TypeFor[domain.Need](), reflect.TypeFor[domain.Skill](), reflect.TypeFor[domain.SkillNeed](), reflect.TypeFor[domain.Licence](),
	reflect.TypeFor[domain.LicenceNeed](), reflect.TypeFor[domain.CertificateNeed](), reflect.TypeFor[domain.Clause](),
	reflect.TypeFor[domain.Slot](), reflect.TypeFor[domain.ClauseWay](), reflect.TypeFor[domain.AgencyAccord](), reflect.TypeFor[domain.OfferKind](), reflect.TypeFor[domain.Suggestion](),
	// what the wording guard says of their own texts
	reflect.TypeFor[domain.Flag](), reflect.TypeFor[domain.FlagLevel](), reflect.TypeFor[domain.Override](),
	// emptied before the offer reaches a page (handlers, sheet): its reasons are for staff
	reflect.TypeFor[domain.SecondLevel](), reflect.TypeFor[domain.SecondLevelStatus](),
	// the publics a market accepts, which say nothing of anybody
	reflect.TypeFor[domain.CriterionCode](),
	// the anonymous card and their own answer
	reflect.TypeFor[domain.Card](), reflect.TypeFor[domain.EmployerSide](), reflect.TypeFor[domain.ShortlistStatus](),
	// where their own establishment stands
	reflect.TypeFor[domain.EmployerStatus](), reflect.TypeFor[domain.MembershipStatus](),
	// where those who said yes stand
	reflect.TypeFor[domain.IntroductionStatus](), reflect.TypeFor[domain.Yeses](),
	// who they are, after the yes: an allow-list
	reflect.TypeFor[domain.Fiche](), reflect.TypeFor[domain.Contact](), reflect.TypeFor[domain.Language](), reflect.TypeFor[domain.Tri](),
	// the register of what is stored
	reflect.TypeFor[domain.StoredField](), reflect.TypeFor[domain.Basis](), reflect.TypeFor[domain.Sensitivity](), reflect.TypeFor[domain.Erasure](),
	reflect.TypeFor[domain.Retention](),
}

func TestEmployerPagesHoldNobody(t *testing.T) {
	for _, page := range employerPages {
		for _, found := range held(reflect.TypeOf(page), nil) {
			if strings.HasSuffix(found.PkgPath(), "/domain") && !slices.Contains(employerMayHold, found) {
				t.Errorf("%T can hold a %s: an employer must not", page, found)
			}
		}
	}
}

// The same walk over a staff page finds what employers are kept from: the test above can fail.
func TestTheWalkSeesWhatStaffRead(t *testing.T) {
	found := held(reflect.TypeFor[PersonPage](), nil)
	for _, kept := range []reflect.Type{reflect.TypeFor[domain.Criterion](), reflect.TypeFor[domain.Consent](), reflect.TypeFor[domain.Window]()} {
		if !slices.Contains(found, kept) {
			t.Errorf("the walk does not see %s", kept)
		}
	}
}

// The pages for which handlers render to employers are those of the examples an employer is shown.
func TestExamplesOfEmployersAreEmployerPages(t *testing.T) {
	for _, e := range examples {
		if !e.roles.Has(domain.RoleEmployer) {
			continue
		}
		page := mustExample(t, e.name)
		if !slices.ContainsFunc(employerPages, func(p Page) bool { return fmt.Sprintf("%T", p) == fmt.Sprintf("%T", page) }) {
			t.Errorf("example %q shows an employer a %T", e.name, page)
		}
	}
}

// held lists every named type a value of type t can hold.
func held(t reflect.Type, seen []reflect.Type) []reflect.Type {
	if slices.Contains(seen, t) {
		return seen
	}
	if t.PkgPath() != "" {
		seen = append(seen, t)
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			seen = held(t.Field(i).Type, seen)
		}
	case reflect.Slice, reflect.Array, reflect.Pointer:
		seen = held(t.Elem(), seen)
	case reflect.Map:
		seen = held(t.Elem(), held(t.Key(), seen))
	}
	return seen
}
