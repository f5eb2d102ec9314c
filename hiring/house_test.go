package hiring

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// house is the actions over a real store, a real index and the built-in referential, at a time that the test moves.
type house struct {
	*Service
	tb    testing.TB
	dir   string
	store *store.Store
	index *search.Index
	clock *clock
	sent  *outbox
}

// clock is the time of a test.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// outbox keeps the mails that left, and answers for the mail server.
type outbox struct {
	mu     sync.Mutex
	mails  []domain.Mail
	answer func(*domain.Mail) domain.Delivery // nil: all is delivered
}

func (o *outbox) Carry(_ context.Context, m *domain.Mail) domain.Delivery {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.mails = append(o.mails, *m)
	if o.answer != nil {
		return o.answer(m)
	}
	return domain.Delivery{Outcome: domain.OutcomeDelivered, Answer: "250 OK"}
}

// all is a copy of what left.
func (o *outbox) all() []domain.Mail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.mails)
}

// to is the token of the last link that left to an address; empty when none did.
func (o *outbox) to(email string) (token string) {
	for _, m := range o.all() {
		if m.To.Address == email && m.Grant != nil {
			_, after, _ := strings.Cut(m.Body.Text, site+m.Grant.Path)
			token, _, _ = strings.Cut(after, "\n")
		}
	}
	return token
}

const site = "https://candidatheque.exemple.fr"

