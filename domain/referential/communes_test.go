package referential

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
	"pgregory.net/rapid"
)

func TestFindCommune(t *testing.T) {
	for _, tt := range []struct{ name, code, town, insee, postal string }{
		{"both", "59140", "Dunkerque", "59183", "59140"},
		{"capitals and no accent", "59229", "TETEGHEM COUDEKERQUE VILLAGE", "59588", "59229"},
		{"neighbourhood with its code", "59240", "Malo-les-Bains", "59183", "59240"},
		{"neighbourhood alone takes its own code", "", "Rosendaël", "59183", "59240"},
		{"neighbourhood under the commune's main code", "59140", "Petite Synthe", "59183", "59140"},
		{"old commune", "", "fort mardyck", "59183", "59430"},
		{"St and s/Mer", "59430", "St Pol s/Mer", "59183", "59430"},
		{"ST without hyphen", "62500", "ST OMER", "62765", "62500"},
		{"CEDEX", "59140", "DUNKERQUE CEDEX 1", "59183", "59140"},
		{"a CEDEX code that is in no table", "59379", "Dunkerque Cedex 1", "59183", "59140"},
		{"code alone, one commune", "59760", "", "59271", "59760"},
		{"name alone", "", "grande synthe", "59271", "59760"},
		{"name with the commune in brackets", "", "Saint-Pol-sur-Mer (Dunkerque)", "59183", "59430"},
		{"old name of a merged commune", "", "Téteghem", "59588", "59229"},
		{"Mardyck shares its code with Loon-Plage", "59279", "Mardyck", "59183", "59279"},
		{"spaces in the code", "59 820", "Gravelines", "59273", "59820"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := BuiltinCommunes().Find(tt.code, tt.town)
			if err != nil {
				t.Fatal(err)
			}
			if got.INSEE != tt.insee || got.PostalCode != tt.postal {
				t.Errorf("found %+v, want %s at %s", got, tt.insee, tt.postal)
			}
		})
	}
}

func TestCommuneRefusals(t *testing.T) {
	for _, tt := range []struct{ name, code, town, field, says string }{
		{"nothing", "", "", "commune", "Indiquez"},
		{"letters for a code", "59A40", "", "code_postal", "cinq chiffres"},
		{"unknown code", "75001", "", "code_postal", "75001"},
		{"a code of several communes", "59279", "", "commune", "Loon-Plage"},
		{"misspelt with a code", "59140", "Dunquerke", "commune", "« Dunkerque »"},
		{"misspelt alone", "", "Coudekerke-Branche", "commune", "« Coudekerque-Branche »"},
		{"code of another commune", "59140", "Calais", "commune", "pas de Calais"},
		{"nonsense", "", "Xyzzyville-les-Eaux", "commune", "inconnue"},
		{"nonsense with a code", "59140", "Xyzzyville-les-Eaux", "commune", "Dunkerque"},
		{"known name, code of nowhere", "31999", "Calais", "code_postal", "62100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := BuiltinCommunes().Find(tt.code, tt.town)
			var e *domain.Error
			if !errors.As(err, &e) || e.Code != domain.CodeInvalid || e.Field != tt.field || !strings.Contains(e.Message, tt.says) {
				t.Errorf("refused with %#v, want field %s saying %q", err, tt.field, tt.says)
			}
		})
	}
}

func TestBuiltinCommunes(t *testing.T) {
	all := BuiltinCommunes().All()
	if len(all) != 415 {
		t.Errorf("%d communes", len(all))
	}
	dunkirk, _ := BuiltinCommunes().ByINSEE("59183")
	for _, town := range all {
		c, ok := BuiltinCommunes().ByINSEE(town.INSEE)
		if !ok || len(town.PostalCodes) == 0 || !isPostalCode(c.PostalCode) {
			t.Errorf("%+v", town)
		}
		if km := dunkirk.DistanceKm(c); km > 60.5 {
			t.Errorf("%s is %.1f km from Dunkirk", town.Name, km)
		}
		if found, err := BuiltinCommunes().Find(c.PostalCode, town.Name); err != nil || found.INSEE != town.INSEE {
			t.Errorf("%s %s: %v, %v", c.PostalCode, town.Name, found, err)
		}
	}
	for _, n := range BuiltinCommunes().names {
		if found, err := BuiltinCommunes().Find(n.PostalCode, n.Name); err != nil || found.INSEE != n.INSEE {
			t.Errorf("%s %s: %v, %v", n.PostalCode, n.Name, found, err)
		}
	}
	for _, code := range dunkirkNetwork {
		if _, ok := BuiltinCommunes().ByINSEE(code); !ok {
			t.Errorf("bus network: %s is not known", code)
		}
	}
}

