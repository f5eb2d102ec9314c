package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/cmd/candidatheque/demo"
	"eedk.fr/candidatheque/domain"
)

// Run starts the service and stops it gracefully when asked to.
func (c *serveCommand) Run(ctx context.Context, s Streams) error {
	env, err := readEnvironment()
	if err != nil {
		return err
	}
	if err := c.check(env); err != nil {
		return err
	}
	now, err := clock()
	if err != nil {
		return err
	}
	log := newLogger(env, s)
	lived := demo.NewClock(now)
	app, err := OpenApp(ctx, c, env, lived.Now, log, consoleLinks{base: c.BaseURL, out: s.Err, env: env})
	if err != nil {
		return err
	}
	log.LogAttrs(ctx, slog.LevelInfo, "service", append([]slog.Attr{slog.String("addr", app.Addr())}, c.settings(env)...)...)
	var prepare func(context.Context) error
	if c.Demo {
		prepare = func(ctx context.Context) error { return c.prepareDemo(ctx, app, lived, s) }
	}
	err = app.Run(ctx, prepare)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = nil // asked to stop while starting
	}
	return errors.Join(err, app.Close())
}

// prepareDemo fills an empty folder, and prints one line for each demo account at every start.
func (c *serveCommand) prepareDemo(ctx context.Context, app *App, clock *demo.Clock, s Streams) error {
	accounts, err := demo.Play(ctx, app.house.Hiring, clock, s.Err)
	if err != nil {
		return fmt.Errorf("données de démonstration : %w", err)
	}
	for _, a := range accounts {
		a.Link = c.BaseURL + "/connexion/" + a.Link
		line, err := json.Marshal(struct {
			Demo demo.Account `json:"demo"`
		}{a})
		if err != nil {
			return err
		}
		fmt.Fprintln(s.Out, string(line))
	}
	return nil
}

// consoleLinks hands sign-in links to whoever runs the service, on its console: outside production only. Until the
// mails are there, a production link is made by an administrator, or by « user token ».
type consoleLinks struct {
	base string
	out  io.Writer
	env  environment
}

func (l consoleLinks) SendSignInLink(_ context.Context, _ *domain.User, token string, expires time.Time) error {
	if l.env == envProduction {
		return nil
	}
	_, err := fmt.Fprintf(l.out, "lien de connexion, valable jusqu'à %s : %s/connexion/%s\n", expires.In(domain.Paris()).Format("15:04"), l.base, token)
	return err
}
