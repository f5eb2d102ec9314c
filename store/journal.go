package store

import (
	"bytes"
	"context"
	"encoding/json"

	"eedk.fr/candidatheque/domain"
)

// Journal keeps the lines of the journal under their numbers. Nothing here changes or removes one.
type Journal struct {
	repo[domain.JournalLine, *domain.JournalLine]
}

// Append writes a line under its number: Conflict when the number is taken, of as many writers as there are.
func (r Journal) Append(ctx context.Context, l *domain.JournalLine) error {
	if l.Revision != 0 {
		return domain.Refuse(domain.CodeConflict, "Une ligne du journal ne se récrit pas.")
	}
	return r.Save(ctx, l)
}

// OfEvent finds the line of a step that was told; NotFound when it was not.
func (r Journal) OfEvent(ctx context.Context, event string) (*domain.JournalLine, error) {
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyEvent, Values: []string{event}}}, Order: keyNumber, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, domain.NotFound(r.what)
	}
	return list[0], nil
}

// Find lists lines, the latest first.
func (r Journal) Find(ctx context.Context, viewer domain.Actor, q domain.JournalQuery) ([]*domain.JournalLine, string, error) {
	query := Query{Order: keyNumber, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	add := func(c Condition) { query.Where = append(query.Where, c) }
	if q.Persons != nil {
		add(Condition{Name: keyPerson, Values: q.Persons})
	}
	if q.Object != "" {
		add(Condition{Name: keyObject, Values: []string{q.Object}})
	}
	if q.Actors != nil {
		add(Condition{Name: keyActor, Values: q.Actors})
	}
	if q.From.Known() || q.To.Known() {
		period := Condition{Name: keyDay}
		if q.From.Known() {
			period.From = q.From.String()
		}
		if q.To.Known() {
			period.Before = (q.To + 1).String()
		}
		add(period)
	}
	switch {
	case q.Act != "":
		add(Condition{Name: keyAct, Values: []string{string(q.Act)}})
	case q.Kind != "":
		add(Condition{Name: keyAct, Prefix: q.Kind + "."})
	}
	return r.find(ctx, viewer, query)
}

// Rows gives every row in the order of its number, as it is kept; then, as rows too, those that are in the collection and
// that no list by number holds.
func (r Journal) Rows(ctx context.Context, visit func(domain.JournalRow) error) error {
	listed := map[string]bool{}
	for q := (Query{Order: keyNumber, Limit: batch}); ; {
		page, next, err := r.engine.Find(ctx, r.coll, q)
		if err != nil {
			return err
		}
		for _, d := range page {
			listed[d.ID] = true
			if err := visit(r.row(d)); err != nil {
				return err
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	return walk(ctx, r.engine, r.coll, func(docs []Doc) error {
		for _, d := range docs {
			// A line written since the list was read is the next one, and no stranger.
			if !listed[d.ID] && domain.JournalNumber(d.ID) <= int64(len(listed)) {
				if err := visit(r.row(d)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// row reads a document as strictly as a chain asks: a body that says the same in other bytes is not the one written.
func (r Journal) row(d Doc) domain.JournalRow {
	row := domain.JournalRow{ID: d.ID}
	l := new(domain.JournalLine)
	if json.Unmarshal(d.Body, l) != nil {
		return row
	}
	again, err := json.Marshal(l)
	row.Line, row.Exact = l, err == nil && bytes.Equal(again, d.Body) && l.Revision == d.Revision
	return row
}

// JournalKeys keeps the random names of people and accounts, apart from the lines that bear them.
type JournalKeys struct {
	repo[domain.JournalKey, *domain.JournalKey]
}

// Get reads the key made for a person or an account; NotFound when there is none.
func (r JournalKeys) Get(ctx context.Context, of domain.Subject) (*domain.JournalKey, error) {
	return r.repo.Get(ctx, domain.System(), string(of))
}

// Find lists keys: of those names, of a holder, else all of them. One that cannot be read is left out, and told beside the
// others by an Internal error.
func (r JournalKeys) Find(ctx context.Context, q domain.JournalKeyQuery) ([]*domain.JournalKey, string, error) {
	query := Query{Order: keyRandom, Cursor: q.Cursor, Limit: q.Limit}
	if q.Holder != domain.SubjectNobody {
		query.Where = append(query.Where, Condition{Name: keyHolder, Values: []string{string(q.Holder)}})
	}
	if q.Keys != nil {
		query.Where = append(query.Where, Condition{Name: keyRandom, Values: q.Keys})
	}
	return r.sparing(ctx, query)
}

// Remove destroys a key; one that is gone already is not an error.
func (r JournalKeys) Remove(ctx context.Context, id string) error { return r.drop(ctx, id) }
