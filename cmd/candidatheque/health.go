package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthCommand asks a running server whether it is alive: the image has no other program to do it with.
type healthCommand struct {
	Addr string `help:"Adresse d'écoute du service." default:"127.0.0.1:8080" env:"CANDIDATHEQUE_ADDR"`
}

// healthPatience is how long a living server may take to say so.
const healthPatience = 3 * time.Second

func (c *healthCommand) Run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return &usageError{"-addr : écrivez une adresse et un port, 127.0.0.1:8080"}
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return err
	}
	response, err := (&http.Client{Timeout: healthPatience}).Do(request)
	if err != nil {
		return fmt.Errorf("le service ne répond pas sur %s", c.Addr)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("le service répond %d", response.StatusCode)
	}
	return nil
}
