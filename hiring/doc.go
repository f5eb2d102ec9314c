// Package hiring holds the actions: the only place that changes the state of offers, people, shortlists and accounts.
// Each action reads the clock once, asks domain for the rule, saves in one write, and leaves a trace. What it needs of a
// store, an index or a sender of links it asks through the small interfaces of ports.go.
package hiring
