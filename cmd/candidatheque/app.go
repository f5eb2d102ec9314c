package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/handlers"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// indexFolder is the search index inside the data folder: it can be deleted, it is made again.
const indexFolder = "index"

// house is the store, the index and the actions over a data folder: what every command that touches data opens.
type house struct {
	Store  *store.Store
	Index  *search.Index
	Refs   *references
	Hiring *hiring.Service
	Log    *slog.Logger

	lock    io.Closer // of the data folder, when the database is elsewhere
	scratch string    // a folder that goes when the house closes
}

// houseOptions are the settings of a house. Data is the folder of the index, and of the database unless DB is the
// address of one.
type houseOptions struct {
	Data     string
	DB       string
	Now      func() time.Time
	Log      *slog.Logger
	LinkLife time.Duration
	// BaseURL is that of links in mails; Carrier hands the mails over, nil for a command that sends none. SecretFile holds
	// the server's secret, empty for one of its own.
	BaseURL    string
	Carrier    hiring.Carrier
	SecretFile string
	// Archivists are the two people who open archived files.
	Archivists []string
	// Phone is the number that letters give.
	Phone string
	// Scratch: the folder goes when the house closes, and nothing that must stay is kept in it.
	Scratch bool
}

// openHouse plugs the rooms together. The pool is empty until Hiring.Start.
func openHouse(ctx context.Context, o houseOptions) (*house, error) {
	h := &house{Log: o.Log}
	address := o.Data
	if o.DB != "" {
		lock, err := store.LockFolder(o.Data)
		if err != nil {
			return nil, err
		}
		h.lock, address = lock, o.DB
	}
	st, err := store.Open(ctx, address, o.Now)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	h.Store = st
	if o.DB != "" && !o.Scratch {
		if err := st.KeepRegister(ctx, o.Data); err != nil {
			return nil, errors.Join(err, h.Close())
		}
	}
	if err := h.furnish(ctx, o); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

func (h *house) furnish(ctx context.Context, o houseOptions) (err error) {
	if h.Refs, err = storedReferences(ctx, h.Store); err != nil {
		return err
	}
	certificates := referential.Certificates()
	h.Index, err = search.Open(filepath.Join(o.Data, indexFolder), search.Labels{
		ROME: h.Refs.ROME.Label, Certificate: certificates.Label, Expand: h.Refs.ROME.Expand, Names: h.Refs.ROME.Names()})
	if err != nil {
		return err
	}
	st := h.Store
	composer, err := mail.NewComposer(o.BaseURL)
	if err != nil {
		return err
	}
	secret, err := serverSecret(ctx, st, o.SecretFile)
	if err != nil {
		return err
	}
	h.Hiring = hiring.New(hiring.Deps{
		People: st.People, Identities: st.People, Feed: st.People, Offers: st.Offers, OfferFeed: st.Offers, Employers: st.Employers, Shortlists: st.Shortlists,
		Users: st.Users, Secrets: st.Secrets, Sessions: st.Sessions, Imports: st.Imports, SavedLists: st.SavedLists, Positions: st.Positions, Trainings: st.Trainings, Alerts: st.Alerts, Places: st.Blobs, Journal: st.Journal, JournalKeys: st.JournalKeys, Once: st.Once,
		Credentials: st.Credentials, Attempts: st.Attempts,
		Mappings: st.Mappings, Uploads: st.Blobs,
		Memberships: st.Memberships, SignUps: st.SignUps,
		Invitations: st.Invitations, InvitationFeed: st.Invitations, Introductions: st.Introductions, Occasions: st.Occasions,
		Outbox: st.Outbox, Mails: st.Mails, Composer: composer, Carrier: o.Carrier, Secret: secret,
		Index: h.Index, IndexState: h.Index, Refs: h.Refs.intake(), Stems: search.Stems,
		Forgetting: st, Leavers: st.Leavers, ClosedFigures: st.Figures, Archive: st.Archive, Archivists: o.Archivists,
		Now: o.Now, Log: o.Log, LinkLife: o.LinkLife, Phone: o.Phone, Shared: o.DB != "",
	})
	return nil
}

// intake is what files and forms are read against.
func (r *references) intake() intake.Refs {
	return intake.Refs{ROME: r.ROME, Communes: r.Communes, Certificates: referential.Certificates(),
		Suggest: func(title, description string) []domain.Suggestion {
			return r.Suggester.SuggestDescribed(title, description, suggestionsShown)
		}}
}

// Close ends everything that was opened, the last first.
func (h *house) Close() error {
	if h.Hiring != nil {
		h.Hiring.Stop()
	}
	var faults []error
	if h.Index != nil {
		faults = append(faults, h.Index.Close())
	}
	if h.Store != nil {
		faults = append(faults, h.Store.Close())
	}
	if h.lock != nil {
		faults = append(faults, h.lock.Close())
	}
	if h.scratch != "" {
		faults = append(faults, os.RemoveAll(h.scratch))
	}
	return errors.Join(faults...)
}

// App is a running service: tests start it on port 0 as main does.
type App struct {
	house    *house // nil until the store has answered; see start
	options  houseOptions
	config   handlers.Config
	web      atomic.Pointer[handlers.Server]
	server   *http.Server
	listener net.Listener
	started  chan struct{} // closed once the pool and the index are in step
	sweeping sync.WaitGroup
}

// OpenApp takes the address and the data; nothing is served before Run. A database elsewhere that does not answer is
// awaited by Run.
func OpenApp(ctx context.Context, c *serveCommand, env environment, now func() time.Time, log *slog.Logger, carrier hiring.Carrier) (*App, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return nil, fmt.Errorf("l'adresse %s ne peut pas être prise : un autre programme s'en sert peut-être", c.Addr)
	}
	if listener, err = handlers.Listen(listener, c.BaseURL); err != nil {
		return nil, err
	}
	app, err := openApp(ctx, c, env, now, log, carrier)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	app.listener = listener
	return app, nil
}

