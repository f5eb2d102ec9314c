package hiring

import (
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// waitsFor is after how many working days referents are reminded of an establishment, or of a request, once (param).
const waitsFor = 2

// employersDaily is what each new day does for employers.
func (s *Service) employersDaily(ctx context.Context) error {
	if _, err := s.ForgetSignUps(ctx); err != nil {
		return err
	}
	return s.RemindEmployers(ctx)
}

// RemindEmployers notes what waited too long, once each: the address that nobody confirmed, the establishment and the
// request that nobody answered. The notes are what the mails follow.
func (s *Service) RemindEmployers(ctx context.Context) error {
	now := s.Now()
	if err := s.remindSignUps(ctx, now); err != nil {
		return err
	}
	waiting, err := s.WaitingEmployers(ctx, domain.System())
	if err != nil {
		return err
	}
	for _, e := range waiting {
		if !late(&e.Record, string(domain.EmployerAwaiting), now) {
			continue
		}
		e.Note(domain.ActRemind, domain.System(), now, "")
		if err := unlessWritten(s.Deps.Employers.Save(ctx, e)); err != nil {
			return err
		}
	}
	return s.remindRequests(ctx, now)
}

// late tells whether something has waited in a state for more than two working days without a reminder since.
func late(r *domain.Record, state string, now time.Time) bool {
	since := r.Since(state)
	reminded := slices.ContainsFunc(r.History, func(step domain.Step) bool { return step.To == domain.ActRemind && !step.At.Before(since) })
	return !reminded && referential.WorkingDaysBetween(domain.DayOf(since), domain.DayOf(now)) > waitsFor
}

// unlessWritten forgives a conflict: whoever wrote it meanwhile is at work on it, and the next day looks again.
func unlessWritten(err error) error {
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil
	}
	return err
}

func (s *Service) remindRequests(ctx context.Context, now time.Time) error {
	q := domain.MembershipQuery{Status: domain.MembershipWaiting, Limit: pageOfAll}
	for {
		list, next, err := s.Deps.Memberships.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, m := range list {
			if !late(&m.Record, string(domain.MembershipWaiting), now) {
				continue
			}
			m.Note(domain.ActRemind, domain.System(), now, "")
			if err := unlessWritten(s.Deps.Memberships.Save(ctx, m)); err != nil {
				return err
			}
		}
		if q.Cursor = next; next == "" {
			return nil
		}
	}
}

func (s *Service) remindSignUps(ctx context.Context, now time.Time) error {
	pending, err := s.PendingSignUps(ctx, domain.System())
	if err != nil {
		return err
	}
	for _, x := range pending {
		if x.Reminded() || now.Sub(x.Created) < domain.SignUpRemindAfter {
			continue
		}
		err := x.Write(domain.ActRemind, domain.System(), now)
		if err == nil {
			err = s.countMail(ctx, x.Email, now)
		}
		if domain.CodeOf(err) == domain.CodeTooMany { // enough was written there
			continue
		}
		if err != nil {
			return err
		}
		if err := unlessWritten(s.Deps.SignUps.Save(ctx, x)); err != nil {
			return err
		}
	}
	return nil
}

// ForgetSignUps removes the sign-ups that are past their retention, and counts them: nothing of who never confirmed stays.
func (s *Service) ForgetSignUps(ctx context.Context) (forgotten int, err error) {
	now := s.Now()
	for _, status := range []domain.SignUpStatus{domain.SignUpPending, domain.SignUpConfirmed} {
		var old []*domain.SignUp
		q := domain.SignUpQuery{Status: status, Limit: pageOfAll}
		for {
			list, next, err := s.Deps.SignUps.Find(ctx, domain.System(), q)
			if err != nil {
				return forgotten, err
			}
			for _, x := range list {
				if domain.RetainSignUp.EndedBy(x.Created, now) {
					old = append(old, x)
				}
			}
			if q.Cursor = next; next == "" {
				break
			}
		}
		for _, x := range old {
			if err := s.forgetSignUp(ctx, x); err != nil {
				return forgotten, err
			}
			forgotten++
		}
	}
	return forgotten, nil
}

// forgetSignUp removes one sign-up, and what it had written to an address that nobody confirmed: the mails of another
// sign-up with the same address stay, for its link may still be followed.
func (s *Service) forgetSignUp(ctx context.Context, x *domain.SignUp) error {
	if x.Email != "" {
		to := domain.Recipient{Kind: domain.RecipientAddress, Address: x.Email}
		mails, err := all(func(cursor string) ([]*domain.Mail, string, error) {
			return s.Deps.Mails.Find(ctx, domain.System(), domain.MailQuery{To: to.Key(), Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return err
		}
		for _, m := range mails {
			if !strings.HasPrefix(m.Event, "signups/"+x.ID+"/") {
				continue
			}
			if err := s.forgetMail(ctx, m); err != nil {
				return err
			}
		}
	}
	return s.Deps.SignUps.Remove(ctx, x.ID)
}

// forgetMail empties a mail, whatever the postman writes of it meanwhile; one that waits is cancelled first, since it would
// leave empty.
func (s *Service) forgetMail(ctx context.Context, m *domain.Mail) error {
	for try := 1; ; try++ {
		if m.Status == domain.MailQueued {
			if err := m.Move(domain.MailCancelled, domain.System(), s.Now(), ""); err != nil {
				return err
			}
		}
		m.Forget()
		err := s.Deps.Mails.Save(ctx, m)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return err
		}
		if m, err = s.Deps.Mails.Get(ctx, domain.System(), m.ID); err != nil {
			return err
		}
	}
}
