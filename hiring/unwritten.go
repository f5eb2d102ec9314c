package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

var errUnwritten = domain.Refuse(domain.CodeUnavailable, "Cette action n'est pas encore en service.")

type (
	follower   struct{}
	exposure   struct{}
	importJobs struct{}
)

func (*follower) init() {}

func (s *Service) start(context.Context) error { return errUnwritten }

// Ready is nil when store, index and pool are in step.
func (s *Service) Ready() error { return errUnwritten }

// Stop ends the background work and waits for it.
func (s *Service) Stop() {}

// Settle waits until pool and index hold everything the store held at the call.
func (s *Service) Settle(ctx context.Context) error { return errUnwritten }

// Digest sums the content of every file, whatever their order, dates and revisions: two pools are equal when it is.
func (s *Service) Digest(ctx context.Context) (string, error) { return "", errUnwritten }

// Once runs create under a key: the first call creates, the others give the same id, even at the same instant and after
// a crash. create must make its object with the ctx it receives. An empty key creates each time.
func (s *Service) Once(ctx context.Context, key string, create func(context.Context) (id string, err error)) (string, error) {
	return "", errUnwritten
}

// Offers.

func (s *Service) DraftOffer(ctx context.Context, actor domain.Actor, draft *domain.Offer) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) EditOffer(ctx context.Context, actor domain.Actor, id string, revision int64, draft *domain.Offer) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) SubmitOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) PublishOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) ReturnOffer(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) PauseOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) ResumeOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) WithdrawOffer(ctx context.Context, actor domain.Actor, id, reason string) (*domain.Offer, error) {
	return nil, errUnwritten
}

// FillOffer marks an offer as filled (referents, until hires claim seats).
func (s *Service) FillOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) DuplicateOffer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) ExtendOffer(ctx context.Context, actor domain.Actor, id string, until domain.Date) (*domain.Offer, error) {
	return nil, errUnwritten
}

// ExpireOffers moves the offers past their last day to expired; Start and each new day run it.
func (s *Service) ExpireOffers(ctx context.Context) (expired int, err error) { return 0, errUnwritten }

func (s *Service) Offer(ctx context.Context, actor domain.Actor, id string) (*domain.Offer, error) {
	return nil, errUnwritten
}
func (s *Service) Offers(ctx context.Context, actor domain.Actor, q OfferQuery) (list []*domain.Offer, next string, err error) {
	return nil, "", errUnwritten
}
func (s *Service) CountMatches(ctx context.Context, actor domain.Actor, draft *domain.Offer) (Matches, error) {
	return Matches{}, errUnwritten
}

// Shortlists. An employer receives only what the shared cards hold.

func (s *Service) BuildShortlist(ctx context.Context, actor domain.Actor, offerID string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) Shortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) ShortlistsOf(ctx context.Context, actor domain.Actor, offerID string) ([]*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) ReviewShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) ShareShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) CloseShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) RefreshShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, Changes, error) {
	return nil, Changes{}, errUnwritten
}

// ChangesSince tells who entered and left since the previous list of the same offer.
func (s *Service) ChangesSince(ctx context.Context, actor domain.Actor, id string) (Changes, error) {
	return Changes{}, errUnwritten
}
func (s *Service) Decide(ctx context.Context, actor domain.Actor, id, profile string, to domain.Decision, motive string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) AnswerCard(ctx context.Context, actor domain.Actor, id, card string, side domain.EmployerSide, motive string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}
func (s *Service) AddByHand(ctx context.Context, actor domain.Actor, id, profile, reason string) (*domain.Shortlist, error) {
	return nil, errUnwritten
}

// ExcludedBy lists the people whom one gate left out of a shortlist, by profile.
func (s *Service) ExcludedBy(ctx context.Context, actor domain.Actor, id string, gate domain.Gate) ([]string, error) {
	return nil, errUnwritten
}

// Replay computes the list again from the inputs kept with it and tells what differs; nothing when it is the same.
func (s *Service) Replay(ctx context.Context, actor domain.Actor, id string) (differences []string, err error) {
	return nil, errUnwritten
}

// People.

func (s *Service) Person(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return nil, errUnwritten
}

