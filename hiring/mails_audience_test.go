package hiring

import (
	"flag"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// testdata/letters.txt is a list of decisions: read what differs before writing it anew.
var updateLetters = flag.Bool("update", false, "write the fields that each letter shows anew")

const lettersFile = "testdata/letters.txt"

// employersRead is all that a letter to an employer may show of what is kept: of a person, of what they answered, of what
// others wrote about them, nothing (domain.md §4, Visibility). Reasons are those that a referent wrote to the establishment.
var employersRead = []string{
	"offer.ID", "offer.Title", "introduction.ID", "introduction.CallBy", "introduction.Slot.At", "introduction.Slot.Where",
	"employer.ID", "employer.Name", "employer.History.Reason", "membership.History.Reason", "asker.Name", "asker.Email", "boss.Name", "boss.Email",
}

// TestFieldsOfEachLetter plants a mark in every text and day kept of people, employers, offers, occasions, invitations and
// introductions, brings about everything that the platform writes of, and holds each letter, in its subject, its text, its page and
// its calendar, to the list of its kind and audience. A kind of letter that nothing here brings about fails.
func TestFieldsOfEachLetter(t *testing.T) {
	seen := map[string]bool{}
	kinds := map[string]bool{}
	for _, w := range whatIsWritten() {
		h := newPlantedHouse(t)
		w.happens(h)
		if len(h.letters) == 0 {
			t.Errorf("%s: nobody is written to", w.name)
		}
		for _, l := range h.letters {
			kinds[l.kind] = true
			for _, line := range h.shown(l) {
				seen[line] = true
			}
		}
	}
	templates := must(filepath.Glob("../templates/mails/*_for_*.txt"))(t)
	for _, file := range templates {
		if kind := strings.TrimSuffix(filepath.Base(file), ".txt"); !kinds[kind] {
			t.Errorf("nothing here brings about %s: add what does to whatIsWritten", kind)
		}
	}
	lines := slices.Sorted(maps.Keys(seen))
	if *updateLetters {
		if err := os.WriteFile(lettersFile, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	allowed := strings.Split(strings.TrimSpace(string(must(os.ReadFile(lettersFile))(t))), "\n")
	for _, line := range lines {
		if !slices.Contains(allowed, line) {
			t.Errorf("a letter shows what its list in %s has not: %s", lettersFile, line)
		}
	}
	for _, line := range allowed {
		if !seen[line] {
			t.Errorf("%s allows what no letter shows: %s", lettersFile, line)
		}
		if words := strings.Fields(line); words[0] == "employer" && words[3] != "nothing" && !slices.Contains(employersRead, words[3]) {
			t.Errorf("no letter to an employer may show %s: %s", words[3], line)
		}
	}
}

// letter is a mail as it was composed, and who reads it.
type letter struct {
	audience, kind string
	body           domain.MailBody
}

// mark is what tells that a field is shown: any of its forms.
type mark struct {
	path  string
	forms []string
}

// plantedHouse is a house in which every text is a mark.
type plantedHouse struct {
	*house
	marks   []mark
	letters []letter

	person    *domain.Person
	offer     *domain.Offer
	meetup    *domain.Occasion
	immersion *domain.Occasion
	employer  *domain.Employer
	asker     *domain.User
	author    *domain.User // the referent who invites
}

// shown lists what each part of a letter shows, as lines of the list.
func (h *plantedHouse) shown(l letter) (lines []string) {
	found := false
	for _, part := range []struct{ name, text string }{
		{"subject", l.body.Subject}, {"text", l.body.Text}, {"html", html.UnescapeString(l.body.HTML)}, {"calendar", unfolded(l.body.Calendar)},
	} {
		text := strings.ToLower(part.text)
		taken := map[string]bool{}
		for _, m := range h.marks {
			for _, form := range m.forms {
				if form = strings.ToLower(form); !taken[form] && strings.Contains(text, form) {
					taken[form], found = true, true
					lines = append(lines, fmt.Sprintf("%s %s %s %s", l.audience, l.kind, part.name, m.path))
				}
			}
		}
	}
	if !found {
		lines = append(lines, fmt.Sprintf("%s %s all nothing", l.audience, l.kind))
	}
	return lines
}

// unfolded joins the lines that iCalendar cuts at 75 bytes.
func unfolded(calendar string) string { return strings.ReplaceAll(calendar, "\r\n ", "") }

// planter fills what is empty with marks, and gathers what to look for.
type planter struct {
	marks []mark
	days  domain.Date
}

// left are the fields that say in which state something is, which a mark would break.
var left = []string{
	".ID", ".History", ".PlacedOn", ".Pause", ".Merged", ".Commitments", ".Adviser", ".Referent", ".Status", ".Clause", ".Flags", ".Overrides", ".Slots",
	".SecondLevel", ".PublishedOn", ".ExpiresOn", ".Outcome", ".FollowUps", ".NoShow", ".Introduction", ".ListID", ".Roles", ".NewEmail", ".FormerEmail",
	".UserSIRET", ".Expires", ".Deadline", ".UserID", ".Admission", ".Drafts", ".Withdrawn", ".Windows",
}

func (p *planter) plant(path string, v reflect.Value) {
	ends := func(end string) bool { return strings.HasSuffix(path, end) }
	if slices.ContainsFunc(left, ends) && v.IsZero() || slices.ContainsFunc([]string{".History", ".Status", ".For", ".Admission"}, ends) {
		return // words of states are in every letter
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		p.moment(path, v.Interface().(time.Time))
	case v.Type() == reflect.TypeFor[domain.Date]():
		if v.IsZero() {
			p.days++
			v.Set(reflect.ValueOf(p.days))
		}
		d := v.Interface().(domain.Date)
		p.marks = append(p.marks, mark{path, []string{d.String(), d.French(), d.Time().Format("02/01/2006"), d.Time().Format("20060102")}})
	case v.Kind() == reflect.String:
		p.text(path, v)
	case v.Kind() == reflect.Pointer && !v.IsNil():
		p.plant(path, v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				inner := path + "." + f.Name
				if f.Anonymous {
					inner = path
				}
				p.plant(inner, v.Field(i))
			}
		}
	case v.Kind() == reflect.Slice:
		if v.Len() == 0 && (v.Type().Elem().Kind() == reflect.Struct || v.Type().Elem() == reflect.TypeFor[string]()) {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			p.plant(path, v.Index(i))
		}
	}
}

// moment looks for a time of a meeting; those at which things were written are everybody's.
func (p *planter) moment(path string, at time.Time) {
	if !at.IsZero() && strings.HasSuffix(path, ".At") && !strings.Contains(path, "History") {
		p.marks = append(p.marks, mark{path, []string{domain.Slot{At: at}.French(), at.UTC().Format("20060102T150405Z"), at.In(domain.Slot{At: at}.At.Location()).Format("20060102T150405")}})
	}
}

func (p *planter) text(path string, v reflect.Value) {
	if v.String() == "" {
		if v.Type() != reflect.TypeFor[string]() {
			return // a code of a closed list
		}
		word := "Zq" + strings.ToLower(strings.NewReplacer(".", "").Replace(path)) + "x"
		if strings.HasSuffix(path, "Email") {
			word += "@exemple.fr"
		}
		v.SetString(word)
	}
	if len(v.String()) < 4 {
		return
	}
	forms := []string{v.String()}
	if siret := domain.SIRET(v.String()); len(forms[0]) == 14 && siret.Spaced() != forms[0] {
		forms = append(forms, siret.Spaced())
	}
	p.marks = append(p.marks, mark{path, forms})
}

// newPlantedHouse keeps one of each thing, all of marks: somebody who said nothing yet to an offer of an establishment that a referent
// vouched for, with a member, a referent and an adviser to write to.
func newPlantedHouse(t *testing.T) *plantedHouse {
	h := &plantedHouse{house: newHouse(t)}
	h.register()
	ctx := t.Context()
	p := &planter{days: domain.NewDate(1971, 2, 3)}
	account := func(email, name string, roles domain.Role, sirets ...domain.SIRET) *domain.User {
		return must(h.AddUser(ctx, domain.System(), NewUser{Email: email, Name: name, Roles: roles, SIRETs: sirets}))(t)
	}
	h.author = account("zqreferentx@exemple.fr", "Zqreferentnamex", domain.RoleReferent)
	account("zqadviserx@exemple.fr", "Zqadvisernamex", domain.RoleAdviser)
	member := account("zqbossx@exemple.fr", "Zqbossnamex", domain.RoleEmployer, masonry)
	h.asker = account("zqaskerx@exemple.fr", "Zqaskernamex", domain.RoleEmployer, cleaning)
	h.person = planted()
	h.person.Candidate.FirstName, h.person.Candidate.LastName, h.person.Candidate.Adviser = "", "", "zqadviserx@exemple.fr"
	h.person.Candidate.Accompaniments = []domain.Accompaniment{domain.NewAccompaniment("PACEA", today-40, domain.No)}
	h.person.Profile.Place, h.person.Profile.Presentation = commune("59123", "Bray-Dunes"), ""
	h.offer = mason()
	h.offer.ID, h.offer.Status, h.offer.Title, h.offer.EmployerName, h.offer.Description = "zqoffrex", domain.OfferPublished, "", "", ""
	h.offer.Place = commune("59210", "Coudekerque-Branche") // not Dunkerque, which signs every letter
	h.offer.PublishedOn, h.offer.ExpiresOn = today-1, today+60
	h.employer = must(h.store.Employers.Get(ctx, domain.System(), string(masonry)))(t)
	h.employer.Name = ""
	h.meetup = &domain.Occasion{Record: domain.Record{ID: "zqrencontrex"}, For: domain.ForMeetup, Status: domain.OccasionOpen, Place: commune("59820", "Gravelines"),
		At: morning.AddDate(0, 0, 9), Places: 5}
	h.immersion = &domain.Occasion{Record: domain.Record{ID: "zqimmersionx"}, For: domain.ForPMSMP, Status: domain.OccasionOpen, Place: commune("59820", "Gravelines"),
		SIRET: masonry, From: today + 30, To: today + 40, Places: 5}
	for _, o := range []struct {
		path   string
		object any
	}{
		{"person", h.person}, {"employer", h.employer}, {"offer", h.offer}, {"occasion", h.meetup}, {"occasion", h.immersion}, {"asker", h.asker}, {"boss", member}, {"referent", h.author},
	} {
		p.plant(o.path, reflect.ValueOf(o.object))
	}
	h.marks = p.marks
	h.keep(h.person, h.offer, h.employer, h.meetup, h.immersion, h.asker, member, h.author)
	return h
}

// keep saves objects as they are, past the rules of their actions.
func (h *plantedHouse) keep(objects ...domain.Aggregate) {
	h.tb.Helper()
	for _, object := range objects {
		var err error
		switch o := object.(type) {
		case *domain.Person:
			err = h.store.People.Save(h.tb.Context(), o)
		case *domain.Offer:
			err = h.store.Offers.Save(h.tb.Context(), o)
		case *domain.Employer:
			err = h.store.Employers.Save(h.tb.Context(), o)
		case *domain.Occasion:
			err = h.store.Occasions.Save(h.tb.Context(), o)
		case *domain.User:
			err = h.store.Users.Save(h.tb.Context(), o)
		case *domain.Invitation:
			err = h.store.Invitations.Save(h.tb.Context(), o)
		case *domain.Introduction:
			err = h.store.Introductions.Save(h.tb.Context(), o)
		case *domain.Membership:
			err = h.store.Memberships.Save(h.tb.Context(), o)
		case *domain.SignUp:
			err = h.store.SignUps.Save(h.tb.Context(), o)
		case *domain.Credential:
			err = h.store.Credentials.Save(h.tb.Context(), o)
		default:
			h.tb.Fatalf("nothing keeps a %T", object)
		}
		if err != nil {
			h.tb.Fatalf("%T: %v", object, err)
		}
	}
}

// step plants the words of the step that is told.
func (h *plantedHouse) step(path string, r *domain.Record, from, to, actor string) domain.Step {
	word := "Zq" + path + "reasonx"
	if to == domain.ActOwed {
		word = "le lendemain" // a stage of the asking, by its word
	}
	h.marks = append(h.marks, mark{path + ".History.Reason", []string{word}})
	step := domain.Step{From: from, To: to, At: h.clock.Now(), Actor: actor, Reason: word}
	r.History = append(r.History, step)
	return step
}

// told is what the platform writes of the last step of an object.
func (h *plantedHouse) told(object domain.Aggregate, step domain.Step) {
	h.tb.Helper()
	h.keep(object)
	e := event{ID: "e", Object: object, Step: step}
	before := len(h.sent.all())
	for _, r := range reactions {
		if r.to != step.To {
			continue
		}
		posts, concerned, err := r.tell(h.Service, h.tb.Context(), e)
		if err != nil {
			h.tb.Fatalf("%T, %s: %v", object, step.To, err)
		}
		for _, p := range posts {
			path := ""
			if p.Grant != nil {
				path = p.Grant.Path
			}
			body := must(h.Composer.Compose(p.Letter, p.To, path))(h.tb)
			h.letters = append(h.letters, letter{h.audience(p.To), p.Letter.Kind(), body})
		}
		if concerned {
			break
		}
	}
	h.left(before)
}

// left adds the mails that actions sent by themselves since there were so many.
func (h *plantedHouse) left(before int) {
	h.tb.Helper()
	h.background.Wait()
	if err := h.Deliver(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
	for _, m := range h.sent.all()[before:] {
		h.letters = append(h.letters, letter{h.audience(m.To), m.Kind, m.Body})
	}
}

// audience is whose letter it is.
func (h *plantedHouse) audience(to domain.Recipient) string {
	switch to.Kind {
	case domain.RecipientPerson:
		return "person"
	case domain.RecipientAddress:
		return "address"
	}
	u := must(h.store.Users.Get(h.tb.Context(), to.ID))(h.tb)
	if u.Roles.Has(domain.RoleStaff) {
		return "staff"
	}
	return "employer"
}

// invited keeps an invitation of the person in a state, and tells of the step that led there.
func (h *plantedHouse) invited(kind domain.InvitationFor, object string, status domain.InvitationStatus, from, to string) {
	h.tb.Helper()
	i := &domain.Invitation{Record: domain.Record{ID: "zqinvitationx", Created: h.clock.Now()}, For: kind, Object: object, SIRETs: []domain.SIRET{masonry}, Profile: h.person.ID,
		Status: status, Sent: h.clock.Now(), Expires: today + 10, By: h.author.ID}
	p := &planter{days: domain.NewDate(1972, 2, 3)}
	p.plant("invitation", reflect.ValueOf(i))
	i.Reminded = time.Time{}
	if to == domain.ActQuestion {
		i.Questions = []domain.Question{{Text: "Zqinvitationquestionstextx", At: h.clock.Now()}}
	}
	h.marks = append(h.marks, p.marks...)
	h.told(i, h.step("invitation", &i.Record, from, to, domain.Holder(domain.ChannelLink).ID))
}

// introduced keeps an introduction of the person in a state, and tells of the step that led there.
func (h *plantedHouse) introduced(status domain.IntroductionStatus, from, to, actor string, change ...func(*domain.Introduction)) {
	h.tb.Helper()
	x := h.yes(h.offer, "zqintroductionx", h.person.ID, domain.IntroductionAccepted)
	x.Status = status
	x.Slot = &domain.Slot{At: inTwoDays.At}
	for _, c := range change {
		c(x)
	}
	p := &planter{days: domain.NewDate(1973, 2, 3)}
	p.plant("introduction", reflect.ValueOf(x))
	h.marks = append(h.marks, p.marks...)
	h.told(x, h.step("introduction", &x.Record, from, to, actor))
}
