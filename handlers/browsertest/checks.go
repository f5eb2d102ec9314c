package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Violation is one rule of axe-core broken on a page.
type Violation struct {
	Rule   string `json:"id"`
	Impact string `json:"impact"` // minor, moderate, serious, critical
	Help   string `json:"help"`
	Nodes  []struct {
		Target []any  `json:"target"` // selectors, nested by frame
		HTML   string `json:"html"`
	} `json:"nodes"`
}

func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) : %s", v.Rule, v.Impact, v.Help)
	for _, node := range v.Nodes {
		fmt.Fprintf(&b, "\n    %v  %.160s", node.Target, node.HTML)
	}
	return b.String()
}

// Axe fails the test on every serious or critical violation of the page, naming the rule and the elements.
func (p *Page) Axe() {
	p.tb.Helper()
	for _, violation := range p.Violations() {
		p.tb.Errorf("accessibilité de %s : %s", p.URL(), violation)
	}
}

// Violations are the serious and critical ones of the page as it stands. axe-core enters through the debugger, so it
// runs under any content security policy; where scripts are off they are allowed again for the time of the check, since
// axe-core awaits timers, and what the page shows does not change for it.
func (p *Page) Violations() []Violation {
	p.tb.Helper()
	var report string
	p.do("contrôle d'accessibilité",
		emulation.SetScriptExecutionDisabled(false),
		chromedp.Evaluate(p.axeSource()+"\n;true", nil),
		chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`,
			&report, awaitPromise),
		emulation.SetScriptExecutionDisabled(p.view.NoScript))
	var all, grave []Violation
	if err := json.Unmarshal([]byte(report), &all); err != nil {
		p.tb.Fatalf("réponse d'axe-core illisible : %v", err)
	}
	for _, violation := range all {
		if violation.Impact == "serious" || violation.Impact == "critical" {
			grave = append(grave, violation)
		}
	}
	return grave
}

func awaitPromise(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }

// axeSource reads axe-core from the ignored folder of the pinned tools.
func (p *Page) axeSource() string {
	p.tb.Helper()
	source, err := os.ReadFile(filepath.Join(p.root(), "tools", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		p.tb.Fatalf("axe-core est introuvable (%v) : `make test` l'installe, ou bien `npm ci --prefix tools`", err)
	}
	return string(source)
}

// root walks up from the tested package to the folder of go.mod.
func (p *Page) root() string {
	p.tb.Helper()
	folder, err := os.Getwd()
	if err != nil {
		p.tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			p.tb.Fatal("aucun go.mod au-dessus du test")
		}
		folder = parent
	}
}

// NoHorizontalScroll fails the test when the page is wider than its window, naming what sticks out: on a phone, that
// is a page to be read with two hands.
func (p *Page) NoHorizontalScroll() {
	p.tb.Helper()
	if wide := p.StickingOut(); len(wide) > 0 {
		p.tb.Errorf("%s déborde de la fenêtre : %s", p.URL(), strings.Join(wide, ", "))
	}
}

// StickingOut lists the elements that make the page scroll sideways, at most five. What stands in a box that scrolls
// by itself, such as a wide table, does not count.
func (p *Page) StickingOut() []string {
	p.tb.Helper()
	var wide []string
	p.Script(`(() => {
		const page = document.documentElement;
		if (page.scrollWidth <= page.clientWidth) return [];
		const boxed = e => { for (let a = e.parentElement; a && a !== document.body; a = a.parentElement)
			if (getComputedStyle(a).overflowX !== "visible") return true; return false; };
		const out = [...document.body.querySelectorAll("*")]
			.filter(e => e.getBoundingClientRect().right > page.clientWidth + 1 && !boxed(e))
			.map(e => e.localName + (e.id ? "#" + e.id : "") + [...e.classList].map(c => "." + c).join(""));
		return [...new Set(out), "largeur " + page.scrollWidth].slice(0, 5);
	})()`, &wide)
	return wide
}
