package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/smtp"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/go-mail/mail/v2"

	"eedk.fr/candidatheque/domain"
)

// conversationLimit bounds the whole exchange about one mail, from the first packet to the last answer.
const conversationLimit = 30 * time.Second

// SMTP hands mails to a server, one connection for each. It is safe for concurrent use.
type SMTP struct {
	server    Server
	from      string // address of the sender
	localName string // how this machine names itself, and the right-hand side of Message-IDs
	limit     time.Duration
	roots     *x509.CertPool // nil: the machine's
	site      string
}

// SMTPOptions are the settings of a carrier. From is the sender's address, candidatheque@ the host of Site when empty.
type SMTPOptions struct {
	Server Server
	Site   string
	From   string
}

// NewSMTP makes a carrier; it fails when the sender's address cannot be one.
func NewSMTP(o SMTPOptions) (*SMTP, error) {
	host := "localhost"
	if u, err := url.Parse(o.Site); err == nil && u.Hostname() != "" && net.ParseIP(u.Hostname()) == nil {
		host = u.Hostname()
	}
	s := &SMTP{server: o.Server, from: o.From, localName: host, limit: conversationLimit, site: o.Site}
	if s.from == "" {
		s.from = "candidatheque@" + host
		return s, nil
	}
	_, err := domain.ParseEmail(s.from)
	return s, err
}

// Carry makes one attempt. It returns within the limit whatever the server does; when ctx ends it gives what is under way
// a moment more.
func (s *SMTP) Carry(ctx context.Context, m *domain.Mail) domain.Delivery {
	to, err := mailbox(m.To.Address)
	if err != nil {
		return domain.Delivery{Outcome: domain.OutcomeUnreachable, Answer: "adresse illisible"}
	}
	raw, err := s.render(m, to)
	if err != nil {
		return domain.Delivery{Outcome: domain.OutcomeRefused, Answer: "ce courriel ne peut pas être écrit : " + err.Error()}
	}
	talk := newConversation(ctx, s.limit)
	defer talk.end()
	sender, err := s.dialer(talk).Dial()
	if err != nil {
		return domain.Delivery{Outcome: domain.OutcomeTransient, Answer: wordsOf(err)}
	}
	content := &whole{Reader: bytes.NewReader(raw)}
	err = sender.Send(s.from, []string{to}, content)
	if err == nil {
		talk.setLimit(farewell) // the mail is handed over, whatever becomes of the farewell
		_ = sender.Close()
	}
	return judge(err, content.written && !talk.failedToWrite())
}

// farewell is how long the end of a conversation may take once the mail is handed over.
const farewell = 2 * time.Second

// dialer is made for one connection: the library keeps what it learnt of a server in it.
func (s *SMTP) dialer(talk *conversation) *gomail.Dialer {
	d := &gomail.Dialer{Host: s.server.Host, Port: s.server.Port, LocalName: s.localName, SSL: s.server.Security == implicit,
		StartTLSPolicy: gomail.MandatoryStartTLS, RetryFailure: false, Timeout: talk.key,
		TLSConfig: &tls.Config{ServerName: s.server.Host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}}
	if s.server.Security == plain {
		d.StartTLSPolicy = gomail.NoStartTLS
	}
	if s.server.User != "" {
		d.Auth = smtp.PlainAuth("", s.server.User, s.server.Password, s.server.Host)
	}
	return d
}

// whole gives the message to the library, and knows whether all of it was taken.
type whole struct {
	*bytes.Reader
	written bool
}

func (w *whole) WriteTo(to io.Writer) (int64, error) {
	n, err := w.Reader.WriteTo(to)
	w.written = err == nil
	return n, err
}

// mailbox reads an address again, and rebuilds it: no quoted local part, nothing that ends a command.
func mailbox(address string) (string, error) {
	parsed, err := domain.ParseEmail(address)
	if err != nil || parsed == "" || strings.ContainsFunc(parsed, func(r rune) bool { return r > '~' || r <= ' ' }) {
		return "", errors.New("mail: no mailbox")
	}
	return parsed, nil
}

// judge tells what became of a mail. left: the message went out whole, its end included, as far as this side knows.
func judge(err error, left bool) domain.Delivery {
	var said *textproto.Error
	switch {
	case err == nil:
		return domain.Delivery{Outcome: domain.OutcomeDelivered, Answer: "accepté par le serveur de courriel"}
	case errors.As(err, &said) && said.Code >= 500 && said.Code < 600:
		return domain.Delivery{Outcome: refusal(said), Answer: wordsOf(err)}
	case errors.As(err, &said):
		return domain.Delivery{Outcome: domain.OutcomeTransient, Answer: wordsOf(err)}
	case left:
		return domain.Delivery{Outcome: domain.OutcomeUnknown, Answer: "envoyé, mais la réponse du serveur n'est pas arrivée (" + faultOf(err) + ")"}
	}
	return domain.Delivery{Outcome: domain.OutcomeTransient, Answer: wordsOf(err)}
}

// refusal tells whether a refusal for ever is about the mailbox: RFC 3463, classes 5.1 (address) and 5.2 (mailbox), or
// the codes of RFC 5321 that say so when no class is given.
func refusal(said *textproto.Error) domain.Outcome {
	class, _, _ := strings.Cut(said.Msg, " ")
	switch {
	case strings.HasPrefix(class, "5.1.7"), strings.HasPrefix(class, "5.1.8"): // the sender's
		return domain.OutcomeRefused
	case strings.HasPrefix(class, "5.1."), strings.HasPrefix(class, "5.2.1"), strings.HasPrefix(class, "5.2.0"):
		return domain.OutcomeUnreachable
	case strings.HasPrefix(class, "5."):
		return domain.OutcomeRefused
	case said.Code == 550, said.Code == 551, said.Code == 553:
		return domain.OutcomeUnreachable
	}
	return domain.OutcomeRefused
}

// longestAnswer bounds what is kept of a server's words, in characters.
const longestAnswer = 200

// wordsOf says in French what went wrong.
func wordsOf(err error) string {
	var said *textproto.Error
	var noTLS gomail.StartTLSUnsupportedError
	switch {
	case errors.As(err, &said):
		words := []rune(OneLine(said.Msg))
		return "le serveur de courriel a répondu " + strconv.Itoa(said.Code) + " " + string(words[:min(len(words), longestAnswer)])
	case errors.As(err, &noTLS):
		return "le serveur de courriel ne propose pas de connexion chiffrée : rien n'est envoyé en clair"
	}
	return "le serveur de courriel ne répond pas (" + faultOf(err) + ")"
}

func faultOf(err error) string {
	var network net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &certificate):
		return "certificat refusé"
	case errors.As(err, &network) && network.Timeout():
		return "délai dépassé"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "connexion coupée"
	}
	return "connexion refusée ou coupée"
}
