package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// introductionReactions are what follows from a yes that goes on, and from the end of the offer it was for.
var introductionReactions = []reaction{
	on(string(domain.IntroductionWaiting), (*Service).introductionWaits),
	on(string(domain.IntroductionAccepted), (*Service).introductionBegins),
	on(string(domain.IntroductionSlotChosen), (*Service).slotChosen),
	on(string(domain.IntroductionHired), (*Service).introductionHired),
	on(string(domain.IntroductionNotHired), (*Service).introductionNotHired),
	on(string(domain.IntroductionCancelled), (*Service).introductionCancelled),
	on(string(domain.IntroductionWithdrew), (*Service).introductionWithdrew),
	on(domain.ActOwed, (*Service).answerOwed),

	on(string(domain.OfferFilled), (*Service).offerEnded),
	on(string(domain.OfferWithdrawn), (*Service).offerEnded),
	on(string(domain.OfferExpired), (*Service).offerEnded),
}

// linkLifeOfMeetings is how long the links of these letters serve (quality.md, Signed links).
const linkLifeOfMeetings = 14 * 24 * time.Hour

// Pages of the links.
const (
	outcomePath = "/reponses/"
	opinionPath = "/avis/"
)

// introductionWaits ends the wait of somebody for whom a place was freed at that moment.
func (s *Service) introductionWaits(ctx context.Context, _ event, x *domain.Introduction) ([]post, error) {
	_, err := s.keepStep(ctx, x)
	return nil, err
}

// introductionBegins tells the employer that somebody said yes, or left the waiting list; not of a slot that changed, of which the
// person learns.
func (s *Service) introductionBegins(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	o, err := s.keepStep(ctx, x)
	if err != nil || !o.Open() && o.Status != domain.OfferExpired || !x.Status.Going() || x.Status == domain.IntroductionMet {
		return nil, err
	}
	switch domain.IntroductionStatus(e.Step.From) {
	case domain.IntroductionSlotChosen:
		return s.slotUndone(ctx, e, x)
	case domain.IntroductionNoShow:
		return nil, nil
	}
	free, err := s.freeSlots(ctx, o)
	if err != nil {
		return nil, err
	}
	posts, err := s.toEmployers(ctx, x, domain.SaidYesLetter{IntroductionID: x.ID, OfferID: o.ID, Title: o.Title, CallBy: x.CallBy, Slots: len(free)}, noGrant)
	if err != nil || e.Step.From != string(domain.IntroductionWaiting) {
		return posts, err
	}
	freed, err := s.placeFreed(ctx, x)
	return append(posts, freed...), err
}

// keepStep ends a yes that came while the offer ended, and gives a place that was freed meanwhile to whoever waits.
func (s *Service) keepStep(ctx context.Context, x *domain.Introduction) (*domain.Offer, error) {
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	if x.Status == domain.IntroductionWaiting && o.Open() {
		return o, s.promote(ctx, o)
	}
	return o, s.endOffer(ctx, o)
}

// introductionHired ends what a crash may have cut short, then tells the person, their adviser, and asks the employer what
// they think.
func (s *Service) introductionHired(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if err := s.settleHire(ctx, x); err != nil || x.Status != domain.IntroductionHired {
		return nil, err
	}
	o, p, err := s.sidesOf(ctx, x)
	if err != nil || p == nil {
		return nil, err
	}
	var news domain.Date
	if len(x.FollowUps) > 0 {
		news = x.FollowUps[0].Due
	}
	posts := []post{{domain.PersonRecipient(p), domain.HiredLetter{News: news, Title: o.Title, Employer: o.EmployerName, Commune: o.Place.Name,
		Start: x.Outcome.Start, Phone: s.Phone}, opinionGrant(x, domain.SidePerson, p.ID)}}
	told, err := s.toAdviser(ctx, p, domain.PersonHiredLetter{PersonID: p.ID, Title: o.Title, Commune: o.Place.Name, Start: x.Outcome.Start})
	if err != nil {
		return nil, err
	}
	asked, err := s.askOpinion(ctx, e, x, o)
	return slices.Concat(posts, told, asked), err
}

// introductionNotHired ends what a crash may have cut short, then tells the person, without the reason. A hire that is
// undone is told by a referent, not by a mail.
func (s *Service) introductionNotHired(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if err := s.freed(ctx, x); err != nil || x.Status != domain.IntroductionNotHired || e.Step.From == string(domain.IntroductionHired) {
		return nil, err
	}
	o, p, err := s.sidesOf(ctx, x)
	if err != nil || p == nil {
		return nil, err
	}
	ended := e.Step.Actor == domain.System().ID
	off, when := calledOff(e, x, o)
	posts := []post{{domain.PersonRecipient(p), domain.NotHiredLetter{Title: o.Title, Commune: o.Place.Name, Filled: ended && o.Status == domain.OfferFilled,
		Met: x.WasMet(), When: when, Phone: s.Phone, Meets: off}, opinionGrant(x, domain.SidePerson, p.ID)}}
	if ended {
		return posts, nil
	}
	asked, err := s.askOpinion(ctx, e, x, o)
	return append(posts, asked...), err
}

