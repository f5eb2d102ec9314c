package domain

import "context"

// requestKey is where the context of an action keeps the name of its request.
type requestKey struct{}

// WithRequest names the request by which an action is asked: histories and the journal repeat it.
func WithRequest(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestOf is the name of the request of an action; empty for what the platform does by itself.
func RequestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
