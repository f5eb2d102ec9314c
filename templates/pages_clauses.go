package templates

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
)

// ClauseView is the clause part of a need on the page of its offer: Clause is what the viewer may read of it.
type ClauseView struct {
	OfferID string
	Clause  *domain.Clause
	// By is the name of the facilitator who settled the need, as this viewer may read it.
	By string
	// Staff read the publics; Complete opens the facilitator's page.
	Staff, Complete bool
}

// ClausePage is the facilitator's page of a need: POST /offres/:id/clause.
type ClausePage struct {
	Base
	Sheet  OfferSheet
	View   ClauseView
	Form   ClauseForm
	Errors domain.FieldErrors
}

// ClauseForm holds the facilitator's answers as typed.
type ClauseForm struct {
	Scope      string   // scope: all or some of the publics
	Publics    []string // clause_publics: criterion codes
	Way        string   // clause_way
	TempAgency string   // temp_agency: given, refused, or empty
	Lot        string   // clause_lot
	Note       string   // note
}

// PublicChoice is one public that a market may accept, with what attests it.
type PublicChoice struct {
	Code    domain.CriterionCode
	Proofs  string
	Checked bool
}

// ToSettle tells whether the need waits for this very viewer.
func (p OfferPage) ToSettle() bool {
	return p.ClauseView != nil && p.ClauseView.Complete && !p.ClauseView.Clause.Completed()
}

// ForFacilitator tells whether the page is that of a facilitator who may settle the need and does not make its lists.
func (p OfferPage) ForFacilitator() bool {
	return p.ClauseView != nil && p.ClauseView.Complete && !p.Viewer.Referent()
}

// Choices lists the publics of the table, those of the form ticked.
func (f ClauseForm) Choices() (list []PublicChoice) {
	for _, code := range domain.CriterionCodes() {
		c := PublicChoice{Code: code}
		var texts []string
		for _, kind := range code.Proofs() {
			texts = append(texts, code.ProofText(kind))
		}
		c.Proofs = strings.Join(texts, " ; ")
		for _, chosen := range f.Publics {
			c.Checked = c.Checked || chosen == string(code)
		}
		list = append(list, c)
	}
	return list
}

// Title of the page.
func (p ClausePage) Title() string { return "Compléter le besoin\u00a0: " + p.Sheet.Offer.Title }

func (ClausePage) file() string { return "clause" }

// TabHref is the list in another state, of the same kind.
func (p OfferListPage) TabHref(status domain.OfferStatus) string { return offersHref(status, p.Kind) }

func offersHref(status domain.OfferStatus, kind domain.OfferKind) string {
	q := url.Values{}
	if status != "" {
		q.Set("status", string(status))
	}
	if kind != "" {
		q.Set("kind", string(kind))
	}
	if len(q) == 0 {
		return "/offres"
	}
	return "/offres?" + q.Encode()
}

// OfferKinds are the links between all offers, the needs, and for a facilitator the needs to complete.
func OfferKinds(v Viewer, status domain.OfferStatus, current domain.OfferKind) []NavEntry {
	entries := []NavEntry{{offersHref(status, ""), "offres et besoins", current == ""}, {offersHref(status, domain.KindNeed), "besoins en clause", current == domain.KindNeed}}
	if v.Staff() {
		entries = append(entries, NavEntry{offersHref(status, domain.KindToComplete), "besoins à compléter", current == domain.KindToComplete})
	}
	return entries
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