func openApp(ctx context.Context, c *serveCommand, env environment, now func() time.Time, log *slog.Logger, carrier hiring.Carrier) (*App, error) {
	app := &App{started: make(chan struct{})}
	app.options = houseOptions{Data: c.Data, DB: c.DB, Now: now, Log: log, Carrier: carrier, BaseURL: c.BaseURL, SecretFile: c.SecretFile, Phone: c.Phone}
	archivists, err := c.archivists()
	if err != nil {
		return nil, err
	}
	app.options.Archivists = archivists
	if env != envProduction {
		app.options.LinkLife = demoLinkLife
	}
	app.config = handlers.Config{Officer: c.Officer, Now: now, Log: log, BaseURL: c.BaseURL, Phone: c.Phone, Gallery: env != envProduction, Demo: env == envDemo, Started: app.hasStarted,
		ShowLinks: env != envProduction}
	if err := c.configure(&app.config); err != nil {
		return nil, err
	}
	app.config.SecondFactor = env == envProduction
	err = app.furnish(ctx)
	if app.awaits(err) {
		err = app.closedDoor()
	}
	if err != nil {
		return nil, err
	}
	app.server = handlers.NewHTTPServer(c.Addr, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { app.web.Load().ServeHTTP(w, r) }))
	app.server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	return app, nil
}

// furnish opens the house and the web on it.
func (a *App) furnish(ctx context.Context) error {
	h, err := openHouse(ctx, a.options)
	if err != nil {
		return err
	}
	config := a.config
	config.Hiring, config.Sessions = h.Hiring, h.Store.Sessions
	web, err := handlers.New(config)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	a.house = h
	a.web.Store(web)
	return nil
}

// closedDoor is the web while there is no house yet: it is alive, and every page says to come back.
func (a *App) closedDoor() error {
	config := a.config
	config.Hiring = hiring.New(hiring.Deps{Stems: search.Stems, Now: a.options.Now, Log: a.options.Log})
	web, err := handlers.New(config)
	if err == nil {
		a.web.Store(web)
	}
	return err
}

// awaits tells a refusal that ends by itself: a database elsewhere does not answer.
func (a *App) awaits(err error) bool { return a.options.DB != "" && store.IsDown(err) }

// demoLinkLife is how long sign-in links live outside production: somebody trying the demonstration takes their time.
const demoLinkLife = 24 * time.Hour

func (a *App) hasStarted() bool {
	select {
	case <-a.started:
		return true
	default:
		return false
	}
}

// Addr is where the service listens.
func (a *App) Addr() string { return a.listener.Addr().String() }

// shutdownPatience is how long requests under way may take once the service is asked to stop.
const shutdownPatience = 15 * time.Second

// Run serves until ctx is done, then lets the requests under way finish. prepare runs once the pool and the index are
// in step, before /readyz says so.
func (a *App) Run(ctx context.Context, prepare func(context.Context) error) error {
	failed := make(chan error, 1)
	go func() { failed <- a.server.Serve(a.listener) }()
	if err := a.start(ctx, prepare); err != nil {
		return errors.Join(err, a.server.Close())
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
	defer cancel()
	return a.server.Shutdown(patience)
}

func (a *App) start(ctx context.Context, prepare func(context.Context) error) error {
	for err := a.enter(ctx); err != nil; err = a.enter(ctx) {
		if !a.awaits(err) {
			return err
		}
		a.options.Log.Warn("the database does not answer: the service waits for it", slog.Any("cause", err))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(awaitEvery):
		}
	}
	if prepare != nil {
		if err := prepare(ctx); err != nil {
			return err
		}
	}
	if err := a.house.Hiring.StartPost(ctx); err != nil {
		return err
	}
	if _, err := a.house.Hiring.Daily(ctx); err != nil { // before anybody meets what is past its time
		return err
	}
	close(a.started)
	a.sweeping.Go(func() { a.sweep(ctx) })
	return nil
}

// awaitEvery is how often a database that does not answer is tried again.
const awaitEvery = time.Second

// enter opens the house, if it could not be before, and brings the pool and the index in step.
func (a *App) enter(ctx context.Context) error {
	if a.house == nil {
		if err := a.furnish(ctx); err != nil {
			return err
		}
	}
	return a.house.Hiring.Start(ctx)
}

// sweepEvery is how often what expired is removed: it opens nothing meanwhile, it only takes room.
const sweepEvery = time.Hour

func (a *App) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		st, now := a.house.Store, a.options.Now()
		if err := errors.Join(st.Sessions.Sweep(ctx, now), st.Secrets.Sweep(ctx, now), st.Attempts.Sweep(ctx, now)); err != nil && ctx.Err() == nil {
			a.house.Log.Warn("expired sessions and links stay", slog.Any("cause", err))
		}
		if _, err := a.house.Hiring.Daily(ctx); err != nil && ctx.Err() == nil {
			a.house.Log.Warn("what is past its time stays", slog.Any("cause", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Close lets go of the address and the folder.
func (a *App) Close() error {
	a.sweeping.Wait()
	err := a.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	if a.house == nil {
		return err
	}
	return errors.Join(err, a.house.Close())
}
