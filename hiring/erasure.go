package hiring

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// Erasure is the account of an erasure: what was done in each collection, and when the working copies are clean.
type Erasure struct {
	Done []domain.ForgottenCount `json:"done"`
	On   domain.Date             `json:"on"`
}

// ErasePerson erases somebody for good, everywhere (RGPD art. 17): their file, what hangs on it, their place in lists, which
// keep their form. Counts of the reports do not change. A keyed hash stays, so that an old file or a restored backup does
// not bring them back. Administrators and the platform may, with a reason, and nobody may erase themself.
func (s *Service) ErasePerson(ctx context.Context, actor domain.Actor, id string, why domain.ErasureReason) (Erasure, error) {
	if !domain.CanErasePeople(actor) {
		return Erasure{}, domain.Refuse(domain.CodeForbidden, "Seul un administrateur efface une personne.")
	}
	if why.French() == "" {
		return Erasure{}, domain.Invalid("reason", "Dites pourquoi : le journal garde cette raison, sans le nom.")
	}
	p, err := s.Person(ctx, domain.System(), strings.TrimSpace(id))
	if err != nil {
		return Erasure{}, err
	}
	if p.Candidate.Email != "" && p.Candidate.Email == actor.Email {
		return Erasure{}, domain.Refuse(domain.CodeForbidden, "Ce dossier porte votre adresse : un autre administrateur doit l'effacer.")
	}
	return s.erase(ctx, actor, p, why)
}

// erase writes first who leaves, so that an erasure cut short is finished at the next start, and takes the file last.
func (s *Service) erase(ctx context.Context, actor domain.Actor, p *domain.Person, why domain.ErasureReason) (Erasure, error) {
	deed := domain.Deed{Act: domain.ActErasePerson, Person: domain.PersonSubject(p.ID), Reason: string(why)}
	if err := s.journal(ctx, actor, deed); err != nil {
		return Erasure{}, err
	}
	if err := s.Leavers.Keep(ctx, leaverPrints(p, why), domain.CauseErased, domain.DayOf(s.Now())); err != nil {
		return Erasure{}, err
	}
	done, err := s.forget(ctx, []*domain.Person{p}, p.Forgotten())
	s.scrubLater(ctx)
	return done, err
}

// forget takes people out of everything. Whoever wrote about them meanwhile is met by the sweep of orphans, every day.
func (s *Service) forget(ctx context.Context, people []*domain.Person, who domain.Forgotten) (Erasure, error) {
	ctx = context.WithoutCancel(ctx) // once begun it goes to its end
	who = who.WithNames(people, s.wordsOfTradesAndTowns(people))
	for _, p := range people {
		if err := s.archive(ctx, p); err != nil {
			return Erasure{}, err
		}
	}
	if err := s.countForGood(ctx, people); err != nil {
		return Erasure{}, err
	}
	s.pool.Remove(who.IDs...)
	if err := s.Index.Delete(ctx, who.IDs); err != nil {
		return Erasure{}, err
	}
	if err := s.endFilesQuoting(ctx, who); err != nil {
		return Erasure{}, err
	}
	done, err := s.Forgetting.Forget(ctx, who)
	if err != nil {
		return Erasure{}, err
	}
	if err := s.Places.Put(ctx, scrubKey, []byte("due")); err != nil {
		return Erasure{}, err
	}
	for _, p := range people {
		if _, err := s.Identities.Take(ctx, p.ID); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return Erasure{}, err
		}
		if err := s.ForgetKey(ctx, p.ID); err != nil {
			return Erasure{}, err
		}
	}
	s.exposure.forget(who)
	s.asked.forget(who)
	if err := s.closeCount(ctx, people); err != nil {
		return Erasure{}, err
	}
	return Erasure{Done: append(done, domain.ForgottenCount{Collection: "people", Removed: len(people)}), On: domain.DayOf(s.Now())}, nil
}

// scrubLater cleans the working copies behind the answer: the index is made anew, the files of the database too.
func (s *Service) scrubLater(ctx context.Context) {
	s.background.Go(func() {
		running, end := s.untilStop(context.WithoutCancel(ctx))
		defer end()
		if err := s.Scrub(running); err != nil && running.Err() == nil {
			s.Log.Error("what an erased person took in the files is not overwritten yet", slog.String("code", string(domain.CodeOf(err))))
		}
	})
}

// scrubKey is where it is kept that files are still to be cleaned: a process that dies leaves it to the next one.
const scrubKey = "scrub"

// Scrub overwrites what people erased since the last time took in the files of the database and of the index; nothing when
// nobody was.
func (s *Service) Scrub(ctx context.Context) error {
	s.scrubbing.Lock()
	defer s.scrubbing.Unlock()
	due, err := s.Places.Get(ctx, scrubKey)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && len(due) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Settle(ctx); err != nil { // the followers know who left: the marks that tell them may go
		return err
	}
	if err := errors.Join(s.Forgetting.Scrub(ctx), s.Reindex(ctx)); err != nil {
		return err
	}
	return s.Places.Put(ctx, scrubKey, []byte{})
}

// fingerprints are the texts by which somebody who left would be known again: the keys of their files, and who they are.
func fingerprints(p *domain.Person) []string { return append(filePrints(p), identityPrints(p)...) }

// filePrints are those of the files of somebody, those that were merged into it included.
func filePrints(p *domain.Person) (texts []string) {
	for _, id := range append([]string{p.ID}, p.Merged...) {
		texts = append(texts, "id:"+id)
	}
	return texts
}

