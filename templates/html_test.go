package templates

import (
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

func TestPagesAreWellFramed(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			if lang, _ := doc.Find("html").Attr("lang"); lang != "fr" {
				t.Errorf("lang is %q", lang)
			}
			h1 := strings.TrimSpace(doc.Find("h1").Text())
			if n := doc.Find("h1").Length(); n != 1 || h1 == "" {
				t.Errorf("%d h1, %q", n, h1)
			}
			if title := doc.Find("title").Text(); !strings.HasPrefix(title, h1+" — Candidathèque") {
				t.Errorf("the window is titled %q, the page %q", title, h1)
			}
			for _, landmark := range []string{"header", "nav", "main#contenu", "footer", "a.skip[href='#contenu']"} {
				if doc.Find(landmark).Length() == 0 {
					t.Errorf("no %s", landmark)
				}
			}
		})
	}
}

func TestHeadingsSkipNoLevel(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			last := 0
			doc.Find("main").Find("h1, h2, h3, h4").Each(func(_ int, h *goquery.Selection) {
				level := int(goquery.NodeName(h)[1] - '0')
				// The summary of errors and the notices stand beside the h1, so a jump back up is right.
				if level > last+1 {
					t.Errorf("« %s » is an h%d after an h%d", strings.TrimSpace(h.Text()), level, last)
				}
				last = level
			})
		})
	}
}

func TestEveryFieldHasItsLabel(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			doc.Find("input, select, textarea, progress").Each(func(_ int, field *goquery.Selection) {
				if kind, _ := field.Attr("type"); kind == "hidden" {
					return
				}
				id, _ := field.Attr("id")
				label := doc.Find("label").FilterFunction(func(_ int, l *goquery.Selection) bool {
					to, _ := l.Attr("for")
					return id != "" && to == id
				})
				if label.Length() != 1 || strings.TrimSpace(label.Text()) == "" {
					t.Errorf("field %q (%s) has %d labels", id, field.AttrOr("name", ""), label.Length())
				}
				if field.AttrOr("aria-invalid", "") == "true" && field.AttrOr("aria-describedby", "") == "" {
					t.Errorf("field %q is wrong and does not say why", id)
				}
			})
			doc.Find("fieldset").Each(func(_ int, f *goquery.Selection) {
				if strings.TrimSpace(f.ChildrenFiltered("legend").Text()) == "" {
					t.Errorf("a fieldset has no legend: %s", f.AttrOr("id", ""))
				}
			})
			doc.Find("button, a").Each(func(_ int, b *goquery.Selection) {
				if strings.TrimSpace(b.Text()) == "" {
					t.Errorf("a %s says nothing", goquery.NodeName(b))
				}
			})
		})
	}
}

func TestIdentifiersAreUniqueAndFound(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			ids := map[string]int{}
			doc.Find("[id]").Each(func(_ int, s *goquery.Selection) { ids[s.AttrOr("id", "")]++ })
			for id, n := range ids {
				if n > 1 || id == "" || strings.ContainsAny(id, " \t") {
					t.Errorf("identifier %q stands %d times", id, n)
				}
			}
			for _, attr := range []string{"aria-describedby", "aria-labelledby", "for", "list", "data-inplace"} {
				doc.Find("[" + attr + "]").Each(func(_ int, s *goquery.Selection) {
					for _, id := range strings.Fields(s.AttrOr(attr, "")) {
						if ids[id] == 0 {
							t.Errorf("%s=%q leads nowhere", attr, id)
						}
					}
				})
			}
			doc.Find("a[href^='#'], .problems a").Each(func(_ int, a *goquery.Selection) {
				if id := strings.TrimPrefix(a.AttrOr("href", ""), "#"); ids[id] == 0 {
					t.Errorf("the link %q leads nowhere", a.AttrOr("href", ""))
				}
			})
		})
	}
}

func TestTablesSayWhatTheyHold(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			doc.Find("table").Each(func(_ int, table *goquery.Selection) {
				if strings.TrimSpace(table.Find("caption").Text()) == "" {
					t.Error("a table has no caption")
				}
				table.Find("th").Each(func(_ int, th *goquery.Selection) {
					if th.AttrOr("scope", "") == "" {
						t.Errorf("the heading « %s » has no scope", th.Text())
					}
				})
			})
		})
	}
}

// The policy of the server forbids what is inline; this finds it before a browser does.
func TestNothingIsInlineNorForeign(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) { checkInert(t, doc) })
	}
}

