package browsertest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// Go opens an address and returns the status of the page it ends on, redirections followed.
func (p *Page) Go(url string) int {
	p.tb.Helper()
	return p.land("ouvrir "+url, chromedp.Navigate(url))
}

// Follow clicks what the selector finds (a link, a button that sends its form) and returns the status of the next page.
func (p *Page) Follow(selector string) int {
	p.tb.Helper()
	return p.land("suivre « "+selector+" »", chromedp.Click(selector, chromedp.ByQuery))
}

// FollowKeys presses keys that lead to another page, such as Enter on a focused link, and returns its status.
func (p *Page) FollowKeys(keys ...string) int {
	p.tb.Helper()
	return p.land("touches menant à une autre page", chromedp.KeyEvent(strings.Join(keys, "")))
}

// land runs actions that lead to another document and waits for its load.
func (p *Page) land(what string, actions ...chromedp.Action) int {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, actions...)
	if err != nil {
		p.fail(what, err)
	}
	if response == nil {
		return 0
	}
	return int(response.Status)
}

// Click clicks what the selector finds, once it is visible, and stays on the page.
func (p *Page) Click(selector string) {
	p.tb.Helper()
	p.do("cliquer sur « "+selector+" »", chromedp.Click(selector, chromedp.ByQuery))
}

// Fill replaces the content of a text field by what a person would type.
func (p *Page) Fill(selector, value string) {
	p.tb.Helper()
	p.do("remplir « "+selector+" »",
		chromedp.WaitVisible(selector, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).value = ""`, selector), nil),
		chromedp.SendKeys(selector, value, chromedp.ByQuery))
}

// Upload puts files in a file field, as its picker would.
func (p *Page) Upload(selector string, paths ...string) {
	p.tb.Helper()
	p.do("joindre à « "+selector+" »", chromedp.WaitVisible(selector, chromedp.ByQuery), chromedp.SetUploadFiles(selector, paths, chromedp.ByQuery))
}

// Choose sets a list, a date or a time field to a value, as its picker would, and tells the page's script.
func (p *Page) Choose(selector, value string) {
	p.tb.Helper()
	var found bool
	p.do("choisir dans « "+selector+" »",
		chromedp.WaitVisible(selector, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`(() => {
			const field = document.querySelector(%q);
			field.value = %q;
			field.dispatchEvent(new Event("input", {bubbles: true}));
			field.dispatchEvent(new Event("change", {bubbles: true}));
			return field.value === %q;
		})()`, selector, value, value), &found))
	if !found {
		p.tb.Fatalf("« %s » n'accepte pas la valeur %q", selector, value)
	}
}

// PressKeys types on the focused element; use the names of package kb for Tab, Enter and the like.
func (p *Page) PressKeys(keys ...string) {
	p.tb.Helper()
	p.do("touches", chromedp.KeyEvent(strings.Join(keys, "")))
}

// Focused describes the element that has the keyboard: `button#publier « Publier l'offre »`.
func (p *Page) Focused() string {
	p.tb.Helper()
	var focused string
	p.do("lire le focus", chromedp.Evaluate(`(() => {
		const e = document.activeElement;
		if (!e || e === document.body) return "";
		const name = (e.labels && e.labels[0] || e).innerText || "";
		return e.localName + (e.id ? "#" + e.id : "") + " « " + name.trim() + " »";
	})()`, &focused))
	return focused
}

// WaitFor waits until something visible answers the selector.
func (p *Page) WaitFor(selector string) {
	p.tb.Helper()
	p.until("attendre « "+selector+" »", fmt.Sprintf(`document.querySelector(%q)?.checkVisibility() ?? false`, selector))
}

// WaitForText waits until what the selector finds holds the text; it is for what a script changes in place.
func (p *Page) WaitForText(selector, text string) {
	p.tb.Helper()
	p.until(fmt.Sprintf("attendre « %s » dans « %s »", text, selector),
		fmt.Sprintf(`(document.querySelector(%q)?.innerText ?? "").includes(%q)`, selector, text))
}

// Text is the visible text of the first element found; none found fails the test.
func (p *Page) Text(selector string) string {
	p.tb.Helper()
	what := "lire « " + selector + " »"
	p.until(what, fmt.Sprintf(`document.querySelector(%q)?.checkVisibility() ?? false`, selector))
	var text string
	p.do(what, chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ""`, selector), &text))
	return strings.TrimSpace(text)
}

// Texts are the visible texts of all the elements found, in the order of the page.
func (p *Page) Texts(selector string) []string {
	p.tb.Helper()
	var texts []string
	p.Script(fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.innerText.trim())`, selector), &texts)
	return texts
}

// until evaluates a condition again and again until it holds. It looks at the page as one: a script that replaces an
// element, or a page that comes in the place of another, is not met between two looks.
func (p *Page) until(what, condition string) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	again := time.NewTicker(40 * time.Millisecond)
	defer again.Stop()
	for {
		var holds bool
		err := chromedp.Run(ctx, chromedp.Evaluate(condition, &holds))
		if err == nil && holds {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			p.fail(what, errors.Join(err, ctx.Err()))
		}
	}
}

// Count is the number of elements found, hidden ones too.
func (p *Page) Count(selector string) int { p.tb.Helper(); return len(p.Texts(selector)) }

// Attribute is the attribute's value on the first element found, empty when absent.
func (p *Page) Attribute(selector, name string) string {
	p.tb.Helper()
	var value string
	var present bool
	p.do("lire « "+selector+" »", chromedp.AttributeValue(selector, name, &value, &present, chromedp.ByQuery))
	return value
}

// URL is the address of the page.
func (p *Page) URL() string {
	p.tb.Helper()
	var url string
	p.do("lire l'adresse", chromedp.Location(&url))
	return url
}

// Script evaluates an expression in the page, whatever its policy, and reads the value into result.
func (p *Page) Script(expression string, result any) {
	p.tb.Helper()
	p.do("script", chromedp.Evaluate(expression, result))
}
