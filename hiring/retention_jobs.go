package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// The collections whose documents end by the clock, as the store names them.
const (
	inOffers        = "offers"
	inOccasions     = "occasions"
	inShortlists    = "shortlists"
	inArchive       = "archive"
	inEmployers     = "employers"
	inMemberships   = "memberships"
	inPositions     = "positions"
	inInvitations   = "invitations"
	inIntroductions = "introductions"
	inAlerts        = "alerts"
	inTrainings     = "trainings"
	inImports       = "imports"
	inUsers         = "users"
	inCredentials   = "credentials"
	inLists         = "lists"
	inMails         = "mails"
)

// endOffers ends what hangs on offers that ended 24 months ago, the offers after it, and the trainings of that age.
func (k *keeping) endOffers(ctx context.Context) error {
	due, err := k.dueOffers(ctx)
	if err != nil {
		return err
	}
	k.tell(domain.JobOffers, "offres finies depuis 24 mois, avec leurs présélections", len(due))
	if k.acts() {
		for _, o := range due {
			if err := k.endOffer(ctx, o); err != nil {
				return err
			}
		}
	}
	return k.endTrainings(ctx)
}

func (k *keeping) dueOffers(ctx context.Context) (due []*domain.Offer, err error) {
	q := domain.OfferQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Offers.Find(ctx, domain.System(), q)
		if err != nil {
			return nil, err
		}
		for _, o := range list {
			over := o.Status != domain.OfferPublished && o.Status != domain.OfferPaused
			if !over || !domain.RetainOffer.EndedBy(o.Since(string(o.Status)), k.now) {
				continue
			}
			held, err := k.heldByClause(ctx, o)
			if err != nil {
				return nil, err
			}
			if !held {
				due = append(due, o)
			}
		}
		if q.Cursor = next; next == "" {
			return due, nil
		}
	}
}

// endOffer counts the offer for good, with the meetings and the hires that came of it, then drops it with what hangs on it,
// last.
func (k *keeping) endOffer(ctx context.Context, o *domain.Offer) error {
	token := "offer/" + o.ID
	if err := k.countOffer(ctx, o, token); err != nil {
		return err
	}
	for _, hung := range []struct {
		in   string
		find func() ([]string, error)
	}{
		{inShortlists, func() ([]string, error) {
			return keysOf(func(cursor string) ([]*domain.Shortlist, string, error) {
				return k.Deps.Shortlists.Find(ctx, domain.System(), domain.ShortlistQuery{OfferID: o.ID, Cursor: cursor, Limit: pageOfAll})
			})
		}},
		{inPositions, func() ([]string, error) {
			return keysOf(func(cursor string) ([]*domain.Position, string, error) {
				return k.Deps.Positions.Find(ctx, domain.System(), domain.PositionQuery{OfferID: o.ID, Cursor: cursor, Limit: pageOfAll})
			})
		}},
		{inInvitations, func() ([]string, error) {
			return keysOf(func(cursor string) ([]*domain.Invitation, string, error) {
				return k.Deps.Invitations.Find(ctx, domain.System(), domain.InvitationQuery{Object: o.ID, Cursor: cursor, Limit: pageOfAll})
			})
		}},
		{inIntroductions, func() ([]string, error) {
			return keysOf(func(cursor string) ([]*domain.Introduction, string, error) {
				return k.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Offers: []string{o.ID}, Cursor: cursor, Limit: pageOfAll})
			})
		}},
		{inAlerts, func() ([]string, error) {
			return keysOf(func(cursor string) ([]*domain.Alert, string, error) {
				return k.Deps.Alerts.Find(ctx, domain.System(), domain.AlertQuery{OfferID: o.ID, Cursor: cursor, Limit: pageOfAll})
			})
		}},
	} {
		ids, err := hung.find()
		if err != nil {
			return err
		}
		if err := k.drop(ctx, hung.in, ids); err != nil {
			return err
		}
	}
	if err := k.drop(ctx, inOffers, []string{o.ID}); err != nil {
		return err
	}
	return k.closeOffer(ctx, token)
}

// countOffer adds to the closed figures what an offer counts for, once for its token.
func (k *keeping) countOffer(ctx context.Context, o *domain.Offer, token string) error {
	kinds := map[int][]domain.FigureKind{domain.DayOf(o.Created).Time().Year(): {domain.FigureOffer}}
	met, err := k.introductionsFor(ctx, domain.System(), o.ID)
	if err != nil {
		return err
	}
	for _, x := range met {
		for _, f := range x.Figures() {
			kinds[f.Year] = append(kinds[f.Year], f.Kind)
		}
	}
	for year, counted := range kinds {
		if err := k.changeFigures(ctx, year, func(c *domain.ClosedFigures) bool { return c.Add(token, counted) }); err != nil {
			return err
		}
	}
	return nil
}

// closeOffer drops the token of an offer that ended from every year in which it counted.
func (k *keeping) closeOffer(ctx context.Context, token string) error {
	years, err := k.ClosedFigures.All(ctx)
	if err != nil {
		return err
	}
	for _, y := range years {
		if !slices.Contains(y.Applied, token) {
			continue
		}
		if err := k.changeFigures(ctx, y.Year, func(c *domain.ClosedFigures) bool { return c.Close(token) }); err != nil {
			return err
		}
	}
	return nil
}

