package templates

import (
	"embed"
	"io/fs"
)

//go:embed mails
var mailFiles embed.FS

// Mails are the templates of letters, under mails/: layout.html and layout.txt around <kind>.html and <kind>.txt, which
// also defines the subject. Package mail composes with them.
func Mails() fs.FS { return mailFiles }
