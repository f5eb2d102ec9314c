package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/templates"
)

// previewPage shows a file that waits as it will be read; without a mapping the columns come first.
func (s *Server) previewPage(c *gin.Context, status int, form templates.FixedForm, wrong domain.FieldErrors) error {
	p, err := s.hiring.Preview(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		if refusalOf(err).fields["columns"] != "" {
			return s.redirect(c, "/imports/"+c.Param("id")+"/colonnes")
		}
		return err
	}
	page := templates.PreviewPage{Base: s.base(c), Import: *p.Import, Mapping: p.Mapping.Label, Aside: p.Aside, Missing: p.Missing,
		Looked: p.Report.Rows, Rejected: p.Report.Rejected, Faults: p.Report.Errors, Doubts: p.Report.Warnings, Form: form, Errors: wrong}
	page.Path = "/imports/" + p.Import.ID
	for i, person := range p.Shown {
		page.People = append(page.People, s.previewRow(p.Lines[i], person))
	}
	for _, m := range p.Mapping.Columns {
		page.Read = append(page.Read, templates.ReadColumn{Heading: strings.Join(m.From, " + "), Label: intake.TargetLabel(m.To)})
	}
	if wantsSheet(c) {
		return s.exportPeople(c, previewSheet(page))
	}
	return s.render(c, status, page)
}

// previewRow is a person of a file in the words of a page.
func (s *Server) previewRow(line int, p *domain.Person) templates.PreviewRow {
	row := templates.PreviewRow{Line: line, ID: p.ID, Name: p.Candidate.FullName(), Born: p.Candidate.BirthDate,
		Place: strings.TrimSpace(p.Profile.Place.PostalCode + " " + p.Profile.Place.Name), Adviser: p.Candidate.Adviser, Email: p.Candidate.Email, Phone: p.Candidate.Phone}
	for _, t := range p.Profile.Targets {
		title := t.Title
		if title == "" {
			title = s.hiring.Refs.ROME.Label(t.ROME)
		}
		row.Occupations = append(row.Occupations, templates.Occupation{Label: title, ROME: t.ROME})
	}
	return row
}

// emptyFixed proposes today as the day of entry: whoever brings a file mostly brings people who enter now; those
// who are here already keep theirs.
func (s *Server) emptyFixed() templates.FixedForm {
	return templates.FixedForm{EnteredOn: domain.DayOf(s.now()).String(), Programme: string(domain.CandidathequeProgramme)}
}

// readFixed reads what stands for the whole file, as typed and as values.
func readFixed(f form) (templates.FixedForm, domain.FixedValues, domain.FieldErrors) {
	typed := templates.FixedForm{EnteredOn: f.line("entered_on"), Programme: f.line("programme"), Domain: f.line("domain"), Adviser: f.line("adviser")}
	wrong := newFields()
	fixed := domain.FixedValues{EnteredOn: optional(wrong, "entered_on", typed.EnteredOn, domain.ParseDate),
		Domain: optional(wrong, "domain", typed.Domain, domain.ParsePoolDomain), Adviser: wrong.short("adviser", typed.Adviser)}
	if typed.Programme != "" {
		fixed.Programme = optional(wrong, "programme", typed.Programme, domain.ParseProgramme)
	}
	if strings.Contains(fixed.Adviser, "@") {
		fixed.Adviser = optional(wrong, "adviser", fixed.Adviser, domain.ParseEmail)
	}
	return typed, fixed, wrong.FieldErrors
}

// bringIn imports a file that waits.
func (s *Server) bringIn(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	typed, fixed, wrong := readFixed(f)
	if len(wrong) > 0 {
		return s.previewPage(c, http.StatusUnprocessableEntity, typed, wrong)
	}
	i, err := s.hiring.BringIn(c.Request.Context(), actor(c), c.Param("id"), fixed)
	if err != nil {
		return err
	}
	return s.redirect(c, "/imports/"+i.ID)
}

