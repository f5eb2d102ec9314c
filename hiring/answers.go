package hiring

import (
	"context"
	"errors"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// The answers of a person to an invitation.
const (
	AnswerYes      = "yes"
	AnswerNo       = "no"
	AnswerQuestion = "question"
)

// PersonAnswer is what a person answers: Text is the reason of a no, if they give one, or their question; Slot the ID of the
// one they choose, if any.
type PersonAnswer struct {
	Answer string
	Text   string
	Slot   string
}

// Answered is an invitation after an answer, with what a yes became; SlotGone says that the slot they chose was taken by
// somebody else meanwhile: the yes stands, and another is to be chosen.
type Answered struct {
	Invitation   *domain.Invitation
	Introduction *domain.Introduction
	SlotGone     bool
}

// answer records what a person answers, by their link or by the hand of a referent; by is who said it, when it is not the
// person. The same answer again changes nothing.
func (s *Service) answer(ctx context.Context, actor domain.Actor, id string, a PersonAnswer, by string) (Answered, error) {
	var act func(*domain.Invitation, time.Time) error
	switch a.Answer {
	case AnswerYes:
		act = func(i *domain.Invitation, now time.Time) error { return s.sayYes(ctx, i, actor, now) }
	case AnswerNo:
		act = func(i *domain.Invitation, now time.Time) error { return s.sayNo(ctx, i, actor, now, a.Text) }
	case AnswerQuestion:
		act = func(i *domain.Invitation, now time.Time) error { return i.Ask(a.Text, actor, now) }
	default:
		return Answered{}, domain.Invalid("answer", "Répondez oui, non, ou posez une question.")
	}
	i, err := s.changeInvitation(ctx, id, func(i *domain.Invitation, now time.Time) error {
		before := len(i.History)
		if err := act(i, now); err != nil || len(i.History) == before {
			return err
		}
		i.SaidBy(by)
		return nil
	})
	if err != nil {
		return Answered{}, err
	}
	done := Answered{Invitation: i}
	if a.Answer == AnswerQuestion { // it answers nothing, and so begins and ends nothing
		return done, s.followAsked(ctx)
	}
	if done.Introduction, err = s.settleAnswer(ctx, i, actor); err != nil {
		return done, err
	}
	if err := s.followAsked(ctx); err != nil {
		return done, err
	}
	if a.Answer != AnswerYes || a.Slot == "" || done.Introduction == nil || done.Introduction.Status == domain.IntroductionWaiting {
		return done, nil
	}
	if actor.Roles.Has(domain.RoleLink) && done.Introduction.Begun(s.Now()) {
		return done, errBegun
	}
	chosen, err := s.chooseSlot(ctx, actor, done.Introduction.ID, a.Slot)
	if errors.Is(err, errSlotTaken) {
		done.SlotGone = true
		return done, nil
	}
	if err == nil {
		done.Introduction = chosen
	}
	return done, err
}

// changeInvitation acts on an invitation that others may be writing. An act that leaves no trace saves nothing.
func (s *Service) changeInvitation(ctx context.Context, id string, act func(*domain.Invitation, time.Time) error) (*domain.Invitation, error) {
	now := s.Now()
	for try := 1; ; try++ {
		i, err := s.Deps.Invitations.Get(ctx, domain.System(), id)
		if err != nil {
			return nil, err
		}
		before := len(i.History)
		if err := act(i, now); err != nil || len(i.History) == before {
			return i, err
		}
		err = s.Deps.Invitations.Save(ctx, i)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return i, err
		}
	}
}

// sayYes moves an invitation to accepted: what it is for still looks for people, and the person's accord stands. A place
// at an occasion is claimed first; said again, it is the same place.
func (s *Service) sayYes(ctx context.Context, i *domain.Invitation, actor domain.Actor, now time.Time) error {
	if i.Status == domain.InvitationAccepted {
		return nil
	}
	if err := i.MayChange(actor); err != nil {
		return err
	}
	wants, err := s.wantsOf(ctx, i)
	if err != nil {
		return err
	}
	if !wants.open {
		return domain.Refuse(domain.CodeGone, "La place est prise, ou l'offre est fermée. Merci de votre réponse : nous vous proposerons autre chose.")
	}
	p, err := s.Person(ctx, domain.System(), i.Profile)
	if err != nil {
		return err
	}
	if !p.Candidate.Consent.Given(domain.DayOf(now)) {
		return domain.Refuse(domain.CodeConflict, "Vous avez retiré votre accord. Redonnez-le d'abord sur la page « Mes données », ou appelez-nous.")
	}
	if i.For == domain.ForOffer {
		if err := s.mayGoOn(ctx, i, actor, now); err != nil {
			return err
		}
	}
	if err := i.Move(domain.InvitationAccepted, actor, now, ""); err != nil || i.For == domain.ForOffer {
		return err
	}
	return s.claimPlace(ctx, i)
}

