package handlers

import (
	"bufio"
	"bytes"
	"fmt"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

func TestEveryAnswerCarriesTheProtections(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for _, tt := range []struct {
		name string
		got  answer
	}{
		{"a page", k.get("/offres")}, {"a redirection", h.stranger().get("/offres")}, {"not found", k.get("/rien")},
		{"forbidden", k.get("/admin")}, {"wrong method", k.do(http.MethodPut, "/offres", nil)},
		{"an API refusal", h.stranger().get("/api/v1/me")}, {"a static file that is not there", h.stranger().get("/static/rien.css")},
		{"alive", h.stranger().get("/healthz")}, {"another site's form", k.do(http.MethodPost, "/deconnexion", nil, "Sec-Fetch-Site", "cross-site")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for header, want := range map[string]string{"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff",
				"Referrer-Policy": "same-origin", "X-Frame-Options": "DENY", "Cache-Control": "no-store"} {
				if got := tt.got.header.Get(header); got != want {
					t.Errorf("%s: %q, want %q", header, got, want)
				}
			}
			if tt.got.header.Get("X-Request-Id") == "" || tt.got.header.Get("Server") != "" {
				t.Errorf("headers %v", tt.got.header)
			}
		})
	}
}

func TestStaticFilesAreKeptForEver(t *testing.T) {
	h := MustHouse(t)
	href := h.stranger().get("/").want(200).page().Find("link[rel=stylesheet]").AttrOr("href", "")
	got := h.stranger().get(href).want(200)
	if !strings.Contains(got.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %v", href, got.header)
	}
}

func TestAnotherSiteCannotWrite(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for name, headers := range map[string][]string{
		"by Sec-Fetch-Site": {"Sec-Fetch-Site", "cross-site"}, "from a sister site": {"Sec-Fetch-Site", "same-site"}, "by Origin": {"Origin", "https://evil.example"},
	} {
		got := k.do(http.MethodPost, "/deconnexion", nil, headers...).want(403)
		if got.page().Find("h1").Length() != 1 || !strings.Contains(got.text(), "autre site") {
			t.Errorf("%s: %s", name, got.text())
		}
	}
	k.get("/compte").want(200)
	k.do(http.MethodPost, "/deconnexion", nil, "Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:8080").want(303)
}

func TestHostileBodies(t *testing.T) {
	h := MustHouse(t)
	employer, referent, api := h.as(domain.RoleEmployer), h.as(domain.RoleReferent), h.api(domain.RoleEmployer)
	const urlencoded = "application/x-www-form-urlencoded"
	manyFields := strings.Repeat("skill=a&skill_need=day_one&", 20000)
	parts, partsType := manyParts(100_000)
	for _, tt := range []struct {
		name   string
		got    func() answer
		status []int
	}{
		{"a form past the limit", func() answer {
			return employer.do(http.MethodPost, "/offres", strings.NewReader("title="+strings.Repeat("a", bodyLimit)), "Content-Type", urlencoded)
		}, []int{413}},
		{"a form of 40,000 fields", func() answer {
			return employer.do(http.MethodPost, "/offres", strings.NewReader(manyFields), "Content-Type", urlencoded)
		}, []int{422, 413}},
		{"a form of 100,000 parts", func() answer {
			return referent.do(http.MethodPost, "/imports", bytes.NewReader(parts), "Content-Type", partsType)
		}, []int{422, 413}},
		{"a form of 100,000 parts where none is expected", func() answer {
			return employer.do(http.MethodPost, "/offres", bytes.NewReader(parts), "Content-Type", partsType)
		}, []int{422, 413}},
		{"a multipart form without its boundary", func() answer {
			return referent.do(http.MethodPost, "/imports", strings.NewReader("x"), "Content-Type", "multipart/form-data")
		}, []int{422}},
		{"a percent sign that encodes nothing", func() answer {
			return employer.do(http.MethodPost, "/offres", strings.NewReader("title=%zz"), "Content-Type", urlencoded)
		}, []int{422}},
		{"JSON a thousand levels deep", func() answer {
			return api.send(http.MethodPost, "/api/v1/offers", strings.Repeat("[", 20000))
		}, []int{422}},
		{"JSON past the limit", func() answer {
			return api.send(http.MethodPost, "/api/v1/offers", `{"title":"`+strings.Repeat("a", bodyLimit)+`"}`)
		}, []int{413}},
		{"a body past the limit that is no JSON", func() answer {
			return api.send(http.MethodPost, "/api/v1/offers", "pas du JSON"+strings.Repeat(" ", bodyLimit))
		}, []int{413}},
		{"a body past the limit where none is expected", func() answer {
			return api.send(http.MethodPost, "/api/v1/offers/"+h.draft(masonOffer()).ID+"/submit", "{}"+strings.Repeat("a", bodyLimit))
		}, []int{413}},
		{"an idempotency key past its limit", func() answer {
			return api.send(http.MethodPost, "/api/v1/offers", masonOffer(), "Idempotency-Key", strings.Repeat("k", 300))
		}, []int{422}},
		{"bytes that are not UTF-8", func() answer { return employer.post("/offres", "title", "\xff\xfe", "action", "save") }, []int{303, 422}},
		{"a CSV past the limit", func() answer {
			return h.api(domain.RoleReferent).do(http.MethodPost, "/api/v1/imports/profiles", strings.NewReader(strings.Repeat("a", csvLimit+1)), "Content-Type", "text/csv")
		}, []int{413}},
		{"an empty CSV", func() answer {
			return h.api(domain.RoleReferent).do(http.MethodPost, "/api/v1/imports/profiles", nil, "Content-Type", "text/csv")
		}, []int{422}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.got()
			for _, status := range tt.status {
				if got.status == status {
					return
				}
			}
			t.Errorf("status %d, want %v: %.300s", got.status, tt.status, got.text())
		})
	}
}

