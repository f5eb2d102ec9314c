package templates

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// dayWord is how the page of the day says what waits: the heading, the line, and its one next action.
type dayWord struct {
	kind    domain.DayKind
	heading TodoKind
	text    func(domain.DayLine) string
	action  string
	href    func(domain.DayLine) string
}

// dayWords has a line for each kind of domain.DayKinds; a test holds it to that.
var dayWords = []dayWord{
	{domain.DayAnswer, "Votre réponse est attendue", answerDueWords, "Répondre", to("/mises-en-relation/")},
	{domain.DayMeeting, "Vos rendez-vous aujourd'hui", interviewWords, "Voir le rendez-vous", to("/mises-en-relation/")},
	{domain.DayCall, "À appeler", callWords, "Appeler", to("/mises-en-relation/")},
	{domain.DayYes, "Ont dit oui", saidYesWords, "Voir la personne", to("/mises-en-relation/")},
	{domain.DayQuestion, "Une question attend", pairThen("pose une question"), "Lire et répondre", to("/propositions/")},
	{domain.DaySilent, "Employeurs silencieux", silentWords, "Relancer l'employeur", to("/mises-en-relation/")},
	{domain.DayInterview, "Rendez-vous aujourd'hui", interviewWords, "Voir le rendez-vous", to("/mises-en-relation/")},
	{domain.DayMissed, "Rendez-vous manqués", pairThen("à reprendre, ou à clore"), "Décider de la suite", to("/mises-en-relation/")},
	{domain.DayToCall, "Rendez-vous à fixer", pairThen("a dit oui, et n'a pas de rendez-vous"), "Fixer le rendez-vous", to("/mises-en-relation/")},
	{domain.DayExpired, "Invitations restées sans réponse", expiredWords, "Appeler ou relancer", to("/propositions/")},
	{domain.DayLastDays, "Dernier jour proche", lastDaysWords, "Téléphoner", to("/propositions/")},
	{domain.DayFilled, "Places pourvues", filledWords, "Voir qui remercier", to("/invitations?offer=")},
	{domain.DayToSay, "À prévenir par téléphone", sayWords, "C'est fait", to("/courriels/")},
	{domain.DayReturned, "Courriels revenus", returnedWords, "Téléphoner, corriger l'adresse", returnedPlace},
	{domain.DayByHand, "À inviter à la main", pairThen("n'a pas d'adresse e-mail : à appeler, ou lettre à envoyer"), "Appeler ou imprimer la lettre", to("/propositions/")},
	{domain.DayHeld, "Invitations qui ne partent pas", heldWords, "Décider de la suite", heldPlace},
	{domain.DayEnding, "Accompagnements qui finissent", endingWords, "Renouveler ou terminer", to("/candidatheque/")},
	{domain.DayFollowUp, "Nouvelles à prendre", followUpWords, "Noter les nouvelles", to("/mises-en-relation/")},
	{domain.DayPosition, "Répondre aux conseillers", countThen("personne positionnée attend votre réponse", "personnes positionnées attendent votre réponse"), "Répondre aux conseillers", toPart("/offres/", "#positions")},
	{domain.DayProposal, "Personnes à accepter", whoThen("proposition à relire"), "Relire la fiche", to("/candidatheque/")},
	{domain.DayEmployer, "Établissements à approuver", whoThen("établissement à approuver"), "Vérifier l'établissement", to("/entreprises/")},
	{domain.DayColleague, "Collègues à accepter", colleagueWords, "Répondre à la demande", colleaguePlace},
	{domain.DayOffer, "Offres à relire", whoThen("à relire"), "Relire l'offre", to("/offres/")},
	{domain.DayList, "Présélections", listWords, "Ouvrir la présélection", to("/preselections/")},
	{domain.DayAlert, "Nouvelles personnes qui conviennent", countThen("personne qui vient d'arriver convient", "personnes qui viennent d'arriver conviennent"), "Voir qui", toPart("/offres/", "#alertes")},
	{domain.DayBuild, "Présélections à faire", whoThen("publiée, personne n'est encore proposé"), "Faire une présélection", to("/offres/")},

	{domain.DayOwnInterview, "Elles ont un rendez-vous", ownInterviewWords, "Ouvrir la fiche", to("/candidatheque/")},
	{domain.DayOwnYes, "Elles ont dit oui", pairThen("a dit oui"), "Ouvrir la fiche", to("/candidatheque/")},
	{domain.DayOwnHired, "Elles sont embauchées", pairThen("embauche notée"), "Ouvrir la fiche", to("/candidatheque/")},
	{domain.DayOwnInvited, "Une offre leur est proposée", pairThen("offre proposée"), "Ouvrir la fiche", to("/candidatheque/")},
	{domain.DayOwnEnding, "Leur accompagnement finit", endingWords, "Renouveler ou terminer", to("/candidatheque/")},
	{domain.DayOwnRefused, "Fiches à compléter", whoThen("proposition refusée, à compléter"), "Lire la raison", to("/candidatheque/")},
	{domain.DayOwnAnswer, "Réponses à vos positionnements", ownAnswerWords, "Lire la réponse", ownAnswerPlace},
	{domain.DayToPosition, "Positionner quelqu'un", whoThen("le vivier n'a pas assez de monde"), "Positionner quelqu'un", toPart("/offres/", "#positionner")},
}

// DayHeading is the heading of a kind, empty for an unknown one.
func DayHeading(kind domain.DayKind) string {
	for _, w := range dayWords {
		if w.kind == kind {
			return string(w.heading)
		}
	}
	return ""
}

