package domain

// SpokenLetter is one that somebody without a mailbox is told by phone. Words is what a referent says, one sentence for the
// referent; empty when the person knows already.
type SpokenLetter interface {
	Letter
	Spoken() string
}

// quoted is « Maçon », à Dunkerque.
func quoted(title, commune string) string {
	words := "« " + title + " »"
	if commune != "" {
		words += ", " + InCommune(commune)
	}
	return words
}

// Spoken tells of the place that was freed, or the meeting undone; the person knows the rest from whoever noted their yes.
func (l YesNotedLetter) Spoken() string {
	switch {
	case l.Undone != "":
		return "Dites-lui que son rendez-vous du " + l.Undone + ", pour " + quoted(l.Title, "") + ", n'est plus possible : convenez d'un autre."
	case !l.Freed:
		return ""
	}
	return "Dites-lui qu'une place s'est libérée pour " + quoted(l.Title, l.Commune) + " : elle rencontre l'entreprise."
}

// Spoken tells of a meeting that others set.
func (l MeetingSetLetter) Spoken() string {
	if l.Agreed {
		return ""
	}
	words := "Dites-lui que son rendez-vous pour " + quoted(l.Title, "") + " est le " + l.When + ", chez " + l.Employer
	if l.Where != "" {
		words += ", " + l.Where
	}
	return words + "."
}

// Spoken tells of a hire.
func (l HiredLetter) Spoken() string {
	return "Dites-lui qu'elle est embauchée pour " + quoted(l.Title, l.Commune) + ", chez " + l.Employer + " ; premier jour : " + l.Start.French() + "."
}

// Spoken tells that they are not hired, without the reason.
func (l NotHiredLetter) Spoken() string {
	if l.Filled {
		return placeTakenWords(l.Title, l.Commune)
	}
	return "Dites-lui que l'entreprise ne l'a pas retenue pour " + quoted(l.Title, l.Commune) + ", et que nous cherchons autre chose avec elle."
}

// Spoken tells that there is nobody to meet.
func (l MeetingEndedLetter) Spoken() string {
	if l.Filled {
		return placeTakenWords(l.Title, l.Commune)
	}
	if l.Gone {
		return goneWords(quoted(l.Title, l.Commune))
	}
	return "Dites-lui que la rencontre pour " + quoted(l.Title, l.Commune) + " n'aura pas lieu, et que nous cherchons autre chose avec elle."
}

// Spoken tells that what was proposed is over.
func (l InvitationEndedLetter) Spoken() string {
	if l.Filled {
		return placeTakenWords(l.Title, l.Commune)
	}
	if l.Gone {
		return goneWords(quoted(l.Title, l.Commune))
	}
	words := "Dites-lui que la proposition " + quoted(l.Title, l.Commune) + " est terminée"
	if l.Reason != "" {
		words += " : " + l.Reason
	}
	return words + "."
}

// Spoken tells of the new day and place.
func (l OccasionMovedLetter) Spoken() string {
	return "Dites-lui que la date ou le lieu de " + quoted(l.Title, "") + " change : " + l.When + ", " + l.Where + "."
}

// Spoken tells when the file goes.
func (l FileEndingLetter) Spoken() string {
	return "Dites-lui que son dossier sera effacé le " + l.On + ", et demandez-lui si elle veut le garder."
}

// goneWords tell what ended with an accord that somebody noted the end of.
func goneWords(what string) string {
	return "Dites-lui que son rendez-vous pour " + what + " est annulé : elle a retiré son accord."
}

func placeTakenWords(title, commune string) string {
	return "Dites-lui que la place est prise pour " + quoted(title, commune) + ", et que nous cherchons autre chose avec elle."
}
