package hiring

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// AddUser opens an account, by an administrator or the command line. It returns Conflict when the address has one.
func (s *Service) AddUser(ctx context.Context, actor domain.Actor, n NewUser) (*domain.User, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un administrateur ouvre un compte.")
	}
	f := domain.FieldErrors{}
	email, err := userEmail(n.Email)
	f.Add("email", err)
	if n.Roles&domain.RoleUser == 0 || n.Roles&^domain.RoleUser != 0 {
		f.Add("role", domain.Invalid("role", "Choisissez un rôle."))
	}
	sirets := slices.Clone(n.SIRETs)
	for i, siret := range sirets {
		sirets[i], err = domain.ParseSIRET(string(siret))
		f.Add("siret", err)
	}
	if n.Roles.Has(domain.RoleEmployer) && len(sirets) == 0 {
		f.Add("siret", domain.Invalid("siret", "Un employeur est membre d'un établissement : indiquez son SIRET."))
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	// The key of an account is its address: two accounts for one address are impossible on any engine.
	u := &domain.User{Record: domain.Record{ID: userID(email), Created: now}, Email: email,
		Name: strings.Join(strings.Fields(n.Name), " "), Roles: n.Roles, SIRETs: sirets}
	u.Note("create", actor, now, "")
	err = s.Deps.Users.Save(ctx, u)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil, domain.Refuse(domain.CodeConflict, "Un compte existe déjà pour cette adresse.").WithCause(err)
	}
	if err != nil {
		return nil, err
	}
	return u, nil
}

// userEmail is an address in small letters: people type theirs as it comes.
func userEmail(text string) (string, error) {
	email, err := domain.ParseEmail(text)
	if err == nil && email == "" {
		err = domain.Invalid("email", "Indiquez une adresse e-mail.")
	}
	return strings.ToLower(email), err
}

// userID is the key of an account: a hash of its address, so that histories and logs do not name people.
func userID(email string) string { return "u-" + hashOf(email)[:32] }

// DeactivateUser closes an account: its sessions, links and tokens end everywhere.
func (s *Service) DeactivateUser(ctx context.Context, actor domain.Actor, id string) (*domain.User, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un administrateur ferme un compte.")
	}
	if actor.ID == id {
		return nil, domain.Refuse(domain.CodeForbidden, "Un autre administrateur doit fermer votre compte.")
	}
	u, err := s.Deps.Users.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	u.Deactivated = true
	u.Note("deactivate", actor, now, "")
	if err := s.Deps.Users.Save(ctx, u); err != nil {
		return nil, err
	}
	for _, purpose := range []string{domain.SecretSignIn, domain.SecretAPI} {
		if err := s.revokeAll(ctx, id, purpose); err != nil {
			return nil, err
		}
	}
	return u, s.Sessions.EndAll(ctx, id)
}

func (s *Service) revokeAll(ctx context.Context, userID, purpose string) error {
	secrets, err := s.Secrets.OfUser(ctx, userID, purpose)
	if err != nil {
		return err
	}
	for _, secret := range secrets {
		if err := s.Secrets.Remove(ctx, secret.ID); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
	}
	return nil
}

// User reads an account for the house itself (sessions, names in histories): who may see what of it is the caller's care.
func (s *Service) User(ctx context.Context, id string) (*domain.User, error) {
	return s.Deps.Users.Get(ctx, id)
}

// UserByEmail reads the account of an address, for the command line.
func (s *Service) UserByEmail(ctx context.Context, email string) (*domain.User, error) {
	address, err := userEmail(email)
	if err != nil {
		return nil, err
	}
	return s.Deps.Users.ByEmail(ctx, address)
}

// Users lists the accounts that the actor may see.
func (s *Service) Users(ctx context.Context, actor domain.Actor, q UserQuery) (list []*domain.User, next string, err error) {
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return nil, "", domain.Refuse(domain.CodeForbidden, "Seul un administrateur voit les comptes.")
	}
	return s.Deps.Users.Find(ctx, actor, q)
}
