package hiring

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// How many a list shows (param).
const (
	entriesShown    = 12
	nearMissesShown = 8
)

// query is how every list is asked: the seed is the same everywhere, so that the command line and the service agree.
func (s *Service) query(o *domain.Offer, on domain.Date) matching.Query {
	return matching.Query{Offer: o, On: on, Top: entriesShown, NearMisses: nearMissesShown}
}

// newCard is the opaque name of a person on one list: 130 random bits, which tell nothing and cannot be guessed.
func newCard() string { return rand.Text() }

// BuildShortlist matches the offer with the pool of this moment and freezes the result.
// It returns Conflict when the offer is not open to matching, Forbidden for a referent with a seat in the establishment.
func (s *Service) BuildShortlist(ctx context.Context, actor domain.Actor, offerID string) (*domain.Shortlist, error) {
	now := s.Now()
	offer, err := s.matchable(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, err
	}
	list, err := s.frozen(ctx, offer, actor, now)
	if err != nil {
		return nil, err
	}
	list.Note("build", actor, now, "")
	return list, s.keep(ctx, list)
}

// poolInStep brings the pool up to everything the store holds: a list misses nobody, whatever the index is doing.
func (s *Service) poolInStep(ctx context.Context) error {
	if !s.follower.started() {
		return errStarting
	}
	return s.followPool(ctx)
}

func (s *Service) matchable(ctx context.Context, actor domain.Actor, offerID string) (*domain.Offer, error) {
	offer, err := s.Deps.Offers.Get(ctx, actor, offerID)
	switch {
	case err != nil:
		return nil, err
	case !actor.Roles.Has(domain.RoleReferent):
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un référent fait une présélection.")
	case offer.Own(actor):
		return nil, domain.Refuse(domain.CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit faire la présélection.")
	case !offer.Matchable():
		return nil, domain.Refuse(domain.CodeConflict, "Une offre %s n'a pas de présélection : elle doit être en relecture, publiée ou en pause.", offer.Status.French())
	}
	return offer, nil
}

// frozen is the list of this moment, with all that is needed to explain it and to replay it.
func (s *Service) frozen(ctx context.Context, offer *domain.Offer, actor domain.Actor, now time.Time) (*domain.Shortlist, error) {
	today := domain.DayOf(now)
	r := s.pool.Shortlist(s.query(offer, today))
	list := &domain.Shortlist{
		Record: domain.Record{ID: newID(ctx), Created: now}, OfferID: offer.ID, SIRET: offer.SIRET, Status: domain.ShortlistDraft,
		On: today, Weights: r.Weights, IDF: r.IDF, OfferHash: offerHash(offer), By: actor.ID,
		Pool: r.Pool, Eligible: r.Eligible, Excluded: r.Excluded, FarMisses: r.FarMisses, NearMisses: r.NearMisses,
	}
	for _, x := range r.Entries {
		list.Entries = append(list.Entries, domain.Entry{Profile: x.Profile, Card: newCard(), Rank: x.Rank, Score: x.Score,
			Reasons: x.Reasons, Decision: domain.Proposed, Employer: domain.SideUnanswered})
	}
	ask(&list.Asked, offer)
	return list, s.see(ctx, list)
}

// see keeps what matching knew of everybody shown.
func (s *Service) see(ctx context.Context, list *domain.Shortlist) error {
	var shown []*domain.Person
	for _, id := range shownOn(list) {
		p, err := s.Deps.People.Get(ctx, domain.System(), id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue // erased at this very moment
		}
		if err != nil {
			return err
		}
		shown = append(shown, p)
	}
	for _, subject := range s.subjects(shown, list.On) {
		list.Seen = append(list.Seen, domain.Seen{Profile: subject.ID, File: subject.Profile, Standing: subject.Standing})
	}
	return nil
}

// shownOn lists the people of a list, near misses last; those added by hand, or invited before a refresh, were not chosen by
// matching.
func shownOn(list *domain.Shortlist) (ids []string) {
	for _, e := range list.Entries {
		if !e.Carried() {
			ids = append(ids, e.Profile)
		}
	}
	for _, n := range list.NearMisses {
		ids = append(ids, n.Profile)
	}
	return ids
}

// keep saves a new list and counts its people as proposed.
func (s *Service) keep(ctx context.Context, list *domain.Shortlist) error {
	if err := s.Deps.Shortlists.Save(ctx, list); err != nil {
		return inserted(ctx, err)
	}
	s.propose(ctx, list)
	return nil
}

// propose counts the people of a list and tells the pool. The list is saved already: a person who cannot be read now
// keeps an older day in the pool until the next one, which only orders equal scores.
func (s *Service) propose(ctx context.Context, list *domain.Shortlist) {
	day := domain.DayOf(s.Now())
	var people []*domain.Person
	for _, id := range s.exposure.add(list) {
		p, err := s.Deps.People.Get(ctx, domain.System(), id)
		if err != nil {
			s.Log.Warn("a person proposed could not be read again", slog.String("code", string(domain.CodeOf(err))))
			continue
		}
		people = append(people, p)
	}
	s.pool.Upsert(s.subjects(people, day)...)
}

// offerHash sums what matching reads of an offer: its fields without record, state and dates of life.
func offerHash(o *domain.Offer) string {
	asked := domain.Offer{}
	ask(&asked, o)
	asked.ID = o.ID
	raw, err := json.Marshal(asked)
	if err != nil {
		return "" // an offer holds plain values only: json has no way to refuse one
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// RefreshShortlist makes a new list of the same offer. Decisions, employer's answers and people added by hand follow for
// those who are still possible; it tells who entered and who left. The old list is closed unless the employer is
// reading it: a shared one stays until the new one takes its place.
func (s *Service) RefreshShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, Changes, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleReferent) {
		return nil, Changes{}, domain.NotFound("Présélection")
	}
	old, err := s.Deps.Shortlists.Get(ctx, actor, id)
	if err != nil {
		return nil, Changes{}, err
	}
	offer, err := s.matchable(ctx, actor, old.OfferID)
	if err != nil {
		return nil, Changes{}, err
	}
	if err := s.poolInStep(ctx); err != nil {
		return nil, Changes{}, err
	}
	list, err := s.frozen(ctx, offer, actor, now)
	if err != nil {
		return nil, Changes{}, err
	}
	before, err := s.renewed(ctx, old)
	if err != nil {
		return nil, Changes{}, err
	}
	invited, err := s.invitedFor(ctx, offer.ID)
	if err != nil {
		return nil, Changes{}, err
	}
	s.carry(ctx, before, list, offer, invited)
	list.Note(refreshed, actor, now, old.ID)
	if slices.ContainsFunc(list.Entries, func(e domain.Entry) bool { return e.Decision == domain.Kept }) {
		if err := list.Move(domain.ShortlistReviewed, actor, now, ""); err != nil {
			return nil, Changes{}, err
		}
	}
	if err := s.keep(ctx, list); err != nil {
		return nil, Changes{}, err
	}
	if old.Status == domain.ShortlistDraft || old.Status == domain.ShortlistReviewed {
		if err := old.Move(domain.ShortlistClosed, actor, now, "actualisée"); err == nil {
			err = s.Deps.Shortlists.Save(ctx, old)
			if err != nil && domain.CodeOf(err) != domain.CodeConflict {
				return nil, Changes{}, err
			}
		}
	}
	return list, compare(before, list), nil
}

// refreshed marks in the history of a list the one that it refreshed, whose key is the reason.
const refreshed = "refresh"

// invitedFor lists who was asked for an offer, under the keys of the files of today.
func (s *Service) invitedFor(ctx context.Context, offerID string) (profiles []string, err error) {
	list, err := s.findInvitations(ctx, domain.InvitationQuery{Object: offerID})
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		profile, err := s.survivorOf(ctx, i.Profile)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, profile)
	}
	return profiles, nil
}