// keysOf reads a list to its end and gives the keys of what is in it.
func keysOf[T interface{ Head() *domain.Record }](find func(cursor string) ([]T, string, error)) (ids []string, err error) {
	for cursor := ""; ; {
		list, next, err := find(cursor)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			ids = append(ids, t.Head().ID)
		}
		if cursor = next; next == "" {
			return ids, nil
		}
	}
}

func (k *keeping) drop(ctx context.Context, in string, ids []string) error {
	for _, id := range ids {
		if err := k.Forgetting.Drop(ctx, in, id); err != nil {
			return err
		}
	}
	return nil
}

func (k *keeping) endTrainings(ctx context.Context) error {
	var due []string
	q := domain.TrainingQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Trainings.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, t := range list {
			if domain.RetainTraining.EndedBy(max(t.Start, t.End).StartIn(), k.now) {
				due = append(due, t.ID)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	k.tell(domain.JobOffers, "sessions de formation finies depuis 24 mois", len(due))
	if !k.acts() {
		return nil
	}
	return k.drop(ctx, inTrainings, due)
}

// endAccounts ends the accounts closed 12 months ago, with the lists that were theirs alone and their name in the journal.
func (k *keeping) endAccounts(ctx context.Context) error {
	var due []*domain.User
	q := domain.UserQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Users.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, u := range list {
			if u.Deactivated && domain.RetainAccount.EndedBy(u.Since(string(domain.AccountClosed)), k.now) {
				due = append(due, u)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	k.tell(domain.JobAccounts, "comptes fermés depuis 12 mois, avec leurs listes", len(due))
	if !k.acts() {
		return nil
	}
	for _, u := range due {
		if err := k.endAccount(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// endAccount drops the lists first: one of nobody would be found by nobody.
func (k *keeping) endAccount(ctx context.Context, u *domain.User) error {
	ids, err := keysOf(func(cursor string) ([]*domain.SavedList, string, error) {
		list, next, err := k.SavedLists.Find(ctx, domain.System(), domain.SavedListQuery{Cursor: cursor, Limit: pageOfAll})
		return slices.DeleteFunc(list, func(l *domain.SavedList) bool { return l.Owner != u.ID }), next, err
	})
	if err != nil {
		return err
	}
	if err := k.drop(ctx, inLists, ids); err != nil {
		return err
	}
	if err := k.endAccess(ctx, u.ID); err != nil {
		return err
	}
	if err := k.revokeAll(ctx, u.ID, domain.SecretAPI, domain.SecretRecovery); err != nil {
		return err
	}
	if err := k.drop(ctx, inCredentials, []string{u.ID}); err != nil {
		return err
	}
	if err := k.drop(ctx, inUsers, []string{u.ID}); err != nil {
		return err
	}
	// Last: whoever comes to the address from now on is somebody else.
	if err := k.Deps.Once.Remove(ctx, addressKey(u.Email)); err != nil {
		return err
	}
	return k.ForgetUserKey(ctx, u.ID)
}

// endImports empties what accounts of files quote after 30 days, and ends them after 12 months.
func (k *keeping) endImports(ctx context.Context) error {
	var quoting []*domain.Import
	var due []string
	q := domain.ImportQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Imports.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, i := range list {
			switch {
			case domain.RetainImport.EndedBy(i.Created, k.now):
				due = append(due, i.ID)
			case len(i.Errors)+len(i.Warnings) > 0 && domain.RetainRows.EndedBy(i.Created, k.now):
				quoting = append(quoting, i)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	k.tell(domain.JobImports, "comptes rendus d'import de plus de 12 mois", len(due))
	k.tell(domain.JobImports, "comptes rendus d'import de plus de 30 jours, dont les valeurs citées sont effacées", len(quoting))
	if !k.acts() {
		return nil
	}
	for _, i := range quoting {
		i.Errors, i.Warnings = nil, nil
		i.Note("rows_end", domain.System(), k.now, "")
		if err := k.Deps.Imports.Save(ctx, i); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return k.drop(ctx, inImports, due)
}

// endExpired sweeps what has its own end: links, sessions, counts of asks, traces of those who left long ago.
func (k *keeping) endExpired(ctx context.Context) error {
	if !k.acts() {
		return nil
	}
	swept, err := k.Forgetting.SweepEnded(ctx, k.now)
	for _, s := range swept {
		k.tell(domain.JobSecrets, "terminés, retirés de « "+s.Collection+" »", s.Removed)
	}
	return err
}

// endMails empties mails 30 days after they left the queue, and ends what is left of them after 12 months.
func (k *keeping) endMails(ctx context.Context) error {
	var texts []*domain.Mail
	var due []string
	q := domain.MailQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Mails.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, m := range list {
			switch {
			case m.Status != domain.MailQueued && domain.RetainMail.EndedBy(m.Created, k.now):
				due = append(due, m.ID)
			case m.Forgettable(k.now):
				texts = append(texts, m)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	k.tell(domain.JobMails, "courriels de plus de 12 mois", len(due))
	k.tell(domain.JobMails, "courriels partis depuis 30 jours, dont le texte et l'adresse sont effacés", len(texts))
	if !k.acts() {
		return nil
	}
	for _, m := range texts {
		m.Forget()
		if err := k.Deps.Mails.Save(ctx, m); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return k.drop(ctx, inMails, due)
}

// endSignUps removes the sign-ups of employers that are past their time.
func (k *keeping) endSignUps(ctx context.Context) error {
	if !k.acts() {
		return nil
	}
	n, err := k.ForgetSignUps(ctx)
	k.tell(domain.JobSignUps, "inscriptions jamais confirmées", n)
	return err
}
