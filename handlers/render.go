package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// base is what every page says of its reader and of what has just happened.
func (s *Server) base(c *gin.Context) templates.Base {
	who := actor(c)
	b := templates.Base{Path: c.Request.URL.Path, Demo: s.demo, Now: s.now(), Flash: flashOf(c), Filters: filtersOf(c), Phone: s.phone}
	if who.Roles.Has(domain.RoleUser) {
		b.Viewer = templates.Viewer{Name: who.Name, Roles: who.Roles}
	}
	return b
}

// render writes the page, whole or not at all: into a buffer first, then the session, then the answer.
func (s *Server) render(c *gin.Context, status int, page templates.Page) error {
	var out bytes.Buffer
	if err := templates.Render(&out, page); err != nil {
		return fmt.Errorf("handlers: %w", err)
	}
	if err := s.saveSession(c); err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", out.Bytes())
	return nil
}

// redirect answers 303, so that the browser comes back by GET and a reload sends nothing twice.
func (s *Server) redirect(c *gin.Context, to string) error {
	if err := s.saveSession(c); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

// done goes to a page, or to a place in it, that says what has just happened.
func (s *Server) done(c *gin.Context, to string, what deed) error {
	path, place, inside := strings.Cut(to, "#")
	to = path + "?fait=" + string(what)
	if inside {
		to += "#" + place
	}
	return s.redirect(c, to)
}

// deed is an act that has just succeeded, as the address of the next page names it.
type deed string

// deeds words each act, and what comes next. The address holds the name only: no text from outside is ever shown.
var deeds = []struct {
	deed    deed
	message string
}{
	{"enregistree", "Brouillon enregistré. Envoyez-le quand il est prêt."},
	{"soumise", "Offre envoyée. Un référent la relit avant de la publier."},
	{"vue", "Justificatif noté. La personne peut être proposée pour les marchés qui l'acceptent."},
	{"justificatif-retire", "Justificatif retiré. Vous pouvez en noter un autre."},
	{"completee", "Besoin complété. Les présélections faites maintenant en tiennent compte."},
	{"publiee", "Offre publiée. Vous pouvez chercher des personnes."},
	{"passage", "Passage gardé, avec votre raison."},
	{"renvoyee", "Offre renvoyée à l'employeur, avec vos remarques."},
	{"suspendue", "Offre en pause. Reprenez-la quand vous voulez."},
	{"reprise", "L'offre est de nouveau ouverte."},
	{"retiree", "Offre retirée. Elle reste dans l'historique, et peut être refaite."},
	{"dupliquee", "Nouveau brouillon, copié de l'offre. Vérifiez les dates."},
	{"calculee", "Présélection calculée. Retenez ou écartez chaque personne."},
	{"actualisee", "Présélection refaite. Regardez qui entre et qui sort."},
	{"relue", "Présélection relue. Vous pouvez la partager avec l'employeur."},
	{"partagee", "Présélection partagée. L'employeur voit des cartes sans nom."},
	{"close", "Présélection close."},
	{"ajoutee", "Personne ajoutée, avec votre raison."},
	{"retenue", "Personne retenue."},
	{"ecartee", "Personne écartée, avec votre raison."},
	{"interesse", "C'est noté : ce profil vous intéresse. Un référent revient vers vous."},
	{"decline", "C'est noté. Votre raison aide à mieux chercher."},
	{"personne-ajoutee", "Personne ajoutée. Vérifiez son accord et son accompagnement."},
	{"personne-proposee", "Personne proposée. Un référent la relit."},
	{"personne-acceptee", "Personne acceptée dans la candidathèque."},
	{"personne-refusee", "Proposition refusée. Le conseiller lira votre raison."},
	{"fiche-enregistree", "Fiche enregistrée."},
	{"accord-note", "Accord noté, à votre nom."},
	{"accords-notes", "Accords notés, chacun dans la fiche de la personne."},
	{"dossier-rouvert", "Le dossier est rouvert : la personne peut à nouveau être proposée."},
	{"accord-retire", "C'est noté. La personne est sortie du vivier."},
	{"reponse-oui", "C'est noté : vous avez dit oui. Merci."},
	{"reponse-non", "C'est noté. Merci de votre réponse."},
	{"rendez-vous-pris", "C'est noté : votre rendez-vous est pris."},
	{"question-posee", "C'est envoyé. Un référent vous répond."},
	{"rappel-demande", "C'est noté. Un référent vous appelle."},
	{"propositions-arretees", "C'est noté : plus rien ne vous est proposé."},
	{"accord-oui", "C'est noté. Merci."},
	{"efface", "Personne effacée, partout. Les copies de travail sont nettoyées dans l'heure."},
	{"revenue", "Retour noté. Ouvrez maintenant son dossier, à neuf, avec son nouvel accord."},
	{"traite", "C'est noté : la demande de la personne est traitée."},
	{"corrige", "C'est enregistré. Votre référent le sait."},
	{"demande", "C'est noté. Votre référent vous répond."},
	{"pause", "C'est noté. Rien ne vous est proposé pendant la pause."},
	{"reprise", "C'est noté. Un référent peut de nouveau vous proposer."},
	{"garde", "C'est noté. Nous gardons votre dossier."},
	{"accord-change", "C'est noté. Cela n'a aucune conséquence pour vous."},
	{"accord-non", "C'est noté. Cela n'a aucune conséquence pour vous."},
	{"accompagnement-ajoute", "Accompagnement ajouté."},
	{"accompagnement-renouvele", "Accompagnement renouvelé."},
	{"accompagnement-termine", "Fin d'accompagnement notée."},
	{"fiches-reunies", "Fiches réunies. L'autre identifiant mène désormais ici."},
	{"fiches-distinguees", "C'est noté : ce sont deux personnes."},
	{deedProposed, "Votre message est bien arrivé."},
	{"formation", "Liste des formations mise à jour."},
	{"entrees-closes", "Entrées closes. La formation quitte les propositions ; rouvrez-la quand vous voulez."},
	{"vue", "Alerte vue. Elle reste sur l'offre tant qu'elle convient."},
	{"alerte-ecartee", "Alerte écartée."},
	{"diffusee", "Offre diffusée aux antennes. Les conseillers peuvent positionner des personnes."},
	{"arretee", "Diffusion arrêtée. Les personnes déjà positionnées restent à lire."},
	{"positionnee", "Personne positionnée. Le référent vous répond ici."},
	{"reponse", "Réponse enregistrée. Le conseiller la lit sur l'offre."},
	{"avis-recu", "Merci de votre avis."},
	{"reponse-notee", "Réponse notée, avec qui l'a dit et comment."},
	{"question-repondue", "C'est noté : la personne a sa réponse."},
	{"invitation-annulee", "Invitation annulée."},
	{"sollicitee", "C'est noté : la personne est invitée à nouveau, au plus tôt un jour après la dernière fois."},
	{"occasion-ouverte", "C'est ouvert. Invitez maintenant des personnes depuis la candidathèque."},
	{"occasion-modifiee", "Enregistré. Si le jour, l'heure ou le lieu change, les personnes invitées sont prévenues."},
	{"occasion-close", "C'est clos : plus personne n'est invité."},
	{"occasion-annulee", "C'est annulé. Les personnes invitées sont prévenues par e-mail ; celles sans adresse sont à appeler, dans « À faire maintenant »."},
	{"rappels-regles", "C'est noté pour les rappels. Cela n'a aucune conséquence."},
	{"rappels", "C'est noté pour les rappels."},
	{"rencontre-notee", "C'est noté. Dites-nous ce qu'il en est dès que vous le savez : embauche ou refus."},
	{"absence-notee", "C'est noté. Vous pouvez convenir d'un autre rendez-vous."},
	{"rendez-vous-fixe", "Rendez-vous pris. La personne est prévenue par e-mail."},
	{"rendez-vous-fixe" + byPhone, "Rendez-vous pris. Aucun e-mail n'arrive à la personne : prévenez-la par téléphone, puis dites-le dans « À faire maintenant »."},
	{"rendez-vous-fixe" + byOthers, "Rendez-vous pris. Aucun e-mail n'arrive à la personne : un référent la prévient par téléphone."},
	{"embauche-notee", "Embauche notée. Merci : la personne est prévenue par e-mail."},
	{"embauche-notee" + byPhone, "Embauche notée. Aucun e-mail n'arrive à la personne : prévenez-la par téléphone, puis dites-le dans « À faire maintenant »."},
	{"embauche-notee" + byOthers, "Embauche notée. Merci : un référent prévient la personne par téléphone."},
	{"embauche-corrigee", "C'est corrigé. Appelez la personne : aucun message ne part."},
	{"refus-note", "C'est noté. La personne est prévenue par e-mail, sans votre raison."},
	{"refus-note" + byPhone, "C'est noté. Aucun e-mail n'arrive à la personne : prévenez-la par téléphone, puis dites-le dans « À faire maintenant »."},
	{"refus-note" + byOthers, "C'est noté. Un référent prévient la personne par téléphone, sans votre raison."},
	{"rencontre-annulee", "Mise en relation annulée. La personne est prévenue par e-mail."},
	{"rencontre-annulee" + byPhone, "Mise en relation annulée. Aucun e-mail n'arrive à la personne : prévenez-la par téléphone, puis dites-le dans « À faire maintenant »."},
	{"retrait-note", "C'est noté. L'employeur lit seulement que la personne n'est plus disponible."},
	{"nouvelles-notees", "Nouvelles notées."},
	{"creneaux-proposes", "Rendez-vous proposés. Chaque personne choisit le sien."},
	{"creneau-retire", "Rendez-vous retiré."},
	{"offre-rouverte", "L'offre cherche à nouveau."},
	{"liste_creee", "Liste créée. Ajoutez-y des personnes depuis la candidathèque."},
	{"recherche_gardee", "Recherche gardée : elle trouvera aussi les personnes qui arriveront."},
	{"en_liste", "Personnes ajoutées à la liste."},
	{"hors_liste", "Personnes retirées de la liste. Elles restent dans la candidathèque."},
	{"liste_renommee", "Liste renommée."},
	{"liste_partagee", "Liste partagée avec tous les référents."},
	{"liste_fermee", "La liste n'est plus qu'à vous."},
	{"liste_supprimee", "Liste supprimée."},
	{"revoque", "Jeton révoqué. Les programmes qui s'en servaient n'ont plus accès."},
	{"invite", "Invitation envoyée. Son lien sert une fois, pendant trois jours."},
	{"roles", "Rôles enregistrés. La personne se reconnecte avec ses nouveaux droits."},
	{"compte-ferme", "Compte fermé. Ses sessions, ses liens et ses jetons sont finis, partout."},
	{"compte-rouvert", "Compte rouvert."},
	{"telephone", "Double authentification remise à zéro. La personne est prévenue par courriel."},
	{"mot-de-passe", "Mot de passe enregistré. Vos autres sessions et vos liens sont fermés, partout."},
	{"mot-de-passe-choisi", "Mot de passe enregistré. Connectez-vous avec lui."},
	{"adresse-demandee", "Un lien est parti vers la nouvelle adresse. Rien ne change avant qu'il soit suivi."},
	{"adresse-changee", "Votre adresse est changée. Connectez-vous avec elle."},
	{"facteur-retire", "Double authentification retirée. Vos autres sessions sont fermées."},
	{"session-fermee", "Session fermée."},
	{"sessions-fermees", "Vos autres sessions sont fermées."},
	{"deconnecte", "Vous êtes déconnecté. À bientôt."},
	{"colonnes", "C'est noté. Vérifiez les premières personnes, puis importez."},
	{"abandonne", "Fichier abandonné et effacé. Rien n'en est entré."},
	{"courriel-renvoye", "C'est noté : le courriel part à nouveau dans un instant."},
	{"dit-par-telephone", "C'est noté : la personne est prévenue."},
	{"courriel-annule", "Courriel annulé. S'il partait à cet instant, il peut encore arriver."},
	{"connecte", "Vous êtes connecté."},
	{"lien-renvoye", "L'e-mail repart. Il arrive en une minute."},
	{"brouillon-garde", "Brouillon gardé. Il sera dans vos offres une fois votre adresse confirmée."},
	{"adresse-confirmee", "Adresse confirmée. Bienvenue."},
	{"etablissement-approuve", "Établissement approuvé. Ses membres sont prévenus."},
	{"etablissement-refuse", "Inscription refusée. Ses membres lisent votre raison."},
	{"etablissement-suspendu", "Établissement suspendu. Ses offres publiées sont en pause."},
	{"etablissement-repris", "L'établissement est de nouveau actif."},
	{"accord-redemande", "C'est envoyé. Un référent relit votre inscription."},
	{"collegue-accepte", "C'est noté : cette personne est membre de l'établissement."},
	{"collegue-refuse", "Demande refusée. La personne lit votre raison."},
	{"membre-retire", "Membre retiré. Cette personne lit votre raison."},
	{"etablissement-quitte", "C'est noté : vous n'y êtes plus rattaché."},
	{"demande-envoyee", "Demande envoyée. Vous recevrez la réponse par e-mail."},
}

func flashOf(c *gin.Context) templates.Flash {
	name := deed(c.Query("fait"))
	for _, d := range deeds {
		if d.deed == name {
			return templates.Flash{Kind: templates.FlashDone, Message: d.message}
		}
	}
	return templates.Flash{}
}

// errorPage shows a refusal. When even that page cannot be made, a bare line says it.
func (s *Server) errorPage(c *gin.Context, r refusal) {
	page := templates.ErrorPage{Base: s.base(c), Status: r.status, Heading: r.title, Message: r.message, Fields: r.fields,
		RequestID: requestID(c), RetryAfter: r.after}
	page.Flash = templates.Flash{}
	var out bytes.Buffer
	if err := templates.Render(&out, page); err != nil {
		c.Data(r.status, "text/plain; charset=utf-8", []byte(r.title+". "+r.message+"\n"))
		return
	}
	// The refusal is told even when the session cannot be written; the next request will see the session as it was.
	if err := s.saveSession(c); err != nil {
		c.Set(keyCause, fmt.Errorf("%w; refused: %w", err, errOf(c)))
	}
	c.Data(r.status, "text/html; charset=utf-8", out.Bytes())
}

func errOf(c *gin.Context) error {
	if err, ok := c.Get(keyCause); ok {
		return err.(error)
	}
	return errPanicked
}
