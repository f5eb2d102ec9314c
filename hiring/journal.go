package hiring

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
)

// journalState is what a process knows of the journal. Lock is held by whoever appends: a channel, so that a page gives up
// its wait.
type journalState struct {
	lock chan struct{}
	// head is the last line that this process saw, which it tries to follow; zero before the first.
	head domain.JournalHead

	mu      sync.Mutex
	seen    map[reading]time.Time
	checked JournalCheck
}

func (j *journalState) init() {
	j.lock, j.seen = make(chan struct{}, 1), map[reading]time.Time{}
}

// reading is who reads what: the same within readingSpan is one line.
type reading struct {
	actor, person domain.Subject
	act           domain.Act
	object        string
}

const (
	// readingSpan is within what time the same reader opening the same thing is told once (docs/rules.md).
	readingSpan = 15 * time.Minute
	// mostReadings bounds what is remembered of readings: past it they are told again.
	mostReadings = 20_000
	// journalPatience bounds the wait for whoever else appends: a page says within ten seconds that it cannot.
	journalPatience = 5 * time.Second
	// longestPause bounds the wait of whoever lost a number to another process.
	longestPause = 40 * time.Millisecond
)

// journal appends what the actor does, before it is done: Unavailable when the line cannot be written, and then nothing
// else must happen. d says what: its act, its object, the person; when and who are added here. Acts that leave a step in a
// history do not come here: the relay tells them.
func (s *Service) journal(ctx context.Context, actor domain.Actor, d domain.Deed) error {
	by := domain.NewDeed(d.Act, actor, s.Now())
	d.At, d.Actor, d.OnBehalf, d.Channel, d.Request = by.At, by.Actor, by.OnBehalf, by.Channel, domain.RequestOf(ctx)
	return s.append(ctx, d)
}

// journalRead is journal for what somebody may open again and again: one line a reader and a thing in a quarter of an hour.
func (s *Service) journalRead(ctx context.Context, actor domain.Actor, d domain.Deed) error {
	now, j := s.Now(), &s.journalState
	r := reading{actor: actor.Subject(), person: d.Person, act: d.Act, object: d.Object}
	j.mu.Lock()
	last, known := j.seen[r]
	j.mu.Unlock()
	if known && !now.Before(last) && now.Sub(last) < readingSpan {
		return nil
	}
	if err := s.journal(ctx, actor, d); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.seen) >= mostReadings {
		clear(j.seen)
	}
	j.seen[r] = now
	return nil
}

// tellStep writes a step of a history in the journal, once, however often and by however many processes it is called with
// the same event.
func (s *Service) tellStep(ctx context.Context, of domain.Journaled, event string, step domain.Step) error {
	d := domain.DeedOf(of, step)
	if !d.Act.Told() {
		return nil
	}
	d.Event = event
	return s.append(ctx, d)
}

// append writes the deed under the next number. Unavailable when the journal does not answer, and then trying again may
// help; a damaged file of somebody whom the line names is a fault of its own, which keeps no other line from being written.
func (s *Service) append(ctx context.Context, d domain.Deed) error {
	line, err := s.journalLine(ctx, d)
	if damaged(err) {
		return err
	}
	if err == nil {
		err = s.appendLine(ctx, line)
	}
	if err == nil {
		return nil
	}
	return domain.Refuse(domain.CodeUnavailable, "Le journal ne peut pas être écrit, donc rien n'a été fait. Réessayez dans un instant.").WithCause(err)
}

// journalLine puts the random names in place of people.
func (s *Service) journalLine(ctx context.Context, d domain.Deed) (domain.JournalLine, error) {
	l := domain.JournalLine{Record: domain.Record{Created: d.At}, Act: d.Act, Object: d.Object, Channel: d.Channel, Reason: d.Reason,
		Count: d.Count, Request: d.Request}
	person, err := s.keptName(ctx, d.Person)
	if err != nil {
		return l, err
	}
	l.Event = s.eventName(person, d)
	if l.Person = person; person == "" && d.Person.Named() {
		l.Person = rand.Text()
	}
	for _, name := range []struct {
		of domain.Subject
		to *string
	}{{d.Actor, &l.Actor}, {d.OnBehalf, &l.OnBehalf}} {
		if *name.to, err = s.journalName(ctx, name.of); err != nil {
			return l, err
		}
	}
	return l, nil
}

// eventName names the step that a line tells by a hash with the person's own name in it: once that is forgotten, nobody
// can try the step of somebody against it. Of a person who keeps no name, the secret of the server stands for it, so that
// the step is still told once.
func (s *Service) eventName(person string, d domain.Deed) string {
	if d.Event == "" {
		return ""
	}
	if person == "" && d.Person.Named() {
		sum := hmac.New(sha256.New, s.Secret)
		sum.Write([]byte("journal event\n" + d.Event))
		return hex.EncodeToString(sum.Sum(nil)[:16])
	}
	sum := sha256.Sum256([]byte(person + "\x00" + d.Event))
	return hex.EncodeToString(sum[:16])
}

// appendLine takes the next number: an insert, so that of two processes one has it and the other reads on. The head is
// known before the event is looked for: a line that tells it is then either found, or takes the number first.
func (s *Service) appendLine(ctx context.Context, line domain.JournalLine) error {
	j := &s.journalState
	patience, cancel := context.WithTimeout(ctx, journalPatience)
	defer cancel()
	select {
	case j.lock <- struct{}{}:
		defer func() { <-j.lock }()
	case <-patience.Done():
		return patience.Err()
	}
	losing, end := context.WithTimeout(ctx, journalPatience)
	defer end()
	for pause := time.Millisecond; ; pause = min(2*pause, longestPause) {
		told, err := s.toldAlready(ctx, line.Event)
		if err != nil || told {
			return err
		}
		l := line
		l.Follow(j.head)
		switch err = s.Deps.Journal.Append(ctx, &l); {
		case err == nil:
			j.head = l.Chain()
			return nil
		case domain.CodeOf(err) != domain.CodeConflict:
			return err
		}
		if j.head, err = s.journalHead(ctx); err != nil {
			return err
		}
		// Another process writes too: whoever always comes back at once loses again and again.
		select {
		case <-time.After(mathrand.N(pause)): //nolint:gosec // a wait, not a secret
		case <-losing.Done():
			return domain.Refuse(domain.CodeUnavailable, "Trop d'écritures à la fois dans le journal.")
		}
	}
}

func (s *Service) toldAlready(ctx context.Context, event string) (bool, error) {
	if event == "" {
		return false, nil
	}
	_, err := s.Deps.Journal.OfEvent(ctx, event)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// journalHead reads the last line; the zero head when there is none.
func (s *Service) journalHead(ctx context.Context) (domain.JournalHead, error) {
	last, _, err := s.Deps.Journal.Find(ctx, domain.System(), domain.JournalQuery{Limit: 1})
	if err != nil || len(last) == 0 {
		return domain.JournalHead{}, err
	}
	return last[0].Chain(), nil
}