func checkInert(t *testing.T, doc *goquery.Document) {
	t.Helper()
	if doc.Find("style, iframe, object, embed, base").Length() > 0 {
		t.Error("an element that the policy forbids")
	}
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("src", "") != assetPath("app.js") || s.Text() != "" {
			t.Errorf("a script that is not ours: %q", s.AttrOr("src", s.Text()))
		}
	})
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range s.Get(0).Attr {
			value := strings.ToLower(strings.TrimSpace(attr.Val))
			switch {
			case attr.Key == "style", strings.HasPrefix(attr.Key, "on"):
				t.Errorf("<%s %s=%q> is inline", goquery.NodeName(s), attr.Key, attr.Val)
			case isAddress(attr) && strings.HasPrefix(value, "javascript:"), isAddress(attr) && strings.HasPrefix(value, "data:"):
				t.Errorf("<%s %s=%q>", goquery.NodeName(s), attr.Key, attr.Val)
			case attr.Key == "src" && !strings.HasPrefix(attr.Val, "/static/"):
				t.Errorf("%q comes from elsewhere", attr.Val)
			}
		}
	})
}

func isAddress(attr html.Attribute) bool {
	return attr.Key == "href" || attr.Key == "src" || attr.Key == "action" || attr.Key == "formaction"
}

// readable and writable are the addresses a page may lead to, and send to (contract.md, Pages).
var (
	readable = regexp.MustCompile(`^(/|/connexion(\?next=.+)?|/offres(\?.+)?|/offres/nouvelle|/besoins/nouveau|/offres/[^/]+(/modifier|/clause)?(#.+)?` +
		`|/propositions/[^/?]+|/mises-en-relation/[^/?]+|/invitations(\?.+)?|/inviter\?person=[^&]+|/rencontres(/nouvelle|/[^/]+(/modifier)?)?` +
		`|/candidatheque(\?.+)?|/candidatheque/[^/]+(/modifier)?|/preselections/[^/]+(/exclus/[a-z]+)?|/imports|/imports/[^/]+(\?format=csv)?` +
		`|/candidatheque/[^/]+/(offres|eligibilite)|/eligibilites(\?.+)?|/journal(\?.+)?|/courriels(\?.+)?|/courriels/[^/]+|/imports/[^/]+/colonnes` +
		`|/personnes(/nouvelle|/a-relire|/accords|/doublons(/[^/]+/[^/]+)?)?(\?.+)?|/se-proposer` +
		`|/formations(\?.+)?|/formations/nouvelle|/formations/[^/]+/modifier|/formations/certificats/[^/]+` +
		`|/compte|/admin|/accessibilite|/donnees-personnelles|/galerie(\?exemple=[a-z0-9-]+)?|/api/v1/openapi\.yaml` +
		`|/listes(/[^/]+)?` +
		`|/admin/(conservation|archives|effacement(/fichier\?dossier=.+)?)|/personnes/retour` +
		`|/mes-donnees(/[^/]+(/corriger|/effacer|/fichier(\?format=texte)?|#pause)?)?` +
		`|/invitations/[^/]+(/arret|/rendez-vous\.ics)?` +
		`|/confirmer-identite(\?next=.+)?|/mot-de-passe|/compte/(mot-de-passe|adresse|double-authentification)|/admin/comptes/[^/]+` +
		`|/inscription(/offre|/merci|\?corriger=1)?|/entreprises(/[0-9]{14}(#.+)?)?(\?.+)?|/offres/nouvelle\?siret=.+` +
		`|/avis|/mises-en-relation/[^/]+(/fiche(\.pdf)?)?` +
		`|#.+|tel:.+|mailto:.+|https://formulaire\.defenseurdesdroits\.fr/)$`)
	writable = regexp.MustCompile(`^(/connexion(/[^/]+)?|/deconnexion|/offres|/offres/[^/]+/(modifier|clause|soumettre|publier|renvoyer|formulations|suspendre|reprendre|retirer|dupliquer|preselections)` +
		`|/inviter|/propositions/[^/]+/(reponse|questions|annuler|relancer|lettre)|/rencontres(/[^/]+/(modifier|clore|rouvrir|annuler))?|/candidatheque/[^/]+/rappels` +
		`|/mises-en-relation/[^/]+/(creneau|rencontre|absence|embauche|refus|annuler|retrait|suivi)|/offres/[^/]+/(creneaux(/retirer)?|rouvrir)|/(reponses|avis)/[^/]+` +
		`|/confirmer-identite|/connexion/code|/mot-de-passe(/[^/]+)?|/bienvenue/[^/]+|/adresse/[^/]+` +
		`|/compte/(mot-de-passe|adresse|double-authentification(/codes|/retirer)?|sessions(/[^/]+)?/fermer)|/admin/comptes/[^/]+/(roles|fermer|rouvrir|inviter|double-authentification)` +
		`|/inscription(/offre|/renvoyer|/confirmer/[^/]+)?` +
		`|/entreprises/(rejoindre|[0-9]{14}/(approuver|refuser|suspendre|reprendre|redemander|quitter|demandes/[^/]+/(accepter|refuser)|membres/[^/]+/retirer))` +
		`|/admin/effacement|/admin/archives|/personnes/retour` +
		`|/invitations/[^/]+(/arret)?` +
		`|/mes-donnees(/[^/]+/(corriger|demander|pause|reprendre|rappels|garder|accord|effacer))?` +
		`|/listes(/ajouter|/[^/]+/(retirer|renommer|partager|supprimer))?` +
		`|/preselections/[^/]+/(relire|partager|clore|actualiser|ajouter)|/preselections/[^/]+/personnes/[^/]+/(retenir|ecarter)` +
		`|/candidatheque/[^/]+/offres/[^/]+/ajouter|/candidatheque/[^/]+/eligibilite(/[A-Z0-9_]+/retirer)?|/imports/[^/]+/(colonnes|importer|abandonner)` +
		`|/offres/[^/]+/(diffuser|arreter-diffusion|positionner)|/positions/[^/]+/(ajouter|ecarter)|/alertes/[^/]+/(voir|ecarter|ajouter)|/formations|/formations/[^/]+/(modifier|clore|rouvrir)` +
		`|/preselections/[^/]+/cartes/[^/]+/(interesse|decliner)|/imports|/courriels/[^/]+/(renvoyer|annuler|dit)|/courriels/arret/[^/]+|/compte/jetons(/[^/]+/revoquer)?|/admin/comptes` +
		`|/personnes(/accords|/doublons/[^/]+/[^/]+/(reunir|distinguer))?|/se-proposer|/accord/[^/]+` +
		`|/candidatheque/[^/]+/(modifier|proposer|accepter|refuser|rouvrir|accord|lien-accord|retrait|demandes|accompagnements(/renouveler|/terminer)?))$`)
	searchable = regexp.MustCompile(`^(/admin/effacement|/candidatheque|/inscription|/entreprises|/eligibilites|/journal|/personnes|/formations|/inviter|/invitations|/preselections/[^/]+#ajouter|/galerie)$`)
)