// deliver sends what waits, as the postman does each second.
func (h *house) deliver() {
	h.tb.Helper()
	h.background.Wait()
	if _, err := h.Relay(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
	if err := h.Deliver(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
}

// morning is when tests begin: a Monday in Paris.
var morning = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

var today = domain.DayOf(morning)

// composer reads the letters once for all the houses: it holds nothing of theirs.
var composer = sync.OnceValues(func() (*mail.Composer, error) { return mail.NewComposer(site) })

func newHouse(tb testing.TB) *house {
	tb.Helper()
	return openHouse(tb, tb.TempDir())
}

// openHouse opens a data folder as a fresh process would.
func openHouse(tb testing.TB, dir string) *house {
	tb.Helper()
	h := &house{tb: tb, dir: dir, clock: &clock{now: morning}, sent: &outbox{}}
	var err error
	if h.store, err = store.OpenSQLite(dir, h.clock.Now); err != nil {
		tb.Fatal(err)
	}
	rome := referential.Builtin()
	if h.index, err = search.Open(filepath.Join(dir, "index"), search.Labels{ROME: rome.Label, Certificate: referential.Certificates().Label, Expand: rome.Expand}); err != nil {
		tb.Fatal(err)
	}
	h.Service = New(h.deps())
	if err := h.Start(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(h.close)
	return h
}

func (h *house) deps() Deps {
	st := h.store
	return Deps{
		People: st.People, Identities: st.People, Feed: st.People, Offers: st.Offers, OfferFeed: st.Offers, Employers: st.Employers, Shortlists: st.Shortlists, Users: st.Users,
		Secrets: st.Secrets, Sessions: st.Sessions, Imports: st.Imports, SavedLists: st.SavedLists, Positions: st.Positions, Trainings: st.Trainings, Alerts: st.Alerts, Places: st.Blobs, Journal: st.Journal, JournalKeys: st.JournalKeys, Once: st.Once, Index: h.index, IndexState: h.index,
		Outbox: st.Outbox, Mails: st.Mails, Composer: must(composer())(h.tb), Carrier: h.sent, Secret: []byte("un secret d'essai"),
		Credentials: st.Credentials, Attempts: st.Attempts,
		Mappings: st.Mappings, Uploads: st.Blobs,
		Memberships: st.Memberships, SignUps: st.SignUps,
		Invitations: st.Invitations, InvitationFeed: st.Invitations, Introductions: st.Introductions, Occasions: st.Occasions,
		Forgetting: st, Leavers: st.Leavers, ClosedFigures: st.Figures, Archive: st.Archive,
		Refs:  intake.Refs{ROME: referential.Builtin(), Communes: referential.BuiltinCommunes(), Certificates: referential.Certificates()},
		Stems: search.Stems, Now: h.clock.Now, RoundsEvery: -1,
	}
}

// close ends the process, once.
func (h *house) close() {
	if h.store == nil {
		return
	}
	h.Stop()
	if err := h.index.Close(); err != nil {
		h.tb.Error(err)
	}
	if err := h.store.Close(); err != nil {
		h.tb.Error(err)
	}
	h.store = nil
}

// The people of the tests. The two establishments have true keys.
const (
	masonry  domain.SIRET = "73282932000074"
	cleaning domain.SIRET = "55208131766522"
)

var (
	boss      = domain.Actor{ID: "boss", Name: "Patronne", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}
	stranger  = domain.Actor{ID: "other", Name: "Autre patron", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{cleaning}}
	referent  = domain.Actor{ID: "referent", Name: "Référente", Roles: domain.RoleReferent}
	seated    = domain.Actor{ID: "seated", Name: "Référent du patron", Roles: domain.RoleReferent, SIRETs: []domain.SIRET{masonry}}
	adviser   = domain.Actor{ID: "adviser", Name: "Conseillère", Email: "conseil@exemple.fr", Roles: domain.RoleAdviser}
	admin     = domain.Actor{ID: "admin", Name: "Administrateur", Roles: domain.RoleAdmin}
	fac       = domain.Actor{ID: "fac", Name: "Facilitatrice", Roles: domain.RoleFacilitator}
	nobodyYet = domain.Actor{Roles: domain.RoleStranger}
)

var tasks = strings.Repeat("Vous montez des murs en parpaing sur des chantiers de maisons, en équipe de trois. ", 2)

// mason is an offer with nothing missing.
func mason() *domain.Offer {
	return &domain.Offer{
		SIRET: masonry, EmployerName: "Maçonnerie du Port", Title: "Maçon", ROME: "F1703", Description: tasks, Contract: domain.CDI,
		Places: 1, Place: commune("59140", "Dunkerque"), WeeklyHours: 35, FirstStart: domain.ClockAt(7, 30), LastEnd: domain.ClockAt(16, 30),
		Pay: domain.Pay{Min: 1350, Unit: domain.PayHour}, Start: today + 21,
	}
}

func commune(postalCode, name string) domain.Commune {
	found, err := referential.BuiltinCommunes().Find(postalCode, name)
	if err != nil {
		return domain.Commune{Name: err.Error()}
	}
	return found
}

// register opens both establishments.
func (h *house) register() {
	h.tb.Helper()
	for siret, name := range map[domain.SIRET]string{masonry: "Maçonnerie du Port", cleaning: "Net Littoral"} {
		must(h.RegisterEmployer(h.tb.Context(), referent, NewEmployer{SIRET: siret, Name: name}))(h.tb)
	}
}

// published opens an offer and publishes it.
func (h *house) published(draft *domain.Offer) *domain.Offer {
	h.tb.Helper()
	ctx := h.tb.Context()
	o := must(h.DraftOffer(ctx, boss, draft))(h.tb)
	must(h.SubmitOffer(ctx, boss, o.ID))(h.tb)
	return must(h.PublishOffer(ctx, referent, o.ID))(h.tb)
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

const profilesHeader = "id;nom;prenom;email;date_naissance;code_postal;commune;metiers_recherches;metiers_exerces;permis;certificats;niveau;mobilite_km;vehicule;disponible_le;contrats;entree_le;consentement_le;presentation\n"

// masonsFile is a file of n masons, the first nearest to the work.
func masonsFile(n int) string {
	var b strings.Builder
	b.WriteString(profilesHeader)
	for i := range n {
		fmt.Fprintf(&b, "M%05d;Nom%d;Prénom%d;m%d@exemple.fr;1990-01-01;59140;Dunkerque;F1703;F1703:%d;B;SST@2025-06-01;3;30;oui;2026-11-01;CDI|CDD6|CDD;2026-10-01;2026-10-01;Chantiers de maisons.\n",
			i, i, i, i, 1+i%60)
	}
	return b.String()
}

// bring imports a file and fails the test when the import does.
func (h *house) bring(file string) *domain.Import {
	h.tb.Helper()
	return must(h.RunImport(h.tb.Context(), referent, ImportFile{Name: "personnes.csv", Body: strings.NewReader(file)}, nil))(h.tb)
}

// wantCode fails unless the error has that code; empty wants none.
func wantCode(tb testing.TB, err error, want domain.Code) {
	tb.Helper()
	if got := domain.CodeOf(err); got != want {
		tb.Fatalf("code %q, want %q (%v)", got, want, err)
	}
}
