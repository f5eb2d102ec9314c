package main

import (
	"errors"
	"strings"
	"testing"
)

func TestTheShapeOfAMailServer(t *testing.T) {
	for _, tt := range []struct {
		name, server string
		good         bool
	}{
		{"host and port", "smtp://mail.exemple.fr:587", true},
		{"with an account", "smtp://moi:secret%40@mail.exemple.fr:587?tls=starttls", true},
		{"implicit TLS", "smtp://mail.exemple.fr:465?tls=implicit", true},
		{"none on this machine", "smtp://127.0.0.1:1025?tls=none", true},
		{"none on this machine by name", "smtp://localhost:1025?tls=none", true},
		{"none on this machine, version 6", "smtp://[::1]:1025?tls=none", true},
		{"none elsewhere", "smtp://mail.exemple.fr:25?tls=none", false},
		{"another scheme", "http://mail.exemple.fr:587", false},
		{"no scheme", "mail.exemple.fr:587", false},
		{"no port", "smtp://mail.exemple.fr", false},
		{"a port beyond ports", "smtp://mail.exemple.fr:70000", false},
		{"no host", "smtp://:587", false},
		{"an account without a password", "smtp://moi@mail.exemple.fr:587", false},
		{"an unknown TLS", "smtp://mail.exemple.fr:587?tls=oui", false},
		{"an empty TLS", "smtp://mail.exemple.fr:587?tls=", false},
		{"another setting", "smtp://mail.exemple.fr:587?ssl=1", false},
		{"a path", "smtp://mail.exemple.fr:587/boite", false},
		{"nothing readable", "smtp://moi:secret@%zz:587", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := checkSMTP(tt.server)
			var usage *usageError
			if (err == nil) != tt.good || err != nil && !errors.As(err, &usage) || err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v", tt.server, err)
			}
		})
	}
}
