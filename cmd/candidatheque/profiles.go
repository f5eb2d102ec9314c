package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
)

type profileCommands struct {
	Import profilesImport `cmd:"" help:"Fait entrer les personnes d'un fichier CSV."`
	Export profilesExport `cmd:"" help:"Écrit les personnes au format de l'import."`
}

type profilesImport struct {
	dataFlag
	File    string `arg:"" help:"Fichier CSV des personnes." placeholder:"FICHIER"`
	Mapping string `default:"candidatheque" help:"Correspondance de colonnes : candidatheque (le format de l'import)."`
	DryRun  bool   `name:"dry-run" help:"Lit et rend compte, sans rien enregistrer."`
}

func (c *profilesImport) Run(ctx context.Context, s Streams) error {
	if c.Mapping != "candidatheque" {
		return &usageError{fmt.Sprintf("-mapping « %s » inconnu : seul « candidatheque », le format de l'import, est livré", c.Mapping)}
	}
	f, err := openInput(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h, err := c.openHouse(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	done, err := h.Hiring.RunImport(ctx, domain.System(), hiring.ImportFile{Name: filepath.Base(c.File), Size: info.Size(), Body: f, DryRun: c.DryRun}, progressOn(s))
	if done != nil {
		showReport(s.Err, c.File, intake.Report{Errors: done.Errors, Warnings: done.Warnings})
		fmt.Fprintf(s.Out, "%d lignes : %d créées, %d modifiées, %d inchangées, %d rejetées ; %d gardées hors du vivier, sans accord.\n",
			done.Rows, done.CreatedRows, done.UpdatedRows, done.Unchanged, done.Rejected, done.OutsidePool)
	}
	if err == nil && done.Status == domain.ImportFailed {
		return domain.Refuse(domain.CodeInvalid, "%s", done.Failure)
	}
	return err
}

// openHouse opens the data folder for a command; the pool is not loaded.
func (d *dataFlag) openHouse(ctx context.Context, s Streams) (*house, error) {
	now, err := clock()
	if err != nil {
		return nil, err
	}
	env, err := readEnvironment()
	if err != nil {
		return nil, err
	}
	return openHouse(ctx, houseOptions{Data: d.Data, Now: now, Log: newLogger(env, s)})
}

// progressOn draws a bar on a terminal, nothing elsewhere.
func progressOn(s Streams) func(hiring.ImportProgress) {
	out, ok := s.Err.(*os.File)
	if !ok || !isatty.IsTerminal(out.Fd()) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(p hiring.ImportProgress) {
		if bar == nil {
			bar = progressbar.NewOptions64(max(p.Total, 1), progressbar.OptionSetWriter(out), progressbar.OptionClearOnFinish(),
				progressbar.OptionShowBytes(true), progressbar.OptionSetDescription("import"))
		}
		_ = bar.Set64(p.Bytes)
	}
}

type profilesExport struct {
	dataFlag
}

func (c *profilesExport) Run(ctx context.Context, s Streams) error {
	st, err := openStore(c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	var failed error
	err = intake.WriteProfiles(s.Out, func(yield func(*domain.Person) bool) {
		failed = st.People.Each(ctx, func(p *domain.Person) error {
			if !yield(p) {
				return context.Canceled
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return failed
}
