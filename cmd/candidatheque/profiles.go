package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
)

type profileCommands struct {
	Import profilesImport `cmd:"" help:"Fait entrer les personnes d'un fichier CSV ou XLSX."`
	Export profilesExport `cmd:"" help:"Écrit les personnes au format de l'import."`
}

type profilesImport struct {
	dataFlag
	File    string `arg:"" help:"Fichier CSV ou XLSX des personnes." placeholder:"FICHIER"`
	Mapping string `help:"Correspondance de colonnes, sinon reconnue d'après les titres ; un nom inconnu fait dire la liste." placeholder:"NOM"`
	Entered string `name:"entree" help:"Jour d'entrée dans la candidathèque des lignes qui n'en disent pas, 2026-11-23." placeholder:"JOUR"`
	DryRun  bool   `name:"dry-run" help:"Lit et rend compte, sans rien enregistrer."`
}

func (c *profilesImport) Run(ctx context.Context, s Streams) error {
	entered, err := domain.ParseDate(c.Entered)
	if err != nil {
		return &usageError{"-entree : " + err.Error()}
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
	if err := h.Hiring.CheckMappingName(ctx, domain.System(), c.Mapping); err != nil {
		return &usageError{"-mapping : " + err.Error()}
	}
	bar := newMeter(s)
	told := &fileNotes{out: s.Err, file: c.File, mostWarnings: allWarnings, before: bar.clear}
	file := hiring.ImportFile{Name: filepath.Base(c.File), Size: info.Size(), Body: f, DryRun: c.DryRun,
		Mapping: c.Mapping, Fixed: domain.FixedValues{EnteredOn: entered}}
	done, err := h.Hiring.WatchImport(ctx, domain.System(), file, hiring.ImportWatch{Progress: bar.show, Rows: told.watch()})
	if done != nil {
		fmt.Fprintf(s.Out, "%d lignes : %d créées, %d modifiées, %d inchangées, %d rejetées ; %d gardées hors du vivier, sans accord.\n",
			done.Rows, done.CreatedRows, done.UpdatedRows, done.Unchanged, done.Rejected, done.OutsidePool)
		if done.Mapping != "" && done.Mapping != intake.House {
			fmt.Fprintf(s.Out, "Correspondance : %s.\n", done.Mapping)
			for _, a := range done.Aside {
				fmt.Fprintln(s.Err, onOneLine(fmt.Sprintf("colonne %s laissée de côté : %s", a.Heading, a.Reason)))
			}
		}
	}
	if err == nil && done.Status == domain.ImportFailed {
		return domain.Refuse(domain.CodeInvalid, "%s", done.Failure)
	}
	return err
}

// meter is the progress bar of an import; without a terminal there is none.
type meter struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

// newMeter is nil when nobody watches.
func newMeter(s Streams) *meter {
	out, ok := s.Err.(*os.File)
	if !ok || !isatty.IsTerminal(out.Fd()) {
		return nil
	}
	return &meter{out: out}
}

func (m *meter) show(p hiring.ImportProgress) {
	if m == nil {
		return
	}
	if m.bar == nil {
		m.bar = progressbar.NewOptions64(max(p.Total, 1), progressbar.OptionSetWriter(m.out), progressbar.OptionClearOnFinish(),
			progressbar.OptionShowBytes(true), progressbar.OptionSetDescription("import"))
	}
	_ = m.bar.Set64(p.Bytes)
}

// clear leaves the line to a message; the bar comes back with the next batch.
func (m *meter) clear() {
	if m != nil && m.bar != nil {
		_ = m.bar.Clear()
	}
}

type profilesExport struct {
	dataFlag
}

func (c *profilesExport) Run(ctx context.Context, s Streams) error {
	st, err := c.openFilledStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	now, err := clock()
	if err != nil {
		return err
	}
	rows, err := st.People.Count(ctx)
	if err != nil {
		return err
	}
	if err := journalOf(st, now).TellExport(ctx, domain.System(), hiring.Export{Name: "profiles.csv", Rows: rows}); err != nil {
		return err
	}
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
