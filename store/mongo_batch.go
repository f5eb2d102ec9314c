package store

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// part is how many documents of a batch are written at once: each part has the engine's whole patience.
const part = 100

// putMany writes a batch, each document under its own guard. The guards are looked at first, so that a batch of which
// one is known to be over an old revision writes nothing. When others write at the same moment, or the server leaves,
// part of the batch may be in: the conflict names the rest.
func (e *mongoEngine) putMany(ctx context.Context, coll string, writes []Write) error {
	stored, err := e.readStale(ctx, coll, writes)
	if err != nil {
		return err
	}
	conflict := &ConflictError{}
	for some := range slices.Chunk(writes, part) {
		err := e.do(ctx, func(ctx context.Context) error { return e.putPart(ctx, coll, some, stored) })
		var refused *ConflictError
		if errors.As(err, &refused) {
			conflict.IDs = append(conflict.IDs, refused.IDs...)
			continue
		}
		if err != nil {
			return err
		}
	}
	if len(conflict.IDs) > 0 {
		return conflict
	}
	return nil
}

// readStale reads what stands of a batch, without the bodies, and refuses a batch over revisions that do not.
func (e *mongoEngine) readStale(ctx context.Context, coll string, writes []Write) (stored map[string]envelope, err error) {
	err = e.do(ctx, func(ctx context.Context) error {
		stored, err = e.readAll(ctx, coll, among(writes), bson.D{{Key: "rev", Value: 1}, {Key: "gone", Value: 1}})
		return err
	})
	if err != nil {
		return nil, err
	}
	conflict := &ConflictError{}
	for _, w := range writes {
		revision := stored[w.Doc.ID].Revision
		if stored[w.Doc.ID].Gone {
			revision = 0
		}
		if w.Over != AnyRevision && revision != w.Over {
			conflict.IDs = append(conflict.IDs, w.Doc.ID)
		}
	}
	if len(conflict.IDs) > 0 {
		return nil, conflict
	}
	return stored, nil
}

// putPart writes a part of a batch in one request. New documents are plain inserts, which cost a server less than
// writes that look for something: they bear the server's time before the request, which the overlap of changes allows.
func (e *mongoEngine) putPart(ctx context.Context, coll string, writes []Write, stored map[string]envelope) error {
	now, err := e.serverTime(ctx)
	if err != nil {
		return err
	}
	models := make([]mongo.WriteModel, len(writes))
	for i, w := range writes {
		if _, there := stored[w.Doc.ID]; !there && w.Over == 0 {
			models[i] = mongo.NewInsertOneModel().SetDocument(envelope{ID: w.Doc.ID, Revision: w.Doc.Revision, At: now, N: 1,
				Keys: storedKeys(w.Doc.Keys), Body: w.Doc.Body})
			continue
		}
		filter, update := writing(w)
		models[i] = mongo.NewUpdateOneModel().SetFilter(filter).SetUpdate(update).SetUpsert(w.Over <= 0)
	}
	result, err := e.db.Collection(coll).BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return err
	}
	if err == nil && result.InsertedCount+result.MatchedCount+result.UpsertedCount == int64(len(writes)) {
		return nil
	}
	return e.notWritten(ctx, coll, writes)
}

// notWritten names the documents of a part that do not stand as it would have them.
func (e *mongoEngine) notWritten(ctx context.Context, coll string, writes []Write) error {
	stored, err := e.readAll(ctx, coll, among(writes), nil)
	if err != nil {
		return err
	}
	conflict := &ConflictError{}
	for _, w := range writes {
		if v := stored[w.Doc.ID]; v.Gone || !bytes.Equal(v.Body, w.Doc.Body) {
			conflict.IDs = append(conflict.IDs, w.Doc.ID)
		}
	}
	if len(conflict.IDs) == 0 { // somebody wrote the very same meanwhile
		return nil
	}
	return conflict
}

// readAll reads the envelopes that meet a condition, by id; fields nil reads them whole.
func (e *mongoEngine) readAll(ctx context.Context, coll string, filter, fields bson.D) (map[string]envelope, error) {
	how := options.Find()
	if fields != nil {
		how.SetProjection(fields)
	}
	cursor, err := e.db.Collection(coll).Find(ctx, filter, how)
	if err != nil {
		return nil, err
	}
	var list []envelope
	if err := cursor.All(ctx, &list); err != nil {
		return nil, err
	}
	read := make(map[string]envelope, len(list))
	for _, v := range list {
		read[v.ID] = v
	}
	return read, nil
}

// among is the condition of the documents of a batch, removed ones included.
func among(writes []Write) bson.D {
	ids := make([]string, len(writes))
	for i, w := range writes {
		ids[i] = w.Doc.ID
	}
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
}
