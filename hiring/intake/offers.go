package intake

import (
	"errors"
	"io"
	"math"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// offerColumn is one column of an offers file.
type offerColumn struct {
	name string
	read func(*offerRow, cell)
}

// offerRow is a row being read: the offer, and the cells that are understood together at its end.
type offerRow struct {
	*reading
	offer                   *domain.Offer
	title, rome             cell
	contract                cell
	postalCode, communeName cell
	publics                 []domain.CriterionCode
	clauseHours             int
	market                  string
}

// offerColumns are the columns of the contract, in its order.
var offerColumns = []offerColumn{
	{"id", func(r *offerRow, c cell) { r.offer.ID = c.key() }},
	{"siret", func(r *offerRow, c cell) { r.offer.SIRET = siret(c) }},
	{"siret_utilisateur", func(r *offerRow, c cell) { r.offer.UserSIRET = siret(c) }},
	{"employeur", func(r *offerRow, c cell) { r.offer.EmployerName = c.line(c.text) }},
	{"intitule", func(r *offerRow, c cell) { r.title, r.offer.Title = c, c.line(c.text) }},
	{"rome", readOfferROME},
	{"contrat", func(r *offerRow, c cell) { r.contract = c }},
	{"duree_mois", func(r *offerRow, c cell) { r.offer.Months = c.whole(c.text, "mois", 60) }},
	{"places", func(r *offerRow, c cell) { r.offer.Places = c.whole(c.text, "", 500) }},
	{"code_postal", func(r *offerRow, c cell) { r.postalCode = c }},
	{"commune", func(r *offerRow, c cell) { r.communeName = c }},
	{"heures_hebdo", func(r *offerRow, c cell) { r.offer.WeeklyHours = c.decimal(48) }},
	{"heure_debut", func(r *offerRow, c cell) { r.offer.FirstStart = parse(c, c.text, domain.ParseClock) }},
	{"heure_fin", func(r *offerRow, c cell) { r.offer.LastEnd = parse(c, c.text, domain.ParseClock) }},
	{"horaires", func(r *offerRow, c cell) { r.offer.Schedule = c.traits() }},
	{"navette", func(r *offerRow, c cell) { r.offer.Shuttle = c.yes() }},
	{"vehicule_requis", func(r *offerRow, c cell) { r.offer.VehicleRequired = c.yes() }},
	{"contextes", readOfferContexts},
	{"debutant_accepte", func(r *offerRow, c cell) { r.offer.BeginnerOK = c.yes() }},
	{"salaire_min", func(r *offerRow, c cell) { r.offer.Pay.Min = c.cents() }},
	{"salaire_max", func(r *offerRow, c cell) { r.offer.Pay.Max = c.cents() }},
	{"salaire_unite", func(r *offerRow, c cell) { r.offer.Pay.Unit = parse(c, c.text, domain.ParsePayUnit) }},
	{"debut", func(r *offerRow, c cell) { r.offer.Start = parse(c, c.text, domain.ParseDate) }},
	{"competences_requises", func(r *offerRow, c cell) { r.skills(c, domain.DayOne) }},
	{"competences_formables", func(r *offerRow, c cell) { r.skills(c, domain.Trainable) }},
	{"competences_souhaitees", func(r *offerRow, c cell) { r.skills(c, domain.Plus) }},
	{"permis", readOfferLicences},
	{"certificats", readOfferCertificates},
	{"experience_mois", func(r *offerRow, c cell) { r.offer.ExperienceMonths = c.whole(c.text, "mois", 600) }},
	{"niveau", func(r *offerRow, c cell) { r.offer.Level = parse(c, c.text, referential.ParseLevel) }},
	{"niveau_obligatoire", func(r *offerRow, c cell) { r.offer.LevelRequired = c.yes() }},
	{"description", func(r *offerRow, c cell) { r.offer.Description = c.prose() }},
	{"publics_clause", readOfferPublics},
	{"heures_clause", func(r *offerRow, c cell) { r.clauseHours = c.whole(c.text, "h", 1_000_000) }},
	{"reference_marche", func(r *offerRow, c cell) { r.market = c.line(c.text) }},
}

// ReadOffers reads a whole offers file; the offers are drafts, in the order of the file. It returns an error, with the
// offers before it, when the file cannot be read to its end.
func ReadOffers(r io.Reader, refs Refs) ([]*domain.Offer, Report, error) {
	var report Report
	offers, err := ReadOffersInto(&report, r, refs)
	return offers, report, err
}

// ReadOffersInto is ReadOffers with the caller's report, which may be watched.
func ReadOffersInto(report *Report, r io.Reader, refs Refs) ([]*domain.Offer, error) {
	names := make([]string, len(offerColumns))
	for i, column := range offerColumns {
		names[i] = column.name
	}
	t, warnings, err := openTable(r, names)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		report.warn(w)
	}
	if !t.has(0) {
		return nil, domain.Invalid("file", "La colonne « id » manque dans le fichier des offres. Les colonnes lues sont : %s.", clip(strings.Join(t.headings, ", ")))
	}
	var offers []*domain.Offer
	lines := map[string]int{}
	for reading := newReading(refs); ; {
		cells, line, err := t.next()
		var fault *rowFault
		switch {
		case errors.Is(err, io.EOF):
			return offers, nil
		case errors.As(err, &fault):
			report.Rows++
			report.Rejected++
			report.reject(domain.RowError{Line: fault.line, Reason: fault.reason})
			continue
		case err != nil:
			return offers, err
		}
		report.Rows++
		if o, ok := offerOf(t, reading, cells, line, lines, report); ok {
			offers = append(offers, o)
		} else {
			report.Rejected++
		}
	}
}

