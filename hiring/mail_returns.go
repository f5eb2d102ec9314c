package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// MailReturn is what a delivery report says of one mail: its key, and why, in the words of the report.
type MailReturn struct{ Mail, Reason string }

// longestReturn bounds the words of a report, in characters.
const longestReturn = 200

// ReturnMails records mails that came back, and counts those that are ours. A report of what is unknown, or came back
// already, changes nothing: reports come twice.
func (s *Service) ReturnMails(ctx context.Context, returns []MailReturn) (known int, err error) {
	for _, r := range returns {
		m, err := s.Deps.Mails.Get(ctx, domain.System(), r.Mail)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return known, err
		}
		known++
		if m.Status == domain.MailBounced || m.Move(domain.MailBounced, domain.System(), s.Now(), "") != nil {
			continue
		}
		words := []rune(r.Reason)
		m.Answer = "revenu : " + string(words[:min(len(words), longestReturn)])
		if err := s.Deps.Mails.Save(ctx, m); err != nil {
			return known, err
		}
	}
	return known, nil
}

// AddressFails tells whether the last mail to a mailbox came back: whoever looks after the person sees it beside the
// address. Another address, or a mail that leaves again, ends it.
func (s *Service) AddressFails(ctx context.Context, actor domain.Actor, to domain.Recipient) (bool, error) {
	if to.Address == "" || !actor.Roles.Has(domain.RoleStaff) {
		return false, nil
	}
	list, _, err := s.Deps.Mails.Find(ctx, domain.System(), domain.MailQuery{To: to.Key(), Limit: mailsARound})
	if err != nil {
		return false, err
	}
	for _, m := range list {
		if m.To.Address != to.Address || m.Status != domain.MailBounced && m.Status != domain.MailSent {
			continue
		}
		return m.Status == domain.MailBounced, nil
	}
	return false, nil
}

// ForgetMails erases the texts of the mails that left long ago, and tells how many. Each new day runs it. One that cannot
// be read is told by an Internal error, once the others are erased.
func (s *Service) ForgetMails(ctx context.Context) (forgotten int, err error) {
	now := s.Now()
	for {
		list, fault := s.Deps.Mails.EndedBefore(ctx, now, mailsARound)
		before := forgotten
		for _, m := range list {
			if !m.Forgettable(now) {
				return forgotten, fault // the others left later
			}
			m.Forget()
			switch err := s.Deps.Mails.Save(ctx, m); {
			case err == nil:
				forgotten++
			case domain.CodeOf(err) != domain.CodeConflict:
				return forgotten, err
			}
		}
		if forgotten == before {
			return forgotten, fault
		}
	}
}
