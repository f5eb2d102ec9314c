// Command bench measures what the platform promises: speed beside its peers, and quality against graded sets.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// commands is the command line: its names are part of the contract.
type commands struct {
	Speed   speedCommand   `cmd:"" help:"Mesure la présélection et la compare à d'autres moteurs sur le même corpus."`
	Search  searchCommand  `cmd:"" help:"Mesure la recherche du référent, et le temps d'être prêt depuis le stockage."`
	Quality qualityCommand `cmd:"" help:"Mesure la justesse des présélections et du passage d'un intitulé au métier."`
	Titles  titlesCommand  `cmd:"" help:"Choisit les poids du passage d'un intitulé au métier, par validation croisée."`
}

// format is how a command writes its figures.
type format struct {
	Format string `enum:"text,json" default:"text" help:"text ou json."`
}

// write gives the figures as JSON, or as text people read.
func (f format) write(out io.Writer, figures any, text string) error {
	if f.Format == "json" {
		return json.NewEncoder(out).Encode(figures)
	}
	_, err := io.WriteString(out, text)
	return err
}

// Exit codes of the contract.
const (
	exitFailed = 1
	exitUsage  = 2
)

// doubled lets flags be written with one dash, as the contract does: -spread for --spread.
func doubled(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = arg
		if name, _, _ := strings.Cut(arg, "="); len(name) > 2 && name[0] == '-' && name[1] >= 'a' {
			out[i] = "-" + arg
		}
	}
	return out
}

func main() {
	var c commands
	parser, err := kong.New(&c, kong.Name("bench"), kong.UsageOnError(), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(exitFailed)
	}
	run, err := parser.Parse(doubled(os.Args[1:]))
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(exitUsage)
	}
	if err := run.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(exitFailed)
	}
}
