// Package intake reads the files of the contract into the domain and writes them back: people and offers as CSV.
// Files come as people make them, in UTF-8 or Windows-1252, with semicolons or commas: what can be read is read, and
// every cell that cannot is told with its line, its column, its value and the reason.
package intake
