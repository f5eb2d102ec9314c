package main_test

import (
	"cmp"
	"debug/elf"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// No image can be built where these tests run, so they do what a builder would: copy what .dockerignore lets through,
// run the RUN lines, lay the last stage out in a folder, then start the program there as nobody, with only /data to
// write in. As root the folder becomes the whole world of the program (chroot), as in the image; otherwise it is only
// the program's place. What stays untested is the registry's golang image itself.

// nobody is the user of the last stage.
const nobody = 65534

// instruction is one line of the Dockerfile, continuations joined.
type instruction struct{ verb, args string }

// stage is what follows one FROM.
type stage struct {
	from         string
	instructions []instruction
}

// last gives the arguments of the last instruction of that verb: later ones replace earlier ones.
func (s stage) last(verb string) string {
	for _, line := range slices.Backward(s.instructions) {
		if line.verb == verb {
			return line.args
		}
	}
	return ""
}

func parseDockerfile(t *testing.T) (build, final stage) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(repository, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	var stages []stage
	for line := range strings.Lines(strings.ReplaceAll(string(raw), "\\\n", " ")) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verb, args, _ := strings.Cut(line, " ")
		args = strings.TrimSpace(args)
		if verb == "FROM" {
			stages = append(stages, stage{from: args})
			continue
		}
		current := &stages[len(stages)-1]
		current.instructions = append(current.instructions, instruction{verb, args})
	}
	if len(stages) != 2 {
		t.Fatalf("the Dockerfile has %d stages, this test knows a build and a final one", len(stages))
	}
	return stages[0], stages[1]
}

// repository is the top of the tree, seen from this package.
const repository = "../.."

func TestImageIsHardened(t *testing.T) {
	build, final := parseDockerfile(t)
	module, err := os.ReadFile(filepath.Join(repository, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := strings.TrimPrefix(strings.SplitN(build.from, "-", 2)[0], "golang:")
	if !strings.Contains(string(module), "\ngo "+version) {
		t.Errorf("the image builds with Go %s, which go.mod does not ask for", version)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"nothing but the program", final.from, "scratch"},
		{"not root", final.last("USER"), "65534:65534"},
		{"the only place to write", final.last("VOLUME"), "/data"},
		{"stopped gently", final.last("STOPSIGNAL"), "SIGTERM"},
		{"started without a shell", final.last("ENTRYPOINT"), `["/candidatheque"]`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestImageBuildsAndServesAsNobody(t *testing.T) {
	build, final := parseDockerfile(t)
	source := runBuild(t, build)
	root := layOut(t, final, source, build.last("WORKDIR"))
	mustBeStatic(t, filepath.Join(root, "candidatheque"))

	port := freePort(t)
	box := container{root: root, env: environment(t, final, root, port)}
	server := box.command(t, append(words(t, final.last("ENTRYPOINT")), words(t, final.last("CMD"))...))
	output := newOutput(t)
	server.Stdout, server.Stderr = output.File, output.File
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	t.Cleanup(func() { _ = server.Process.Kill() })

	for _, path := range []string{"/readyz", "/healthz"} {
		awaitOK(t, fmt.Sprintf("http://127.0.0.1:%s%s", port, path), ended, output)
	}
	_, check, _ := strings.Cut(final.last("HEALTHCHECK"), "CMD ")
	if said, err := box.command(t, words(t, check)).CombinedOutput(); err != nil {
		t.Errorf("the image's own check: %v\n%s", err, said)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("SIGTERM: %v\n%s", err, output)
		}
	case <-time.After(20 * time.Second):
		t.Errorf("SIGTERM did not end it\n%s", output)
	}
}

// runBuild follows the first stage in a copy of the tree and returns the folder that stands for its WORKDIR.
func runBuild(t *testing.T, build stage) string {
	t.Helper()
	source := t.TempDir()
	for _, line := range build.instructions {
		switch line.verb {
		case "WORKDIR":
		case "COPY":
			for _, name := range strings.Fields(strings.TrimSuffix(line.args, " "+lastWord(line.args))) {
				copyIntoBuild(t, name, source)
			}
		case "RUN":
			command := exec.CommandContext(t.Context(), "sh", "-c", withoutMounts(line.args))
			command.Dir = source
			if said, err := command.CombinedOutput(); err != nil {
				t.Fatalf("RUN %s: %v\n%s", line.args, err, said)
			}
		default:
			t.Fatalf("this test does not know how to follow %s in the build", line.verb)
		}
	}
	return source
}

// withoutMounts drops the builder's caches: here the machine's own serve.
func withoutMounts(run string) string {
	for strings.HasPrefix(run, "--mount=") {
		_, run, _ = strings.Cut(run, " ")
		run = strings.TrimSpace(run)
	}
	return run
}

func lastWord(s string) string {
	fields := strings.Fields(s)
	return fields[len(fields)-1]
}

// copyIntoBuild copies one file, or the whole tree for ".", leaving out what .dockerignore names.
func copyIntoBuild(t *testing.T, name, target string) {
	t.Helper()
	ignored := readIgnored(t)
	tree := os.DirFS(repository)
	err := fs.WalkDir(tree, name, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case file != "." && ignored(file) && entry.IsDir():
			return fs.SkipDir
		case ignored(file):
			return nil
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(target, file), 0o755)
		}
		content, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(target, file), content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readIgnored reads .dockerignore: a pattern bears on the top of the tree, or anywhere when it begins with **/.
func readIgnored(t *testing.T) func(file string) bool {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(repository, ".dockerignore"))
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			patterns = append(patterns, line)
		}
	}
	return func(file string) bool {
		return slices.ContainsFunc(patterns, func(pattern string) bool {
			name := file
			if anywhere, deep := strings.CutPrefix(pattern, "**/"); deep {
				pattern, name = anywhere, path.Base(file)
			}
			matched, err := path.Match(pattern, name)
			return err == nil && matched
		})
	}
}

