package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// staffReactions are what the owners of accounts are told.
var staffReactions = []reaction{
	on(domain.ActInvited, (*Service).invitation),
	on(domain.ActEmailAsked, (*Service).emailAsked),
	on(domain.ActEmailChanged, (*Service).emailChanged),
	on(string(domain.AccountClosed), (*Service).accountClosed),
	on(domain.ActPasswordSet, keyTold(domain.PasswordChangedLetter{})),
	on(domain.ActPasswordChanged, keyTold(domain.PasswordChangedLetter{})),
	on(domain.ActTOTPSet, keyTold(domain.SecondFactorSetLetter{})),
	on(domain.ActTOTPRemoved, keyTold(domain.SecondFactorRemovedLetter{})),
	on(domain.ActTOTPReset, keyTold(domain.SecondFactorResetLetter{})),
	on(domain.ActCodesRenewed, keyTold(domain.RecoveryCodesLetter{})),
}

// toOwner is one letter to the owner of an account.
func toOwner(u *domain.User, letter domain.Letter) []post {
	return []post{{To: domain.UserRecipient(u), Letter: letter}}
}

// invitation sends the link by which somebody invited chooses a password.
func (s *Service) invitation(_ context.Context, _ event, u *domain.User) ([]post, error) {
	if u.Deactivated {
		return nil, nil
	}
	grant := domain.Grant{Purpose: domain.SecretInvite, Holder: u.ID, Life: inviteLife, Path: "/bienvenue/"}
	letter := domain.InvitationLetter{Roles: u.Roles.French(), Days: int(inviteLife / (24 * time.Hour))}
	return []post{{To: domain.UserRecipient(u), Letter: letter, Grant: &grant}}, nil
}

// emailAsked tells the address of now, and asks the new one to confirm unless it is another account's.
func (s *Service) emailAsked(ctx context.Context, _ event, u *domain.User) ([]post, error) {
	if u.NewEmail == "" {
		return nil, nil // confirmed, or asked again, meanwhile
	}
	posts := toOwner(u, domain.EmailAskedLetter{})
	switch _, err := s.Deps.Users.ByEmail(ctx, u.NewEmail); domain.CodeOf(err) {
	case "":
		return posts, nil
	case domain.CodeNotFound:
	default:
		return nil, err
	}
	to := domain.Recipient{Kind: domain.RecipientAddress, Address: u.NewEmail, Name: u.Name}
	grant := domain.Grant{Purpose: domain.SecretEmail, Object: addressKey(u.NewEmail), Holder: u.ID, Life: emailLife, Path: "/adresse/"}
	return append(posts, post{To: to, Letter: domain.EmailConfirmLetter{Hours: int(emailLife / time.Hour)}, Grant: &grant}), nil
}

// emailChanged tells both addresses, and lets the old one go once everything that bore it follows.
func (s *Service) emailChanged(ctx context.Context, e event, u *domain.User) ([]post, error) {
	posts := toOwner(u, domain.EmailChangedLetter{})
	if u.FormerEmail == "" {
		return posts, nil // told already: the old address is gone
	}
	former := domain.Recipient{Kind: domain.RecipientAddress, Address: u.FormerEmail, Name: u.Name}
	if err := s.post(ctx, e.ID, former, domain.EmailLeftLetter{}, nil); err != nil {
		return nil, err
	}
	if err := s.followAddress(ctx, u); err != nil {
		return nil, err
	}
	if err := s.Deps.Once.Remove(ctx, addressKey(u.FormerEmail)); err != nil {
		return nil, err
	}
	u.FormerEmail = ""
	return posts, s.Deps.Users.Save(ctx, u)
}

// accountClosed tells the owner of an account that it opens nothing any more.
func (s *Service) accountClosed(_ context.Context, _ event, u *domain.User) ([]post, error) {
	return toOwner(u, domain.AccountEndedLetter{}), nil
}

// keyTold is a letter about what an account proves itself with.
func keyTold(letter domain.Letter) func(*Service, context.Context, event, *domain.Credential) ([]post, error) {
	return func(s *Service, ctx context.Context, _ event, c *domain.Credential) ([]post, error) {
		u, err := s.Deps.Users.Get(ctx, c.ID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return toOwner(u, letter), nil
	}
}
