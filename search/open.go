package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// indexVersion changes with the fields or the analysis: an index of another version is filled again.
const indexVersion = "1"

// lockWait is how long a second open waits for the first to end before it refuses.
const lockWait = "300ms"

// sampleSize is how many stored people Open reads to see that the files are sound.
const sampleSize = 50

// errDamaged is the cause of every index set aside.
var errDamaged = errors.New("damaged index")

// Open opens the index of a folder, or makes an empty one. An index that is damaged, or of another version, is set aside
// as <dir>.abime-<unix time> and an empty one takes its place; Fresh tells. It refuses as Conflict when another process
// has the index open, and as Unavailable when the folder cannot be written.
func Open(dir string, labels Labels) (*Index, error) {
	x := &Index{dir: dir, labels: labels}
	if _, err := os.Stat(dir); err == nil {
		err := x.openExisting()
		switch {
		case err == nil:
			return x, nil
		case isLocked(err):
			return nil, domain.Refuse(domain.CodeConflict,
				"L'index de recherche est déjà ouvert par un autre programme. Arrêtez-le, puis recommencez.").WithCause(err)
		}
		if err := setAside(dir); err != nil {
			return nil, unavailable("open", err)
		}
	}
	if err := x.create(); err != nil {
		return nil, unavailable("open", err)
	}
	return x, nil
}

// isLocked tells the refusal of the lock from damage: bbolt, inside Bleve, answers just « timeout ».
func isLocked(err error) bool { return err != nil && strings.HasSuffix(err.Error(), "timeout") }

// setAside renames a damaged index, for whoever wants to know why.
func setAside(dir string) error {
	name := dir + ".abime-" + strconv.FormatInt(time.Now().Unix(), 10)
	for n := 2; ; n++ {
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			return os.Rename(dir, name)
		}
		name = fmt.Sprintf("%s-%d", name, n)
	}
}

func engineConfig() map[string]any { return map[string]any{"bolt_timeout": lockWait} }

// create makes an empty index.
func (x *Index) create() (err error) {
	defer guard("create", &err)
	if err := os.MkdirAll(filepath.Dir(x.dir), 0o700); err != nil {
		return err
	}
	engine, err := bleve.NewUsing(x.dir, indexMapping(), scorch.Name, scorch.Name, engineConfig())
	if err != nil {
		return err
	}
	if err := engine.SetInternal(versionKey, []byte(indexVersion)); err != nil {
		return errors.Join(err, engine.Close())
	}
	x.engine, x.places, x.fresh = engine, newPlaces(), true
	return nil
}

// openExisting opens an index and reads enough of it to trust it.
func (x *Index) openExisting() (err error) {
	if err := checkSegments(x.dir); err != nil {
		return err
	}
	engine, err := openEngine(x.dir)
	if err != nil {
		return err
	}
	places, err := check(engine)
	if err != nil {
		return errors.Join(err, closeEngine(engine))
	}
	x.engine, x.places = engine, places
	return nil
}

func openEngine(dir string) (engine bleve.Index, err error) {
	defer guard("open", &err)
	return bleve.OpenUsing(dir, engineConfig())
}

func closeEngine(engine bleve.Index) (err error) {
	defer guard("close", &err)
	return engine.Close()
}

// check reads the version, the number of people and a sample of them: damage may show only then.
func check(engine bleve.Index) (ps *places, err error) {
	defer guard("check", &err)
	version, err := engine.GetInternal(versionKey)
	if err != nil {
		return nil, err
	}
	if string(version) != indexVersion {
		return nil, fmt.Errorf("%w: version %q", errDamaged, version)
	}
	if err := checkCount(engine); err != nil {
		return nil, err
	}
	if err := checkSample(engine); err != nil {
		return nil, err
	}
	return readPlaces(engine)
}

// checkCount compares what is there with what the last batch said.
func checkCount(engine bleve.Index) error {
	count, err := engine.DocCount()
	if err != nil {
		return err
	}
	kept, err := engine.GetInternal(countKey)
	if err != nil {
		return err
	}
	if kept == nil && count == 0 {
		return nil
	}
	if wanted, err := strconv.ParseUint(string(kept), 10, 64); err != nil || wanted != count {
		return fmt.Errorf("%w: %d people instead of %q", errDamaged, count, kept)
	}
	return nil
}

func checkSample(engine bleve.Index) error {
	request := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), sampleSize, 0, false)
	request.Fields = []string{"*"}
	request.SortBy([]string{"-" + fieldUpdated, "_id"})
	result, err := engine.Search(request)
	if err != nil {
		return err
	}
	count, err := engine.DocCount()
	if err != nil {
		return err
	}
	if result.Total != count || len(result.Hits) != min(sampleSize, int(count)) {
		return fmt.Errorf("%w: %d people found of %d", errDamaged, result.Total, count)
	}
	return nil
}

// readPlaces lists the places that people of the index live in.
func readPlaces(engine bleve.Index) (*places, error) {
	ps := newPlaces()
	dict, err := engine.FieldDict(fieldPlace)
	if err != nil {
		return nil, err
	}
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return ps, errors.Join(err, dict.Close())
		}
		p, ok := parsePlace(entry.Term)
		if !ok && entry.Term != "" {
			return nil, errors.Join(fmt.Errorf("%w: place %q", errDamaged, entry.Term), dict.Close())
		}
		if ok {
			ps.insert(p)
		}
	}
}

// checkSegments compares each segment file with the sum at its end. Bleve itself never looks at it when it opens.
// A file that root.bolt does not name is the rest of a batch that never ended: it does not count.
func checkSegments(dir string) error {
	store := filepath.Join(dir, "store")
	root, err := os.ReadFile(filepath.Join(store, "root.bolt"))
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	names := string(root)
	files, err := filepath.Glob(filepath.Join(store, "*.zap"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.Contains(names, filepath.Base(file)) {
			if err := checkSegment(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSegment reads one file of Bleve's zap format: its last four bytes are the CRC-32 (IEEE) of all before.
func checkSegment(file string) (err error) {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() <= crc32.Size {
		return fmt.Errorf("%w: %s is cut", errDamaged, filepath.Base(file))
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, info.Size()-crc32.Size); err != nil {
		return err
	}
	var kept [crc32.Size]byte
	if _, err := io.ReadFull(f, kept[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(kept[:]) != sum.Sum32() {
		return fmt.Errorf("%w: %s", errDamaged, filepath.Base(file))
	}
	return nil
}

// Reset empties the index: nobody, no mark. Searches wait for it to end.
func (x *Index) Reset() (err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.swap.Lock()
	defer x.swap.Unlock()
	if x.engine != nil {
		// What it holds goes away whatever its state.
		_ = closeEngine(x.engine)
		x.engine = nil
	}
	if err := os.RemoveAll(x.dir); err != nil {
		return unavailable("reset", err)
	}
	if err := x.create(); err != nil {
		return unavailable("reset", err)
	}
	return nil
}
