package main

import (
	"context"
	"fmt"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

type userCommands struct {
	Add   userAdd   `cmd:"" help:"Ouvre un compte et donne un lien de connexion, une seule fois."`
	Token userToken `cmd:"" help:"Donne un jeton d'API, une seule fois."`
}

type userAdd struct {
	dataFlag
	Email   string   `required:"" help:"Adresse du compte."`
	Role    []string `required:"" help:"employer, referent, adviser, facilitator ou admin ; plusieurs séparés par des virgules."`
	Name    string   `help:"Nom affiché."`
	SIRET   []string `name:"siret" help:"Établissement d'un employeur."`
	BaseURL string   `help:"Adresse publique du service." name:"base-url" env:"CANDIDATHEQUE_BASE_URL" default:"http://127.0.0.1:8080"`
}

func (c *userAdd) Run(ctx context.Context, s Streams) error {
	account := hiring.NewUser{Email: c.Email, Name: c.Name}
	for _, text := range c.Role {
		role, err := domain.ParseRole(text)
		if err != nil {
			return &usageError{err.Error()}
		}
		account.Roles |= role
	}
	for _, text := range c.SIRET {
		siret, err := domain.ParseSIRET(text)
		if err != nil {
			return err
		}
		account.SIRETs = append(account.SIRETs, siret)
	}
	h, err := c.openHouse(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	user, err := h.Hiring.AddUser(ctx, domain.System(), account)
	if err != nil {
		return err
	}
	link, err := h.Hiring.NewSignInLink(ctx, domain.System(), user.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s/connexion/%s\n", c.BaseURL, link.Token)
	fmt.Fprintf(s.Err, "Compte ouvert. Ce lien sert une fois, jusqu'à %s.\n", link.Expires.In(domain.Paris()).Format("15:04 le 02/01/2006"))
	return nil
}

type userToken struct {
	dataFlag
	Email string `required:"" help:"Adresse du compte."`
	Label string `default:"ligne de commande" help:"À quoi sert ce jeton."`
}

func (c *userToken) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	user, err := h.Hiring.UserByEmail(ctx, c.Email)
	if err != nil {
		return err
	}
	token, err := h.Hiring.NewAPIToken(ctx, user.Actor(), c.Label)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Out, token.Token)
	if !user.Roles.Has(domain.RoleStaff) {
		return nil
	}
	keys, err := h.Hiring.KeysOf(ctx, user.ID)
	if err == nil && !keys.TOTP {
		fmt.Fprintln(s.Err, "En production, ce jeton est refusé : ce compte n'a pas de double authentification. Mettez-la en place, page « Mon compte », puis créez un autre jeton.")
	}
	return err
}
