package referential

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"eedk.fr/candidatheque/domain"
)

// smallArchive is an archive in the official shapes, written by hand: three masons, one of another family, a Windows-1252
// file, doubled apostrophes, an appellation that two occupations bear.
func smallArchive() fstest.MapFS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n")}
	}
	return fstest.MapFS{
		"unix_referentiel_code_rome_v999_utf8.csv": file(`"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco","code_rome_parent"`,
			`"F1703","1","1","Maçon / Maçonne","","F1703"`, `"F1707","2","2","Maçon / Maçonne du paysage","","F1703"`,
			`"F1701","3","3","Coffreur / Coffreuse","","F1701"`, `"A1203","4","4","Agent, agente d'espaces verts","","A1203"`),
		"unix_referentiel_appellation_v999_utf8.csv": file(`"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome"`,
			`"10","Chef / Cheffe d'équipe","Chef d'équipe","F1703"`, `"11","Chef / Cheffe d'équipe","Chef d'équipe","F1701"`),
		"unix_referentiel_competence_v999_utf8.csv":       file(`"code_ogr","nature","libelle_competence"`, `"100","Compétence","Monter un mur, une cloison"`, `"101","Compétence","Dire ""bonjour"""`),
		"unix_referentiel_savoir_v999_utf8.csv":           file(`"code_ogr_savoir","libelle_savoir"`, `"200","Lecture de plan"`),
		"unix_referentiel_contexte_travail_v999_utf8.csv": file(`"code_ogr","libelle_cont_travail","code_type_cont_trav"`, "\"300\",\"En ext\xe9rieur\",\"1\""),
		"unix_coherence_item_v999_utf8.csv": file(`"code_rome","code_ogr","coeur_metier"`,
			`"F1703","101",""`, `"F1703","100","Principale"`, `"F1703","200",""`, `"F1703","300",""`, `"F1703","999",""`),
		"unix_rubrique_mobilite_v999_utf8.csv": file(`"code_rome","code_rome_cible","numero_ordre"`,
			`"F1707","F1703","1"`, `"F1703","F1701","1"`, `"A1203","F1703","2"`, `"F1701","A1203","1"`),
		"unix_rubrique_mobilite_v347_utf8.csv": file(`"code_rome","code_rome_cible","code_appellation_source","code_appellation_cible","code_type_mobilite","libelle_type_mobilite"`,
			`"F1703","F1701","","","1","Proche"`, `"A1203","F1703","","","2","L''Evolution"`, `"F1701","F1703","","","1","Proche"`),
	}
}

func TestArchiveAsPublished(t *testing.T) {
	rome, warnings, err := ReadArchive(smallArchive())
	if err != nil {
		t.Fatal(err)
	}
	if rome.Version() != "v999" {
		t.Errorf("version %q", rome.Version())
	}
	if c, ok := rome.Context("300"); !ok || c.Label != "En extérieur" || c.Kind != ContextConditions {
		t.Errorf("a Windows-1252 label came out as %+v", c)
	}
	var heads []domain.ROME
	for a := range rome.Appellations() {
		if a.Label == "Chef / Cheffe d'équipe" {
			heads = append(heads, a.Code)
		}
	}
	if !slices.Equal(heads, []domain.ROME{"F1703", "F1701"}) {
		t.Errorf("a label two occupations bear leads to %v", heads)
	}
	skills := rome.GradedSkills("F1703")
	if len(skills) != 3 || !skills[0].Core || skills[0].Label != "Monter un mur, une cloison" || skills[1].Label != `Dire "bonjour"` || skills[1].Core {
		t.Errorf("skills of the mason: %+v", skills)
	}
	var texts []string
	for _, w := range warnings {
		texts = append(texts, w.String())
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"Windows-1252", "plusieurs métiers"} {
		if !strings.Contains(all, want) {
			t.Errorf("no warning about %q in:\n%s", want, all)
		}
	}
}

func TestDoubledApostrophes(t *testing.T) {
	dir := smallArchive()
	dir["unix_referentiel_savoir_v999_utf8.csv"].Data = []byte("\"code_ogr_savoir\",\"libelle_savoir\"\n\"200\",\"Lecture d''un plan\"\n")
	rome, _, err := ReadArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := rome.Skill("200"); s.Label != "Lecture d'un plan" {
		t.Errorf("label %q", s.Label)
	}
}

