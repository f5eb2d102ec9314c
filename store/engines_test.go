package store_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// TestTheEnginesAnswerAlike asks any query of both engines, over the same documents with several values of a key: page
// after page they give the same documents in the same order.
func TestTheEnginesAnswerAlike(t *testing.T) {
	fewerRuns(t)
	ferret := storetest.StartFerret(t)
	rapid.Check(t, func(rt *rapid.T) {
		folder, database := MustOpen(t, t.TempDir()), MustOpenMongo(t, ferret.Database())
		value := rapid.StringMatching(`[ab.é]{0,3}`)
		var writes []store.Write
		for i := range rapid.IntRange(0, 12).Draw(rt, "documents") {
			doc := store.Doc{ID: fmt.Sprintf("d%02d", i), Revision: 1, Body: []byte(strconv.Itoa(i)), Keys: []store.Key{{Name: "one", Value: value.Draw(rt, "one")}}}
			for _, v := range rapid.SliceOfN(value, 0, 3).Draw(rt, "many") {
				doc.Keys = append(doc.Keys, store.Key{Name: "many", Value: v})
			}
			writes = append(writes, store.Write{Doc: doc})
		}
		for _, s := range []*store.Store{folder, database} {
			must(t, store.EngineOf(s).Put(ctx, "things", writes...))
		}
		condition := rapid.Custom(func(rt *rapid.T) store.Condition {
			// Several bounds on a key with several values are left to MongoDB's word: of the two bounds of an $elemMatch,
			// FerretDB is content when each holds for some value, and no query of ours asks that.
			kind := rapid.IntRange(0, 3).Draw(rt, "kind")
			c := store.Condition{Name: "one"}
			if kind < 2 {
				c.Name = rapid.SampledFrom([]string{"one", "many"}).Draw(rt, "name")
			}
			switch kind {
			case 0:
				c.Values = rapid.SliceOfNDistinct(value, 0, 3, rapid.ID).Draw(rt, "values")
			case 1:
				c.Prefix = rapid.StringMatching(`[ab.é]{1,2}`).Draw(rt, "prefix")
			case 2:
				c.From, c.Before = value.Draw(rt, "from"), value.Draw(rt, "before")
			default:
				c.Prefix, c.From = rapid.StringMatching(`[ab.é]`).Draw(rt, "prefix"), value.Draw(rt, "from")
			}
			return c
		})
		q := store.Query{Where: rapid.SliceOfN(condition, 0, 3).Draw(rt, "where"), Order: "one", Desc: rapid.Bool().Draw(rt, "desc"),
			Limit: rapid.IntRange(1, 5).Draw(rt, "limit")}
		if len(q.Where) > 0 && rapid.Bool().Draw(rt, "in the order of the first condition") {
			q.Order = q.Where[0].Name
		}
		if a, b := allPages(t, folder, q), allPages(t, database, q); !slices.Equal(a, b) {
			rt.Fatalf("%+v\na folder: %v\na database: %v", q, a, b)
		}
	})
}

func allPages(t *testing.T, s *store.Store, q store.Query) (pages []string) {
	t.Helper()
	for {
		page, next, err := store.EngineOf(s).Find(ctx, "things", q)
		must(t, err)
		for _, d := range page {
			pages = append(pages, fmt.Sprintf("%s at %d: %s", d.ID, d.Revision, d.Body))
		}
		pages = append(pages, "·")
		if q.Cursor = next; next == "" {
			return pages
		}
	}
}

// TestADatabaseOfOtherTimes is opened by this program: keys of an older one are made anew, a newer one is refused.
func TestADatabaseOfOtherTimes(t *testing.T) {
	ferret := storetest.StartFerret(t)
	uri := ferret.Database()
	fill(t, MustOpenMongo(t, uri), 5)
	raw := MustReach(t, uri)
	raw.edit("people", "EE-000003", map[string]any{"k": map[string]any{}})
	raw.edit("facts", "keys_version", map[string]any{"value": int64(1)})
	s := MustOpenMongo(t, uri)
	if list, err := s.People.ByName(ctx, domain.System(), "nom3", 5); err != nil || len(list) != 1 {
		t.Errorf("%d people by name, %v", len(list), err)
	}
	must(t, s.Verify(ctx))
	raw.edit("facts", "keys_version", map[string]any{"value": int64(99)})
	if _, err := store.Open(ctx, uri, nil); domain.CodeOf(err) != domain.CodeUnavailable || store.IsDown(err) {
		t.Errorf("a newer database was opened: %v", err)
	}
}

// TestVerifyNamesWhatIsWrongInADatabase alters it by hand, one fault at a time.
func TestVerifyNamesWhatIsWrongInADatabase(t *testing.T) {
	ferret := storetest.StartFerret(t)
	for _, tt := range []struct {
		name, says string
		fields     map[string]any
	}{
		{"a body that is not JSON", "EE-000003", map[string]any{"body": []byte("abc")}},
		{"a revision that moved alone", "EE-000003", map[string]any{"rev": int64(9)}},
		{"keys that say something else", "EE-000003", map[string]any{"k.sort": "autre"}},
		{"no count of its writes", "sans révision", map[string]any{"n": nil}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			uri := ferret.Database()
			s := MustOpenMongo(t, uri)
			fill(t, s, 5)
			MustReach(t, uri).edit("people", "EE-000003", tt.fields)
			if err := s.Verify(ctx); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("%v", err)
			}
		})
	}
}

// raw is a database without the store in between.
type raw struct {
	t  *testing.T
	db *mongo.Database
}

func MustReach(t *testing.T, uri string) raw {
	t.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	must(t, err)
	t.Cleanup(func() { _ = client.Disconnect(context.WithoutCancel(t.Context())) })
	return raw{t, client.Database(uri[strings.LastIndex(uri, "/")+1:])}
}

// edit sets fields of a document, and removes those that are nil.
func (r raw) edit(coll, id string, fields map[string]any) {
	r.t.Helper()
	set, unset := bson.M{}, bson.M{}
	for name, value := range fields {
		if value == nil {
			unset[name] = ""
		} else {
			set[name] = value
		}
	}
	update := bson.M{}
	if len(set) > 0 {
		update["$set"] = set
	}
	if len(unset) > 0 {
		update["$unset"] = unset
	}
	result, err := r.db.Collection(coll).UpdateOne(r.t.Context(), bson.M{"_id": id}, update)
	must(r.t, err)
	if result.MatchedCount != 1 {
		r.t.Fatalf("%s has no %s", coll, id)
	}
}