func manyParts(n int) (body []byte, contentType string) {
	var b bytes.Buffer
	b.Grow(n * 100)
	w := multipart.NewWriter(&b)
	for i := range n {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"p%d\"\r\n\r\nx\r\n", w.Boundary(), i)
	}
	fmt.Fprintf(&b, "--%s--\r\n", w.Boundary())
	return b.Bytes(), w.FormDataContentType()
}

func TestHostileAddresses(t *testing.T) {
	h := MustHouse(t)
	k, api := h.as(domain.RoleReferent), h.api(domain.RoleReferent)
	long := strings.Repeat("a", 5000)
	for _, path := range []string{"/offres/%2e%2e%2fadmin", "/offres/%0d%0aSet-Cookie:%20a=b", "/candidatheque/%00", "//evil.example", "/offres//", "/OFFRES",
		"/preselections/" + long, "/static/../go.mod", "/static/%2e%2e/go.mod", "/candidatheque/" + url.PathEscape("<script>alert(1)</script>")} {
		got := k.get(path)
		if got.status < 400 || got.status >= 500 || strings.Contains(got.body, "<script>alert") || got.header.Get("Set-Cookie") != "" {
			t.Errorf("%.60s: %d %v", path, got.status, got.header)
		}
	}
	for _, query := range []string{"?q=" + url.QueryEscape(`name:* AND (((`), "?q=" + url.QueryEscape("^^^~~~///[[["), "?cursor=" + long, "?cursor=%00", "?km=NaN", "?km=1e309", "?km=-1", "?near=%00"} {
		if got := api.get("/api/v1/profiles" + query); got.status >= 500 {
			t.Errorf("%.60s: %d", query, got.status)
		}
	}
	if got := h.stranger().get("/?fait=" + url.QueryEscape("<b>publiee</b>")).want(200); got.page().Find(".flash").Length() != 0 {
		t.Errorf("a text from outside is shown: %s", got.text())
	}
}

func TestMetricsAreForTheHouse(t *testing.T) {
	h := MustHouse(t)
	near, far, proxied := h.stranger(), h.stranger(), h.stranger()
	near.from, proxied.from = "127.0.0.1:5000", "127.0.0.1:5000"
	near.get("/").want(200)
	if got := near.get("/metrics").want(200); !strings.Contains(got.body, `candidatheque_http_requests_total{method="GET",route="/",status="200"}`) {
		t.Errorf("no count: %.300s", got.body)
	}
	far.get("/metrics").want(404)
	proxied.get("/metrics", "X-Forwarded-For", "192.0.2.9").want(404)

	server := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: "http://127.0.0.1:8080", Log: h.server.log, MetricsToken: "jeton-de-mesure"}))(t)
	k := newClient(t, server)
	k.get("/metrics", "Authorization", "Bearer jeton-de-mesure").want(200)
	k.get("/metrics", "Authorization", "Bearer autre").want(404)
}

// A client that sends its headers drop by drop is closed; the others are served.
func TestSlowAndHeavyHeadersAreClosed(t *testing.T) {
	h := MustHouse(t)
	server := NewHTTPServer("", h.server)
	if server.ReadHeaderTimeout <= 0 || server.ReadTimeout <= 0 || server.WriteTimeout <= 0 || server.IdleTimeout <= 0 || server.MaxHeaderBytes != 16<<10 {
		t.Errorf("limits %+v", server)
	}
	server.ReadHeaderTimeout = 50 * time.Millisecond
	live := httptest.NewUnstartedServer(h.server)
	live.Config = server
	live.Start()
	defer live.Close()

	conn := must((&net.Dialer{}).DialContext(t.Context(), "tcp", live.Listener.Addr().String()))(t)
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(conn).ReadString('\x00'); err == nil || strings.Contains(err.Error(), "timeout") {
		t.Errorf("a client that never ends its headers was not closed: %v", err)
	}
	req := must(http.NewRequestWithContext(t.Context(), http.MethodGet, live.URL+"/healthz", nil))(t)
	req.Header.Set("X-Heavy", strings.Repeat("a", 64<<10))
	resp := must(live.Client().Do(req))(t)
	resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("heavy headers: %d, want 431", resp.StatusCode)
	}
}

func TestAPanicIsAPage(t *testing.T) {
	h := MustHouse(t)
	h.server.engine.GET("/essai-de-panne", h.server.wrap(func(*gin.Context) error {
		regexp.MustCompile("secret(") //nolint:staticcheck // panics with the text in its value
		return nil
	}))
	got := h.stranger().get("/essai-de-panne").want(500)
	if strings.Contains(got.body, "secret") || got.page().Find("h1").Length() != 1 {
		t.Errorf("page %s", got.text())
	}
	if strings.Contains(h.log.String(), "secret") || !strings.Contains(h.log.String(), "panic") {
		t.Errorf("log %.400s", h.log.String())
	}
}
