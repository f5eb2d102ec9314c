package store_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// fullFolder names the folder in which the re-executed test binary writes once its files may grow no more.
const fullFolder = "STORE_TEST_FULL"

// TestADiskThatFillsRefusesThenRecovers fills the files of a child process as the system would: writes are refused,
// reads go on, and when there is room again writes succeed without a restart.
func TestADiskThatFillsRefusesThenRecovers(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fullFolder+"="+dir)
	out, err := child.CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "unavailable, 300 read, then saved" {
		t.Fatalf("%s, %v", out, err)
	}
	s := MustOpen(t, dir)
	if n, err := s.People.Count(ctx); n != 301 || err != nil {
		t.Fatalf("%d people after all, %v", n, err)
	}
	if err := s.Verify(ctx); err != nil {
		t.Fatal(err)
	}
}

// writeOnAFullDisk prints what became of a write with no room, a reading, and a write with room again.
func writeOnAFullDisk(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	refused, read, err := fillAndRead(dir)
	if err != nil {
		fmt.Println("ERR", err)
		return
	}
	fmt.Printf("%s, %d read, then saved\n", refused, read)
}

func fillAndRead(dir string) (refused domain.Code, read int, err error) {
	s, err := store.OpenSQLite(dir, time.Now)
	if err != nil {
		return "", 0, err
	}
	var people []*domain.Person
	for i := range 300 {
		people = append(people, lifelike(i))
	}
	if err := s.People.SaveMany(ctx, people); err != nil {
		return "", 0, err
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return "", 0, err
	}
	full := syscall.Rlimit{Cur: 64 << 10, Max: before.Max} // every file of the store is longer already
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		return "", 0, err
	}
	refused = domain.CodeOf(s.People.Save(ctx, lifelike(400)))
	if err := s.People.Each(ctx, func(*domain.Person) error { read++; return nil }); err != nil {
		return refused, read, err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return refused, read, err
	}
	if err := s.People.Save(ctx, lifelike(400)); err != nil {
		return refused, read, err
	}
	return refused, read, s.Close()
}
