package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience bounds one act on a page, so that a test ends. It is no measure: a person has left long before, and a machine that
// compiles beside the test needs much of it.
const patience = time.Minute

// View is the window a person looks through. Width and Height are CSS pixels.
type View struct {
	Width, Height int64
	NoScript      bool
	Dark          bool
}

// The windows every page is tried in: a desk, the smallest phone still in use.
var (
	Desktop = View{Width: 1280, Height: 900}
	Phone   = View{Width: 360, Height: 740}
)

// WithoutScript is the same window with JavaScript switched off.
func (v View) WithoutScript() View { v.NoScript = true; return v }

// InTheDark is the same window for somebody who asked for dark colours.
func (v View) InTheDark() View { v.Dark = true; return v }

// Page is one window with its own cookies. An uncaught script error, or anything the content security policy
// blocked, fails the test when it ends.
type Page struct {
	tb   testing.TB
	ctx  context.Context
	view View

	mu         sync.Mutex
	complaints []string
}

// Open starts a Chromium with one empty window, stopped when the test ends.
func Open(tb testing.TB, view View) *Page {
	tb.Helper()
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options(tb)...)
	tb.Cleanup(stop)
	return open(tb, allocator, view)
}

// Another opens a window for another person: same Chromium, no shared cookie.
func (p *Page) Another(view View) *Page {
	p.tb.Helper()
	// Not chromedp.WithNewBrowserContext: it asks for a tab, which Chromium refuses while the new person has no window.
	browser := cdp.WithExecutor(p.ctx, chromedp.FromContext(p.ctx).Browser)
	person, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(browser)
	if err != nil {
		p.tb.Fatalf("Chromium refuse une deuxième personne : %v", err)
	}
	window, err := target.CreateTarget("about:blank").WithBrowserContextID(person).WithNewWindow(true).Do(browser)
	if err != nil {
		p.tb.Fatalf("Chromium refuse une deuxième fenêtre : %v", err)
	}
	return open(p.tb, p.ctx, view, chromedp.WithTargetID(window))
}

func open(tb testing.TB, parent context.Context, view View, opts ...chromedp.ContextOption) *Page {
	tb.Helper()
	ctx, closeWindow := chromedp.NewContext(parent, opts...)
	page := &Page{tb: tb, ctx: ctx, view: view}
	tb.Cleanup(func() {
		closeWindow()
		page.reportComplaints()
	})
	chromedp.ListenTarget(ctx, page.listen)
	if err := chromedp.Run(ctx, view.actions()...); err != nil {
		tb.Fatalf("Chromium ne démarre pas : %v", err)
	}
	return page
}

// actions set the window up. Motion is reduced so that no transition is caught half-way by a check of contrasts.
func (v View) actions() []chromedp.Action {
	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	return []chromedp.Action{
		log.Enable(),
		chromedp.EmulateViewport(v.Width, v.Height),
		emulation.SetScriptExecutionDisabled(v.NoScript),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		}),
	}
}

// options are those of a sandboxless, silent Chromium: tests run as root in containers, with no network to call home.
func options(tb testing.TB) []chromedp.ExecAllocatorOption {
	tb.Helper()
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts, chromedp.ExecPath(chromium(tb)), chromedp.WSURLReadTimeout(time.Minute))
	for _, flag := range []string{
		"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-dev-shm-usage",
		"disable-background-networking", "disable-component-update", "disable-sync",
	} {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	return opts
}

func chromium(tb testing.TB) string {
	tb.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	tb.Fatal("Chromium est introuvable : `make test` l'installe, ou bien `apt-get install chromium`")
	return ""
}

// listen keeps what a page did wrong by itself. Failed downloads are left out: error pages are visited on purpose.
func (p *Page) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complain(e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Source == log.SourceSecurity && e.Entry.Level == log.LevelError {
			p.complain(e.Entry.Text)
		}
	}
}

func (p *Page) complain(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.complaints = append(p.complaints, text)
}

// Complaints are the script errors and blocked contents seen so far; reading them clears them.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := p.complaints
	p.complaints = nil
	return seen
}

func (p *Page) reportComplaints() {
	for _, complaint := range p.Complaints() {
		p.tb.Errorf("la page s'est plainte : %s", complaint)
	}
}

// do runs actions within patience and fails the test saying what was being done, and where.
func (p *Page) do(what string, actions ...chromedp.Action) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.fail(what, err)
	}
}

func (p *Page) fail(what string, cause error) {
	p.tb.Helper()
	var where, title, text string
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	err := chromedp.Run(ctx,
		chromedp.Location(&where),
		chromedp.Title(&title),
		chromedp.Evaluate(`(document.querySelector("main") ?? document.body)?.innerText.slice(0, 1500) ?? ""`, &text),
	)
	if err != nil {
		where = fmt.Sprintf("page illisible (%v)", err)
	}
	p.Screenshot("echec")
	p.tb.Fatalf("%s : %v\n  sur %s « %s »\n  %s", what, cause, where, title, strings.ReplaceAll(text, "\n", "\n  "))
}

// Screenshot keeps the whole page as NAME.png in the folder CANDIDATHEQUE_SHOTS, and does nothing when it is not
// set: looking is for people, and costs a tenth of a second a page.
func (p *Page) Screenshot(name string) {
	p.tb.Helper()
	folder := os.Getenv("CANDIDATHEQUE_SHOTS")
	if folder == "" {
		return
	}
	var png []byte
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		p.tb.Errorf("capture de « %s » : %v", name, err)
		return
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		p.tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		p.tb.Fatal(err)
	}
}
