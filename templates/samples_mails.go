package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// mailExamples are the pages of the mails.
var mailExamples = []example{
	{"courriels", "Courriels", domain.RoleReferent, "/courriels", func(b Base) Page { return sampleMails(b) }},
	{"courriels-vide", "Courriels, aucun dans cet état", domain.RoleAdmin, "/courriels", func(b Base) Page {
		return MailsPage{Base: b, Status: domain.MailBounced, Tabs: sampleMails(b).Tabs}
	}},
	{"courriels-debut", "Courriels, aucun encore", domain.RoleReferent, "/courriels", func(b Base) Page { return MailsPage{Base: b} }},
	{"courriel", "Courriel revenu", domain.RoleReferent, "/courriels/m1", func(b Base) Page {
		return MailPage{Base: b, Mail: sampleMails(b).Items[0], Resend: true, Text: "Bonjour Anne Coppin,\n\nMaçonnerie des Dunes a déposé une offre.\n"}
	}},
	{"courriel-efface", "Courriel effacé", domain.RoleReferent, "/courriels/m4", func(b Base) Page {
		return MailPage{Base: b, Mail: MailRow{ID: "m4", What: "offre à relire", Created: b.Now.AddDate(0, -2, 0), Status: domain.MailSent, Sent: b.Now.AddDate(0, -2, 0)}}
	}},
	{"courriel-appel", "À dire par téléphone", domain.RoleReferent, "/courriels/m5", func(b Base) Page {
		return MailPage{Base: b, Mail: MailRow{ID: "m5", What: "embauche notée", Name: "Nadia Crombez", Created: b.Now.Add(-time.Hour), Status: domain.MailToSay},
			Text: "Dites-lui qu'elle est embauchée pour « Maçon coffreur », à Dunkerque, chez Maçonnerie des Dunes ; premier jour : 15 décembre 2026."}
	}},
	{"courriels-arret", "Ne plus recevoir un courriel", domain.RoleStranger, "/courriels/arret", func(b Base) Page {
		return MailStopPage{Base: b, Action: "/courriels/arret/EXEMPLE", What: "offre à relire"}
	}},
	{"courriels-arretes", "Courriels arrêtés", domain.RoleStranger, "/courriels/arret", func(b Base) Page {
		return MailStopPage{Base: b, Action: "/courriels/arret/EXEMPLE", What: "offre à relire", Stopped: true}
	}},
}

func sampleMails(b Base) MailsPage {
	return MailsPage{Base: b, NextHref: "/courriels?cursor=abc",
		Tabs: []MailTab{{Href: "/courriels"}, {domain.MailQueued, 1, false, "/courriels?etat=queued"}, {domain.MailSent, 100, true, "/courriels?etat=sent"},
			{domain.MailBounced, 1, false, "/courriels?etat=bounced"}},
		Items: []MailRow{
			{ID: "m1", What: "offre à relire", Name: "Anne Coppin", Address: "anne@exemple.fr", Subject: "Offre à relire : Maçon coffreur", Created: b.Now.Add(-2 * time.Hour),
				Status: domain.MailBounced, Tries: 1, Answer: "le serveur de courriel a répondu 550 5.1.1 No such user"},
			{ID: "m2", What: "lien de connexion", Name: "Paul Dewitte", Address: "paul@exemple.fr", Subject: "Votre lien de connexion à la candidathèque",
				Created: b.Now.Add(-3 * time.Hour), Due: b.Now.Add(time.Minute), Status: domain.MailQueued, Tries: 3, Answer: "le serveur de courriel ne répond pas (délai dépassé)"},
			{ID: "m3", What: "lien de connexion", Name: "Sophie Lenoir", Address: "sophie@exemple.fr", Subject: "Votre lien de connexion à la candidathèque",
				Created: b.Now.AddDate(0, 0, -1), Sent: b.Now.AddDate(0, 0, -1), Status: domain.MailSent, Tries: 1},
		}}
}