// mayGoOn refuses the yes of somebody who met the employer and then withdrew: their introduction would not take it up.
func (s *Service) mayGoOn(ctx context.Context, i *domain.Invitation, actor domain.Actor, now time.Time) error {
	x, err := s.introductionOf(ctx, i)
	if err != nil || x.Status != domain.IntroductionWithdrew {
		return unlessGone(err)
	}
	tried := *x
	tried.History = slices.Clone(x.History)
	return tried.Move(domain.IntroductionAccepted, actor, now, "")
}

// claimPlace takes a place at an occasion: Conflict when there is none.
func (s *Service) claimPlace(ctx context.Context, i *domain.Invitation) error {
	o, err := s.Deps.Occasions.Get(ctx, domain.System(), i.Object)
	if err != nil {
		return err
	}
	place, err := s.claimAny(ctx, placesOf(o.ID), o.Places, i.ID)
	if err == nil && place == 0 {
		if err = s.loosenPlaces(ctx, o); err == nil {
			place, err = s.claimAny(ctx, placesOf(o.ID), o.Places, i.ID)
		}
	}
	if err == nil && place == 0 {
		err = domain.Refuse(domain.CodeConflict, "C'est complet : toutes les places sont prises. Merci de votre réponse : nous vous préviendrons de la prochaine fois.")
	}
	return err
}

// sayNo moves an invitation to declined, unless the person met the employer already: then somebody should talk first.
func (s *Service) sayNo(ctx context.Context, i *domain.Invitation, actor domain.Actor, now time.Time, reason string) error {
	reason, err := domain.WhyNo(reason)
	if err != nil {
		return err
	}
	if i.Status == domain.InvitationDeclined {
		i.Explain(reason, actor, now)
		return nil
	}
	if err := i.MayChange(actor); err != nil && i.Status != domain.InvitationAccepted { // a yes may always be taken back
		return err
	}
	x, err := s.introductionOf(ctx, i)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	if err == nil && i.Status == domain.InvitationAccepted && x.Begun(now) {
		return domain.Refuse(domain.CodeConflict, "La rencontre a déjà eu lieu, ou son heure est passée. Appelez-nous : nous préviendrons l'entreprise avec vous.")
	}
	return i.Move(domain.InvitationDeclined, actor, now, reason)
}

func introductionKey(invitationID string) string {
	return "invitation/" + invitationID + "/introduction"
}

// introductionOf is what the yes of an invitation became, whether the invitation says it yet or not; NotFound when there was
// none.
func (s *Service) introductionOf(ctx context.Context, i *domain.Invitation) (*domain.Introduction, error) {
	id, err := s.Deps.Once.Get(ctx, introductionKey(i.ID))
	if err != nil {
		return nil, err
	}
	return s.Deps.Introductions.Get(ctx, domain.System(), id)
}

// settleAnswer brings the introduction in step with the answer: made for a yes, ended by a no. It may be run again, by the
// relay after a crash or by anybody, and goes on until the answer is the one it settled: two said at once, in two windows,
// end as the last one written. The introduction is nil when there is none.
func (s *Service) settleAnswer(ctx context.Context, i *domain.Invitation, actor domain.Actor) (*domain.Introduction, error) {
	for try := 1; ; try++ {
		x, err := s.settleOne(ctx, i, actor)
		if err != nil {
			return nil, err
		}
		latest, err := s.Deps.Invitations.Get(ctx, domain.System(), i.ID)
		if err != nil || latest.Status == i.Status || try == actTries {
			return x, err
		}
		i = latest
	}
}

