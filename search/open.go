package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// indexVersion changes with the fields or the analysis: an index of another version is filled again.
const indexVersion = "2"

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
	held, err := lock(dir)
	if err != nil {
		return nil, err
	}
	x := &Index{dir: filepath.Clean(dir), labels: labels, held: held, thesaurus: newThesaurus(labels.Names)}
	if err := x.openOrReplace(); err != nil {
		return nil, errors.Join(err, held.Close())
	}
	return x, nil
}

// openOrReplace opens what is in the folder, or sets it aside and makes an empty index.
func (x *Index) openOrReplace() error {
	if _, err := os.Stat(x.dir); err == nil {
		err := x.openExisting()
		if err == nil {
			return nil
		}
		if isLocked(err) {
			return locked(err)
		}
		if err := setAside(x.dir); err != nil {
			return unavailable("open", err)
		}
	}
	if err := x.create(); err != nil {
		return unavailable("open", err)
	}
	return nil
}

// isLocked tells the refusal of Bleve's own lock from damage: bbolt, inside Bleve, answers just « timeout ».
func isLocked(err error) bool { return err != nil && strings.HasSuffix(err.Error(), "timeout") }

// asideSuffix begins what is added to the name of a damaged index.
const asideSuffix = ".abime-"

// removeAsides removes the damaged indexes set aside.
func removeAsides(dir string) error {
	asides, err := filepath.Glob(dir + asideSuffix + "*")
	for _, aside := range asides {
		err = errors.Join(err, os.RemoveAll(aside))
	}
	return err
}

// setAside renames a damaged index, for whoever wants to know why.
func setAside(dir string) error {
	name := dir + asideSuffix + strconv.FormatInt(time.Now().Unix(), 10)
	for n := 2; ; n++ {
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			return os.Rename(dir, name)
		}
		name = fmt.Sprintf("%s-%d", name, n)
	}
}

func engineConfig() map[string]any {
	return map[string]any{"bolt_timeout": lockWait, "asyncErrorCallbackName": callbackName}
}

// create makes an empty index.
func (x *Index) create() (err error) {
	defer guard("create", &err)
	x.stop = watchStop(x.dir)
	engine, err := bleve.NewUsing(x.dir, indexMapping(), scorch.Name, scorch.Name, engineConfig())
	if err != nil {
		return err
	}
	x.engine, x.table, x.seal, x.fresh = engine, newTable(), seal{}, true
	batch := engine.NewBatch()
	batch.SetInternal(versionKey, []byte(indexVersion))
	if err := x.commit(engine, batch, 0); err != nil {
		return errors.Join(err, closeEngine(engine))
	}
	return nil
}

// openExisting opens an index and reads enough of it to trust it.
func (x *Index) openExisting() (err error) {
	kept, err := readSeal(x.dir)
	if err != nil {
		return err
	}
	x.stop = watchStop(x.dir)
	engine, err := openEngine(x.dir)
	if err != nil {
		return err
	}
	people, sequence, err := check(engine)
	if err == nil && sequence < kept.Sequence {
		err = fmt.Errorf("%w: write %d of %d", errDamaged, sequence, kept.Sequence)
	}
	x.seal = seal{Sequence: sequence}
	if err == nil {
		// A write on trial: damage in what only writing reads, and the seal of a closed index goes.
		err = x.commit(engine, engine.NewBatch(), 0)
	}
	if err != nil {
		return errors.Join(err, closeEngine(engine))
	}
	x.engine, x.table = engine, people
	return nil
}

func openEngine(dir string) (engine bleve.Index, err error) {
	defer guard("open", &err)
	return bleve.OpenUsing(dir, engineConfig())
}

// check reads what the index keeps for itself and a sample of people: damage may show only then.
func check(engine bleve.Index) (people *table, sequence uint64, err error) {
	defer guard("check", &err)
	version, err := engine.GetInternal(versionKey)
	if err != nil {
		return nil, 0, err
	}
	if string(version) != indexVersion {
		return nil, 0, fmt.Errorf("%w: version %q", errDamaged, version)
	}
	mark, err := engine.GetInternal(markKey)
	if err != nil {
		return nil, 0, err
	}
	if _, err := unsigned(mark); err != nil {
		return nil, 0, err
	}
	if sequence, err = checkTally(engine); err != nil {
		return nil, 0, err
	}
	if err := checkSample(engine); err != nil {
		return nil, 0, err
	}
	people, err = readTable(engine)
	return people, sequence, err
}

// checkTally compares the people there with the number kept by the last write, and gives which write it was.
func checkTally(engine bleve.Index) (sequence uint64, err error) {
	count, err := engine.DocCount()
	if err != nil {
		return 0, err
	}
	kept, err := engine.GetInternal(tallyKey)
	if err != nil {
		return 0, err
	}
	text, err := unsigned(kept)
	if err != nil {
		return 0, err
	}
	var wanted uint64
	if _, err := fmt.Sscan(text, &sequence, &wanted); err != nil || wanted != count {
		return 0, fmt.Errorf("%w: %d people instead of %q", errDamaged, count, text)
	}
	return sequence, nil
}

func checkSample(engine bleve.Index) error {
	request := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), sampleSize, 0, false)
	request.Fields = []string{"*"}
	request.SortBy([]string{"_id"})
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

// Reset empties the index: nobody, no mark, and none of the damaged ones set aside, which hold people too. Searches wait
// for it to end.
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
	if err := errors.Join(os.RemoveAll(x.dir), removeAsides(x.dir)); err != nil {
		return unavailable("reset", err)
	}
	if err := x.create(); err != nil {
		return unavailable("reset", err)
	}
	return nil
}