func TestLinksOfASmallArchive(t *testing.T) {
	rome, _, err := ReadArchive(smallArchive())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name     string
		from, to domain.ROME
		want     Link
	}{
		{"same code", "F1703", "F1703", LinkSame},
		{"ranked with the same parent", "F1707", "F1703", LinkClose},
		{"same parent the other way round, not ranked", "F1703", "F1707", LinkEvolution},
		{"ranked and typed « proche »", "F1703", "F1701", LinkClose},
		{"typed « proche » but not ranked counts as the domain", "F1701", "F1703", LinkDomain},
		{"ranked and typed evolution", "A1203", "F1703", LinkEvolution},
		{"ranked alone", "F1701", "A1203", LinkEvolution},
		{"nothing", "A1203", "F1707", LinkNone},
		{"unknown code of the same domain", "F1799", "F1703", LinkDomain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := rome.Link(tt.from, tt.to); got != tt.want {
				t.Errorf("Link(%s, %s) = %v, want %v", tt.from, tt.to, got, tt.want)
			}
		})
	}
}

func TestMissingFilesAreAllNamed(t *testing.T) {
	dir := smallArchive()
	delete(dir, "unix_referentiel_appellation_v999_utf8.csv")
	delete(dir, "unix_coherence_item_v999_utf8.csv")
	delete(dir, "unix_rubrique_mobilite_v999_utf8.csv")
	_, _, err := ReadArchive(dir)
	if err == nil {
		t.Fatal("an archive without three of its files was read")
	}
	for _, want := range []string{"referentiel_appellation", "coherence_item", "rubrique_mobilite"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not named in %q", want, err)
		}
	}
	if strings.Contains(err.Error(), "v347") || strings.Contains(err.Error(), "competence") {
		t.Errorf("a file that is there, or optional, is named in %q", err)
	}
}

func TestOptionalFilesOnlyWarn(t *testing.T) {
	dir := smallArchive()
	for name := range dir {
		if strings.Contains(name, "v347") || strings.Contains(name, "savoir") || strings.Contains(name, "contexte") {
			delete(dir, name)
		}
	}
	rome, warnings, err := ReadArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(warnings) < 3 {
		t.Errorf("three optional files are absent, warnings: %v", warnings)
	}
	if got := rome.Link("F1703", "F1701"); got != LinkEvolution {
		t.Errorf("without typed moves, a ranked one is %v", got)
	}
	if len(rome.Contexts()) == 0 {
		t.Error("no built-in contexts came in")
	}
}

func TestColumnsThatAreMissingAreNamed(t *testing.T) {
	dir := smallArchive()
	dir["unix_coherence_item_v999_utf8.csv"].Data = []byte("\"code\",\"code_ogr\"\n")
	_, _, err := ReadArchive(dir)
	if err == nil || !strings.Contains(err.Error(), "code_rome") || !strings.Contains(err.Error(), "coeur_metier") {
		t.Errorf("err = %v", err)
	}
}

// TestOfficialArchive reads the real files: their counts are those France Travail publishes for v460.
func TestOfficialArchive(t *testing.T) {
	dir := mustSub(t, sharedData(t), "rome")
	start := time.Now()
	rome, warnings, err := ReadArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("read in %v, warnings %v", time.Since(start), warnings)
	if n := len(rome.Occupations()); n != 1584 {
		t.Errorf("%d occupations", n)
	}
	labels := 0
	for a := range rome.Appellations() {
		if !a.Synonym {
			labels++
		}
		if strings.Contains(a.Label, "''") || strings.Contains(a.Label, "\ufffd") {
			t.Errorf("label not mended: %q", a.Label)
		}
	}
	if labels < 13000 {
		t.Errorf("%d names", labels)
	}
	if kids := rome.Children("F1703"); !slices.Equal(kids, []domain.ROME{"F1703", "F1707", "F1708"}) {
		t.Errorf("children of F1703: %v", kids)
	}
	if expanded := rome.Expand("F1703"); !slices.Equal(expanded, []domain.ROME{"F1703"}) {
		t.Errorf("F1703 of ROME 4 stands for %v", expanded)
	}
	if rome.Known("F9999") || len(rome.Skills("F1703")) < 10 || len(rome.ContextsOf("F1703")) == 0 {
		t.Error("the mason has no skills or contexts, or an unknown code is known")
	}
}

func BenchmarkReadArchive(b *testing.B) {
	dir := mustSub(b, sharedData(b), "rome")
	for b.Loop() {
		if _, _, err := ReadArchive(dir); err != nil {
			b.Fatal(err)
		}
	}
}
