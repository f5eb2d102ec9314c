package referential

import (
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// Warning is something of a file that was left out or mended, in French, for the person who imports it.
type Warning struct {
	File string
	Line int // 0 when it is about the whole file
	Text string
}

func (w Warning) String() string {
	switch {
	case w.File == "":
		return w.Text
	case w.Line == 0:
		return w.File + " : " + w.Text
	}
	return fmt.Sprintf("%s, ligne %d : %s", w.File, w.Line, w.Text)
}

// Columns of the communes' files: of all France, of an arrondissement, of a neighbourhood of 60 km; and of old place
// names, which has no coordinates.
const (
	columnINSEE      = "code_insee"
	columnName       = "nom"
	columnPostal     = "codes_postaux"
	columnLat        = "lat"
	columnLon        = "lon"
	columnPopulation = "population"
	columnOldPostal  = "code_postal"
	columnOldName    = "ligne_5"
)

// ReadCommunes reads a table of communes with a heading (code_insee, nom, codes_postaux separated by |, lat, lon,
// population if any), or a table of old place names (code_postal, code_insee, ligne_5) that adds to the built-in one.
// UTF-8 or Windows-1252, comma or semicolon. The built-in neighbourhood names stay usable. Bad lines become warnings.
func ReadCommunes(r io.Reader) (*Communes, []Warning, error) {
	table, err := openTable(r)
	if err != nil {
		return nil, nil, domain.Refuse(domain.CodeInvalid, "Ce fichier de communes n'a pas d'en-tête lisible.").WithCause(err)
	}
	builtin := BuiltinCommunes()
	if table.has(columnOldName) && table.has(columnINSEE) && !table.has(columnLat) {
		return readPlaceNames(table, builtin)
	}
	if missing := table.missing(columnINSEE, columnName, columnPostal, columnLat, columnLon); len(missing) > 0 {
		return nil, nil, domain.Refuse(domain.CodeInvalid, "Ce fichier de communes n'a pas les colonnes %s.", strings.Join(missing, ", "))
	}
	var towns []Town
	var warnings []Warning
	for {
		line, err := table.next()
		if errors.Is(err, io.EOF) {
			break
		}
		town, reason := table.town()
		if err != nil {
			reason = "ligne illisible"
		}
		if reason != "" {
			warnings = append(warnings, Warning{Line: line, Text: reason})
			continue
		}
		towns = append(towns, town)
	}
	if len(towns) == 0 {
		return nil, warnings, domain.Refuse(domain.CodeInvalid, "Ce fichier ne contient aucune commune lisible.")
	}
	return newCommunes("importé", dropRepeats(towns), builtin.names), warnings, nil
}

// dropRepeats keeps the first row of each INSEE code.
func dropRepeats(towns []Town) []Town {
	slices.SortStableFunc(towns, func(a, b Town) int { return strings.Compare(a.INSEE, b.INSEE) })
	return slices.CompactFunc(towns, func(a, b Town) bool { return a.INSEE == b.INSEE })
}

// cityCentres are the centres of the three cities with arrondissements: La Poste gives those of the arrondissements only,
// and INSEE's table has the city without coordinates.
var cityCentres = map[string][2]float64{"75056": {48.8566, 2.3522}, "69123": {45.7640, 4.8357}, "13055": {43.2965, 5.3698}}

func (t *table) town() (Town, string) {
	lat, errLat := strconv.ParseFloat(t.field(columnLat), 64)
	lon, errLon := strconv.ParseFloat(t.field(columnLon), 64)
	if centre, city := cityCentres[t.field(columnINSEE)]; city && (errLat != nil || errLon != nil) {
		lat, lon, errLat, errLon = centre[0], centre[1], nil, nil
	}
	town := Town{INSEE: t.field(columnINSEE), Name: t.field(columnName), Lat: lat, Lon: lon}
	town.Population, _ = strconv.Atoi(t.field(columnPopulation))
	for _, code := range strings.Split(t.field(columnPostal), "|") {
		if code = strings.TrimSpace(code); isPostalCode(code) {
			town.PostalCodes = append(town.PostalCodes, code)
		}
	}
	switch {
	case len(town.INSEE) != 5 || town.Name == "":
		return town, "code INSEE ou nom manquant"
	case errLat != nil || errLon != nil || !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180): // written so that NaN is refused
		return town, fmt.Sprintf("%s n'a pas de coordonnées, commune laissée", town.Name)
	}
	return town, ""
}

