package referential

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// titleCriterion is said of a title that names one sex only, with nothing stopped: a gentle suggestion (L1142-1).
var titleCriterion = criterion{name: "intitulé", article: "L1142-1", level: domain.ToImprove,
	explanation: "Un intitulé au féminin et au masculin invite plus de monde à répondre. Vous pouvez aussi ajouter (H/F)."}

// bothSexes is the mark of a title that is for everybody.
const bothSexes = " (H/F)"

// TitleAdvice suggests the title of the referential for both sexes when title names one only: « Maçon » becomes
// « Maçon / Maçonne (H/F) ». A longer title that begins with such a name gets the mark; a title that already names both,
// or whose occupation has one name for all (« Cariste »), needs nothing. The list has one flag or none.
func (r *ROME) TitleAdvice(title string) []domain.Flag {
	words := wordsOf(title)
	if len(words) == 0 || namesBoth(words, title) {
		return nil
	}
	names := r.bothNames()
	for to := len(words); to > 0; to-- {
		passage := title[words[0].start:words[to-1].end]
		both, known := names[fold(passage)]
		if !known {
			continue
		}
		if both == "" { // one name for all
			return nil
		}
		f := domain.Flag{Field: "title", Passage: passage, Start: words[0].start, End: words[to-1].end, Sentence: title,
			Criterion: titleCriterion.name, Article: titleCriterion.article, Explanation: titleCriterion.explanation,
			Level: titleCriterion.level, Suggestion: both + bothSexes}
		if to < len(words) {
			f.Passage, f.End = title[f.Start:words[len(words)-1].end], words[len(words)-1].end
			f.Suggestion = f.Passage + bothSexes
		}
		return []domain.Flag{f}
	}
	return nil
}

// namesBoth tells a title that says H/F, has an inclusive ending, or gives two forms around a slash or « ou ».
func namesBoth(words []word, title string) bool {
	for k, w := range words {
		if w.end-w.start > len(w.folded)+4 || strings.ContainsAny(title[w.start:w.end], "·•(/.") {
			return true
		}
		if k == 0 {
			continue
		}
		before, between := words[k-1], title[words[k-1].end:w.start]
		pair := before.folded + w.folded
		if pair == "hf" || pair == "fh" || pair == "mf" || pair == "fm" || strings.Contains(between, "/") {
			return true
		}
		if w.folded == "ou" {
			return true
		}
	}
	return false
}

// namesForAll maps each half of the names « Maçon / Maçonne », folded, to the whole; to nothing for a name for all.
func namesForAll(appellations []Appellation) map[string]string {
	names := map[string]string{}
	for _, a := range appellations {
		if a.Synonym {
			continue
		}
		man, woman, two := strings.Cut(a.Label, " / ")
		if !two || fold(man) == fold(woman) {
			names[fold(a.Label)] = ""
			continue
		}
		for _, half := range [...]string{man, woman} {
			if _, known := names[fold(half)]; !known {
				names[fold(half)] = a.Label
			}
		}
	}
	return names
}
