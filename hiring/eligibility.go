package hiring

import (
	"context"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Wallet is what a facilitator may know of a person: a name and the proofs of eligibility seen.
type Wallet struct {
	Profile string
	Name    string
	Proofs  []domain.Criterion
}

func walletOf(p *domain.Person) Wallet {
	return Wallet{Profile: p.ID, Name: p.Candidate.FullName(), Proofs: slices.Clone(p.Candidate.Criteria)}
}

// WalletOf opens the wallet of a person: NotFound for who may not see it, as for somebody who does not exist.
func (s *Service) WalletOf(ctx context.Context, actor domain.Actor, id string) (Wallet, error) {
	p, err := s.holder(ctx, actor, id)
	if err != nil {
		return Wallet{}, err
	}
	return walletOf(p), nil
}

// holder reads the file of a wallet for the acts below, which give back no more than the wallet.
func (s *Service) holder(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	p, err := s.Deps.People.Get(ctx, domain.System(), id)
	if err == nil && !domain.CanSeeWallet(actor, p) {
		err = domain.NotFound("Personne")
	}
	return p, err
}

// RecordProof keeps a proof that the actor saw, in place of an older one of the same criterion. It returns Invalid, by
// field, for what cannot be. The pool knows at once.
func (s *Service) RecordProof(ctx context.Context, actor domain.Actor, id string, k domain.Criterion) (Wallet, error) {
	k.By = actor.ID
	return s.changeWallet(ctx, actor, id, domain.ActSeeProof, func(c *domain.Candidate, now time.Time) error {
		f := c.ProofFaults(k, domain.DayOf(now))
		if refuseNIR(f, written{"lot", k.Lot}); f.Err() != nil {
			return f.Err()
		}
		c.KeepProof(k)
		return nil
	})
}

// WithdrawProof takes a proof out of the wallet: seen by mistake, or no longer true.
func (s *Service) WithdrawProof(ctx context.Context, actor domain.Actor, id string, code domain.CriterionCode) (Wallet, error) {
	return s.changeWallet(ctx, actor, id, domain.ActDropProof, func(c *domain.Candidate, _ time.Time) error { return c.DropProof(code) })
}

// changeWallet is the walk of both acts; somebody else's change of the file meanwhile is taken in.
func (s *Service) changeWallet(ctx context.Context, actor domain.Actor, id, act string, change func(*domain.Candidate, time.Time) error) (Wallet, error) {
	now := s.Now()
	for try := 1; ; try++ {
		p, err := s.holder(ctx, actor, id)
		if err != nil {
			return Wallet{}, err
		}
		if err := change(&p.Candidate, now); err != nil {
			return Wallet{}, err
		}
		p.Note(act, actor, now, "")
		err = s.Deps.People.Save(ctx, p)
		if domain.CodeOf(err) == domain.CodeConflict && try < actTries {
			continue
		}
		if err != nil {
			return Wallet{}, err
		}
		s.show(ctx, p)
		return walletOf(p), nil
	}
}

// WalletsByName finds people by their whole name, in any order of its words: a facilitator knows whom they look for, and
// browses nobody.
func (s *Service) WalletsByName(ctx context.Context, actor domain.Actor, name string) (list []Wallet, err error) {
	if !domain.CanSeeCriteria(actor) {
		return nil, domain.Refuse(domain.CodeForbidden, "L'éligibilité est réservée aux référents et aux facilitateurs.")
	}
	if strings.TrimSpace(name) == "" {
		return nil, domain.Invalid("nom", "Écrivez le prénom et le nom de la personne.")
	}
	found, _, err := s.Deps.People.Find(ctx, domain.System(), domain.PersonQuery{FullName: name, Limit: NamesShown})
	for _, p := range found {
		if domain.CanSeeWallet(actor, p) {
			list = append(list, walletOf(p))
		}
	}
	return list, err
}

// EndingProof is a proof with its last day.
type EndingProof struct {
	Profile string
	Name    string
	Proof   domain.Criterion
	Until   domain.Date
}

// ProofWindow is how far ahead, and behind, proofs that end are listed, in days (param).
const ProofWindow = 30

// endingShown is how many lines a page of ending proofs holds at least, when there are as many.
const endingShown = 50

// EndingProofs lists the proofs of people in the candidathèque that end between two days, both included, the first to
// end first. next is the day from which to ask for more, zero at the end: a day is never cut.
func (s *Service) EndingProofs(ctx context.Context, actor domain.Actor, from, to domain.Date) (list []EndingProof, next domain.Date, err error) {
	if !domain.CanSeeCriteria(actor) {
		return nil, 0, domain.Refuse(domain.CodeForbidden, "L'éligibilité est réservée aux référents et aux facilitateurs.")
	}
	today := domain.DayOf(s.Now())
	for day := from; day <= to; day++ {
		if len(list) >= endingShown {
			return list, day, nil
		}
		for cursor := ""; ; {
			people, after, err := s.Deps.People.Find(ctx, domain.System(), domain.PersonQuery{ProofEnd: day, Cursor: cursor, Limit: pageOfAll})
			if err != nil {
				return nil, 0, err
			}
			for _, p := range people {
				if p.Candidate.Consent.Given(today) {
					list = append(list, endingOn(p, day)...)
				}
			}
			if cursor = after; cursor == "" {
				break
			}
		}
	}
	return list, 0, nil
}

func endingOn(p *domain.Person, day domain.Date) (list []EndingProof) {
	for _, k := range p.Candidate.Criteria {
		if k.Until() == day {
			list = append(list, EndingProof{Profile: p.ID, Name: p.Candidate.FullName(), Proof: k, Until: day})
		}
	}
	return list
}

// NeedWallet is a person proposed for a need, with the last day of their eligibility: zero when they are not eligible.
type NeedWallet struct {
	Wallet
	Until domain.Date
}

// WalletsOfNeed lists the people of the latest shortlist of a need, near misses of eligibility last, so that a facilitator
// can see whose proof is good, and whose to ask for.
func (s *Service) WalletsOfNeed(ctx context.Context, actor domain.Actor, offerID string) (list []NeedWallet, err error) {
	o, err := s.Deps.Offers.Get(ctx, actor, offerID)
	switch {
	case err != nil:
		return nil, err
	case !domain.CanSeeCriteria(actor):
		return nil, domain.NotFound("Besoin")
	case o.Clause == nil:
		return nil, nil
	}
	lists, err := s.latestLists(ctx, offerID)
	if err != nil || len(lists) == 0 {
		return nil, err
	}
	hire := o.HireDay(domain.DayOf(s.Now()))
	for _, id := range concerned(lists[0]) {
		p, err := s.holder(ctx, actor, id)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			continue // erased, or withdrew their accord
		case err != nil:
			return nil, err
		}
		list = append(list, NeedWallet{walletOf(p), o.Clause.ProvedUntil(p.Candidate.ProofsOn(hire), hire)})
	}
	return list, nil
}

// EligibleUntil is the last day of a person's eligibility to a need, zero when they are not eligible.
func (s *Service) EligibleUntil(ctx context.Context, actor domain.Actor, need *domain.Offer, id string) (domain.Date, error) {
	p, err := s.holder(ctx, actor, id)
	if err != nil {
		return 0, err
	}
	hire := need.HireDay(domain.DayOf(s.Now()))
	return need.Clause.ProvedUntil(p.Candidate.ProofsOn(hire), hire), nil
}

// latestLists reads the shortlist of an offer made last, for the house: one, or none.
func (s *Service) latestLists(ctx context.Context, offerID string) ([]*domain.Shortlist, error) {
	lists, _, err := s.Deps.Shortlists.Find(ctx, domain.System(), domain.ShortlistQuery{OfferID: offerID, Limit: 1})
	return lists, err
}

// concerned lists whom a need may hire, and whom a fresh proof would let it hire.
func concerned(list *domain.Shortlist) (ids []string) {
	for _, e := range list.Entries {
		if e.Decision != domain.Dropped {
			ids = append(ids, e.Profile)
		}
	}
	for _, n := range list.NearMisses {
		if n.Blocker == domain.GateEligibility {
			ids = append(ids, n.Profile)
		}
	}
	return ids
}
