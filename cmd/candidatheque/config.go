package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
)

// serveCommand is « serve » and its settings; each has an environment twin.
type serveCommand struct {
	dataFlag
	Addr       string `help:"Adresse d'écoute." default:"127.0.0.1:8080" env:"CANDIDATHEQUE_ADDR"`
	BaseURL    string `help:"Adresse publique du service, pour les liens." name:"base-url" env:"CANDIDATHEQUE_BASE_URL"`
	SMTP       string `help:"Serveur de courriel smtp://…" name:"smtp" env:"CANDIDATHEQUE_SMTP"`
	SecretFile string `help:"Fichier d'un secret d'au moins 32 octets." name:"secret-file" env:"CANDIDATHEQUE_SECRET_FILE"`
	Demo       bool   `help:"Remplit un dossier vide de données inventées." env:"CANDIDATHEQUE_DEMO"`
}

// minSecretBytes is what production asks of the secret.
const minSecretBytes = 32

// check refuses to start unsafe: demo and test listen on loopback only, production needs a secret, a public address and mail.
func (c *serveCommand) check(env environment) error {
	if err := c.checkDB(); err != nil {
		return err
	}
	if c.Demo && env == envProduction {
		return &usageError{"-demo ne fonctionne pas en production"}
	}
	if c.SMTP != "" {
		if err := checkSMTP(c.SMTP); err != nil {
			return err
		}
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return &usageError{fmt.Sprintf("-addr « %s » : écrivez une adresse et un port, 127.0.0.1:8080", c.Addr)}
	}
	if env != envProduction && !isLoopback(host) {
		return &usageError{fmt.Sprintf("-addr « %s » : hors production, le service n'écoute que sur cette machine (127.0.0.1)", c.Addr)}
	}
	if c.BaseURL == "" && env != envProduction {
		c.BaseURL = "http://" + c.Addr
	}
	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || strings.Trim(base.Path, "/") != "" {
		return &usageError{fmt.Sprintf("-base-url « %s » : écrivez une adresse complète, https://candidatheque.exemple.fr", c.BaseURL)}
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if env != envProduction {
		return nil
	}
	return c.checkProduction(base)
}

func (c *serveCommand) checkProduction(base *url.URL) error {
	if base.Scheme != "https" {
		return &usageError{"-base-url : en production l'adresse publique commence par https://"}
	}
	if c.SMTP == "" {
		return &usageError{"en production il faut un serveur de courriel : -smtp ou CANDIDATHEQUE_SMTP"}
	}
	secret, err := os.ReadFile(c.SecretFile)
	if err != nil || len(strings.TrimSpace(string(secret))) < minSecretBytes {
		return &usageError{"en production il faut un secret d'au moins 32 octets : -secret-file ou CANDIDATHEQUE_SECRET_FILE"}
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// newLogger writes JSON in production, lines elsewhere. Only allow-listed attributes are ever given to it.
func newLogger(env environment, streams Streams) *slog.Logger {
	if env == envProduction {
		return slog.New(slog.NewJSONHandler(streams.Err, nil))
	}
	return slog.New(slog.NewTextHandler(streams.Err, &slog.HandlerOptions{Level: slog.LevelInfo}))
}
