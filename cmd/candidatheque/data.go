package main

import (
	"context"
	"os"
	"path/filepath"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// dataFlag is shared by the commands that open the data folder; they refuse while a server holds it.
type dataFlag struct {
	Data string `help:"Dossier de données." default:"./data" env:"CANDIDATHEQUE_DATA" placeholder:"DOSSIER"`
}

// openHouse opens the data folder for a command, made when new; the pool is not loaded.
func (d *dataFlag) openHouse(ctx context.Context, s Streams) (*house, error) {
	now, err := clock()
	if err != nil {
		return nil, err
	}
	env, err := readEnvironment()
	if err != nil {
		return nil, err
	}
	return openHouse(ctx, houseOptions{Data: d.Data, Now: now, Log: newLogger(env, s)})
}

// openLivedIn is openHouse for the commands that have nothing to do in an empty house.
func (d *dataFlag) openLivedIn(ctx context.Context, s Streams) (*house, error) {
	if err := mustHaveDatabase(d.Data); err != nil {
		return nil, err
	}
	return d.openHouse(ctx, s)
}

// openStore opens a data folder with the machine's clock, made when new.
func openStore(dir string) (*store.Store, error) {
	now, err := clock()
	if err != nil {
		return nil, err
	}
	return store.OpenSQLite(dir, now)
}

// openFilledStore is openStore for the commands that only read.
func openFilledStore(dir string) (*store.Store, error) {
	if err := mustHaveDatabase(dir); err != nil {
		return nil, err
	}
	return openStore(dir)
}

// mustHaveDatabase refuses a folder without a database before anything is written: a path mistyped would otherwise
// make an empty house, whose backup or export looks like a success.
func mustHaveDatabase(dir string) error {
	if hasDatabase(dir) {
		return nil
	}
	return domain.Refuse(domain.CodeNotFound, "le dossier « %s » ne contient pas de base de la candidathèque : vérifiez -data, rien n'a été créé", dir)
}

// hasDatabase tells a folder that a store made, even one that lost its database: the store says that better.
func hasDatabase(dir string) bool {
	for _, name := range []string{"candidatheque.db", "candidatheque.db-wal", "candidatheque.format"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}