// offerOf reads the cells of one row; ok is false when it is rejected. lines tells on which line each id was.
func offerOf(t *table, reading *reading, cells []string, line int, lines map[string]int, report *Report) (o *domain.Offer, ok bool) {
	notes := &rowNotes{line: line}
	r := &offerRow{reading: reading, offer: &domain.Offer{Status: domain.OfferDraft}}
	r.title, r.rome = cell{notes: notes, column: "intitule"}, cell{notes: notes, column: "rome"}
	r.contract = cell{notes: notes, column: "contrat"}
	r.postalCode, r.communeName = cell{notes: notes, column: "code_postal"}, cell{notes: notes, column: "commune"}
	for i, n := range t.place {
		if n >= 0 {
			offerColumns[n].read(r, cell{notes: notes, column: t.headings[i], text: cells[i]})
		}
	}
	r.finish()
	if before, seen := lines[r.offer.ID]; seen && r.offer.ID != "" {
		(cell{notes: notes, column: "id"}).refuse(r.offer.ID, domain.Invalid("id", "Cet identifiant est déjà à la ligne %d : une seule ligne par offre.", before))
	}
	lines[r.offer.ID] = line
	for _, e := range notes.errors {
		report.reject(e)
	}
	if len(notes.errors) > 0 {
		return nil, false
	}
	for _, w := range notes.warnings {
		report.warn(w)
	}
	return r.offer, true
}

// finish understands the cells that go together.
func (r *offerRow) finish() {
	o := r.offer
	if r.postalCode.text != "" || r.communeName.text != "" {
		found, err := r.commune(r.postalCode.text, r.communeName.text)
		r.communeName.refuse(strings.TrimSpace(r.postalCode.text+" "+r.communeName.text), err)
		o.Place = found
	}
	if r.contract.text != "" {
		o.Contract = parse(r.contract, r.contract.text, func(s string) (domain.Contract, error) { return domain.ParseContract(s, o.Months) })
	}
	r.occupation()
	if o.Places == 0 {
		o.Places = 1
	}
	if o.Pay.Unit == "" {
		o.Pay.Unit = domain.PayHour
	}
	if len(r.publics) > 0 || r.clauseHours > 0 || r.market != "" {
		o.Clause = &domain.Clause{MarketReference: r.market, People: o.Places, Hours: r.clauseHours, Publics: r.publics, Way: domain.WayDirect}
	}
}

// occupation takes the one of the title where the file gives no code. An offer without any would suit everybody: its
// row is rejected.
func (r *offerRow) occupation() {
	o := r.offer
	if r.rome.text != "" {
		return
	}
	if o.Title == "" {
		r.rome.refuse("", domain.Invalid("rome", "Donnez le code métier de cette offre, ou un intitulé dont on le tire."))
		return
	}
	if o.ROME = r.described(o.Title, o.Description); o.ROME == "" {
		r.title.refuse(o.Title, domain.Invalid("rome", "Le code métier manque et cet intitulé n'a pas été reconnu : remplissez la colonne « rome »."))
		return
	}
	r.title.warn(o.Title, "Le code métier manque : "+string(o.ROME)+" ("+r.refs.ROME.Label(o.ROME)+") est pris de l'intitulé. Vérifiez-le.")
}

func siret(c cell) domain.SIRET {
	if c.text == "" {
		return ""
	}
	return parse(c, c.text, domain.ParseSIRET)
}

// yes reads oui or non; an empty cell is no.
func (c cell) yes() bool { return parse(c, c.text, domain.ParseTri) == domain.Yes }

// maxEuros bounds a salary: a million is a slip of the finger.
const maxEuros = 1_000_000

// cents reads euros.
func (c cell) cents() int { return int(math.Round(c.decimal(maxEuros) * 100)) }

func readOfferROME(r *offerRow, c cell) {
	r.rome = c
	if c.text == "" {
		return
	}
	r.offer.ROME = parse(c, c.text, domain.ParseROME)
	if r.offer.ROME != "" && !r.refs.ROME.Known(r.offer.ROME) {
		c.warn(c.text, "Ce code métier n'est pas dans le référentiel : il est gardé, mais ne sera rapproché que du même code.")
	}
}

func readOfferContexts(r *offerRow, c cell) {
	for _, v := range c.values() {
		r.offer.Contexts = append(r.offer.Contexts, c.context(r.reading, v))
	}
}

func (r *offerRow) skills(c cell, need domain.Need) {
	for _, v := range c.values() {
		r.offer.Skills = append(r.offer.Skills, domain.SkillNeed{Skill: c.skill(r.reading, v), Need: need})
	}
}

func readOfferLicences(r *offerRow, c cell) {
	for _, v := range c.values() {
		if l := parse(c, v, domain.ParseLicence); l != "" {
			r.offer.Licences = append(r.offer.Licences, domain.LicenceNeed{Licence: l, Need: domain.DayOne})
		}
	}
}

func readOfferCertificates(r *offerRow, c cell) {
	for _, v := range c.values() {
		if code := c.certificate(r.reading, v); code != "" {
			r.offer.Certificates = append(r.offer.Certificates, domain.CertificateNeed{Code: code, Need: domain.DayOne})
		}
	}
}

func readOfferPublics(r *offerRow, c cell) {
	for _, v := range c.values() {
		code, known, err := domain.ParseCriterion(v)
		if c.refuse(v, err) {
			continue
		}
		if !known {
			c.warn(v, "Ce public n'est pas dans la liste : il est gardé, mais personne n'y est éligible.")
		}
		r.publics = append(r.publics, code)
	}
}
