package hiring

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// unviewed are the reads of stored objects that name no viewer, each with the reason why nobody can misuse it. A new one
// is a decision: the rule is that a query without a viewer does not compile (architecture.md, Storage).
var unviewed = map[string]string{
	"Users.Get":              "the sign-in itself: nobody is a viewer yet; what leaves the house of it is Actor()",
	"Users.ByEmail":          "the sign-in itself; the same answer for a known and an unknown address",
	"Secrets.Get":            "whoever holds the secret: its hash is the key",
	"Secrets.Take":           "whoever holds the secret: its hash is the key",
	"Secrets.OfUser":         "called with the actor's own key, and to end what somebody has",
	"Sessions.OfUser":        "called with the actor's own key, and to end what somebody has",
	"Credentials.Get":        "the sign-in itself, and the actor's own; what leaves the house of it is Keys: whether there is one, and since when",
	"Attempts.Get":           "counting the tries of a keyed hash; nothing of it is shown",
	"Identities.Take":        "merging and removing, after CanModeratePeople; nothing of it is shown",
	"Identities.Alike":       "possible doubles, after CanModeratePeople; each file is then read by its viewer",
	"Feed.Each":              "the pool and the index follow the store: neither shows a person",
	"Feed.Changes":           "the pool and the index follow the store: neither shows a person",
	"Journal.OfEvent":        "the relay asks whether an event is written already; nothing of it is shown",
	"JournalKeys.Get":        "the names of a page of the journal, whose lines were read by their viewer",
	"JournalKeys.Find":       "erasing somebody and checking the chain; nothing of it is shown",
	"Mails.Due":              "the worker sends them; nothing of it is shown",
	"Mails.EndedBefore":      "the worker throws them away; nothing of it is shown",
	"InvitationFeed.Changes": "who was asked for what, in memory: the pool keeps counts and offers, no answer",
	"Archive.ByPrint":        "after CanOpenArchive, by who knows exactly whose it is; what it holds is sealed",
	"Archive.EndedBefore":    "the daily work ends them; nothing of them is shown",
	"OfferFeed.Changes":      "the board of open offers, in memory: read by who may open a person's file",
	"ClosedFigures.All":      "the counts of people erased: nobody stands in them; PeopleFigures asks who reads",
}

// TestEveryQueryHasAViewer reflects over the ports: whatever gives back a stored object takes who reads it.
func TestEveryQueryHasAViewer(t *testing.T) {
	actor := reflect.TypeFor[domain.Actor]()
	asked, unused := 0, map[string]bool{}
	for name := range unviewed {
		unused[name] = true
	}
	for port := range reflect.TypeFor[Deps]().Fields() {
		if port.Type.Kind() != reflect.Interface {
			continue
		}
		for m := range port.Type.Methods() {
			if !givesStored(m.Type) {
				continue
			}
			asked++
			name := port.Name + "." + m.Name
			delete(unused, name)
			takes := slices.Collect(m.Type.Ins())
			if !slices.Contains(takes, actor) && unviewed[name] == "" {
				t.Errorf("%s gives stored objects to nobody in particular: take the viewer, or say why not", name)
			}
			if slices.Contains(takes, actor) && unviewed[name] != "" {
				t.Errorf("%s takes a viewer now: it is no exception", name)
			}
		}
	}
	if asked < 30 {
		t.Errorf("only %d queries: they are not found", asked)
	}
	for name := range unused {
		t.Errorf("%s is an exception to nothing", name)
	}
}

// givesStored tells whether a method gives back, or visits, something that carries a record.
func givesStored(m reflect.Type) bool {
	holds := func(at reflect.Type) bool {
		for at.Kind() == reflect.Pointer || at.Kind() == reflect.Slice {
			at = at.Elem()
		}
		return at.Kind() == reflect.Struct && strings.HasSuffix(at.PkgPath(), "/domain") && hasRecord(at)
	}
	for at := range m.Ins() {
		if at.Kind() == reflect.Func && at.NumIn() > 0 && holds(at.In(0)) {
			return true
		}
	}
	return slices.ContainsFunc(slices.Collect(m.Outs()), holds)
}

func hasRecord(at reflect.Type) bool {
	field, has := at.FieldByName("Record")
	return has && field.Anonymous
}