func TestReadAllCommunesOfFrance(t *testing.T) {
	f, err := mustSub(t, sharedData(t), "geo").Open("communes_france.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	france, warnings, err := ReadCommunes(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(france.All()); n < 34_800 {
		t.Errorf("%d communes, warnings %v", n, warnings[:min(3, len(warnings))])
	}
	for _, tt := range []struct{ code, town, insee string }{
		{"59240", "Malo-les-Bains", "59183"}, {"75015", "Paris 15e arrondissement", "75056"}, {"69003", "LYON 03", "69123"},
		{"13008", "Marseille 8ème", "13055"}, {"", "Brest", "29019"}, {"1000", "Bourg en Bresse", "01053"},
	} {
		if got, err := france.Find(tt.code, tt.town); err != nil || got.INSEE != tt.insee {
			t.Errorf("%s %s: %+v, %v", tt.code, tt.town, got, err)
		}
	}
	if _, err := france.Find("", "Saint-Martin"); err == nil || !strings.Contains(err.Error(), "Ajoutez le code postal") {
		t.Errorf("homonyms: %v", err)
	}
	var file bytes.Buffer
	if err := france.Save(&file); err != nil {
		t.Fatal(err)
	}
	again, err := LoadCommunes(&file)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(again.All(), france.All(), func(a, b Town) bool {
		return a.INSEE == b.INSEE && a.Name == b.Name && a.Lat == b.Lat && slices.Equal(a.PostalCodes, b.PostalCodes)
	}) || len(again.names) != len(france.names) {
		t.Error("what was saved is not what was read")
	}
	if _, err := LoadCommunes(strings.NewReader("not a table")); err == nil {
		t.Error("nonsense was loaded")
	}
}

func TestReadCommunesInOtherShapes(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		warnings   int
		find       string
		want       string // INSEE
	}{
		{"few columns, semicolons, BOM", "\ufeffcode_insee;nom;codes_postaux;lat;lon\n59183;Dunkerque;59140|59240;51.03;2.33\n", 0, "Dunkerque", "59183"},
		{"Windows-1252", "code_insee,nom,codes_postaux,lat,lon,population\n62040,Ardr\xe8s,62610,50.8,1.9,10\n", 0, "ardres", "62040"},
		{"bad lines are told", "code_insee,nom,codes_postaux,lat,lon\n59183,Dunkerque,59140,51,2\n59184,Nulle,59140,x,2\n5,Courte,59140,51,2\n", 2, "Dunkerque", "59183"},
		{"old place names add to the built-in table", "code_postal,code_insee,libelle,ligne_5\n59240,59183,DUNKERQUE,LES DUNES DE L EST\n75001,75056,PARIS,LES HALLES\n", 1, "Les Dunes de l'Est", "59183"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, warnings, err := ReadCommunes(strings.NewReader(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if len(warnings) != tt.warnings {
				t.Errorf("warnings %v", warnings)
			}
			if got, err := c.Find("", tt.find); err != nil || got.INSEE != tt.want {
				t.Errorf("found %+v, %v", got, err)
			}
		})
	}
	for name, file := range map[string]string{"empty": "", "no coordinates": "code_insee,nom\n59183,Dunkerque\n", "no line": "code_insee,nom,codes_postaux,lat,lon\n"} {
		if _, _, err := ReadCommunes(strings.NewReader(file)); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFindStandsAnyText: whatever is typed, the answer is a known commune or a refusal that names a field.
func TestFindStandsAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, name := rapid.StringMatching(`[0-9 A-z]{0,7}`).Draw(t, "code"), rapid.String().Draw(t, "name")
		c, err := BuiltinCommunes().Find(code, name)
		var e *domain.Error
		switch {
		case err == nil && !c.Known():
			t.Fatal("no commune and no refusal")
		case err != nil && (!errors.As(err, &e) || e.Field == "" || !utf8.ValidString(e.Message)):
			t.Fatalf("refused with %#v", err)
		}
	})
}

func TestDistanceBetweenSpellings(t *testing.T) {
	for _, tt := range []struct {
		a, b  string
		limit int
		want  int
	}{{"dunkerque", "dunkerque", 3, 0}, {"dunkerque", "dunkerqeu", 3, 1}, {"calais", "clais", 3, 1}, {"abc", "xyz", 2, 3}, {"", "ab", 3, 2}} {
		if got := distance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func BenchmarkFindCommune(b *testing.B) {
	for b.Loop() {
		if _, err := BuiltinCommunes().Find("59240", "Malo-les-Bains"); err != nil {
			b.Fatal(err)
		}
	}
}
