package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/matching"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// Keys of the referentials kept in the store, so that every process reads the same.
const (
	romeBlob     = "referential/rome"
	communesBlob = "referential/communes"
)

// references are the reference tables a run works with, and what is computed from them.
type references struct {
	ROME      *referential.ROME
	Communes  *referential.Communes
	Suggester *search.Suggester
}

func newReferences(rome *referential.ROME, communes *referential.Communes) *references {
	return &references{ROME: rome, Communes: communes, Suggester: search.NewSuggester(rome, nil)}
}

// matching is what the pool needs of the tables.
func (r *references) matching() matching.References {
	return matching.References{Occupations: r.ROME, Certificates: referential.Certificates(),
		Buses: referential.BusTable{}, Stems: search.Stems}
}

// storedReferences reads the tables imported into the store; the built-in ones where nothing was imported.
func storedReferences(ctx context.Context, st *store.Store) (*references, error) {
	rome, err := stored(ctx, st, romeBlob, referential.Builtin(), referential.LoadROME)
	if err != nil {
		return nil, err
	}
	communes, err := stored(ctx, st, communesBlob, referential.BuiltinCommunes(), referential.LoadCommunes)
	if err != nil {
		return nil, err
	}
	return newReferences(rome, communes), nil
}

func stored[T any](ctx context.Context, st *store.Store, key string, builtin *T, load func(io.Reader) (*T, error)) (*T, error) {
	body, err := st.Blobs.Get(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return builtin, nil
	}
	if err != nil {
		return nil, err
	}
	return load(bytes.NewReader(body))
}

// fileReferences reads the tables named on the command line: the archive in dir when given, synonyms when given.
// Communes are the built-in ones: a run without a store has nowhere else to take them from.
func fileReferences(dir, synonyms string, streams Streams) (*references, error) {
	rome := referential.Builtin()
	if dir != "" {
		read, warnings, err := readArchive(dir)
		if err != nil {
			return nil, err
		}
		warn(streams, warnings)
		rome = read
	}
	if synonyms != "" {
		f, err := openInput(synonyms)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		with, warnings, err := rome.WithSynonyms(f)
		if err != nil {
			return nil, err
		}
		warn(streams, warnings)
		rome = with
	}
	return newReferences(rome, referential.BuiltinCommunes()), nil
}

func readArchive(dir string) (*referential.ROME, []referential.Warning, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, nil, errors.New("« " + dir + " » n'est pas un dossier : donnez celui de l'archive ROME de France Travail, dézippée")
	}
	return referential.ReadArchive(os.DirFS(dir))
}

// warningsShown at most on a terminal: the count says the rest.
const warningsShown = 10

func warn(streams Streams, warnings []referential.Warning) {
	for i, w := range warnings {
		if i == warningsShown {
			fmt.Fprintf(streams.Err, "… et %d autres remarques\n", len(warnings)-i)
			return
		}
		fmt.Fprintln(streams.Err, "remarque :", w)
	}
}
