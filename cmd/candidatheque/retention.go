package main

import (
	"context"
	"fmt"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

type retentionCommand struct {
	dataFlag
	DryRun bool `name:"dry-run" help:"Dit ce qui partirait aujourd'hui, sans rien changer."`
}

// Run does the work that a server does each day: what is past its time ends. It may be run again.
func (c *retentionCommand) Run(ctx context.Context, s Streams) error {
	h, err := c.openLivedIn(ctx, s)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	if c.DryRun {
		plan, err := h.Hiring.RetentionPlan(ctx, domain.System())
		showRetention(s, plan)
		return err
	}
	if err := h.Hiring.Start(ctx); err != nil {
		return err
	}
	run, err := h.Hiring.RunRetention(ctx, domain.System())
	showRetention(s, run)
	if err != nil {
		return err
	}
	return h.Hiring.Scrub(ctx)
}

func showRetention(s Streams, run hiring.RetentionRun) {
	for _, l := range run.Lines {
		fmt.Fprintf(s.Out, "%6d %s\n", l.Count, l.What)
	}
	fmt.Fprintf(s.Out, "%d à leur terme le %s.\n", run.Total(), run.On.French())
}
