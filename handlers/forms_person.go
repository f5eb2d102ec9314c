package handlers

import (
	"cmp"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// readPersonForm keeps every value as typed, so that a refused form comes back as it was sent.
func readPersonForm(f form) templates.PersonForm {
	return templates.PersonForm{
		FirstName: f.line("first_name"), LastName: f.line("last_name"), Civility: f.line("civility"), Sex: f.line("sex"),
		BirthDate: f.line("birth_date"), Email: f.line("email"), Phone: f.line("phone"), Referent: f.line("referent"), Adviser: f.line("adviser"),

		Targets: readOccupationRows(f, "targets"), Practised: readOccupationRows(f, "practised"), Refused: readOccupationRows(f, "refused"),
		Trainings: readOccupationRows(f, "trainings"), Immersions: readOccupationRows(f, "immersions"), Discovery: f.checked("discovery"),

		Skills: f.rows("skills"), Licences: readLicenceRows(f), Certificates: readCertificateRows(f),
		Level: f.line("level"), Obtained: f.line("level_obtained"),

		PostalCode: f.line("postal_code"), Commune: f.line("commune"), Radius: f.line("radius_km"), Communes: f.line("communes"),
		Means: f.all("means"), Available: f.line("available"), Hours: f.line("weekly_hours_wanted"), Contracts: f.all("contracts"),
		Windows: readWindowRows(f), RefusedSchedule: f.all("refused_schedule"), Contexts: f.all("refused_contexts"),

		Languages: readLanguageRows(f), Presentation: f.text("presentation"), Domain: f.line("domain"),
		Programme: f.line("programme"), From: f.line("from"), ConsentOn: f.line("consent_on"), ConsentChannel: f.line("consent_channel"),
		Told: f.line("told"),
	}
}

// rows gives the lines of a list that hold something, at most maxLines of them.
func (f form) rows(name string) (values []string) {
	for _, v := range f.all(name) {
		if v = oneLine(v); v != "" && len(values) < maxLines {
			values = append(values, v)
		}
	}
	return values
}

// at is the i-th value sent under a name, empty when there is none: lists of one form go in step.
func (f form) at(name string, i int) string {
	if list := f.all(name); i < len(list) {
		return oneLine(list[i])
	}
	return ""
}

func readOccupationRows(f form, kind string) (rows []templates.OccupationLine) {
	for i := range f.all(kind) {
		row := templates.OccupationLine{Title: f.at(kind, i), ROME: f.at(kind+"_rome", i), For: f.at(kind+"_for", i), Months: f.at(kind+"_months", i),
			Hours: f.at(kind+"_hours", i), End: f.at(kind+"_end", i), Host: f.at(kind+"_host", i), Assessed: f.at(kind+"_assessed", i) != ""}
		if row.Title != "" && len(rows) < maxLines {
			rows = append(rows, row)
		}
	}
	return rows
}

func readLicenceRows(f form) (rows []templates.LicenceLine) {
	for i := range f.all("licences") {
		row := templates.LicenceLine{Code: f.at("licences", i), State: f.at("licences_state", i), On: f.at("licences_on", i)}
		if row.Code != "" && len(rows) < maxLines {
			rows = append(rows, row)
		}
	}
	return rows
}

func readCertificateRows(f form) (rows []templates.DatedLine) {
	for i := range f.all("certificates") {
		row := templates.DatedLine{Code: f.at("certificates", i), On: f.at("certificates_on", i)}
		if row.Code != "" && len(rows) < maxLines {
			rows = append(rows, row)
		}
	}
	return rows
}

// readWindowRows puts the boxes of days, sent as « row:day », with the hours of their row.
func readWindowRows(f form) (rows []templates.WindowLine) {
	for i := range f.all("windows_from") {
		row := templates.WindowLine{From: f.at("windows_from", i), To: f.at("windows_to", i)}
		for _, box := range f.all("windows_days") {
			if day, own := strings.CutPrefix(box, strconv.Itoa(i)+":"); own {
				row.Days = append(row.Days, oneLine(day))
			}
		}
		if (len(row.Days) > 0 || row.From != "" || row.To != "") && len(rows) < maxLines {
			rows = append(rows, row)
		}
	}
	return rows
}

func readLanguageRows(f form) (rows []templates.LanguageLine) {
	for i := range f.all("languages") {
		row := templates.LanguageLine{Code: f.at("languages", i), Understand: f.at("languages_understand", i), Read: f.at("languages_read", i),
			Write: f.at("languages_write", i)}
		if row.Code != "" && len(rows) < maxLines {
			rows = append(rows, row)
		}
	}
	return rows
}

// personFormOf shows a stored file in the form.
func (s *Server) personFormOf(p *domain.Person) templates.PersonForm {
	m, k := &p.Profile, p.Candidate
	t := templates.PersonForm{
		FirstName: k.FirstName, LastName: k.LastName, Civility: k.Civility, Sex: k.Sex, BirthDate: k.BirthDate.String(), Email: k.Email,
		Phone: k.Phone, Referent: k.Referent, Adviser: k.Adviser, Discovery: m.Discovery, Level: number(m.Level), Obtained: m.LevelObtained.String(),
		PostalCode: m.Place.PostalCode, Commune: m.Place.Name, Radius: number(m.RadiusKm), Means: m.Means.Codes(),
		Available: m.Available.String(), Hours: decimal(m.HoursWanted), Contracts: texts(m.Contracts.List()),
		RefusedSchedule: m.RefusedSchedule.API(), Contexts: m.RefusedContexts, Presentation: m.Presentation, Domain: string(m.Domain),
	}
	s.showOccupations(&t, m)
	for _, skill := range m.Skills {
		t.Skills = append(t.Skills, skillText(skill))
	}
	for _, l := range m.Licences {
		row := templates.LicenceLine{Code: string(l.Licence), On: l.Obtained.String()}
		if l.InProgress {
			row.State = inProgress
		}
		t.Licences = append(t.Licences, row)
	}
	for _, h := range m.Certificates {
		t.Certificates = append(t.Certificates, templates.DatedLine{Code: h.Code, On: h.Delivered.String()})
	}
	for _, w := range m.Windows {
		t.Windows = append(t.Windows, windowLine(w))
	}
	for _, l := range m.Languages {
		t.Languages = append(t.Languages, templates.LanguageLine{Code: l.Code, Understand: l.Understand.String(), Read: l.Read.String(), Write: l.Write.String()})
	}
	var places []string
	for _, code := range m.Communes {
		places = append(places, s.communeText(code))
	}
	t.Communes = strings.Join(places, ", ")
	return t
}

// inProgress is the state of a licence that the person is preparing.
const inProgress = "en_cours"

// showOccupations fills the lists of occupations of the form.
func (s *Server) showOccupations(t *templates.PersonForm, m *domain.Profile) {
	line := func(code domain.ROME, title string) templates.OccupationLine {
		row := templates.OccupationLine{Title: title, ROME: cmp.Or(string(code), templates.KeepWords)}
		if code != "" {
			row.Title = s.occupation(code)
		}
		row.For = row.Title
		return row
	}
	for _, d := range m.Targets {
		t.Targets = append(t.Targets, line(d.ROME, d.Title))
	}
	for _, d := range m.Practised {
		row := line(d.ROME, d.Title)
		row.Months, row.End = number(d.Months), d.Until.String()
		t.Practised = append(t.Practised, row)
	}
	for _, code := range m.Refused {
		t.Refused = append(t.Refused, line(code, ""))
	}
	for _, d := range m.Trainings {
		row := line(d.ROME, "")
		row.Hours, row.End = number(d.Hours), d.End.String()
		t.Trainings = append(t.Trainings, row)
	}
	for _, d := range m.Immersions {
		row := line(d.ROME, "")
		row.End, row.Host, row.Assessed = d.End.String(), string(d.Host), d.Assessed
		t.Immersions = append(t.Immersions, row)
	}
}

// windowLine shows a window as the form's boxes do.
func windowLine(w domain.Window) templates.WindowLine {
	row := templates.WindowLine{From: w.From.String(), To: w.To.String()}
	for i, day := range weekdays {
		if w.Days>>i&1 == 1 {
			row.Days = append(row.Days, day)
		}
	}
	return row
}

// weekdays are the codes of the days, as the boxes send them.
var weekdays = []string{"lu", "ma", "me", "je", "ve", "sa", "di"}

// communeText writes a commune as the list of accepted ones is typed: « 59820 Gravelines ».
func (s *Server) communeText(insee string) string {
	place, known := s.hiring.Refs.Communes.ByINSEE(insee)
	if !known {
		return insee
	}
	return strings.TrimSpace(place.PostalCode + " " + place.Name)
}

// withRow answers the buttons that add an empty line to a list.
func withRow(t *templates.PersonForm, act string) {
	switch act {
	case "add_targets":
		t.Targets = append(t.Targets, templates.OccupationLine{})
	case "add_practised":
		t.Practised = append(t.Practised, templates.OccupationLine{})
	case "add_refused":
		t.Refused = append(t.Refused, templates.OccupationLine{})
	case "add_trainings":
		t.Trainings = append(t.Trainings, templates.OccupationLine{})
	case "add_immersions":
		t.Immersions = append(t.Immersions, templates.OccupationLine{})
	case "add_skills":
		t.Skills = append(t.Skills, "")
	case "add_licences":
		t.Licences = append(t.Licences, templates.LicenceLine{})
	case "add_certificates":
		t.Certificates = append(t.Certificates, templates.DatedLine{})
	case "add_languages":
		t.Languages = append(t.Languages, templates.LanguageLine{})
	case "more_windows":
		t.Windows = append(t.Windows, templates.WindowLine{})
	}
}

// onlyShows tells the buttons of a person's form that save nothing.
func onlyShows(act string) bool {
	return act == "suggest" || strings.HasPrefix(act, "add_") || strings.HasPrefix(act, "more_")
}
