package store

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// overlap is how late a write may come to sight after the time it bears, by the server's clock: the engine's patience,
// and then what a majority takes to have it, and what the clocks of two servers that take turns differ by. Later ones
// are met by the nightly round.
const overlap = patience + 7*time.Second

// Changes reads what was written after the mark, and again within the overlap before it, where it leaves out what this
// mark has told already (mongo_window.go).
func (e *mongoEngine) Changes(ctx context.Context, coll, mark string, limit int) (changes []Change, next string, err error) {
	err = e.do(ctx, func(ctx context.Context) error {
		if err := e.ensureChanges(ctx, coll); err != nil {
			return err
		}
		w, err := e.windowAt(ctx, coll, mark)
		if err != nil {
			return err
		}
		now, err := e.serverTime(ctx)
		if err != nil {
			return err
		}
		changes, err = e.changesIn(ctx, coll, w, now.Add(-overlap), limit)
		if err != nil {
			return err
		}
		next = w.mark(e.generation)
		if len(changes) == 0 && w.known {
			next = mark
		}
		e.windows.keep(coll, next, w)
		return nil
	})
	return changes, next, err
}

// changesIn gives at most limit changes of the window and moves it along. All that bears a time before settled has come
// to sight.
func (e *mongoEngine) changesIn(ctx context.Context, coll string, w *window, settled time.Time, limit int) ([]Change, error) {
	var changes []Change
	for {
		fresh, last, ended, err := e.untold(ctx, coll, w, limit-len(changes))
		if err != nil {
			return nil, err
		}
		read, err := e.readStates(ctx, coll, fresh)
		if err != nil {
			return nil, err
		}
		for _, entry := range fresh {
			if v, there := read[entry.ID]; there { // else it was removed without a trace meanwhile
				changes = append(changes, Change{Doc: v.doc(), Removed: v.Gone})
				w.tell(entry, v)
			}
		}
		w.advance(last, settled)
		if ended || len(changes) == limit {
			return changes, nil
		}
	}
}

// untold reads the window in order until limit entries were found that its mark has not told, or to its end. An entry is
// an envelope without keys and body; last is how far it read.
func (e *mongoEngine) untold(ctx context.Context, coll string, w *window, limit int) (fresh []envelope, last place, ended bool, err error) {
	cursor, err := e.db.Collection(coll).Find(ctx, w.from.onward(), entriesInOrder())
	if err != nil {
		return nil, place{}, false, err
	}
	defer func() { _ = cursor.Close(ctx) }()
	last = w.from
	for cursor.Next(ctx) {
		var entry envelope
		if err := cursor.Decode(&entry); err != nil {
			return nil, place{}, false, err
		}
		if placeOf(entry).compare(w.from) <= 0 {
			continue
		}
		last = placeOf(entry)
		if !w.hasTold(entry) {
			fresh = append(fresh, entry)
		}
		if len(fresh) == limit {
			return fresh, last, false, nil
		}
	}
	return fresh, last, true, cursor.Err()
}

// entriesInOrder reads what the index of changes holds, and nothing of the documents themselves.
func entriesInOrder() *options.FindOptionsBuilder {
	return options.Find().SetSort(changesIndex[:2]).SetProjection(bson.D{{Key: "_id", Value: 1}, {Key: "at", Value: 1}, {Key: "n", Value: 1}})
}

// changesIndex orders the documents of a collection by their last change.
var changesIndex = bson.D{{Key: "at", Value: 1}, {Key: "_id", Value: 1}, {Key: "n", Value: 1}}

// readStates reads the documents of entries as they are now, removed ones included.
func (e *mongoEngine) readStates(ctx context.Context, coll string, entries []envelope) (map[string]envelope, error) {
	if len(entries) == 0 {
		return map[string]envelope{}, nil
	}
	ids := make([]string, len(entries))
	for i, entry := range entries {
		ids[i] = entry.ID
	}
	return e.readAll(ctx, coll, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}, nil)
}

// serverTime is the clock that dates changes.
func (e *mongoEngine) serverTime(ctx context.Context) (time.Time, error) {
	var hello struct {
		LocalTime time.Time `bson:"localTime"`
	}
	err := e.db.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello)
	return hello.LocalTime, err
}
