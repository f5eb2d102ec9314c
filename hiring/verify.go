package hiring

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// Verify compares the store with the pool and the index, and tells each difference in French; none is a good sign.
func (s *Service) Verify(ctx context.Context) (differences []string, err error) {
	if err := s.Settle(ctx); err != nil {
		return nil, err
	}
	stored, err := s.Feed.Count(ctx)
	if err != nil {
		return nil, err
	}
	indexed, err := s.IndexState.Count()
	if err != nil {
		return nil, err
	}
	left, err := s.leftPool(ctx)
	if err != nil {
		return nil, err
	}
	if pooled := s.pool.Len(); pooled != stored-left {
		differences = append(differences, fmt.Sprintf("La base contient %d personnes, dont %d sorties du vivier, le vivier %d.", stored, left, pooled))
	}
	if indexed != stored {
		differences = append(differences, fmt.Sprintf("La base contient %d personnes, l'index %d : lancez « candidatheque reindex ».", stored, indexed))
	}
	return differences, nil
}

// leftPool counts those whose accompaniment ended too long ago to be in the pool.
func (s *Service) leftPool(ctx context.Context) (left int, err error) {
	day := domain.DayOf(s.Now())
	err = s.Feed.Each(ctx, func(p *domain.Person) error {
		if p.LeftPool(day) {
			left++
		}
		return nil
	})
	return left, err
}

// Digest sums the content of every file, whatever their order, dates and revisions: two stores hold the same people
// exactly when it is the same.
func (s *Service) Digest(ctx context.Context) (string, error) {
	var sum [sha256.Size]byte
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		one := contentOf(p)
		for i := range sum { // addition does not see the order
			sum[i] += one[i]
		}
		return nil
	})
	return hex.EncodeToString(sum[:]), err
}

// contentOf is the hash of what a file says, without its record.
func contentOf(p *domain.Person) [sha256.Size]byte {
	bare := *p
	bare.Record = domain.Record{ID: p.ID}
	raw, err := json.Marshal(bare)
	if err != nil {
		// Every field of a person is a plain value: json has no way to refuse one.
		return sha256.Sum256([]byte(err.Error()))
	}
	return sha256.Sum256(raw)
}