// sheetOfPage is the table of a page as a file, at the page's own address; an example of the gallery has the gallery's.
var sheetOfPage = regexp.MustCompile(`^[^?]*\?([^?]+&)?format=csv$`)

func TestLinksAndFormsLeadToKnownAddresses(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			doc.Find("a").Each(func(_ int, a *goquery.Selection) {
				href := a.AttrOr("href", "")
				if sheetOfPage.MatchString(href) {
					return
				}
				if !readable.MatchString(href) {
					t.Errorf("the link « %s » leads to %q", strings.TrimSpace(a.Text()), href)
				}
			})
			doc.Find("form").Each(func(_ int, f *goquery.Selection) {
				known := writable
				if f.AttrOr("method", "") == "get" {
					known = searchable
				}
				if action := f.AttrOr("action", ""); !known.MatchString(action) {
					t.Errorf("a form sends to %q by %q", action, f.AttrOr("method", ""))
				}
			})
		})
	}
}

func TestOnePrimaryAction(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			if doc.Find("h1").Text() == (GalleryPage{}).Title() {
				return
			}
			if n := doc.Find("main .first").Length(); n > 1 {
				t.Errorf("%d primary actions: %s", n, doc.Find("main .first").Text())
			}
		})
	}
}

// People take tables along: each page that shows one gives it as a file too.
func TestEveryTableCanBeTakenAlong(t *testing.T) {
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			if doc.Find("h1").Text() == (GalleryPage{}).Title() {
				return
			}
			links := doc.Find("main a[download]").FilterFunction(func(_ int, a *goquery.Selection) bool {
				return sheetOfPage.MatchString(a.AttrOr("href", ""))
			})
			if doc.Find("main table").Length() > 0 && links.Length() != 1 {
				t.Errorf("%d links to the file of the page's table, want 1", links.Length())
			}
		})
	}
}
