package intake

import (
	"fmt"
	"io"
	"runtime"
	"testing"
)

// endless writes rows as they are read: a file larger than one would keep in memory.
type endless struct {
	row, rows int
	rest      []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		switch {
		case e.row > e.rows:
			return 0, io.EOF
		case e.row == 0:
			e.rest = []byte("id;nom;prenom;code_postal;commune;metiers_recherches;metiers_exerces;certificats;disponible_le;contrats;entree_le;consentement_le;presentation\n")
		default:
			e.rest = fmt.Appendf(nil, "P%d;Nom%d;Prénom%d;59140;Dunkerque;F1703|K2204;F1703:%d@2025-06;SST@2025-01-01;2026-11-01;CDI|CDD;2026-10-01;2026-10-01;Chantiers, ménage, %d.\n", e.row, e.row, e.row, e.row%90, e.row)
		}
		e.row++
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// maxGrowth is what reading may keep (quality.md: a 200k-row import takes < 150 MB more, saving included).
const maxGrowth = 30 << 20

func TestTwoHundredThousandRowsAreStreamed(t *testing.T) {
	if testing.Short() {
		t.Log("a tenth of the rows in short mode")
	}
	rows := 200_000
	if testing.Short() {
		rows /= 10
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	refs := builtin()
	before, most, n := heap(), uint64(0), 0
	report, err := ReadProfiles(&endless{rows: rows}, refs, func(ProfileRow) error {
		if n++; n%50_000 == 0 {
			most = max(most, heap())
		}
		return nil
	})
	if err != nil || n != rows || report.Rejected > 0 {
		t.Fatalf("%d rows, %+v, %v", n, report, err)
	}
	if most > before+maxGrowth {
		t.Errorf("reading keeps %d MB", (most-before)>>20)
	}
}
