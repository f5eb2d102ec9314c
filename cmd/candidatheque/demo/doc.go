// Package demo fills an empty data folder with invented but lifelike local data, played through the real actions and
// dated from the clock. Nobody and no firm in it exists: names are drawn from lists, numbers are made to fit their key.
package demo
