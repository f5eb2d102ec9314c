package hiring

import (
	"context"
	"fmt"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// RetentionLine is what one job ends on a day, in words, and how many.
type RetentionLine struct {
	Job   domain.RetentionJob `json:"job"`
	What  string              `json:"what"`
	Count int                 `json:"count"`
}

// LeavingPerson is somebody whose file goes on a day if nothing is done about it before.
type LeavingPerson struct {
	ID   string      `json:"id"`
	Name string      `json:"name,omitempty"`
	On   domain.Date `json:"on"`
}

// RetentionRun is what the work of a day ended, or would end: people told that their file goes, people who go.
type RetentionRun struct {
	On    domain.Date     `json:"on"`
	Lines []RetentionLine `json:"lines"`
	Warn  []LeavingPerson `json:"warn"`
	Leave []LeavingPerson `json:"leave"`
	// Next are those told already, or to be told within three months, by the day they go.
	Next []LeavingPerson `json:"next"`
}

// Total is how many things end.
func (r RetentionRun) Total() (n int) {
	for _, l := range r.Lines {
		n += l.Count
	}
	return n
}

// retentionMode is whether a run looks or acts.
type retentionMode uint8

const (
	retentionLooks retentionMode = iota
	retentionActs
)

// keeping is one run of the daily work.
type keeping struct {
	*Service
	now  time.Time
	mode retentionMode
	run  *RetentionRun
}

// retentionJobs is the work of a day: one line for each job that a retention of the registry names, in this order.
var retentionJobs = []struct {
	job domain.RetentionJob
	run func(*keeping, context.Context) error
}{
	{domain.JobPeople, (*keeping).endPeople},
	{domain.JobOffers, (*keeping).endOffers},
	{domain.JobAccounts, (*keeping).endAccounts},
	{domain.JobCompanies, (*keeping).endCompanies}, // after the offers and accounts that keep them
	{domain.JobImports, (*keeping).endImports},
	{domain.JobMails, (*keeping).endMails},
	{domain.JobSignUps, (*keeping).endSignUps},
	{domain.JobOccasions, (*keeping).endOccasions},
	{domain.JobArchive, (*keeping).endArchive},
	{domain.JobOrphans, (*keeping).endOrphans},
	{domain.JobSecrets, (*keeping).endExpired},
}

// RetentionPlan tells what the work of today would end, and changes nothing.
func (s *Service) RetentionPlan(ctx context.Context, actor domain.Actor) (RetentionRun, error) {
	return s.retain(ctx, actor, retentionLooks)
}

// RunRetention ends what is past its time. It may be run again at any moment: each thing ends once.
func (s *Service) RunRetention(ctx context.Context, actor domain.Actor) (RetentionRun, error) {
	return s.retain(ctx, actor, retentionActs)
}

func (s *Service) retain(ctx context.Context, actor domain.Actor, mode retentionMode) (RetentionRun, error) {
	if !domain.CanErasePeople(actor) {
		return RetentionRun{}, domain.Refuse(domain.CodeForbidden, "Seul un administrateur voit ce qui arrive à la fin de sa durée.")
	}
	now := s.Now()
	run := RetentionRun{On: domain.DayOf(now)}
	k := &keeping{Service: s, now: now, mode: mode, run: &run}
	for _, j := range retentionJobs {
		if err := j.run(k, ctx); err != nil {
			return run, fmt.Errorf("%s: %w", j.job, err)
		}
	}
	return run, nil
}

// acts tells a run that ends things from one that looks.
func (k *keeping) acts() bool { return k.mode == retentionActs }

// tell adds a line, unless there is nothing to say.
func (k *keeping) tell(job domain.RetentionJob, what string, count int) {
	if count > 0 {
		k.run.Lines = append(k.run.Lines, RetentionLine{job, what, count})
	}
}

// retentionLate is after how long a run that did not say that it ended is taken for dead.
const retentionLate = time.Hour

// Daily does the work of the Paris day, once whatever the number of processes: the first one takes the day, and another
// takes it over when that one died. Who restarts in a day finds it done.
func (s *Service) Daily(ctx context.Context) (RetentionRun, error) {
	now := s.Now()
	day := "retention/" + domain.DayOf(now).String()
	for n := 0; ; n++ {
		claim := fmt.Sprintf("%s/%d", day, n)
		err := s.Deps.Once.Insert(ctx, claim, now.UTC().Format(time.RFC3339))
		if err == nil {
			break
		}
		if domain.CodeOf(err) != domain.CodeConflict {
			return RetentionRun{}, err
		}
		if over, err := s.dailyOver(ctx, day, claim, now); err != nil || over {
			return RetentionRun{}, err
		}
	}
	run, err := s.RunRetention(ctx, domain.System())
	if err != nil {
		return run, err
	}
	if err := s.Deps.Once.Insert(ctx, day+"/done", ""); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return run, err
	}
	s.scrubLater(ctx)
	return run, nil
}

