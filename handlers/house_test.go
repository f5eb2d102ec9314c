package handlers

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// The establishments of the tests: both pass the SIRET key, and each has one member.
const (
	ownSIRET   domain.SIRET = "73282932000074"
	otherSIRET domain.SIRET = "55203253400646"
)

// baseURL is how the service of a test is reached.
const baseURL = "http://127.0.0.1:8080"

// house is the whole service on a real store, a real index and a real pool, with one account of each role.
type house struct {
	tb      testing.TB
	server  *Server
	service *hiring.Service
	clock   *clock
	log     *logbook
	sent    *outbox
	users   map[domain.Role]*domain.User
	rival   *domain.User
}

// clock is the time of a test: it stands still until moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (k *clock) Now() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

func (k *clock) move(d time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now = k.now.Add(d)
}

// logbook keeps what was logged.
type logbook struct {
	mu  sync.Mutex
	all strings.Builder
}

func (l *logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(line)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// outbox keeps the mails that left.
type outbox struct {
	mu    sync.Mutex
	mails []domain.Mail
}

func (o *outbox) Carry(_ context.Context, m *domain.Mail) domain.Delivery {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.mails = append(o.mails, *m)
	return domain.Delivery{Outcome: domain.OutcomeDelivered}
}

// deliver sends what waits, and gives all that ever left.
func (h *house) deliver() []domain.Mail {
	h.tb.Helper()
	must(h.service.Relay(h.tb.Context()))(h.tb)
	if err := h.service.Deliver(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
	h.sent.mu.Lock()
	defer h.sent.mu.Unlock()
	return slices.Clone(h.sent.mails)
}

// composer reads the letters once for all the houses: it holds nothing of theirs.
var composer = sync.OnceValues(func() (*mail.Composer, error) { return mail.NewComposer(baseURL) })

// MustHouse opens the whole service in a folder of the test.
func MustHouse(tb testing.TB) *house {
	tb.Helper()
	h := &house{tb: tb, clock: &clock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}, log: &logbook{}, sent: &outbox{},
		users: map[domain.Role]*domain.User{}}
	dir := tb.TempDir()
	st := must(store.OpenSQLite(dir, h.clock.Now))(tb)
	tb.Cleanup(func() { st.Close() })
	rome, communes := referential.Builtin(), referential.BuiltinCommunes()
	suggester := search.NewSuggester(rome, nil)
	index := must(search.Open(filepath.Join(dir, "index"), search.Labels{ROME: rome.Label, Certificate: referential.Certificates().Label}))(tb)
	tb.Cleanup(func() { index.Close() })
	h.service = hiring.New(hiring.Deps{
		People: st.People, Identities: st.People, Feed: st.People, Offers: st.Offers, OfferFeed: st.Offers, Employers: st.Employers, Shortlists: st.Shortlists, Users: st.Users,
		Secrets: st.Secrets, Sessions: st.Sessions, Imports: st.Imports, SavedLists: st.SavedLists, Positions: st.Positions, Trainings: st.Trainings, Alerts: st.Alerts, Places: st.Blobs, Journal: st.Journal, JournalKeys: st.JournalKeys, Once: st.Once, Index: index, IndexState: index,
		Outbox: st.Outbox, Mails: st.Mails, Composer: must(composer())(tb), Carrier: h.sent, Secret: []byte("un secret d'essai"),
		Credentials: st.Credentials, Attempts: st.Attempts,
		Mappings: st.Mappings, Uploads: st.Blobs, Forgetting: st, Leavers: st.Leavers, ClosedFigures: st.Figures, Archive: st.Archive,
		Memberships: st.Memberships, SignUps: st.SignUps,
		Invitations: st.Invitations, InvitationFeed: st.Invitations, Introductions: st.Introductions, Occasions: st.Occasions,
		Refs: intake.Refs{ROME: rome, Communes: communes, Certificates: referential.Certificates(),
			Suggest: func(title, description string) []domain.Suggestion {
				return suggester.SuggestDescribed(title, description, 5)
			}},
		Stems: search.Stems, Now: h.clock.Now, RoundsEvery: -1,
	})
	if err := h.service.Start(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(h.service.Stop)
	h.server = must(New(Config{Hiring: h.service, Sessions: st.Sessions, Now: h.clock.Now, BaseURL: baseURL, Gallery: true,
		Log: slog.New(slog.NewTextHandler(h.log, nil))}))(tb)
	h.openAccounts()
	return h
}

// must lets a test stop on the error of a call that gives two things.
func must[T any](value T, err error) func(testing.TB) T {
	return func(tb testing.TB) T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return value
	}
}

// userRoles are the roles of accounts, one account each.
var userRoles = []domain.Role{domain.RoleEmployer, domain.RoleReferent, domain.RoleAdviser, domain.RoleFacilitator, domain.RoleAdmin}

func (h *house) openAccounts() {
	h.tb.Helper()
	ctx, system := h.tb.Context(), domain.System()
	for _, role := range userRoles {
		n := hiring.NewUser{Email: role.String() + "@exemple.fr", Name: "Compte " + role.French(), Roles: role}
		if role == domain.RoleEmployer {
			n.SIRETs = []domain.SIRET{ownSIRET}
		}
		h.users[role] = must(h.service.AddUser(ctx, system, n))(h.tb)
	}
	for siret, name := range map[domain.SIRET]string{ownSIRET: "Maçonnerie des Dunes", otherSIRET: "Nettoyage du Port"} {
		must(h.service.RegisterEmployer(ctx, h.users[domain.RoleReferent].Actor(), hiring.NewEmployer{SIRET: siret, Name: name}))(h.tb)
	}
	h.rival = must(h.service.AddUser(ctx, system, hiring.NewUser{Email: "rival@exemple.fr", Name: "Rival", Roles: domain.RoleEmployer,
		SIRETs: []domain.SIRET{otherSIRET}}))(h.tb)
}

// stranger is a browser without a session.
func (h *house) stranger() *client { return newClient(h.tb, h.server) }

// browser signs a user in through the link's page.
func (h *house) browser(user *domain.User) *client {
	h.tb.Helper()
	link := must(h.service.NewSignInLink(h.tb.Context(), domain.System(), user.ID))(h.tb)
	k := h.stranger()
	k.post("/connexion/" + link.Token).want(303)
	return k
}

// as is the browser of the account of a role, api its program.
func (h *house) as(role domain.Role) *client { h.tb.Helper(); return h.browser(h.users[role]) }

func (h *house) api(role domain.Role) *client { h.tb.Helper(); return h.program(h.users[role]) }

func (h *house) program(user *domain.User) *client {
	h.tb.Helper()
	token := must(h.service.NewAPIToken(h.tb.Context(), user.Actor(), "essais"))(h.tb)
	k := h.stranger()
	k.token = token.Token
	return k
}
