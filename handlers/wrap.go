package handlers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// signInWindow is over how long hiring counts what it refuses as too many (quality.md, Accounts and sessions).
const signInWindow = 15 * time.Minute

// codeBadMethod is the refusal that only the web knows.
const codeBadMethod domain.Code = "method_not_allowed"

// refusals is the one table from a code to its status, with the title of its page.
var refusals = []struct {
	code   domain.Code
	status int
	title  string
}{
	{domain.CodeInvalid, http.StatusUnprocessableEntity, "Quelque chose est à corriger"},
	{domain.CodeUnauthenticated, http.StatusUnauthorized, "Connectez-vous d'abord"},
	{domain.CodeForbidden, http.StatusForbidden, "Accès refusé"},
	{domain.CodeNotFound, http.StatusNotFound, "Page introuvable"},
	{codeBadMethod, http.StatusMethodNotAllowed, "Cette adresse ne s'utilise pas ainsi"},
	{domain.CodeConflict, http.StatusConflict, "Les choses ont changé entre-temps"},
	{domain.CodeGone, http.StatusGone, "Ce lien n'est plus valable"},
	{domain.CodeTooLarge, http.StatusRequestEntityTooLarge, "Envoi trop lourd"},
	{domain.CodeTooMany, http.StatusTooManyRequests, "Trop de demandes"},
	{domain.CodeUnavailable, http.StatusServiceUnavailable, "Service momentanément indisponible"},
	{domain.CodeInternal, http.StatusInternalServerError, "Une erreur est survenue"},
}

// statusOf gives the status and title of a code; those of an internal fault for a code outside the table.
func statusOf(code domain.Code) (status int, title string) {
	for _, r := range refusals {
		if r.code == code {
			return r.status, r.title
		}
	}
	last := refusals[len(refusals)-1]
	return last.status, last.title
}

// refusal is an error as it leaves the house.
type refusal struct {
	code    domain.Code
	status  int
	title   string
	message string
	fields  domain.FieldErrors
	flags   []domain.Flag
	after   time.Duration
}

// refusalOf reads any error. What is not a refusal of the house says nothing of itself to people.
func refusalOf(err error) refusal {
	r := refusal{code: domain.CodeOf(err)}
	var tooBig *http.MaxBytesError
	var many *tooMany
	var fields domain.FieldErrors
	var own *domain.Error
	var wording *domain.WordingError
	if errors.As(err, &wording) {
		r.flags = wording.Flags
	}
	switch {
	case errors.As(err, &tooBig):
		r.code = domain.CodeTooLarge
		r.message = fmt.Sprintf("L'envoi dépasse la taille permise (%d Mo).", tooBig.Limit>>20)
	case errors.As(err, &fields):
		r.fields = fields
		r.message = "Corrigez les champs signalés, puis recommencez."
	case errors.As(err, &own) && own.Code != domain.CodeInternal:
		r.message = own.Message
		if own.Field != "" {
			r.fields = domain.FieldErrors{own.Field: own.Message}
		}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		r.code, r.message = domain.CodeUnavailable, "Le service met trop de temps à répondre. Recommencez dans un instant."
	default:
		r.code, r.message = domain.CodeInternal, "L'erreur est de notre côté ; rien n'a été perdu. Recommencez dans un instant."
	}
	switch {
	case errors.As(err, &many):
		r.after = many.after
	case own != nil && own.After > 0:
		r.after = own.After
	case r.code == domain.CodeTooMany:
		r.after = signInWindow
	case r.code == domain.CodeUnavailable:
		r.after = 10 * time.Second
	}
	r.status, r.title = statusOf(r.code)
	return r
}

// handlerFunc is a handler of the house: what it could not do, it returns.
type handlerFunc func(*gin.Context) error

// wrap makes it one of gin's.
func (s *Server) wrap(h handlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

// fail answers a refusal as the caller reads it, JSON or page, and leaves the cause to the log line of the request.
func (s *Server) fail(c *gin.Context, err error) {
	err = s.tellRefusal(c, err)
	c.Set(keyCause, err)
	if c.Writer.Written() {
		return
	}
	r := refusalOf(err)
	if r.after > 0 {
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(r.after.Seconds()))))
	}
	if isAPI(c) {
		if r.code == domain.CodeUnauthenticated {
			c.Header("WWW-Authenticate", "Bearer")
		}
		c.JSON(r.status, errorBody{Error: errorDetail{Code: r.code, Message: r.message, Fields: r.fields, Flags: uncleared(r.flags)}, RequestID: requestID(c)})
		return
	}
	s.errorPage(c, r)
}

// tellRefusal leaves a line of what somebody who signed in was refused for want of a right; when it cannot, the answer says
// that the service is down, which refuses as well.
func (s *Server) tellRefusal(c *gin.Context, err error) error {
	who := actor(c)
	if domain.CodeOf(err) != domain.CodeForbidden || !who.Roles.Has(domain.RoleUser) || c.FullPath() == "" {
		return err
	}
	if untold := s.hiring.TellRefusal(c.Request.Context(), who, knownMethod(c.Request.Method)+" "+c.FullPath()); untold != nil {
		return untold
	}
	return err
}

// errorBody is the JSON of every refusal (contract.md, Errors).
type errorBody struct {
	Error     errorDetail `json:"error"`
	RequestID string      `json:"request_id"`
}

type errorDetail struct {
	Code    domain.Code        `json:"code"`
	Message string             `json:"message"`
	Fields  domain.FieldErrors `json:"fields,omitempty"`
	Flags   []flagBody         `json:"flags,omitempty"`
}

// recoverPanic turns a panic into a 500. Its stack goes to the log and its value does not: it may hold what was typed.
func (s *Server) recoverPanic(c *gin.Context) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		s.log.ErrorContext(c.Request.Context(), "panic", "request_id", requestID(c), "route", c.FullPath(),
			"kind", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
		s.fail(c, errPanicked)
		c.Abort()
	}()
	c.Next()
}

var errPanicked = errors.New("handlers: panic")

func isAPI(c *gin.Context) bool { return strings.HasPrefix(c.Request.URL.Path, apiPrefix) }

// unknownRoute and wrongMethod are pages and JSON like any refusal.
func (s *Server) unknownRoute(c *gin.Context) {
	s.fail(c, domain.Refuse(domain.CodeNotFound, "Cette adresse n'existe pas. Vérifiez-la, ou revenez à l'accueil."))
}

func (s *Server) wrongMethod(c *gin.Context) {
	s.fail(c, domain.Refuse(codeBadMethod, "Cette adresse existe, mais ne s'utilise pas ainsi. Revenez à la page précédente."))
}
