package handlers

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"eedk.fr/candidatheque/domain"
)

// Keys of what the middlewares leave for the handlers.
const (
	keyRequestID = "request_id"
	keyCause     = "cause"
	keyActor     = "actor"
	keyAbout     = "about" // the person whom a page is all about
	keySession   = "session"
	keyBare      = "bare" // staff who must set their second factor before anything else
)

// requestID is the name of the request, given to people with each refusal and found in the log.
func requestID(c *gin.Context) string { return c.GetString(keyRequestID) }

// trace names the request, then counts it and logs it once. Only what is listed here is logged: the route's pattern,
// never the path, which may hold a token; never a body, a name or an address.
func (s *Server) trace(c *gin.Context) {
	start := time.Now()
	id := rand.Text()
	c.Set(keyRequestID, id)
	c.Header("X-Request-Id", id)
	c.Request = c.Request.WithContext(domain.WithRequest(c.Request.Context(), id))
	c.Next()

	took, status, route := time.Since(start), c.Writer.Status(), c.FullPath()
	if route == "" {
		route = "aucune"
	}
	s.metrics.requests.WithLabelValues(knownMethod(c.Request.Method), route, strconv.Itoa(status)).Inc()
	s.metrics.seconds.WithLabelValues(route).Observe(took.Seconds())
	attrs := []slog.Attr{slog.String("method", knownMethod(c.Request.Method)), slog.String("route", route),
		slog.Int("status", status), slog.Duration("duration", took), slog.String("request_id", id)}
	if cause, failed := c.Get(keyCause); failed {
		attrs = append(attrs, causeAttrs(cause.(error))...)
	}
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.log.LogAttrs(c.Request.Context(), level, "request", attrs...)
}

// causeAttrs tells why a request was refused. The message of a refusal may repeat what the person typed, so only its
// code is logged; the text is that of the technical cause, or of a fault that is not a refusal at all.
func causeAttrs(err error) []slog.Attr {
	attrs := []slog.Attr{slog.String("code", string(refusalOf(err).code))}
	var own *domain.Error
	var fields domain.FieldErrors
	switch {
	case errors.As(err, &fields):
	case errors.As(err, &own):
		if cause := own.Unwrap(); cause != nil && domain.CodeOf(cause) == domain.CodeInternal {
			attrs = append(attrs, slog.String("error", cause.Error()))
		}
	default:
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	return attrs
}

// knownMethod keeps invented methods out of the log and of the metrics' labels.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "autre"
}

// metrics are what the service counts about itself.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(registry *prometheus.Registry) metrics {
	m := metrics{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "candidatheque_http_requests_total",
			Help: "Requests answered, by method, route pattern and status."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "candidatheque_http_request_seconds",
			Help: "Time to answer, in seconds, by route pattern.", Buckets: prometheus.DefBuckets}, []string{"route"}),
	}
	registry.MustRegister(m.requests, m.seconds)
	return m
}

// mayReadMetrics allows the bearer of the metrics token and this machine itself.
func (s *Server) mayReadMetrics(r *http.Request) bool {
	if token, sent := bearer(r); sent && s.metricsToken != "" {
		return subtle.ConstantTimeCompare([]byte(token), []byte(s.metricsToken)) == 1
	}
	return direct(r)
}
