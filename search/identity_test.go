package search

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	engine "github.com/blevesearch/bleve/v2/document"
)

// TestNoIdentityEntersTheIndex maps a document that carries an identity it should not: nothing of it is indexed or kept,
// at the top or below, because the mapping knows its own fields only.
func TestNoIdentityEntersTheIndex(t *testing.T) {
	m := indexMapping()
	stranger := map[string]any{
		fieldText: "maçonne", "last_name": "Vandamme", "nom": "Vandamme", "email": "a@exemple.fr", "birth_date": "1990-01-01",
		"candidate": map[string]any{"phone": "0600000000", fieldText: "Vandamme"}, "criteria": []string{"RSA"},
	}
	doc := engine.NewDocument("p1")
	if err := m.MapDocument(doc, stranger); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range doc.Fields {
		fields = append(fields, f.Name())
		if value := string(f.Value()); value != "maçonne" {
			t.Errorf("field %s holds %q", f.Name(), value)
		}
	}
	if !slices.Equal(fields, []string{fieldText}) {
		t.Errorf("indexed fields %v, want %s alone", fields, fieldText)
	}
}

// TestEveryFieldOfTheIndexIsDeclared compares what an entry may hold with what the index takes from it: a new part of the
// entry must be thought of here before it is indexed.
func TestEveryFieldOfTheIndexIsDeclared(t *testing.T) {
	entry := reflect.TypeFor[domain.IndexEntry]()
	var parts []string
	for i := range entry.NumField() {
		parts = append(parts, entry.Field(i).Name)
	}
	if got := strings.Join(parts, " "); got != "ID Profile Pool Updated" {
		t.Errorf("an entry holds %s: is the new part an identity?", got)
	}
	doc := engine.NewDocument("p1")
	entryOfAll := domain.IndexEntry{ID: "p1", Pool: domain.PoolIn, Updated: noon, Profile: domain.Profile{
		Targets: []domain.Target{{ROME: "F1703", Title: "maçonne"}}, Licences: []domain.HeldLicence{{Licence: "B"}},
		Certificates: []domain.HeldCertificate{{Code: "SST"}}, Contracts: domain.CDI.Bit(), Domain: "batiment",
		Place: mustTown(t, "Dunkerque"), Available: domain.DayOf(noon), Presentation: "Dix ans de chantier.",
	}}
	full := Labels{}.document(entryOfAll, "{}")
	if err := indexMapping().MapDocument(doc, full); err != nil {
		t.Fatal(err)
	}
	mapped := map[string]struct{}{}
	for _, f := range doc.Fields {
		mapped[f.Name()] = struct{}{}
	}
	kind := reflect.TypeOf(full)
	for i := range kind.NumField() {
		name := kind.Field(i).Tag.Get("json")
		if _, ok := mapped[name]; !ok {
			t.Errorf("%s is prepared but not in the mapping", name)
		}
		delete(mapped, name)
	}
	if len(mapped) > 0 {
		t.Errorf("the mapping takes %v besides", mapped)
	}
}
