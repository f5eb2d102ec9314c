package store

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// toldWithin is how long a mark of removal stays, so that every process that follows has met it: they look each second
// and again within the overlap, and start over at night.
const toldWithin = time.Hour

// Scrub drops the emptied envelopes of documents removed more than an hour ago: younger ones leave at a
// later call. What the server's files and its oplog still hold of them is the server's: docs/security.md says so.
func (e *mongoEngine) Scrub(ctx context.Context, coll string) error {
	return e.do(ctx, func(ctx context.Context) error {
		now, err := e.serverTime(ctx)
		if err != nil {
			return err
		}
		_, err = e.db.Collection(coll).DeleteMany(ctx, bson.D{{Key: "gone", Value: true},
			{Key: "at", Value: bson.D{{Key: "$lt", Value: now.Add(-toldWithin)}}}})
		return err
	})
}
