package mail

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/mail/mailtest"
)

func carrierTo(tb testing.TB, address string, way security) *SMTP {
	tb.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		tb.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := NewSMTP(SMTPOptions{Server: Server{Host: host, Port: n, Security: way}, Site: site})
	if err != nil {
		tb.Fatal(err)
	}
	s.limit = 2 * time.Second
	return s
}

func written(tb testing.TB) *domain.Mail {
	tb.Helper()
	to := domain.Recipient{Kind: domain.RecipientUser, ID: "u1", Address: "anne@exemple.fr", Name: "Anne Coppin"}
	body, err := composer(tb).Compose(domain.SignInLetter{Minutes: 15}, to, "/connexion/")
	if err != nil {
		tb.Fatal(err)
	}
	return domain.NewMail("sign-in/1", to, "sign_in_for_user", body.WithLink("ABCDEFGH"), nil, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
}

func always(f mailtest.Fault) func(int) mailtest.Fault { return func(int) mailtest.Fault { return f } }

func TestEachAnswerOfAServerHasItsOutcome(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault mailtest.Fault
		want  domain.Outcome
		says  string
	}{
		{"taken", mailtest.None, domain.OutcomeDelivered, "accepté"},
		{"busy at the recipient", mailtest.Busy, domain.OutcomeTransient, "451"},
		{"busy at the end", mailtest.BusyAtTheEnd, domain.OutcomeTransient, "452"},
		{"no such mailbox", mailtest.Unreachable, domain.OutcomeUnreachable, "550"},
		{"refused by policy", mailtest.Refused, domain.OutcomeRefused, "554"},
		{"refused at the end", mailtest.RefusedAtTheEnd, domain.OutcomeRefused, "554"},
		{"lost after the end", mailtest.Lost, domain.OutcomeUnknown, "réponse"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sink := mailtest.MustSink(t, always(tt.fault))
			got := carrierTo(t, sink.Addr, plain).Carry(t.Context(), written(t))
			if got.Outcome != tt.want || !strings.Contains(got.Answer, tt.says) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// A message longer than what the library holds back: the drop is met before the end has left.
func TestAConnectionCutInTheMessageIsAFaultForNow(t *testing.T) {
	sink := mailtest.MustSink(t, always(mailtest.Dropped))
	m := written(t)
	m.Body.Text += strings.Repeat("une ligne de plus\n", 300_000)
	if got := carrierTo(t, sink.Addr, plain).Carry(t.Context(), m); got.Outcome != domain.OutcomeTransient {
		t.Errorf("%+v", got)
	}
	if n := len(sink.Taken()); n != 0 {
		t.Errorf("%d messages taken", n)
	}
}

// listen answers each connection by a function, without being a mail server.
func listen(tb testing.TB, talk func(net.Conn)) string {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go talk(c)
		}
	}()
	return l.Addr().String()
}

func TestAServerThatDoesNotTalkIsLeftInTime(t *testing.T) {
	closed := listen(t, func(c net.Conn) { _ = c.Close() })
	for _, tt := range []struct {
		name string
		addr string
		way  security
	}{
		{"silent", listen(t, func(net.Conn) {}), plain},
		{"silent, ciphered", listen(t, func(net.Conn) {}), implicit},
		{"one letter at a time", listen(t, func(c net.Conn) {
			for range 100 {
				if _, err := c.Write([]byte("2")); err != nil {
					return
				}
				<-time.After(50 * time.Millisecond)
			}
		}), plain},
		{"closed at once", closed, plain},
		{"nobody there", "127.0.0.1:1", plain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := carrierTo(t, tt.addr, tt.way)
			s.limit = 300 * time.Millisecond
			if got := s.Carry(t.Context(), written(t)); got.Outcome != domain.OutcomeTransient || got.Answer == "" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func certificate(tb testing.TB) (tls.Certificate, *x509.CertPool) {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	model := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, model, model, &key.PublicKey, key)
	if err != nil {
		tb.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		tb.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, pool
}

func TestNothingLeavesInTheClear(t *testing.T) {
	pair, pool := certificate(t)
	secure := mailtest.MustSecureSink(t, nil, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12})
	bare := mailtest.MustSink(t, nil)

	if got := carrierTo(t, bare.Addr, startTLS).Carry(t.Context(), written(t)); got.Outcome != domain.OutcomeTransient || !strings.Contains(got.Answer, "chiffrée") {
		t.Errorf("without STARTTLS: %+v", got)
	}
	if got := carrierTo(t, secure.Addr, startTLS).Carry(t.Context(), written(t)); got.Outcome != domain.OutcomeTransient || !strings.Contains(got.Answer, "certificat") {
		t.Errorf("with a certificate of nobody: %+v", got)
	}
	if len(bare.Taken())+len(secure.Taken()) != 0 {
		t.Error("something left")
	}
	trusting := carrierTo(t, secure.Addr, startTLS)
	trusting.roots = pool
	if got := trusting.Carry(t.Context(), written(t)); got.Outcome != domain.OutcomeDelivered || len(secure.Taken()) != 1 {
		t.Errorf("with STARTTLS: %+v", got)
	}
}

func TestTheMessageIsWhatItsRecipientShouldRead(t *testing.T) {
	sink := mailtest.MustSink(t, nil)
	s := carrierTo(t, sink.Addr, plain)
	m := written(t)
	m.Stop = "jeton"
	m.Body.Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
	for range 2 {
		if got := s.Carry(t.Context(), m); got.Outcome != domain.OutcomeDelivered {
			t.Fatalf("%+v", got)
		}
	}
	taken := sink.Taken()
	if len(taken) != 2 || taken[0].ID != taken[1].ID || taken[0].ID != "<"+m.ID+"@candidatheque.exemple.fr>" || taken[0].To != "anne@exemple.fr" {
		t.Fatalf("taken: %+v", taken)
	}
	read, err := netmail.ReadMessage(strings.NewReader(taken[0].Raw))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"List-Unsubscribe": "<" + site + "/courriels/arret/jeton>", "Auto-Submitted": "auto-generated",
		"Date": "Mon, 23 Nov 2026 10:00:00 +0100"} {
		if got := read.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, part := range []string{"text/plain", "text/html", "text/calendar; method=REQUEST"} {
		if !strings.Contains(taken[0].Raw, "Content-Type: "+part+"; charset=UTF-8") {
			t.Errorf("no part %s", part)
		}
	}
	if !strings.HasPrefix(strings.Trim(taken[0].ID, "<>"), m.ID+"@") {
		t.Errorf("Message-ID %q of mail %s", taken[0].ID, m.ID)
	}
}

// What a person typed makes no header and no second recipient, wherever it stands.
func TestNothingTypedMakesAHeader(t *testing.T) {
	sink := mailtest.MustSink(t, nil)
	s := carrierTo(t, sink.Addr, plain)
	for _, typed := range []string{"x\r\nBcc: y@exemple.fr", "x\nBcc: y@exemple.fr", "x\rBcc: y@exemple.fr", "x\u2028Bcc: y", "\"x\" <y@exemple.fr>, z",
		"=?utf-8?q?x=0d=0aBcc:_y?=", strings.Repeat("é\r\n ", 400)} {
		m := written(t)
		m.To.Name, m.Body.Subject = typed, typed
		if got := s.Carry(t.Context(), m); got.Outcome != domain.OutcomeDelivered && got.Outcome != domain.OutcomeRefused {
			t.Errorf("%q: %+v", typed, got)
		}
	}
	for _, message := range sink.Taken() {
		read, err := netmail.ReadMessage(strings.NewReader(message.Raw))
		if err != nil {
			t.Fatal(err)
		}
		list, err := read.Header.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Address != "anne@exemple.fr" || read.Header.Get("Bcc") != "" || message.To != "anne@exemple.fr" {
			t.Errorf("%v %v %v", list, err, read.Header)
		}
	}
	for _, address := range []string{"", "a@b", "a@exemple.fr\r\nRCPT TO:<b@exemple.fr>", "\"a b\"@exemple.fr", "a@exemple.fr, b@exemple.fr", "Anne <a@exemple.fr>", "é@exemple.fr"} {
		m := written(t)
		m.To.Address = address
		if got := s.Carry(t.Context(), m); got.Outcome != domain.OutcomeUnreachable {
			t.Errorf("%q: %+v", address, got)
		}
	}
}
