package hiring

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"eedk.fr/candidatheque/domain"
)

const (
	// mailLease is how long a claim to an attempt holds when the process that made it says nothing more: far longer than
	// the longest conversation with a mail server.
	mailLease = 5 * time.Minute
	// mailsARound is how many mails are read at a time.
	mailsARound = 100
	// firstWait and longestWait bound the time between two attempts; it doubles from the one to the other.
	firstWait   = 2 * time.Second
	longestWait = time.Hour
)

// relayState is what the relay knows besides the outbox: when the data came from a backup. The lock is held for one round.
type relayState struct {
	mu       sync.Mutex
	restored time.Time
	forgot   domain.Date // the last day for which old texts were erased; of the relay's own round
}

// postman sends the mails of the queue. process names this run of the program in its claims.
type postman struct {
	process string
	wake    chan struct{}
	round   sync.Mutex
}

func (p *postman) init() { p.process, p.wake = rand.Text(), make(chan struct{}, 1) }

func (p *postman) wakeUp() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// StartPost begins to tell what happens and to send the mails, until Stop or the end of ctx. It comes after Start, once
// the data are as they should be: a demonstration being played writes to nobody.
func (s *Service) StartPost(ctx context.Context) error {
	if !s.follower.started() {
		return errStarting
	}
	if err := s.afterRestore(ctx); err != nil {
		return err
	}
	running, end := context.WithCancel(ctx)
	s.follower.done.Go(func() {
		defer end()
		select {
		case <-s.follower.stopped:
		case <-ctx.Done():
		}
	})
	s.follower.done.Go(func() { s.everyRound(running, nil, "steps wait to be told", s.relayRound) })
	s.follower.done.Go(func() { s.everyRound(running, s.postman.wake, "mails wait to be sent", s.Deliver) })
	return nil
}

func (s *Service) relayRound(ctx context.Context) error {
	var faults error
	if today := domain.DayOf(s.Now()); today != s.relay.forgot {
		_, faults = s.ForgetMails(ctx)
		faults = errors.Join(faults, s.dropCalls(ctx))
		if domain.CodeOf(faults) != domain.CodeUnavailable { // a text that cannot be read waits for the next day
			s.relay.forgot = today
		}
	}
	_, err := s.Relay(ctx)
	return errors.Join(faults, err)
}

// everyRound runs a round each second, and at each wake, until the end of ctx.
func (s *Service) everyRound(ctx context.Context, wake <-chan struct{}, waits string, round func(context.Context) error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if err := round(ctx); err != nil && ctx.Err() == nil {
			s.complain(waits, err.Error(), slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-wake:
		}
	}
}

// Deliver tries every mail that is due, one after the other, until none is left to try now: a process that dies leaves
// one attempt in doubt, no more.
func (s *Service) Deliver(ctx context.Context) error {
	s.postman.round.Lock()
	defer s.postman.round.Unlock()
	for ctx.Err() == nil {
		due, fault := s.Deps.Mails.Due(ctx, s.Now(), mailsARound)
		progress, err := s.tryAll(ctx, due)
		if err != nil {
			return err
		}
		// Those that others hold stay due: only progress is worth another look.
		if len(due) < mailsARound || !progress {
			return fault
		}
	}
	return ctx.Err()
}

// tryAll makes an attempt at each mail, and tells whether any was made. One that is at fault itself keeps none from the
// next; a store that does not answer does.
func (s *Service) tryAll(ctx context.Context, due []*domain.Mail) (progress bool, err error) {
	for _, m := range due {
		if ctx.Err() != nil {
			return progress, ctx.Err()
		}
		tried, err := s.try(ctx, m)
		switch {
		case damaged(err):
			s.complain("a mail was not sent", m.ID, slog.Any("cause", err))
		case err != nil:
			return progress, err
		}
		progress = progress || tried
	}
	return progress, nil
}

// try makes one attempt, if nobody else makes it: claimed by an insert, then carried, then concluded. A mail that another
// process sent while the list was read is in it still, as it is now: it waits for no attempt.
func (s *Service) try(ctx context.Context, m *domain.Mail) (tried bool, err error) {
	if m.Status != domain.MailQueued {
		return false, nil
	}
	if mine, err := s.claimAttempt(ctx, m); err != nil || !mine {
		return false, err
	}
	parcel := *m
	token, err := s.mailLink(ctx, m)
	if err != nil {
		return false, err
	}
	if m.Grant != nil {
		m.Linked = s.Now()
	}
	parcel.Body, parcel.Stop = m.Body.WithLink(token), s.stopToken(m)
	delivery := s.Carrier.Carry(ctx, &parcel)
	// The end of the service does not undo what was said to the mail server.
	return true, s.conclude(context.WithoutCancel(ctx), m, delivery)
}

