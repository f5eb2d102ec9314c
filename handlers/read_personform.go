package handlers

import (
	"cmp"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// fillPersonForm puts a form into a file, over what it held. f receives what is wrong, by the names of the form; the
// rows of occupations that cannot be read hold their own error, and the form comes back with them.
func (s *Server) fillPersonForm(p *domain.Person, t *templates.PersonForm, f fields) {
	before := p.Profile
	p.Profile = profileOf(s.profileBodyOfForm(*t, f), before, f)
	p.Profile.Place = s.place(t.PostalCode, t.Commune, f)
	p.Profile.Discovery = t.Discovery
	p.Profile.Licences = heldLicences(t.Licences, f)
	p.Profile.Communes = s.acceptedCommunes(t.Communes, before.Communes, f)
	s.readOccupationsOf(&p.Profile, t, f)
	k := &p.Candidate
	k.FirstName, k.LastName = f.short("first_name", t.FirstName), f.short("last_name", t.LastName)
	k.Civility, k.Sex, k.Phone = f.short("civility", t.Civility), f.short("sex", t.Sex), f.short("phone", t.Phone)
	k.Email = collect(f, "email", t.Email, domain.ParseEmail)
	k.BirthDate = optional(f, "birth_date", t.BirthDate, domain.ParseDate)
	k.Referent, k.Adviser = f.short("referent", t.Referent), f.short("adviser", t.Adviser)
	if strings.Contains(t.Adviser, "@") {
		k.Adviser = collect(f, "adviser", t.Adviser, domain.ParseEmail)
	}
	if k.FirstName == "" && k.LastName == "" {
		f.Add("last_name", domain.Invalid("last_name", "Écrivez au moins le nom ou le prénom de la personne."))
	}
}

// fillBeginning reads what is asked of a new file only: the accord, and the accompaniment that begins.
func fillBeginning(p *domain.Person, t templates.PersonForm, today domain.Date, f fields) {
	k := &p.Candidate
	if on := optional(f, "consent_on", t.ConsentOn, domain.ParseDate); on.Known() {
		channel := collect(f, "consent_channel", t.ConsentChannel, domain.ParseChannel)
		k.Consent = domain.Consent{On: on, Wording: domain.ConsentWording, Channel: string(channel)}
	}
	if t.Programme == "" {
		return
	}
	programme := collect(f, "programme", t.Programme, domain.ParseProgramme)
	from := cmp.Or(optional(f, "from", t.From, domain.ParseDate), today)
	k.Accompaniments = []domain.Accompaniment{domain.NewAccompaniment(programme, from, domain.No)}
}

// profileBodyOfForm reads the figures of the form and leaves the codes to profileOf. Occupations, licences and communes
// have more in a form than in the API: they are read apart.
func (s *Server) profileBodyOfForm(t templates.PersonForm, f fields) profileBody {
	b := profileBody{
		Skills: t.Skills, Level: f.integer("level", t.Level), Means: t.Means, RadiusKm: f.integer("radius_km", t.Radius), Available: t.Available,
		Contracts: t.Contracts, HoursWanted: f.decimal("weekly_hours_wanted", t.Hours), RefusedSchedule: t.RefusedSchedule,
		RefusedContexts: t.Contexts, Presentation: t.Presentation, Domain: t.Domain, Languages: map[string]languageBody{},
	}
	b.LevelObtained = boolOf(collect(f, "level_obtained", t.Obtained, domain.ParseTri))
	for _, row := range t.Certificates {
		b.Certificates = append(b.Certificates, certificateBody{Code: row.Code, Delivered: row.On})
	}
	for _, row := range t.Windows {
		if len(row.Days) == 0 || row.From == "" || row.To == "" {
			f.Add("windows", domain.Invalid("windows", "Cochez les jours et donnez les deux heures de chaque plage."))
			continue
		}
		b.Windows = append(b.Windows, strings.Join(row.Days, ",")+" "+row.From+"-"+row.To)
	}
	for _, row := range t.Languages {
		b.Languages[row.Code] = languageBody{triBody(row.Understand), triBody(row.Read), triBody(row.Write)}
	}
	return b
}

func triBody(answer string) *bool {
	tri, err := domain.ParseTri(answer)
	if err != nil {
		return nil
	}
	return boolOf(tri)
}

// heldLicences reads the licences with their dates.
func heldLicences(rows []templates.LicenceLine, f fields) (out []domain.HeldLicence) {
	for _, row := range rows {
		held := domain.HeldLicence{Licence: collect(f, "licences", row.Code, domain.ParseLicence), InProgress: row.State == inProgress}
		if !held.InProgress {
			held.Obtained = optional(f, "licences", row.On, domain.ParseDate)
		}
		out = append(out, held)
	}
	return out
}

// acceptedCommunes reads a list parted by commas; a commune that was there is known by how the form writes it.
func (s *Server) acceptedCommunes(text string, before []string, f fields) (codes []string) {
	known := map[string]string{}
	for _, code := range before {
		known[s.communeText(code)] = code
	}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		code, kept := known[part]
		switch {
		case part == "":
			continue
		case kept:
			codes = append(codes, code)
			continue
		}
		postalCode, name := "", part
		if head, tail, _ := strings.Cut(part, " "); len(head) == 5 && strings.Trim(head, "0123456789") == "" {
			postalCode, name = head, strings.TrimSpace(tail)
		}
		place, err := s.hiring.FindCommune(postalCode, name)
		f.addAt("communes", err)
		if err == nil {
			codes = append(codes, place.INSEE)
		}
	}
	return codes
}

