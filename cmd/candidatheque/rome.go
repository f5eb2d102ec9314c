package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
)

type romeCommands struct {
	Import  romeImport  `cmd:"" help:"Lit l'archive ROME de France Travail telle que publiée."`
	Suggest romeSuggest `cmd:"" help:"Propose des métiers pour un intitulé."`
}

type romeImport struct {
	dataFlag
	Dir      string `arg:"" help:"Dossier de l'archive dézippée." placeholder:"DOSSIER"`
	Synonyms string `help:"Fichier CSV de mots courants : colonnes titre, rome." placeholder:"FICHIER"`
}

func (c *romeImport) Run(ctx context.Context, s Streams) error {
	refs, err := fileReferences(c.Dir, c.Synonyms, s)
	if err != nil {
		return err
	}
	st, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	var body bytes.Buffer
	if err := refs.ROME.Save(&body); err != nil {
		return err
	}
	if err := st.Blobs.Put(ctx, romeBlob, body.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "ROME %s : %d métiers, %d intitulés.\n", refs.ROME.Version(), len(refs.ROME.Occupations()), countAppellations(refs.ROME))
	return nil
}

func countAppellations(r *referential.ROME) (n int) {
	for range r.Appellations() {
		n++
	}
	return n
}

// suggestionsShown is how many occupations a suggestion holds.
const suggestionsShown = 5

type romeSuggest struct {
	Data     string `help:"Dossier de données, pour son référentiel importé." placeholder:"DOSSIER"`
	DB       string `help:"Base mongodb://, pour son référentiel importé." name:"db" env:"CANDIDATHEQUE_DB" placeholder:"URI"`
	Title    string `arg:"" optional:"" help:"L'intitulé, entre guillemets."`
	Stdin    bool   `help:"Un intitulé par ligne sur l'entrée standard."`
	Format   string `enum:"text,json" default:"text" help:"text ou json."`
	ROME     string `name:"rome" help:"Dossier de l'archive ROME, sinon le référentiel du dossier de données, ou celui du programme." placeholder:"DOSSIER"`
	Synonyms string `help:"Fichier CSV de mots courants : colonnes titre, rome." placeholder:"FICHIER"`
}

// titleSuggestions is one line of « rome suggest -stdin -format json ».
type titleSuggestions struct {
	Title       string              `json:"title"`
	Suggestions []domain.Suggestion `json:"suggestions"`
}

func (c *romeSuggest) Run(ctx context.Context, s Streams) error {
	if c.Title == "" && !c.Stdin {
		return &usageError{"rome suggest : donnez un intitulé entre guillemets, ou -stdin"}
	}
	refs, err := c.references(ctx, s)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.Out)
	if !c.Stdin {
		return errors.Join(c.answer(out, refs, intake.Decode(c.Title)), out.Flush())
	}
	if err := c.answerLines(out, refs, &titleLines{in: bufio.NewReader(s.In)}); err != nil {
		return err
	}
	return out.Flush()
}

// answerLines answers each line in, an unreadable one too: who sent a thousand titles expects a thousand answers.
func (c *romeSuggest) answerLines(out *bufio.Writer, refs *references, lines *titleLines) error {
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return domain.Refuse(domain.CodeInvalid, "l'entrée standard ne peut pas être lue jusqu'au bout").WithCause(err)
		}
		if line.tooLong {
			err = c.write(out, line.text, nil)
		} else {
			err = c.answer(out, refs, line.text)
		}
		if err != nil {
			return err
		}
		if lines.quiet() {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// references prefers the files named, then the data named, then the built-in set. No folder is opened that was
// not named: the one by default may be held by a running service.
func (c *romeSuggest) references(ctx context.Context, s Streams) (*references, error) {
	dir := c.Data
	if named := os.Getenv("CANDIDATHEQUE_DATA"); dir == "" && hasDatabase(named) {
		dir = named
	}
	if c.ROME != "" || c.Synonyms != "" || dir == "" && c.DB == "" {
		return fileReferences(c.ROME, c.Synonyms, s)
	}
	st, err := (&dataFlag{Data: dir, DB: c.DB}).openFilledStore(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = st.Close() }()
	return storedReferences(ctx, st)
}

func (c *romeSuggest) answer(out *bufio.Writer, refs *references, title string) error {
	return c.write(out, title, refs.Suggester.Suggest(searched(title), suggestionsShown))
}

func (c *romeSuggest) write(out *bufio.Writer, title string, found []domain.Suggestion) error {
	if c.Format == "json" {
		if found == nil {
			found = []domain.Suggestion{}
		}
		return json.NewEncoder(out).Encode(titleSuggestions{Title: title, Suggestions: found})
	}
	if len(found) == 0 {
		_, err := fmt.Fprintf(out, "%s : aucun métier reconnu. Essayez un mot plus simple, comme « maçon ».\n", strings.TrimSpace(title))
		return err
	}
	for _, f := range found {
		if _, err := fmt.Fprintf(out, "%s  %-60s %3.0f %%  (%s)\n", f.ROME, f.Label, 100*f.Score, f.Appellation); err != nil {
			return err
		}
	}
	return nil
}
