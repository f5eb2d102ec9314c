package store

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"eedk.fr/candidatheque/domain"
)

// errStillDown is the cause of a refusal given without asking a server that just failed to answer.
var errStillDown = errors.New("the database did not answer a moment ago")

// unanswered tells an error that says nothing of the request: nobody was there, or they left, or they took too long.
func unanswered(err error) bool { return mongo.IsTimeout(err) || mongo.IsNetworkError(err) }

// IsDown tells a refusal that ends once the database answers again.
func IsDown(err error) bool { return unanswered(err) || errors.Is(err, errStillDown) }

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
	}
	return unavailable("La base ne répond pas. Réessayez dans un instant.", err)
}
