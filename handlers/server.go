package handlers

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// Config is what the web needs from the rest of the house.
type Config struct {
	Hiring   *hiring.Service
	Sessions Sessions
	Now      func() time.Time
	Log      *slog.Logger
	// BaseURL is how people reach the service, such as https://candidatheque.example: with https, cookies are Secure
	// and browsers are told to come back by TLS only. Plain http is for loopback.
	BaseURL string
	// Started tells that the pool and the index are in step and the start is over; before, every page says to come back.
	// nil: started.
	Started func() bool
	// Phone is the number of the referents that pages show to employers; empty: pages name no number.
	Phone string
	// Officer is the e-mail of the data-protection officer, shown on /donnees-personnelles; empty: not said.
	Officer string
	// SecondFactor asks staff to set one before anything else: production.
	SecondFactor bool
	// Gallery opens /galerie: demo and test only, its data is invented.
	Gallery bool
	// Demo marks every page as a demonstration.
	Demo bool
	// BounceSecret opens /courriels/retours to the mail server's reports; empty: nobody.
	BounceSecret string
	// ShowLinks shows the signed links of mails on their pages: in a demonstration, nothing is real.
	ShowLinks bool
	// MetricsToken opens /metrics beyond loopback; empty: loopback only.
	MetricsToken string
	// Registry receives the web's metrics; nil makes one.
	Registry *prometheus.Registry
	// SecurityContact is to whom a weakness is told, mailto: or https:, until SecurityUntil; empty: nobody is named.
	SecurityContact string
	SecurityUntil   time.Time
	// TrustedProxies are the networks whose X-Forwarded-For tells who asks; none: the peer is who asks.
	TrustedProxies []netip.Prefix
	// Limits of floods; the zero value is DefaultLimits.
	Limits Limits
}

// Server answers every request of the service. It is an http.Handler, safe for concurrent use.
type Server struct {
	hiring       *hiring.Service
	started      func() bool
	sessions     *scs.SessionManager
	sessionTies  Sessions
	now          func() time.Time
	log          *slog.Logger
	baseURL      string
	phone        string
	gallery      bool
	secondFactor bool
	demo         bool
	metricsToken string
	bounceSecret string
	showLinks    bool
	security     securityContact
	metrics      metrics
	floods       floods
	proxies      proxies
	verbs        keyLocks
	officer      string
	crossOrigin  *http.CrossOriginProtection
	static       http.Handler
	engine       *gin.Engine
	table        []route
}

// New makes the web of the service. It returns an error when the base URL or a page cannot be used.
func New(cfg Config) (*Server, error) {
	base, err := url.Parse(cfg.BaseURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("base URL %q: write it http://host:port or https://host", cfg.BaseURL)
	}
	if cfg.Started == nil {
		cfg.Started = func() bool { return true }
	}
	if cfg.Registry == nil {
		cfg.Registry = prometheus.NewRegistry()
	}
	if cfg.Limits == (Limits{}) {
		cfg.Limits = DefaultLimits()
	}
	if base.Scheme == "http" && !loopback(base.Hostname()) {
		cfg.Log.Warn("plain http beyond loopback: browsers will not keep the session cookie, use https", "base_url", cfg.BaseURL)
	}
	if err := templates.Check(); err != nil {
		return nil, err
	}
	crossOrigin := http.NewCrossOriginProtection()
	if err := crossOrigin.AddTrustedOrigin(base.Scheme + "://" + base.Host); err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	s := &Server{
		hiring: cfg.Hiring, started: cfg.Started, now: cfg.Now, log: cfg.Log,
		baseURL: strings.TrimSuffix(cfg.BaseURL, "/"), phone: cfg.Phone,
		gallery: cfg.Gallery, demo: cfg.Demo, metricsToken: cfg.MetricsToken, bounceSecret: cfg.BounceSecret, showLinks: cfg.ShowLinks,
		security: securityContact{cfg.SecurityContact, cfg.SecurityUntil},
		metrics:  newMetrics(cfg.Registry), floods: newFloods(cfg.Limits), proxies: cfg.TrustedProxies, crossOrigin: crossOrigin,
		sessions: newSessions(cfg.Sessions, plainHTTP(base.Scheme == "http" && loopback(base.Hostname()))), sessionTies: cfg.Sessions,
		static: templates.Static(), officer: cfg.Officer,
	}
	s.secondFactor = cfg.SecondFactor
	s.table = s.routes()
	s.engine, err = s.newEngine()
	return s, err
}

