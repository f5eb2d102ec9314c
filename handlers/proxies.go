package handlers

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/go-chi/httprate"
)

// proxies are the networks of the machines in front of the service whose X-Forwarded-For is believed; none by default.
type proxies []netip.Prefix

// address is whom the limits count, an IPv6 one by its /64. It is the peer; behind a trusted proxy it is the last hop of
// X-Forwarded-For that is no trusted proxy, for what stands before that one anybody can write.
func (p proxies) address(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	seen := peer.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !p.trust(seen) {
			break
		}
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		seen = next.Unmap().WithZone("")
	}
	return httprate.CanonicalizeIP(seen.String())
}

func (p proxies) trust(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(address) })
}

// direct tells that the request comes from this machine itself: what a proxy forwards also comes from loopback, but says
// so in its headers.
func direct(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && net.ParseIP(host).IsLoopback()
}
