package store

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// place is a place in the order of changes: by time, then by id.
type place struct {
	at time.Time
	id string
}

func placeOf(v envelope) place { return place{v.At, v.ID} }

func (p place) compare(o place) int {
	if c := p.at.Compare(o.at); c != 0 {
		return c
	}
	return strings.Compare(p.id, o.id)
}

// onward is the condition of what comes at the instant of a place or later: one range of the index of changes.
func (p place) onward() bson.D {
	return bson.D{{Key: "at", Value: bson.D{{Key: "$gte", Value: p.at}}}}
}

// window is what a mark stands for: all was told up to from, and beyond it the writes in told, by id. Its text says the
// time of the last change told, and a sum of what was told in the overlap before it: another process, or this one after
// a restart, finds the same window again if nothing else came in, and else tells the overlap once more.
type window struct {
	from  place
	until time.Time // of the last change told
	told  map[string]toldWrite
	known bool // the mark is of this database, and what it told is known
}

// toldWrite is a write that was told: the how manieth of its document, and when.
type toldWrite struct {
	n  int64
	at time.Time
}

func (w *window) hasTold(entry envelope) bool { return w.told[entry.ID].n == entry.N }

// tell notes that the document of an entry was told as it was read, which may be later than the entry.
func (w *window) tell(entry, read envelope) {
	w.told[read.ID] = toldWrite{read.N, read.At}
	if entry.At.After(w.until) {
		w.until = entry.At
	}
}

// advance moves the beginning of the window to what was read last, but never into what is not settled, and forgets what
// neither a reading nor the text of the mark will ask for.
func (w *window) advance(last place, settled time.Time) {
	if reached := (place{at: settled}); last.compare(reached) > 0 {
		last = reached
	}
	if last.compare(w.from) > 0 {
		w.from = last
	}
	for id, t := range w.told {
		if t.at.Before(w.from.at) && !t.at.After(w.until.Add(-overlap)) {
			delete(w.told, id)
		}
	}
}

// mark writes the window, empty while nothing was told.
func (w *window) mark(generation int64) string {
	if w.until.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s.%d.%s", strconv.FormatInt(generation, 36), w.until.UnixMilli(), w.sum())
}

// sum is the same for the same writes told in the overlap before until, in whatever order.
func (w *window) sum() string {
	var sum uint64
	for id, t := range w.told {
		if t.at.After(w.until.Add(-overlap)) && !t.at.After(w.until) {
			h := fnv.New64a()
			fmt.Fprintf(h, "%s\x00%d\x00%d", id, t.n, t.at.UnixMilli())
			sum += h.Sum64()
		}
	}
	return strconv.FormatUint(sum, 36)
}

// clone is what a next mark is made from, while the followers of this one may still ask.
func (w *window) clone() *window {
	c := *w
	c.told = make(map[string]toldWrite, len(w.told))
	for id, t := range w.told {
		c.told[id] = t
	}
	return &c
}

// windowAt finds the window of a mark: in memory, or from its text.
func (e *mongoEngine) windowAt(ctx context.Context, coll, mark string) (*window, error) {
	if w := e.windows.find(coll, mark); w != nil {
		return w.clone(), nil
	}
	fresh := &window{told: map[string]toldWrite{}, known: mark == ""}
	if mark == "" {
		return fresh, nil
	}
	generation, text, found := strings.Cut(mark, ".")
	if !found {
		return nil, unreadableMark(nil)
	}
	until, sum, _ := strings.Cut(text, ".")
	millis, err := strconv.ParseInt(until, 10, 64)
	if err != nil || millis < 0 {
		return nil, unreadableMark(err)
	}
	if generation != strconv.FormatInt(e.generation, 36) {
		return fresh, nil
	}
	return e.windowAgain(ctx, coll, time.UnixMilli(millis).UTC(), sum)
}

// windowAgain reads what stands in the overlap before until. If its sum is the one that was told, it is known as told.
func (e *mongoEngine) windowAgain(ctx context.Context, coll string, until time.Time, sum string) (*window, error) {
	w := &window{until: until, told: map[string]toldWrite{}}
	w.from = place{at: until.Add(-overlap), id: lastID}
	cursor, err := e.db.Collection(coll).Find(ctx, bson.D{{Key: "at", Value: bson.D{{Key: "$gt", Value: w.from.at}, {Key: "$lte", Value: until}}}}, entriesInOrder())
	if err != nil {
		return nil, err
	}
	var entries []envelope
	if err := cursor.All(ctx, &entries); err != nil {
		return nil, err
	}
	for _, entry := range entries {
		w.told[entry.ID] = toldWrite{entry.N, entry.At}
	}
	if w.known = w.sum() == sum; !w.known {
		w.told = map[string]toldWrite{}
	}
	return w, nil
}

// lastID comes after every id that somebody would give.
const lastID = "\U0010ffff"

// windows remembers those of the latest marks. It is a saving only: a window that is forgotten is read again.
type windows struct {
	mu     sync.Mutex
	latest []keptWindow
}

type keptWindow struct {
	coll, mark string
	*window
}

const (
	mostWindows = 16
	mostTold    = 100_000 // writes in all the windows kept, some 100 bytes each
)

func (k *windows) find(coll, mark string) *window {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, kept := range k.latest {
		if kept.coll == coll && kept.mark == mark {
			return kept.window
		}
	}
	return nil
}

func (k *windows) keep(coll, mark string, w *window) {
	if mark == "" {
		return
	}
	w.known = true
	k.mu.Lock()
	defer k.mu.Unlock()
	k.latest = slices.DeleteFunc(k.latest, func(kept keptWindow) bool { return kept.coll == coll && kept.mark == mark })
	k.latest = append(k.latest, keptWindow{coll, mark, w})
	told := 0
	for i := len(k.latest) - 1; i >= 0; i-- {
		told += len(k.latest[i].told)
		if older := len(k.latest) - i; older > mostWindows || older > 1 && told > mostTold {
			k.latest = slices.Delete(k.latest, 0, i+1)
			return
		}
	}
}
