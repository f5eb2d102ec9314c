// Command candidatheque is the whole platform in one binary: the server, and the commands that work without it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Main(ctx, os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}

// Exit codes of the contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Main runs one command and returns its exit code: 0 done, 1 refused or failed (one clear line on Err), 2 wrong usage.
func Main(ctx context.Context, args []string, io Streams) int {
	err := run(ctx, args, io)
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(io.Err, "candidatheque :", usage.message)
		return exitUsage
	default:
		fmt.Fprintln(io.Err, "candidatheque :", err)
		return exitFailed
	}
}
