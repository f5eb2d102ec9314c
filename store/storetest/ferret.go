package storetest

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// Ferret is a MongoDB-protocol server of the tests: FerretDB, built from store/ferrettest and run as a process of its
// own, so that a test can kill it. Its data outlive it, in a folder of the test.
type Ferret struct {
	dir, addr string
	process   *exec.Cmd
	stdin     io.Closer
}

var (
	buildOnce sync.Once
	binary    string
	errBuild  error
	databases atomic.Int64
)

// StartFerret starts a server for a test and ends it with it. Several tests may share one: see Database.
func StartFerret(tb testing.TB) *Ferret {
	tb.Helper()
	buildOnce.Do(func() { binary, errBuild = buildFerret() })
	if errBuild != nil {
		tb.Fatalf("the MongoDB-protocol server of the tests cannot be built: %v", errBuild)
	}
	f := &Ferret{dir: tb.TempDir(), addr: "127.0.0.1:0"}
	tb.Cleanup(f.Kill)
	f.Start(tb)
	return f
}

// Start runs the server, again on the same address after a Kill.
func (f *Ferret) Start(tb testing.TB) {
	tb.Helper()
	f.process = exec.Command(binary, "-data", f.dir, "-addr", f.addr)
	f.process.Stderr = tb.Output()
	stdin, err := f.process.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	stdout, err := f.process.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := f.process.Start(); err != nil {
		tb.Fatal(err)
	}
	f.stdin = stdin
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		tb.Fatalf("the MongoDB-protocol server of the tests does not start: %v", err)
	}
	f.addr = strings.Trim(strings.TrimPrefix(strings.TrimSpace(line), "mongodb://"), "/")
}

// Kill ends the server as a power cut would.
func (f *Ferret) Kill() {
	if f.process == nil {
		return
	}
	_ = f.process.Process.Kill()
	_ = f.process.Wait()
	_ = f.stdin.Close()
	f.process = nil
}

// Stop has the server answer nobody, its connections open; Resume lets it go on.
func (f *Ferret) Stop(tb testing.TB) {
	tb.Helper()
	f.signal(tb, syscall.SIGSTOP)
	// The signal is sent before it is obeyed: a request meanwhile would be answered.
	if _, err := syscall.Wait4(f.process.Process.Pid, nil, syscall.WUNTRACED, nil); err != nil {
		tb.Fatal(err)
	}
}

// Resume ends a Stop.
func (f *Ferret) Resume(tb testing.TB) { f.signal(tb, syscall.SIGCONT) }

func (f *Ferret) signal(tb testing.TB, signal os.Signal) {
	tb.Helper()
	if err := f.process.Process.Signal(signal); err != nil {
		tb.Fatal(err)
	}
}

// Database is the address of a database of its own on the server.
func (f *Ferret) Database() string { return f.Named(fmt.Sprintf("test%d", databases.Add(1))) }

// Named is the address of a database by its name.
func (f *Ferret) Named(name string) string { return "mongodb://" + f.addr + "/" + name }

// buildFerret builds the server once for its sources, and keeps it for the next runs of the tests. Packages are tested
// at once: the first one builds, the others wait for its lock.
func buildFerret() (string, error) {
	source, err := ferretSource()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range []string{"go.mod", "go.sum", "main.go"} {
		content, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return "", err
		}
		sum.Write(content)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := filepath.Join(cache, "candidatheque-tests")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	built := filepath.Join(dir, "ferret-"+hex.EncodeToString(sum.Sum(nil)[:8]))
	if _, err := os.Stat(built); err == nil {
		return built, nil
	}
	build := exec.Command("go", "build", "-o", built+".part", ".")
	build.Dir = source
	build.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "CGO_ENABLED=0", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return built, os.Rename(built+".part", built)
}

// ferretSource finds the folder of the server's module above the package under test.
func ferretSource() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		source := filepath.Join(dir, "store", "ferrettest")
		if _, err := os.Stat(filepath.Join(source, "go.mod")); err == nil {
			return source, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("store/ferrettest is not above the tests")
		}
		dir = up
	}
}
