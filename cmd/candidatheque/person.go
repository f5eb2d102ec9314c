package main

import (
	"context"
	"encoding/json"
	"fmt"

	"eedk.fr/candidatheque/domain"
)

type personCommands struct {
	Export personExport `cmd:"" help:"Écrit en JSON tout ce qui est gardé d'une personne."`
	Erase  personErase  `cmd:"" help:"Efface une personne partout, pour de bon."`
}

type personExport struct {
	dataFlag
	ID string `arg:"" help:"Identifiant de la personne." placeholder:"ID"`
}

// Run writes one JSON object: the file whole, then what each other object holds of the person.
func (c *personExport) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	export, err := h.Hiring.ExportPerson(ctx, domain.System(), c.ID)
	if err != nil {
		return err
	}
	out := json.NewEncoder(s.Out)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(export)
}

type personErase struct {
	dataFlag
	ID     string `arg:"" help:"Identifiant de la personne." placeholder:"ID"`
	Reason string `name:"motif" help:"Pourquoi, que le journal garde sans le nom : request, mistake, death ou other." default:"request"`
}

// Run erases, cleans the files of the database and of the index before it ends, and tells what was done.
func (c *personErase) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	if err := h.Hiring.Start(ctx); err != nil {
		return err
	}
	done, err := h.Hiring.ErasePerson(ctx, domain.System(), c.ID, domain.ErasureReason(c.Reason))
	if err != nil {
		return err
	}
	if err := h.Hiring.Scrub(ctx); err != nil {
		return err
	}
	for _, d := range done.Done {
		fmt.Fprintf(s.Out, "%-12s %d effacés, %d gardés sans la personne\n", d.Collection, d.Removed, d.Changed)
	}
	fmt.Fprintln(s.Out, "Personne effacée. Base et index nettoyés ; un ancien fichier ou une ancienne sauvegarde ne la fera pas revenir.")
	fmt.Fprintln(s.Err, "Les sauvegardes gardées ailleurs la contiennent jusqu'à leur fin : les remettre l'efface à nouveau, avec le registre « effacements ».")
	return nil
}
