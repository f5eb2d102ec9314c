package templates

// GalleryPage shows every component and state with invented data; demo and test only. The zero value with its Base is
// enough: the page brings its own data.
type GalleryPage struct{ Base }

// Title of the page.
func (GalleryPage) Title() string { return "Galerie des composants" }

func (GalleryPage) file() string { return "gallery" }
