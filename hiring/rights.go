package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// DeactivateUser closes an account: its sessions, links and tokens end everywhere, now.
func (s *Service) DeactivateUser(ctx context.Context, actor domain.Actor, id string) (*domain.User, error) {
	u, err := s.administer(ctx, actor, id, func(u *domain.User, now time.Time) error {
		return u.MoveTo(domain.AccountClosed, actor, now, "")
	})
	if err != nil {
		return nil, err
	}
	return u, s.endAll(ctx, id)
}

// ReactivateUser opens a closed account again, with the password and the second factor that it had.
func (s *Service) ReactivateUser(ctx context.Context, actor domain.Actor, id string) (*domain.User, error) {
	return s.administer(ctx, actor, id, func(u *domain.User, now time.Time) error {
		return u.MoveTo(domain.AccountOpen, actor, now, "")
	})
}

// ChangeRoles gives an account other roles: its sessions, links and tokens end everywhere, so that nothing goes on with the
// rights of before, nor comes to more rights than it was made for. The same roles again end nothing.
func (s *Service) ChangeRoles(ctx context.Context, actor domain.Actor, id string, roles domain.Role, sirets []domain.SIRET) (*domain.User, error) {
	changed := false
	u, err := s.administer(ctx, actor, id, func(u *domain.User, now time.Time) (err error) {
		changed, err = u.ChangeRoles(roles, sirets, actor, now)
		return err
	})
	if err != nil || !changed {
		return u, err
	}
	return u, s.endAll(ctx, id)
}

// administer reads an account, changes it and saves it, by an administrator. A change without a new step writes nothing.
func (s *Service) administer(ctx context.Context, actor domain.Actor, id string, change func(*domain.User, time.Time) error) (*domain.User, error) {
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return nil, errNotAdmin
	}
	u, err := s.Deps.Users.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	steps := len(u.History)
	if err := change(u, s.Now()); err != nil {
		return nil, err
	}
	if len(u.History) == steps {
		return u, nil
	}
	return u, s.Deps.Users.Save(ctx, u)
}

// revokeAll ends every secret of an account for some purposes.
func (s *Service) revokeAll(ctx context.Context, userID string, purposes ...string) error {
	for _, purpose := range purposes {
		secrets, err := s.Secrets.OfUser(ctx, userID, purpose)
		if err != nil {
			return err
		}
		for _, secret := range secrets {
			if err := s.Secrets.Remove(ctx, secret.ID); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
		}
	}
	return nil
}

// InviteUser sends the owner of an account the link by which they choose a password; the one sent before ends.
func (s *Service) InviteUser(ctx context.Context, actor domain.Actor, id string) (*domain.User, error) {
	return s.administer(ctx, actor, id, func(u *domain.User, now time.Time) error {
		if err := u.Invite(actor, now); err != nil {
			return err
		}
		return s.revokeAll(ctx, id, domain.SecretInvite) // before the new one can exist
	})
}