// giveUpFile removes a file that waits.
func (s *Server) giveUpFile(c *gin.Context) error {
	if err := s.hiring.GiveUp(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/imports", "abandonne")
}

// columnsPage asks which of our columns each of theirs is.
func (s *Server) columnsPage(c *gin.Context) error {
	record, columns, err := s.hiring.FileColumns(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.ColumnsPage{Base: s.base(c), Import: *record, Targets: targetOptions(), Keep: true}
	for i, col := range columns {
		page.Columns = append(page.Columns, columnLine(i, col, col.Guess))
	}
	page.Keys, page.Key = keyOptions(columns), guessedKey(columns)
	page.Label = strings.TrimSuffix(strings.TrimSuffix(record.File, ".xlsx"), ".csv")
	if wantsSheet(c) {
		return s.exportPeople(c, columnsSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

func columnLine(i int, col intake.Column, to string) templates.ColumnLine {
	heading := col.Heading
	if heading == "" {
		heading = "colonne " + strconv.Itoa(i+1) + " sans titre"
	}
	return templates.ColumnLine{Name: "c" + strconv.Itoa(i), Heading: heading, Values: col.Values, Never: col.Never, To: to, Untitled: col.Heading == ""}
}

func targetOptions() []templates.Option {
	options := []templates.Option{{Value: "", Label: "Ne pas garder"}}
	for _, t := range intake.Targets() {
		options = append(options, templates.Option{Value: t.To, Label: t.Label})
	}
	return options
}

// sealedKey asks for a key made of the name and the birth.
const sealedKey = "sealed"

// keyOptions are the ways to tell people apart: a number of theirs, or who they are, sealed.
func keyOptions(columns []intake.Column) []templates.Option {
	options := []templates.Option{{Value: sealedKey, Label: "Nom, prénom et date de naissance ensemble (empreinte, jamais en clair)"}}
	for i, col := range columns {
		if col.Never == "" && col.Heading != "" {
			options = append(options, templates.Option{Value: strconv.Itoa(i), Label: "La colonne « " + firstRunes(col.Heading, 60) + " »"})
		}
	}
	return options
}

func guessedKey(columns []intake.Column) string {
	for i, col := range columns {
		if col.MayTellApart() {
			return strconv.Itoa(i)
		}
	}
	return sealedKey
}

// mapColumns takes what a referent said of the columns, and goes back to the preview.
func (s *Server) mapColumns(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, who, id := c.Request.Context(), actor(c), c.Param("id")
	record, columns, err := s.hiring.FileColumns(ctx, who, id)
	if err != nil {
		return err
	}
	m, err := mappingOf(f, columns)
	if err == nil {
		_, err = s.hiring.MapColumns(ctx, who, id, m)
	}
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid && len(r.fields) > 0 {
		page := templates.ColumnsPage{Base: s.base(c), Import: *record, Targets: targetOptions(), Keys: keyOptions(columns), Key: f.line("key"),
			Keep: f.checked("keep"), Label: f.line("label"), Errors: r.fields}
		page.Path = "/imports/" + id + "/colonnes"
		for i, col := range columns {
			page.Columns = append(page.Columns, columnLine(i, col, f.line("c"+strconv.Itoa(i))))
		}
		return s.render(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/imports/"+id, "colonnes")
}

// mappingOf makes the mapping that the form says; what it does not read is left aside by name, so that the file is known
// the next time.
func mappingOf(f form, columns []intake.Column) (domain.FileMapping, error) {
	m := domain.FileMapping{}
	if f.checked("keep") {
		if m.Label = f.line("label"); m.Label == "" {
			return m, domain.Invalid("label", "Donnez un nom à ce type de fichier, pour le reconnaître la prochaine fois.")
		}
	}
	for i, col := range columns {
		to := f.line("c" + strconv.Itoa(i))
		switch {
		case col.Heading == "":
		case col.Never != "":
			m.Dropped = append(m.Dropped, domain.DroppedColumn{From: col.Heading, Why: col.Never})
		case to == "":
			m.Dropped = append(m.Dropped, domain.DroppedColumn{From: col.Heading, Why: "choisi par le référent"})
		default:
			m.Columns = append(m.Columns, domain.MappedColumn{From: []string{col.Heading}, To: to})
		}
	}
	err := readKey(&m, f.line("key"), columns)
	return m, err
}

// readKey fills the key of the mapping: a column of ours named id needs none.
func readKey(m *domain.FileMapping, key string, columns []intake.Column) error {
	if headings := headingsTo(*m, "id"); len(headings) > 0 {
		m.Needs = headings
		return nil
	}
	if key != sealedKey {
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(columns) || columns[i].Never != "" || columns[i].Heading == "" {
			return domain.Invalid("key", "Choisissez ce qui distingue une personne d'une autre.")
		}
		m.Key = domain.MappingKey{From: []string{columns[i].Heading}, Prefix: prefixOf(m.Label)}
		m.Needs = m.Key.From
		return nil
	}
	m.Key = domain.MappingKey{Prefix: prefixOf(m.Label), Sealed: true}
	for _, to := range []string{"nom", "prenom", "date_naissance"} {
		headings := headingsTo(*m, to)
		if len(headings) == 0 {
			return domain.Invalid("key", "Pour distinguer les personnes par leur nom, dites quelles colonnes sont le nom, le prénom et la date de naissance ; sinon, choisissez une colonne d'identifiant.")
		}
		m.Key.From = append(m.Key.From, headings[0])
	}
	m.Needs = m.Key.From
	return nil
}

func headingsTo(m domain.FileMapping, to string) []string {
	for _, c := range m.Columns {
		if c.To == to {
			return c.From
		}
	}
	return nil
}

// prefixOf keeps the numbers of this kind of file apart from those of another.
func prefixOf(label string) string {
	name := strings.ToUpper(domain.MappingName(label))
	if name == "" {
		return "FICHIER-"
	}
	return firstRunes(name, 20) + "-"
}

// receive takes the file of a page in.
func (s *Server) receive(c *gin.Context, u upload) (*domain.Import, error) {
	file := importFile(u.name, u.content, u.dryRun != "")
	return s.hiring.ReceiveImport(c.Request.Context(), actor(c), hiring.ReceivedFile{Name: file.Name, Size: file.Size, Body: u.reader(), DryRun: file.DryRun})
}

// mappingLabel names a mapping for people, empty for the house's own and for one that is gone.
func (s *Server) mappingLabel(c *gin.Context, name string) string {
	kinds, err := s.hiring.FileMappings(c.Request.Context(), actor(c))
	if err != nil || name == "" || name == intake.House {
		return ""
	}
	m, err := intake.MappingNamed(name, kinds)
	if err != nil {
		return ""
	}
	return m.Label
}

// keptMappings are the kinds of files that referents taught the service to read.
func (s *Server) keptMappings(c *gin.Context) (kept []templates.KeptMapping, err error) {
	kinds, err := s.hiring.FileMappings(c.Request.Context(), actor(c))
	who := s.names(c)
	for _, m := range kinds {
		if m.By != "" {
			kept = append(kept, templates.KeptMapping{Label: m.Label, By: who(m.By), At: m.Updated, Columns: len(m.Columns)})
		}
	}
	return kept, err
}
