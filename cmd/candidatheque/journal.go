package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// verifyJournal reads the chain and says where it ends, to be noted elsewhere; it fails with what is wrong, line by line.
func (c *verifyCommand) verifyJournal(ctx context.Context, h *house, s Streams) error {
	var known []domain.JournalHead
	for _, text := range c.Heads {
		head, err := domain.ParseJournalHead(text)
		if err != nil {
			return &usageError{"-empreinte : écrivez-la comme « verify » la donne, numéro:empreinte"}
		}
		known = append(known, head)
	}
	check, err := h.Hiring.VerifyJournal(ctx, known...)
	if err != nil {
		return err
	}
	if len(check.Faults) > 0 {
		said := make([]string, len(check.Faults))
		for i, f := range check.Faults {
			said[i] = f.French()
		}
		return domain.Refuse(domain.CodeInternal, "journal : %s", strings.Join(said, " ; "))
	}
	if check.Lines > 0 {
		fmt.Fprintf(s.Out, "Journal : %d lignes, chaîne entière, empreinte %s\n", check.Lines, check.Head)
	}
	return nil
}

// journalOf is what the commands that open no house need of it to write in the journal.
func journalOf(st *store.Store, now func() time.Time) *hiring.Service {
	return hiring.New(hiring.Deps{People: st.People, Once: st.Once, Places: st.Blobs, Journal: st.Journal, JournalKeys: st.JournalKeys, Stems: search.Stems, Now: now})
}

// tell leaves the line of a backup that was put back at an address.
func (c *restoreCommand) tell(ctx context.Context, address string, now func() time.Time) error {
	st, err := store.Open(ctx, address, now)
	if err != nil {
		return err
	}
	return errors.Join(journalOf(st, now).TellRestore(ctx, domain.System()), st.Close())
}
