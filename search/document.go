package search

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Fields of the index. Nothing of an identity is among them: IndexEntry has none.
const (
	fieldOccupation   = "metier" // labels and titles sought or practised
	fieldText         = "texte"  // all words of the profile, occupations too
	fieldLines        = "lignes" // short lines as shown in highlights
	fieldPresentation = "presentation"
	fieldFacts        = "faits" // the facts of the person, as JSON
)

// document is a profile as the index reads it: words to find, and what the table keeps in memory.
type document struct {
	Occupation   []string `json:"metier"`
	Text         []string `json:"texte"`
	Lines        []string `json:"lignes"`
	Presentation string   `json:"presentation"`
	Facts        string   `json:"faits"`
}

// document makes the words under which a person is found.
func (l Labels) document(e domain.IndexEntry, facts string) document {
	p := e.Profile
	_, occupations := l.occupations(p)
	lines := slices.Concat(occupations, l.otherLines(p))
	d := document{Occupation: occupations, Lines: lines, Presentation: p.Presentation, Facts: facts}
	d.Text = slices.Concat(lines, []string{p.Presentation})
	if p.Place.Known() {
		d.Text = append(d.Text, p.Place.Name)
	}
	return d
}

// occupations gives the codes sought or practised, with those they stand for, and their words.
func (l Labels) occupations(p domain.Profile) (codes, words []string) {
	add := func(code domain.ROME, title string) {
		if code != "" {
			codes = append(codes, string(code))
			for _, c := range l.expand(code) {
				codes = append(codes, string(c))
			}
			words = append(words, l.rome(code))
		}
		if title = strings.TrimSpace(title); title != "" {
			words = append(words, title)
		}
	}
	for _, t := range p.Targets {
		add(t.ROME, t.Title)
	}
	for _, t := range p.Practised {
		add(t.ROME, t.Title)
	}
	return unique(codes), unique(words)
}

// otherLines are skills and certificates as people read them.
func (l Labels) otherLines(p domain.Profile) (lines []string) {
	for _, s := range p.Skills {
		lines = append(lines, s.Label)
	}
	for _, c := range p.Certificates {
		lines = append(lines, l.certificate(c.Code))
	}
	return lines
}

func (l Labels) rome(code domain.ROME) string {
	if l.ROME == nil {
		return string(code)
	}
	return l.ROME(code)
}

func (l Labels) certificate(code string) string {
	if l.Certificate == nil {
		return code
	}
	return l.Certificate(code)
}

func (l Labels) expand(code domain.ROME) []domain.ROME {
	if l.Expand == nil {
		return []domain.ROME{code}
	}
	return l.Expand(code)
}

// unique drops what was already said, order kept.
func unique(list []string) (out []string) {
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// indexMapping declares every field: what is not here is not indexed.
func indexMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = frenchAnalyzer
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	d := bleve.NewDocumentStaticMapping()
	d.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	for _, name := range []string{fieldOccupation, fieldText} {
		d.AddFieldMappingsAt(name, field(mapping.NewTextFieldMapping(), func(f *mapping.FieldMapping) { f.Index = true }))
	}
	for _, name := range []string{fieldLines, fieldPresentation, fieldFacts} {
		d.AddFieldMappingsAt(name, field(mapping.NewTextFieldMapping(), func(f *mapping.FieldMapping) { f.Store = true }))
	}
	m.DefaultMapping = d
	return m
}

// field strips a mapping of all that Bleve adds by default, then sets what is wanted.
func field(f *mapping.FieldMapping, set func(*mapping.FieldMapping)) *mapping.FieldMapping {
	f.Index, f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, false, false, false, false
	set(f)
	return f
}
