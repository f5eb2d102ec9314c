package templates

import (
	"embed"
	"io/fs"
)

//go:embed mails
var mailFiles embed.FS

// Mails are the templates of letters: layout.html and layout.txt around <kind>.html and <kind>.txt, which also defines
// the subject. Package mail composes with them.
func Mails() fs.FS {
	sub, err := fs.Sub(mailFiles, "mails")
	if err != nil {
		panic(err) // the folder is embedded: its name is right or nothing is
	}
	return sub
}
