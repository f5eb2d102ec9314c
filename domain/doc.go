// Package domain is the vocabulary of Candidathèque: types that cannot hold a bad value, transition tables, access
// rules, errors. It imports the standard library only; every rule of the trade stands here with its legal source.
package domain
