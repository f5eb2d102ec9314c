package store

import (
	"context"
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
