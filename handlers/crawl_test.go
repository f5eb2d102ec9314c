package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// request is something a viewer may send: what a crawl met, or a line of the table filled with real keys.
type request struct {
	method, path string
	form         url.Values
}

func (r request) String() string { return r.method + " " + r.path }

// crawl follows every link and keeps every form that its viewer is shown, once each; of addresses that differ by their
// query alone, a few.
func crawl(k *client, starts ...string) (met []request) {
	k.tb.Helper()
	const sameRoute = 6
	read, byPath := map[string]bool{}, map[string]int{}
	for queue := starts; len(queue) > 0; queue = queue[1:] {
		path, _, _ := strings.Cut(queue[0], "#")
		bare, _, _ := strings.Cut(path, "?")
		if read[path] || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/static/") || byPath[bare] >= sameRoute || bare == "/galerie" {
			continue
		}
		read[path] = true
		byPath[bare]++
		met = append(met, request{method: http.MethodGet, path: path})
		got := k.get(path)
		if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			continue
		}
		page := got.page()
		page.Find("a[href]").Each(func(_ int, a *goquery.Selection) { queue = append(queue, a.AttrOr("href", "")) })
		page.Find("form[action]").Each(func(_ int, f *goquery.Selection) {
			if r := formOf(f); !read[r.String()] && r.path != "/deconnexion" {
				read[r.String()] = true
				met = append(met, r)
			}
		})
	}
	return met
}

// formOf is a form as it would be sent untouched, its first button pressed.
func formOf(f *goquery.Selection) request {
	r := request{method: strings.ToUpper(f.AttrOr("method", "get")), path: f.AttrOr("action", ""), form: url.Values{}}
	f.Find("input[name], textarea[name], select[name]").Each(func(_ int, in *goquery.Selection) {
		name, value := in.AttrOr("name", ""), in.AttrOr("value", "")
		kind, _ := in.Attr("type")
		_, checked := in.Attr("checked")
		switch {
		case (kind == "checkbox" || kind == "radio") && !checked:
		case goquery.NodeName(in) == "textarea":
			r.form.Add(name, in.Text())
		case goquery.NodeName(in) == "select":
			r.form.Add(name, in.Find("option[selected], option").First().AttrOr("value", ""))
		default:
			r.form.Add(name, value)
		}
	})
	if b := f.Find("button[name]").First(); b.Length() > 0 {
		r.form.Add(b.AttrOr("name", ""), b.AttrOr("value", ""))
	}
	if r.method == http.MethodGet {
		r.path, r.form = r.path+"?"+r.form.Encode(), nil
	}
	return r
}

// tabled is every line of the table filled with the keys of the house.
func (l *livedIn) tabled() (all []request) {
	for _, r := range l.server.table {
		if r.path == "/deconnexion" || r.path == "/galerie" {
			continue
		}
		for _, path := range l.addresses(r.path) {
			all = append(all, request{method: r.method, path: path, form: valuesOfLine(r.path)})
			if r.method == http.MethodGet && !strings.HasPrefix(path, apiPrefix) {
				all = append(all, request{method: r.method, path: path + "?format=csv"})
			}
		}
	}
	return all
}

// valuesOfLine fills every field of a form's line.
func valuesOfLine(path string) url.Values {
	form := url.Values{}
	for name := range strings.FieldsSeq(formFields[path]) {
		if !strings.HasSuffix(name, "*") {
			form.Set(name, "essai")
		}
	}
	return form
}

// formOfLine is a form of those of the values that its line has.
func formOfLine(path string, values map[string]string) (pairs []string) {
	for name := range strings.FieldsSeq(formFields[path]) {
		if v, given := values[name]; given {
			pairs = append(pairs, name, v)
		}
	}
	return pairs
}

// viewer is somebody by the pages and by the API.
type viewer struct {
	browser, program *client
	roles            domain.Role
}

