package handlers

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strconv"

	"eedk.fr/candidatheque/templates"
)

// Listen gives a listener whose answers all carry the protections. net/http itself refuses what it cannot read as a
// request (headers past their limit, no Host, an unknown transfer encoding) before any handler runs, by one bare English
// line; here it leaves as a page in French. Such a request never came in: it has no number, and no line in the log.
// baseURL tells whether people reach the service by TLS.
func Listen(l net.Listener, baseURL string) (net.Listener, error) {
	g := &guardedListener{Listener: l}
	for _, w := range wireRefusals {
		whole, err := w.answer(baseURL)
		if err != nil {
			return nil, err
		}
		g.answers = append(g.answers, wireAnswer{w.status, whole})
	}
	return g, nil
}

// wireRefusal is a status that net/http answers by itself.
type wireRefusal struct {
	status         int
	title, message string
}

// wireRefusals has the refusal that stands for every other one first.
var wireRefusals = []wireRefusal{
	{http.StatusBadRequest, "Demande illisible", "Ce que le navigateur a envoyé n'est pas une demande que nous savons lire."},
	{http.StatusRequestHeaderFieldsTooLarge, "Demande trop lourde",
		"L'adresse ou les témoins (cookies) envoyés dépassent 16 ko. Effacez les témoins de ce site, ou raccourcissez l'adresse."},
}

// answer is the whole response, headers and page.
func (w wireRefusal) answer(baseURL string) ([]byte, error) {
	var page bytes.Buffer
	if err := templates.Render(&page, templates.ErrorPage{Status: w.status, Heading: w.title, Message: w.message}); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	h := http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Length": {strconv.Itoa(page.Len())}, "Connection": {"close"}}
	protect(h, baseURL)
	var whole bytes.Buffer
	fmt.Fprintf(&whole, "HTTP/1.1 %d %s\r\n", w.status, http.StatusText(w.status))
	if err := h.Write(&whole); err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	whole.WriteString("\r\n")
	whole.Write(page.Bytes())
	return whole.Bytes(), nil
}

type wireAnswer struct {
	status int
	whole  []byte
}

type guardedListener struct {
	net.Listener
	answers []wireAnswer
}

func (g *guardedListener) Accept() (net.Conn, error) {
	conn, err := g.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &guardedConn{Conn: conn, answers: g.answers}, nil
}

// guardedConn is a connection whose bare refusals are dressed.
type guardedConn struct {
	net.Conn
	answers []wireAnswer
}

// bare is what net/http writes, in one piece, for a request it cannot read: nothing a handler answers has this shape,
// for the protections come first.
var bare = regexp.MustCompile(`^HTTP/1\.1 ([45]\d\d) [^\r\n]*\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n[^\r\n]*$`)

// longestBare bounds the refusals looked for, in bytes: pages are not searched.
const longestBare = 400

func (c *guardedConn) Write(b []byte) (int, error) {
	if len(b) > longestBare {
		return c.Conn.Write(b)
	}
	found := bare.FindSubmatch(b)
	if found == nil {
		return c.Conn.Write(b)
	}
	instead := c.answers[0]
	for _, a := range c.answers {
		if string(found[1]) == strconv.Itoa(a.status) {
			instead = a
		}
	}
	if _, err := c.Conn.Write(instead.whole); err != nil {
		return 0, err
	}
	return len(b), nil
}

// CloseWrite ends the answer and lets net/http read the rest of a request that it refuses, so that its sender sees why.
func (c *guardedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Conn.Close()
}
