package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// JournalFilter is what somebody asks of the journal: Actor is the address of an account, Person the key of a file. Empty
// fields ask nothing.
type JournalFilter struct {
	From, To domain.Date
	Actor    string
	Person   string
	Act      domain.Act
	Kind     string
	Object   string
	Cursor   string
	Limit    int
}

// JournalName is who bears a key today: Subject is nobody when the key is kept nowhere, or whoever bore it is gone. Name is
// empty for a file without a name.
type JournalName struct {
	Subject domain.Subject
	Name    string
}

// Gone tells a key that names nobody any more.
func (n JournalName) Gone() bool { return n.Subject == domain.SubjectNobody }

// JournalEntry is a line with whom it names; OnBehalf and Person are zero when the line names none.
type JournalEntry struct {
	Line                    *domain.JournalLine
	Actor, Person, OnBehalf JournalName
}

// ReadJournal lists lines, the latest first, for administrators. Reading it is told too. It returns Invalid, by field, for
// an account or a file that does not exist.
func (s *Service) ReadJournal(ctx context.Context, actor domain.Actor, f JournalFilter) (entries []JournalEntry, next string, err error) {
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Seul un administrateur lit le journal.")
	}
	q := domain.JournalQuery{From: f.From, To: f.To, Act: f.Act, Kind: f.Kind, Object: f.Object, Cursor: f.Cursor, Limit: f.Limit}
	reading := domain.Deed{Act: domain.ActReadJournal}
	faults := domain.FieldErrors{}
	if f.Actor != "" {
		q.Actors, err = s.keysOfActor(ctx, f.Actor)
		faults.Add("qui", err)
	}
	if f.Person != "" {
		var id string
		id, q.Persons, err = s.keysOfPerson(ctx, f.Person)
		faults.Add("dossier", err)
		reading = domain.Deed{Act: domain.ActSearchJournal}.About(id)
	}
	if err := faults.Err(); err != nil {
		return nil, "", err
	}
	if err := s.journalRead(ctx, actor, reading); err != nil {
		return nil, "", err
	}
	lines, next, err := s.Deps.Journal.Find(ctx, actor, q)
	if err != nil {
		return nil, "", err
	}
	entries, err = s.named(ctx, lines)
	return entries, next, err
}

// keysOfActor are the names that the holder of an account bears; its address, or the fixed actor of that word.
func (s *Service) keysOfActor(ctx context.Context, text string) ([]string, error) {
	for _, fixed := range fixedActors {
		if text == fixed.word {
			return []string{string(fixed.of)}, nil
		}
	}
	u, err := s.UserByEmail(ctx, text)
	if err != nil {
		return nil, domain.Invalid("qui", "Aucun compte n'a cette adresse. Écrivez l'adresse e-mail du compte, ou « plateforme ».")
	}
	return s.namesBorne(ctx, domain.UserSubject(u.ID))
}

// keysOfPerson are the names that the person of a file bears, and the key of that file today.
func (s *Service) keysOfPerson(ctx context.Context, key string) (id string, names []string, err error) {
	p, err := s.Person(ctx, domain.System(), key)
	if err != nil {
		return "", nil, domain.Invalid("dossier", "Aucun dossier n'a cet identifiant. Quand une personne est effacée, plus rien ne dit quelles lignes parlaient d'elle.")
	}
	names, err = s.namesBorne(ctx, domain.PersonSubject(p.ID))
	return p.ID, names, err
}

// namesBorne is never nil: somebody without a name has no line.
func (s *Service) namesBorne(ctx context.Context, of domain.Subject) ([]string, error) {
	keys, err := s.keysOf(ctx, domain.JournalKeyQuery{Holder: of})
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Key
	}
	return names, err
}

// fixedActors are the actors who are nobody in particular, by the word that finds them.
var fixedActors = []struct {
	of   domain.Subject
	word string
	name string
}{
	{domain.SubjectSystem, "plateforme", domain.System().Name},
	{domain.SubjectHolder, "personne", domain.Holder("").Name},
	{domain.SubjectStranger, "visiteur", "un visiteur"},
}

// named finds who bears the keys of some lines, each looked up once.
func (s *Service) named(ctx context.Context, lines []*domain.JournalLine) ([]JournalEntry, error) {
	known := map[string]JournalName{"": {}}
	for _, fixed := range fixedActors {
		known[string(fixed.of)] = JournalName{fixed.of, fixed.name}
	}
	var asked []string
	for _, l := range lines {
		for _, key := range []string{l.Actor, l.Person, l.OnBehalf} {
			if _, found := known[key]; !found {
				known[key] = JournalName{}
				asked = append(asked, key)
			}
		}
	}
	for some := range slices.Chunk(asked, pageOfAll) {
		keys, err := s.keysOf(ctx, domain.JournalKeyQuery{Keys: some})
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			if known[k.Key], err = s.holderName(ctx, k.Holder); err != nil {
				return nil, err
			}
		}
	}
	entries := make([]JournalEntry, len(lines))
	for i, l := range lines {
		entries[i] = JournalEntry{Line: l, Actor: known[l.Actor], Person: known[l.Person], OnBehalf: known[l.OnBehalf]}
	}
	return entries, nil
}

// holderName names a holder as today; the zero name when they are gone.
func (s *Service) holderName(ctx context.Context, holder domain.Subject) (JournalName, error) {
	var name JournalName
	var err error
	if id, account := holder.UserID(); account {
		var u *domain.User
		if u, err = s.Deps.Users.Get(ctx, id); err == nil {
			name = JournalName{holder, u.Actor().Name}
		}
	} else if id, person := holder.PersonID(); person {
		var p *domain.Person
		if p, err = s.Person(ctx, domain.System(), id); err == nil {
			name = JournalName{domain.PersonSubject(p.ID), p.Candidate.FullName()}
		}
	}
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = nil
	}
	return name, err
}
