package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"eedk.fr/candidatheque/domain"
)

// prepareMongo learns the generation of the database, given by the first process that opens it, and renews the keys.
func (s *Store) prepareMongo(ctx context.Context, e *mongoEngine) error {
	random, err := randomFact()
	if err != nil {
		return err
	}
	if e.generation, err = e.factOrFirst(ctx, "generation", random); err != nil {
		return err
	}
	version, err := e.factOrFirst(ctx, "keys_version", keysVersion)
	switch {
	case err != nil:
		return err
	case version > keysVersion:
		return newerSchema(int(version))
	case version == keysVersion:
		return nil
	}
	if err := s.renewMongoKeys(ctx, e); err != nil {
		return err
	}
	return e.do(ctx, func(ctx context.Context) error {
		_, err := e.db.Collection(collFacts).UpdateOne(ctx, bson.D{byID("keys_version")}, bson.D{{Key: "$max", Value: bson.D{{Key: "value", Value: int64(keysVersion)}}}})
		return err
	})
}

func randomFact() (int64, error) {
	var bytes [8]byte
	if _, err := rand.Read(bytes[:]); err != nil {
		return 0, unavailable("Le système ne donne pas de hasard.", err)
	}
	return int64(binary.BigEndian.Uint64(bytes[:]) & 0x7fffffffffff), nil
}

// factOrFirst reads a number that the database knows about itself; whoever comes first gives it.
func (e *mongoEngine) factOrFirst(ctx context.Context, name string, first int64) (int64, error) {
	var fact struct {
		Value int64 `bson:"value"`
	}
	err := e.do(ctx, func(ctx context.Context) error {
		facts := e.db.Collection(collFacts)
		err := facts.FindOne(ctx, bson.D{byID(name)}).Decode(&fact)
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return err
		}
		_, err = facts.InsertOne(ctx, bson.D{byID(name), {Key: "value", Value: first}})
		if err != nil && !mongo.IsDuplicateKeyError(err) {
			return err
		}
		return facts.FindOne(ctx, bson.D{byID(name)}).Decode(&fact)
	})
	return fact.Value, err
}

// renewMongoKeys gives every document the keys of this program. The documents themselves do not change, so nobody is
// told; another process that does the same meanwhile writes the same.
func (s *Store) renewMongoKeys(ctx context.Context, e *mongoEngine) error {
	for _, r := range s.repos() {
		err := s.walk(ctx, r, func(d Doc) error {
			keys, err := r.keysOf(d)
			if err != nil {
				return err
			}
			return e.do(ctx, func(ctx context.Context) error {
				_, err := e.db.Collection(r.collection()).UpdateOne(ctx, bson.D{byID(d.ID), {Key: "rev", Value: d.Revision}, stands},
					bson.D{{Key: "$set", Value: bson.D{{Key: "k", Value: storedKeys(keys)}}}})
				return err
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Verify asks each collection for envelopes that lack a part: bodies and keys are held against each other by the store.
func (e *mongoEngine) Verify(ctx context.Context) error {
	var names []string
	err := e.do(ctx, func(ctx context.Context) (err error) {
		names, err = e.db.ListCollectionNames(ctx, bson.D{})
		return err
	})
	if err != nil {
		return err
	}
	for _, coll := range names {
		if coll == collFacts || strings.HasPrefix(coll, "system.") {
			continue
		}
		if err := e.verifyEnvelopes(ctx, coll); err != nil {
			return err
		}
	}
	return nil
}

func (e *mongoEngine) verifyEnvelopes(ctx context.Context, coll string) error {
	var lacks bson.A
	for _, part := range []string{"rev", "at", "n"} {
		lacks = append(lacks, bson.D{{Key: part, Value: bson.D{{Key: "$exists", Value: false}}}})
	}
	lacks = append(lacks, bson.D{{Key: "body", Value: bson.D{{Key: "$exists", Value: false}}}, stands})
	return e.do(ctx, func(ctx context.Context) error {
		n, err := e.db.Collection(coll).CountDocuments(ctx, bson.D{{Key: "$or", Value: lacks}})
		if err == nil && n > 0 {
			return domain.Refuse(domain.CodeInternal, "%s : %d documents sans révision, date ou corps", coll, n)
		}
		return err
	})
}
