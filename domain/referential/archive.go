package referential

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// archiveFile is one file of France Travail's archive: unix_<stem>_v460_utf8.csv. Its version changes every few months.
type archiveFile struct {
	stem     string
	columns  []string // asked for, in the order the reader takes them
	optional string   // what is lost without it; empty when the file is required
	read     func(a *archive, row []string)
}

// archiveFiles lists what is read, in order: later files refer to earlier ones.
var archiveFiles = []archiveFile{
	{"referentiel_code_rome", []string{"code_rome", "libelle_rome", "code_rome_parent"}, "", (*archive).occupation},
	{"referentiel_appellation", []string{"code_rome", "libelle_appellation_long", "libelle_appellation_court"}, "", (*archive).appellation},
	{"referentiel_competence", []string{"code_ogr", "libelle_competence"}, "", (*archive).skill},
	{"referentiel_savoir", []string{"code_ogr_savoir", "libelle_savoir"}, "les savoirs ne seront pas proposés parmi les compétences", (*archive).skill},
	{"referentiel_contexte_travail", []string{"code_ogr", "libelle_cont_travail", "code_type_cont_trav"}, "la liste intégrée des contextes de travail sert à la place", (*archive).context},
	{"coherence_item", []string{"code_rome", "code_ogr", "coeur_metier"}, "", (*archive).item},
	{rankedMobility, []string{"code_rome", "code_rome_cible"}, "", (*archive).ranked},
	{typedMobility, []string{"code_rome", "code_rome_cible", "libelle_type_mobilite"}, "aucun métier ne sera « proche » hors d'un même code ROME 3", (*archive).typed},
}

// Two files share one stem: the ranked one of ROME 4 and the typed one of ROME 3 differ by a column.
const (
	rankedMobility = "rubrique_mobilite"
	typedMobility  = "rubrique_mobilite (v347)"
	typedColumn    = "code_type_mobilite"
)

// archive gathers the rows while they are read.
type archive struct {
	set      romeSet
	parents  map[domain.ROME]domain.ROME
	contexts map[string]struct{}
	near     map[move]struct{} // parents' moves typed « proche »
	moves    []move            // ranked, of ROME 4
	longs    map[string]domain.ROME
	repeats  []string
}

// move is a directed pair of occupations: from the person's to the offered one.
type move struct{ from, to domain.ROME }

// ReadArchive reads France Travail's ROME archive from the folder where it was unpacked, whatever the version in the file
// names. Every required file that is absent, and every column, is named in one error. What was done without, or mended,
// comes back as warnings.
func ReadArchive(dir fs.FS) (*ROME, []Warning, error) {
	found, err := findArchive(dir)
	if err != nil {
		return nil, nil, err
	}
	a := &archive{
		parents: map[domain.ROME]domain.ROME{}, contexts: map[string]struct{}{},
		near: map[move]struct{}{}, longs: map[string]domain.ROME{},
	}
	a.set.Version = found.version
	var warnings []Warning
	for i, file := range archiveFiles {
		name := found.names[i]
		if name == "" {
			warnings = append(warnings, Warning{File: "unix_" + file.stem, Text: "fichier absent, " + file.optional})
			continue
		}
		mended, err := a.readFile(dir, name, file)
		if err != nil {
			return nil, warnings, err
		}
		warnings = append(warnings, mended...)
	}
	if len(a.set.Contexts) == 0 {
		a.set.Contexts = slices.Clone(Builtin().contexts)
	}
	if len(a.repeats) > 0 {
		warnings = append(warnings, Warning{File: found.names[1], Text: "intitulé porté par plusieurs métiers, il mènera à chacun : " + strings.Join(a.repeats, ", ")})
	}
	a.set.Appellations = append(a.set.Appellations, parseSynonyms(builtinSynonyms)...)
	a.grade()
	return a.set.build(), warnings, nil
}

func (a *archive) readFile(dir fs.FS, name string, file archiveFile) ([]Warning, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "Le fichier %s ne s'ouvre pas.", name).WithCause(err)
	}
	defer f.Close()
	t, err := openTable(f)
	if err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "Le fichier %s est vide ou illisible.", name).WithCause(err)
	}
	if absent := t.missing(file.columns...); len(absent) > 0 {
		return nil, domain.Refuse(domain.CodeInvalid, "Le fichier %s n'a pas les colonnes %s.", name, strings.Join(absent, ", "))
	}
	places := make([]int, len(file.columns))
	for i, c := range file.columns {
		places[i] = t.column(c)
	}
	row, rows := make([]string, len(places)), 0
	for {
		if _, err := t.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, domain.Refuse(domain.CodeInvalid, "Le fichier %s est illisible : il a peut-être été coupé.", name).WithCause(err)
		}
		for i, place := range places {
			row[i] = t.fieldAt(place)
		}
		file.read(a, row)
		rows++
	}
	var warnings []Warning
	if rows == 0 {
		warnings = append(warnings, Warning{File: name, Text: "ce fichier ne contient aucune ligne"})
	}
	if t.foreign > 0 {
		warnings = append(warnings, Warning{File: name, Text: fmt.Sprintf("%d valeurs en Windows-1252 ont été converties", t.foreign)})
	}
	return warnings, nil
}