func readPlaceNames(t *table, builtin *Communes) (*Communes, []Warning, error) {
	names := slices.Clone(builtin.names)
	unknown := 0
	for {
		_, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		name := placeName{INSEE: t.field(columnINSEE), Name: t.field(columnOldName), PostalCode: t.field(columnOldPostal)}
		if err != nil || name.Name == "" {
			continue
		}
		if _, ok := builtin.at(name.INSEE); !ok {
			unknown++
			continue
		}
		names = append(names, name)
	}
	var warnings []Warning
	if unknown > 0 {
		warnings = append(warnings, Warning{Text: fmt.Sprintf("%d noms de lieux de communes hors de la table ont été laissés", unknown)})
	}
	return newCommunes("importé", slices.Clone(builtin.towns), names), warnings, nil
}

// savedCommunes is the stored shape; a new shape takes a new Format.
type savedCommunes struct {
	Format  int
	Version string
	Towns   []Town
	Names   []placeName
}

const communesFormat = 1

// Save writes the table in the compact form that LoadCommunes reads.
func (c *Communes) Save(w io.Writer) error {
	return saveGob(w, savedCommunes{Format: communesFormat, Version: c.version, Towns: c.towns, Names: c.names})
}

// LoadCommunes reads what Save wrote. It refuses a damaged or foreign file.
func LoadCommunes(r io.Reader) (*Communes, error) {
	var s savedCommunes
	if err := loadGob(r, &s); err != nil || s.Format != communesFormat {
		return nil, domain.Refuse(domain.CodeInternal, "La table des communes enregistrée est illisible. Relancez « communes import ».").WithCause(err)
	}
	return newCommunes(s.Version, s.Towns, s.Names), nil
}

func saveGob(w io.Writer, value any) error {
	zip := gzip.NewWriter(w)
	if err := gob.NewEncoder(zip).Encode(value); err != nil {
		return err
	}
	return zip.Close()
}

func loadGob(r io.Reader, into any) error {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	if err := gob.NewDecoder(zip).Decode(into); err != nil {
		return err
	}
	// read to the end, so that a file cut short fails its checksum here
	if _, err := io.CopyN(io.Discard, zip, maxTrailer); !errors.Is(err, io.EOF) {
		return cmp.Or(err, errTrailer)
	}
	return nil
}

// maxTrailer is how many bytes may follow what was read before a file is foreign.
const maxTrailer = 1 << 10

var errTrailer = errors.New("bytes after the end")

//go:embed builtin/communes.txt
var builtinCommunes string

// BuiltinCommunes is the table of the 415 communes within 60 km of Dunkirk, with the names people write for their parts.
var BuiltinCommunes = sync.OnceValue(func() *Communes {
	var towns []Town
	var names []placeName
	for _, f := range facts(builtinCommunes) {
		if f[0] == "+" {
			names = append(names, placeName{INSEE: f[1], PostalCode: f[2], Name: f[3]})
			continue
		}
		lat, _ := strconv.ParseFloat(f[3], 64)
		lon, _ := strconv.ParseFloat(f[4], 64)
		people, _ := strconv.Atoi(f[5])
		towns = append(towns, Town{INSEE: f[0], Name: f[1], PostalCodes: strings.Split(f[2], " "), Lat: lat, Lon: lon, Population: people})
	}
	return newCommunes("intégré", towns, names)
})

// facts splits an embedded table: a line a fact, fields by « | », lines starting by # are comments.
// The number of fields of each kind of line is held by a test.
func facts(text string) [][]string {
	var rows [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		rows = append(rows, strings.Split(line, "|"))
	}
	return rows
}
