package templates

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func TestDaysAreSaidInWords(t *testing.T) {
	if got := longDay(domain.NewDate(2026, time.December, 15)); got != "mardi 15 décembre 2026" {
		t.Errorf("got %q", got)
	}
	if got := longDay(0); got != "" {
		t.Errorf("an unknown day says %q", got)
	}
}

func TestInstantsAreSaidFromNow(t *testing.T) {
	now := time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)
	for _, tt := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"never", time.Time{}, ""},
		{"just now", now.Add(-20 * time.Second), "à l'instant"},
		{"a minute ago", now.Add(-time.Minute), "il y a 1 minute"},
		{"a while ago", now.Add(-50 * time.Minute), "il y a 50 minutes"},
		{"this morning", now.Add(-3 * time.Hour), "il y a 3 heures"},
		{"yesterday evening in Paris, the same day in UTC", time.Date(2026, time.November, 23, 22, 30, 0, 0, time.UTC), "hier"},
		{"three days ago", now.AddDate(0, 0, -3), "il y a 3 jours"},
		{"last summer", now.AddDate(0, -4, 0), "le 24 juillet 2026"},
		{"tomorrow", now.AddDate(0, 0, 1), "demain"},
		{"next week", now.AddDate(0, 0, 7), "dans 7 jours"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := momentOf(tt.at, now).Words; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := momentOf(now, now).Full; got != "mardi 24 novembre 2026 à 10\u00a0h\u00a030" {
		t.Errorf("the full date says %q", got)
	}
}

func TestFreeFromADay(t *testing.T) {
	now := time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)
	today := domain.DayOf(now)
	for want, day := range map[string]domain.Date{"": 0, "libre": today - 3, "libre demain": today + 1, "libre dans 8 jours": today + 8} {
		if got := freeWords(day, now); got != want {
			t.Errorf("day %s: got %q, want %q", day, got, want)
		}
	}
}

func TestPayIsSaidWithItsUnit(t *testing.T) {
	for _, tt := range []struct {
		pay  domain.Pay
		want string
	}{
		{domain.Pay{Min: 1250, Unit: domain.PayHour}, "12,50 € de l'heure"},
		{domain.Pay{Min: 1205, Max: 1300, Unit: domain.PayHour}, "de 12,05 € à 13 € de l'heure"},
		{domain.Pay{Min: 182000, Unit: domain.PayMonth}, "1\u202f820 € par mois"},
		{domain.Pay{Min: 2400000, Max: 2400000, Unit: domain.PayYear}, "24\u202f000 € par an"},
		{domain.Pay{}, ""},
	} {
		if got := payWords(tt.pay); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.pay, got, tt.want)
		}
	}
}

