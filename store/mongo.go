package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoEngine keeps each collection as one of a MongoDB database, written and read by majority. Everything it relies on
// is atomic on one document; docs/adr/0005 says what follows for batches and for the feed of changes.
type mongoEngine struct {
	client     *mongo.Client
	db         *mongo.Database
	generation int64
	windows    windows
	indexed    sync.Map     // collection and key whose index is known to exist
	downUntil  atomic.Int64 // unix nanoseconds; see do
}

// envelope is a document as MongoDB keeps it. At and N change at each write, removals of followed collections included:
// those leave the envelope, emptied and Gone, to tell the followers.
type envelope struct {
	ID       string    `bson:"_id"`
	Revision int64     `bson:"rev"`
	At       time.Time `bson:"at"` // by the server's clock, to the millisecond
	N        int64     `bson:"n"`  // how many times it was written, removals included
	Gone     bool      `bson:"gone,omitempty"`
	Keys     bson.M    `bson:"k,omitempty"` // by name: a text, or several in a list
	Body     []byte    `bson:"body,omitempty"`
}

func (v envelope) doc() Doc { return Doc{ID: v.ID, Revision: v.Revision, Body: v.Body} }

// values are those of a key, in no order.
func (v envelope) values(name string) []string {
	switch value := v.Keys[name].(type) {
	case string:
		return []string{value}
	case bson.A:
		list := make([]string, len(value))
		for i, one := range value {
			list[i], _ = one.(string)
		}
		return list
	}
	return nil
}

// stands is the condition of a document that was not removed.
var stands = bson.E{Key: "gone", Value: bson.D{{Key: "$exists", Value: false}}}

func byID(id string) bson.E { return bson.E{Key: "_id", Value: id} }

const (
	// patience bounds one act of the engine, so that a page says within ten seconds that the database does not answer.
	patience = 8 * time.Second
	// selectionPatience bounds the search for a server that takes writes, within it.
	selectionPatience = 3 * time.Second
	// downRest is for how long a database that did not answer is taken to be still down: a page that needs it several
	// times waits once.
	downRest = time.Second
)

// do runs an act within the engine's patience and gives its error as one of the house.
func (e *mongoEngine) do(ctx context.Context, act func(context.Context) error) error {
	if time.Now().UnixNano() < e.downUntil.Load() {
		return unavailable("La base ne répond pas. Réessayez dans un instant.", errStillDown)
	}
	bounded, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := act(bounded)
	if unanswered(err) && !impatient(ctx) {
		e.downUntil.Store(time.Now().Add(downRest).UnixNano())
	}
	return mongoRefusal(err)
}

// impatient tells that the caller's own time is over, or as good as: connections have a clock of their own.
func impatient(ctx context.Context) bool {
	deadline, set := ctx.Deadline()
	return ctx.Err() != nil || set && time.Until(deadline) < 100*time.Millisecond
}

func (e *mongoEngine) Get(ctx context.Context, coll, id string) (Doc, error) {
	v, err := e.read(ctx, coll, id)
	return v.doc(), err
}

// read reads an envelope that was not removed.
func (e *mongoEngine) read(ctx context.Context, coll, id string) (v envelope, err error) {
	err = e.do(ctx, func(ctx context.Context) error {
		return e.db.Collection(coll).FindOne(ctx, bson.D{byID(id)}).Decode(&v)
	})
	if err == nil && v.Gone {
		return envelope{}, notFound()
	}
	return v, err
}

// Put writes one document, or a batch as the contract says: see putMany.
func (e *mongoEngine) Put(ctx context.Context, coll string, writes ...Write) error {
	if len(writes) == 0 {
		return nil
	}
	if err := e.do(ctx, func(ctx context.Context) error { return e.ensureIndexes(ctx, coll, writes) }); err != nil {
		return err
	}
	if len(writes) > 1 {
		return e.putMany(ctx, coll, writes)
	}
	return e.do(ctx, func(ctx context.Context) error { return e.putOne(ctx, coll, writes[0]) })
}

func (e *mongoEngine) putOne(ctx context.Context, coll string, w Write) error {
	filter, update := writing(w)
	result, err := e.db.Collection(coll).UpdateOne(ctx, filter, update, options.UpdateOne().SetUpsert(w.Over <= 0))
	switch {
	case mongo.IsDuplicateKeyError(err):
		return &ConflictError{IDs: []string{w.Doc.ID}}
	case err != nil:
		return err
	case result.MatchedCount+result.UpsertedCount == 0:
		return &ConflictError{IDs: []string{w.Doc.ID}}
	}
	return nil
}

