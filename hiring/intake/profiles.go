package intake

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"unicode"

	"eedk.fr/candidatheque/domain"
)

// ProfileRow is one readable row of a profiles file.
type ProfileRow struct {
	// Line is where the row begins in the file, 1 being the headings.
	Line   int
	Person *domain.Person
	// Columns are those the file has: Merge takes these from Person and leaves the rest of what is stored.
	Columns Columns
	// StoodIn are those that the row left to what is said for the whole file; none of them is in Columns.
	StoodIn Columns
}

// Columns is a set of columns of a profiles file, one bit each in the order of the contract.
type Columns uint64

// profileRow is a row being read: the person, and the cells that are understood together at its end.
type profileRow struct {
	*reading
	person                  *domain.Person
	postalCode, communeName cell
	vehicle                 domain.Tri
	programme               domain.Programme
	renewed                 domain.Tri
	stoodIn                 Columns
}

// ReadProfiles gives each good row to each, in the order of the file, and keeps none of it: a file may be larger than
// the memory. Bad rows and doubtful values go to the report. It returns an error when the file cannot be read to its
// end, the rows before having been given, and at once the error of each.
func ReadProfiles(r io.Reader, refs Refs, each func(ProfileRow) error) (Report, error) {
	var report Report
	err := ReadProfilesInto(&report, r, refs, each)
	return report, err
}

// ReadProfilesInto is ReadProfiles for who looks at the report while the file is read: at each row its counts are those
// of the rows up to it. The file is read by the shipped mapping that its headings are made for, else as the house's own.
func ReadProfilesInto(report *Report, r io.Reader, refs Refs, each func(ProfileRow) error) (err error) {
	t, err := Open(r, Mappings())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	m, ok := t.Recognised()
	if !ok {
		m = houseMapping()
	}
	plan, err := t.Plan(m, nil)
	if err != nil {
		return err
	}
	return ReadTable(report, t, plan, refs, each)
}

// ReadTable is ReadProfilesInto for a file already opened, read as the plan says.
func ReadTable(report *Report, t *Table, plan *Plan, refs Refs, each func(ProfileRow) error) error {
	for _, w := range plan.warnings(t.line) {
		report.warn(w)
	}
	f := profilesFile{Table: t, plan: plan, reading: newReading(refs), report: report, lines: map[uint64]int32{}}
	return f.readAll(each)
}

// profilesFile is one profiles file being read. lines remembers on which line each id was, by its hash.
type profilesFile struct {
	*Table
	*reading
	plan   *Plan
	report *Report
	lines  map[uint64]int32
}

func (f *profilesFile) readAll(each func(ProfileRow) error) error {
	for {
		cells, line, err := f.next()
		var fault *rowFault
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &fault):
			f.report.Rows++
			f.report.Rejected++
			f.report.reject(domain.RowError{Line: fault.line, Reason: fault.reason})
			continue
		case err != nil:
			return err
		}
		f.report.Rows++
		r, outcome := f.row(cells, line)
		switch outcome {
		case rowRejected:
			f.report.Rejected++
			continue
		case rowRepeated:
			f.report.Repeated++
			continue
		}
		if !r.person.Candidate.Consent.On.Known() {
			f.report.OutsidePool++
		}
		if err := each(ProfileRow{line, r.person, f.plan.columns &^ r.stoodIn, r.stoodIn}); err != nil {
			return err
		}
	}
}

// rowOutcome is what became of a row.
type rowOutcome uint8

const (
	rowGood rowOutcome = iota
	rowRejected
	rowRepeated // a further row of somebody, in a file of acts
)

// row reads the cells of one row.
func (f *profilesFile) row(cells []string, line int) (*profileRow, rowOutcome) {
	notes := &rowNotes{line: line}
	r := &profileRow{reading: f.reading, person: &domain.Person{Source: ByImport}}
	r.postalCode, r.communeName = cell{notes: notes, column: "code_postal"}, cell{notes: notes, column: "commune"}
	f.plan.read(r, notes, f.headings, cells)
	id := f.identify(r, notes, cells)
	if before, seen := f.seen(r.person.ID); seen && f.plan.Mapping.Repeats {
		id.warn("", fmt.Sprintf("Cette personne est déjà à la ligne %d : sa première ligne est lue, celle-ci est laissée.", before))
		f.report.warn(notes.warnings[len(notes.warnings)-1])
		return r, rowRepeated
	}
	r.finish()
	f.unique(id, r.person.ID)
	for _, e := range notes.errors {
		f.report.reject(e)
	}
	if len(notes.errors) > 0 {
		return r, rowRejected
	}
	for _, w := range notes.warnings {
		f.report.warn(w)
	}
	return r, rowGood
}

