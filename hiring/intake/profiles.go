package intake

import (
	"errors"
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
// of the rows up to it.
func ReadProfilesInto(report *Report, r io.Reader, refs Refs, each func(ProfileRow) error) error {
	t, warnings, err := openTable(r, profileHeadings())
	if err != nil {
		return err
	}
	for _, w := range warnings {
		report.warn(w)
	}
	if !t.has(0) {
		return domain.Invalid("file", "La colonne « id » manque : c'est elle qui dit de qui parle chaque ligne. Les colonnes lues sont : %s.", clip(strings.Join(t.headings, ", ")))
	}
	f := profilesFile{table: t, reading: newReading(refs), report: report, lines: map[uint64]int32{}}
	return f.readAll(each)
}

// profilesFile is one profiles file being read. lines remembers on which line each id was, by its hash.
type profilesFile struct {
	*table
	*reading
	report *Report
	lines  map[uint64]int32
}

func (f *profilesFile) readAll(each func(ProfileRow) error) error {
	columns := Columns(0)
	for _, n := range f.place {
		if n >= 0 {
			columns |= 1 << n
		}
	}
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
		person, ok := f.row(cells, line)
		if !ok {
			f.report.Rejected++
			continue
		}
		if !person.Candidate.Consent.On.Known() {
			f.report.OutsidePool++
		}
		if err := each(ProfileRow{line, person, columns}); err != nil {
			return err
		}
	}
}

// row reads the cells of one row; ok is false when it is rejected.
func (f *profilesFile) row(cells []string, line int) (p *domain.Person, ok bool) {
	notes := &rowNotes{line: line}
	r := &profileRow{reading: f.reading, person: &domain.Person{Source: ByImport}}
	r.postalCode, r.communeName = cell{notes: notes, column: "code_postal"}, cell{notes: notes, column: "commune"}
	var id cell
	for i, n := range f.place {
		if n < 0 {
			continue
		}
		c := cell{notes, f.headings[i], cells[i]}
		if n == 0 {
			id = c
		}
		profileColumns[n].read(r, c)
	}
	r.finish()
	f.unique(id, r.person.ID)
	for _, e := range notes.errors {
		f.report.reject(e)
	}
	if len(notes.errors) > 0 {
		return nil, false
	}
	for _, w := range notes.warnings {
		f.report.warn(w)
	}
	return r.person, true
}

// unique refuses an id seen before: the second row would undo the first at each import.
func (f *profilesFile) unique(c cell, id string) {
	if id == "" {
		return
	}
	h := fnv.New64a()
	h.Write([]byte(id))
	if before, seen := f.lines[h.Sum64()]; seen {
		c.refuse(id, domain.Invalid("id", "Cet identifiant est déjà à la ligne %d : une seule ligne par personne.", before))
		return
	}
	f.lines[h.Sum64()] = int32(c.notes.line)
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

// Merge gives the stored person as the row makes them: the row wins on the columns that its file has, the rest stays.
// stored nil is somebody new. The result shares no list with stored that the row changes.
func Merge(stored *domain.Person, row ProfileRow) *domain.Person {
	if stored == nil {
		return row.Person
	}
	merged := *stored
	for i, column := range profileColumns {
		if row.Columns>>i&1 == 1 {
			column.take(&merged, row.Person)
		}
	}
	return &merged
}
