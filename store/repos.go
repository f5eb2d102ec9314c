package store

import (
	"context"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Offers keeps the offers and needs.
type Offers struct {
	repo[domain.Offer, *domain.Offer]
}

// Find lists offers, the latest first: an employer's own, or what staff may see.
func (r Offers) Find(ctx context.Context, viewer domain.Actor, q domain.OfferQuery) ([]*domain.Offer, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.SIRET != "" {
		query.Where = append(query.Where, Condition{Name: keySIRET, Values: []string{string(q.SIRET)}})
	}
	if own, scoped := ownSIRETs(viewer); scoped {
		query.Where = append(query.Where, own)
	}
	if len(q.Statuses) > 0 {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: texts(q.Statuses)})
	}
	if q.Kind != "" {
		query.Where = append(query.Where, Condition{Name: keyKind, Values: []string{string(q.Kind)}})
	}
	return r.find(ctx, viewer, query)
}

// ownSIRETs is the condition that keeps an employer to their own establishments, nothing for somebody of none; staff
// are not kept.
func ownSIRETs(viewer domain.Actor) (Condition, bool) {
	if viewer.Roles.Has(domain.RoleStaff | domain.RoleSystem) {
		return Condition{}, false
	}
	return Condition{Name: keySIRET, Values: texts(viewer.SIRETs)}, true
}

// texts is never nil: as a condition, an empty list is nothing and not everything.
func texts[S ~string](list []S) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

// Employers keeps the establishments, by SIRET.
type Employers struct {
	repo[domain.Employer, *domain.Employer]
}

// Find lists establishments by name; Text is the beginning of any word of it, or of the SIRET.
func (r Employers) Find(ctx context.Context, viewer domain.Actor, q domain.EmployerQuery) ([]*domain.Employer, string, error) {
	query := Query{Order: keySort, Cursor: q.Cursor, Limit: q.Limit}
	if own, scoped := ownSIRETs(viewer); scoped {
		query.Where = append(query.Where, own)
	}
	if digits := strings.Join(strings.Fields(q.Text), ""); digits != "" && strings.Trim(digits, "0123456789") == "" {
		query.Where = append(query.Where, Condition{Name: keySIRET, Prefix: digits})
	} else if prefix := fold(q.Text); prefix != "" {
		query.Where = append(query.Where, Condition{Name: keyName, Prefix: prefix})
	}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}

// Shortlists keeps the frozen shortlists.
type Shortlists struct {
	repo[domain.Shortlist, *domain.Shortlist]
}

// Find lists shortlists, the latest first.
func (r Shortlists) Find(ctx context.Context, viewer domain.Actor, q domain.ShortlistQuery) ([]*domain.Shortlist, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.OfferID != "" {
		query.Where = append(query.Where, Condition{Name: keyOffer, Values: []string{q.OfferID}})
	}
	if own, scoped := ownSIRETs(viewer); scoped {
		query.Where = append(query.Where, own)
	}
	if q.SinceDay.Known() {
		query.Where = append(query.Where, Condition{Name: keyDay, From: q.SinceDay.String()})
	}
	return r.find(ctx, viewer, query)
}

// Imports keeps the accounts of files brought in.
type Imports struct {
	repo[domain.Import, *domain.Import]
}

// Find lists imports, the latest first.
func (r Imports) Find(ctx context.Context, viewer domain.Actor, q domain.ImportQuery) ([]*domain.Import, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}

// Users keeps the accounts.
type Users struct {
	repo[domain.User, *domain.User]
}

// Get reads an account for the sign-in itself, before anybody is a viewer.
func (r Users) Get(ctx context.Context, id string) (*domain.User, error) {
	u, err := r.read(ctx, id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	return u, err
}

// ByEmail finds the account of an address, case aside (A to Z only); NotFound when there is none.
func (r Users) ByEmail(ctx context.Context, email string) (*domain.User, error) {
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyEmail, Values: []string{lowerASCII(email)}}}, Order: keyEmail, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, domain.NotFound(r.what)
	}
	return list[0], nil
}

// Find lists accounts by address, of a role when Role is set, of an establishment when SIRET is.
func (r Users) Find(ctx context.Context, viewer domain.Actor, q domain.UserQuery) ([]*domain.User, string, error) {
	query := Query{Order: keyEmail, Cursor: q.Cursor, Limit: q.Limit}
	if q.SIRET != "" {
		query.Where = append(query.Where, Condition{Name: keySIRET, Values: []string{string(q.SIRET)}})
	}
	if q.Role != 0 {
		query.Where = append(query.Where, Condition{Name: keyRole, Values: q.Role.Codes()})
	}
	return r.find(ctx, viewer, query)
}
