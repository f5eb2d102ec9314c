package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	netmail "net/mail"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/handlers/browsertest"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/mail/mailtest"
)

// TestFromAnOfferToAHire is the whole journey in browsers: an offer, its list, five people invited; one reads the mail of a
// real mail server on a narrow phone, says yes and chooses when to come; two more say yes, a fourth waits, a fifth says no;
// the employer reads the names of those who said yes, meets one and hires her; the offer is filled, and the others are told.
// Every page passes axe. Once with script, and once without, the person by keyboard alone.
func TestFromAnOfferToAHire(t *testing.T) {
	for _, tt := range []struct {
		name                       string
		employer, referent, person browsertest.View
	}{
		{"with script", browsertest.Phone, browsertest.Desktop, browsertest.Phone},
		{"without script, the person by keyboard", browsertest.Desktop.WithoutScript(), browsertest.Desktop.WithoutScript(), browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			j := &journey{running: r, t: t, sink: mailtest.MustSink(t, nil)}
			j.throughSMTP()
			browser := browsertest.Open(t, tt.employer)
			browser.Go(r.base)
			employer := r.SignIn(t, browser, tt.employer, "employer")
			referent := r.SignIn(t, browser.Another(tt.referent), tt.referent, "referent")
			offer := r.post(employer)
			list := r.moderate(referent, offer)
			j.keep(referent, list)
			j.inviteKept(referent, list)
			person := &visitor{Page: browser.Another(tt.person), t: t, view: tt.person, name: "personne"}
			j.accept(person)
			j.others()
			j.meetAndHire(employer, offer)
			j.told(referent, person)
		})
	}
}

// journey is the walk of one offer. The first of people is hired, the two after her said yes, the fourth waits, the last
// says no.
type journey struct {
	*running
	t      *testing.T
	sink   *mailtest.Sink
	people []journeyPerson
	link   string
}

type journeyPerson struct {
	ID    string
	Rank  int
	Name  string
	Email string
}

// throughSMTP has the mails leave by a real server from now on: those of the played data stayed inside.
func (j *journey) throughSMTP() {
	j.t.Helper()
	server, err := mail.ParseServer("smtp://" + j.sink.Addr + "?tls=none")
	if err != nil {
		j.t.Fatal(err)
	}
	carrier, err := mail.NewSMTP(mail.SMTPOptions{Server: server, Site: j.base, From: "candidatheque@exemple.fr"})
	if err != nil {
		j.t.Fatal(err)
	}
	j.mails.mu.Lock()
	j.mails.next = carrier
	j.mails.mu.Unlock()
}

// asks reads the API as a referent.
func (j *journey) asks(path string, into any) {
	j.t.Helper()
	req, err := http.NewRequestWithContext(j.t.Context(), http.MethodGet, j.base+path, nil)
	if err != nil {
		j.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+j.accounts["referent"].Token)
	res, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		j.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil || res.StatusCode != http.StatusOK {
		j.t.Fatalf("%s: %d, %v", path, res.StatusCode, err)
	}
}

// keep retains the first five people of the list who have an address.
func (j *journey) keep(v *visitor, list string) {
	j.t.Helper()
	var body struct {
		Entries []struct {
			Profile string
			Rank    int
		}
	}
	j.asks("/api/v1/shortlists/"+list[strings.LastIndex(list, "/")+1:], &body)
	for _, e := range body.Entries {
		var p struct {
			Candidate struct {
				FirstName string `json:"first_name"`
				LastName  string `json:"last_name"`
				Email     string
			}
		}
		if j.asks("/api/v1/profiles/"+url.PathEscape(e.Profile), &p); p.Candidate.Email != "" && len(j.people) < 5 {
			j.people = append(j.people, journeyPerson{e.Profile, e.Rank, p.Candidate.FirstName + " " + p.Candidate.LastName, p.Candidate.Email})
		}
	}
	if len(j.people) < 5 {
		j.t.Fatalf("only %d people of the list have an address", len(j.people))
	}
	for _, p := range j.people {
		if status := v.Go(list); status != http.StatusOK {
			j.t.Fatalf("the list answers %d", status)
		}
		entry := fmt.Sprintf("#personne-%d", p.Rank)
		v.acts(entry + " form[action$='/retenir'] button")
		v.WaitForText(entry, "etenue")
	}
	v.goes(list)
}

// inviteKept asks all of them, with two meetings to choose from.
func (j *journey) inviteKept(v *visitor, list string) {
	j.t.Helper()
	v.meets("button[form=inviter], #inviter button")
	if n := v.Count("input[name=person]:checked"); n != len(j.people) {
		j.t.Fatalf("%d people are ticked of %d", n, len(j.people))
	}
	v.Click("label[for=meeting-slots]")
	day := time.Now().AddDate(0, 0, 2).Format("2006-01-02")
	v.Choose("#slot-0", day+"T09:30")
	v.Choose("#slot-1", day+"T14:00")
	v.Fill("#wave", "5")
	v.meets("form[action='/inviter'][method=post] button.first")
	v.goes(list)
}

// letterTo waits for the nth message to a mailbox, and gives its text.
func (j *journey) letterTo(email string, nth int) string {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(j.t.Context(), time.Minute)
	defer cancel()
	text := ""
	j.sink.Wait(ctx, func(taken []mailtest.Message) bool {
		n := 0
		for _, m := range taken {
			if strings.EqualFold(m.To, email) {
				if n++; n == nth {
					text = plainText(j.t, m.Raw)
				}
			}
		}
		return text != ""
	})
	if text == "" {
		j.t.Fatalf("%s has no message number %d", email, nth)
	}
	return text
}

