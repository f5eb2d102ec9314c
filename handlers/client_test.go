package handlers

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// client is a browser, or a program with a token, in front of a server.
type client struct {
	tb      testing.TB
	server  http.Handler
	token   string
	cookies map[string]*http.Cookie
	from    string
}

func newClient(tb testing.TB, server http.Handler) *client {
	tb.Helper()
	return &client{tb: tb, server: server, cookies: map[string]*http.Cookie{}, from: "192.0.2.1:4000"}
}

// answer is what came back, read whole.
type answer struct {
	tb     testing.TB
	status int
	header http.Header
	body   string
}

func (k *client) do(method, path string, body io.Reader, headers ...string) answer {
	k.tb.Helper()
	req := httptest.NewRequestWithContext(k.tb.Context(), method, path, body)
	req.RemoteAddr, req.Host = k.from, "127.0.0.1:8080"
	for _, cookie := range k.cookies {
		req.AddCookie(cookie)
	}
	if k.token != "" {
		req.Header.Set("Authorization", "Bearer "+k.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	k.server.ServeHTTP(rec, req)
	if strings.HasPrefix(path, apiPrefix) {
		checkDescribed(k.tb, req, rec)
	}
	for _, cookie := range rec.Result().Cookies() {
		if cookie.MaxAge < 0 {
			delete(k.cookies, cookie.Name)
		} else {
			k.cookies[cookie.Name] = cookie
		}
	}
	return answer{k.tb, rec.Code, rec.Header(), rec.Body.String()}
}

func (k *client) get(path string, headers ...string) answer {
	k.tb.Helper()
	return k.do(http.MethodGet, path, nil, headers...)
}

// post sends a form: pairs of names and values, a name may come again.
func (k *client) post(path string, pairs ...string) answer {
	k.tb.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return k.do(http.MethodPost, path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

// send sends JSON: a text as it is, anything else encoded.
func (k *client) send(method, path string, body any, headers ...string) answer {
	k.tb.Helper()
	raw, isText := body.(string)
	if !isText {
		encoded, err := json.Marshal(body)
		if err != nil {
			k.tb.Fatal(err)
		}
		raw = string(encoded)
	}
	return k.do(method, path, bytes.NewReader([]byte(raw)), append([]string{"Content-Type", "application/json"}, headers...)...)
}

func (a answer) want(status int) answer {
	a.tb.Helper()
	if a.status != status {
		a.tb.Fatalf("status %d, want %d: %.600s", a.status, status, a.text())
	}
	return a
}

// text is what a person reads of the answer.
func (a answer) text() string {
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return a.body
	}
	return strings.Join(strings.Fields(a.page().Find("main").Text()), " ")
}

func (a answer) page() *goquery.Document {
	a.tb.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		a.tb.Fatal(err)
	}
	return doc
}

// sentTo is where a redirection leads, without what it says.
func (a answer) sentTo() string {
	to, _, _ := strings.Cut(a.header.Get("Location"), "?")
	return to
}

func (a answer) into(dst any) {
	a.tb.Helper()
	if err := json.Unmarshal([]byte(a.body), dst); err != nil {
		a.tb.Fatalf("%v: %.300s", err, a.body)
	}
}

// refusal reads the error of an API answer.
func (a answer) refusal() errorBody {
	a.tb.Helper()
	var b errorBody
	a.into(&b)
	return b
}
