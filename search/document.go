package search

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Fields of the index. Nothing of an identity is among them: IndexEntry has none.
const (
	fieldOccupation   = "metier" // labels and titles sought or practised
	fieldText         = "texte"  // all words of the profile, occupations too
	fieldLines        = "lignes" // short lines as shown in highlights
	fieldPresentation = "presentation"
	fieldROME         = "rome"
	fieldINSEE        = "insee"
	fieldPlace        = "lieu"
	fieldCell         = "cellule"
	fieldLicence      = "permis"
	fieldCertificate  = "certificat"
	fieldContract     = "contrat"
	fieldDomain       = "domaine"
	fieldPool         = "vivier"
	fieldAvailable    = "disponible"
	fieldUpdated      = "maj"
)

// unsaid is the contract of a person who named none: unknown is not lacking, so they answer every contract.
const unsaid = "?"

// inPool is the value of fieldPool for people who may be proposed.
const inPool = "oui"

// document is a profile as the index reads it. Available is the Date's number, 0 when not known; Updated is in seconds.
type document struct {
	Occupation   []string `json:"metier"`
	Text         []string `json:"texte"`
	Lines        []string `json:"lignes"`
	Presentation string   `json:"presentation"`
	ROME         []string `json:"rome"`
	INSEE        string   `json:"insee"`
	Place        string   `json:"lieu"`
	Cell         string   `json:"cellule"`
	Licence      []string `json:"permis"`
	Certificate  []string `json:"certificat"`
	Contract     []string `json:"contrat"`
	Domain       string   `json:"domaine"`
	Pool         string   `json:"vivier"`
	Available    float64  `json:"disponible"`
	Updated      float64  `json:"maj"`
}

// document makes the words and codes under which a person is found.
func (l Labels) document(e domain.IndexEntry) document {
	p := e.Profile
	codes, occupations := l.occupations(p)
	lines := slices.Concat(occupations, l.otherLines(p))
	d := document{
		Occupation: occupations, Lines: lines, Presentation: p.Presentation,
		ROME: codes, INSEE: p.Place.INSEE, Domain: string(p.Domain),
		Licence: licences(p.Licences), Certificate: certificates(p.Certificates), Contract: contracts(p.Contracts),
		Available: float64(p.Available), Updated: float64(e.Updated.Unix()),
	}
	d.Text = slices.Concat(lines, []string{p.Presentation})
	if p.Place.Known() {
		at := place{p.Place.Lat, p.Place.Lon}
		d.Place, d.Cell = at.term(), at.cell()
		d.Text = append(d.Text, p.Place.Name)
	}
	if e.InPool {
		d.Pool = inPool
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

// licences lists what the person may drive: what is held, with all it covers. A licence in progress opens nothing yet.
func licences(held []domain.HeldLicence) (codes []string) {
	for _, wanted := range domain.Licences() {
		if slices.ContainsFunc(held, func(h domain.HeldLicence) bool { return !h.InProgress && h.Licence.Covers(wanted) }) {
			codes = append(codes, string(wanted))
		}
	}
	return codes
}

// certificates lists what was delivered and all it stands for. Whether it is still valid is told on the person's page:
// somebody whose certificate has just ended is one renewal away, and must be found.
func certificates(held []domain.HeldCertificate) (codes []string) {
	for _, h := range held {
		codes = append(codes, h.Code)
		for _, c := range referential.Certificates().Covers(h.Code) {
			codes = append(codes, c.Code)
		}
	}
	return unique(codes)
}

func contracts(set domain.ContractSet) (codes []string) {
	for _, c := range set.List() {
		codes = append(codes, string(c))
	}
	if codes == nil {
		return []string{unsaid}
	}
	return codes
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
	for _, name := range []string{fieldLines, fieldPresentation} {
		d.AddFieldMappingsAt(name, field(mapping.NewTextFieldMapping(), func(f *mapping.FieldMapping) { f.Store = true }))
	}
	for _, name := range []string{fieldROME, fieldINSEE, fieldPlace, fieldCell, fieldLicence, fieldCertificate, fieldContract, fieldDomain, fieldPool} {
		d.AddFieldMappingsAt(name, field(mapping.NewTextFieldMapping(), func(f *mapping.FieldMapping) {
			f.Index, f.Analyzer = true, keyword.Name
		}))
	}
	for _, name := range []string{fieldAvailable, fieldUpdated} {
		d.AddFieldMappingsAt(name, field(mapping.NewNumericFieldMapping(), func(f *mapping.FieldMapping) {
			f.Index, f.DocValues, f.Store = true, true, name == fieldUpdated
		}))
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
