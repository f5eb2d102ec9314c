package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"eedk.fr/candidatheque/handlers"
)

func TestProductionRefusesToStartUnsafe(t *testing.T) {
	t.Setenv("CANDIDATHEQUE_ENV", "production")
	secret := write(t, "secret", strings.Repeat("s", 32))
	readable := write(t, "lisible", strings.Repeat("s", 32))
	if err := os.Chmod(readable, 0o640); err != nil {
		t.Fatal(err)
	}
	good := []string{"-base-url", "https://exemple.fr", "-smtp", "smtp://mail.exemple.fr:587", "-secret-file", secret}
	for _, tt := range []struct {
		name, says string
		args       []string
	}{
		{"no base URL", "base-url", nil},
		{"plain http", "https", []string{"-base-url", "http://exemple.fr"}},
		{"an address with a path", "base-url", append(good, "-base-url", "https://exemple.fr/candidatheque")},
		{"no mail", "courriel", []string{"-base-url", "https://exemple.fr", "-secret-file", secret}},
		{"mail in clear", "tls=none", append(good, "-smtp", "smtp://mail.exemple.fr:25?tls=none")},
		{"no secret", "secret", []string{"-base-url", "https://exemple.fr", "-smtp", "smtp://mail.exemple.fr:587"}},
		{"a secret that is not there", "ne peut pas être lu", append(good, "-secret-file", filepath.Join(t.TempDir(), "absent"))},
		{"a folder for a secret", "pas un fichier", append(good, "-secret-file", t.TempDir())},
		{"a short secret", "32 octets", append(good, "-secret-file", write(t, "court", "abc"))},
		{"a secret of blanks", "32 octets", append(good, "-secret-file", write(t, "vide", strings.Repeat(" \n", 40)))},
		{"a secret that the group reads", "chmod 600", append(good, "-secret-file", readable)},
		{"demo data", "-demo", append(good, "-demo")},
		{"every proxy believed", "trusted-proxies", append(good, "-trusted-proxies", "0.0.0.0/0")},
		{"a proxy by name", "trusted-proxies", append(good, "-trusted-proxies", "mandataire.local")},
		{"a contact without an end", "security-expires", append(good, "-security-contact", "faille@exemple.fr")},
		{"a contact by plain http", "security-contact", append(good, "-security-contact", "http://exemple.fr", "-security-expires", "2027-06-30")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := command(t, "", append([]string{"serve", "-data", t.TempDir()}, tt.args...)...)
			if o.code == 0 || !strings.Contains(o.err, tt.says) || strings.Count(strings.TrimSpace(o.err), "\n") > 0 {
				t.Errorf("exit %d: %s", o.code, o.err)
			}
		})
	}
	t.Run("a clock of its own", func(t *testing.T) {
		t.Setenv("CANDIDATHEQUE_NOW", "2026-11-23T09:00:00Z")
		o := command(t, "", append([]string{"serve", "-data", t.TempDir()}, good...)...)
		if o.code == 0 || !strings.Contains(o.err, "CANDIDATHEQUE_NOW") {
			t.Errorf("exit %d: %s", o.code, o.err)
		}
	})
	c := &serveCommand{Addr: "127.0.0.1:0", BaseURL: "https://exemple.fr", SMTP: "smtp://mail.exemple.fr:587", SecretFile: secret,
		TrustedProxies: "127.0.0.1, 10.0.0.0/24", SecurityContact: "faille@exemple.fr", SecurityExpires: "2027-06-30"}
	if err := c.check(envProduction); err != nil {
		t.Errorf("a safe production is refused: %v", err)
	}
}

// systemd shows the right of one unit on its credential as a right of the group.
func TestACredentialOfSystemdIsASecret(t *testing.T) {
	secret := write(t, "secret", strings.Repeat("s", 40))
	if err := os.Chmod(secret, 0o440); err != nil {
		t.Fatal(err)
	}
	if _, err := readSecret(secret); err == nil {
		t.Error("a file of the group is taken for a secret")
	}
	t.Setenv("CREDENTIALS_DIRECTORY", filepath.Dir(secret))
	if got, err := readSecret(secret); err != nil || len(got) != 40 {
		t.Errorf("%q, %v", got, err)
	}
}

