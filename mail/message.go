package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"

	gomail "github.com/go-mail/mail/v2"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates/documents"
)

// senderName is how the mails of the house are signed in lists of mails.
const senderName = "Candidathèque"

// StopPath is the page where somebody says that they want no more of a kind of mails, before its token. It takes the POST
// of a reader of mails too (RFC 8058).
const StopPath = "/courriels/arret/"

// longestName bounds the name beside an address, in characters.
const longestName = 60

// messageID is the same for every copy of a mail.
func (s *SMTP) messageID(m *domain.Mail) string { return "<" + m.ID + "@" + s.localName + ">" }

// render writes the whole message in memory, and reads it again before anything is sent: the library hands over what it
// could write of a message whose writing failed.
func (s *SMTP) render(m *domain.Mail, to string) ([]byte, error) {
	g := gomail.NewMessage()
	g.SetAddressHeader("From", s.from, senderName)
	name := []rune(OneLine(m.To.Name))
	g.SetAddressHeader("To", to, string(name[:min(len(name), longestName)]))
	g.SetHeader("Subject", cut(OneLine(m.Body.Subject)))
	g.SetHeader("Message-ID", s.messageID(m))
	g.SetDateHeader("Date", m.Created.In(domain.Paris()))
	g.SetHeader("Auto-Submitted", "auto-generated")
	g.SetHeader("Content-Language", "fr")
	if m.Stop != "" {
		g.SetHeader("List-Unsubscribe", "<"+s.site+StopPath+m.Stop+">")
		g.SetHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	parts := []string{m.Body.Text, m.Body.HTML}
	g.SetBody("text/plain", m.Body.Text)
	g.AddAlternative("text/html", m.Body.HTML)
	if m.Body.Calendar != "" {
		g.AddAlternative("text/calendar; method="+documents.CalendarMethod(m.Body.Calendar), m.Body.Calendar)
		parts = append(parts, m.Body.Calendar)
	}
	var out bytes.Buffer
	if _, err := g.WriteTo(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), s.check(out.Bytes(), m, to, parts)
}

var errNotItself = errors.New("le message relu n'est pas celui qui a été écrit")

// check reads a message as its recipient will: one address, its own Message-ID, each part whole.
func (s *SMTP) check(raw []byte, m *domain.Mail, to string, parts []string) error {
	message, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	for _, name := range []string{"From", "To", "Subject", "Message-Id", "Date"} {
		if len(message.Header[name]) != 1 {
			return fmt.Errorf("%w : en-tête %s", errNotItself, name)
		}
	}
	known := map[string]bool{"From": true, "To": true, "Subject": true, "Message-Id": true, "Date": true, "Auto-Submitted": true,
		"Content-Language": true, "List-Unsubscribe": true, "List-Unsubscribe-Post": true, "Mime-Version": true, "Content-Type": true}
	for name := range message.Header {
		if !known[name] {
			return fmt.Errorf("%w : en-tête %s", errNotItself, name)
		}
	}
	list, err := message.Header.AddressList("To")
	if err != nil || len(list) != 1 || list[0].Address != to || message.Header.Get("Message-Id") != s.messageID(m) {
		return fmt.Errorf("%w : destinataire", errNotItself)
	}
	return checkParts(message, parts)
}

func checkParts(message *netmail.Message, parts []string) error {
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	reader := multipart.NewReader(message.Body, params["boundary"])
	for _, want := range parts {
		part, err := reader.NextPart()
		if err != nil {
			return err
		}
		got, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if plainLines(string(got)) != plainLines(want) {
			return errNotItself
		}
	}
	if _, err := reader.NextPart(); !errors.Is(err, io.EOF) {
		return errNotItself
	}
	return nil
}

func plainLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
