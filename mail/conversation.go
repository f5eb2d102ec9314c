package mail

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	gomail "github.com/go-mail/mail/v2"
)

// The library opens its connections through a variable of its package, and would wait for ever on a server that says
// nothing: the greeting comes before its own deadline. Every connection of ours comes through dial, which finds whose it
// is by the one thing of ours that the library hands over, its timeout.
func init() { gomail.NetDialTimeout = dial }

var (
	conversations sync.Map // of *conversation, by key
	serial        atomic.Int64
)

// conversation is the connection of one attempt. Its deadline is that of the whole exchange: the library cannot move it.
type conversation struct {
	net.Conn
	ctx    context.Context
	key    time.Duration // unique among those under way
	until  time.Time
	faulty atomic.Bool
	undo   func() bool
}

// parting is how long an exchange may go on once the service is asked to stop.
const parting = 3 * time.Second

func newConversation(ctx context.Context, limit time.Duration) *conversation {
	c := &conversation{ctx: ctx, key: limit + time.Duration(serial.Add(1)), until: time.Now().Add(limit), undo: func() bool { return true }}
	conversations.Store(c.key, c)
	return c
}

func dial(network, address string, key time.Duration) (net.Conn, error) {
	found, ok := conversations.LoadAndDelete(key)
	if !ok {
		return nil, errors.New("mail: a connection that nobody asked for")
	}
	c := found.(*conversation)
	conn, err := (&net.Dialer{Deadline: c.until}).DialContext(c.ctx, network, address)
	if err != nil {
		return nil, err
	}
	if err := conn.SetDeadline(c.until); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	c.Conn = conn
	c.undo = context.AfterFunc(c.ctx, func() { c.setLimit(parting) })
	return c, nil
}

// setLimit brings the end nearer.
func (c *conversation) setLimit(d time.Duration) { _ = c.Conn.SetDeadline(time.Now().Add(d)) }

// end closes whatever is left: the library forgets its connection when a greeting fails.
func (c *conversation) end() {
	conversations.Delete(c.key)
	c.undo()
	if c.Conn != nil {
		_ = c.Conn.Close()
	}
}

// Write notes a failure: the library does not tell that of the last bytes, and waits for an answer to them.
func (c *conversation) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if err != nil {
		c.faulty.Store(true)
	}
	return n, err
}

func (c *conversation) failedToWrite() bool { return c.faulty.Load() }

// SetDeadline, SetReadDeadline and SetWriteDeadline do nothing: the exchange has its end already.
func (c *conversation) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (c *conversation) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (c *conversation) SetWriteDeadline(time.Time) error { return nil }
