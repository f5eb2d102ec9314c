package domain

// SelfLinkLetter carries the link of a person's own page, which they asked for.
type SelfLinkLetter struct{ FirstName string }

// Kind names its templates.
func (SelfLinkLetter) Kind() string { return "self_link_for_person" }

// FileEndingLetter tells a person that their file goes on a day if nothing happens, with the link of their own page.
type FileEndingLetter struct {
	FirstName string
	On        string // the day, in words
}

// Kind names its templates.
func (FileEndingLetter) Kind() string { return "file_ending_for_person" }

// SelfChangedLetter tells a referent that a person changed or asked something on their own page. It names nobody: the page
// does, to who may read it.
type SelfChangedLetter struct {
	PersonID string
	What     string // in words: « a demandé une pause »
}

// Kind names its templates.
func (SelfChangedLetter) Kind() string { return "self_changed_for_referent" }