// layOut follows the COPY lines of the last stage into a folder where nobody can write but under /data. What comes
// from the build image itself, its certificates, is not here to copy and is not needed to answer on the loopback.
func layOut(t *testing.T, final stage, source, workdir string) string {
	t.Helper()
	root := t.TempDir()
	for _, line := range final.instructions {
		if line.verb != "COPY" {
			continue
		}
		fields := slices.DeleteFunc(strings.Fields(line.args), func(f string) bool { return strings.HasPrefix(f, "--") })
		inside, fromBuild := strings.CutPrefix(fields[0], workdir+"/")
		if !fromBuild {
			continue
		}
		// The test's folders are on one disk: the build has no more use for what it made.
		if err := os.Rename(filepath.Join(source, inside), filepath.Join(root, fields[1])); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(root, "data")
	if err := os.WriteFile(filepath.Join(data, "secret"), []byte(strings.Repeat("0123456789abcdef", 4)), 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		for _, name := range []string{data, filepath.Join(data, "secret")} {
			if err := os.Chown(name, nobody, nobody); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Chmod(root, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(root, 0o755) })
	return root
}

func mustBeStatic(t *testing.T, program string) {
	t.Helper()
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, part := range file.Progs {
		if part.Type == elf.PT_INTERP {
			t.Error("the program needs a loader, which the empty image does not hold")
		}
	}
}

// container is the folder that stands for the image, and the environment the image gives.
type container struct {
	root string
	env  []string
}

// command prepares a command of the image: as nobody with that folder for a root where the test is root.
func (c container) command(t *testing.T, argv []string) *exec.Cmd {
	t.Helper()
	command := exec.CommandContext(t.Context(), filepath.Join(c.root, argv[0]), argv[1:]...)
	command.Dir = filepath.Join(c.root, "data")
	command.Env = c.env
	if os.Getuid() == 0 {
		command.Path, command.Dir = argv[0], "/data"
		command.SysProcAttr = &syscall.SysProcAttr{
			Chroot:     c.root,
			Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true},
		}
	}
	return command
}

// environment is the image's, with what its user must give: an address, a secret, a mail server.
func environment(t *testing.T, final stage, root, port string) []string {
	t.Helper()
	place := root
	if os.Getuid() == 0 {
		place = ""
	}
	var env []string
	for _, line := range final.instructions {
		if line.verb == "ENV" {
			for _, pair := range strings.Fields(line.args) {
				env = append(env, strings.ReplaceAll(pair, "=/data", "="+place+"/data"))
			}
		}
	}
	return append(env,
		"CANDIDATHEQUE_ADDR=:"+port,
		"CANDIDATHEQUE_BASE_URL=https://candidatheque.exemple.fr",
		"CANDIDATHEQUE_SECRET_FILE="+place+"/data/secret",
		"CANDIDATHEQUE_SMTP=smtp://127.0.0.1:9?tls=none",
	)
}

// output keeps in a file what a running program says, so that it can be read at any time.
type output struct{ *os.File }

func newOutput(t *testing.T) output {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "output"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return output{file}
}

func (o output) String() string {
	said, err := os.ReadFile(o.Name())
	if err != nil {
		return err.Error()
	}
	return string(said)
}

// words reads the JSON form of a command.
func words(t *testing.T, form string) []string {
	t.Helper()
	var argv []string
	if err := json.Unmarshal([]byte(form), &argv); err != nil {
		t.Fatalf("%q is not the form that starts without a shell: %v", form, err)
	}
	return argv
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// awaitOK asks until the answer is 200; a program that ended, or half a minute, is a failure.
func awaitOK(t *testing.T, url string, ended <-chan error, output fmt.Stringer) {
	t.Helper()
	client := http.Client{Timeout: 5 * time.Second}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	patience := time.After(30 * time.Second)
	var last error
	for {
		answer, err := client.Get(url)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
			err = fmt.Errorf("status %d", answer.StatusCode)
		}
		last = cmp.Or(err, last)
		select {
		case <-tick.C:
		case err := <-ended:
			t.Fatalf("the program ended before %s: %v\n%s", url, err, output)
		case <-patience:
			t.Fatalf("%s: %v\n%s", url, last, output)
		}
	}
}
