package hiring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"

	"eedk.fr/candidatheque/domain"
)

// seal closes a small secret of an account with a key derived from the server's own: the database alone, or a copy of it,
// does not open it. purpose and owner are bound in: what is sealed for one is nothing for another.
func (s *Service) seal(purpose, owner string, plain []byte) ([]byte, error) {
	box, err := s.sealBox(purpose)
	if err != nil {
		return nil, err
	}
	return box.Seal(nil, nil, plain, []byte(owner)), nil
}

// unseal gives it back; Internal when it was sealed under another secret of the server, for another owner, or altered.
func (s *Service) unseal(purpose, owner string, sealed []byte) ([]byte, error) {
	box, err := s.sealBox(purpose)
	if err != nil {
		return nil, err
	}
	plain, err := box.Open(nil, nil, sealed, []byte(owner))
	if err != nil {
		return nil, domain.Refuse(domain.CodeInternal, "Ce secret ne s'ouvre plus : le secret du serveur a changé.").WithCause(err)
	}
	return plain, nil
}

func (s *Service) sealBox(purpose string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, s.Secret, nil, "candidatheque "+purpose, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
