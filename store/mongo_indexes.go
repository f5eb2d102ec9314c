package store

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ensureIndexes makes the indexes of the keys that a batch writes, the first time this process meets them.
func (e *mongoEngine) ensureIndexes(ctx context.Context, coll string, writes []Write) error {
	var names []string
	for _, w := range writes {
		for _, k := range w.Doc.Keys {
			names = append(names, k.Name)
		}
	}
	if err := e.ensureKeys(ctx, coll, names); err != nil {
		return err
	}
	return e.ensureChanges(ctx, coll)
}

func (e *mongoEngine) ensureKeys(ctx context.Context, coll string, names []string) error {
	for _, name := range names {
		if err := e.ensureIndex(ctx, coll, name, bson.D{{Key: field(name), Value: 1}, {Key: "_id", Value: 1}}); err != nil {
			return err
		}
	}
	return nil
}

func (e *mongoEngine) ensureChanges(ctx context.Context, coll string) error {
	return e.ensureIndex(ctx, coll, "changes", changesIndex)
}

func (e *mongoEngine) ensureIndex(ctx context.Context, coll, name string, index bson.D) error {
	key := coll + "/" + name
	if _, known := e.indexed.Load(key); known {
		return nil
	}
	_, err := e.db.Collection(coll).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: index, Options: options.Index().SetName(name)})
	if err == nil {
		e.indexed.Store(key, true)
	}
	return err
}