func attemptOf(m *domain.Mail) string { return fmt.Sprintf("mail/%s/try-%d", m.ID, m.Tries+1) }

// claimAttempt takes the next attempt at a mail. When its holder died, the attempt is counted as interrupted, and the
// mail is tried in the next round.
func (s *Service) claimAttempt(ctx context.Context, m *domain.Mail) (bool, error) {
	now := s.Now()
	err := s.Deps.Once.Insert(ctx, attemptOf(m), s.postman.process+" "+now.UTC().Format(time.RFC3339))
	if domain.CodeOf(err) != domain.CodeConflict {
		return err == nil, err
	}
	held, err := s.Deps.Once.Get(ctx, attemptOf(m))
	if err != nil || !s.claimIsDead(held, now) {
		return false, err
	}
	m.Interrupt(now)
	if err := s.Deps.Mails.Save(ctx, m); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return false, err
	}
	s.postman.wakeUp()
	return false, nil
}

// claimIsDead tells whether the holder of a claim will conclude no more: its lease is over, or it was another process on
// a store that only one holds.
func (s *Service) claimIsDead(held string, now time.Time) bool {
	process, at, _ := strings.Cut(held, " ")
	since, err := time.Parse(time.RFC3339, at)
	return err != nil || now.Sub(since) >= mailLease || !s.Shared && process != s.postman.process
}

// concludeTries is how often a conclusion is written again over what somebody changed meanwhile.
const concludeTries = 5

// conclude records how an attempt ended. A store that does not answer leaves the claim: the attempt then counts as
// interrupted once its lease is over.
func (s *Service) conclude(ctx context.Context, m *domain.Mail, d domain.Delivery) error {
	for range concludeTries {
		if err := m.Conclude(d, s.Now(), waitBefore(m.Tries)); err != nil {
			return err
		}
		err := s.Deps.Mails.Save(ctx, m)
		if domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
		if m, err = s.Deps.Mails.Get(ctx, domain.System(), m.ID); err != nil {
			return err
		}
	}
	return domain.Refuse(domain.CodeConflict, "Ce courriel change sans cesse.")
}

// waitBefore is how long to wait after that many attempts: doubled each time, and drawn so that mails refused together do
// not come back together.
func waitBefore(tries int) time.Duration {
	wait := &backoff.ExponentialBackOff{InitialInterval: firstWait, RandomizationFactor: 0.3, Multiplier: 2, MaxInterval: longestWait}
	wait.Reset()
	next := wait.NextBackOff()
	for range min(tries, 30) {
		next = wait.NextBackOff()
	}
	return next
}

// afterRestore keeps what a backup would send a second time: its queue is cancelled, and its steps are told to nobody.
func (s *Service) afterRestore(ctx context.Context) error {
	restored, err := s.readRestored(ctx)
	if err != nil || restored.IsZero() {
		return err
	}
	s.relay.mu.Lock()
	s.relay.restored = restored
	s.relay.mu.Unlock()
	return s.moveQueue(ctx, domain.MailCancelled, "sauvegarde remise", func(m *domain.Mail) bool { return !m.Queued.After(restored) })
}

// rehearsalKey marks a store whose demonstration was played to its end.
const rehearsalKey = "rehearsal-over"

// EndRehearsal keeps inside the mails that the invented data of a demonstration give, once for a store: nobody has those
// mailboxes. What people do in it afterwards is told as anywhere.
func (s *Service) EndRehearsal(ctx context.Context) error {
	if _, err := s.Deps.Once.Get(ctx, rehearsalKey); domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	if _, err := s.Relay(ctx); err != nil {
		return err
	}
	if err := s.moveQueue(ctx, domain.MailKept, "données de démonstration", func(*domain.Mail) bool { return true }); err != nil {
		return err
	}
	return s.Deps.Once.Insert(ctx, rehearsalKey, s.Now().UTC().Format(time.RFC3339))
}

// moveQueue brings the chosen mails of the queue to another state.
func (s *Service) moveQueue(ctx context.Context, to domain.MailStatus, reason string, chosen func(*domain.Mail) bool) error {
	q := domain.MailQuery{Status: domain.MailQueued, Limit: mailsARound}
	for {
		list, next, err := s.Deps.Mails.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, m := range list {
			if !chosen(m) {
				continue
			}
			if err := m.Move(to, domain.System(), s.Now(), reason); err != nil {
				return err
			}
			if err := s.Deps.Mails.Save(ctx, m); err != nil && domain.CodeOf(err) != domain.CodeConflict {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}
