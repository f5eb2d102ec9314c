package domain

import "time"

// The purposes of a secret. SecretAPI is a token for programs; the others are signed links, each in linkRules.
const (
	SecretSignIn = "sign_in"
	SecretAPI    = "api"
	// SecretConsent opens the page of one person's accord, and nothing else.
	SecretConsent = "consent"
	// SecretSignUp confirms the address of one sign-up.
	SecretSignUp = "sign_up"
	// SecretAnswer opens one invitation to the person invited, with what became of it: Object is the invitation and whose
	// mailbox it went to. SecretOutcome is one introduction of an employer's member, SecretOpinion what somebody thinks of one.
	SecretAnswer  = "answer"
	SecretOutcome = "outcome"
	SecretOpinion = "opinion"
	// SecretSelf opens the page of one person's own data.
	SecretSelf = "self"
)

// Grant is what a signed link opens, to whom, and for how long: Object is the key of a thing, empty when Holder says it
// all; Path is the page, to which the token is added.
type Grant struct {
	Purpose string        `json:"purpose"`
	Object  string        `json:"object,omitempty"`
	Holder  string        `json:"holder"`
	Life    time.Duration `json:"life"`
	Path    string        `json:"path"`
}

// LinkRule is what holds for every link of a purpose.
type LinkRule struct {
	Purpose string
	// Life is the longest that such a link may serve (quality.md, Signed links).
	Life time.Duration
	// Gone tells the holder of one that is too old how to go on.
	Gone string
}

const linkDay = 24 * time.Hour

// linkRules has a line for each purpose of a link; there is no other link. Sign-in is 15 minutes in production: the
// demonstration, where nothing is real, has a day.
var linkRules = []LinkRule{
	{SecretSignUp, SignUpLife, "Ce lien a plus de 7 jours. Recommencez l'inscription : cela prend deux minutes."},
	{SecretSignIn, linkDay, "Ce lien est trop ancien. Demandez-en un autre sur la page de connexion."},
	{SecretSelf, 14 * linkDay, "Ce lien a plus de 14 jours. Demandez-en un autre : donnez votre e-mail sur cette page."},
	{SecretAnswer, 14 * linkDay, "Cette proposition n'attend plus de réponse. Si elle vous intéresse encore, appelez-nous : nous verrons ensemble."},
	{SecretOutcome, 14 * linkDay, "Ce lien a plus de 14 jours. Connectez-vous pour donner votre réponse : elle est toujours attendue."},
	{SecretOpinion, 14 * linkDay, "Ce lien a plus de 14 jours. Merci d'avoir voulu donner votre avis."},
	{SecretInvite, 3 * linkDay, "Cette invitation a plus de trois jours. Demandez à un administrateur de vous en renvoyer une."},
	{SecretReset, 15 * time.Minute, "Ce lien est trop ancien. Demandez-en un autre sur la page « Mot de passe oublié »."},
	{SecretEmail, linkDay, "Ce lien est trop ancien. Refaites la demande sur la page « Mon compte »."},
	{SecretConsent, 14 * linkDay, "Ce lien a plus de 14 jours. Votre référent ou votre conseiller peut vous en donner un autre."},
}

// LinkRuleOf finds the rule of a purpose; false when it is none of a link.
func LinkRuleOf(purpose string) (LinkRule, bool) {
	for _, r := range linkRules {
		if r.Purpose == purpose {
			return r, true
		}
	}
	return LinkRule{}, false
}

// Allowed refuses a grant that no link may have: an unknown purpose, nobody to hold it, a life too long or none.
func (g Grant) Allowed() error {
	rule, known := LinkRuleOf(g.Purpose)
	if !known || g.Holder == "" || g.Path == "" || g.Life <= 0 || g.Life > rule.Life {
		return Refuse(CodeInternal, "Ce lien ne peut pas être fait. Prévenez l'administrateur.")
	}
	return nil
}