func (v viewer) send(r request) answer {
	v.browser.tb.Helper()
	switch {
	case strings.HasPrefix(r.path, apiPrefix) && r.method == http.MethodGet:
		return v.program.get(r.path)
	case strings.HasPrefix(r.path, apiPrefix):
		return v.program.send(r.method, r.path, "")
	case r.method == http.MethodGet:
		return v.browser.get(r.path)
	}
	return v.browser.do(r.method, r.path, strings.NewReader(r.form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

func (l *livedIn) viewerOf(user *domain.User) viewer {
	l.tb.Helper()
	v := viewer{l.browser(user), l.program(user), user.Roles}
	v.browser.from = fmt.Sprintf("198.51.100.%d:4000", 1+len(user.ID+user.Email)) // limits count each viewer apart
	v.program.from = v.browser.from
	return v
}

// pattern is the line of the table that serves a path: one without parameters before any other.
func (l *livedIn) pattern(r request) (found route, known bool) {
	path, _, _ := strings.Cut(r.path, "?")
	for _, line := range l.server.table {
		if line.method != r.method || !serves(line.path, path) {
			continue
		}
		if found, known = line, true; line.path == path {
			break
		}
	}
	return found, known
}

// serves tells whether a pattern's segments are those of the path, its parameters standing for any.
func serves(pattern, path string) bool {
	parts, given := strings.Split(pattern, "/"), strings.Split(path, "/")
	return len(parts) == len(given) && !slices.ContainsFunc(parts, func(part string) bool {
		i := slices.Index(parts, part)
		return part != given[i] && !strings.HasPrefix(part, ":")
	})
}

// of tells whether an address names an object of the first employer or of a person.
func (l *livedIn) of(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	for _, ids := range l.ids {
		for _, id := range ids {
			if len(id) > 6 && strings.Contains(path, url.PathEscape(id)) {
				return true
			}
		}
	}
	return false
}

// personal are the texts that tell somebody: all of a person but the first, whom the adviser follows.
func (l *livedIn) personal() (words []string) {
	for n := range l.people {
		for _, field := range []string{"prenom", "nom", "courriel", "presentation", "contexte"} {
			words = append(words, mark(field, n))
		}
		words = append(words, fmt.Sprintf("06%08d", 77000000+n))
	}
	return words
}

// Everything the first employer can reach, and every line of the table with their keys and those of people, is sent again
// by others: refused, without a word of theirs, and nothing has changed.
func TestWhatOneReachesIsClosedToOthers(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	own := l.viewerOf(l.users[domain.RoleEmployer])
	reached := crawl(own.browser, "/", "/offres", "/compte", "/offres/"+l.offer.ID)
	forms := slices.DeleteFunc(slices.Clone(reached), func(r request) bool { return r.method == http.MethodGet })
	if len(reached) < 25 || len(forms) < 8 {
		t.Fatalf("only %d addresses and %d forms were reached: the crawl is broken", len(reached), len(forms))
	}
	all := slices.Concat(reached, l.tabled())
	t.Logf("%d addresses reached, %d in all", len(reached), len(all))
	before := l.state()
	stranger := viewer{l.stranger(), l.stranger(), domain.RoleStranger}
	holder := viewer{l.stranger(), l.stranger(), domain.RoleStranger}
	holder.browser.get("/accord/" + l.accord).want(200)
	others := map[string]viewer{"rival": l.viewerOf(l.rival), "stranger": stranger, "link holder": holder}
	for _, role := range userRoles[1:] {
		others[role.String()] = l.viewerOf(l.users[role])
	}
	secrets := append(append(slices.Clone(ofEmployer), ofStaff...), l.personal()...)
	for name, v := range others {
		t.Run(name, func(t *testing.T) {
			for _, r := range all {
				l.refused(t, v, r, secrets)
			}
		})
	}
	if after := l.state(); after != before {
		t.Errorf("something changed:\n%s\nwas\n%s", after, before)
	}
}

// refused sends what the viewer has no right to, and holds the answer to a refusal that says nothing.
func (l *livedIn) refused(t *testing.T, v viewer, r request, secrets []string) {
	t.Helper()
	line, known := l.pattern(r)
	if !known {
		t.Errorf("%s is no line of the table", r)
		return
	}
	theirs := v.roles.Has(line.roles)
	if theirs && v.roles.Has(domain.RoleStaff) || strings.HasPrefix(line.path, "/accord/") {
		return // what staff may reach is told by the rules of access; the link's own page is another test's
	}
	got := v.send(r)
	for _, word := range secrets {
		if strings.Contains(got.body, word) || strings.Contains(got.header.Get("Location"), word) {
			t.Errorf("%s (%d) shows %q", r, got.status, word)
		}
	}
	closed := []int{http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests}
	if v.roles == domain.RoleStranger {
		closed = []int{http.StatusSeeOther, http.StatusUnauthorized, http.StatusNotFound, http.StatusTooManyRequests}
	}
	if (!theirs || l.of(r.path)) && !slices.Contains(closed, got.status) {
		t.Errorf("%s: %d, want one of %v", r, got.status, closed)
	}
	if got.status == http.StatusSeeOther && !theirs && got.sentTo() != "/connexion" {
		t.Errorf("%s: sent to %s", r, got.header.Get("Location"))
	}
}

// state is every object that a refused request might have changed, as the house reads it.
func (l *livedIn) state() string {
	l.tb.Helper()
	var b strings.Builder
	k := l.api(domain.RoleReferent)
	for _, o := range []offerBody{l.offer, l.need, l.draft, l.returned} {
		b.WriteString(k.get("/api/v1/offers/" + o.ID).want(200).body)
	}
	b.WriteString(k.get("/api/v1/shortlists/" + l.list.ID).want(200).body)
	for _, id := range l.people {
		b.WriteString(k.get("/api/v1/profiles/" + id).want(200).body)
	}
	company := "/api/v1/companies/" + string(ownSIRET)
	b.WriteString(k.get(company).want(200).body + k.get(company+"/requests").want(200).body)
	fmt.Fprintf(&b, "%+v", must(l.service.Members(l.tb.Context(), domain.System(), ownSIRET))(l.tb))
	return b.String()
}

// An adviser, a facilitator and an administrator, crawling all they are shown, meet nobody they may not know.
func TestStaffMeetTheirOwnPeopleOnly(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	people := l.personal()
	perPerson := len(people) / len(l.people)
	for name, tt := range map[string]struct {
		role   domain.Role
		hidden []string
		leave  string // pages that another line holds
	}{
		"adviser": {domain.RoleAdviser, people[perPerson:], "-"}, // all but the one they follow
		"admin":   {domain.RoleAdmin, people, "/journal"},
		"admin, in the journal, which names whose file was opened": {domain.RoleAdmin, marksOf(people, "courriel", "presentation", "contexte", "0677"), "-"},
		"facilitator": {domain.RoleFacilitator, marksOf(people, "courriel", "presentation", "contexte", "0677"), "-"}, // names and proofs only
	} {
		t.Run(name, func(t *testing.T) {
			v := l.viewerOf(l.users[tt.role])
			all := append(crawl(v.browser, "/", "/offres", "/personnes", "/formations", "/compte", "/admin", "/eligibilites"), l.tabled()...)
			for _, r := range all {
				if r.method != http.MethodGet || strings.HasPrefix(r.path, "/accord/") || strings.HasPrefix(r.path, tt.leave) {
					continue
				}
				shows(t, r.String(), v.send(r), tt.hidden)
			}
		})
	}
}

// marksOf keeps the words that begin with one of the marks.
func marksOf(words []string, marks ...string) (kept []string) {
	for _, w := range words {
		if slices.ContainsFunc(marks, func(m string) bool { return strings.HasPrefix(strings.TrimPrefix(w, "Zq"), m) }) {
			kept = append(kept, w)
		}
	}
	return kept
}

// An employer fetches everything reachable, by links, forms (as they stand, and filled with nonsense and with the marks of
// people) and every line of the table with the keys of people, and finds no mark of anybody: HTML, files, JSON, errors,
// suggestions, counts.
func TestAnEmployerFindsNobody(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	words := append(slices.Concat(hidden(l.list), l.personal(), ofStaff), l.people...)
	words = append(words, l.users[domain.RoleAdviser].Email, "06:00", "20:00", l.ids["listes"][0], l.ids["positions"][0])
	for name, user := range map[string]*domain.User{"the employer of the offer": l.users[domain.RoleEmployer], "another": l.rival} {
		t.Run(name, func(t *testing.T) {
			v := l.viewerOf(user)
			reached := crawl(v.browser, "/", "/offres", "/compte", "/offres/nouvelle", "/besoins/nouveau")
			for _, r := range append(reached, l.tabled()...) {
				if strings.HasPrefix(r.path, "/accord/") {
					continue // it is not theirs to have
				}
				l.tells(t, v, r, words)
				for _, typed := range []string{"'\"><script>", strings.Repeat("x", 300), l.people[0], mark("nom", 1)} {
					if r.form != nil && (!strings.HasPrefix(typed, "Zq") || strings.HasPrefix(r.path, "/preselections/") || r.path == "/offres/compte") {
						l.tells(t, v, request{r.method, r.path, filled(r.form, typed)}, words)
					}
				}
			}
			for _, typed := range words {
				for _, path := range []string{"/suggestions?q=", "/api/v1/rome/suggestions?q=", "/offres?q=", "/api/v1/offers?q=", "/api/v1/profiles?q=", "/candidatheque?q="} {
					r := request{method: http.MethodGet, path: path + url.QueryEscape(typed)}
					if got := v.send(r); strings.Contains(strings.ReplaceAll(got.body, typed, ""), "Zq") && name == "another" {
						t.Errorf("%s shows a mark: %.300s", r, got.text())
					}
				}
			}
		})
	}
}

// tells sends a request and looks for the words, but for those that it holds itself: an answer may repeat what was typed.
func (l *livedIn) tells(t *testing.T, v viewer, r request, words []string) {
	t.Helper()
	sent := r.path + "\x00" + strings.Join(slices.Concat(slices.Collect(maps.Values(r.form))...), "\x00")
	got := v.send(r)
	for _, word := range words {
		if !strings.Contains(sent, word) && (strings.Contains(got.body, word) || strings.Contains(got.header.Get("Location"), word)) {
			t.Errorf("%s (%d) shows %q", r, got.status, word)
		}
	}
	if code := criterionCodes.FindString(got.body); code != "" {
		t.Errorf("%s (%d) shows %s", r, got.status, code)
	}
}

// filled is a form with one text in every field that is written by hand.
func filled(form url.Values, typed string) url.Values {
	out := url.Values{}
	for name, values := range form {
		for range values {
			if name == "siret" || name == "action" || name == "revision" {
				out.Add(name, form.Get(name))
			} else {
				out.Add(name, typed)
			}
		}
	}
	return out
}
