package main

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/handlers"
	"eedk.fr/candidatheque/store"
)

// Help ends « serve -help » with the settings that are no flag: they say in which world the program lives.
func (c *serveCommand) Help() string {
	return `Chaque option a son jumeau dans l'environnement. S'y ajoutent :
CANDIDATHEQUE_ENV : demo (par défaut, cette machine seulement), production ou test.
CANDIDATHEQUE_NOW : en test seulement, l'instant de départ de l'horloge, 2026-11-23T09:00:00Z.
Le tableau complet est dans deploy/README.md.`
}

// checkProduction refuses to start unsafe, by one line that says what to give.
func (c *serveCommand) checkProduction(base *url.URL) error {
	if c.Demo {
		return &usageError{"-demo ne fonctionne pas en production"}
	}
	if os.Getenv("CANDIDATHEQUE_NOW") != "" {
		return &usageError{"en production l'heure est celle de la machine : ôtez CANDIDATHEQUE_NOW"}
	}
	if base.Scheme != "https" {
		return &usageError{"-base-url : en production l'adresse publique commence par https://"}
	}
	if c.SMTP == "" {
		return &usageError{"en production il faut un serveur de courriel : -smtp ou CANDIDATHEQUE_SMTP"}
	}
	if c.SecretFile == "" {
		return &usageError{"en production il faut un secret d'au moins 32 octets : -secret-file ou CANDIDATHEQUE_SECRET_FILE"}
	}
	return nil
}

// minSecretBytes is what the secret of the service has at least.
const minSecretBytes = 32

// readSecret reads the secret of the service. A file that others may read is refused: it is no secret any more.
func readSecret(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &usageError{fmt.Sprintf("-secret-file : le fichier ne peut pas être lu (%v)", rootCause(err))}
	}
	defer func() { _ = file.Close() }()
	about, err := file.Stat()
	if err != nil || !about.Mode().IsRegular() {
		return nil, &usageError{"-secret-file : ce n'est pas un fichier"}
	}
	if about.Mode().Perm()&sharedBits(path) != 0 {
		return nil, &usageError{fmt.Sprintf("-secret-file : d'autres que son propriétaire peuvent lire ce fichier ; faites « chmod 600 %s »", path)}
	}
	secret, err := os.ReadFile(path)
	if trimmed := strings.TrimSpace(string(secret)); err == nil && len(trimmed) >= minSecretBytes {
		return []byte(trimmed), nil
	}
	return nil, &usageError{"-secret-file : le secret a moins de 32 octets ; faites « openssl rand -base64 48 »"}
}

// sharedBits are the permissions that a secret must not have. systemd hands a credential to one unit by an access list,
// whose mask shows as a right of the group.
func sharedBits(path string) os.FileMode {
	given := os.Getenv("CREDENTIALS_DIRECTORY")
	if inside, err := filepath.Rel(given, path); given != "" && err == nil && filepath.IsLocal(inside) {
		return 0o007
	}
	return 0o077
}

// configure gives the web what is set for it, or refuses what cannot be read.
func (c *serveCommand) configure(web *handlers.Config) (err error) {
	if web.TrustedProxies, err = c.proxies(); err != nil {
		return err
	}
	if c.BounceFile != "" {
		secret, err := readSecret(c.BounceFile)
		if err != nil {
			return err
		}
		web.BounceSecret = string(secret)
	}
	web.SecurityContact, web.SecurityUntil, err = c.contact()
	return err
}

// proxies reads the machines whose X-Forwarded-For is believed: networks or addresses, separated by commas. The whole
// world is refused: anybody could then choose whom the limits count.
func (c *serveCommand) proxies() (networks []netip.Prefix, err error) {
	for text := range strings.SplitSeq(c.TrustedProxies, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		network, err := netip.ParsePrefix(text)
		if address, alone := netip.ParseAddr(text); alone == nil {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil || network.Bits() == 0 {
			return nil, &usageError{fmt.Sprintf("-trusted-proxies « %s » : écrivez les adresses de vos mandataires, 127.0.0.1 ou 10.0.0.0/24", text)}
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}

// contact reads to whom a weakness is told, and until when that holds: both or neither (RFC 9116 asks for an end).
func (c *serveCommand) contact() (address string, until time.Time, err error) {
	if c.SecurityContact == "" && c.SecurityExpires == "" {
		return "", time.Time{}, nil
	}
	day, err := domain.ParseDate(c.SecurityExpires)
	if err != nil || !day.Known() {
		return "", time.Time{}, &usageError{"-security-expires : le contact de sécurité vaut jusqu'à un jour, 2027-06-30"}
	}
	address = c.SecurityContact
	if email, err := domain.ParseEmail(strings.TrimPrefix(address, "mailto:")); err == nil && email != "" {
		return "mailto:" + email, day.Time(), nil
	}
	page, err := url.Parse(address)
	if err != nil || page.Scheme != "https" || page.Host == "" || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' }) {
		return "", time.Time{}, &usageError{"-security-contact : écrivez une adresse e-mail ou une page https://"}
	}
	return address, day.Time(), nil
}

// archivists reads who opens archived files: two people, or nobody. One alone would open them unseen.
func (c *serveCommand) archivists() (emails []string, err error) {
	if strings.TrimSpace(c.Archivists) == "" {
		return nil, nil
	}
	for text := range strings.SplitSeq(c.Archivists, ",") {
		email, err := domain.ParseEmail(text)
		if err != nil || email == "" {
			return nil, &usageError{"-archivists : écrivez deux adresses séparées par une virgule"}
		}
		emails = append(emails, email)
	}
	if len(emails) != 2 || emails[0] == emails[1] {
		return nil, &usageError{"-archivists : nommez deux personnes, ni plus ni moins"}
	}
	return emails, nil
}

// settings is the configuration as the service starts with it, for the log: no password, no secret.
func (c *serveCommand) settings(env environment) []slog.Attr {
	secret := "absent"
	if c.SecretFile != "" {
		secret = "fichier"
	}
	return []slog.Attr{slog.String("env", string(env)), slog.String("base_url", c.BaseURL), slog.String("data", store.PlainAddress(c.address())),
		slog.String("smtp", plainSMTP(c.SMTP)), slog.String("secret", secret), slog.String("trusted_proxies", c.TrustedProxies),
		slog.Bool("demo", c.Demo), slog.String("security_contact", c.SecurityContact)}
}

// plainSMTP is a mail server without its account.
func plainSMTP(text string) string {
	server, err := url.Parse(text)
	if text == "" || err != nil {
		return "aucun"
	}
	mode := server.Query().Get("tls")
	if mode == "" {
		mode = "starttls"
	}
	return server.Host + " " + mode
}
