package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestWhoAsks(t *testing.T) {
	trusted := proxies{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("2001:db8:9::/48")}
	for _, tt := range []struct {
		name, peer string
		said       []string
		believed   proxies
		want       string
	}{
		{"nobody is believed", "127.0.0.1:4000", []string{"203.0.113.9"}, nil, "127.0.0.1"},
		{"a visitor is not believed", "192.0.2.1:4000", []string{"203.0.113.9"}, trusted, "192.0.2.1"},
		{"a proxy is", "10.0.0.7:4000", []string{"203.0.113.9"}, trusted, "203.0.113.9"},
		{"what the visitor wrote before the proxy is not", "10.0.0.7:4000", []string{"198.51.100.1, 203.0.113.9"}, trusted, "203.0.113.9"},
		{"nor in a line of its own", "10.0.0.7:4000", []string{"198.51.100.1", "203.0.113.9"}, trusted, "203.0.113.9"},
		{"two proxies", "127.0.0.1:4000", []string{"198.51.100.1, 203.0.113.9, 10.0.0.8"}, trusted, "203.0.113.9"},
		{"a visitor who writes a proxy's address", "10.0.0.7:4000", []string{"10.0.0.9, 203.0.113.9"}, trusted, "203.0.113.9"},
		{"a proxy that says nothing", "10.0.0.7:4000", nil, trusted, "10.0.0.7"},
		{"a proxy that says nonsense", "10.0.0.7:4000", []string{"203.0.113.9, <script>"}, trusted, "10.0.0.7"},
		{"only proxies", "10.0.0.7:4000", []string{"10.0.0.9"}, trusted, "10.0.0.9"},
		{"version 6 counts by its network", "[2001:db8:9::1]:4000", []string{"2001:db8:1:2:3:4:5:6"}, trusted, "2001:db8:1:2::"},
		{"version 4 written as version 6", "[::ffff:10.0.0.7]:4000", []string{"::ffff:203.0.113.9"}, trusted, "203.0.113.9"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.RemoteAddr, r.Header["X-Forwarded-For"] = tt.peer, tt.said
			if got := tt.believed.address(r); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// Twenty bad links are counted to the visitor behind a trusted proxy, and to the peer when no proxy is trusted: writing
// another X-Forwarded-For each time changes nothing.
func TestForgedAddressesDoNotEscapeTheLimits(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	flooded := func(addresses ...string) (last int) {
		for _, address := range addresses {
			for range DefaultLimits().BadLinksPerMinute + 1 {
				last = k.get("/connexion/inconnu", "X-Forwarded-For", address).status
			}
		}
		return last
	}
	if got := flooded("203.0.113.1", "203.0.113.2"); got != http.StatusTooManyRequests {
		t.Errorf("a forged address escapes: %d", got)
	}
	behind := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: "http://127.0.0.1:8080", Log: h.server.log,
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")}}))(t)
	k = newClient(t, behind)
	if got := flooded("203.0.113.1"); got != http.StatusTooManyRequests {
		t.Errorf("a visitor behind the proxy is not counted: %d", got)
	}
	if got := k.get("/connexion/inconnu", "X-Forwarded-For", "203.0.113.2").status; got != http.StatusNotFound {
		t.Errorf("another visitor behind the proxy is counted with the first: %d", got)
	}
	if got := k.get("/connexion/inconnu", "X-Forwarded-For", "203.0.113.2, 203.0.113.1").status; got != http.StatusTooManyRequests {
		t.Errorf("a visitor behind the proxy escapes by writing another address first: %d", got)
	}
}
