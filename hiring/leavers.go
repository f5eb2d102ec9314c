package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// whoLeft is all that a file, a program or a page is told of somebody who had themself erased.
const whoLeft = "personne qui a demandé l'effacement"

// errLeft refuses to open a file of somebody who left.
var errLeft = domain.Refuse(domain.CodeGone, "C'est une "+whoLeft+" de ses données : son dossier ne se rouvre ni par un fichier, ni par un "+
	"formulaire, ni par un programme. Si elle revient d'elle-même, un référent note son retour, puis ouvre son dossier.")

// refuseLeaver refuses a new file of somebody who left.
func (s *Service) refuseLeaver(ctx context.Context, p *domain.Person) error {
	left, err := s.Leavers.Left(ctx)
	if err != nil {
		return err
	}
	if left.Has(fingerprints(p)) {
		return errLeft
	}
	return nil
}

// leaveOut takes out of the batch the rows that would open a file for somebody who left, and says so in the account
// without a word of theirs. A row of a file that is there stays: whoever looks like somebody who left is not them.
func (r *run) leaveOut(ctx context.Context) error {
	left, err := r.Leavers.Left(ctx)
	if err != nil || left.None() {
		return err
	}
	kept := make([]intake.ProfileRow, 0, len(r.rows))
	for _, row := range r.rows {
		if left.Has(fingerprints(row.Person)) {
			_, err := r.Person(ctx, domain.System(), row.Person.ID)
			if domain.CodeOf(err) == domain.CodeNotFound {
				r.report.LeaveOut(row.Line, whoLeft)
				continue
			}
			if err != nil {
				return err
			}
		}
		kept = append(kept, row)
	}
	r.rows = kept
	return nil
}

// forgetMeanwhile takes out again the people of the batch who were erased while it was being saved.
func (r *run) forgetMeanwhile(ctx context.Context) error {
	left, err := r.Leavers.Left(ctx)
	if err != nil || left.None() {
		return err
	}
	for _, row := range r.rows {
		if !left.Has(filePrints(row.Person)) {
			continue
		}
		p, err := r.Person(ctx, domain.System(), row.Person.ID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := r.forget(ctx, []*domain.Person{p}, p.Forgotten()); err != nil {
			return err
		}
	}
	return nil
}

// Return is what a referent says of somebody who had themself erased and comes back of their own will, in front of them.
// ID is the key of their former file, when a program still uses it.
type Return struct {
	ID                  string
	FirstName, LastName string
	Email               string
	BirthDate           domain.Date
	// On is the day of the new accord.
	On domain.Date
	// Seen: the referent attests that the person came in person.
	Seen domain.Tri
}

// WelcomeBack ends what kept somebody away, so that their file may be opened again, anew. NotFound when nobody who left
// answers to what is said.
func (s *Service) WelcomeBack(ctx context.Context, actor domain.Actor, r Return) error {
	if !domain.CanModeratePeople(actor) {
		return domain.Refuse(domain.CodeForbidden, "Seul un référent note le retour d'une personne.")
	}
	if err := r.faults(domain.DayOf(s.Now())).Err(); err != nil {
		return err
	}
	left, err := s.Leavers.Left(ctx)
	if err != nil {
		return err
	}
	p := &domain.Person{Record: domain.Record{ID: r.ID}, Candidate: domain.Candidate{FirstName: r.FirstName, LastName: r.LastName, Email: r.Email,
		BirthDate: r.BirthDate}}
	hashes := left.Of(fingerprints(p))
	if len(hashes) == 0 {
		return domain.Refuse(domain.CodeNotFound, "Personne de ce nom n'a demandé l'effacement : ouvrez son dossier comme d'habitude.")
	}
	if err := s.journal(ctx, actor, domain.Deed{Act: domain.ActWelcomeBack}); err != nil {
		return err
	}
	return s.Leavers.Lift(ctx, hashes, domain.DayOf(s.Now()))
}

func (r Return) faults(today domain.Date) domain.FieldErrors {
	f := domain.FieldErrors{}
	if r.LastName == "" {
		f.Add("last_name", domain.Invalid("last_name", "Écrivez le nom."))
	}
	if r.FirstName == "" {
		f.Add("first_name", domain.Invalid("first_name", "Écrivez le prénom."))
	}
	if !r.BirthDate.Known() {
		f.Add("birth_date", domain.Invalid("birth_date", "Indiquez la date de naissance : c'est elle qui distingue deux personnes du même nom."))
	}
	switch {
	case !r.On.Known() || r.On > today:
		f.Add("on", domain.Invalid("on", "Indiquez le jour du nouvel accord : aujourd'hui, ou un jour passé."))
	case r.On < today-returnDays:
		f.Add("on", domain.Invalid("on", "Le nouvel accord date de plus de %d jours : redemandez-le à la personne.", returnDays))
	}
	if r.Seen != domain.Yes {
		f.Add("seen", domain.Invalid("seen", "Cochez l'attestation : la personne est venue elle-même."))
	}
	return f
}

// returnDays is how old the accord of somebody who comes back may be, in days (param).
const returnDays = 30
