package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/handlers"
)

// serveCommand is « serve » and its settings; each has an environment twin.
type serveCommand struct {
	dataFlag
	Addr       string `help:"Adresse d'écoute." default:"127.0.0.1:8080" env:"CANDIDATHEQUE_ADDR"`
	BaseURL    string `help:"Adresse publique du service, pour les liens." name:"base-url" env:"CANDIDATHEQUE_BASE_URL"`
	SMTP       string `help:"Serveur de courriel smtp://…" name:"smtp" env:"CANDIDATHEQUE_SMTP"`
	MailFrom   string `help:"Adresse d'où partent les courriels ; candidatheque@ l'hôte du service par défaut." name:"mail-from" env:"CANDIDATHEQUE_MAIL_FROM" placeholder:"ADRESSE"`
	BounceFile string `help:"Fichier du secret qui ouvre les retours de courriels." name:"bounce-secret-file" env:"CANDIDATHEQUE_BOUNCE_SECRET_FILE" placeholder:"FICHIER"`
	SecretFile string `help:"Fichier d'un secret d'au moins 32 octets." name:"secret-file" env:"CANDIDATHEQUE_SECRET_FILE"`
	// TrustedProxies, SecurityContact and SecurityExpires are read by proxies and contact.
	TrustedProxies  string `help:"Mandataires dont X-Forwarded-For est cru, séparés par des virgules ; aucun par défaut." name:"trusted-proxies" env:"CANDIDATHEQUE_TRUSTED_PROXIES" placeholder:"ADRESSES"`
	SecurityContact string `help:"À qui signaler une faille : e-mail ou page https, montré par /.well-known/security.txt." name:"security-contact" env:"CANDIDATHEQUE_SECURITY_CONTACT" placeholder:"CONTACT"`
	SecurityExpires string `help:"Jusqu'à quel jour ce contact vaut." name:"security-expires" env:"CANDIDATHEQUE_SECURITY_EXPIRES" placeholder:"JOUR"`
	Phone           string `help:"Numéro des référents, montré aux employeurs." env:"CANDIDATHEQUE_PHONE" placeholder:"NUMÉRO"`
	Officer         string `help:"E-mail du délégué à la protection des données, montré sur /donnees-personnelles." name:"dpo" env:"CANDIDATHEQUE_DPO"`
	Archivists      string `help:"E-mails des deux personnes nommées qui ouvrent les archives closes, séparés par une virgule." env:"CANDIDATHEQUE_ARCHIVISTS" placeholder:"E-MAILS"`
	Demo            bool   `help:"Remplit un dossier vide de données inventées." env:"CANDIDATHEQUE_DEMO"`
}

// check refuses to start unsafe: demo and test listen on loopback only, production needs a secret, a public address and mail.
func (c *serveCommand) check(env environment) error {
	if err := c.checkDB(); err != nil {
		return err
	}
	if err := c.checkMail(); err != nil {
		return err
	}
	if c.SecretFile != "" {
		if _, err := readSecret(c.SecretFile); err != nil {
			return err
		}
	}
	if err := c.configure(&handlers.Config{}); err != nil {
		return err
	}
	if _, err := domain.ParsePhone(c.Phone); err != nil {
		return &usageError{"-phone : " + err.Error()}
	}
	if _, err := c.archivists(); err != nil {
		return err
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
		c.Phone = cmp.Or(c.Phone, demoPhone)
		return nil
	}
	return c.checkProduction(base)
}

func (c *serveCommand) checkMail() error {
	if c.SMTP == "" {
		return nil
	}
	if err := checkSMTP(c.SMTP); err != nil {
		return err
	}
	_, err := c.mailServer()
	return err
}

// demoPhone is one of the numbers kept for fiction (ARCEP, plan de numérotation): it rings nowhere.
const demoPhone = "03 53 01 00 00"

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// newLogger writes JSON in production, lines elsewhere, of declared attributes only.
func newLogger(env environment, streams Streams) *slog.Logger {
	if env == envProduction {
		return slog.New(newDiscreet(slog.NewJSONHandler(streams.Err, nil)))
	}
	return slog.New(newDiscreet(slog.NewTextHandler(streams.Err, &slog.HandlerOptions{Level: slog.LevelInfo})))
}
