package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

type migrateCommand struct {
	From string `required:"" help:"D'où : mongodb://…, ou un dossier de données (sqlite:DOSSIER)." placeholder:"URI"`
	To   string `required:"" help:"Vers où : mongodb://…, ou un dossier, sans rien dedans." env:"CANDIDATHEQUE_DB" placeholder:"URI"`
}

// Run copies every document from one store to another and shows what each holds once it is done.
func (c *migrateCommand) Run(ctx context.Context, s Streams) error {
	if strings.TrimPrefix(c.From, "sqlite:") == strings.TrimPrefix(c.To, "sqlite:") {
		return &usageError{"migrate : -from et -to sont la même base"}
	}
	for _, address := range []string{c.From, c.To} {
		if scheme, _, found := strings.Cut(address, "://"); found && !store.IsMongo(address) {
			return &usageError{fmt.Sprintf("migrate : « %s:// » n'est pas une base de la candidathèque ; écrivez mongodb://… ou un dossier", scheme)}
		}
	}
	if err := mustHaveDatabase(ctx, c.From); err != nil {
		return err
	}
	return migrate(ctx, s, c.From, c.To)
}

// migrate copies and compares; a difference is a refusal.
func migrate(ctx context.Context, s Streams, source, target string) (err error) {
	now, err := clock()
	if err != nil {
		return err
	}
	from, err := store.Open(ctx, source, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := store.OpenUnfinished(ctx, target, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	bar := &copyBar{out: s.Err}
	moved, err := store.Migrate(ctx, from, to, bar.show)
	bar.end()
	if err != nil {
		return err
	}
	if err := showMigrated(s, moved); err != nil {
		return err
	}
	return from.CarryRegister(ctx, to) // without it the traces of those who left would find nobody
}

// showMigrated prints a line for each collection: how many documents, and the sum of what they hold.
func showMigrated(s Streams, moved []store.Migrated) error {
	var differ []string
	documents := 0
	for _, m := range moved {
		documents += m.To.Documents
		says := "identiques"
		if !m.Same() {
			says = "DIFFÉRENTS, à l'arrivée : " + m.To.String()
			differ = append(differ, m.Collection)
		}
		fmt.Fprintf(s.Out, "%-16s %s  %s\n", m.Collection, m.From, says)
	}
	if len(differ) > 0 {
		return domain.Refuse(domain.CodeConflict, "les deux bases diffèrent (%s) : arrêtez ce qui écrit dans l'une ou l'autre, et relancez la même commande", strings.Join(differ, ", "))
	}
	fmt.Fprintf(s.Out, "Migration faite : %d documents, comptes et sommes vérifiés des deux côtés.\n", documents)
	return nil
}

// copyBar shows how far a migration is, one bar for each collection; without a terminal there is none.
type copyBar struct {
	out        any
	collection string
	bar        *progressbar.ProgressBar
}

func (b *copyBar) show(collection string, done, total int) {
	out, ok := b.out.(*os.File)
	if !ok || !isatty.IsTerminal(out.Fd()) || total == 0 {
		return
	}
	if b.collection != collection {
		b.end()
		b.collection = collection
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionClearOnFinish(),
			progressbar.OptionShowCount(), progressbar.OptionSetDescription(collection))
	}
	_ = b.bar.Set(min(done, total))
}

func (b *copyBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
