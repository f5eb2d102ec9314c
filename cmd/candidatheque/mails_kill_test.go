package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/mail/mailtest"
)

const (
	killedMails = 200
	kills       = 5
)

// The program is killed five times while it sends two hundred mails to a server that takes one in five and cuts the
// connection before it answers: everybody is reached, each extra copy is owed to a kill or to a cut, and is known as one.
func TestMailsOutliveKillsAndCuts(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(t.TempDir(), "candidatheque")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	queueLinks(t, dir)
	sink := mailtest.MustSink(t, func(nth int) mailtest.Fault {
		if nth%5 == 0 {
			return mailtest.Lost
		}
		return mailtest.None
	})
	patience, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	for kill := range kills {
		run, _ := startProgram(t, program, dir, sink.Addr)
		before := len(sink.Taken())
		// Killed as soon as a message is in: often between the answer and the mark.
		sink.Wait(patience, func(taken []mailtest.Message) bool { return len(taken) >= before+20+kill })
		if err := run.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = run.Wait()
	}
	run, addr := startProgram(t, program, dir, sink.Addr)
	// A copy that was not answered is sent again, once.
	sink.Wait(patience, func(taken []mailtest.Message) bool {
		settled := map[string]int{}
		for _, m := range taken {
			if settled[m.To]++; !m.Lost {
				settled[m.To] = 2
			}
		}
		for _, n := range settled {
			if n < 2 {
				return false
			}
		}
		return len(settled) == killedMails
	})
	taken := sink.Taken()
	select {
	case at := <-addr:
		openLinks(t, at, taken)
	case <-patience.Done():
		t.Error("the program never said where it listens")
	}
	if err := run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := run.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	reached := copies(taken)
	for to, ids := range reached {
		for _, id := range ids {
			if id != ids[0] || id == "" {
				t.Errorf("%s got copies under %v", to, ids)
			}
		}
	}
	duplicates := len(taken) - len(reached)
	t.Logf("%d recipients, %d duplicates, %d kills, %d cuts", len(reached), duplicates, kills, sink.Faults())
	if len(reached) != killedMails || duplicates > kills+sink.Faults() {
		t.Errorf("%d recipients of %d, %d duplicates for %d kills and %d cuts", len(reached), killedMails, duplicates, kills, sink.Faults())
	}
}

// copies are the Message-IDs that each recipient got.
func copies(taken []mailtest.Message) map[string][]string {
	got := map[string][]string{}
	for _, m := range taken {
		got[m.To] = append(got[m.To], m.ID)
	}
	return got
}

// queueLinks has two hundred people ask for a link, and leaves the mails in the queue of the folder.
func queueLinks(t *testing.T, dir string) {
	t.Helper()
	h, err := openHouse(t.Context(), houseOptions{Data: dir, Now: time.Now, Log: newLogger(envTest, Streams{Err: io.Discard}), BaseURL: "http://127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
	for n := range killedMails {
		email := fmt.Sprintf("personne%03d@exemple.fr", n)
		_, err := h.Hiring.AddUser(t.Context(), domain.System(), hiring.NewUser{Email: email, Name: "Personne", Roles: domain.RoleAdviser})
		if err = errors.Join(err, h.Hiring.AskSignInLink(t.Context(), email, "")); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil { // waits for what goes on behind the answers
		t.Fatal(err)
	}
}

// openLinks follows the link of every copy, as a mailbox that looks at them does: each lives.
func openLinks(t *testing.T, addr string, taken []mailtest.Message) {
	t.Helper()
	dead := 0
	client := &http.Client{Timeout: time.Minute}
	for _, m := range taken {
		link := signInLink.FindString(m.Raw)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+link, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if link == "" || res.StatusCode != http.StatusOK {
			t.Logf("%s got a link that answers %d", m.To, res.StatusCode)
			dead++
		}
	}
	if dead > 0 {
		t.Errorf("%d links of %d are dead", dead, len(taken))
	}
}

// signInLink is the page of a link, with its token, in a message as it left.
var signInLink = regexp.MustCompile(`/connexion/[A-Z2-7]{20,}`)

// startedAt reads the address in the line that the program logs as it starts.
var startedAt = regexp.MustCompile(`\bservice\b.*?\baddr"?[=:]"?(127\.0\.0\.1:\d+)`)

// startProgram serves the folder in a process of its own, and tells its address once it says it.
func startProgram(t *testing.T, program, dir, smtp string) (run *exec.Cmd, addr <-chan string) {
	t.Helper()
	run = exec.CommandContext(t.Context(), program, "serve", "-addr", "127.0.0.1:0", "-data", dir, "-smtp", "smtp://"+smtp+"?tls=none")
	run.Env = append(os.Environ(), "CANDIDATHEQUE_ENV=test")
	logs, err := run.StderrPipe()
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = run.Process.Kill() })
	said := make(chan string, 1)
	go func() {
		defer close(said)
		for lines := bufio.NewScanner(logs); lines.Scan(); {
			if found := startedAt.FindStringSubmatch(lines.Text()); found != nil {
				said <- found[1]
			}
		}
	}()
	return run, said
}