// loopback tells whether the host of the base URL is this machine, where a browser keeps a cookie without TLS. No host,
// or that of every interface, says nothing better.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || host == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// NewHTTPServer gives the server its time limits, so that slow clients are closed (quality.md, HTTP and input).
// Writing has as long as the largest import takes on a slow line.
func NewHTTPServer(addr string, handler http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       60 * time.Second,
		WriteTimeout:      90 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		// net/http would answer OPTIONS * by itself, without the protections.
		DisableGeneralOptionsHandler: true,
	}
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// newEngine sets gin up: it believes no proxy (who asks is proxies.address), no address is corrected by a redirection that would escape the
// middlewares, and each line of the table gets the guard of its roles.
func (s *Server) newEngine() (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	if err := e.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash, e.RedirectFixedPath = false, false
	e.UseRawPath = true // the caller's own keys may hold a slash
	e.Use(s.trace, s.headers, s.recoverPanic, s.awake, s.sameOrigin)
	e.NoRoute(s.identify, s.unknownRoute)
	e.NoMethod(s.identify, s.wrongMethod)

	for _, r := range s.table {
		chain := []gin.HandlerFunc{s.identify, s.allow(r), limitBody(r.bodyLimit()), s.wrap(r.handle)}
		e.Handle(r.method, r.path, chain...)
		if r.method == http.MethodGet {
			e.HEAD(r.path, chain...)
		}
	}
	for _, r := range s.plainRoutes() {
		e.GET(r.path, s.wrap(r.handle))
		e.HEAD(r.path, s.wrap(r.handle))
	}
	return e, nil
}

var errStarting = domain.Refuse(domain.CodeUnavailable, "Le service démarre. Réessayez dans quelques secondes.")

// awake answers for the service while it starts: alive, not ready, and its styles so that the page is one.
func (s *Server) awake(c *gin.Context) {
	if s.started() || slices.ContainsFunc(s.plainRoutes(), func(r route) bool { return r.path == c.FullPath() }) {
		c.Next()
		return
	}
	s.fail(c, errStarting)
	c.Abort()
}

// bodyLimit is ten times larger for the two ways to send a CSV.
func (r route) bodyLimit() int64 {
	if r.path == "/imports" || r.path == "/api/v1/imports/profiles" {
		return csvLimit
	}
	return bodyLimit
}

// allow is the guard of a line of the table: a stranger is sent to sign in, a role that is not listed is refused.
func (s *Server) allow(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		who := actor(c)
		switch {
		case c.GetBool(keyBare) && !r.beforeSecond():
			if err := s.redirect(c, secondFactorPath); err != nil {
				s.fail(c, err)
			}
		case who.Roles.Has(r.roles):
			c.Next()
			return
		case who.Roles != domain.RoleStranger:
			s.fail(c, domain.Refuse(domain.CodeForbidden, "Cette page n'est pas ouverte à votre rôle. Demandez à un référent Proch'Emploi."))
		case isAPI(c):
			s.fail(c, errNoToken)
		default:
			if err := s.redirect(c, "/connexion?next="+url.QueryEscape(s.nearestPage(c))); err != nil {
				s.fail(c, err)
			}
		}
		c.Abort()
	}
}

var errNoToken = domain.Refuse(domain.CodeUnauthenticated, "Envoyez un jeton : « Authorization: Bearer … ». Il se crée sur la page « Mon compte ».")

// nearestPage is where to come back after sign-in: the page asked for, or for a form the page it stands on.
func (s *Server) nearestPage(c *gin.Context) string {
	if c.Request.Method == http.MethodGet {
		return c.Request.URL.RequestURI()
	}
	pattern, path := c.FullPath(), c.Request.URL.Path
	for pattern != "" && path != "" {
		for _, r := range s.table {
			if r.method == http.MethodGet && r.path == pattern {
				return path
			}
		}
		pattern, path = pattern[:strings.LastIndex(pattern, "/")], path[:strings.LastIndex(path, "/")]
	}
	return "/"
}

// alive says that the process answers, whatever the state of the store.
func (s *Server) alive(c *gin.Context) error {
	c.JSON(http.StatusOK, health{Status: "ok"})
	return nil
}

type health struct {
	Status string `json:"status"`
}

// ready answers 200 once store, index and pool are in step.
func (s *Server) ready(c *gin.Context) error {
	err := s.hiring.Ready()
	if err == nil && !s.started() {
		err = errStarting
	}
	if err != nil {
		c.Set(keyCause, err)
		c.JSON(http.StatusServiceUnavailable, health{Status: "not ready"})
		return nil
	}
	c.JSON(http.StatusOK, health{Status: "ready"})
	return nil
}

// showMetrics answers 404 to who may not read them: their existence is nobody else's business.
func (s *Server) showMetrics(c *gin.Context) error {
	if !s.mayReadMetrics(c.Request) {
		return domain.NotFound("Page")
	}
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(c.Writer, c.Request)
	return nil
}

// staticFile serves the embedded files. Their names hold a digest of their content: they are kept for ever.
func (s *Server) staticFile(c *gin.Context) error {
	s.static.ServeHTTP(c.Writer, c.Request)
	return nil
}
