package hiring

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// How a person entered the candidathèque, beside the files (intake.ByImport).
const (
	byStaff   = "staff"
	byAdviser = "adviser"
	byWeb     = "web"
)

// SavePerson saves a file as edited: Revision 0 opens it, under its ID if it has one; another replaces that revision
// only. What a referent opens is accepted, what an adviser opens is theirs and waits for a referent. Its history tells
// which fields changed, and by which channel the actor knows. An accord or a proof that the editor brings is recorded as
// theirs. It returns what was saved, visible in lists at once.
func (s *Service) SavePerson(ctx context.Context, actor domain.Actor, p *domain.Person) (*domain.Person, error) {
	now := s.Now()
	if !domain.CanAddPerson(actor) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seuls un référent et un conseiller tiennent les dossiers de la candidathèque.")
	}
	saved := *p
	if saved.ID == "" {
		saved.ID = newID(ctx)
	}
	before, err := s.stored(ctx, saved.ID)
	if err != nil {
		return nil, err
	}
	act := "edit"
	if saved.Revision == 0 {
		act = "create"
		if survivor, err := s.survivorOf(ctx, saved.ID); err != nil || survivor != saved.ID {
			return nil, cmp.Or(err, error(domain.Refuse(domain.CodeConflict, "Ce dossier a été réuni avec un autre : modifiez celui-ci.")))
		}
		if err := s.refuseLeaver(ctx, &saved); err != nil {
			return nil, err
		}
		open(&saved, actor, now)
	} else if err := keepTheirs(&saved, before, actor); err != nil {
		return nil, err
	}
	if err := s.checkPerson(&saved, domain.DayOf(now)); err != nil {
		return nil, err
	}
	if err := newProofs(&saved, before, domain.DayOf(now)).Err(); err != nil {
		return nil, err
	}
	sign(&saved, before, actor)
	saved.NoteChange(act, saved.ChangedFields(before), actor, now)
	if err := s.Deps.People.Save(ctx, &saved); err != nil {
		return nil, inserted(ctx, err)
	}
	s.show(ctx, &saved)
	return &saved, nil
}

// open settles what nobody types: how the person enters, and who follows them.
func open(p *domain.Person, actor domain.Actor, now time.Time) {
	p.Created, p.Admission = now, domain.AdmissionAccepted
	p.Source = cmp.Or(p.Source, byStaff)
	if !actor.Roles.Has(domain.RoleReferent) {
		p.Admission, p.Source = domain.AdmissionProposed, byAdviser
		p.Candidate.Adviser, p.Candidate.Referent, p.Candidate.Criteria = actor.Email, "", nil
	}
	enter(p, now)
}

// enter dates the entry of somebody accepted.
func enter(p *domain.Person, now time.Time) {
	if p.Stage() == domain.AdmissionAccepted && !p.Candidate.EnteredOn.Known() {
		p.Candidate.EnteredOn = domain.DayOf(now)
	}
}

// keepTheirs leaves as stored what an edit does not change: the admission, which has its own verbs, and for an adviser
// what is the referents' to say. NotFound when the actor may not see the file.
func keepTheirs(p, before *domain.Person, actor domain.Actor) error {
	if before.ID == "" || !domain.CanEditPerson(actor, before) {
		return domain.NotFound("Personne")
	}
	p.Admission, p.Source, p.Created, p.History = before.Admission, before.Source, before.Created, before.History
	if !actor.Roles.Has(domain.RoleReferent) {
		k := before.Candidate
		p.Candidate.Adviser, p.Candidate.Referent, p.Candidate.Criteria = k.Adviser, k.Referent, k.Criteria
	}
	return nil
}

// sign puts the actor's name to an accord and to proofs that were not there before.
func sign(p, before *domain.Person, actor domain.Actor) {
	k := &p.Candidate
	if k.Consent.On != before.Candidate.Consent.On {
		k.Consent.By = actor.ID
		k.Consent.Channel = cmp.Or(k.Consent.Channel, actor.Channel)
	}
	k.Criteria = slices.Clone(k.Criteria)
	for i := range k.Criteria {
		k.Criteria[i].By = cmp.Or(k.Criteria[i].By, actor.ID)
	}
}

// newProofs lists, under « criteria », why proofs that were not there before cannot be kept: an edit has the rules of the
// wallet. Those known already stay, whatever the rules have become.
func newProofs(p, before *domain.Person, today domain.Date) domain.FieldErrors {
	f := domain.FieldErrors{}
	for _, k := range p.Candidate.Criteria {
		known := slices.ContainsFunc(before.Candidate.Criteria, func(b domain.Criterion) bool {
			return b.Code == k.Code && b.SeenOn == k.SeenOn && b.ValidUntil == k.ValidUntil
		})
		if known {
			continue
		}
		for _, message := range p.Candidate.ProofFaults(k, today) {
			f.Add("criteria", domain.Invalid("criteria", "%s : %s", k.Code, message))
		}
	}
	return f
}

// errUnchanged says that an act found its work done: nothing is saved.
var errUnchanged = errors.New("nothing to change")

// changePerson is the walk of every verb on a file: read as the actor may, act, save, show. Somebody who writes the same
// file meanwhile makes it try again on what they left; the key of a file that was merged reaches the one that took it over.
func (s *Service) changePerson(ctx context.Context, actor domain.Actor, id string, act func(p *domain.Person, now time.Time) error) (*domain.Person, error) {
	now := s.Now()
	for try := 1; ; try++ {
		p, err := s.Person(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		switch err := act(p, now); {
		case errors.Is(err, errUnchanged):
			return p, nil
		case err != nil:
			return nil, err
		}
		err = s.Deps.People.Save(ctx, p)
		if domain.CodeOf(err) == domain.CodeConflict && try < actTries {
			continue
		}
		if err != nil {
			return nil, err
		}
		s.show(ctx, p)
		return p, nil
	}
}
