package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// markers are what somebody may have typed, or been given: none may stand in a log.
var markers = []string{"Zqnom", "zqcourriel@exemple.fr", "0677889911", "06 77 88 99 12", "ZQJETONABCDEFGHIJKLMNOPQRST", "zqrecherche"}

func wantSilence(t *testing.T, logged string) {
	t.Helper()
	for _, m := range markers {
		if strings.Contains(logged, m) {
			t.Errorf("%q is in the log: %s", m, logged)
		}
	}
}

// quoting are the errors that repeat what they were given, as the libraries of the house make them.
func quoting() []error {
	_, number := strconv.Atoi("Zqnom")
	_, address := mail.ParseAddress("Zqnom zqcourriel@exemple.fr, <")
	broken := strings.Replace("http://@zqrecherche/connexion/ZQJETONABCDEFGHIJKLMNOPQRST", "@", "[", 1)
	_, link := url.Parse(broken)
	var into struct{ N int }
	body := json.Unmarshal([]byte(`{"N":"Zqnom"}`), &into)
	_, file := os.Open("/nulle-part/connexion/ZQJETONABCDEFGHIJKLMNOPQRST")
	return []error{number, address, link, body, file,
		domain.Refuse(domain.CodeInvalid, "« %s » n'est pas un nom", "Zqnom").WithCause(errors.New("550 5.1.1 <zqcourriel@exemple.fr>: Recipient unknown")),
		fmt.Errorf(`E11000 duplicate key error dup key: { email: "zqcourriel@exemple.fr" }`),
		fmt.Errorf("SMTP: cannot call 06 77 88 99 12 or 0677889911: %w", errors.New("constraint failed: value 'Zqnom'")),
		fmt.Errorf("GET /candidatheque?q=zqrecherche: refused"),
	}
}

func TestALogLetsThroughWhatIsDeclaredOnly(t *testing.T) {
	for _, env := range []environment{envProduction, envDemo} {
		var out bytes.Buffer
		log := newLogger(env, Streams{Err: &out})
		log.With("name", "Zqnom", "email", slog.GroupValue(slog.String("x", "zqcourriel@exemple.fr"))).WithGroup("g").Info("person", "phone", "0677889911",
			"query", "zqrecherche", slog.Any("code", domain.Candidate{LastName: "Zqnom"}), slog.Group("inner", slog.String("token", "ZQJETONABCDEFGHIJKLMNOPQRST")))
		log.Error("http: panic serving 192.0.2.1:4000: Zqnom zqrecherche\ngoroutine 1")
		for _, err := range quoting() {
			log.Error("a fault", slog.Any("cause", err), slog.String("error", err.Error()))
		}
		wantSilence(t, out.String())
		if !strings.Contains(out.String(), hidden) || !strings.Contains(out.String(), "*strconv.NumError") {
			t.Errorf("nothing tells what was kept back, or what the fault was: %s", out.String())
		}
		log.Info("request", slog.String("route", "/candidatheque/:id"), slog.Int("status", 404), slog.String("request_id", "ZQREQUESTABCDEFGHIJKLMNOPQ"))
		for _, want := range []string{"/candidatheque/:id", "404", "ZQREQUESTABCDEFGHIJKLMNOPQ"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s is not in the log: %s", want, out.String())
			}
		}
	}
}

func TestProductionLogsAreJSON(t *testing.T) {
	var out bytes.Buffer
	newLogger(envProduction, Streams{Err: &out}).Info("request", "status", 200)
	var line struct {
		Msg    string `json:"msg"`
		Status int    `json:"status"`
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line.Msg != "request" || line.Status != 200 {
		t.Errorf("%s, %v", out.String(), err)
	}
}

// TestEveryAttributeOfTheTreeIsDeclared reads the code: an attribute that the log would hide fails here first, and is
// thought about before it is declared.
func TestEveryAttributeOfTheTreeIsDeclared(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "tools") || d.Name() == "logging.go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, key := range keysLogged(call) {
				seen[key] = true
				if !slices.Contains(loggedKeys, key) {
					t.Errorf("%s logs %q, which is not declared", path, key)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || len(seen) < 10 {
		t.Fatalf("%d keys found, %v", len(seen), err)
	}
}

// keysLogged are the names of attributes that a call makes: slog.String("name", …), or log.Warn("what", "name", …).
func keysLogged(call *ast.CallExpr) (keys []string) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	text := func(e ast.Expr) string {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return ""
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			return ""
		}
		return s
	}
	if on, ok := method.X.(*ast.Ident); ok && on.Name == "slog" {
		switch method.Sel.Name {
		case "String", "Int", "Int64", "Any", "Bool", "Duration", "Time", "Float64", "Uint64":
			return []string{text(call.Args[0])}
		}
	}
	first := map[string]int{"Debug": 1, "Info": 1, "Warn": 1, "Error": 1, "DebugContext": 2, "InfoContext": 2, "WarnContext": 2, "ErrorContext": 2}[method.Sel.Name]
	if first == 0 || len(call.Args) <= first || text(call.Args[first-1]) == "" {
		return nil
	}
	for i := first; i < len(call.Args); i++ {
		if key := text(call.Args[i]); key != "" {
			keys = append(keys, key)
			i++ // its value
		}
	}
	return keys
}
