package domain

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// storedTypes are the aggregates the store keeps, by the name of the registry.
var storedTypes = map[string]reflect.Type{
	"person": reflect.TypeFor[Person](), "offer": reflect.TypeFor[Offer](), "employer": reflect.TypeFor[Employer](),
	"shortlist": reflect.TypeFor[Shortlist](), "user": reflect.TypeFor[User](), "secret": reflect.TypeFor[Secret](),
	"session": reflect.TypeFor[Session](), "import": reflect.TypeFor[Import](), "mapping": reflect.TypeFor[FileMapping](),
	"credential": reflect.TypeFor[Credential](), "attempt": reflect.TypeFor[Attempt](),
	"position": reflect.TypeFor[Position](), "training": reflect.TypeFor[Training](),
	"invitation": reflect.TypeFor[Invitation](), "introduction": reflect.TypeFor[Introduction](), "occasion": reflect.TypeFor[Occasion](),
	"membership": reflect.TypeFor[Membership](), "signup": reflect.TypeFor[SignUp](),
	"alert":   reflect.TypeFor[Alert](),
	"list":    reflect.TypeFor[SavedList](),
	"journal": reflect.TypeFor[JournalLine](), "journal_key": reflect.TypeFor[JournalKey](),
	"mail":    reflect.TypeFor[Mail](),
	"figures": reflect.TypeFor[ClosedFigures](), "objection": reflect.TypeFor[Leaver](), "archive": reflect.TypeFor[ArchivedFile](),
}

// TestEveryHistoryIsJournaled: a type that is not told is one that has no history.
func TestEveryHistoryIsJournaled(t *testing.T) {
	silent := []string{"secret", "session", "journal", "journal_key", "figures", "objection", "attempt", "archive"}
	for name, typ := range storedTypes {
		if told := reflect.PointerTo(typ).Implements(reflect.TypeFor[Journaled]()); told == slices.Contains(silent, name) {
			t.Errorf("%s: told by the journal is %v; say in journal_deeds.go how lines name it, or here that it has no history", name, told)
		}
	}
}

// jsonPaths lists the JSON paths of a struct, down to values that are not structs of the domain.
func jsonPaths(prefix string, t reflect.Type) (paths []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			paths = append(paths, jsonPaths(prefix, f.Type)...)
			continue
		}
		if !f.IsExported() || tag == "-" {
			continue
		}
		if tag == "" {
			paths = append(paths, prefix+"."+f.Name+" (no json name)")
			continue
		}
		inner := f.Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && inner != reflect.TypeFor[time.Time]() && inner != reflect.TypeFor[Window]() {
			paths = append(paths, jsonPaths(prefix+"."+tag, inner)...)
			continue
		}
		paths = append(paths, prefix+"."+tag)
	}
	return paths
}

func TestEveryStoredFieldIsDeclared(t *testing.T) {
	for name, typ := range storedTypes {
		for _, path := range jsonPaths(name, typ) {
			f, ok := FieldOf(path)
			if !ok {
				t.Errorf("%s is stored and not declared in the registry: say why it is kept", path)
				continue
			}
			if f.Purpose == "" || f.Basis == "" || f.Retention.French() == "" || f.Erase == "" || f.Roles == 0 {
				t.Errorf("%s: the declaration is incomplete: %+v", path, f)
			}
		}
	}
}

func TestNoDeclarationWithoutAField(t *testing.T) {
	var all []string
	for name, typ := range storedTypes {
		all = append(all, name)
		all = append(all, jsonPaths(name, typ)...)
	}
	all = append(all, "once", "upload") // a key and a value, no struct
	for _, f := range StoredFields() {
		used := false
		for _, path := range all {
			if path == f.Path || strings.HasPrefix(path, f.Path+".") {
				used = true
			}
		}
		if !used {
			t.Errorf("%s is declared and nothing stores it", f.Path)
		}
	}
}

func TestGuardedFieldsStayAwayFromEmployers(t *testing.T) {
	for _, f := range StoredFields() {
		if f.Sensitive != Plain && f.Roles.Has(RoleEmployer) && !strings.HasPrefix(f.Path, "user.") {
			t.Errorf("%s is personal or guarded and declared visible to employers", f.Path)
		}
	}
}
