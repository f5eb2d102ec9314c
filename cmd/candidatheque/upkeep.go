package main

import (
	"context"
	"fmt"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

type reindexCommand struct{ dataFlag }

// Run empties the index and makes it again from the store.
func (c *reindexCommand) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	if err := h.Index.Reset(); err != nil {
		return err
	}
	if err := h.Hiring.Start(ctx); err != nil {
		return err
	}
	n, err := h.Index.Count()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%d personnes dans l'index.\n", n)
	return nil
}

type verifyCommand struct{ dataFlag }

// Run reads the whole store, then holds the index and the pool against it. An index that is missing or damaged holds
// nothing of its own: it is made again, and that is said.
func (c *verifyCommand) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	if err := h.Store.Verify(ctx); err != nil {
		return err
	}
	if h.Index.Fresh() {
		fmt.Fprintln(s.Err, "La base est saine. L'index de recherche manquait, ou était abîmé et a été mis de côté : il est refait.")
	}
	if err := h.Hiring.Start(ctx); err != nil {
		return err
	}
	if err := h.Hiring.Ready(); err != nil {
		return err
	}
	differences, err := h.Hiring.Verify(ctx)
	if err != nil {
		return err
	}
	if len(differences) > 0 {
		return domain.Refuse(domain.CodeUnavailable, "%s", strings.Join(differences, " "))
	}
	stored, err := h.Store.People.Count(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "Base saine : %d personnes, index et vivier au pas.\n", stored)
	return nil
}

type backupCommand struct {
	dataFlag
	File string `arg:"" help:"Fichier à écrire." placeholder:"FICHIER"`
}

func (c *backupCommand) Run(ctx context.Context, s Streams) error {
	st, err := openFilledStore(c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	if err := st.Backup(ctx, c.File); err != nil {
		return err
	}
	fmt.Fprintln(s.Out, "Sauvegarde écrite :", c.File)
	return nil
}

type restoreCommand struct {
	dataFlag
	File string `arg:"" help:"Sauvegarde à remettre." placeholder:"FICHIER"`
}

func (c *restoreCommand) Run(ctx context.Context, s Streams) error {
	now, err := clock()
	if err != nil {
		return err
	}
	backup, err := openInput(c.File) // before the folder is made
	if err != nil {
		return err
	}
	if err := backup.Close(); err != nil {
		return err
	}
	aside, err := store.Restore(ctx, c.Data, c.File, now())
	if err != nil {
		return err
	}
	if aside != "" {
		fmt.Fprintln(s.Err, "La base d'avant est gardée :", aside)
	}
	fmt.Fprintln(s.Out, "Sauvegarde remise. L'index se refait au prochain démarrage.")
	return nil
}