// carry brings the decisions of the old list to the new one, and the people added by hand or invited since who may still be
// there: matching leaves out whoever was asked already.
func (s *Service) carry(ctx context.Context, old, list *domain.Shortlist, offer *domain.Offer, invited []string) {
	for _, before := range old.Entries {
		if e := list.Entry(before.Profile); e != nil {
			e.Card, e.Decision, e.Motive, e.DecidedBy = before.Card, before.Decision, before.Motive, before.DecidedBy
			e.Employer, e.EmployerNote = before.Employer, before.EmployerNote
			e.AddedBy, e.AddedReason = before.AddedBy, before.AddedReason
			continue
		}
		before.Invited = before.Decision == domain.Kept && slices.Contains(invited, before.Profile)
		if !before.Carried() {
			continue
		}
		p, err := s.Deps.People.Get(ctx, domain.System(), before.Profile)
		if err != nil || barred(offer, p.StandingOn(list.On)) != "" {
			continue
		}
		verdict, ok := s.pool.Verdict(s.query(offer, list.On), before.Profile)
		if !ok {
			continue
		}
		before.Rank, before.Score, before.Reasons, before.Snapshot = len(list.Entries)+1, verdict.Score, verdict.Reasons, nil
		list.Entries = append(list.Entries, before)
		list.NearMisses = slices.DeleteFunc(list.NearMisses, func(n domain.NearMiss) bool { return n.Profile == before.Profile })
	}
}

// compare tells who entered and who left between two lists.
func compare(old, list *domain.Shortlist) Changes {
	c := Changes{Previous: old.ID, Since: old.On}
	for _, e := range list.Entries {
		if old.Entry(e.Profile) == nil {
			c.Entered = append(c.Entered, e.Profile)
		}
	}
	for _, e := range old.Entries {
		if list.Entry(e.Profile) == nil {
			c.Left = append(c.Left, e.Profile)
		}
	}
	return c
}

// ChangesSince tells who entered and left since the list that this one refreshed; nothing for a list that refreshed none.
func (s *Service) ChangesSince(ctx context.Context, actor domain.Actor, id string) (Changes, error) {
	if !actor.Roles.Has(domain.RoleReferent) {
		return Changes{}, domain.NotFound("Présélection")
	}
	list, err := s.Deps.Shortlists.Get(ctx, actor, id)
	if err != nil {
		return Changes{}, err
	}
	old, err := s.refreshedBy(ctx, list)
	if err != nil || old.ID == "" {
		return Changes{}, err
	}
	if old, err = s.renewed(ctx, old); err != nil {
		return Changes{}, err
	}
	if list, err = s.renewed(ctx, list); err != nil {
		return Changes{}, err
	}
	return compare(old, list), nil
}
