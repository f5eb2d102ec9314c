package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"eedk.fr/candidatheque/domain"
)

// Streams are the three streams of a command; tests give their own.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// commandLine is every command of the contract, with the flags all share.
type commandLine struct {
	Serve       serveCommand     `cmd:"" help:"Lance le service."`
	Match       matchCommand     `cmd:"" help:"Présélections expliquées depuis deux fichiers, sans serveur ni base."`
	ROME        romeCommands     `cmd:"" name:"rome" help:"Référentiel des métiers."`
	Communes    communeCommands  `cmd:"" help:"Référentiel des communes."`
	Profiles    profileCommands  `cmd:"" help:"Personnes de la candidathèque."`
	User        userCommands     `cmd:"" help:"Comptes et jetons."`
	Person      personCommands   `cmd:"" help:"Tout ce qui est gardé d'une personne : l'exporter, l'effacer."`
	Retention   retentionCommand `cmd:"" help:"Met fin à ce qui est gardé depuis assez longtemps."`
	Reindex     reindexCommand   `cmd:"" help:"Refait l'index de recherche depuis la base."`
	Verify      verifyCommand    `cmd:"" help:"Vérifie la base, l'index et le vivier."`
	Backup      backupCommand    `cmd:"" help:"Sauvegarde la base dans un fichier."`
	Restore     restoreCommand   `cmd:"" help:"Remet une sauvegarde dans un dossier de données."`
	Migrate     migrateCommand   `cmd:"" help:"Porte les données d'une base dans une autre, et compare."`
	Healthcheck healthCommand    `cmd:"" hidden:"" help:"Demande au service s'il est en vie."`
	Version     versionCommand   `cmd:"" help:"Version du programme."`
}

// usageError is a command line that cannot be understood.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

// run parses the command line and runs the command. Flags are written -addr as well as --addr.
func run(ctx context.Context, args []string, streams Streams) error {
	var cli commandLine
	exited := false
	parser, err := kong.New(&cli, kong.Name("candidatheque"), kong.Writers(streams.Out, streams.Err),
		kong.Description("Candidathèque : des offres cachées aux personnes, expliqué."),
		kong.Exit(func(int) { exited = true }), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(streams))
	if err != nil {
		return fmt.Errorf("ligne de commande : %w", err)
	}
	parsed, err := parser.Parse(longFlags(args))
	if exited { // -help was answered
		return nil
	}
	if err != nil {
		return &usageError{onOneLine("ligne de commande non comprise : " + err.Error() + ". Voir : candidatheque --help")}
	}
	return parsed.Run()
}

// longFlags turns -addr into --addr: the contract writes long flags with one dash.
func longFlags(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if len(a) > 2 && a[0] == '-' && a[1] != '-' && strings.Trim(a[1:2], "0123456789") != "" {
			a = "-" + a
		}
		out[i] = a
	}
	return out
}

// environment is demo (default: loopback only), production or test.
type environment string

const (
	envDemo       environment = "demo"
	envProduction environment = "production"
	envTest       environment = "test"
)

func readEnvironment() (environment, error) {
	switch env := environment(os.Getenv("CANDIDATHEQUE_ENV")); env {
	case "":
		return envDemo, nil
	case envDemo, envProduction, envTest:
		return env, nil
	default:
		return "", &usageError{fmt.Sprintf("CANDIDATHEQUE_ENV vaut « %s » : écrivez demo, production ou test", env)}
	}
}

// clock is the time the program lives in: the machine's, or in the test environment CANDIDATHEQUE_NOW, running on.
func clock() (func() time.Time, error) {
	text := os.Getenv("CANDIDATHEQUE_NOW")
	env, err := readEnvironment()
	if err != nil {
		return nil, err
	}
	if text == "" || env != envTest {
		return time.Now, nil
	}
	start, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, &usageError{"CANDIDATHEQUE_NOW doit s'écrire comme 2026-11-23T09:00:00Z"}
	}
	since := time.Now()
	return func() time.Time { return start.Add(time.Since(since)) }, nil
}

// dayFlag reads a day given by -at; today in Paris when empty.
func dayFlag(text string) (domain.Date, error) {
	if text == "" {
		now, err := clock()
		if err != nil {
			return 0, err
		}
		return domain.DayOf(now()), nil
	}
	day, err := domain.ParseDate(text)
	if err != nil {
		return 0, &usageError{"-at : " + err.Error()}
	}
	return day, nil
}

// openInput opens a file named on the command line, with an error that says what to do.
func openInput(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "impossible de lire « %s » : vérifiez le chemin (%v)", path, rootCause(err)).WithCause(err)
	}
	return f, nil
}

func rootCause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

type versionCommand struct{}

// version is set at build time by -ldflags "-X main.version=…".
var version = "développement"

func (versionCommand) Run(s Streams) error {
	_, err := fmt.Fprintln(s.Out, "candidatheque", version)
	return err
}
