package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// snapshot is the index at one instant, read posting list by posting list. Bleve's own searchers score each document of
// each word and give its key as text: a search that most people answer took them 90 to 260 ms among 100,000, where
// reading the same lists into sets of rows takes one or two. The words of a file, their analysis, their dictionary and
// their safety on disk stay Bleve's.
type snapshot struct {
	reader   *scorch.IndexSnapshot
	segments []segmentRows
	rows     int
}

// segmentRows is a segment with the row of each of its documents, -1 for none.
type segmentRows struct {
	*scorch.SegmentSnapshot
	rows []int32
}

// look takes a snapshot; the table is locked for reading until close.
func (t *table) look(engine bleve.Index) (*snapshot, error) {
	advanced, err := engine.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	held, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the engine reads by %T", reader), reader.Close())
	}
	s := &snapshot{reader: held, rows: len(t.rows)}
	if err := t.numberSegments(s); err != nil {
		return nil, errors.Join(err, held.Close())
	}
	return s, nil
}

func (s *snapshot) close() error { return s.reader.Close() }

// numberSegments finds the rows of each segment, and forgets those of segments that are gone.
func (t *table) numberSegments(s *snapshot) error {
	t.segments.Lock()
	defer t.segments.Unlock()
	kept := make(map[uint64][]int32, len(t.rowsOf))
	for _, seg := range s.reader.Segments() {
		rows, known := t.rowsOf[seg.Id()]
		if !known {
			var err error
			if rows, err = t.numberSegment(seg); err != nil {
				return err
			}
		}
		kept[seg.Id()] = rows
		s.segments = append(s.segments, segmentRows{seg, rows})
	}
	t.rowsOf = kept
	return nil
}

func (t *table) numberSegment(seg *scorch.SegmentSnapshot) ([]int32, error) {
	rows := make([]int32, seg.FullSize())
	for n := range rows {
		id, err := seg.DocID(uint64(n))
		if err != nil {
			return nil, err
		}
		rows[n] = -1
		if row, known := t.at[string(id)]; known {
			rows[n] = row
		}
	}
	return rows, nil
}

// holders adds to a set the rows of whoever holds a stem in a field.
func (s *snapshot) holders(field, stem string, into rowSet) error {
	for _, seg := range s.segments {
		dictionary, err := seg.Segment().Dictionary(field)
		if err != nil {
			return err
		}
		list, err := dictionary.PostingsList([]byte(stem), seg.Deleted(), nil)
		if err != nil {
			return err
		}
		if err := seg.collect(list.Iterator(false, false, false, nil), into); err != nil {
			return err
		}
	}
	return nil
}

// collect reads a posting list, as a bitmap where Bleve has one.
func (s segmentRows) collect(list segment.PostingsIterator, into rowSet) error {
	add := func(number uint64) {
		if row := s.rows[number]; row >= 0 {
			into.add(row)
		}
	}
	if bitmap, ok := list.(segment.OptimizablePostingsIterator); ok && bitmap.ActualBitmap() != nil {
		var buffer [256]uint32
		it := bitmap.ActualBitmap().ManyIterator()
		for n := it.NextMany(buffer[:]); n > 0; n = it.NextMany(buffer[:]) {
			for _, number := range buffer[:n] {
				add(uint64(number))
			}
		}
		return nil
	}
	for {
		posting, err := list.Next()
		if err != nil || posting == nil {
			return err
		}
		add(posting.Number())
	}
}

// stems lists the stems of all words that a dictionary gives, at most limit.
func stemsOf(dictionary index.FieldDict, failed error, limit int) (stems []string, err error) {
	if failed != nil {
		return nil, failed
	}
	defer func() { err = errors.Join(err, dictionary.Close()) }()
	for len(stems) < limit {
		entry, err := dictionary.Next()
		if err != nil || entry == nil {
			return stems, err
		}
		stems = append(stems, entry.Term)
	}
	return stems, nil
}

// begunBy are the stems that begin so; near those one letter away, added, dropped or changed after the first.
func (s *snapshot) begunBy(stem string, limit int) ([]string, error) {
	dictionary, err := s.reader.FieldDictPrefix(fieldText, []byte(stem))
	return stemsOf(dictionary, err, limit)
}

func (s *snapshot) near(stem string, limit int) ([]string, error) {
	first := stem[:1]
	dictionary, err := s.reader.FieldDictFuzzy(fieldText, stem, 1, first)
	stems, err := stemsOf(dictionary, err, limit)
	kept := stems[:0]
	for _, near := range stems {
		if strings.HasPrefix(near, first) {
			kept = append(kept, near)
		}
	}
	return kept, err
}

// readTable fills a table with the facts that the index keeps.
func readTable(engine bleve.Index) (*table, error) {
	t := newTable()
	s, err := t.look(engine)
	if err != nil {
		return nil, err
	}
	for _, seg := range s.segments {
		if err := t.readSegment(seg); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	clear(t.rowsOf) // nobody had a row when they were made
	return t, s.close()
}

func (t *table) readSegment(seg segmentRows) error {
	gone := seg.Deleted()
	for number := range uint64(len(seg.rows)) {
		if gone != nil && gone.Contains(uint32(number)) {
			continue
		}
		id, err := seg.DocID(number)
		if err != nil {
			return err
		}
		f, found := facts{}, false
		read := func(field string, _ byte, value []byte, _ []uint64) bool {
			if field == fieldFacts {
				err = json.Unmarshal(value, &f)
				found = true
			}
			return !found
		}
		if failed := seg.VisitDocument(number, read); failed != nil || err != nil || !found {
			return errors.Join(fmt.Errorf("%w: facts of a person", errDamaged), failed, err)
		}
		t.put([]string{string(id)}, []facts{f})
	}
	return nil
}