func TestNumbersNeverStandAlone(t *testing.T) {
	for n, want := range map[int]string{0: "0 place", 1: "1 place", 2: "2 places", 1234567: "1\u202f234\u202f567 places"} {
		if got := count(n, "place", "places"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for n, want := range map[int]string{0: "0 mois", 8: "8 mois", 12: "1 an", 27: "2 ans et 3 mois", 60: "5 ans"} {
		if got := months(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEmployersReadNoSmallFigure(t *testing.T) {
	employer, staff := MatchCount{State: CountKnown}, MatchCount{State: CountKnown, Exact: true}
	for n := 1; n < 5; n++ {
		if got := employer.people(n); got != "moins de 5 personnes" {
			t.Errorf("an employer reads %q for %d", got, n)
		}
	}
	if got := staff.people(3); got != "3 personnes" {
		t.Errorf("staff read %q", got)
	}
	if got := employer.people(5); got != "5 personnes" {
		t.Errorf("an employer reads %q for 5", got)
	}
}

func TestWindowsAreSaidInWords(t *testing.T) {
	for text, want := range map[string]string{
		"lu-ve 08:00-16:30": "du lundi au vendredi, de 8\u00a0h à 16\u00a0h\u00a030",
		"lu,me 9h-12h":      "le lundi et le mercredi, de 9\u00a0h à 12\u00a0h",
		"sa-di 22h-6h":      "le samedi et le dimanche, de 22\u00a0h à 6\u00a0h",
		"lu-di 5h-23h":      "tous les jours, de 5\u00a0h à 23\u00a0h",
	} {
		window, err := domain.ParseWindow(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := windowWords(window); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestUnknownLanguageSkillsAreToBeChecked(t *testing.T) {
	for want, l := range map[string]domain.Language{
		"français : comprend, lit et écrit":              {Code: "fr", Understand: domain.Yes, Read: domain.Yes, Write: domain.Yes},
		"français : comprend (à vérifier : écrit)":       {Code: "FR", Understand: domain.Yes, Read: domain.No},
		"anglais : à vérifier":                           {Code: "en"},
		"arabe : non":                                    {Code: "ar", Understand: domain.No, Read: domain.No, Write: domain.No},
		"lingala : comprend (à vérifier : lit et écrit)": {Code: "lingala", Understand: domain.Yes},
	} {
		if got := LanguageWords(l); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHighlightsAreSplitAndUnescaped(t *testing.T) {
	got := ParseHighlight("du <mark>coffrage</mark> &amp; des <mark>dalles</mark>")
	want := Highlight{{"du ", false}, {"coffrage", true}, {" & des ", false}, {"dalles", true}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := ParseHighlight("jamais <mark>fermé"); !slices.Equal(got, Highlight{{"jamais ", false}, {"fermé", true}}) {
		t.Errorf("an unclosed mark gives %v", got)
	}
}

func TestEveryStateHasWordShapeAndTone(t *testing.T) {
	var states []State
	for _, s := range domain.OfferStatuses() {
		states = append(states, offerState(s))
		for _, v := range []Viewer{{Roles: domain.RoleEmployer}, {Roles: domain.RoleReferent}} {
			if nextStep(s, false, v) == "" {
				t.Errorf("nothing says what comes after %q to %s", s, v.Roles)
			}
		}
	}
	gallery := GalleryPage{}
	for _, s := range gallery.ShortlistStates() {
		states = append(states, shortlistState(s))
	}
	for _, d := range gallery.Decisions() {
		states = append(states, decisionState(d))
	}
	for _, s := range gallery.Sides() {
		states = append(states, sideState(s))
	}
	for _, s := range gallery.ImportStates() {
		states = append(states, importState(s))
	}
	for _, score := range gallery.Scores() {
		states = append(states, bandOf(score))
	}
	for _, s := range states {
		if s.Word == "" || s.Shape == "" || s.Tone == "" {
			t.Errorf("incomplete state %+v", s)
		}
	}
}

func TestProblemsFollowTheForm(t *testing.T) {
	got := summaryOf(domain.FieldErrors{"licences": "c", "title": "a", "pay_min": "b", "entries": "z", "": "y"})
	want := []Problem{{"title", "a"}, {"pay_min", "b"}, {"licence", "c"}, {"entries", "z"}, {"", "y"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestRequirementLinesEndWithAnEmptyOne(t *testing.T) {
	full := []NeedLine{{Value: "lire un plan", Need: domain.Trainable}}
	for _, rows := range [][]NeedLine{nil, full, append(slices.Clone(full), NeedLine{})} {
		got := newLines("skill", "Compétences", "Compétence", "Ajouter", rows, nil).Rows
		if got[len(got)-1].Value != "" || len(got) > 1 && got[len(got)-2].Value == "" {
			t.Errorf("%v gives %v", rows, got)
		}
	}
}

func TestDeIsElidedBeforeAVowel(t *testing.T) {
	for name, want := range map[string]string{"Awa Diop": "d'Awa Diop", "Émile": "d'Émile", "Karim": "de Karim", "Yanis": "de Yanis", "cette personne": "de cette personne", "": "de "} {
		if got := of(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAnAdviserReadsThatPeopleAreAsked(t *testing.T) {
	adviser := Viewer{Roles: domain.RoleAdviser}
	if got := nextStep(domain.OfferPublished, true, adviser); !strings.Contains(got, "positionnez une personne que vous suivez") {
		t.Errorf("shown: %q", got)
	}
	if got := nextStep(domain.OfferPublished, false, adviser); !strings.Contains(got, "Un référent cherche") {
		t.Errorf("not shown: %q", got)
	}
}