// foundArchive is the name of each of archiveFiles in the folder, empty when absent.
type foundArchive struct {
	names   []string
	version string
}

var archiveName = regexp.MustCompile(`(?i)^(?:unix_|win_)?(.+?)_v(\d+)(?:_[a-z0-9-]+)*\.csv$`)

// findArchive picks, for each file wanted, the newest version in the folder.
func findArchive(dir fs.FS) (foundArchive, error) {
	found := foundArchive{names: make([]string, len(archiveFiles))}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return found, domain.Refuse(domain.CodeInvalid, "Le dossier du ROME ne s'ouvre pas.").WithCause(err)
	}
	newest := make([]string, len(archiveFiles))
	for _, entry := range entries {
		parts := archiveName.FindStringSubmatch(entry.Name())
		if parts == nil || entry.IsDir() {
			continue
		}
		stem, version := strings.ToLower(parts[1]), parts[2]
		if stem == rankedMobility && isTyped(dir, entry.Name()) {
			stem = typedMobility
		}
		for i, file := range archiveFiles {
			if file.stem == stem && (len(version) > len(newest[i]) || len(version) == len(newest[i]) && version > newest[i]) {
				found.names[i], newest[i] = entry.Name(), version
			}
		}
	}
	var absent []string
	for i, file := range archiveFiles {
		if found.names[i] == "" && file.optional == "" {
			absent = append(absent, "unix_"+file.stem+"_v…_utf8.csv")
		}
	}
	if len(absent) > 0 {
		return found, domain.Refuse(domain.CodeInvalid, "Il manque dans ce dossier des fichiers de l'archive du ROME : %s. Téléchargez-la entière sur francetravail.org, rubrique open data.", strings.Join(absent, ", "))
	}
	found.version = "v" + newest[0]
	return found, nil
}

// isTyped tells the mobility of ROME 3, which has a type, from that of ROME 4, which has a rank.
func isTyped(dir fs.FS, name string) bool {
	f, err := dir.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	t, err := openTable(f)
	return err == nil && t.has(typedColumn)
}

func (a *archive) occupation(row []string) {
	code, err := domain.ParseROME(row[0])
	if err != nil {
		return
	}
	parent, err := domain.ParseROME(row[2])
	if err != nil {
		parent = code
	}
	a.parents[code] = parent
	a.set.Occupations = append(a.set.Occupations, Occupation{Code: code, Label: row[1], Parent: parent})
}

// appellation keeps the long form, and the short one when it differs. A long label seen under two codes leads to both.
func (a *archive) appellation(row []string) {
	code := domain.ROME(strings.Clone(row[0]))
	for _, label := range row[1:3] {
		if label != "" {
			a.set.Appellations = append(a.set.Appellations, Appellation{Label: label, Code: code})
		}
		if row[1] == row[2] {
			break
		}
	}
	if other, twice := a.longs[row[1]]; twice && other != code {
		a.repeats = append(a.repeats, "« "+row[1]+" »")
	}
	a.longs[row[1]] = code
}

func (a *archive) skill(row []string) {
	a.set.Skills = append(a.set.Skills, Skill{ID: row[0], Label: row[1]})
}

func (a *archive) context(row []string) {
	var kind ContextKind
	if len(row[2]) == 1 {
		kind = ContextKind(row[2][0] - '0')
	}
	a.contexts[row[0]] = struct{}{}
	a.set.Contexts = append(a.set.Contexts, Context{Code: row[0], Label: row[1], Kind: kind})
}

// item hangs a skill, a piece of knowledge or a context on an occupation: the file mixes them under one column.
func (a *archive) item(row []string) {
	link := itemLink{Code: domain.ROME(row[0]), ID: row[1], Core: row[2] == "Principale"}
	if _, isContext := a.contexts[row[1]]; isContext {
		a.set.ContextLinks = append(a.set.ContextLinks, link)
		return
	}
	a.set.SkillLinks = append(a.set.SkillLinks, link)
}

func (a *archive) ranked(row []string) {
	a.moves = append(a.moves, move{domain.ROME(row[0]), domain.ROME(row[1])})
}

func (a *archive) typed(row []string) {
	if strings.EqualFold(row[2], "proche") {
		a.near[move{domain.ROME(row[0]), domain.ROME(row[1])}] = struct{}{}
	}
}

// grade turns ranked and typed moves into links, as told at Link.
func (a *archive) grade() {
	isRanked := make(map[move]struct{}, len(a.moves))
	for _, m := range a.moves {
		isRanked[m] = struct{}{}
		grade, from, to := LinkEvolution, a.parents[m.from], a.parents[m.to]
		if _, near := a.near[move{from, to}]; near || from == to {
			grade = LinkClose
		}
		a.set.Moves = append(a.set.Moves, gradedMove{m.from, m.to, grade})
	}
	families := map[domain.ROME][]domain.ROME{}
	for _, o := range a.set.Occupations {
		families[o.Parent] = append(families[o.Parent], o.Code)
	}
	for _, family := range families {
		for _, from := range family {
			for _, to := range family {
				if _, done := isRanked[move{from, to}]; !done && from != to {
					a.set.Moves = append(a.set.Moves, gradedMove{from, to, LinkEvolution})
				}
			}
		}
	}
}
