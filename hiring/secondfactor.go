package hiring

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"eedk.fr/candidatheque/domain"
)

const (
	// totpIssuer names the service in the list of an authenticator.
	totpIssuer = "Candidathèque"
	totpPeriod = 30 * time.Second
	// totpSkew is how many steps a phone's clock may be off, either way (RFC 6238 §5.2).
	totpSkew = 1
	// recoveryCodes is how many are given at once; each has 80 random bits and serves once.
	recoveryCodes  = 10
	recoveryLength = 16
	sealTOTP       = "totp"
)

// Enrolment is a second factor about to be set: Secret is what an authenticator takes, QR the same as a drawing. Sealed
// comes back with the first code: nothing is kept before.
type Enrolment struct {
	Secret string
	QR     QR
	Sealed string
}

// Enrol makes a secret for the actor's authenticator.
func (s *Service) Enrol(actor domain.Actor) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: totpIssuer, AccountName: actor.Email, Period: uint(totpPeriod / time.Second), SecretSize: 20})
	if err != nil {
		return Enrolment{}, err
	}
	sealed, err := s.seal(sealTOTP, actor.ID, []byte(key.Secret()))
	if err != nil {
		return Enrolment{}, err
	}
	return enrolment(key, base64.RawURLEncoding.EncodeToString(sealed))
}

// EnrolAgain shows the secret of a form that was refused, so that nobody has to scan twice.
func (s *Service) EnrolAgain(actor domain.Actor, sealed string) (Enrolment, error) {
	secret, _, err := s.openEnrolment(actor, sealed)
	if err != nil {
		return Enrolment{}, err
	}
	key, err := otp.NewKeyFromURL(totpURI(actor.Email, secret))
	if err != nil {
		return Enrolment{}, err
	}
	return enrolment(key, sealed)
}

func enrolment(key *otp.Key, sealed string) (Enrolment, error) {
	drawing, err := drawQR(key)
	return Enrolment{Secret: key.Secret(), QR: drawing, Sealed: sealed}, err
}

// SetTOTP turns the second factor on, once a first code shows that the authenticator has the secret, and gives the
// recovery codes, said once. Invalid for a wrong code. Every session of the account ends.
func (s *Service) SetTOTP(ctx context.Context, actor domain.Actor, sealed, code, from string) (codes []string, err error) {
	secret, raw, err := s.openEnrolment(actor, sealed)
	if err != nil {
		return nil, err
	}
	c, err := s.credential(ctx, actor.ID)
	if err != nil {
		return nil, err
	}
	place, err := s.begin(ctx, triedCode, actor.ID, from)
	if err != nil {
		return nil, err
	}
	switch serves, err := s.totpServes(ctx, actor.ID, secret, plainCode(code)); {
	case err != nil:
		return nil, err
	case !serves:
		return nil, errWrongCode
	}
	if err := s.succeeded(ctx, place); err != nil {
		return nil, err
	}
	c.SetTOTP(raw, actor, s.Now())
	if err := s.Credentials.Save(ctx, c); err != nil {
		return nil, err
	}
	if codes, err = s.renewCodes(ctx, actor.ID); err != nil {
		return nil, err
	}
	return codes, s.endAccess(ctx, actor.ID)
}

// openEnrolment gives back the secret that a form holds, and how it is kept. Invalid for one of another account.
func (s *Service) openEnrolment(actor domain.Actor, sealed string) (secret string, raw []byte, err error) {
	raw, err = base64.RawURLEncoding.DecodeString(sealed)
	if err == nil {
		var plain []byte
		plain, err = s.unseal(sealTOTP, actor.ID, raw)
		secret = string(plain)
	}
	if err != nil {
		return "", nil, domain.Invalid("code", "Ce formulaire ne vaut plus. Rouvrez la page et recommencez.").WithCause(err)
	}
	return secret, raw, nil
}

var errWrongCode = domain.Invalid("code", "Code refusé. Un code vit 30 secondes et ne sert qu'une fois : attendez le suivant, ou prenez un code de secours.")

// CheckCode asks an account for the code of its second factor, or for one of its recovery codes. A code serves once. It
// returns Invalid for a wrong one, TooMany after too many of them.
func (s *Service) CheckCode(ctx context.Context, userID, code, from string) error {
	place, err := s.begin(ctx, triedCode, userID, from)
	if err != nil {
		return err
	}
	c, err := s.credential(ctx, userID)
	if err != nil {
		return err
	}
	serves, err := s.codeServes(ctx, c, plainCode(code))
	switch {
	case err != nil:
		return err
	case !serves:
		return errWrongCode
	}
	return s.succeeded(ctx, place)
}

