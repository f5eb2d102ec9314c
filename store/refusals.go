package store

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"eedk.fr/candidatheque/domain"
)

// refusal turns an error of SQLite into one of the house, with the cause kept for the log; nil stays nil.
func refusal(err error) error {
	var known *domain.Error
	var low *sqlite.Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return unavailable("La demande a été interrompue. Recommencez.", err)
	case errors.Is(err, sql.ErrConnDone), err.Error() == "sql: database is closed":
		return unavailable("Le service s'arrête. Réessayez dans un instant.", err)
	case !errors.As(err, &low):
		return unavailable("La base ne répond pas. Réessayez dans un instant.", err)
	}
	switch low.Code() & 0xff {
	case lib.SQLITE_FULL:
		return unavailable("Plus de place sur le disque : rien n'a été enregistré. Prévenez l'administrateur.", err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return unavailable("La base est abîmée. Arrêtez le service et remettez une sauvegarde (candidatheque restore).", err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return unavailable("La base est occupée. Réessayez dans un instant.", err)
	}
	return unavailable("La base ne répond pas. Réessayez dans un instant.", err)
}

// unavailable refuses for now: callers may try again, pages say so, and nothing was written.
func unavailable(message string, cause error) error {
	return domain.Refuse(domain.CodeUnavailable, "%s", message).WithCause(cause)
}

// notFound is the engine's own; repositories say what was looked for instead.
func notFound() error { return domain.NotFound("Document") }

// newerSchema refuses to read with old eyes: saving would drop the fields that this program does not know.
func newerSchema(version int) error {
	return domain.Refuse(domain.CodeUnavailable, "cette base a été écrite par une version plus récente du programme (schéma %d) : mettez le programme à jour", version)
}
