package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// sampleTodos is a referent's day, with a line of each kind.
func sampleTodos(now time.Time) (groups []domain.DayGroup) {
	const mason = "Maçon coffreur, Dunkerque"
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, l := range []domain.DayLine{
		{Kind: domain.DayQuestion, Object: "invitation-1", Who: "Samira Benali", About: mason, Since: ago(1)},
		{Kind: domain.DaySilent, Object: "relation-1", Who: "Jean Dupont", About: mason, State: "Maçonnerie du Port", Since: ago(16), Until: ago(1)},
		{Kind: domain.DayInterview, Object: "relation-2", Who: "Lina Carpentier", About: mason, Since: ago(2), Until: now.Add(3 * time.Hour)},
		{Kind: domain.DayMissed, Object: "relation-3", Who: "Marc Delattre", About: mason, Since: ago(1)},
		{Kind: domain.DayToCall, Object: "relation-4", Who: "Awa Diop", About: mason, Since: ago(0)},
		{Kind: domain.DayExpired, Object: "invitation-2", Who: "Théo Lemaire", About: mason, Since: ago(1), Until: ago(2)},
		{Kind: domain.DayLastDays, Object: "invitation-3", Who: "Nadia Verhaeghe", About: mason, Since: ago(8), Until: ago(-2)},
		{Kind: domain.DayFilled, Object: "offre-3", Who: "Cariste, Loon-Plage", Count: 3, Since: ago(1)},
		{Kind: domain.DayToSay, Object: "m7", Who: "Farid Meziane", Say: "Dites-lui que la place est prise pour « Cariste », à Loon-Plage, et que nous cherchons autre chose avec elle.", Phone: "06 12 34 56 78", Since: ago(1)},
		{Kind: domain.DayReturned, Object: "personne-4", Who: "Paul Wattel", Since: ago(2)},
		{Kind: domain.DayByHand, Object: "invitation-4", Who: "Yvonne Declercq", About: mason, Since: ago(1)},
		{Kind: domain.DayHeld, Object: "invitation-6", Who: "Rachid Amrani", About: mason, State: "la personne est en pause", Since: ago(4)},
		{Kind: domain.DayEnding, Object: "personne-5", Who: "Karim Haddad", Since: ago(-12), Until: ago(-12)},
		{Kind: domain.DayFollowUp, Object: "relation-5", Who: "Sylvie Bocquet", About: "Agent de propreté, Grande-Synthe", Count: 3, Since: ago(2)},
		{Kind: domain.DayPosition, Object: "offre-1", Who: mason, Count: 1, Since: ago(4)},
		{Kind: domain.DayProposal, Object: "personne-6", Who: "Inès Boulanger", Since: ago(3)},
		{Kind: domain.DayEmployer, Object: "73282932000074", Who: "Menuiserie des Dunes", Since: ago(1)},
		{Kind: domain.DayColleague, Object: "demande-1", Who: "Luc Martin", About: "Maçonnerie du Port", State: "73282932000074", Since: ago(1)},
		{Kind: domain.DayOffer, Object: "offre-2", Who: "Aide à domicile, Malo-les-Bains", Since: ago(2)},
		{Kind: domain.DayList, Object: "liste-1", Who: mason, State: string(domain.ShortlistDraft), Since: ago(2)},
		{Kind: domain.DayAlert, Object: "offre-1", Who: mason, Count: 2, Since: ago(0)},
		{Kind: domain.DayBuild, Object: "offre-4", Who: "Soudeur, Gravelines", Since: ago(5)},
	} {
		groups = append(groups, domain.DayGroup{Kind: l.Kind, Lines: []domain.DayLine{l}, Total: 1})
	}
	for range 6 { // some fold, and more than are shown
		groups[5].Lines = append(groups[5].Lines, groups[5].Lines[0])
	}
	groups[5].Total = 24
	return groups
}

// sampleOwnTodos is an adviser's.
func sampleOwnTodos(now time.Time) (groups []domain.DayGroup) {
	const mason = "Maçon coffreur, Dunkerque"
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, l := range []domain.DayLine{
		{Kind: domain.DayOwnInterview, Object: "personne-1", Who: "Lina Carpentier", About: mason, Since: ago(-1), Until: ago(-1)},
		{Kind: domain.DayOwnYes, Object: "personne-2", Who: "Jean Dupont", About: mason, Since: ago(2)},
		{Kind: domain.DayOwnHired, Object: "personne-3", Who: "Sylvie Bocquet", About: "Agent de propreté, Grande-Synthe", Since: ago(6)},
		{Kind: domain.DayOwnInvited, Object: "personne-4", Who: "Samira Benali", About: mason, Since: ago(3)},
		{Kind: domain.DayOwnEnding, Object: "personne-5", Who: "Karim Haddad", Since: ago(-12), Until: ago(-12)},
		{Kind: domain.DayOwnRefused, Object: "personne-6", Who: "Inès Boulanger", Since: ago(3)},
		{Kind: domain.DayOwnAnswer, Object: "offre-1", Who: mason, About: "position-1", State: "retenue", Since: ago(1)},
		{Kind: domain.DayToPosition, Object: "offre-1", Who: "Soudeur, Gravelines", Since: ago(2)},
	} {
		groups = append(groups, domain.DayGroup{Kind: l.Kind, Lines: []domain.DayLine{l}, Total: 1})
	}
	return groups
}

// sampleOwed is an employer's.
func sampleOwed(now time.Time) (groups []domain.DayGroup) {
	const mason = "Maçon coffreur, Dunkerque"
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, l := range []domain.DayLine{
		{Kind: domain.DayAnswer, Object: "relation-1", Who: "Jean Dupont", About: mason, Since: ago(16), Until: ago(1), State: domain.StateLate},
		{Kind: domain.DayMeeting, Object: "relation-2", Who: "Lina Carpentier", About: mason, Since: ago(2), Until: now.Add(3 * time.Hour)},
		{Kind: domain.DayCall, Object: "relation-3", Who: "Awa Diop", About: "Agent de propreté, Grande-Synthe", Since: ago(1), Until: ago(-2)},
		{Kind: domain.DayYes, Object: "relation-4", Who: "Marc Delattre", About: mason, Since: ago(1), Until: ago(-3)},
	} {
		groups = append(groups, domain.DayGroup{Kind: l.Kind, Lines: []domain.DayLine{l}, Total: 1})
	}
	later := groups[0].Lines[0]
	later.Object, later.Who, later.State, later.Since, later.Until = "relation-5", "Sylvie Bocquet", "", ago(3), ago(-12)
	groups[0].Lines, groups[0].Total = append(groups[0].Lines, later), 2
	return groups
}