// introductionCancelled ends what a crash may have cut short, then tells the person; the employer too, of somebody whom they
// knew and did not end themself.
func (s *Service) introductionCancelled(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if err := s.freed(ctx, x); err != nil || x.Status != domain.IntroductionCancelled {
		return nil, err
	}
	o, p, err := s.sidesOf(ctx, x)
	if err != nil {
		return nil, err
	}
	var posts []post
	off, when := calledOff(e, x, o)
	byItself := func(reason string) bool { // not what somebody typed
		return e.Step.Actor == domain.System().ID && e.Step.Reason == reason
	}
	if p != nil && !byItself(personGone) { // it is they who are not available any more
		posts = []post{{domain.PersonRecipient(p), domain.MeetingEndedLetter{Title: o.Title, Commune: o.Place.Name, Filled: o.Status == domain.OfferFilled, Phone: s.Phone,
			When: when, Meets: off}, nil}}
	}
	posts = append(posts, s.meetingLeft(e, p, o, when, off)...)
	byOffer := o.Status == domain.OfferFilled || o.Status == domain.OfferWithdrawn || byItself(placeTaken)
	if byOffer || e.Step.From == string(domain.IntroductionWaiting) {
		return posts, nil
	}
	told, err := s.toEmployers(ctx, x, domain.PersonGoneLetter{OfferID: o.ID, Title: o.Title, When: when, Meets: off}, noGrant)
	return append(posts, told...), err
}

// introductionWithdrew ends what a crash may have cut short, then tells the employer that somebody they knew is not
// available: never whether they declined.
func (s *Service) introductionWithdrew(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	if err := s.freed(ctx, x); err != nil || x.Status != domain.IntroductionWithdrew || e.Step.From == string(domain.IntroductionWaiting) {
		return nil, err
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	off, when := calledOff(e, x, o)
	return s.toEmployers(ctx, x, domain.PersonGoneLetter{OfferID: o.ID, Title: o.Title, When: when, Meets: off}, noGrant)
}

// answerOwed asks the employer what came of a meeting, with the link that answers in one tap.
func (s *Service) answerOwed(ctx context.Context, e event, x *domain.Introduction) ([]post, error) {
	due, _, owed := x.AnswerOwed()
	stage, known := domain.OwedStageOf(e.Step.Reason)
	if !owed || !known {
		return nil, nil // answered meanwhile
	}
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, err
	}
	letter := domain.OutcomeAskedLetter{IntroductionID: x.ID, Title: o.Title, Days: stage.Days, Due: due}
	if x.Slot != nil {
		letter.When = x.Slot.French()
	}
	return s.toEmployers(ctx, x, letter, func(u *domain.User) *domain.Grant {
		return &domain.Grant{Purpose: domain.SecretOutcome, Holder: u.ID, Object: x.ID, Life: linkLifeOfMeetings, Path: outcomePath}
	})
}

// sidesOf reads the offer and the person of an introduction; the person is nil when they were erased.
func (s *Service) sidesOf(ctx context.Context, x *domain.Introduction) (*domain.Offer, *domain.Person, error) {
	o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
	if err != nil {
		return nil, nil, err
	}
	p, err := s.Person(ctx, domain.System(), x.Profile)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return o, nil, nil
	}
	return o, p, err
}

func noGrant(*domain.User) *domain.Grant { return nil }

// toEmployers writes to the members of the establishments of an introduction that a referent vouches for, each once, with a
// link of their own if grant gives one.
func (s *Service) toEmployers(ctx context.Context, x *domain.Introduction, letter domain.Letter, grant func(*domain.User) *domain.Grant) (posts []post, err error) {
	told := map[string]bool{}
	for _, siret := range x.SIRETs {
		users, err := s.usersOf(ctx, siret)
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			who, err := s.ActorOf(ctx, u)
			if err != nil {
				return nil, err
			}
			if !told[u.ID] && !u.Deactivated && u.Roles.Has(domain.RoleEmployer) && who.Vouched(siret) {
				told[u.ID] = true
				posts = append(posts, post{domain.UserRecipient(u), letter, grant(u)})
			}
		}
	}
	return posts, nil
}

// askOpinion asks whoever of the employer said what came of a meeting; all who are vouched for when a referent noted it.
func (s *Service) askOpinion(ctx context.Context, e event, x *domain.Introduction, o *domain.Offer) ([]post, error) {
	asked, err := s.toEmployers(ctx, x, domain.OpinionAskedLetter{Title: o.Title}, func(u *domain.User) *domain.Grant {
		return opinionGrant(x, domain.SideEmployer, u.ID)
	})
	if said := func(p post) bool { return p.To.ID == e.Step.Actor }; slices.ContainsFunc(asked, said) {
		asked = slices.DeleteFunc(asked, func(p post) bool { return !said(p) })
	}
	return asked, err
}

// opinionGrant opens the two questions of one side about one introduction.
func opinionGrant(x *domain.Introduction, side domain.Side, holder string) *domain.Grant {
	return &domain.Grant{Purpose: domain.SecretOpinion, Holder: holder, Object: x.ID + "/" + string(side), Life: linkLifeOfMeetings, Path: opinionPath}
}