// The configuration is told at start, without what it must not tell.
func TestTheConfigurationIsToldWithoutItsSecrets(t *testing.T) {
	c := &serveCommand{BaseURL: "https://exemple.fr", SMTP: "smtp://moi:motdepasse@mail.exemple.fr:587?tls=implicit", SecretFile: "/etc/secret-a-moi",
		TrustedProxies: "10.0.0.1", SecurityContact: "mailto:faille@exemple.fr"}
	c.DB = "mongodb://lui:autremot@db1,db2/candidatheque?replicaSet=rs0"
	var told strings.Builder
	slog.New(slog.NewTextHandler(&told, nil)).LogAttrs(t.Context(), slog.LevelInfo, "service", c.settings(envProduction)...)
	for _, secret := range []string{"moi", "motdepasse", "lui", "autremot", "secret-a-moi", "replicaSet"} {
		if strings.Contains(told.String(), secret) {
			t.Errorf("%q is told: %s", secret, told.String())
		}
	}
	for _, want := range []string{"env=production", "mail.exemple.fr:587 implicit", "db1,db2/candidatheque", "trusted_proxies=10.0.0.1", "secret=fichier"} {
		if !strings.Contains(told.String(), want) {
			t.Errorf("%q is not told: %s", want, told.String())
		}
	}
}

// The table of deploy/README.md and « serve -help » have every setting, and nothing else.
func TestEverySettingIsWritten(t *testing.T) {
	known := map[string]bool{"CANDIDATHEQUE_ENV": true, "CANDIDATHEQUE_NOW": true}
	flags := map[string]string{}
	for field := range reflect.TypeFor[serveCommand]().Fields() {
		if field.Anonymous {
			for inner := range field.Type.Fields() {
				if !inner.IsExported() {
					continue
				}
				flags[inner.Tag.Get("env")] = flagName(inner)
			}
			continue
		}
		flags[field.Tag.Get("env")] = flagName(field)
	}
	for env := range flags {
		known[env] = true
	}
	page, err := os.ReadFile("../../deploy/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## Réglages")
	table, _, _ = strings.Cut(table, "\n## ")
	help := mustRun(t, "serve", "-help").out
	for env, flag := range flags {
		if !regexp.MustCompile("(?m)^\\| `-" + flag + "` \\| `" + env + "` \\|").MatchString(table) {
			t.Errorf("deploy/README.md has no line « | `-%s` | `%s` | »", flag, env)
		}
		if !strings.Contains(help, "--"+flag) {
			t.Errorf("serve -help does not say -%s", flag)
		}
	}
	for env := range known {
		if !strings.Contains(table, env) || !strings.Contains(help, env) {
			t.Errorf("%s is not in deploy/README.md or not in serve -help", env)
		}
	}
	for _, env := range regexp.MustCompile(`CANDIDATHEQUE_[A-Z_]+`).FindAllString(table, -1) {
		if !known[env] {
			t.Errorf("deploy/README.md has %s, which nothing reads", env)
		}
	}
}

// flagName is the flag of a field, as kong names it.
func flagName(field reflect.StructField) string {
	if name := field.Tag.Get("name"); name != "" {
		return name
	}
	return strings.ToLower(field.Name)
}

func TestTheContactOfSecurity(t *testing.T) {
	for _, tt := range []struct{ name, given, until, want string }{
		{"an address", "faille@exemple.fr", "2027-06-30", "mailto:faille@exemple.fr"},
		{"an address written as a link", "mailto:faille@exemple.fr", "2027-06-30", "mailto:faille@exemple.fr"},
		{"a page", "https://exemple.fr/securite", "2027-06-30", "https://exemple.fr/securite"},
		{"nobody", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var web handlers.Config
			c := &serveCommand{SecurityContact: tt.given, SecurityExpires: tt.until}
			if err := c.configure(&web); err != nil || web.SecurityContact != tt.want || web.SecurityUntil.IsZero() == (tt.want != "") {
				t.Errorf("%q until %s, %v", web.SecurityContact, web.SecurityUntil, err)
			}
		})
	}
}
