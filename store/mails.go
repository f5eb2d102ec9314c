package store

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Mails keeps what was written to people, by event and recipient.
type Mails struct {
	repo[domain.Mail, *domain.Mail]
}

// Find lists mails, the latest first. A kind is looked at in each mail: states, recipients and addresses have keys.
func (r Mails) Find(ctx context.Context, viewer domain.Actor, q domain.MailQuery) ([]*domain.Mail, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	for _, c := range []struct{ name, value string }{{keyTo, q.To}, {keyAddress, lowerASCII(q.Address)}, {keyStatus, string(q.Status)}} {
		if c.value != "" {
			query.Where = append(query.Where, Condition{Name: c.name, Values: []string{c.value}})
		}
	}
	only := r.repo
	if q.Kind != "" {
		only.sees = func(a domain.Actor, m *domain.Mail) bool { return m.Kind == q.Kind && r.sees(a, m) }
	}
	return only.find(ctx, viewer, query)
}

// Due lists the mails to try by now, those that waited longest first. One that cannot be read is left out, and told
// beside the others by an Internal error.
func (r Mails) Due(ctx context.Context, now time.Time, limit int) ([]*domain.Mail, error) {
	list, _, err := r.sparing(ctx, Query{Where: []Condition{{Name: keyDue, Before: instant(now.Add(1))}}, Order: keyDue, Limit: limit})
	return list, err
}

// EndedBefore lists the mails that left the queue before then and whose text is still there; Due says what becomes of one
// that cannot be read.
func (r Mails) EndedBefore(ctx context.Context, then time.Time, limit int) ([]*domain.Mail, error) {
	list, _, err := r.sparing(ctx, Query{Where: []Condition{{Name: keyEnded, Before: instant(then)}}, Order: keyEnded, Limit: limit})
	return list, err
}

// Remove takes a mail away; one that is gone already is not an error.
func (r Mails) Remove(ctx context.Context, id string) error { return r.drop(ctx, id) }
