package mail

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
)

// security is how the conversation with the mail server is ciphered.
type security string

// The ways. plain is for a server on this machine only.
const (
	startTLS security = "starttls"
	implicit security = "implicit"
	plain    security = "none"
)

// Server is where mails are handed over.
type Server struct {
	Host     string
	Port     int
	User     string
	Password string
	Security security
}

// ParseServer reads smtp://[user:password@]host:port?tls=starttls|implicit|none; starttls when nothing is said. The error
// never repeats the address: it may hold a password.
func ParseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "smtp" || u.Hostname() == "" {
		return Server{}, fmt.Errorf("mail: the address of the mail server is unreadable")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return Server{}, fmt.Errorf("mail: the port of the mail server is unreadable")
	}
	s := Server{Host: u.Hostname(), Port: int(port), User: u.User.Username(), Security: security(u.Query().Get("tls"))}
	s.Password, _ = u.User.Password()
	switch {
	case s.Security == "":
		s.Security = startTLS
	case s.Security == plain && !onThisMachine(s.Host):
		return Server{}, fmt.Errorf("mail: nothing is sent in the clear beyond this machine")
	case s.Security != startTLS && s.Security != implicit && s.Security != plain:
		return Server{}, fmt.Errorf("mail: unknown way to cipher")
	}
	return s, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