func (s *Service) settleOne(ctx context.Context, i *domain.Invitation, actor domain.Actor) (none *domain.Introduction, err error) {
	switch {
	case i.For != domain.ForOffer && i.Status == domain.InvitationDeclined:
		return none, s.letGoOfPlace(ctx, i)
	case i.For != domain.ForOffer:
		return none, nil
	case i.Status == domain.InvitationAccepted:
		id, err := s.reserve(ctx, introductionKey(i.ID))
		if err != nil {
			return nil, err
		}
		return s.introduce(ctx, i, id, actor)
	case i.Status == domain.InvitationDeclined:
		id, err := s.Deps.Once.Get(ctx, introductionKey(i.ID))
		if domain.CodeOf(err) == domain.CodeNotFound {
			return none, nil
		}
		if err != nil {
			return nil, err
		}
		x, err := s.withdraw(ctx, id, actor, "")
		if domain.CodeOf(err) == domain.CodeNotFound {
			return none, nil // reserved by a yes that a crash cut short
		}
		return x, err
	}
	return none, nil
}

// introduce makes the introduction of a yes, or takes it up again after a no; past the yeses that an employer meets, on the
// waiting list.
func (s *Service) introduce(ctx context.Context, i *domain.Invitation, id string, actor domain.Actor) (*domain.Introduction, error) {
	o, err := s.Deps.Offers.Get(ctx, domain.System(), i.Object)
	if err != nil {
		return nil, err
	}
	x, err := s.Deps.Introductions.Get(ctx, domain.System(), id)
	known := err == nil
	switch {
	case known && !x.MayBegin(i):
		return x, s.noteIntroduction(ctx, i.ID, id)
	case !known && domain.CodeOf(err) != domain.CodeNotFound:
		return nil, err
	}
	place, err := s.claimAny(ctx, yesesOf(o.ID), o.Places*domain.YesesPerPlace, id)
	if err != nil {
		return nil, err
	}
	if !known {
		status := domain.IntroductionAccepted
		if place == 0 {
			status = domain.IntroductionWaiting
		}
		made := domain.NewIntroduction(id, i, status, actor, s.Now())
		if made.CallBy, err = s.callBy(ctx, i, o); err != nil {
			return nil, err
		}
		if err := s.Deps.Introductions.Save(ctx, made); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return nil, err
		}
	}
	x, err = s.changeIntroduction(ctx, domain.System(), id, func(x *domain.Introduction, now time.Time) error {
		switch {
		case x.MayBegin(i) && place == 0:
			return x.Move(domain.IntroductionWaiting, actor, now, "")
		case x.MayBegin(i):
			return x.Move(domain.IntroductionAccepted, actor, now, "")
		case x.Status == domain.IntroductionWaiting && place > 0: // another made it meanwhile, when all places were taken
			return x.Move(domain.IntroductionAccepted, domain.System(), now, "")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return x, s.noteIntroduction(ctx, i.ID, id)
}

// noteIntroduction writes in the invitation what it became.
func (s *Service) noteIntroduction(ctx context.Context, invitationID, id string) error {
	for try := 1; ; try++ {
		i, err := s.Deps.Invitations.Get(ctx, domain.System(), invitationID)
		if err != nil || i.Introduction == id {
			return err
		}
		i.Introduction = id
		err = s.Deps.Invitations.Save(ctx, i)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return err
		}
	}
}

// changeIntroduction acts on an introduction that others may be writing, as its viewer may see it. An act that leaves no
// trace saves nothing.
func (s *Service) changeIntroduction(ctx context.Context, viewer domain.Actor, id string, act func(*domain.Introduction, time.Time) error) (*domain.Introduction, error) {
	now := s.Now()
	for try := 1; ; try++ {
		x, err := s.Deps.Introductions.Get(ctx, viewer, id)
		if err != nil {
			return nil, err
		}
		before := len(x.History)
		if err := act(x, now); err != nil || len(x.History) == before {
			return x, err
		}
		err = s.Deps.Introductions.Save(ctx, x)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return x, err
		}
	}
}

// withdraw ends an introduction for the person, and lets go of what it held.
func (s *Service) withdraw(ctx context.Context, id string, actor domain.Actor, reason string) (*domain.Introduction, error) {
	x, err := s.changeIntroduction(ctx, domain.System(), id, func(x *domain.Introduction, now time.Time) error {
		if x.Status != domain.IntroductionWaiting && !x.Status.Going() {
			return nil
		}
		return x.Move(domain.IntroductionWithdrew, actor, now, reason)
	})
	if err != nil {
		return nil, err
	}
	return x, s.freed(ctx, x)
}
