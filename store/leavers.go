package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Leavers keeps, as keyed hashes, who had themself erased. It writes twice: in the database, and in a register beside it
// that only ever grows (register.go), so that an older backup put in place of the database does not forget them. The key
// of the hashes stands in the register, apart from the database; several processes on one MongoDB share theirs there.
type Leavers struct {
	repo[domain.Leaver, *domain.Leaver]
	once     Once
	now      func() time.Time
	register *register // nil without a folder
	shared   bool      // the key is one for all the processes of a database
}

// sharedKey is where the key stands in a database that several processes share.
const sharedKey = "leavers/key"

// Left reads who left, and the keys to look for them.
func (r Leavers) Left(ctx context.Context) (domain.Leavers, error) {
	left := domain.Leavers{Stand: map[string]domain.LeaverCause{}}
	keys, err := r.keys(ctx)
	if err != nil {
		return left, err
	}
	left.Keys = keys
	err = walk(ctx, r.engine, r.coll, func(docs []Doc) error {
		list, err := r.decodeAll(docs)
		for _, l := range list {
			if l.Stands() {
				left.Stand[l.ID] = l.Cause
			}
		}
		return err
	})
	return left, err
}

// keys are those of the register, and the shared one.
func (r Leavers) keys(ctx context.Context) (keys []domain.LeaverKey, err error) {
	if r.register != nil {
		if keys, err = r.register.keys(); err != nil {
			return nil, err
		}
	}
	text, err := r.once.Get(ctx, sharedKey)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	raw, err := hex.DecodeString(text)
	if err != nil {
		return nil, r.unreadable(err)
	}
	return append([]domain.LeaverKey{raw}, keys...), nil
}

// Keep records that the texts are of somebody who left; those known already are not recorded again. It is durable in both
// places before it returns.
func (r Leavers) Keep(ctx context.Context, texts []string, cause domain.LeaverCause, on domain.Date) error {
	key, err := r.currentKey(ctx)
	if err != nil {
		return err
	}
	for _, text := range texts {
		l := &domain.Leaver{Record: domain.Record{ID: key.Hash(text), Created: r.now().UTC(), Updated: r.now().UTC()}, Key: key.Name(),
			Group: key.Hash(texts[0]), Cause: cause, On: on}
		if err := r.keepOne(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// keepOne writes the register first: what is in the database alone would be lost by a restore.
func (r Leavers) keepOne(ctx context.Context, l *domain.Leaver) error {
	if r.register != nil {
		if err := r.register.add(keptLine(l)); err != nil {
			return err
		}
	}
	known, err := r.read(ctx, l.ID)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		err = r.Save(ctx, l)
	case err != nil:
		return err
	case known.Stands():
		return nil
	default: // somebody who had come back leaves again
		known.Cause, known.On, known.Lifted, known.Updated = l.Cause, l.On, 0, r.now().UTC()
		err = r.Save(ctx, known)
	}
	if domain.CodeOf(err) == domain.CodeConflict { // another process recorded the same
		return nil
	}
	return err
}

// currentKey is the first key of the house, made when there is none.
func (r Leavers) currentKey(ctx context.Context) (domain.LeaverKey, error) {
	keys, err := r.keys(ctx)
	if err != nil || len(keys) > 0 {
		return first(keys), err
	}
	key := make(domain.LeaverKey, 32)
	_, _ = rand.Read(key) // never fails
	if r.shared || r.register == nil {
		if err := r.once.Insert(ctx, sharedKey, hex.EncodeToString(key)); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return nil, err
		}
	} else if err := r.register.add(keyLine(key)); err != nil {
		return nil, err
	}
	keys, err = r.keys(ctx)
	return first(keys), err
}

func first(keys []domain.LeaverKey) domain.LeaverKey {
	if len(keys) == 0 {
		return nil
	}
	return keys[0]
}

// Lift ends what kept somebody away, on the day they came back: every trace of the departures that the hashes are of.
func (r Leavers) Lift(ctx context.Context, hashes []string, on domain.Date) error {
	var groups []string
	var all []*domain.Leaver
	err := walk(ctx, r.engine, r.coll, func(docs []Doc) error {
		list, err := r.decodeAll(docs)
		for _, l := range list {
			if slices.Contains(hashes, l.ID) {
				groups = append(groups, l.Group)
			}
		}
		all = append(all, list...)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range all {
		if !l.Stands() || !slices.Contains(groups, l.Group) {
			continue
		}
		if r.register != nil {
			if err := r.register.add(liftedLine(l.ID, on)); err != nil {
				return err
			}
		}
		l.Lifted, l.Updated = on, r.now().UTC()
		if err := r.Save(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// Sweep drops the traces that have been kept for as long as the registry says, from both places.
func (r Leavers) Sweep(ctx context.Context, now time.Time) (dropped int, err error) {
	var old []string
	err = walk(ctx, r.engine, r.coll, func(docs []Doc) error {
		list, err := r.decodeAll(docs)
		for _, l := range list {
			if domain.RetainObjection.EndedBy(l.On.StartIn(), now) {
				old = append(old, l.ID)
			}
		}
		return err
	})
	if err != nil || len(old) == 0 {
		return 0, err
	}
	if r.register != nil {
		if err := r.register.drop(old); err != nil {
			return 0, err
		}
	}
	for _, id := range old {
		if err := r.repo.drop(ctx, id); err != nil {
			return 0, err
		}
	}
	return len(old), nil
}

// catchUp brings the database and the register to each other: an older database learns who left since, a register that
// was lost is written again. A trace that stands in both is as the database has it, unless the register knows a later act.
func (r Leavers) catchUp(ctx context.Context) error {
	if r.register == nil {
		return nil
	}
	lines, err := r.register.read()
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, l := range lines {
		told[l.ID] = true
		if domain.RetainObjection.EndedBy(l.On.StartIn(), r.now()) {
			continue
		}
		if err := r.learn(ctx, l); err != nil {
			return err
		}
	}
	return walk(ctx, r.engine, r.coll, func(docs []Doc) error {
		list, err := r.decodeAll(docs)
		for _, l := range list {
			if err != nil || told[l.ID] {
				continue
			}
			if err = r.register.add(keptLine(l)); err == nil && !l.Stands() {
				err = r.register.add(liftedLine(l.ID, l.Lifted))
			}
		}
		return err
	})
}

// learn writes a trace of the register that the database has not, or has in an earlier state.
func (r Leavers) learn(ctx context.Context, l *domain.Leaver) error {
	known, err := r.read(ctx, l.ID)
	if domain.CodeOf(err) == domain.CodeNotFound {
		l.Created, l.Updated = r.now().UTC(), r.now().UTC()
		return r.Save(ctx, l)
	}
	if err != nil || lastAct(known) >= lastAct(l) {
		return err
	}
	known.Cause, known.On, known.Lifted, known.Updated = l.Cause, l.On, l.Lifted, r.now().UTC()
	return r.Save(ctx, known)
}

// lastAct is the day of the last thing said.
func lastAct(l *domain.Leaver) domain.Date { return max(l.On, l.Lifted) }
