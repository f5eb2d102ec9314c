package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

type reindexCommand struct{ dataFlag }

// Run empties the index and makes it again from the store.
func (c *reindexCommand) Run(ctx context.Context, s Streams) error {
	if err := c.mustHaveDatabase(ctx); err != nil {
		return err
	}
	h, err := c.openIndexed(ctx, s)
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

type verifyCommand struct {
	dataFlag
	Heads []string `name:"empreinte" help:"Empreinte du journal notée ailleurs, à retrouver." placeholder:"NUMÉRO:EMPREINTE"`
}

// Run reads the whole store, the chain of the journal first, then holds the index and the pool against it. An index that is
// missing or damaged holds nothing of its own: it is made again, and that is said.
func (c *verifyCommand) Run(ctx context.Context, s Streams) error {
	if err := c.mustHaveDatabase(ctx); err != nil {
		return err
	}
	h, err := c.openIndexed(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	if err := errors.Join(c.verifyJournal(ctx, h, s), h.Store.Verify(ctx)); err != nil {
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
	st, err := c.openFilledStore(ctx)
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
	if c.DB != "" {
		return c.intoDatabase(ctx, s, now)
	}
	aside, err := store.Restore(ctx, c.Data, c.File, now())
	if err != nil {
		return err
	}
	if aside != "" {
		fmt.Fprintln(s.Err, "La base d'avant est gardée :", aside)
	}
	if err := c.tell(ctx, c.Data, now); err != nil {
		return err
	}
	return c.applyErasures(ctx, s)
}

// applyErasures erases again, in what was just put back, whoever was erased since the backup.
func (c *restoreCommand) applyErasures(ctx context.Context, s Streams) error {
	again, err := c.eraseAgain(ctx, s)
	if err != nil {
		return err
	}
	if again > 0 {
		fmt.Fprintf(s.Out, "%d personnes effacées depuis cette sauvegarde : effacées à nouveau.\n", again)
	}
	fmt.Fprintln(s.Out, "Sauvegarde remise. L'index se refait au prochain démarrage.")
	return nil
}

// eraseAgain opens the house for it only when somebody ever left.
func (c *restoreCommand) eraseAgain(ctx context.Context, s Streams) (again int, err error) {
	if none, err := c.nobodyLeft(ctx); err != nil || none {
		return 0, err
	}
	h, err := c.openHouse(ctx, s)
	if err != nil {
		return 0, err
	}
	defer func() { _ = h.Close() }()
	if again, err = h.Hiring.ApplyErasures(ctx); err != nil || again == 0 {
		return again, err
	}
	// What they took in the restored files is overwritten before anybody copies them.
	if err := h.Hiring.Start(ctx); err != nil {
		return again, err
	}
	return again, h.Hiring.Scrub(ctx)
}

func (c *restoreCommand) nobodyLeft(ctx context.Context) (bool, error) {
	st, err := c.openStore(ctx)
	if err != nil {
		return false, err
	}
	left, err := st.Leavers.Left(ctx)
	return left.None(), errors.Join(err, st.Close())
}

// intoDatabase puts a backup in a database that holds nothing, by way of a folder: the backup is checked there first.
func (c *restoreCommand) intoDatabase(ctx context.Context, s Streams, now func() time.Time) (err error) {
	if err := c.checkDB(); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "candidatheque-")
	if err != nil {
		return domain.Refuse(domain.CodeUnavailable, "aucun dossier temporaire ne peut être créé").WithCause(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	if _, err := store.Restore(ctx, scratch, c.File, now()); err != nil {
		return err
	}
	if err := migrate(ctx, s, scratch, c.DB); err != nil {
		return err
	}
	if err := c.tell(ctx, c.DB, now); err != nil {
		return err
	}
	return c.applyErasures(ctx, s)
}