// identify gives the person their key: the id column's, or one made as the mapping says. The cell is what a refusal of
// the key names.
func (f *profilesFile) identify(r *profileRow, notes *rowNotes, cells []string) cell {
	if f.plan.key == nil {
		for _, field := range f.plan.fields {
			if field.column == 0 {
				return cell{notes: notes, column: f.headings[field.sources[0]], text: field.text(cells)}
			}
		}
		return cell{notes: notes, column: "id"}
	}
	c := cell{notes: notes, column: f.headings[f.plan.key[0]]}
	key, complete := f.plan.keyCell(cells)
	if !complete {
		c.refuse("", domain.Invalid("id", "Rien ne distingue cette personne : remplissez %s.", strings.Join(f.plan.Mapping.Key.From, ", ")))
		return c
	}
	c.text = key
	r.person.ID = c.key()
	return c
}

// seen tells on which line a key was.
func (f *profilesFile) seen(id string) (line int32, seen bool) {
	line, seen = f.lines[hashOf(id)]
	return line, seen && id != ""
}

func hashOf(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id)) // never fails
	return h.Sum64()
}

// unique refuses an id seen before: the second row would undo the first at each import.
func (f *profilesFile) unique(c cell, id string) {
	if id == "" {
		return
	}
	if before, seen := f.seen(id); seen {
		c.refuse(id, domain.Invalid("id", "Cet identifiant est déjà à la ligne %d : une seule ligne par personne.", before))
		return
	}
	f.lines[hashOf(id)] = int32(c.notes.line)
}

// finish understands the cells that go together.
func (r *profileRow) finish() {
	if r.postalCode.text != "" || r.communeName.text != "" {
		found, err := r.commune(r.postalCode.text, r.communeName.text)
		r.refusePlace(err)
		r.person.Profile.Place = found
	}
	switch r.vehicle {
	case domain.Yes:
		r.person.Profile.Means |= domain.MeansCar
	case domain.No:
		if r.person.Profile.Means&domain.MeansCar != 0 {
			r.communeName.notes.warnings = append(r.communeName.notes.warnings, domain.RowError{Line: r.communeName.notes.line,
				Column: "vehicule", Value: "non", Reason: "La colonne « moyens » dit voiture : c'est elle qui est suivie."})
		}
	}
	k := &r.person.Candidate
	from := k.EnteredOn
	if !from.Known() {
		from = k.Consent.On
	}
	if !from.Known() {
		return
	}
	if r.programme == "" {
		r.programme = domain.CandidathequeProgramme
	}
	k.Accompaniments = []domain.Accompaniment{domain.NewAccompaniment(r.programme, from, r.renewed)}
}

// refusePlace files the refusal under the column that it names.
func (r *profileRow) refusePlace(err error) {
	var own *domain.Error
	if errors.As(err, &own) && own.Field == "code_postal" && r.postalCode.text != "" {
		r.postalCode.refuse(r.postalCode.text, err)
		return
	}
	r.communeName.refuse(strings.TrimSpace(r.postalCode.text+" "+r.communeName.text), err)
}

// key reads an id: the caller's own, kept as it is.
func (c cell) key() string {
	if err := CheckID(c.text); err != nil {
		value := c.text
		if _, found := WithoutNIR(value); found {
			value = ""
		}
		c.refuse(value, err)
		return ""
	}
	return c.text
}

// maxID is in characters.
const maxID = 100

// CheckID refuses a person's key that cannot stand in an address, or that is a social-security number.
func CheckID(id string) error {
	unfit := func(r rune) bool { return !unicode.IsPrint(r) || strings.ContainsRune(`/\?#%`, r) }
	_, nir := WithoutNIR(id)
	switch {
	case id == "":
		return domain.Invalid("id", "Donnez un identifiant à cette personne.")
	case nir:
		return domain.Invalid("id", "Cet identifiant est un numéro de sécurité sociale : il est interdit de l'utiliser ici. Choisissez-en un autre.")
	case len([]rune(id)) > maxID, strings.IndexFunc(id, unfit) >= 0, id == ".", id == "..", strings.TrimSpace(id) != id:
		return domain.Invalid("id", "Cet identifiant ne peut pas servir : 100 caractères au plus, sans barre oblique ni signe spécial.")
	}
	return nil
}
