package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/store"
)

// mailServer is where mails are handed over: nowhere without a mail server. It refuses settings that cannot be used.
func (c *serveCommand) mailServer() (hiring.Carrier, error) {
	if c.SMTP == "" {
		return mail.Inside{}, nil
	}
	server, err := mail.ParseServer(c.SMTP)
	if err != nil {
		return nil, &usageError{smtpShape}
	}
	carrier, err := mail.NewSMTP(mail.SMTPOptions{Server: server, Site: c.BaseURL, From: c.MailFrom})
	if err != nil {
		return nil, &usageError{"-mail-from : écrivez une adresse, candidatheque@exemple.fr"}
	}
	return carrier, nil
}

// carrier is where the mails of « serve » go. The settings were checked: what they refuse would be kept inside.
func (c *serveCommand) carrier(env environment, s Streams) hiring.Carrier {
	carrier, err := c.mailServer()
	if err != nil {
		carrier = mail.Inside{}
	}
	if env == envProduction {
		return carrier
	}
	return consoleCarrier{next: carrier, base: c.BaseURL, out: s.Err}
}

// saidLinks names the links that the console says, by purpose.
var saidLinks = map[string]string{domain.SecretSignIn: "lien de connexion", domain.SecretSignUp: "lien d'inscription"}

// consoleCarrier also says links to whoever runs the service, on its console: outside production only.
type consoleCarrier struct {
	next hiring.Carrier
	base string
	out  io.Writer
}

func (k consoleCarrier) Carry(ctx context.Context, m *domain.Mail) domain.Delivery {
	if m.Grant != nil && saidLinks[m.Grant.Purpose] != "" {
		if link := linkIn(m.Body.Text, k.base+m.Grant.Path); link != "" {
			fmt.Fprintf(k.out, "%s, valable %s : %s\n", saidLinks[m.Grant.Purpose], m.Grant.Life.Round(time.Minute), link)
		}
	}
	return k.next.Carry(ctx, m)
}

// linkIn finds the link of a mail by how it begins; empty when it has none.
func linkIn(text, begins string) string {
	_, after, found := strings.Cut(text, begins)
	if !found {
		return ""
	}
	token, _, _ := strings.Cut(after, "\n")
	return begins + strings.TrimSpace(token)
}

// secretKey is where a house that was given no secret keeps the one it made: outside production only.
const secretKey = "server-secret"

// serverSecret is that of the file, else one made for this store at its first use and kept in it.
func serverSecret(ctx context.Context, st *store.Store, file string) ([]byte, error) {
	if file != "" {
		return readSecret(file)
	}
	made := rand.Text() + rand.Text()
	err := st.Once.Insert(ctx, secretKey, made)
	if domain.CodeOf(err) == domain.CodeConflict {
		made, err = st.Once.Get(ctx, secretKey)
	}
	return []byte(made), err
}
