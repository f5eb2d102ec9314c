package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// dataFlag is shared by the commands that open the data: a folder, which they refuse while a server holds it, or a
// MongoDB database, which several may use at once.
type dataFlag struct {
	Data string `help:"Dossier de données." default:"./data" env:"CANDIDATHEQUE_DATA" placeholder:"DOSSIER"`
	DB   string `help:"Base mongodb:// à la place du dossier." name:"db" env:"CANDIDATHEQUE_DB" placeholder:"URI"`

	scratch bool // the folder is made for one command
}

// openHouse opens the data for a command, made when new; the pool is not loaded. A command on a database needs no index
// of its own, and leaves that of the folder to a server which may hold it.
func (d *dataFlag) openHouse(ctx context.Context, s Streams) (*house, error) {
	if d.DB == "" {
		return d.openIndexed(ctx, s)
	}
	scratch, err := os.MkdirTemp("", "candidatheque-")
	if err != nil {
		return nil, domain.Refuse(domain.CodeUnavailable, "aucun dossier temporaire ne peut être créé").WithCause(err)
	}
	own := *d
	own.Data = scratch
	own.scratch = true
	h, err := own.openIndexed(ctx, s)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(scratch))
	}
	h.scratch = scratch
	return h, nil
}

// openIndexed is openHouse with the index of the data folder.
func (d *dataFlag) openIndexed(ctx context.Context, s Streams) (*house, error) {
	now, err := clock()
	if err != nil {
		return nil, err
	}
	env, err := readEnvironment()
	if err != nil {
		return nil, err
	}
	if err := d.checkDB(); err != nil {
		return nil, err
	}
	return openHouse(ctx, houseOptions{Data: d.Data, DB: d.DB, Now: now, Log: newLogger(env, s), Scratch: d.scratch})
}

// checkDB refuses a -db that is no address of a database.
func (d *dataFlag) checkDB() error {
	if d.DB != "" && !store.IsMongo(d.DB) {
		return &usageError{"-db : écrivez l'adresse d'une base, mongodb://hôte:27017/candidatheque, ou -data pour un dossier"}
	}
	return nil
}

// openLivedIn is openHouse for the commands that have nothing to do in an empty house.
func (d *dataFlag) openLivedIn(ctx context.Context, s Streams) (*house, error) {
	if err := d.mustHaveDatabase(ctx); err != nil {
		return nil, err
	}
	return d.openHouse(ctx, s)
}

// openStore opens the data with the machine's clock, made when new.
func (d *dataFlag) openStore(ctx context.Context) (*store.Store, error) {
	now, err := clock()
	if err != nil {
		return nil, err
	}
	if err := d.checkDB(); err != nil {
		return nil, err
	}
	return store.Open(ctx, d.address(), now)
}

// openFilledStore is openStore for the commands that only read.
func (d *dataFlag) openFilledStore(ctx context.Context) (*store.Store, error) {
	if err := d.mustHaveDatabase(ctx); err != nil {
		return nil, err
	}
	return d.openStore(ctx)
}

// address is where the data are, as the store understands it.
func (d *dataFlag) address() string {
	if d.DB != "" {
		return d.DB
	}
	return d.Data
}

// mustHaveDatabase refuses data that nobody made before anything is written: a path mistyped would otherwise make an
// empty house, whose backup or export looks like a success.
func (d *dataFlag) mustHaveDatabase(ctx context.Context) error {
	if err := d.checkDB(); err != nil {
		return err
	}
	return mustHaveDatabase(ctx, d.address())
}

func mustHaveDatabase(ctx context.Context, address string) error {
	if store.IsMongo(address) {
		has, err := store.HasDatabase(ctx, address)
		if err != nil || has {
			return err
		}
		return domain.Refuse(domain.CodeNotFound, "la base « %s » n'a jamais servi à la candidathèque : vérifiez l'adresse, rien n'a été créé", store.PlainAddress(address))
	}
	dir := strings.TrimPrefix(address, "sqlite:")
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
