package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"eedk.fr/candidatheque/domain"
)

// defaultDatabase is the one used when the address names none.
const defaultDatabase = "candidatheque"

// collFacts keeps what a database knows about itself: it is no collection of the repositories.
const collFacts = "facts"

// OpenMongo opens the database that a mongodb:// address names, making it when new, and brings the keys to this program's
// version. Several processes may hold it at once. It refuses an address it does not understand (invalid), a server that
// does not answer (unavailable), and a database of a newer program. No error holds the address: there may be a password
// in it.
func OpenMongo(ctx context.Context, uri string, now func() time.Time) (*Store, error) {
	e, err := dialMongo(uri)
	if err != nil {
		return nil, err
	}
	s := New(e, e, now)
	if err := s.prepareMongo(ctx, e); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return s, nil
}

// IsMongo tells the address of a database from the path of a folder.
func IsMongo(uri string) bool {
	return strings.HasPrefix(uri, "mongodb://") || strings.HasPrefix(uri, "mongodb+srv://")
}

// PlainAddress is an address without its account, password and options, for people and logs.
func PlainAddress(uri string) string {
	scheme, rest, found := strings.Cut(uri, "://")
	if !found {
		return uri
	}
	rest, _, _ = strings.Cut(rest[strings.LastIndex(rest, "@")+1:], "?")
	return scheme + "://" + rest
}

// databaseIn is the name of the database in an address.
func databaseIn(uri string) string {
	_, hosts, _ := strings.Cut(PlainAddress(uri), "://")
	if _, name, _ := strings.Cut(hosts, "/"); name != "" {
		return name
	}
	return defaultDatabase
}

// dialMongo prepares the connections; nothing is asked of the server yet. What is written is acknowledged by a majority,
// in their journals, and what is read was: an address cannot ask for less.
func dialMongo(uri string) (*mongoEngine, error) {
	journal := true
	concern := writeconcern.Majority()
	concern.Journal = &journal
	wanted := options.Client().ApplyURI(uri).SetAppName("candidatheque").
		SetServerSelectionTimeout(selectionPatience).SetConnectTimeout(selectionPatience).
		SetReadPreference(readpref.Primary()).SetReadConcern(readconcern.Majority()).SetWriteConcern(concern).
		SetRetryWrites(true).SetRetryReads(true)
	client, err := mongo.Connect(wanted)
	if err != nil {
		return nil, badAddress()
	}
	return &mongoEngine{client: client, db: client.Database(databaseIn(uri))}, nil
}

// badAddress has no cause: what the driver says of an address repeats it.
func badAddress() error {
	return domain.Refuse(domain.CodeInvalid, "l'adresse de la base n'est pas comprise : écrivez mongodb://compte:motdepasse@hôte:27017/candidatheque")
}

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

// HasDatabase tells whether a process of ours ever opened the database that a mongodb:// address names. Nothing is made.
func HasDatabase(ctx context.Context, uri string) (bool, error) {
	e, err := dialMongo(uri)
	if err != nil {
		return false, err
	}
	defer func() { _ = e.Close() }()
	var n int64
	err = e.do(ctx, func(ctx context.Context) (err error) {
		n, err = e.db.Collection(collFacts).CountDocuments(ctx, bson.D{byID("generation")})
		return err
	})
	return n > 0, err
}