// SavePerson saves a file as edited: Revision 0 opens it under its ID, another replaces that revision only.
func (s *Service) SavePerson(ctx context.Context, actor domain.Actor, p *domain.Person) (*domain.Person, error) {
	return nil, errUnwritten
}
func (s *Service) SearchPeople(ctx context.Context, actor domain.Actor, q PeopleQuery) (FoundPage, error) {
	return FoundPage{}, errUnwritten
}
func (s *Service) PeopleByName(ctx context.Context, actor domain.Actor, prefix string) ([]*domain.Person, error) {
	return nil, errUnwritten
}

// FollowedPeople lists the people an adviser follows.
func (s *Service) FollowedPeople(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Person, next string, err error) {
	return nil, "", errUnwritten
}
func (s *Service) ExposureOf(ctx context.Context, actor domain.Actor, id string) (Exposure, error) {
	return Exposure{}, errUnwritten
}

// Imports.

// StartImport keeps a copy of the file, answers at once and brings people in behind: Import tells how far it is.
func (s *Service) StartImport(ctx context.Context, actor domain.Actor, file ImportFile) (*domain.Import, error) {
	return nil, errUnwritten
}

// RunImport brings the file in before it answers; progress may be nil.
func (s *Service) RunImport(ctx context.Context, actor domain.Actor, file ImportFile, progress func(ImportProgress)) (*domain.Import, error) {
	return nil, errUnwritten
}
func (s *Service) Import(ctx context.Context, actor domain.Actor, id string) (*domain.Import, error) {
	return nil, errUnwritten
}
func (s *Service) Imports(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Import, next string, err error) {
	return nil, "", errUnwritten
}

// Accounts.

func (s *Service) AddUser(ctx context.Context, actor domain.Actor, n NewUser) (*domain.User, error) {
	return nil, errUnwritten
}
func (s *Service) DeactivateUser(ctx context.Context, actor domain.Actor, id string) (*domain.User, error) {
	return nil, errUnwritten
}

// User reads an account for the house itself (sessions, names in histories): who may see what of it is the caller's care.
func (s *Service) User(ctx context.Context, id string) (*domain.User, error) {
	return nil, errUnwritten
}

// UserByEmail is for the command line.
func (s *Service) UserByEmail(ctx context.Context, email string) (*domain.User, error) {
	return nil, errUnwritten
}
func (s *Service) Users(ctx context.Context, actor domain.Actor, q UserQuery) (list []*domain.User, next string, err error) {
	return nil, "", errUnwritten
}

// NewSignInLink makes a one-time link for a user (administrators, and the command line as domain.System()).
func (s *Service) NewSignInLink(ctx context.Context, actor domain.Actor, userID string) (Link, error) {
	return Link{}, errUnwritten
}

// AskSignInLink sends a link to whoever owns the address, and does and answers the same when nobody does. from is the
// network address of who asks, for the limits.
func (s *Service) AskSignInLink(ctx context.Context, email, from string) error { return errUnwritten }

// SignIn consumes a link: NotFound when unknown or already used, Gone when too old.
func (s *Service) SignIn(ctx context.Context, token string) (*domain.User, error) {
	return nil, errUnwritten
}

// NewAPIToken makes a token with which programs act as the actor.
func (s *Service) NewAPIToken(ctx context.Context, actor domain.Actor, label string) (APIToken, error) {
	return APIToken{}, errUnwritten
}
func (s *Service) APITokens(ctx context.Context, actor domain.Actor) ([]*domain.Secret, error) {
	return nil, errUnwritten
}
func (s *Service) RevokeAPIToken(ctx context.Context, actor domain.Actor, id string) error {
	return errUnwritten
}
func (s *Service) UserByToken(ctx context.Context, token string) (*domain.User, error) {
	return nil, errUnwritten
}

// Establishments.

// RegisterEmployer opens an establishment, active at once, by staff.
func (s *Service) RegisterEmployer(ctx context.Context, actor domain.Actor, n NewEmployer) (*domain.Employer, error) {
	return nil, errUnwritten
}
func (s *Service) Employer(ctx context.Context, actor domain.Actor, siret domain.SIRET) (*domain.Employer, error) {
	return nil, errUnwritten
}
func (s *Service) Employers(ctx context.Context, actor domain.Actor, q EmployerQuery) (list []*domain.Employer, next string, err error) {
	return nil, "", errUnwritten
}

// Words.

// Suggest proposes occupations for a title, the best first.
func (s *Service) Suggest(title string) []domain.Suggestion { return nil }

// FindCommune finds the commune of a postal code, a name or both.
func (s *Service) FindCommune(postalCode, name string) (domain.Commune, error) {
	return domain.Commune{}, errUnwritten
}
