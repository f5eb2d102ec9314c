package store

import (
	"context"
	"errors"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"eedk.fr/candidatheque/domain"
)

// errStillDown is the cause of a refusal given without asking a server that just failed to answer.
var errStillDown = errors.New("the database did not answer a moment ago")

// unanswered tells an error that says nothing of the request: nobody was there, or they left, or they took too long.
func unanswered(err error) bool { return mongo.IsTimeout(err) || mongo.IsNetworkError(err) }

// IsDown tells a refusal that ends once the database answers again.
func IsDown(err error) bool { return unanswered(err) || errors.Is(err, errStillDown) }

// Codes of the server's refusals (MongoDB, error codes).
const (
	codeUnauthorized         = 13
	codeAuthenticationFailed = 18
	codeTooLarge             = 10334
)

func hasCode(err error, code int) bool {
	var refused mongo.ServerError
	return errors.As(err, &refused) && refused.HasErrorCode(code)
}

// notAllowed tells a wrong account or one without the rights. The driver gives a failed sign-in no code.
func notAllowed(err error) bool {
	return hasCode(err, codeUnauthorized) || hasCode(err, codeAuthenticationFailed) || strings.Contains(err.Error(), "auth error:")
}

// mongoRefusal turns an error of the driver into one of the house, with the cause kept for the log; nil stays nil.
func mongoRefusal(err error) error {
	var known *domain.Error
	var conflict *ConflictError
	switch {
	case err == nil, errors.As(err, &known), errors.As(err, &conflict):
		return err
	case errors.Is(err, mongo.ErrNoDocuments):
		return notFound()
	case errors.Is(err, mongo.ErrClientDisconnected):
		return unavailable("Le service s'arrête. Réessayez dans un instant.", err)
	case errors.Is(err, context.Canceled):
		return unavailable("La demande a été interrompue. Recommencez.", err)
	case notAllowed(err):
		return unavailable("La base refuse le compte : vérifiez le mot de passe de son adresse et les droits de ce compte.", err)
	case hasCode(err, codeTooLarge):
		return domain.Refuse(domain.CodeInvalid, "Ceci est trop gros pour la base : 16 Mo au plus.").WithCause(err)
	}
	return unavailable("La base ne répond pas. Réessayez dans un instant.", err)
}
