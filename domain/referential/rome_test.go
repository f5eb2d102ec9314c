package referential

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestBuiltinOccupations(t *testing.T) {
	rome := Builtin()
	if n := len(rome.Occupations()); n < 200 {
		t.Errorf("%d occupations", n)
	}
	for _, o := range rome.Occupations() {
		if !domain.IsROME(string(o.Code)) || !domain.IsROME(string(o.Parent)) || strings.TrimSpace(o.Label) == "" {
			t.Errorf("occupation %+v", o)
		}
	}
	for _, f := range facts(builtinROME) {
		if want := map[string]int{"M": 4, "A": 3, "P": 3, "E": 3, "S": 4, "C": 3, "K": 3}[f[0]]; len(f) != want {
			t.Errorf("line %v has %d fields, want %d", f, len(f), want)
		}
		if f[0] == "P" || f[0] == "E" {
			for _, from := range strings.Fields(f[2]) {
				if !rome.Known(domain.ROME(from)) {
					t.Errorf("%s is linked to %s, not known", f[1], from)
				}
			}
		}
	}
}

func TestEverydayWordsLeadToKnownOccupations(t *testing.T) {
	rome, words := Builtin(), 0
	for _, s := range parseSynonyms(builtinSynonyms) {
		words++
		if _, ok := rome.Occupation(s.Code); !ok || s.Label == "" || s.Label != strings.TrimSpace(s.Label) {
			t.Errorf("« %s » leads to %s", s.Label, s.Code)
		}
	}
	if words < 500 {
		t.Errorf("%d everyday words", words)
	}
	for word, code := range map[string]domain.ROME{
		"cariste": "N1101", "maçon": "F1703", "femme de ménage": "K2205", "agent de prod": "H3302", "chauffeur SPL": "N4115",
		"nounou": "K1303", "vigile": "K2503", "docker": "N3203", "pontier": "N1104",
	} {
		if !slices.Contains(codesNamed(rome, word), code) {
			t.Errorf("« %s » leads to %v, not to %s", word, codesNamed(rome, word), code)
		}
	}
}

func codesNamed(r *ROME, word string) (codes []domain.ROME) {
	for a := range r.Appellations() {
		if a.Synonym && a.Label == word {
			codes = append(codes, a.Code)
		}
	}
	return codes
}

func TestEverySectorOfTheCoastIsThere(t *testing.T) {
	rome := Builtin()
	for sector, codes := range map[string]string{
		"industry and maintenance": "H2902 H2913 H2914 I1304 I1309 I1310 H2907 H2906", "transport and port": "N4101 N4115 N1101 N3203 N1103 N4105 N4103",
		"food industry": "H2102 H2105 H2103 H3302", "building": "F1703 F1701 F1602 F1603 F1606 F1302 F1702 F1704", "people": "K1302 K1304 K1303 K1311 K1310",
		"cleaning": "K2204 K2205 K2202 K2303", "green spaces": "A1203 A1202 A1208", "shops": "D1505 D1507 D1106 D1214",
		"hotels and restaurants": "G1602 G1603 G1605 G1803 G1501", "health and social": "J1501 J1301 J1506 K1207", "security": "K2503 K2501 K2509",
		"offices": "M1607 M1602 M1601 M1203",
	} {
		for _, code := range strings.Fields(codes) {
			if len(rome.Skills(domain.ROME(code))) == 0 || len(rome.Links(domain.ROME(code))) == 0 {
				t.Errorf("%s: %s has no skill or no link", sector, code)
			}
		}
	}
}

func TestAParentStandsForItsChildren(t *testing.T) {
	set := romeSet{Occupations: []Occupation{{Code: "F1707", Label: "A", Parent: "F1703"}, {Code: "F1708", Label: "B", Parent: "F1703"}, {Code: "F1704", Label: "C", Parent: "F1704"}},
		Moves: []gradedMove{{"F1704", "F1708", LinkClose}, {"F1707", "F1704", LinkEvolution}}}
	rome := set.build()
	if got := rome.Expand("F1703"); !slices.Equal(got, []domain.ROME{"F1707", "F1708"}) {
		t.Errorf("Expand = %v", got)
	}
	if !rome.Known("F1703") || rome.Known("F1799") || rome.Expand("F1799") != nil {
		t.Error("a parent is known, a stranger is not")
	}
	if got := rome.Link("F1704", "F1703"); got != LinkClose {
		t.Errorf("to the best child: %v", got)
	}
	if got := rome.Link("F1703", "F1704"); got != LinkEvolution {
		t.Errorf("from the best child: %v", got)
	}
}

func TestSavedROMEIsTheSame(t *testing.T) {
	for name, rome := range map[string]*ROME{"built-in": Builtin(), "official": mustArchive(t)} {
		var file bytes.Buffer
		if err := rome.Save(&file); err != nil {
			t.Fatal(err)
		}
		size := file.Len()
		damaged := slices.Clone(file.Bytes()[:size/2])
		again, err := LoadROME(&file)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", name, size)
		if again.Version() != rome.Version() || !slices.Equal(again.Occupations(), rome.Occupations()) || !slices.Equal(again.Contexts(), rome.Contexts()) {
			t.Errorf("%s: occupations or contexts differ", name)
		}
		if !slices.Equal(slices.Collect(again.Appellations()), slices.Collect(rome.Appellations())) {
			t.Errorf("%s: appellations differ", name)
		}
		for _, o := range rome.Occupations() {
			if !slices.Equal(again.GradedSkills(o.Code), rome.GradedSkills(o.Code)) || !slices.Equal(again.Links(o.Code), rome.Links(o.Code)) || !slices.Equal(again.ContextsOf(o.Code), rome.ContextsOf(o.Code)) {
				t.Fatalf("%s: %s differs", name, o.Code)
			}
		}
		if _, err := LoadROME(bytes.NewReader(damaged)); err == nil {
			t.Errorf("%s: a file cut in two was loaded", name)
		}
	}
}

func TestUserSynonyms(t *testing.T) {
	with, warnings, err := Builtin().WithSynonyms(strings.NewReader("titre;rome\nopérateur dunes;H3302\nx;Z9999\n"))
	if err != nil || len(warnings) != 1 || warnings[0].Line != 3 {
		t.Fatalf("warnings %v, err %v", warnings, err)
	}
	if !slices.Contains(codesNamed(with, "opérateur dunes"), "H3302") || len(codesNamed(Builtin(), "opérateur dunes")) != 0 {
		t.Error("the word is not in the new set, or came into the old one")
	}
	if _, _, err := Builtin().WithSynonyms(strings.NewReader("a,b\n")); err == nil {
		t.Error("a file without its columns was read")
	}
}

func TestContextsAndSkillsByTheirName(t *testing.T) {
	rome := Builtin()
	for text, want := range map[string]string{"froid": "403021", "403021": "403021", "TRAVAIL DE NUIT": "300803", "port de charges": "300795", "en exterieur": "300783"} {
		if c, ok := rome.ParseContext(text); !ok || c.Code != want {
			t.Errorf("ParseContext(%q) = %+v, %v", text, c, ok)
		}
	}
	if _, ok := rome.ParseContext("en musique"); ok {
		t.Error("an unknown context was found")
	}
	for word, label := range everydayContexts {
		if c, ok := rome.ParseContext(word); !ok || c.Label != label {
			t.Errorf("« %s » stands for %q, found %+v", word, label, c)
		}
	}
	one := rome.AllSkills()[10]
	if s, ok := rome.SkillNamed(strings.ToUpper(one.Label)); !ok || s.Label != one.Label {
		t.Errorf("SkillNamed found %+v", s)
	}
}