func (s *Service) codeServes(ctx context.Context, c *domain.Credential, code string) (bool, error) {
	switch {
	case !c.HasTOTP():
		return false, nil
	case len(code) == recoveryLength:
		return s.takeRecovery(ctx, c.ID, code)
	}
	secret, err := s.unseal(sealTOTP, c.ID, c.TOTP)
	if err != nil {
		return false, err
	}
	return s.totpServes(ctx, c.ID, string(secret), code)
}

// plainCode is a code as it was made: people type spaces, dashes and small letters.
func plainCode(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "\u202f", "").Replace(code))
}

// totpServes tells whether a code is that of this instant, or of the step before or after, and was not used: the step is
// taken by an insert, so that of two at the same instant one passes.
func (s *Service) totpServes(ctx context.Context, userID, secret, code string) (bool, error) {
	now := s.Now()
	step := now.Unix() / int64(totpPeriod/time.Second)
	for at := step - totpSkew; at <= step+totpSkew; at++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(max(0, at)), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) != 1 {
			continue
		}
		key := s.attemptKey("totp/" + userID)
		used := &domain.Attempt{Record: domain.Record{ID: fmt.Sprintf("%s/step-%d", key, at), Created: now, Updated: now},
			Expires: now.Add(attemptWindow)}
		if err := s.Attempts.Save(ctx, used); domain.CodeOf(err) != domain.CodeConflict {
			return err == nil, err
		}
	}
	return false, nil
}

// takeRecovery uses a recovery code: of several takers one gets it.
func (s *Service) takeRecovery(ctx context.Context, userID, code string) (bool, error) {
	_, err := s.Secrets.Take(ctx, recoveryHash(userID, code))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// recoveryHash binds a code to its account: another's opens nothing.
func recoveryHash(userID, code string) string { return hashOf("recovery/" + userID + "/" + code) }

// RenewCodes gives the actor new recovery codes, said once: the old ones end.
func (s *Service) RenewCodes(ctx context.Context, actor domain.Actor) ([]string, error) {
	c, err := s.credential(ctx, actor.ID)
	switch {
	case err != nil:
		return nil, err
	case !c.HasTOTP():
		return nil, domain.Refuse(domain.CodeConflict, "Les codes de secours viennent avec la double authentification : mettez-la d'abord en place.")
	}
	c.Note(domain.ActCodesRenewed, actor, s.Now(), "")
	if err := s.Credentials.Save(ctx, c); err != nil {
		return nil, err
	}
	return s.renewCodes(ctx, actor.ID)
}

func (s *Service) renewCodes(ctx context.Context, userID string) (codes []string, err error) {
	if err := s.revokeAll(ctx, userID, domain.SecretRecovery); err != nil {
		return nil, err
	}
	now := s.Now()
	for range recoveryCodes {
		code := rand.Text()[:recoveryLength]
		secret := &domain.Secret{Record: domain.Record{ID: recoveryHash(userID, code), Created: now, Updated: now}, Purpose: domain.SecretRecovery, UserID: userID}
		if err := s.Secrets.Save(ctx, secret); err != nil {
			return nil, err
		}
		codes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
	}
	return codes, nil
}

// RemoveTOTP turns the second factor of the actor's own account off.
func (s *Service) RemoveTOTP(ctx context.Context, actor domain.Actor) error {
	return s.removeTOTP(ctx, actor, actor.ID, "")
}

// ResetTOTP turns somebody's second factor off, for who lost their phone and their codes: another administrator does it,
// after having made sure who asks, and says how. The API tokens of the account end with its sessions.
func (s *Service) ResetTOTP(ctx context.Context, actor domain.Actor, userID, reason string) error {
	switch {
	case !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem):
		return errNotAdmin
	case actor.ID == userID:
		return domain.Refuse(domain.CodeForbidden, "Un autre administrateur doit le faire pour votre propre compte.")
	case reason == "":
		return domain.Invalid("reason", "Dites comment vous vous êtes assuré de l'identité de la personne.")
	}
	if _, err := s.Deps.Users.Get(ctx, userID); err != nil {
		return err
	}
	if err := s.removeTOTP(ctx, actor, userID, reason); err != nil {
		return err
	}
	return s.revokeAll(ctx, userID, domain.SecretAPI)
}

func (s *Service) removeTOTP(ctx context.Context, actor domain.Actor, userID, reason string) error {
	c, err := s.credential(ctx, userID)
	if err != nil {
		return err
	}
	if err := c.RemoveTOTP(actor, s.Now(), reason); err != nil {
		return err
	}
	if err := s.Credentials.Save(ctx, c); err != nil {
		return err
	}
	if err := s.revokeAll(ctx, userID, domain.SecretRecovery); err != nil {
		return err
	}
	return s.endAccess(ctx, userID)
}