// writing is a write as an update: the condition is its guard, and one that must find nothing takes the place of a
// removed document, or inserts and then meets the unique key of what stands.
func writing(w Write) (filter, update bson.D) {
	d := w.Doc
	set := bson.D{{Key: "k", Value: storedKeys(d.Keys)}, {Key: "body", Value: d.Body}}
	count := bson.D{{Key: "n", Value: int64(1)}}
	filter = bson.D{byID(d.ID)}
	switch w.Over {
	case 0:
		filter = append(filter, bson.E{Key: "gone", Value: bson.D{{Key: "$exists", Value: true}}})
	case AnyRevision:
		count = append(count, bson.E{Key: "rev", Value: int64(1)})
	default:
		filter = append(filter, bson.E{Key: "rev", Value: w.Over}, stands)
	}
	if w.Over != AnyRevision {
		set = append(set, bson.E{Key: "rev", Value: d.Revision})
	}
	return filter, bson.D{{Key: "$set", Value: set}, {Key: "$inc", Value: count},
		{Key: "$unset", Value: bson.D{{Key: "gone", Value: ""}}}, {Key: "$currentDate", Value: bson.D{{Key: "at", Value: true}}}}
}

// storedKeys writes the values of each key once: a list where there are several, else the text itself, so that the index
// of a key with one value in each document can order a list.
func storedKeys(keys []Key) bson.M {
	values := map[string][]string{}
	for _, k := range keys {
		if !slices.Contains(values[k.Name], k.Value) {
			values[k.Name] = append(values[k.Name], k.Value)
		}
	}
	stored := bson.M{}
	for name, list := range values {
		if len(list) == 1 {
			stored[name] = list[0]
		} else {
			stored[name] = list
		}
	}
	return stored
}

// Take removes what it read: of several takers, the one whose removal found that same document. A followed document
// leaves its envelope.
func (e *mongoEngine) Take(ctx context.Context, coll, id string) (Doc, error) {
	for {
		v, err := e.read(ctx, coll, id)
		if err != nil {
			return Doc{}, err
		}
		var removed int64
		err = e.do(ctx, func(ctx context.Context) (err error) {
			removed, err = e.remove(ctx, coll, v)
			return err
		})
		if err != nil || removed == 1 {
			return v.doc(), err
		}
	}
}

// remove tells whether it removed this very state of a document.
func (e *mongoEngine) remove(ctx context.Context, coll string, v envelope) (int64, error) {
	same := bson.D{byID(v.ID), {Key: "n", Value: v.N}}
	if !slices.Contains(followed, coll) {
		result, err := e.db.Collection(coll).DeleteOne(ctx, same)
		if err != nil {
			return 0, err
		}
		return result.DeletedCount, nil
	}
	result, err := e.db.Collection(coll).UpdateOne(ctx, same, bson.D{
		{Key: "$set", Value: bson.D{{Key: "gone", Value: true}}},
		{Key: "$unset", Value: bson.D{{Key: "k", Value: ""}, {Key: "body", Value: ""}}},
		{Key: "$inc", Value: bson.D{{Key: "n", Value: int64(1)}}},
		{Key: "$currentDate", Value: bson.D{{Key: "at", Value: true}}}})
	if err != nil {
		return 0, err
	}
	return result.MatchedCount, nil
}

func (e *mongoEngine) Count(ctx context.Context, coll string) (int, error) {
	var n int64
	err := e.do(ctx, func(ctx context.Context) (err error) {
		n, err = e.db.Collection(coll).CountDocuments(ctx, bson.D{stands})
		return err
	})
	return int(n), err
}

// KeysOf lists the keys a document is found by.
func (e *mongoEngine) KeysOf(ctx context.Context, coll, id string) ([]Key, error) {
	v, err := e.read(ctx, coll, id)
	if err != nil {
		return nil, err
	}
	var keys []Key
	for name := range v.Keys {
		for _, value := range v.values(name) {
			keys = append(keys, Key{name, value})
		}
	}
	return keys, nil
}

// Close ends the connections; what is under way fails as unavailable.
func (e *mongoEngine) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), selectionPatience)
	defer cancel()
	err := e.client.Disconnect(ctx)
	if errors.Is(err, mongo.ErrClientDisconnected) {
		return nil
	}
	return mongoRefusal(err)
}
