package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// book is a log that several write at once.
type book struct {
	mu  sync.Mutex
	all strings.Builder
}

func (b *book) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(line)
}

func (b *book) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// quotes are offers whose store repeats in its faults what it was asked, and panics with it.
type quotes struct {
	hiring.Offers
	panics bool
}

func (q quotes) Get(_ context.Context, _ domain.Actor, id string) (*domain.Offer, error) {
	if q.panics {
		panic("Zqnom " + id) //nolint:forbidigo // a fault of the program, which the log must not repeat
	}
	return nil, domain.Refuse(domain.CodeUnavailable, "« Zqnom » : %s", id).WithCause(errors.New(`find {name: "Zqnom"} for zqcourriel@exemple.fr, tel 0677889911`))
}

// TestNothingThatSomebodyTypesReachesTheLog sends markers every way there is, to a whole service, in good days, when its
// store is gone and when it panics; the log is the one of production.
func TestNothingThatSomebodyTypesReachesTheLog(t *testing.T) {
	t.Setenv("CANDIDATHEQUE_ENV", "test")
	log := &book{}
	ctx, stop := context.WithCancel(t.Context())
	c := &serveCommand{Addr: "127.0.0.1:0"}
	c.Data = t.TempDir()
	if err := c.check(envTest); err != nil {
		t.Fatal(err)
	}
	app, err := OpenApp(ctx, c, envTest, time.Now, newLogger(envProduction, Streams{Err: log}), c.carrier(envTest, Streams{Err: io.Discard}))
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "http://" + app.Addr()
	ready, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_ = app.Run(ctx, func(context.Context) error { close(ready); return nil }) // its store goes under it
	}()
	<-ready
	<-app.started
	token := tokenOf(t, app, domain.RoleReferent)
	send := func() {
		for _, path := range []string{"/candidatheque?q=zqrecherche", "/connexion/ZQJETONABCDEFGHIJKLMNOPQRST", "/accord/ZQJETONABCDEFGHIJKLMNOPQRST",
			"/api/v1/profiles?q=zqrecherche", "/api/v1/profiles/Zqnom", "/api/v1/offers/Zqnom", "/Zqnom/zqcourriel@exemple.fr", "/connexion?next=/Zqnom", "/offres/0677889911"} {
			ask(t, http.MethodGet, c.BaseURL+path, "", "", token)
		}
		form := url.Values{"email": {"zqcourriel@exemple.fr"}, "password": {"zqrecherche Zqnom"}, "last_name": {"Zqnom"}, "phone": {"06 77 88 99 12"}}.Encode()
		for _, path := range []string{"/connexion", "/se-proposer", "/accord/ZQJETONABCDEFGHIJKLMNOPQRST", "/personnes"} {
			ask(t, http.MethodPost, c.BaseURL+path, "application/x-www-form-urlencoded", form, "")
		}
		for path, body := range map[string]string{"/api/v1/offers": `{"title":"Zqnom","zqrecherche":1}`, "/api/v1/rome/suggestions": `Zqnom`,
			"/api/v1/imports/profiles": "id;nom;email;telephone\nZqnom;Zqnom;zqcourriel@exemple.fr;0677889911\n"} {
			ask(t, http.MethodPost, c.BaseURL+path, "text/csv", body, token)
		}
		ask(t, http.MethodPut, c.BaseURL+"/api/v1/profiles/Zqnom", "application/json", `{"candidate":{"last_name":"Zqnom","email":"zqcourriel@exemple.fr","phone":"0677889911"},"zqrecherche":`, token)
	}
	send()
	offers := app.house.Hiring.Deps.Offers
	for _, panics := range []bool{false, true} {
		app.house.Hiring.Deps.Offers = quotes{Offers: offers, panics: panics}
		send()
	}
	app.house.Hiring.Deps.Offers = offers
	if err := app.house.Store.Close(); err != nil {
		t.Fatal(err)
	}
	send()
	stop()
	<-done
	_ = app.Close() // its store is closed already
	wantSilence(t, log.String())
	for _, want := range []string{`"msg":"panic"`, `"route":"/connexion/:token"`, `"status":503`, `"status":422`, `"request_id"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s", want)
		}
	}
}

func ask(t *testing.T, method, address, kind, body, token string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	r.Header.Set("Referer", "https://exemple.fr/?q=zqrecherche")
	r.Header.Set("User-Agent", "Zqnom")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
}
