package handlers

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

const smallCSV = "id;nom;prenom;code_postal;commune;metiers_recherches;permis;consentement_le;entree_le\n" +
	"A1;Dupont;Ana;59140;Dunkerque;F1703;;2026-11-01;2026-11-01\n" +
	"A2;Durand;Bob;59140;Dunkerque;F1703;=HYPERLINK(1);2026-11-01;2026-11-01\n" +
	"A3;Petit;Zoé;59140;Dunkerque;F1703;;;2026-11-01\n"

// ended waits for an import, which goes on behind the answer.
func (h *house) ended(id string) importBody {
	h.tb.Helper()
	k := h.api(domain.RoleReferent)
	var b importBody
	tick, late := time.NewTicker(5*time.Millisecond), time.After(30*time.Second)
	defer tick.Stop()
	for {
		if k.get("/api/v1/imports/" + id).want(200).into(&b); b.Status != domain.ImportRunning {
			return b
		}
		select {
		case <-tick.C:
		case <-late:
			h.tb.Fatalf("the import did not end: %+v", b)
		}
	}
}

func TestAnImportByTheAPI(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	var begun, again importBody
	k.do(http.MethodPost, "/api/v1/imports/profiles?file=mars.csv", strings.NewReader(smallCSV), "Content-Type", "text/csv").want(202).into(&begun)
	done := h.ended(begun.ID)
	if done.Status != domain.ImportDone || done.Rows != 3 || done.Created != 2 || done.OutsidePool != 1 || len(done.Errors) != 1 {
		t.Fatalf("import %+v", done)
	}
	if e := done.Errors[0]; e.Line != 3 || e.Column != "permis" || e.Reason == "" {
		t.Errorf("error %+v", e)
	}
	k.do(http.MethodPost, "/api/v1/imports/profiles", strings.NewReader(smallCSV), "Content-Type", "text/csv").want(202).into(&again)
	if b := h.ended(again.ID); b.Created != 0 || b.Updated != 0 || b.Unchanged != 2 {
		t.Errorf("the same file again: %+v", b)
	}
	h.api(domain.RoleAdviser).do(http.MethodPost, "/api/v1/imports/profiles", strings.NewReader(smallCSV)).want(403)
}

func uploaded(t *testing.T, content string, fields ...string) (body *bytes.Buffer, contentType string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part := must(w.CreateFormFile("file", `C:\dossiers\mars.csv`))(t)
	if _, err := part.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

func TestAnImportByThePage(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	body, kind := uploaded(t, smallCSV)
	path := k.do(http.MethodPost, "/imports", body, "Content-Type", kind).want(303).sentTo()
	h.ended(strings.TrimPrefix(path, "/imports/"))
	page := k.get(path).want(200)
	if !strings.Contains(page.text(), "mars.csv") || strings.Contains(page.text(), "dossiers") {
		t.Errorf("page: %s", page.text())
	}
	file := k.get(path + "?format=csv").want(200)
	if strings.Contains(file.body, ";=HYPERLINK") || !strings.Contains(file.body, "'=HYPERLINK") {
		t.Errorf("a formula goes out: %s", file.body)
	}
	if name := file.header.Get("Content-Disposition"); name != `attachment; filename="lignes-a-corriger.csv"` {
		t.Errorf("download named %s", name)
	}
	if list := k.get("/imports").want(200); list.page().Find(`a[href="`+path+`"]`).Length() == 0 {
		t.Errorf("list: %s", list.text())
	}
	empty, kind := uploaded(t, "")
	if got := k.do(http.MethodPost, "/imports", empty, "Content-Type", kind).want(422); !strings.Contains(got.text(), "Erreur : Choisissez un fichier CSV") {
		t.Errorf("no error beside the file: %s", got.text())
	}
}

func TestATrialImportChangesNothing(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	body, kind := uploaded(t, smallCSV, "dry_run", "1")
	path := k.do(http.MethodPost, "/imports", body, "Content-Type", kind).want(303).sentTo()
	h.ended(strings.TrimPrefix(path, "/imports/"))
	k.get("/candidatheque/A1").want(404)
}

func TestATrialImportByTheAPI(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	send := func(query string) answer {
		t.Helper()
		return k.do(http.MethodPost, "/api/v1/imports/profiles"+query, strings.NewReader(smallCSV), "Content-Type", "text/csv")
	}
	for _, query := range []string{"?dry_run=1", "?dry_run=true"} {
		var begun importBody
		send(query).want(202).into(&begun)
		h.ended(begun.ID)
		k.get("/api/v1/profiles/A1").want(404)
	}
	for _, query := range []string{"?dry_run=oui", "?dry_run=2", "?dry_run="} {
		if got := send(query).want(422); got.refusal().Error.Fields["dry_run"] == "" {
			t.Errorf("%s: fields %v", query, got.refusal().Error.Fields)
		}
	}
	var begun importBody
	send("?dry_run=0").want(202).into(&begun)
	h.ended(begun.ID)
	k.get("/api/v1/profiles/A1").want(200)
}