// plainText is the text of a message as its reader sees it.
func plainText(t *testing.T, raw string) string {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return partText(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func partText(t *testing.T, kind, coding string, body io.Reader) string {
	t.Helper()
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(media, "multipart/") {
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return ""
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := partText(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part); text != "" {
				return text
			}
		}
	}
	if media != "text/plain" {
		return ""
	}
	if strings.EqualFold(coding, "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// linkIn is the page of the invitation that a letter leads to, on this server: the address of a test was set before its
// port was known.
func (j *journey) linkIn(text string) string {
	j.t.Helper()
	_, after, found := strings.Cut(text, "/invitations/")
	if !found {
		j.t.Fatalf("no link in %s", text)
	}
	token, _, _ := strings.Cut(after, "\n")
	return j.base + "/invitations/" + strings.TrimSpace(token)
}

// accept is the first person: they read, say yes, choose when to come, and keep the date.
func (j *journey) accept(v *visitor) {
	j.t.Helper()
	j.link = j.linkIn(j.letterTo(j.people[0].Email, 1))
	v.goes(j.link)
	if text := v.Text("main"); !strings.Contains(text, "Dire non n'a aucune conséquence") || !strings.Contains(text, "Pourquoi vous") {
		j.t.Fatalf("the page does not say what it must: %s", text)
	}
	if v.view.NoScript {
		v.presses("button « Oui, ça m'intéresse »")
		v.reaches("input#slot-0")
		v.PressKeys(kb.ArrowDown)
		v.PressKeys(kb.ArrowUp)
		v.presses("button « Choisir ce rendez-vous »")
	} else {
		v.meets("button[name=answer][value=yes]")
		v.Click("label[for=slot-0]")
		v.meets("form:has(#slot-0) button")
	}
	if text := v.Text("main"); !strings.Contains(text, "Votre rendez-vous") || !strings.Contains(text, "9 h 30") {
		j.t.Fatalf("no meeting: %s", text)
	}
	if status, calendar := j.fetch(http.MethodGet, j.link+"/rendez-vous.ics", nil); status != http.StatusOK || !strings.Contains(calendar, "BEGIN:VEVENT") {
		j.t.Errorf("the calendar answers %d: %s", status, calendar)
	}
}

// others answer by their links: three say yes, of whom the last comes beyond those that an employer meets; one says no.
func (j *journey) others() {
	j.t.Helper()
	for n, answer := range []string{"", "yes", "yes", "yes", "no"} {
		if answer == "" {
			continue
		}
		link := j.linkIn(j.letterTo(j.people[n].Email, 1))
		status, page := j.fetch(http.MethodPost, link, url.Values{"answer": {answer}})
		if status != http.StatusOK || n == 3 && !strings.Contains(page, "liste d'attente") {
			j.t.Fatalf("%s says %s: %d %s", j.people[n].Name, answer, status, page)
		}
	}
}

// fetch asks for a page outside any browser, redirections followed.
func (j *journey) fetch(method, address string, form url.Values) (status int, body string) {
	j.t.Helper()
	req, err := http.NewRequestWithContext(j.t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		j.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		j.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		j.t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// meetAndHire is the employer: they read the names of those they meet and nobody else's, meet one and hire them.
func (j *journey) meetAndHire(v *visitor, offer string) {
	j.t.Helper()
	v.goes(offer)
	text := v.Text("main")
	for n, p := range j.people {
		if shown := strings.Contains(text, p.Name); shown != (n < 3) {
			j.t.Errorf("the employer reads the name of person %d: %v", n, shown)
		}
	}
	var hrefs []string
	v.Script(fmt.Sprintf(`[...document.querySelectorAll("a[href^='/mises-en-relation/']")].filter(a => a.innerText.includes(%q)).map(a => a.getAttribute("href"))`, j.people[0].Name), &hrefs)
	if len(hrefs) == 0 {
		j.t.Fatalf("nobody to meet: %s", text)
	}
	v.goes(j.base + hrefs[0])
	v.meets("form[action$='/rencontre'] button")
	v.meets("form[action$='/embauche'] button")
	if text := v.Text("main"); !strings.Contains(strings.ToLower(text), "embauch") {
		j.t.Fatalf("not hired: %s", text)
	}
	v.goes(offer)
	if text := v.Text("main"); !strings.Contains(strings.ToLower(text), "pourvue") || strings.Contains(text, j.people[1].Name) || !strings.Contains(text, j.people[0].Name) {
		j.t.Errorf("the offer is not filled, or shows who was not hired: %s", text)
	}
}

// told is what the others, the person and the referent read then; who said no is left alone.
func (j *journey) told(referent, person *visitor) {
	j.t.Helper()
	for _, p := range j.people[1:4] {
		last := ""
		for nth := 2; !strings.Contains(last, "pourvu") && !strings.Contains(last, "prise"); nth++ {
			last = j.letterTo(p.Email, nth)
		}
	}
	for _, m := range j.sink.Taken() {
		if strings.EqualFold(m.To, j.people[4].Email) && strings.Contains(plainText(j.t, m.Raw), "pourvu") {
			j.t.Error("who said no is told that the place is filled")
		}
	}
	person.goes(j.link)
	if text := person.Text("main"); !strings.Contains(text, "vous embauche") {
		j.t.Errorf("the person reads %s", text)
	}
	referent.goes(j.base + "/")
	if text := referent.Text("main"); !strings.Contains(text, "Places pourvues") {
		j.t.Errorf("the referent reads %s", text)
	}
}
