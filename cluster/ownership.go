package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// owned is what a coordinator says of itself, as long as it is there.
type owned struct {
	Who                  string `json:"who"`
	Executions, Findings int
}

// owner holds a search for a coordinator: a key of a bucket in which keys expire.
type owner struct {
	c        *Cluster
	name     string
	now      atomic.Pointer[owned]
	revision uint64
	lost     chan error
	stop     context.CancelFunc
	over     chan struct{}
}

// own takes a search. If a coordinator holds it that may be gone it waits until it must have said so.
func (c *Cluster) own(ctx context.Context, name string) (*owner, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	o := &owner{c: c, name: name, lost: make(chan error, 1), over: make(chan struct{})}
	o.now.Store(&owned{Who: fmt.Sprintf("%s, process %d", host, os.Getpid())})
	for start := time.Now(); ; {
		err = c.retry(ctx, func() (err error) {
			o.revision, err = c.owners.Create(ctx, name, o.value())
			return err
		})
		if err == nil {
			break
		}
		if !errors.Is(err, jetstream.ErrKeyExists) {
			return nil, err
		}
		if time.Since(start) > ownership+2*time.Second {
			other := owned{Who: "another process"}
			if entry, err := c.owners.Get(ctx, name); err == nil {
				_ = json.Unmarshal(entry.Value(), &other) // who it is is all that is missing then
			}
			return nil, fmt.Errorf("%s directs the search %s: wait for it, end it with cluster stop %s, or give this one another --name",
				oneLine(other.Who), name, name)
		}
		if pause(ctx, 200*time.Millisecond); ctx.Err() != nil { // until the key expires, which nobody says
			return nil, ctx.Err()
		}
	}
	renewing, stop := context.WithCancel(context.Background())
	o.stop = stop
	go o.renew(renewing)
	return o, nil
}

func (o *owner) value() []byte {
	data, err := json.Marshal(o.now.Load())
	if err != nil {
		panic(err) // text and numbers
	}
	return data
}

// renew says again and again that the coordinator is there.
func (o *owner) renew(ctx context.Context) {
	defer close(o.over)
	every(ctx, ownership/4, func() (goOn bool) {
		revision, err := o.c.owners.Update(ctx, o.name, o.value(), o.revision)
		if errors.Is(err, jetstream.ErrKeyExists) { // the key has expired, or is another's
			revision, err = o.c.owners.Create(ctx, o.name, o.value())
			if errors.Is(err, jetstream.ErrKeyExists) {
				o.lost <- fmt.Errorf("another process directs the search %s now: this one could not be heard for %v", o.name, ownership)
				return false
			}
		}
		if err == nil {
			o.revision = revision
		} // otherwise the server may be there again the next time
		return true
	})
}

// release gives the search up.
func (o *owner) release(ctx context.Context) {
	o.stop()
	<-o.over
	_ = o.c.owners.Purge(ctx, o.name, jetstream.LastRevision(o.revision)) // otherwise it expires
}
