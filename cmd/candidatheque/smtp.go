package main

import (
	"net/url"
	"slices"
	"strconv"
)

// smtpShape is how a mail server is written (contract).
const smtpShape = "-smtp : écrivez smtp://[utilisateur:motdepasse@]hôte:port?tls=starttls|implicit|none"

// checkSMTP refuses a mail server that could not be used, without ever repeating it: it may hold a password.
func checkSMTP(text string) error {
	server, err := url.Parse(text)
	if err != nil || server.Scheme != "smtp" || server.Opaque != "" || server.Hostname() == "" || server.Path != "" || server.Fragment != "" {
		return &usageError{smtpShape}
	}
	if port, err := strconv.ParseUint(server.Port(), 10, 16); err != nil || port == 0 {
		return &usageError{smtpShape + " ; le port manque ou n'en est pas un"}
	}
	if password, given := server.User.Password(); server.User != nil && (!given || server.User.Username() == "" || password == "") {
		return &usageError{smtpShape + " ; l'utilisateur et le mot de passe vont ensemble"}
	}
	return checkTLS(server)
}

// checkTLS reads how the connection is ciphered; starttls when nothing is said.
func checkTLS(server *url.URL) error {
	settings, err := url.ParseQuery(server.RawQuery)
	if err != nil || len(settings) > 1 || len(settings) == 1 && len(settings["tls"]) != 1 {
		return &usageError{smtpShape + " ; tls est le seul réglage"}
	}
	switch {
	case len(settings) == 0:
		return nil
	case !slices.Contains([]string{"starttls", "implicit", "none"}, settings.Get("tls")):
		return &usageError{smtpShape + " ; tls vaut starttls, implicit ou none"}
	case settings.Get("tls") == "none" && !isLoopback(server.Hostname()):
		return &usageError{"-smtp : tls=none n'est permis que vers cette machine (127.0.0.1)"}
	}
	return nil
}