// DayGroups words what waits for somebody.
func DayGroups(day []domain.DayGroup) (groups []TodoGroup) {
	for _, g := range day {
		at := slices.IndexFunc(dayWords, func(w dayWord) bool { return w.kind == g.Kind })
		if at < 0 {
			continue
		}
		w := dayWords[at]
		group := TodoGroup{Kind: w.heading, Total: g.Total, Inside: g.Kind.Inside()}
		for _, l := range g.Lines {
			t := Todo{Kind: w.heading, Text: w.text(l), Since: l.Since, Action: w.action, Href: w.href(l), Phone: l.Phone}
			if g.Kind == domain.DayToSay {
				t.Post, t.Href = t.Href+"/dit", ""
			}
			group.Todos = append(group.Todos, t)
		}
		groups = append(groups, group)
	}
	return groups
}

func to(path string) func(domain.DayLine) string { return toPart(path, "") }

func toPart(path, part string) func(domain.DayLine) string {
	return func(l domain.DayLine) string { return path + url.PathEscape(l.Object) + part }
}

// pair is « Samira Benali, Maçon, Dunkerque ».
func pair(l domain.DayLine) string {
	if l.About == "" {
		return l.Who
	}
	return l.Who + " (" + l.About + ")"
}

func pairThen(words string) func(domain.DayLine) string {
	return func(l domain.DayLine) string { return pair(l) + " : " + words }
}

func whoThen(words string) func(domain.DayLine) string {
	return func(l domain.DayLine) string { return l.Who + " : " + words }
}

func countThen(one, many string) func(domain.DayLine) string {
	return func(l domain.DayLine) string { return l.Who + " : " + count(l.Count, one, many) }
}

func silentWords(l domain.DayLine) string {
	return l.State + " doit une réponse pour " + pair(l) + ", au plus tard le " + domain.DayOf(l.Until).French()
}

func interviewWords(l domain.DayLine) string {
	local := l.Until.In(domain.Paris())
	return pair(l) + " : rendez-vous à " + hourWords(local.Hour(), local.Minute())
}

func expiredWords(l domain.DayLine) string {
	return pair(l) + " : pas de réponse, le dernier jour était le " + domain.DayOf(l.Until).French()
}

func lastDaysWords(l domain.DayLine) string {
	return pair(l) + " : pas encore de réponse, dernier jour le " + domain.DayOf(l.Until).French()
}

func filledWords(l domain.DayLine) string {
	return l.Who + " : la place est prise, " + count(l.Count, "autre personne à remercier", "autres personnes à remercier")
}

// heldWords is one invitation with why it stays, or how many of an offer wait for one same cause.
func heldWords(l domain.DayLine) string {
	if l.Count == 0 {
		return pair(l) + " : pas encore partie, " + l.State
	}
	return l.About + " : " + count(l.Count, "invitation pas encore partie", "invitations pas encore parties") + ", " + l.State
}

func heldPlace(l domain.DayLine) string {
	if l.Count == 0 {
		return to("/propositions/")(l)
	}
	return to("/invitations?offer=")(l)
}

// sayWords is whom to phone and what to say, one sentence.
func sayWords(l domain.DayLine) string {
	if l.Phone == "" {
		return l.Who + ", sans téléphone ni e-mail : " + l.Say
	}
	return l.Who + " : " + l.Say
}

func returnedWords(l domain.DayLine) string { return pair(l) + " : un courriel est revenu" }

// returnedPlace is the invitation that came back, or the file whose address is to be corrected.
func returnedPlace(l domain.DayLine) string {
	if l.About != "" {
		return to("/propositions/")(l)
	}
	return to("/candidatheque/")(l)
}

func endingWords(l domain.DayLine) string {
	return l.Who + " : accompagnement jusqu'au " + domain.DayOf(l.Until).French()
}

func followUpWords(l domain.DayLine) string {
	return pair(l) + " : " + strconv.Itoa(l.Count) + " mois depuis l'embauche"
}

func colleagueWords(l domain.DayLine) string { return l.Who + " demande à rejoindre " + l.About }

func colleaguePlace(l domain.DayLine) string {
	return "/entreprises/" + url.PathEscape(l.State) + "#demande-" + l.Object
}

func listWords(l domain.DayLine) string {
	if l.State == string(domain.ShortlistDraft) {
		return l.Who + " : présélection à relire"
	}
	return l.Who + " : présélection relue, à partager"
}

func ownInterviewWords(l domain.DayLine) string {
	return pair(l) + " : rendez-vous le " + domain.Slot{At: l.Until}.French()
}

func ownAnswerWords(l domain.DayLine) string {
	return l.Who + " : votre proposition est " + strings.ToLower(l.State)
}

func ownAnswerPlace(l domain.DayLine) string { return to("/offres/")(l) + "#position-" + l.About }

// ProspectLine is one proposal in an adviser's words: Words is « proposée », « a dit oui », « embauchée », « sans suite ».
type ProspectLine struct {
	Title string
	Words string
	On    domain.Date
}

// answerDueWords marks in words what is late.
func answerDueWords(l domain.DayLine) string {
	due := domain.DayOf(l.Until).French()
	if l.State == domain.StateLate {
		return pair(l) + " : en retard, votre réponse était attendue pour le " + due
	}
	return pair(l) + " : votre réponse est attendue jusqu'au " + due + " inclus"
}

func callWords(l domain.DayLine) string {
	day := domain.DayOf(l.Until).French()
	if l.State == domain.StateLate {
		return pair(l) + " a dit oui : en retard, l'appel était attendu pour le " + day
	}
	return pair(l) + " a dit oui : à appeler au plus tard le " + day
}

func saidYesWords(l domain.DayLine) string {
	if l.Until.IsZero() {
		return pair(l) + " : a dit oui, un rendez-vous est à convenir"
	}
	return pair(l) + " : a dit oui, rendez-vous le " + domain.Slot{At: l.Until}.French()
}