// dailyOver tells whether the day's work is done, or somebody alive is at it.
func (s *Service) dailyOver(ctx context.Context, day, claim string, now time.Time) (bool, error) {
	if _, err := s.Deps.Once.Get(ctx, day+"/done"); domain.CodeOf(err) != domain.CodeNotFound {
		return err == nil, err
	}
	text, err := s.Deps.Once.Get(ctx, claim)
	if err != nil {
		return false, err
	}
	begun, err := time.Parse(time.RFC3339, text)
	return err == nil && now.Sub(begun) < retentionLate, nil
}

// anonymiseBatch is how many files go at once: each batch reads what may speak of people once.
const anonymiseBatch = 200

// nextMonths is how far ahead the page tells who goes, in months.
const nextMonths = 3

// endPeople warns at 23 months without an act, and anonymises everywhere at 24 (domain.md, Basis and retention).
func (k *keeping) endPeople(ctx context.Context) error {
	today := domain.DayOf(k.now)
	var warn, leave []*domain.Person
	err := k.Feed.Each(ctx, func(p *domain.Person) error {
		on := p.AnonymisedOn()
		line := LeavingPerson{p.ID, p.Candidate.FullName(), on}
		switch {
		case on <= today:
			leave, k.run.Leave = append(leave, p), append(k.run.Leave, line)
		case p.WarnedOn() <= today && !p.Warned():
			warn, k.run.Warn = append(warn, p), append(k.run.Warn, line)
			k.run.Next = append(k.run.Next, line)
		case on <= today.AddMonths(nextMonths):
			k.run.Next = append(k.run.Next, line)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(k.run.Next, func(a, b LeavingPerson) int { return int(a.On - b.On) })
	k.tell(domain.JobPeople, "personnes prévenues de la fin prochaine de leur dossier", len(warn))
	k.tell(domain.JobPeople, "personnes anonymisées, après 24 mois sans nouvelle", len(leave))
	if !k.acts() {
		return nil
	}
	for _, p := range warn {
		if err := k.warn(ctx, p.ID); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(leave, anonymiseBatch) {
		if err := k.anonymise(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// warn notes the warning, which the mails follow; somebody who was written about meanwhile is not warned.
func (k *keeping) warn(ctx context.Context, id string) error {
	_, err := k.changePerson(ctx, domain.System(), id, func(p *domain.Person, now time.Time) error {
		if p.WarnedOn() > domain.DayOf(now) || p.Warned() {
			return errUnchanged
		}
		p.Warn(now)
		return nil
	})
	return unlessGone(err)
}

func (k *keeping) anonymise(ctx context.Context, people []*domain.Person) error {
	for _, p := range people {
		if err := k.journal(ctx, domain.System(), domain.Deed{Act: domain.ActAnonymise, Person: domain.PersonSubject(p.ID)}); err != nil {
			return err
		}
	}
	_, err := k.forget(ctx, people, domain.Together(people))
	return err
}
