package templates

import "eedk.fr/candidatheque/domain"

// sampleRemarks are one passage to mend, one that a referent lets through, and one advice.
func sampleRemarks(b Base) []Remark {
	age := domain.Flag{Field: "description", Sentence: "Vous avez moins de 35 ans et le sens de l'équipe",
		Criterion: "âge", Article: "L1132-1, L5331-2", Suggestion: "envie d'apprendre", Level: domain.ToMend,
		Explanation: "Une offre ne peut pas viser un âge : seul un âge fixé par la loi peut y figurer. Dites plutôt l'expérience ou l'envie que vous attendez."}
	age.Passage = "moins de 35 ans"
	kept := age
	kept.Passage, kept.Sentence = "16 à 29 ans", "Contrat d'apprentissage ouvert de 16 à 29 ans"
	title := domain.Flag{Field: "title", Sentence: "Maçon coffreur", Criterion: "intitulé", Article: "L1142-1",
		Suggestion: "Maçon coffreur / Maçonne coffreuse (H/F)", Level: domain.ToImprove,
		Explanation: "Un intitulé au féminin et au masculin invite plus de monde à répondre. Vous pouvez aussi ajouter (H/F)."}
	title.Passage = title.Sentence
	o := domain.Offer{Flags: []domain.Flag{title, age, kept}, Overrides: []domain.Override{{Field: kept.Field, Passage: kept.Passage,
		Sentence: kept.Sentence, Reason: "Âge fixé par la loi pour l'apprentissage (L6222-1).", At: b.Now}}}
	return RemarksOf(&o, func(string) string { return "Anne Delattre" })
}