// identityPrints are those of who somebody is, whatever the key of their file: their name, with their birth date and with
// their address. An address alone says nothing, families share one; neither does a phone.
func identityPrints(p *domain.Person) (texts []string) {
	k := p.Candidate
	words := strings.Fields(referential.Fold(k.LastName + " " + k.FirstName))
	if len(words) == 0 {
		return nil
	}
	slices.Sort(words) // files mix up first and last names
	name := strings.Join(words, " ")
	if k.Email != "" {
		texts = append(texts, "mail:"+name+"|"+strings.ToLower(k.Email))
	}
	if k.BirthDate.Known() {
		texts = append(texts, "born:"+name+"|"+k.BirthDate.String())
	}
	return texts
}

// leaverPrints are those kept of an erasure. A file made by mistake, or that no referent accepted, says nothing sure of
// who somebody is: only its key does not come back, so that nobody is kept out by what another wrote in their name.
func leaverPrints(p *domain.Person, why domain.ErasureReason) []string {
	if why == domain.ErasedByMistake || p.Stage() != domain.AdmissionAccepted {
		return filePrints(p)
	}
	return fingerprints(p)
}

// ApplyErasures erases again whoever left and is there: an older backup was put back, or an erasure was cut short. Start
// and restore run it. The key of the file decides alone: somebody else may have the same name, or the same mailbox.
func (s *Service) ApplyErasures(ctx context.Context) (again int, err error) {
	left, err := s.Leavers.Left(ctx)
	if err != nil || left.None() {
		return 0, err
	}
	var back []*domain.Person
	err = s.Feed.Each(ctx, func(p *domain.Person) error {
		if left.Has(filePrints(p)) {
			back = append(back, p)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, p := range back {
		if err := s.journal(ctx, domain.System(), domain.Deed{Act: domain.ActEraseAgain, Person: domain.PersonSubject(p.ID)}); err != nil {
			return again, err
		}
		if _, err := s.forget(ctx, []*domain.Person{p}, p.Forgotten()); err != nil {
			return again, err
		}
		again++
	}
	return again, nil
}

// erasedCountTries bounds the tries at the counts of a year that others are writing.
const erasedCountTries = 20

// countForGood adds what the files counted for to the closed figures of each year, once whatever happens: the token of a
// file is the same when an erasure that was cut short is run again.
func (s *Service) countForGood(ctx context.Context, people []*domain.Person) error {
	return s.closeFigures(ctx, people, func(c *domain.ClosedFigures, p *domain.Person, kinds []domain.FigureKind) bool {
		return c.Add(closingToken(p), kinds)
	})
}

// closeCount drops the tokens of erasures that ended: nothing links the counts to a person any more.
func (s *Service) closeCount(ctx context.Context, people []*domain.Person) error {
	return s.closeFigures(ctx, people, func(c *domain.ClosedFigures, p *domain.Person, _ []domain.FigureKind) bool {
		return c.Close(closingToken(p))
	})
}

func closingToken(p *domain.Person) string {
	return hashOf("figures\x00" + p.ID + "\x00" + p.Created.UTC().Format(time.RFC3339Nano))
}

// closeFigures changes the closed figures of each year in which one of the people counts, in one write a year.
func (s *Service) closeFigures(ctx context.Context, people []*domain.Person,
	change func(*domain.ClosedFigures, *domain.Person, []domain.FigureKind) bool) error {
	counted := make([]map[int][]domain.FigureKind, len(people))
	years := map[int]bool{}
	for i, p := range people {
		counted[i] = s.closing(p)
		for year := range counted[i] {
			years[year] = true
		}
	}
	for year := range years {
		err := s.changeFigures(ctx, year, func(c *domain.ClosedFigures) (changed bool) {
			for i, p := range people {
				if kinds := counted[i][year]; len(kinds) > 0 && change(c, p, kinds) {
					changed = true
				}
			}
			return changed
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// closing is what a file counts for, by year, and the erasure itself in the year of the clock.
func (s *Service) closing(p *domain.Person) map[int][]domain.FigureKind {
	years := map[int][]domain.FigureKind{}
	for _, f := range p.Figures() {
		years[f.Year] = append(years[f.Year], f.Kind)
	}
	now := domain.DayOf(s.Now()).Time().Year()
	years[now] = append(years[now], domain.FigureErased)
	return years
}

// changeFigures changes the closed figures of a year, made when there are none.
func (s *Service) changeFigures(ctx context.Context, year int, change func(*domain.ClosedFigures) bool) error {
	for try := 1; ; try++ {
		c, err := s.ClosedFigures.Get(ctx, domain.System(), domain.ClosedFiguresID(year))
		if domain.CodeOf(err) == domain.CodeNotFound {
			c, err = &domain.ClosedFigures{Record: domain.Record{ID: domain.ClosedFiguresID(year), Created: s.Now().UTC()}, Year: year}, nil
		}
		if err != nil || !change(c) {
			return err
		}
		c.Updated = s.Now().UTC()
		err = s.ClosedFigures.Save(ctx, c)
		if domain.CodeOf(err) != domain.CodeConflict || try == erasedCountTries {
			return err
		}
	}
}

// PeopleFigures counts, by year, those who are there and those who were erased: erasing changes none of them.
func (s *Service) PeopleFigures(ctx context.Context, actor domain.Actor) ([]domain.Figure, error) {
	if !actor.Roles.Has(domain.RoleStaff | domain.RoleSystem) {
		return nil, domain.Refuse(domain.CodeForbidden, "Ces comptes sont au personnel du service.")
	}
	var living, closed []domain.Figure
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		living = append(living, p.Figures()...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	met, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return nil, err
	}
	for _, x := range met {
		living = append(living, x.Figures()...)
	}
	years, err := s.ClosedFigures.All(ctx)
	for _, y := range years {
		for _, c := range y.Counts {
			closed = append(closed, domain.Figure{Year: y.Year, Kind: c.Kind, Count: c.Count})
		}
	}
	return domain.SumFigures(living, closed), err
}
