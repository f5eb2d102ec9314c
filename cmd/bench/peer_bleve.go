package main

import (
	"context"
	"path/filepath"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// bleveBatch is how many documents go in at once.
const bleveBatch = 2000

// openBleve indexes the corpus in a scorch index and asks it the best equivalent query: gates and cells as clauses that
// must match, occupations, skills and text as boosted ones that may.
func openBleve(_ context.Context, dir string, c *corpus) (engine, error) {
	index, err := bleve.New(filepath.Join(dir, "bleve"), bleveMapping())
	if err != nil {
		return engine{}, err
	}
	batch := index.NewBatch()
	for i := range c.people {
		d := documentOf(&c.people[i])
		if err := batch.Index(d.id, bleveFields(&d)); err != nil {
			return engine{}, err
		}
		if batch.Size() >= bleveBatch || i == len(c.people)-1 {
			if err := index.Batch(batch); err != nil {
				return engine{}, err
			}
			batch.Reset()
		}
	}
	return engine{name: "bleve", close: func() { _ = index.Close() }, ask: func(o *domain.Offer) ([]string, error) {
		request := bleve.NewSearchRequestOptions(bleveQuery(c.questionOf(o)), peerDepth, 0, false)
		found, err := index.Search(request)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(found.Hits))
		for i, hit := range found.Hits {
			ids[i] = hit.ID
		}
		return ids, nil
	}}, nil
}

func bleveMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	doc := bleve.NewDocumentStaticMapping()
	word := bleve.NewTextFieldMapping()
	word.Analyzer, word.Store, word.IncludeInAll, word.IncludeTermVectors, word.DocValues = keyword.Name, false, false, false, false
	for _, name := range []string{"cell", "open", "sought", "done", "domain", "contract", "legal", "licence", "skill"} {
		doc.AddFieldMappingsAt(name, word)
	}
	text := bleve.NewTextFieldMapping()
	text.Analyzer, text.Store, text.IncludeInAll, text.IncludeTermVectors, text.DocValues = fr.AnalyzerName, false, false, false, false
	doc.AddFieldMappingsAt("text", text)
	number := bleve.NewNumericFieldMapping()
	number.Store, number.IncludeInAll, number.DocValues = false, false, false
	doc.AddFieldMappingsAt("available", number)
	m.DefaultMapping = doc
	return m
}

// bleveDocument is what the index is given of a person.
type bleveDocument struct {
	Cell      string   `json:"cell"`
	Open      string   `json:"open"`
	Sought    []string `json:"sought"`
	Done      []string `json:"done"`
	Domain    []string `json:"domain"`
	Contract  []string `json:"contract"`
	Legal     []string `json:"legal"`
	Licence   []string `json:"licence"`
	Skill     []string `json:"skill"`
	Text      string   `json:"text"`
	Available float64  `json:"available"`
}

func bleveFields(d *peerDocument) bleveDocument {
	open := "no"
	if d.open {
		open = "yes"
	}
	return bleveDocument{d.cell, open, d.sought, d.done, d.domains, d.contracts, d.legal, d.licences, d.skills, d.text, float64(d.available)}
}

func bleveQuery(q peerQuestion) query.Query {
	term := func(field, value string, boost float64) query.Query {
		t := bleve.NewTermQuery(value)
		t.SetField(field)
		t.SetBoost(boost)
		return t
	}
	anyOf := func(field string, values []string) query.Query {
		list := make([]query.Query, len(values))
		for i, v := range values {
			list[i] = term(field, v, 0)
		}
		return bleve.NewDisjunctionQuery(list...)
	}
	all := bleve.NewBooleanQuery()
	all.AddMust(term("open", "yes", 0), anyOf("cell", q.cells), term("contract", string(q.offer.Contract), 0), term("legal", string(q.offer.Contract), 0))
	for _, l := range q.offer.Licences {
		if l.Need == domain.DayOne {
			all.AddMust(term("licence", string(l.Licence), 0))
		}
	}
	latest := float64(q.latest) + 1
	window := bleve.NewNumericRangeQuery(nil, &latest)
	window.SetField("available")
	window.SetBoost(0)
	all.AddMust(window)
	trade := []query.Query{term("sought", q.same, 32), term("done", q.same, 24), term("domain", q.domain, 6)}
	for _, code := range q.close {
		trade = append(trade, term("sought", code, 22), term("done", code, 22))
	}
	for _, code := range q.evolution {
		trade = append(trade, term("sought", code, 14), term("done", code, 14))
	}
	all.AddMust(bleve.NewDisjunctionQuery(trade...))
	for _, s := range q.offer.Skills {
		all.AddShould(term("skill", s.ID, 4))
	}
	text := bleve.NewMatchQuery(q.text)
	text.SetField("text")
	text.SetBoost(0.2)
	all.AddShould(text)
	return all
}
