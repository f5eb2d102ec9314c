package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestADescriptionMovesTheSuggestions(t *testing.T) {
	h := MustHouse(t)
	employer := h.api(domain.RoleEmployer)
	first := func(description string) domain.Suggestion {
		t.Helper()
		var list listBody[domain.Suggestion]
		q := url.Values{"q": {"Chauffeur"}, "description": {description}}
		employer.send(http.MethodGet, "/api/v1/rome/suggestions?"+q.Encode(), "").want(200).into(&list)
		if len(list.Items) == 0 {
			t.Fatalf("nothing suggested beside %.40q", description)
		}
		return list.Items[0]
	}
	goods := first("Vous livrez des marchandises en camion de 19 tonnes, chargez et déchargez.")
	people := first("Vous conduisez un bus en ville, vendez les titres de transport et renseignez les passagers.")
	if goods.ROME == people.ROME {
		t.Errorf("goods and people: both %s %s", goods.ROME, goods.Label)
	}
	if long := first(strings.Repeat("Vous livrez des marchandises. ", 300)); long.ROME == "" {
		t.Error("a description as long as a form sends is answered")
	}
}
