package main

import (
	"bytes"
	"context"
	"fmt"

	"eedk.fr/candidatheque/domain/referential"
)

type communeCommands struct {
	Import communesImport `cmd:"" help:"Lit un fichier de communes."`
}

type communesImport struct {
	dataFlag
	File string `arg:"" help:"Fichier CSV des communes." placeholder:"FICHIER"`
}

func (c *communesImport) Run(ctx context.Context, s Streams) error {
	f, err := openInput(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	table, warnings, err := referential.ReadCommunes(f)
	if err != nil {
		return err
	}
	warn(s, warnings)
	st, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	var body bytes.Buffer
	if err := table.Save(&body); err != nil {
		return err
	}
	if err := st.Blobs.Put(ctx, communesBlob, body.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%d communes enregistrées.\n", len(table.All()))
	return nil
}
