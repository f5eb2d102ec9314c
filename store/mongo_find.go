package store

import (
	"cmp"
	"context"
	"regexp"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Find walks the index of the order key, or that of the condition which the server finds narrowest, and then sorts.
func (e *mongoEngine) Find(ctx context.Context, coll string, q Query) (page []Doc, next string, err error) {
	after, err := afterCursor(q)
	if err != nil {
		return nil, "", err
	}
	list := e.listed
	if len(q.Where) > 0 && q.Where[0].Name == q.Order {
		list = e.unfolded
	}
	err = e.do(ctx, func(ctx context.Context) error {
		if err := e.ensureKeys(ctx, coll, namesIn(q)); err != nil {
			return err
		}
		page, next, err = list(ctx, coll, q, after)
		return err
	})
	return page, next, err
}

func namesIn(q Query) []string {
	names := []string{q.Order}
	for _, c := range q.Where {
		names = append(names, c.Name)
	}
	return names
}

// listed reads a page ordered by a key with one value in each document.
func (e *mongoEngine) listed(ctx context.Context, coll string, q Query, after position) ([]Doc, string, error) {
	filter := bson.D{{Key: "$and", Value: append(conditions(q), after.in(field(q.Order)))}}
	cursor, err := e.db.Collection(coll).Find(ctx, filter, options.Find().SetSort(after.order(field(q.Order))).SetLimit(int64(q.Limit)+1))
	if err != nil {
		return nil, "", err
	}
	var found []envelope
	if err := cursor.All(ctx, &found); err != nil {
		return nil, "", err
	}
	var page []Doc
	for i, v := range found {
		if i == q.Limit { // one more tells that there is a next page
			last := found[i-1]
			value, _ := last.Keys[q.Order].(string)
			return page, writeCursor(value, last.ID), nil
		}
		page = append(page, v.doc())
	}
	return page, "", nil
}

// unfolded reads a page ordered by its first condition: a document comes once for each of its values that the condition
// names. Only the values are read of all that it finds, and one page of them is held; then the documents are read.
func (e *mongoEngine) unfolded(ctx context.Context, coll string, q Query, after position) ([]Doc, string, error) {
	places, err := e.firstPlaces(ctx, coll, q, after)
	if err != nil || len(places) == 0 {
		return nil, "", err
	}
	ids := make([]string, len(places))
	for i, p := range places {
		ids[i] = p.id
	}
	read, err := e.readAll(ctx, coll, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, stands}, nil)
	if err != nil {
		return nil, "", err
	}
	var page []Doc
	for i, p := range places {
		if i == q.Limit {
			return page, writeCursor(places[i-1].value, places[i-1].id), nil
		}
		if v, there := read[p.id]; there { // else it was removed meanwhile
			page = append(page, v.doc())
		}
	}
	return page, "", nil
}

// firstPlaces are the first values after a position that the first condition names, in order, one more than the page.
func (e *mongoEngine) firstPlaces(ctx context.Context, coll string, q Query, after position) ([]position, error) {
	filter := bson.D{{Key: "$and", Value: conditions(q)}}
	cursor, err := e.db.Collection(coll).Find(ctx, filter, options.Find().SetProjection(bson.D{{Key: field(q.Order), Value: 1}}))
	if err != nil {
		return nil, err
	}
	defer func() { _ = cursor.Close(ctx) }()
	var first []position
	for cursor.Next(ctx) {
		var v envelope
		if err := cursor.Decode(&v); err != nil {
			return nil, err
		}
		for _, value := range v.values(q.Order) {
			p := position{value: value, id: v.ID, desc: q.Desc}
			if !q.Where[0].holds(value) || after.begun && p.compare(after) <= 0 {
				continue
			}
			at, _ := slices.BinarySearchFunc(first, p, position.compare)
			if at > q.Limit {
				continue
			}
			if first = slices.Insert(first, at, p); len(first) > q.Limit+1 {
				first = first[:q.Limit+1]
			}
		}
	}
	return first, cursor.Err()
}

func field(key string) string { return "k." + key }

func conditions(q Query) bson.A {
	all := bson.A{bson.D{stands}}
	for _, c := range q.Where {
		all = append(all, matching(field(c.Name), c))
	}
	return all
}

// matching is a condition on a field in the words of MongoDB. Several bounds must hold for one same value of a list,
// which is not what MongoDB makes of them unless it is told.
func matching(name string, c Condition) bson.D {
	if c.Values != nil {
		return bson.D{{Key: name, Value: bson.D{{Key: "$in", Value: c.Values}}}}
	}
	var bounds bson.D
	if c.Prefix != "" {
		bounds = append(bounds, bson.E{Key: "$regex", Value: bson.Regex{Pattern: "^" + regexp.QuoteMeta(c.Prefix)}})
	}
	if c.From != "" || c.Prefix == "" && c.Before == "" {
		bounds = append(bounds, bson.E{Key: "$gte", Value: c.From})
	}
	if c.Before != "" {
		bounds = append(bounds, bson.E{Key: "$lt", Value: c.Before})
	}
	if len(bounds) == 1 {
		return bson.D{{Key: name, Value: bounds}}
	}
	return bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: name, Value: bson.D{{Key: "$elemMatch", Value: bounds}}}},
		bson.D{{Key: name, Value: bounds}, {Key: name + ".0", Value: bson.D{{Key: "$exists", Value: false}}}}}}}
}

// position is where a page begins: after a value and an id, or at the beginning.
type position struct {
	value, id string
	begun     bool
	desc      bool
}

func afterCursor(q Query) (p position, err error) {
	p.desc = q.Desc
	if q.Cursor != "" {
		p.begun = true
		p.value, p.id, err = readCursor(q.Cursor)
	}
	return p, err
}

// compare orders positions as their list is.
func (p position) compare(o position) int {
	c := cmp.Or(cmp.Compare(p.value, o.value), cmp.Compare(p.id, o.id))
	if p.desc {
		return -c
	}
	return c
}

// in is the condition of what comes after the position. At the beginning it still asks for the key: a document that
// lacks it is in no list ordered by it.
func (p position) in(name string) bson.D {
	if !p.begun {
		return bson.D{{Key: name, Value: bson.D{{Key: "$gte", Value: ""}}}}
	}
	beyond := "$gt"
	if p.desc {
		beyond = "$lt"
	}
	return bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: name, Value: bson.D{{Key: beyond, Value: p.value}}}},
		bson.D{{Key: name, Value: p.value}, {Key: "_id", Value: bson.D{{Key: beyond, Value: p.id}}}}}}}
}

func (p position) order(name string) bson.D {
	way := 1
	if p.desc {
		way = -1
	}
	return bson.D{{Key: name, Value: way}, {Key: "_id", Value: way}}
}
