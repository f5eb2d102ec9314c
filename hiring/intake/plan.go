package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Plan is a mapping laid over the headings of one file: which cells make which of our columns, and what is left aside.
type Plan struct {
	Mapping domain.FileMapping
	// Aside lists the columns that are not read, with the reason.
	Aside []domain.Aside
	// Missing are our columns that the mapping reads and the file does not have.
	Missing []string

	fields  []field
	key     []int // the cells that make the key; nil when a field is the id
	columns Columns
	seal    func(string) string
	// asIs reads cells as the contract writes them: what a file of the house says is not guessed at.
	asIs bool
}

// field is one reading of a row: the cells at sources, joined, are the column, or say yes to its answer.
type field struct {
	domain.MappedColumn
	column  int
	answer  string
	sources []int
}

// unsalted seals the keys of who stores nothing.
func unsalted(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// Plan lays a mapping over the headings of the table. seal makes a key out of what must not stand in clear, nil for a
// reading that stores nothing. It refuses a mapping whose key is not in the file.
func (t *Table) Plan(m domain.FileMapping, seal func(string) string) (*Plan, error) {
	if seal == nil {
		seal = unsalted
	}
	p := &Plan{Mapping: m, seal: seal, asIs: m.Name == House && !t.workbook}
	at := t.places()
	read := make([]bool, len(t.headings))
	for _, c := range m.Columns {
		p.lay(c, at, read)
	}
	if m.Key.From != nil {
		for _, heading := range m.Key.From {
			if i, ok := at[foldHeading(heading)]; ok {
				p.key, read[i] = append(p.key, i), true
			}
		}
		if len(p.key) < len(m.Key.From) {
			return nil, domain.Invalid("file", "Il manque au fichier ce qui distingue les personnes : %s. Les colonnes lues sont : %s.",
				strings.Join(m.Key.From, ", "), t.shownHeadings())
		}
	} else if p.columns&1 == 0 {
		return nil, domain.Invalid("file", "La colonne « id » manque : c'est elle qui dit de qui parle chaque ligne. Les colonnes lues sont : %s.", t.shownHeadings())
	}
	p.columns |= 1
	p.leave(t, read)
	return p, nil
}

// lay adds the field of a column of the mapping, if the file has it; a heading that is never kept is not read.
func (p *Plan) lay(c domain.MappedColumn, at map[string]int, read []bool) {
	f := field{MappedColumn: c}
	f.column, f.answer = columnOf(c.To)
	for _, heading := range c.From {
		if _, never := NeverKept(heading); never {
			continue
		}
		if i, ok := at[foldHeading(heading)]; ok {
			f.sources, read[i] = append(f.sources, i), true
		}
	}
	if f.column < 0 || len(f.sources) == 0 {
		if f.column >= 0 && p.Mapping.Name != House {
			p.Missing = append(p.Missing, strings.Join(c.From, " + "))
		}
		return
	}
	p.fields = append(p.fields, f)
	p.columns |= 1 << f.column
}

// leave says of each heading that is not read why.
func (p *Plan) leave(t *Table, read []bool) {
	reasons := map[string]string{}
	for _, d := range p.Mapping.Dropped {
		reasons[foldHeading(d.From)] = d.Why
	}
	at := t.places()
	for i, heading := range t.headings {
		folded := foldHeading(heading)
		if read[i] || folded == "" {
			continue
		}
		shown, _ := WithoutNIR(heading)
		shown = clip(shown)
		why, never := NeverKept(heading)
		known, told := reasons[folded]
		switch {
		case never:
		case at[folded] != i:
			why = twice
		case told && known != "":
			why = known
		default:
			why = "colonne inconnue"
		}
		p.Aside = append(p.Aside, domain.Aside{Heading: shown, Reason: why})
	}
}

// warnings tell of the columns that a file in the house's own format was not expected to have. What another mapping
// leaves aside is no remark: Aside tells it once.
func (p *Plan) warnings(line int) (told []domain.RowError) {
	if p.Mapping.Name != House {
		return nil
	}
	for _, a := range p.Aside {
		reason := "Colonne inconnue : elle n'est pas lue ni gardée."
		switch _, never := NeverKept(a.Heading); {
		case never:
			reason = "Colonne laissée de côté : " + a.Reason + "."
		case a.Reason == twice:
			reason = "Cette colonne est là deux fois : seule la première est lue."
		}
		told = append(told, domain.RowError{Line: line, Column: a.Heading, Reason: reason})
	}
	return told
}

// twice is why a repeated column is left.
const twice = "cette colonne est là deux fois : seule la première est lue"

// text joins the cells of a field.
func (f field) text(cells []string) string {
	if len(f.sources) == 1 {
		return cells[f.sources[0]]
	}
	var parts []string
	for _, i := range f.sources {
		if cell := empty(cells[i]); cell != "" {
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, " ")
}

// keyCell makes the key of a row; heading is what a refusal names.
func (p *Plan) keyCell(cells []string) (key string, complete bool) {
	parts := make([]string, len(p.key))
	for i, at := range p.key {
		if parts[i] = wholeFigure(empty(cells[at])); parts[i] == "" {
			return "", false
		}
	}
	k := p.Mapping.Key
	if !k.Sealed {
		return k.Prefix + strings.Join(parts, "-"), true
	}
	for i, part := range parts {
		parts[i] = foldHeading(isoDay(part))
	}
	return k.Prefix + p.seal(strings.Join(parts, "|")), true
}
