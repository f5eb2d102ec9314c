package templates

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed html
var htmlFiles embed.FS

// sets parses each page once, with the layout and the partials: pages share no block, so one cannot break another.
var sets = sync.OnceValues(func() (map[string]*template.Template, error) {
	shared, err := template.New("").Funcs(words).ParseFS(htmlFiles, "html/layouts/*.html", "html/partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	files, err := fs.Glob(htmlFiles, "html/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	all := make(map[string]*template.Template, len(files))
	for _, file := range files {
		set, err := shared.Clone()
		if err == nil {
			set, err = set.ParseFS(htmlFiles, file)
		}
		if err != nil {
			return nil, fmt.Errorf("templates: %s: %w", file, err)
		}
		all[strings.TrimSuffix(path.Base(file), ".html")] = set
	}
	return all, nil
})

// Check parses every page, so that a mistake in one stops the program at start and not a person later.
func Check() error {
	_, err := sets()
	return err
}

// Render writes the whole page to w, or nothing when the template fails.
func Render(w io.Writer, page Page) error {
	return execute(w, page.file(), "layout", page)
}

// RenderLive writes the moving part of the offer form alone, for POST /offres/compte.
func RenderLive(w io.Writer, live OfferLive) error {
	return execute(w, "offerform", "remarks-alone", live)
}

func execute(w io.Writer, file, name string, content any) error {
	all, err := sets()
	if err != nil {
		return err
	}
	set, found := all[file]
	if !found {
		return fmt.Errorf("templates: no page %q", file)
	}
	var page bytes.Buffer
	if err := set.ExecuteTemplate(&page, name, content); err != nil {
		return fmt.Errorf("templates: %s: %w", file, err)
	}
	_, err = page.WriteTo(w)
	return err
}
