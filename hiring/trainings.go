package hiring

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// sessionsShown is how many next sessions are told beside a lift (param).
const sessionsShown = 3

// Training reads one session.
func (s *Service) Training(ctx context.Context, actor domain.Actor, id string) (*domain.Training, error) {
	return s.Deps.Trainings.Get(ctx, actor, id)
}

// Trainings lists sessions, the next to begin first. Certificates of the query are widened to those that cover them: who
// wants a FIMO may enter a FCO.
func (s *Service) Trainings(ctx context.Context, actor domain.Actor, q domain.TrainingQuery) (list []*domain.Training, next string, err error) {
	if len(q.Certificates) > 0 {
		q.Certificates = s.covering(q.Certificates)
	}
	return s.Deps.Trainings.Find(ctx, actor, q)
}

// covering lists the certificates that answer for one of the wanted, these included.
func (s *Service) covering(wanted []string) (codes []string) {
	for _, code := range wanted {
		code, _ = s.Refs.Certificates.Parse(code)
		codes = append(codes, code)
		for _, other := range s.Refs.Certificates.All() {
			// Without a date, asked about on the first of days, a certificate is valid exactly when it answers.
			if ok, _ := s.Refs.Certificates.Valid([]domain.HeldCertificate{{Code: other.Code}}, code, 1); ok && !slices.Contains(codes, other.Code) {
				codes = append(codes, other.Code)
			}
		}
	}
	return codes
}

// SaveTraining saves a session as edited: Revision 0 opens it, another replaces that revision only. What it lacks is
// refused by field.
func (s *Service) SaveTraining(ctx context.Context, actor domain.Actor, t *domain.Training) (*domain.Training, error) {
	now := s.Now()
	if !domain.CanKeepTrainings(actor) {
		return nil, domain.Refuse(domain.CodeForbidden, "Les référents et les facilitateurs tiennent la liste des formations.")
	}
	saved, act := *t, "edit"
	if saved.Revision == 0 {
		saved.Record = domain.Record{ID: newID(ctx), Created: now}
		saved.Status, act = domain.TrainingOpen, "create"
	}
	f := saved.Faults()
	s.normaliseTraining(&saved, f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	saved.Note(act, actor, now, "")
	if err := s.Deps.Trainings.Save(ctx, &saved); err != nil {
		return nil, inserted(ctx, err)
	}
	return &saved, nil
}

// normaliseTraining brings codes to those of the referential; f receives what is not in it.
func (s *Service) normaliseTraining(t *domain.Training, f domain.FieldErrors) {
	t.Certificates = slices.Clone(t.Certificates)
	for i, text := range t.Certificates {
		code, _ := s.Refs.Certificates.Parse(text)
		if _, known := s.Refs.Certificates.Certificate(code); !known {
			f.Add("certificates", domain.Invalid("certificates", "Le certificat « %s » n'est pas dans la liste.", text))
		}
		t.Certificates[i] = code
	}
	if t.ROME != "" && len(s.Refs.ROME.Expand(t.ROME)) == 0 {
		f.Add("rome", domain.Invalid("rome", "Le métier %s n'est pas dans le référentiel.", t.ROME))
	}
	t.Title, t.Funder, t.Provider, t.Conditions = strings.TrimSpace(t.Title), strings.TrimSpace(t.Funder), strings.TrimSpace(t.Provider), strings.TrimSpace(t.Conditions)
}

// CloseTraining says that nobody enters a session any more; OpenTraining that people may again.
func (s *Service) CloseTraining(ctx context.Context, actor domain.Actor, id string) (*domain.Training, error) {
	return s.moveTraining(ctx, actor, id, domain.TrainingClosed)
}

// OpenTraining opens a closed session again.
func (s *Service) OpenTraining(ctx context.Context, actor domain.Actor, id string) (*domain.Training, error) {
	return s.moveTraining(ctx, actor, id, domain.TrainingOpen)
}

func (s *Service) moveTraining(ctx context.Context, actor domain.Actor, id string, to domain.TrainingStatus) (*domain.Training, error) {
	t, err := s.Deps.Trainings.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := t.Move(to, actor, s.Now(), ""); err != nil {
		return nil, err
	}
	return t, s.Deps.Trainings.Save(ctx, t)
}

// SessionsGiving lists the next open sessions that give one of the certificates, or one that covers it.
func (s *Service) SessionsGiving(ctx context.Context, actor domain.Actor, certificates []string) ([]*domain.Training, error) {
	return s.nextSessions(ctx, actor, certificates, func(*domain.Training) bool { return true })
}

// SessionsFor lists those that the person may enter: an AFE is for people of the PLIE.
func (s *Service) SessionsFor(ctx context.Context, actor domain.Actor, id string, certificates []string) ([]*domain.Training, error) {
	if len(certificates) == 0 {
		return nil, nil
	}
	p, err := s.Deps.People.Get(ctx, actor, id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil // erased since the list was made
	}
	if err != nil {
		return nil, err
	}
	return s.nextSessions(ctx, actor, certificates, func(t *domain.Training) bool {
		return t.Admits(p.Candidate.Accompaniments, domain.DayOf(s.Now()))
	})
}

func (s *Service) nextSessions(ctx context.Context, actor domain.Actor, certificates []string, open func(*domain.Training) bool) (next []*domain.Training, err error) {
	if len(certificates) == 0 {
		return nil, nil
	}
	q := domain.TrainingQuery{Certificates: certificates, Status: domain.TrainingOpen, From: domain.DayOf(s.Now())}
	for {
		list, cursor, err := s.Trainings(ctx, actor, q)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			if open(t) {
				next = append(next, t)
			}
			if len(next) == sessionsShown {
				return next, nil
			}
		}
		if cursor == "" {
			return next, nil
		}
		q.Cursor = cursor
	}
}
