package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"eedk.fr/candidatheque/cmd/candidatheque/demo"
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
	app, err := OpenApp(ctx, c, env, lived.Now, log, c.carrier(env, s))
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
