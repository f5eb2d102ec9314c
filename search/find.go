package search

import (
	"context"
	"errors"
	"strings"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
)

// People a page: what is given when nothing is asked, and the most one may ask.
const (
	defaultLimit = 20
	maxLimit     = 200
)

// Search finds people, counts them, and counts each value of each facet, all exactly. Equal answers come by last update,
// then by key. Highlights are passages of plain text, HTML-escaped, in which only <mark> and </mark> are tags.
// A cursor that Search did not give for the same kind of query is refused as Invalid.
func (x *Index) Search(ctx context.Context, q domain.PeopleQuery) (page domain.PeoplePage, err error) {
	words := terms(q.Text)
	if len(words) == 0 && strings.TrimSpace(tidy(q.Text)) != "" {
		return page, nil // only signs or common words: nobody, rather than everybody
	}
	sort, err := sortOf(q, len(words))
	if err != nil {
		return page, err
	}
	q.Sort = sort
	after := bookmark{}
	if q.Cursor != "" {
		if after, err = openCursor(q.Cursor, sort, len(words)); err != nil {
			return page, err
		}
		q.On = after.On
	}
	err = x.use("search", func(engine bleve.Index) error {
		x.table.mu.RLock()
		defer x.table.mu.RUnlock()
		s, err := x.table.look(engine)
		if err != nil {
			return unavailable("search", err)
		}
		page, err = x.search(ctx, s, q, words, after)
		if closed := s.close(); err == nil && closed != nil {
			err = unavailable("search", closed)
		}
		return err
	})
	return page, err
}

// search answers from a snapshot. The table is locked for reading.
func (x *Index) search(ctx context.Context, s *snapshot, q domain.PeopleQuery, words []term, after bookmark) (page domain.PeoplePage, err error) {
	list, err := x.read(ctx, s, q, words, after)
	if err != nil {
		return page, err
	}
	f := x.filter(q)
	counts := newCounting(x.table, f)
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	shown := &first{limit: min(limit, maxLimit)}
	take := func(number, points int32) {
		r := &x.table.rows[number]
		if !r.live {
			return
		}
		failed := f.fails(x.table, r)
		counts.add(r, failed)
		if failed != 0 {
			return
		}
		page.Total++
		one := rank{key(q.Sort, f, r, points), r.updated, r.id, number}
		if after.ID == "" || after.rank().compare(one) < 0 {
			shown.add(one)
		}
	}
	if len(words) == 0 {
		for number := range x.table.rows {
			take(int32(number), 0)
		}
	} else {
		points, set := make([]int32, s.rows), newRowSet(s.rows)
		answer(list, points, set)
		set.each(func(number int32) { take(number, points[number]) })
	}
	if err := ctx.Err(); err != nil {
		return page, unavailable("search", err)
	}
	page.Facets, page.Possible = counts.facets(q), x.table.possible(f.pool)
	err = x.show(s, &page, shown, q, list)
	return page, err
}

// read looks the words up: who has each, what a rare one may have been meant for, what says the same. A page that
// follows another reads them as that one did.
func (x *Index) read(ctx context.Context, s *snapshot, q domain.PeopleQuery, words []term, after bookmark) (list []*asked, err error) {
	for i, t := range words {
		if err := ctx.Err(); err != nil {
			return nil, unavailable("search", err)
		}
		t.begun = t.begun && !q.Literal
		a, err := s.lookUp(t)
		if err != nil {
			return nil, unavailable("search", err)
		}
		a.fuzzy = a.fuzzy && a.holders < wellKnown && !q.Literal && !x.thesaurus.names(a.stem)
		if after.ID != "" {
			a.fuzzy = after.Words[i].Fuzzy
		}
		if a.fuzzy {
			if err := x.mend(s, a); err != nil {
				return nil, unavailable("search", err)
			}
		}
		list = append(list, a)
	}
	if !q.Literal {
		if err := x.widen(s, list); err != nil {
			return nil, unavailable("search", err)
		}
	}
	weigh(list, len(x.table.at))
	if after.ID != "" {
		for i, w := range after.Words {
			list[i].weight = w.Weight
		}
	}
	return list, nil
}

// show fills the page with the people of their ranks, and says where the next one begins.
func (x *Index) show(s *snapshot, page *domain.PeoplePage, shown *first, q domain.PeopleQuery, list []*asked) error {
	page.Hits = make([]domain.PeopleHit, 0, len(shown.kept))
	m := marksOf(list)
	for _, r := range shown.kept {
		hit := domain.PeopleHit{ID: r.id}
		if len(list) > 0 {
			words, err := s.words(r.id)
			if err != nil && !errors.Is(err, errNoDocument) {
				return unavailable("search", err)
			}
			hit.Score, hit.Highlights = float64(-r.key), highlights(words, m)
			if q.Sort != domain.SortRelevance {
				hit.Score = 0
			}
			mendedWords(page, list, words)
		}
		page.Hits = append(page.Hits, hit)
	}
	if !shown.more {
		return nil
	}
	last := shown.kept[len(shown.kept)-1]
	next := bookmark{Sort: q.Sort, Key: last.key, Updated: last.updated, ID: last.id, On: q.On}
	for _, a := range list {
		next.Words = append(next.Words, worth{a.weight, a.fuzzy})
	}
	page.Next = next.cursor()
	return nil
}
