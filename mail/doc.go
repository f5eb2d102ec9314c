// Package mail composes the letters of the house and hands them to a mail server. What happens, to whom it is told and
// when a mail is tried again are decided by hiring; go-mail stays inside.
package mail
