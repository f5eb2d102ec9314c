package hiring

import (
	"context"
	"crypto/rand"
	"encoding/hex"
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
	sirets := slices.Clone(n.SIRETs)
	for i, siret := range sirets {
		sirets[i], err = domain.ParseSIRET(string(siret))
		f.Add("siret", err)
	}
	f.Gather(domain.CheckRoles(n.Roles, sirets))
	if err := f.Err(); err != nil {
		return nil, err
	}
	id, err := s.claimAddress(ctx, email, "")
	if err != nil {
		return nil, err
	}
	u := &domain.User{Record: domain.Record{ID: id, Created: now}, Email: email,
		Name: strings.Join(strings.Fields(n.Name), " "), Roles: n.Roles, SIRETs: sirets}
	u.Note("create", actor, now, "")
	err = s.Deps.Users.Save(ctx, u)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil, errAddressTaken
	}
	if err != nil {
		return nil, err
	}
	return u, nil
}

var (
	errNotAdmin     = domain.Refuse(domain.CodeForbidden, "Seul un administrateur fait cela.")
	errAddressTaken = domain.Refuse(domain.CodeConflict, "Un compte existe déjà pour cette adresse.")
)

// claimAddress ties an address to an account, and gives the account's key: of several who claim one address at the same
// instant, all get the same key, so that two accounts for one address are impossible on any engine. The key is random: an
// account keeps it when its address changes, and whoever comes to have the old address is somebody else. userID claims
// for an account that exists; empty makes a key. Conflict when the address is another account's.
func (s *Service) claimAddress(ctx context.Context, email, userID string) (string, error) {
	u, err := s.Deps.Users.ByEmail(ctx, email)
	switch {
	case err == nil && u.ID != userID:
		return "", errAddressTaken
	case err != nil && domain.CodeOf(err) != domain.CodeNotFound:
		return "", err
	}
	opens := userID == ""
	if opens {
		userID = newUserID()
	}
	err = s.Deps.Once.Insert(ctx, addressKey(email), userID)
	if domain.CodeOf(err) != domain.CodeConflict {
		return userID, err
	}
	owner, err := s.Deps.Once.Get(ctx, addressKey(email))
	if err == nil && !opens && owner != userID {
		return "", errAddressTaken
	}
	return owner, err
}

// newUserID is the key of an account: 128 random bits, in the shape by which histories know an account's.
func newUserID() string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails
	return "u-" + hex.EncodeToString(random[:])
}

// addressKey is under what an address is claimed.
func addressKey(email string) string { return "address/" + hashOf(email) }

// userEmail is an address in small letters: people type theirs as it comes.
func userEmail(text string) (string, error) {
	email, err := domain.ParseEmail(text)
	if err == nil && email == "" {
		err = domain.Invalid("email", "Indiquez une adresse e-mail.")
	}
	return strings.ToLower(email), err
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
