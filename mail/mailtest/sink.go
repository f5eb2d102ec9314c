// Package mailtest is a mail server for tests, with the failures that a real one may have.
package mailtest

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Fault is how the server fails a message.
type Fault int

// The faults. Unreachable and Refused are for ever, Busy for now; Dropped cuts the connection before the message is
// whole, Lost takes the message and cuts the connection before it answers.
const (
	None Fault = iota
	Busy
	BusyAtTheEnd
	Unreachable
	Refused
	RefusedAtTheEnd
	Dropped
	Lost
)

// Message is what the server took: with a fault of Lost too, since it is then somewhere.
type Message struct {
	From, To string
	ID       string
	Raw      string
	Lost     bool // taken, and not answered
}

// Sink is a mail server on this machine. Fault says what happens to the next message: nth counts from 1.
type Sink struct {
	Addr string

	mu     sync.Mutex
	fault  func(nth int) Fault
	seen   int
	taken  []Message
	faults int
	more   chan struct{} // closed, and made anew, at each message
}

// MustSink starts a server without ciphering, and stops it at the end of the test.
func MustSink(tb testing.TB, fault func(nth int) Fault) *Sink {
	tb.Helper()
	return serve(tb, fault, nil)
}

// MustSecureSink is MustSink with STARTTLS.
func MustSecureSink(tb testing.TB, fault func(nth int) Fault, config *tls.Config) *Sink {
	tb.Helper()
	return serve(tb, fault, config)
}

func serve(tb testing.TB, fault func(nth int) Fault, config *tls.Config) *Sink {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Sink{Addr: listener.Addr().String(), fault: fault, more: make(chan struct{})}
	server := smtp.NewServer(s)
	server.Domain, server.TLSConfig, server.AllowInsecureAuth = "essai.exemple.fr", config, true
	server.ErrorLog = log.New(io.Discard, "", 0)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // it ends when it is closed
	}()
	tb.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return s
}

// Taken is every message that the server took, in order.
func (s *Sink) Taken() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.taken...)
}

// Faults counts the messages that it failed.
func (s *Sink) Faults() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults
}

// Wait returns once what was taken is enough, or when ctx ends.
func (s *Sink) Wait(ctx context.Context, enough func([]Message) bool) {
	for {
		s.mu.Lock()
		taken, more := append([]Message(nil), s.taken...), s.more
		s.mu.Unlock()
		if enough(taken) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-more:
		}
	}
}

// NewSession begins a conversation.
func (s *Sink) NewSession(c *smtp.Conn) (smtp.Session, error) { return &session{sink: s, conn: c}, nil }

type session struct {
	sink  *Sink
	conn  *smtp.Conn
	from  string
	to    string
	fault Fault
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	s.sink.seen++
	s.from = from
	if s.sink.fault != nil {
		s.fault = s.sink.fault(s.sink.seen)
	}
	if s.fault != None {
		s.sink.faults++
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	switch s.fault {
	case Busy:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Greylisted, come back later"}
	case Unreachable:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user"}
	case Refused:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Refused by policy"}
	}
	return nil
}

var errCut = errors.New("cut")

func (s *session) Data(r io.Reader) error {
	if s.fault == Dropped {
		_, _ = io.ReadFull(r, make([]byte, 300))
		_ = s.conn.Conn().Close()
		return errCut
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	switch s.fault {
	case BusyAtTheEnd:
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "Disk full"}
	case RefusedAtTheEnd:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Message refused"}
	}
	message := Message{From: s.from, To: s.to, Raw: string(raw), Lost: s.fault == Lost}
	if parsed, err := mail.ReadMessage(strings.NewReader(message.Raw)); err == nil {
		message.ID = parsed.Header.Get("Message-Id")
	}
	s.sink.mu.Lock()
	s.sink.taken = append(s.sink.taken, message)
	close(s.sink.more)
	s.sink.more = make(chan struct{})
	s.sink.mu.Unlock()
	if s.fault == Lost {
		_ = s.conn.Conn().Close()
		return errCut
	}
	return nil
}
