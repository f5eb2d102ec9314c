package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/mail/mailtest"
)

// invitedPeople is how many invitations wait for a round, and for the kills.
const invitedPeople = 40

// The program is killed five times in the middle of a round that sends forty invitations: each leaves once, whatever was cut
// short, and each person has one letter; an extra copy is owed to a kill, and is known as one.
func TestRoundsOutliveKills(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(t.TempDir(), "candidatheque")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	object := queueInvitations(t, dir)
	sink := mailtest.MustSink(t, nil)
	patience, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	for kill := range kills {
		run, addr := startProgram(t, program, dir, sink.Addr)
		if kill < 3 { // as soon as it says where it listens, its first round has just begun
			<-addr
		} else { // as soon as some letters are in, the others are on their way
			before := len(sink.Taken())
			sink.Wait(patience, func(taken []mailtest.Message) bool { return len(taken) >= before+1+kill })
		}
		if err := run.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = run.Wait()
		t.Logf("kill %d: %d letters are in", kill+1, len(sink.Taken()))
	}
	run, _ := startProgram(t, program, dir, sink.Addr)
	sink.Wait(patience, func(taken []mailtest.Message) bool { return len(copies(taken)) == invitedPeople })
	if err := run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := run.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	reached := copies(sink.Taken())
	for to, ids := range reached {
		for _, id := range ids {
			if id != ids[0] || id == "" {
				t.Errorf("%s got copies under %v", to, ids)
			}
		}
	}
	duplicates := len(sink.Taken()) - len(reached)
	if len(reached) != invitedPeople || duplicates > kills {
		t.Errorf("%d people reached of %d, %d duplicates for %d kills", len(reached), invitedPeople, duplicates, kills)
	}
	t.Logf("%d people reached, %d duplicates", len(reached), duplicates)
	leftOnce(t, dir, object)
}

// queueInvitations leaves forty invitations that are due, in the folder of a service that is closed.
func queueInvitations(t *testing.T, dir string) (object string) {
	t.Helper()
	ctx := t.Context()
	// Invited the day before, in one wave that is due now.
	now := time.Now().Add(-25 * time.Hour)
	h, err := openHouse(ctx, houseOptions{Data: dir, Now: func() time.Time { return now }, Log: newLogger(envTest, Streams{Err: io.Discard}), BaseURL: "http://127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Hiring.Start(ctx); err != nil {
		t.Fatal(err)
	}
	referent := domain.Actor{ID: "r", Name: "Référente", Roles: domain.RoleReferent}
	var file strings.Builder
	file.WriteString("id;nom;prenom;email;code_postal;commune;metiers_recherches;mobilite_km;disponible_le;contrats;entree_le;consentement_le\n")
	day := domain.DayOf(now).String()
	var people []string
	for n := range invitedPeople {
		people = append(people, fmt.Sprintf("K%03d", n))
		fmt.Fprintf(&file, "%s;Nom%d;Prénom%d;k%03d@exemple.fr;59140;Dunkerque;F1703;30;%s;CDI;%s;%s\n", people[n], n, n, n, day, day, day)
	}
	_, err = h.Hiring.RunImport(ctx, referent, hiring.ImportFile{Name: "k.csv", Body: strings.NewReader(file.String())}, nil)
	place, found := h.Hiring.FindCommune("59140", "Dunkerque")
	var occasion *domain.Occasion
	if err = errors.Join(err, found); err == nil {
		occasion, err = h.Hiring.OpenOccasion(ctx, referent, domain.Occasion{For: domain.ForMeetup, Title: "Rencontre avec des chefs d'entreprise", Place: place,
			At: now.AddDate(0, 0, 20), Places: 200, Words: "Un café avec des chefs d'entreprise du bâtiment, sans CV et sans engagement."})
	}
	if err != nil {
		t.Fatal(err)
	}
	for n, id := range people {
		i := &domain.Invitation{Record: domain.Record{ID: fmt.Sprintf("i%03d", n), Created: now}, For: domain.ForMeetup, Object: occasion.ID, Profile: id,
			Status: domain.InvitationQueued, By: referent.ID, Wave: 1, Due: now.Add(time.Hour)}
		if err := h.Store.Invitations.Save(ctx, i); err != nil {
			t.Fatal(err)
		}
	}
	h.Hiring.Stop()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	return occasion.ID
}

// leftOnce holds each invitation to one departure.
func leftOnce(t *testing.T, dir, object string) {
	t.Helper()
	h, err := openHouse(t.Context(), houseOptions{Data: dir, Now: time.Now, Log: newLogger(envTest, Streams{Err: io.Discard}), BaseURL: "http://127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	list, _, err := h.Store.Invitations.Find(t.Context(), domain.System(), domain.InvitationQuery{Object: object, Limit: 2 * invitedPeople})
	if err != nil || len(list) != invitedPeople {
		t.Fatalf("%d invitations, %v", len(list), err)
	}
	for _, i := range list {
		sent := 0
		for _, s := range i.History {
			if s.To == string(domain.InvitationSent) {
				sent++
			}
		}
		if i.Status != domain.InvitationSent || sent != 1 {
			t.Errorf("%s is %s, and left %d times", i.Profile, i.Status, sent)
		}
	}
}