// readOccupationsOf reads the five lists of occupations. What somebody seeks or did may stay in their own words; a
// refusal, a training and an immersion are of a known occupation.
func (s *Server) readOccupationsOf(m *domain.Profile, t *templates.PersonForm, f fields) {
	m.Targets, m.Practised, m.Refused, m.Trainings, m.Immersions = nil, nil, nil, nil, nil
	s.settleRows("targets", t.Targets, ownWords, f, func(code domain.ROME, r *templates.OccupationLine) {
		m.Targets = append(m.Targets, domain.Target{ROME: code, Title: titleUnless(code, r)})
	})
	s.settleRows("practised", t.Practised, ownWords, f, func(code domain.ROME, r *templates.OccupationLine) {
		months := f.integer("practised", r.Months)
		f.within("practised", months, 720)
		m.Practised = append(m.Practised, domain.Practice{ROME: code, Title: titleUnless(code, r), Months: months,
			Until: optional(f, "practised", r.End, domain.ParseDate)})
	})
	s.settleRows("refused", t.Refused, onlyKnown, f, func(code domain.ROME, _ *templates.OccupationLine) {
		m.Refused = append(m.Refused, code)
	})
	s.settleRows("trainings", t.Trainings, onlyKnown, f, func(code domain.ROME, r *templates.OccupationLine) {
		hours := f.integer("trainings", r.Hours)
		f.within("trainings", hours, 10_000)
		m.Trainings = append(m.Trainings, domain.Studied{ROME: code, Hours: hours, End: optional(f, "trainings", r.End, domain.ParseDate)})
	})
	s.settleRows("immersions", t.Immersions, onlyKnown, f, func(code domain.ROME, r *templates.OccupationLine) {
		m.Immersions = append(m.Immersions, domain.Immersion{ROME: code, End: optional(f, "immersions", r.End, domain.ParseDate),
			Host: optional(f, "immersions", r.Host, domain.ParseSIRET), Assessed: r.Assessed})
	})
}

// titleUnless keeps the person's words where no code stands for them.
func titleUnless(code domain.ROME, r *templates.OccupationLine) string {
	if code != "" {
		return ""
	}
	return oneLine(r.Title)
}

// wordsRule says whether a list may hold occupations in the person's own words.
type wordsRule uint8

const (
	onlyKnown wordsRule = iota
	ownWords
)

// settleRows gives each row that is settled to take, with its code (empty: in the person's words), and leaves on the
// others what there is to confirm.
func (s *Server) settleRows(kind string, rows []templates.OccupationLine, rule wordsRule, f fields, take func(domain.ROME, *templates.OccupationLine)) {
	for i := range rows {
		r := &rows[i]
		if r.Title == "" {
			continue
		}
		f.short(kind, r.Title)
		code, settled := s.settle(r, rule)
		if settled {
			take(code, r)
			continue
		}
		f.Add(kind, domain.Invalid(kind, "Confirmez le métier de chaque ligne."))
	}
}

// settle finds the code of a row: the one confirmed for this very text, or one typed as it is. Otherwise it looks for
// occupations to choose from.
func (s *Server) settle(r *templates.OccupationLine, rule wordsRule) (code domain.ROME, settled bool) {
	confirmed := r.For == r.Title
	switch {
	case confirmed && r.ROME == templates.KeepWords && rule == ownWords:
		return "", true
	case confirmed && domain.IsROME(r.ROME):
		return domain.ROME(strings.ToUpper(r.ROME)), true
	case domain.IsROME(r.Title):
		code = domain.ROME(strings.ToUpper(r.Title))
		r.Title, r.ROME = s.occupation(code), string(code)
		r.For = r.Title
		return code, true
	}
	r.ROME, r.For, r.Choices = "", r.Title, nil
	for _, found := range s.hiring.Suggest(firstRunes(r.Title, maxQuery), "") {
		r.Choices = append(r.Choices, templates.Option{Value: string(found.ROME), Label: found.Label + " (" + string(found.ROME) + ")"})
	}
	switch {
	case len(r.Choices) > 0 && rule == ownWords:
		r.Choices = append(r.Choices, templates.Option{Value: templates.KeepWords, Label: "garder « " + r.Title + " », sans code"})
	case len(r.Choices) == 0 && rule == ownWords:
		r.ROME = templates.KeepWords // nothing is like it: the words stay, and can still be searched
		return "", true
	case len(r.Choices) == 0:
		r.Error = "Aucun métier ne ressemble à cela. Essayez un mot plus courant."
		return "", false
	}
	r.ROME, r.Error = r.Choices[0].Value, "Confirmez le métier reconnu, ou choisissez-en un autre."
	return "", false
}
