package hiring

import (
	"log/slog"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/matching"
)

// Deps is what the actions stand on; cmd plugs the real ones.
type Deps struct {
	People      People
	Identities  Identities
	Feed        Feed
	Offers      Offers
	OfferFeed   OfferFeed
	Employers   Employers
	Shortlists  Shortlists
	Users       Users
	Secrets     Secrets
	Sessions    Sessions
	Imports     Imports
	Mappings    Mappings
	Uploads     Uploads
	Positions   Positions
	Trainings   Trainings
	Alerts      Alerts
	Places      Places
	SavedLists  SavedLists
	Journal     Journal
	JournalKeys JournalKeys
	Credentials Credentials
	Attempts    Attempts
	// Passwords hashes passwords; nil is argon2id.
	Passwords  Passwords
	Once       Once
	Index      Index
	IndexState IndexState
	Outbox     Outbox
	Mails      Mails
	Composer   Composer
	Carrier    Carrier

	// Memberships and SignUps are how employers come in.
	Memberships Memberships
	SignUps     SignUps
	// Invitations and Introductions are how somebody kept comes to work; Occasions what they are invited to beside offers.
	Invitations    Invitations
	InvitationFeed InvitationFeed
	Introductions  Introductions
	Occasions      Occasions

	Forgetting    Forgetting
	Leavers       Leavers
	ClosedFigures ClosedFigures
	Archive       Archive
	// Archivists are the e-mails of the two people who may open archived files; nobody may without two.
	Archivists []string

	Refs intake.Refs
	// Stems is the French analysis of the search, which the text criterion uses too.
	Stems func(string) []string
	// Now is the clock: an action reads it once.
	Now func() time.Time
	Log *slog.Logger
	// RoundsEvery is how often the rounds run by themselves: 0 is the usual, below 0 whoever calls Rounds decides.
	RoundsEvery time.Duration
	// Shared tells that other processes may serve the same store.
	Shared bool
	// Phone is the number of the referents that letters give; empty: they give none.
	Phone string
	// Secret is the server's own: the tokens that mails carry are derived from it.
	Secret []byte
	// LinkLife is how long a sign-in link serves: 0 is 15 minutes, the demonstration has 24 hours.
	LinkLife time.Duration
}

// linkLife is the life of a sign-in link (quality.md, Signed links: ≤ 15 min, single use).
const linkLife = 15 * time.Minute

// Service is the actions. Make one with New, call Start before the first action and Stop after the last; it is safe for
// concurrent use.
type Service struct {
	Deps
	pool         *matching.Pool
	follower     follower
	exposure     exposure
	asked        asked
	board        board
	watch        watch
	imports      importJobs
	journalState journalState
	relay        relayState
	digests      digestRun
	postman      postman
	complaints   complaints

	// scrubbing is held while the files are cleaned: each time makes the index anew.
	scrubbing sync.Mutex
	// background is what goes on behind an answer: Stop waits for it.
	background sync.WaitGroup
}

// New makes the service; nothing is read before Start.
func New(d Deps) *Service {
	if d.LinkLife == 0 {
		d.LinkLife = linkLife
	}
	if d.Passwords == nil {
		d.Passwords = newArgon()
	}
	if d.RoundsEvery == 0 {
		d.RoundsEvery = roundsEvery
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{Deps: d}
	s.pool = matching.NewPool(matching.References{Occupations: d.Refs.ROME, Certificates: d.Refs.Certificates, Buses: referential.BusTable{}, Stems: d.Stems})
	s.exposure.init()
	s.journalState.init()
	s.postman.init()
	s.follower.pool.init()
	s.follower.index.init()
	s.follower.alerts.init()
	return s
}
