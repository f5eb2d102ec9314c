package templates

import (
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Page is what Render accepts: only the structs of this package are pages. Title is its h1 and, with the name of the
// service, the title of the window.
type Page interface {
	Title() string
	// file names the page's template under html/pages, without extension.
	file() string
}

// Base is what the layout needs, embedded in every page.
type Base struct {
	// Path is that of the request, to mark the current entry of the navigation; for a form that is refused, the page's own.
	Path   string
	Viewer Viewer
	Flash  Flash
	// Demo shows the banner of demonstration data.
	Demo bool
	// Now is the time of the request: « il y a 3 jours » counts from it.
	Now time.Time
	// Filters is the query of the request, encoded, without what a file of the page's table has no use for.
	Filters string
	// Phone is the number of the referents, empty when the service has none to show.
	Phone string
}

// SheetHref is where the page's table is given as a file, under the same filters: the partial « export » links to it.
func (b Base) SheetHref() string {
	if b.Filters == "" {
		return b.Path + "?format=csv"
	}
	return b.Path + "?" + b.Filters + "&format=csv"
}

// Viewer is who reads the page. The zero value is a stranger.
type Viewer struct {
	Name  string
	Roles domain.Role
}

// SignedIn tells whether the viewer has a session.
func (v Viewer) SignedIn() bool { return v.Roles.Has(domain.RoleUser) }

// Employer, Referent, Adviser, Staff and Admin tell what the viewer is, for the words and the navigation only: what may
// be seen was decided before the page was filled.
func (v Viewer) Employer() bool { return v.Roles.Has(domain.RoleEmployer) }

// Referent tells whether the viewer is one.
func (v Viewer) Referent() bool { return v.Roles.Has(domain.RoleReferent) }

// Adviser tells whether the viewer is one.
func (v Viewer) Adviser() bool { return v.Roles.Has(domain.RoleAdviser) }

// Facilitator tells whether the viewer is one.
func (v Viewer) Facilitator() bool { return v.Roles.Has(domain.RoleFacilitator) }

// Staff tells whether the viewer works for the service.
func (v Viewer) Staff() bool { return v.Roles.Has(domain.RoleStaff) }

// Admin tells whether the viewer is one.
func (v Viewer) Admin() bool { return v.Roles.Has(domain.RoleAdmin) }

// Flash is the quiet line above a page: what has just happened, and what comes next. Empty Message = no line.
type Flash struct {
	Kind    FlashKind
	Message string
}

// FlashKind chooses the colour, the shape and the first word of a flash line.
type FlashKind string

// The kinds; the zero value is FlashDone.
const (
	FlashDone    FlashKind = "done"
	FlashNotice  FlashKind = "notice"
	FlashRefusal FlashKind = "refusal"
)

// Option is one choice of a list.
type Option struct {
	Value, Label string
}

// HistoryLine is one act of a history, in words.
type HistoryLine struct {
	At     time.Time
	Who    string
	What   string
	Reason string
	// Channel is « par téléphone », « sur papier », empty when done here.
	Channel string
}

// PersonRef names a person to staff, with a link to the file. An empty Name is « personne effacée ».
type PersonRef struct {
	ID, Name string
}

// NavEntry is one line of the navigation.
type NavEntry struct {
	Href, Label string
	Current     bool
}

// Nav is the navigation of the viewer's roles.
func (b Base) Nav() (entries []NavEntry) {
	add := func(shown bool, href, label string) {
		if shown {
			current := b.Path == href || strings.HasPrefix(b.Path, href+"/") && !(href == "/offres" && b.Path == newOfferPath)
			entries = append(entries, NavEntry{href, label, current})
		}
	}
	v := b.Viewer
	add(v.Staff(), "/offres", "Offres")
	add(v.Referent() || v.Facilitator() || v.Admin(), "/entreprises", "Entreprises")
	add(v.Employer() && !v.Staff(), "/offres", "Vos offres")
	add(v.Employer() || v.Referent(), newOfferPath, "Déposer une offre")
	add(v.Employer(), "/besoins/nouveau", "Besoin en clause")
	add(v.Employer() && !v.Staff(), "/entreprises", "Vos établissements")
	add(v.Referent(), "/candidatheque", "Candidathèque")
	add(v.Referent() || v.Adviser(), "/personnes", "Personnes")
	add(v.Referent(), "/invitations", "Invitations")
	add(v.Referent(), "/listes", "Listes")
	add(v.Referent() || v.Facilitator(), "/eligibilites", "Éligibilité")
	add(v.Staff(), "/formations", "Formations")
	add(v.Staff(), "/rencontres", "Rencontres")
	add(v.Referent(), "/imports", "Imports")
	add(v.Referent() || v.Admin(), "/courriels", "Courriels")
	add(v.Admin(), "/admin", "Comptes")
	add(v.Admin(), "/journal", "Journal")
	return entries
}

const newOfferPath = "/offres/nouvelle"
