// Command ferrettest is the MongoDB-protocol server of the tests: FerretDB over SQLite files, on the loopback. It is a
// module of its own so that nothing of it weighs on the program. It keeps its data in the folder given by -data, prints
// its address as one line, and ends when its standard input does: a test that dies takes it along.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	data := flag.String("data", "", "folder of the data, which must exist")
	addr := flag.String("addr", "127.0.0.1:0", "address to listen on")
	flag.Parse()
	if err := serve(*data, *addr); err != nil {
		log.Fatal(err)
	}
}

func serve(data, addr string) error {
	f, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: addr},
		Logger:    slog.New(slog.DiscardHandler),
		Handler:   "sqlite",
		SQLiteURL: "file:" + data + "/",
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- f.Run(ctx) }()
	fmt.Println(f.MongoDBURI())
	_, err = io.Copy(io.Discard, os.Stdin)
	stop()
	if failed := <-ended; failed != nil {
		return failed
	}
	return err
}
