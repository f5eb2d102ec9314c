package search

// post is the place in a house that the first words of a title name, whatever the trade: an « agent de caisse » is not
// looked for among those who are « responsable de caisse ».
type post uint8

// The places told apart; a title that names its trade alone (« boulanger ») has none.
const (
	postTrade post = iota
	postHand       // agent, ouvrier, aide …
	postTechnician
	postAssistant
	postLead // chef, responsable …
	postDirector
	postEngineer
	postAdviser
	postTeacher
	postSeller
	postDriver
	posts // how many there are
)

// postWords lists the stems that name a post.
var postWords = map[post][]string{
	postHand:       {"agent", "ouvrier", "employe", "aide", "operateur", "manoeuvre", "equipier", "auxiliaire", "commis", "hote", "manutentionnaire", "garcon", "personnel"},
	postTechnician: {"technicien"},
	postAssistant:  {"assistant", "secretaire", "adjoint", "attache", "gestionnaire"},
	postLead:       {"chef", "responsable", "superviseur", "contremaitre", "coordinateur", "coordonnateur", "encadrant", "gerant", "manager", "intendant", "cadre"},
	postDirector:   {"directeur", "president", "dirigeant"},
	postEngineer:   {"ingenieur", "chercheur", "architecte", "concepteur"},
	postAdviser:    {"conseiller", "consultant", "expert", "specialiste", "charge", "analyste", "auditeur", "referent"},
	postTeacher:    {"enseignant", "professeur", "formateur", "moniteur", "instructeur", "educateur", "animateur"},
	postSeller:     {"vendeur", "commercial", "negociateur", "marchand", "representant", "detaillant", "commercant"},
	postDriver:     {"conducteur", "chauffeur", "pilote", "livreur"},
}

var postByStem = func() map[string]post {
	table := map[string]post{}
	for p, words := range postWords {
		for _, w := range words {
			table[stem(w)] = p
		}
	}
	return table
}()

// post is that of the first word that names one.
func (r titleReading) post() post {
	for _, w := range r.words {
		if p, names := postByStem[w.stem]; names {
			return p
		}
	}
	return postTrade
}
