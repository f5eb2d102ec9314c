package store

import "time"

// OpenFull opens a folder whose database may not grow by one page.
func OpenFull(dir string) (*Store, error) {
	s, err := OpenSQLite(dir, time.Now)
	if err != nil {
		return nil, err
	}
	_, err = s.engine.(*sqliteEngine).write.Exec("PRAGMA max_page_count = 1")
	return s, err
}

// EngineOf is the engine under the repositories.
func EngineOf(s *Store) Engine { return s.engine }
