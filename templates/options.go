package templates

import (
	"slices"
	"strconv"

	"eedk.fr/candidatheque/domain"
)

// The choices of the forms, from the tables of the domain.

func contractOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, k := range domain.ContractKinds() {
		options = append(options, Option{string(k.Code), k.Label})
	}
	return options
}

func payUnitOptions() []Option {
	return []Option{{"hour", "de l'heure"}, {"month", "par mois"}, {"year", "par an"}}
}

func levelOptions() []Option {
	options := []Option{{"", "Aucun niveau demandé"}}
	for level := 1; level <= 8; level++ {
		options = append(options, Option{strconv.Itoa(level), domain.LevelFrench(level)})
	}
	return options
}

func scheduleOptions() []Option {
	var options []Option
	for t := domain.TraitDay; t <= domain.TraitSplit; t <<= 1 {
		options = append(options, Option{t.API()[0], t.French()})
	}
	return options
}

func licenceOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, l := range domain.Licences() {
		options = append(options, Option{string(l), "permis " + string(l)})
	}
	return options
}

func needOptions() []Option {
	var options []Option
	for n := domain.DayOne; n <= domain.Plus; n++ {
		options = append(options, Option{n.String(), n.French()})
	}
	return options
}

// publicOptions leaves out the confidential criterion: an offer never names it.
func publicOptions() []Option {
	var options []Option
	for _, c := range domain.CriterionCodes() {
		if c != domain.CriterionConfidential {
			options = append(options, Option{string(c), c.French()})
		}
	}
	return options
}

func domainOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, d := range domain.PoolDomains() {
		options = append(options, Option{string(d), d.French()})
	}
	return options
}

func roleOptions() []Option {
	return []Option{{"referent", "référent"}, {"adviser", "conseiller"}, {"facilitator", "facilitateur"},
		{"admin", "administrateur"}, {"employer", "employeur"}}
}

// anyOption says of the empty choice that it filters nothing.
func anyOption(options []Option) []Option {
	options = slices.Clone(options)
	options[0].Label = "Peu importe"
	return options
}

// Refused words the state of an error for people, by its status.
type Refused struct {
	Next, Href, Verb string
}

// refusalOf says what to do after a refusal, to somebody who is signed in or not.
func refusalOf(status int, who Viewer) Refused {
	if status == 410 && who.SignedIn() {
		return Refused{"Ce qui était là n'y est plus, et personne ne peut le rouvrir. Recommencez depuis l'accueil.", "/", "Revenir à l'accueil"}
	}
	switch status {
	case 400, 431:
		return Refused{"Rien n'a été enregistré. Recommencez depuis l'accueil ; si cela se répète, essayez un autre navigateur.", "/", "Revenir à l'accueil"}
	case 401:
		return Refused{"Votre session a pris fin, ou vous n'êtes pas connecté.", "/connexion", "Se connecter"}
	case 403:
		return Refused{"Si vous pensez y avoir droit, parlez-en à votre référent ou à l'administrateur.", "/", "Revenir à l'accueil"}
	case 409:
		return Refused{"Quelqu'un d'autre, ou vous dans un autre onglet, est passé avant. Rien n'a été écrasé : rechargez la page pour voir où en sont les choses.", "/offres", "Voir les offres"}
	case 410:
		return Refused{"Un lien de connexion sert une fois, pendant 15 minutes. Demandez-en un autre : il arrive en une minute.", "/connexion", "Demander un autre lien"}
	case 413:
		return Refused{"Un fichier CSV peut peser 10 Mo. Coupez-le en plusieurs, ou demandez à l'administrateur de l'importer en ligne de commande.", "/", "Revenir à l'accueil"}
	case 422:
		return Refused{"Rien n'a été enregistré. Revenez à la page précédente : ce que vous avez écrit y est encore.", "/", "Revenir à l'accueil"}
	case 429:
		return Refused{"Cette limite protège les comptes. Elle se lève toute seule.", "/", "Revenir à l'accueil"}
	case 500, 503:
		return Refused{"Ce qui était enregistré l'est toujours. Si cela se répète, donnez-nous le numéro ci-dessous.", "/", "Revenir à l'accueil"}
	}
	return Refused{"L'adresse est peut-être mal recopiée, ou la page n'est pas à vous.", "/", "Revenir à l'accueil"}
}
