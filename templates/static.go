package templates

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"slices"
	"time"
)

//go:embed static
var staticFiles embed.FS

// asset is one file served under /static, its name carrying the digest of its content.
type asset struct {
	name, path, kind string
	content          []byte
}

// assets are the stylesheet, made of its parts in the order of their names, and the script.
var assets = []asset{
	newAsset("app", ".css", "text/css; charset=utf-8", concat("static/css")),
	newAsset("app", ".js", "text/javascript; charset=utf-8", concat("static/js")),
	newAsset("icon", ".svg", "image/svg+xml", concat("static/icon")),
}

func newAsset(name, ext, kind string, content []byte) asset {
	sum := sha256.Sum256(content)
	return asset{name + ext, "/static/" + name + "." + hex.EncodeToString(sum[:6]) + ext, kind, content}
}

// concat joins the files of an embedded folder by name; a folder that is not there gives nothing, which the tests see.
func concat(folder string) []byte {
	names, err := fs.Glob(staticFiles, folder+"/*")
	if err != nil {
		return nil
	}
	slices.Sort(names)
	var all bytes.Buffer
	for _, name := range names {
		content, err := staticFiles.ReadFile(name)
		if err != nil {
			return nil
		}
		all.Write(content)
	}
	return all.Bytes()
}

// assetPath gives the served path of app.css, app.js or icon.svg.
func assetPath(name string) string {
	for _, a := range assets {
		if a.name == name {
			return a.path
		}
	}
	return ""
}

// Static serves the files of the pages under /static/. A name changes with its content, so browsers keep it for ever;
// an unknown name is 404.
func Static() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, a := range assets {
			if r.URL.Path == a.path {
				w.Header().Set("Content-Type", a.kind)
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
				http.ServeContent(w, r, a.path, time.Time{}, bytes.NewReader(a.content))
				return
			}
		}
		http.NotFound(w, r)
	})
}
