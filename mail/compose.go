package mail

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	text "text/template"
	"unicode"

	"github.com/vanng822/go-premailer/premailer"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// Composer makes mails of letters. It is safe for concurrent use.
type Composer struct {
	site  string
	texts map[string]*text.Template
	pages map[string]*template.Template
}

// view is what the templates of a letter see. Link is the address of its signed link, with domain.LinkMark in place of
// the token; empty when it has none. Site is the address of the service.
type view struct {
	Letter domain.Letter
	To     domain.Recipient
	Link   string
	Site   string
}

// NewComposer reads every template and puts the style sheet into the tags, once. site is the base URL of links, without
// a slash at its end. It fails when a template is wrong, or lacks its other half.
func NewComposer(site string) (*Composer, error) {
	c := &Composer{site: site, texts: map[string]*text.Template{}, pages: map[string]*template.Template{}}
	files := templates.Mails()
	names, err := fs.Glob(files, "mails/*_for_*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		kind := strings.TrimSuffix(path.Base(name), path.Ext(name))
		if err := c.read(files, kind); err != nil {
			return nil, fmt.Errorf("mail: %s: %w", kind, err)
		}
	}
	return c, nil
}

// read parses both halves of a kind of letter. The subject and the reason, defined in the text, are shared.
func (c *Composer) read(files fs.FS, kind string) error {
	words := templates.LetterWords()
	words["page"], words["duration"], words["places"] = c.page, duration, places
	plain, err := text.New(kind).Funcs(words).ParseFS(files, "mails/layout.txt", "mails/"+kind+".txt")
	if err != nil {
		return err
	}
	layout, err := fs.ReadFile(files, "mails/layout.html")
	if err != nil {
		return err
	}
	body, err := fs.ReadFile(files, "mails/"+kind+".html")
	if err != nil {
		return err
	}
	shared, err := fs.ReadFile(files, "mails/"+kind+".txt")
	if err != nil {
		return err
	}
	source, err := inlined(string(layout), string(body))
	if err != nil {
		return err
	}
	page, err := template.New(kind).Funcs(words).Parse(source)
	if err == nil {
		_, err = page.Parse(definition(string(shared), "subject") + definition(string(shared), "because"))
	}
	c.texts[kind], c.pages[kind] = plain, page
	return err
}

// definition cuts one {{define}} out of a source.
func definition(source, name string) string {
	begin := strings.Index(source, `{{define "`+name+`"}}`)
	if begin < 0 {
		return ""
	}
	end := strings.Index(source[begin:], "{{end}}\n")
	if end < 0 {
		return source[begin:]
	}
	return source[begin : begin+end+len("{{end}}")]
}

// Compose makes the mail of a letter, with domain.LinkMark in place of the token of its link.
func (c *Composer) Compose(letter domain.Letter, to domain.Recipient, linkPath string) (domain.MailBody, error) {
	kind := letter.Kind()
	plain, page := c.texts[kind], c.pages[kind]
	if plain == nil || page == nil {
		return domain.MailBody{}, fmt.Errorf("mail: no template %q", kind)
	}
	v := view{Letter: letter, To: to, Site: c.site}
	v.To.Name = OneLine(to.Name)
	if linkPath != "" {
		v.Link = c.site + linkPath + domain.LinkMark
	}
	var subject, body, html bytes.Buffer
	for _, part := range []struct {
		err error
	}{
		{plain.ExecuteTemplate(&subject, "subject", v)}, {plain.ExecuteTemplate(&body, "layout", v)}, {page.ExecuteTemplate(&html, "layout", v)},
	} {
		if part.err != nil {
			return domain.MailBody{}, fmt.Errorf("mail: %w", part.err)
		}
	}
	return domain.MailBody{Subject: cut(OneLine(subject.String())), Text: strings.TrimSpace(body.String()) + "\n", HTML: strings.TrimSpace(html.String()) + "\n",
		Calendar: c.calendar(letter, v.To)}, nil
}

// calendar is the part of a letter that tells of a meeting; empty for another.
func (c *Composer) calendar(letter domain.Letter, to domain.Recipient) string {
	scheduled, may := letter.(domain.Scheduled)
	if !may {
		return ""
	}
	event, meets := scheduled.Event()
	if !meets {
		return ""
	}
	host := "localhost"
	if site, err := url.Parse(c.site); err == nil && site.Hostname() != "" {
		host = site.Hostname()
	}
	organizer := documents.Attendee{Name: senderName, Address: "rendez-vous@" + host}
	return documents.CalendarPart(event, organizer, documents.Attendee{Name: to.Name, Address: to.Address})
}

// page is the full address of a page of the service; what follows the first part is one key, escaped.
func (c *Composer) page(at string, key ...string) string {
	address := c.site + at
	if len(key) > 0 {
		address += url.PathEscape(strings.Join(key, ""))
	}
	return address
}

// OneLine puts a space in place of every line end and control character: nothing that a person typed makes a header.
func OneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, s)), " ")
}

// longestSubject is in characters.
const longestSubject = 150

func cut(s string) string {
	if runes := []rune(s); len(runes) > longestSubject {
		return string(runes[:longestSubject-1]) + "…"
	}
	return s
}

func duration(minutes int) string {
	switch {
	case minutes%(24*60) == 0 && minutes > 24*60:
		return strconv.Itoa(minutes/(24*60)) + " jours"
	case minutes%60 == 0 && minutes > 60:
		return strconv.Itoa(minutes/60) + " heures"
	case minutes == 60:
		return "une heure"
	}
	return strconv.Itoa(minutes) + " minutes"
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return strconv.Itoa(n) + " places"
}

// action is anything between the braces of a template.
var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// inlined puts the style sheet of the layout into the tags of a letter, since mail readers drop style sheets. The actions
// of the templates pass through as words that mean nothing to HTML.
func inlined(layout, body string) (string, error) {
	body = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(body), `{{define "html"}}`), "{{end}}")
	layout = strings.TrimSpace(strings.Replace(layout, `{{template "html" .}}`, body, 1))
	layout = strings.TrimSuffix(strings.TrimPrefix(layout, `{{define "layout"}}`), "{{end}}")
	var actions []string
	marked := action.ReplaceAllStringFunc(layout, func(a string) string {
		actions = append(actions, a)
		return mark(len(actions) - 1)
	})
	options := premailer.NewOptions()
	options.CssToAttributes = false
	options.RemoveClasses = true
	p, err := premailer.NewPremailerFromString(marked, options)
	if err != nil {
		return "", err
	}
	styled, err := p.Transform()
	if err != nil {
		return "", err
	}
	for i := len(actions) - 1; i >= 0; i-- {
		if !strings.Contains(styled, mark(i)) {
			return "", fmt.Errorf("the action %s was lost while the styles were put in place", actions[i])
		}
		styled = strings.ReplaceAll(styled, mark(i), actions[i])
	}
	return `{{define "layout"}}` + styled + `{{end}}`, nil
}

func mark(i int) string { return "action" + strconv.Itoa(i) + "noitca" }
