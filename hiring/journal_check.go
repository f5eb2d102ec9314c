package hiring

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
)

// JournalCheck is what a reading of the whole journal found: Head is its last line, to be noted elsewhere; At is zero
// before the first reading.
type JournalCheck struct {
	At     time.Time
	Lines  int
	Head   domain.JournalHead
	Faults []domain.JournalFault
}

// headPlace is where the head of the journal is noted apart from it: a tail that is cut off is missed by it.
const headPlace = "journal/head"

// VerifyJournal reads the whole journal and holds it against the head noted apart, and the heads given.
func (s *Service) VerifyJournal(ctx context.Context, known ...domain.JournalHead) (JournalCheck, error) {
	noted, err := s.notedHead(ctx)
	if err != nil {
		return JournalCheck{}, err
	}
	if noted.Number > 0 {
		known = append(known, noted)
	}
	check, chain := JournalCheck{At: s.Now()}, domain.JournalChain{Known: known}
	err = s.Deps.Journal.Rows(ctx, func(row domain.JournalRow) error {
		chain.Read(row)
		return nil
	})
	if err != nil {
		return JournalCheck{}, err
	}
	check.Faults, check.Head = chain.End()
	check.Lines = chain.Lines()
	return check, nil
}

// JournalChecked is what the last daily reading found.
func (s *Service) JournalChecked() JournalCheck {
	j := &s.journalState
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.checked
}

// notedHead reads the head noted apart; zero when none was.
func (s *Service) notedHead(ctx context.Context) (head domain.JournalHead, err error) {
	raw, err := s.Places.Get(ctx, headPlace)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return head, nil
	}
	if err != nil {
		return head, err
	}
	return readHead(raw), nil
}

// readHead reads what was noted. What is no longer a head was written over by somebody: no line can have it, and verify
// says so.
func readHead(raw []byte) (head domain.JournalHead) {
	if err := json.Unmarshal(raw, &head); err != nil || head.Number < 1 {
		return domain.JournalHead{Number: 1, Hash: "illisible"}
	}
	return head
}

// noteHead notes the last line apart, further on only, and only while the journal still has the one noted before: what
// shows that lines were cut off or written anew is never written over.
func (s *Service) noteHead(ctx context.Context) error {
	head, err := s.journalHead(ctx)
	if err != nil {
		return err
	}
	noted, err := s.notedHead(ctx)
	if err != nil || head.Number <= noted.Number {
		return err
	}
	if noted.Number > 0 {
		line, err := s.Deps.Journal.Get(ctx, domain.System(), domain.JournalID(noted.Number))
		if domain.CodeOf(err) == domain.CodeNotFound || err == nil && line.Hash != noted.Hash {
			return nil // verify says it
		}
		if err != nil {
			return err
		}
	}
	return s.writeHead(ctx, head)
}

func (s *Service) writeHead(ctx context.Context, head domain.JournalHead) error {
	raw, err := json.Marshal(head)
	if err != nil {
		return err
	}
	return s.Places.Put(ctx, headPlace, raw)
}

// noteEvery is how often the head is noted while lines are written: what a cut may take unseen.
const noteEvery = time.Second

// daily is what is done once each new day. What fails is logged and tried again later, and keeps nothing else waiting.
type daily struct {
	do func(context.Context) error
	// fault is what the log says when it fails.
	fault string
	done  domain.Date
	again time.Time
}

// dailyAgain is how long a daily round that failed waits: reading a whole journal is long.
const dailyAgain = 10 * time.Minute

func (s *Service) runDaily(ctx context.Context, rounds []*daily) {
	for _, r := range rounds {
		now := s.Now()
		today := domain.DayOf(now)
		if r.done == today || now.Before(r.again) {
			continue
		}
		if err := r.do(ctx); err == nil {
			r.done = today
		} else if ctx.Err() == nil {
			r.again = now.Add(dailyAgain)
			s.Log.Error(r.fault, slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
	}
}

// journalRounds are what the journal needs each day. Neither waits for the other: a file that cannot be read is no reason
// to leave the journal unread.
func (s *Service) journalRounds() []*daily {
	return []*daily{{do: s.SweepKeys, fault: "names were not swept from the journal"}, {do: s.checkJournal, fault: "the journal was not read"}}
}

// keepJournal notes the head and, each new day, sweeps names and reads the whole journal, until the end of ctx.
func (s *Service) keepJournal(ctx context.Context) {
	tick := time.NewTicker(noteEvery)
	defer tick.Stop()
	rounds := s.journalRounds()
	var noted domain.JournalHead
	for {
		s.runDaily(ctx, rounds)
		if head := s.lastAppended(); head != noted {
			if err := s.noteHead(ctx); err == nil {
				noted = head
			} else if ctx.Err() == nil {
				s.complain("the head of the journal is not noted", err.Error(), slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
			}
		}
		select {
		case <-ctx.Done():
			s.noteLastHead(ctx)
			return
		case <-tick.C:
		}
	}
}

// noteLastHead notes the head as the process ends.
func (s *Service) noteLastHead(ctx context.Context) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), journalPatience)
	defer cancel()
	if err := s.noteHead(last); err != nil {
		s.Log.Warn("the head of the journal was not noted", slog.String("code", string(domain.CodeOf(err))))
	}
}

// lastAppended is the last line that this process wrote or met.
func (s *Service) lastAppended() domain.JournalHead {
	s.journalState.lock <- struct{}{}
	defer func() { <-s.journalState.lock }()
	return s.journalState.head
}

// checkJournal is the reading of each day: it is logged with the head, so that whoever keeps the logs elsewhere can hold
// the journal to it.
func (s *Service) checkJournal(ctx context.Context) error {
	check, err := s.VerifyJournal(ctx)
	if err != nil {
		return err
	}
	j := &s.journalState
	j.mu.Lock()
	j.checked = check
	j.mu.Unlock()
	if check.Lines == 0 && len(check.Faults) == 0 {
		return nil
	}
	level := slog.LevelInfo
	if len(check.Faults) > 0 {
		level = slog.LevelError
	}
	s.Log.Log(ctx, level, "journal read", slog.Int("lines", check.Lines), slog.Int("faults", len(check.Faults)), slog.String("head", check.Head.String()))
	return nil
}
