// Package handlers is the web: pages and JSON API over the actions of hiring. gin stays inside.
//
// A handler parses, calls one action, answers; it returns its error, and one wrapper turns any error into a page or
// into JSON, with one log line. Every route stands in routes.go with the roles that may take it.
package handlers
