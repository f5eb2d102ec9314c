package search

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// People a page: what is given when nothing is asked, and the most one may ask.
const (
	defaultLimit = 20
	maxLimit     = 200
)

// Search finds people. With words, the best score comes first, then the smallest id; without, the latest updated first.
// Highlights are passages of plain text, HTML-escaped, in which only <mark> and </mark> are tags.
// A cursor that Search did not give for the same kind of query is refused as Invalid.
func (x *Index) Search(ctx context.Context, q domain.PeopleQuery) (page domain.PeoplePage, err error) {
	words := terms(q.Text)
	if len(words) == 0 && strings.TrimSpace(tidy(q.Text)) != "" {
		return page, nil // only signs or common words: nobody, rather than everybody
	}
	err = x.use("search", func(engine bleve.Index) error {
		words, err := settle(engine, words)
		if err != nil {
			return unavailable("search", err)
		}
		request, err := x.request(q, words)
		if err != nil {
			return err
		}
		result, err := engine.SearchInContext(ctx, request)
		if err != nil {
			return unavailable("search", err)
		}
		page = pageOf(result, request, words)
		return nil
	})
	return page, err
}

// request turns the query into Bleve's: objects only, never a text to parse.
func (x *Index) request(q domain.PeopleQuery, words []term) (*bleve.SearchRequest, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	request := bleve.NewSearchRequestOptions(x.whole(q, words), min(limit, maxLimit), 0, false)
	request.Fields = []string{fieldLines, fieldPresentation, fieldUpdated}
	order := search.SortOrder{&search.SortScore{Desc: true}, &search.SortDocID{}}
	if len(words) == 0 {
		order = search.SortOrder{&search.SortField{Field: fieldUpdated, Type: search.SortFieldAsNumber, Desc: true}, &search.SortDocID{}}
		request.Score = "none"
	}
	request.SortByCustom(order)
	if q.Cursor == "" {
		return request, nil
	}
	after, err := parseCursor(q.Cursor)
	if err != nil {
		return nil, err
	}
	request.SetSearchAfter(after)
	return request, nil
}

func (x *Index) whole(q domain.PeopleQuery, words []term) query.Query {
	filters := x.filters(q)
	switch {
	case len(words) == 0 && len(filters) == 0:
		return bleve.NewMatchAllQuery()
	case len(words) == 0:
		return bleve.NewConjunctionQuery(filters...)
	case len(filters) == 0:
		return wordsQuery(words)
	}
	return bleve.NewConjunctionQuery(wordsQuery(words), unscored{bleve.NewConjunctionQuery(filters...)})
}

func pageOf(result *bleve.SearchResult, request *bleve.SearchRequest, words []term) domain.PeoplePage {
	page := domain.PeoplePage{Total: int(result.Total), Hits: make([]domain.PeopleHit, 0, len(result.Hits))}
	for _, hit := range result.Hits {
		page.Hits = append(page.Hits, domain.PeopleHit{ID: hit.ID, Score: hit.Score, Highlights: highlights(hit, words)})
	}
	if n := len(result.Hits); n == request.Size && n > 0 {
		last := result.Hits[n-1]
		key := last.Score
		if len(words) == 0 {
			key, _ = last.Fields[fieldUpdated].(float64)
		}
		page.Next = cursor(key, last.ID)
	}
	return page
}

// cursorKey is the place of the last hit in the order of the list.
type cursorKey struct {
	Key string `json:"k"`
	ID  string `json:"i"`
}

func cursor(key float64, id string) string {
	text, _ := json.Marshal(cursorKey{strconv.FormatFloat(key, 'g', -1, 64), id}) // two strings always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

func parseCursor(s string) (after []string, err error) {
	refused := domain.Invalid("cursor", "Cette page de résultats n'existe pas. Relancez la recherche.")
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(text) > 1000 {
		return nil, refused
	}
	var key cursorKey
	if json.Unmarshal(text, &key) != nil || key.ID == "" {
		return nil, refused
	}
	if _, err := strconv.ParseFloat(key.Key, 64); err != nil {
		return nil, refused
	}
	return []string{key.Key, key.ID}, nil
}
